"""Handlers in order, the commands menu, the start and the end."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from telegram import BotCommand, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    Updater,
    filters,
)
from telegram.request import HTTPXRequest

from bot.conversation import Service
from bot.settings import Settings

from .articles import ELSEWHERE
from .bringing import Acknowledging, WebhookUpdater
from .deep_links import DeepLinks
from .guest import Guest
from .handlers import Handlers
from .in_hand import InHand
from .inline import Inline
from .ordering import OneByOneInAChat
from .polling import Calls, PollingBot, Readable, TokenRefusedError

_LOG = logging.getLogger(__name__)

TELEGRAM = "https://api.telegram.org/bot"

LONG_POLL = 30
"""Seconds Telegram holds a request open when it has nothing to say."""

COMMANDS = ("question", "themes", "aide", "confidentialite", "oublier")
UNDERSTOOD = (*COMMANDS, "start", "help")
"""Commands answered; in groups, those of other bots are left to them."""

USED = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.GUEST_MESSAGE)
"""The kinds of updates that a handler takes: Telegram is asked for no other."""

App = Application[Any, Any, Any, Any, Any, Any]
"""Its six type parameters are read by the library's own code only."""


def serve(settings: Settings, service: Service, on_conflict: Callable[[], None]) -> None:
    """Serve Telegram until SIGINT or SIGTERM; waits for the network as long as it takes.

    Raises TokenRefusedError and NoBotApiError. `on_conflict` is called when another bot has the same token; we then
    go on trying: to end would let a copy started by mistake silence the bot, and the other one may end first.
    """
    in_hand = InHand()

    def stop() -> None:
        application.stop_running()

    calls = Calls(stop, on_conflict, service.memory.settled)
    bot = _bot(settings, in_hand, calls)
    if settings.webhook is None:
        application = _application(Updater(bot, asyncio.Queue()), in_hand, service)
        application.run_polling(timeout=LONG_POLL, bootstrap_retries=-1, allowed_updates=USED)
    else:
        updater = WebhookUpdater(bot, in_hand, Acknowledging(in_hand, bot.settle))
        application = _application(updater, in_hand, service)
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


def _bot(settings: Settings, in_hand: InHand, calls: Calls) -> PollingBot:
    return PollingBot(
        in_hand,
        calls,
        own_server=settings.api_url is not None,
        token=settings.token,
        base_url=settings.api_url or TELEGRAM,
        request=HTTPXRequest(),
        get_updates_request=Readable(connection_pool_size=1),
        defaults=Defaults(
            parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )


def _application(updater: Updater, in_hand: InHand, service: Service) -> App:
    async def begin(application: App) -> None:
        await service.memory.open()
        _LOG.info("serving channel=telegram")
        if not application.bot.supports_inline_queries:
            _LOG.info("inline mode is off; to have it: @BotFather, /setinline")
        try:
            await application.bot.set_my_commands(
                [BotCommand(command, service.voice.say(f"menu-{command}")) for command in COMMANDS]
            )
        except TelegramError as error:
            _LOG.warning("commands menu not set error=%s", type(error).__name__)

    async def end(_application: App) -> None:
        await service.memory.close()

    builder = ApplicationBuilder().updater(updater).concurrent_updates(OneByOneInAChat(in_hand))
    application = builder.post_init(begin).post_shutdown(end).build()
    _add_handlers(application, service)
    return application


def _add_handlers(application: App, service: Service) -> None:
    links = DeepLinks(service.parcels)
    handlers = Handlers(service.responder, service.voice, service.memory, links)
    inline = Inline(service.lookup, links, service.voice)
    guest = Guest(handlers.converse, handlers.pace, service.voice)
    application.add_handler(TypeHandler(Update, handlers.once), group=-1)
    application.add_handler(InlineQueryHandler(inline.answer))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, guest.answer))
    application.add_handler(CallbackQueryHandler(guest.tap, pattern=f"^{ELSEWHERE}"))
    application.add_handler(CallbackQueryHandler(handlers.choice))
    application.add_handler(CommandHandler("oublier", handlers.forget, filters.UpdateType.MESSAGE))
    application.add_handler(CommandHandler(UNDERSTOOD, handlers.message, filters.UpdateType.MESSAGE))
    application.add_handler(
        MessageHandler(
            filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL,
            handlers.message,
        )
    )
    application.add_error_handler(handlers.failed)
