"""Handlers in order, the commands menu, the start and the end."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    Updater,
    filters,
)
from telegram.request import HTTPXRequest

from bot.announcements import COMMANDS, Office
from bot.conversation import Service
from bot.conversation.reply import VOTE_TARGET
from bot.settings import Settings

from .admins import Admins
from .announcing import Announcer
from .articles import ELSEWHERE
from .bringing import Acknowledging, WebhookUpdater
from .commands_menu import Presentation
from .deep_links import DeepLinks
from .gate import Gate
from .group_settings import GroupRecords, Groups
from .groups import InGroups
from .guest import Guest
from .handlers import Handlers
from .in_hand import InHand
from .inline import Inline
from .ordering import OneByOneInAChat
from .overview import Overview
from .polling import Calls, PollingBot, Readable, TokenRefusedError
from .senders import FROM_PEOPLE
from .settings_menu import TARGET, SettingsMenu
from .showing import Showing
from .subscribers import Subscribers
from .welcome import Welcome

_LOG = logging.getLogger(__name__)

TELEGRAM = "https://api.telegram.org/bot"

LONG_POLL = 30
"""Seconds Telegram holds a request open when it has nothing to say."""

UNDERSTOOD = ("question", "themes", "aide", "confidentialite", "start", "help")
"""Commands answered in groups; those of other bots are left to them."""

PACED = ("oublier", "reglages", *COMMANDS)
"""Commands that anybody may give and that are not answered as questions are: nobody may give them without end either."""

USED = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
)
"""The kinds of updates that a handler takes: Telegram is asked for no other."""

_NEW = filters.UpdateType.MESSAGE & FROM_PEOPLE
_MENDED = filters.UpdateType.EDITED_MESSAGE & FROM_PEOPLE

App = Application[Any, Any, Any, Any, Any, Any]
"""Its six type parameters are read by the library's own code only."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What handlers are made of."""

    service: Service
    groups: Groups

    office: Office
    """Of announcements."""

    admins: frozenset[int]
    """Of the bot, by number."""


def serve(
    settings: Settings,
    service: Service,
    records: GroupRecords,
    office: Office,
    on_conflict: Callable[[], None],
) -> None:
    """Serve Telegram until SIGINT or SIGTERM; waits for the network as long as it takes.

    Raises TokenRefusedError and NoBotApiError. `on_conflict` is called when another bot has the same token; we then
    go on trying: to end would let a copy started by mistake silence the bot, and the other one may end first.
    """
    in_hand = InHand()

    def stop() -> None:
        application.stop_running()

    parts = Parts(service, Groups(records), office, settings.admins)
    calls = Calls(stop, on_conflict, service.memory.settled)
    bot = _bot(settings, in_hand, calls, Gate(office.pace))
    if settings.webhook is None:
        application = _application(Updater(bot, asyncio.Queue()), in_hand, parts)
        application.run_polling(timeout=LONG_POLL, bootstrap_retries=-1, allowed_updates=USED)
    else:
        updater = WebhookUpdater(bot, in_hand, Acknowledging(in_hand, bot.settle))
        application = _application(updater, in_hand, parts)
        application.run_webhook(
            settings.webhook.host,
            settings.webhook.port,
            urlsplit(settings.webhook.url).path,
            webhook_url=settings.webhook.url,
            secret_token=settings.webhook.secret,
            bootstrap_retries=-1,
            allowed_updates=USED,
        )
    if bot.refused:
        raise TokenRefusedError


def _bot(settings: Settings, in_hand: InHand, calls: Calls, gate: Gate) -> PollingBot:
    return PollingBot(
        in_hand,
        calls,
        own_server=settings.api_url is not None,
        rate_limiter=gate,
        token=settings.token,
        base_url=settings.api_url or TELEGRAM,
        request=HTTPXRequest(),
        get_updates_request=Readable(connection_pool_size=1),
        defaults=Defaults(
            parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )


def _application(updater: Updater, in_hand: InHand, parts: Parts) -> App:
    service = parts.service

    async def begin(application: App) -> None:
        await service.memory.open()
        announcer.begin()
        _LOG.info("serving channel=telegram")
        if not application.bot.supports_inline_queries:
            _LOG.info("inline mode is off; to have it: @BotFather, /setinline")
        await Presentation(service.voice, parts.admins).set_up(application.bot)

    async def stop(_application: App) -> None:
        await announcer.end()

    async def end(_application: App) -> None:
        await service.memory.close()

    builder = ApplicationBuilder().updater(updater).concurrent_updates(OneByOneInAChat(in_hand))
    application = builder.post_init(begin).post_stop(stop).post_shutdown(end).build()
    announcer = _add_handlers(application, parts)
    return application


def _add_handlers(application: App, parts: Parts) -> Announcer:
    """In this order: the first that takes an update is the only one."""
    service, voice = parts.service, parts.service.voice
    links = DeepLinks(service.parcels)
    showing = Showing(voice, parts.groups, links)
    handlers = Handlers(service.responder, voice, service.memory, links, showing)
    inline = Inline(service.lookup, links, voice)
    guest = Guest(handlers.converse, handlers.haste, voice)
    admins = Admins()
    announcer = Announcer(parts.office, application.bot, parts.groups, handlers)
    application.add_handler(TypeHandler(Update, handlers.once), group=-2)
    application.add_handler(CommandHandler(PACED, handlers.hold_back, _NEW), group=-1)
    announcer.add_to(application)
    Subscribers(parts.office, showing, admins).add_to(application)
    application.add_handler(InlineQueryHandler(inline.answer))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, guest.answer))
    application.add_handler(CallbackQueryHandler(guest.tap, pattern=f"^{ELSEWHERE}"))
    _add_settings(application, parts, showing, admins)
    application.add_handler(CallbackQueryHandler(handlers.vote, pattern=f"^{VOTE_TARGET}"))
    application.add_handler(CallbackQueryHandler(handlers.choice))
    application.add_handler(CommandHandler("oublier", handlers.forget, _NEW))
    _add_messages(application, parts, handlers)
    application.add_error_handler(handlers.failed)
    return announcer


def _add_settings(application: App, parts: Parts, showing: Showing, admins: Admins) -> None:
    """What concerns groups as such, and those who look after the bot."""
    voice, groups = parts.service.voice, parts.groups
    menu = SettingsMenu(voice, groups, showing, admins)
    welcome = Welcome(voice, groups, showing)
    application.add_handler(CallbackQueryHandler(menu.tap, pattern=f"^{TARGET}"))
    application.add_handler(CommandHandler("reglages", menu.open, _NEW))
    overview = Overview(voice, groups, showing)
    ours = filters.User(parts.admins, allow_empty=False) & filters.ChatType.PRIVATE
    application.add_handler(CommandHandler("groupes", overview.groups, _NEW & ours))
    application.add_handler(ChatMemberHandler(welcome.place_changed, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(
        MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, welcome.moved)
    )


def _add_messages(application: App, parts: Parts, handlers: Handlers) -> None:
    """What people say, and mend."""
    in_groups = InGroups(handlers, parts.groups)
    said = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    alone = filters.ChatType.PRIVATE
    application.add_handler(CommandHandler(UNDERSTOOD, in_groups.message, _NEW & filters.ChatType.GROUPS))
    application.add_handler(MessageHandler(_NEW & filters.ChatType.GROUPS & said, in_groups.message))
    application.add_handler(MessageHandler(_NEW & alone & ~filters.StatusUpdate.ALL, handlers.message))
    application.add_handler(CommandHandler("question", handlers.edited, _MENDED))
    application.add_handler(MessageHandler(_MENDED & said, handlers.edited))
