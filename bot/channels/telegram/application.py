"""Handlers in order, the commands menu, the start and the end."""

import logging
import sys

from telegram import BotCommand, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.conversation import Memory, Responder
from bot.knowledge import Voice

from .handlers import Handlers
from .ordering import OneByOneInAChat
from .polling import Polling

_LOG = logging.getLogger(__name__)

LONG_POLL = 30
"""Seconds Telegram holds a request open when it has nothing to say."""

COMMANDS = ("question", "themes", "aide", "confidentialite", "oublier")
UNDERSTOOD = (*COMMANDS, "start", "help")
"""Commands answered; in groups, those of other bots are left to them."""


def serve(token: str, api_url: str | None, responder: Responder, voice: Voice, memory: Memory) -> int:
    """Serve Telegram by long polling until SIGINT or SIGTERM; waits for the network as long as it takes.

    Returns the exit code: 0 when stopped, 2 when Telegram rejects the token.
    """
    # The library tells it too, in its own words.
    logging.getLogger("telegram.ext").addFilter(
        lambda record: not (record.exc_info and isinstance(record.exc_info[1], InvalidToken))
    )
    polling = Polling(connection_pool_size=1)
    application = _application(polling, token, api_url, responder, voice, memory)
    try:
        application.run_polling(
            timeout=LONG_POLL,
            bootstrap_retries=-1,
            allowed_updates=[Update.MESSAGE, Update.CALLBACK_QUERY],
        )
    except InvalidToken:
        polling.refused = True
    if polling.refused:
        print(
            "Telegram refuse ce jeton (BOT_TOKEN). Redemandez-le à @BotFather : /mybots, votre bot, « API Token ».",
            file=sys.stderr,
        )
        return 2
    return 0


def _application(  # noqa: PLR0913, PLR0917
    polling: Polling, token: str, api_url: str | None, responder: Responder, voice: Voice, memory: Memory
) -> "Application":  # type: ignore[type-arg]  # six type parameters that only PTB's own code reads
    defaults = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    builder = ApplicationBuilder().token(token).defaults(defaults).concurrent_updates(OneByOneInAChat())
    builder = builder.get_updates_request(polling)
    if api_url:
        builder = builder.base_url(api_url)

    async def begin(application: "Application") -> None:  # type: ignore[type-arg]  # idem
        await memory.open()
        _LOG.info("serving channel=telegram")
        try:
            await application.bot.set_my_commands(
                [BotCommand(command, voice.say(f"menu-{command}")) for command in COMMANDS]
            )
        except TelegramError as error:
            _LOG.warning("commands menu not set error=%s", type(error).__name__)

    async def end(_application: "Application") -> None:  # type: ignore[type-arg]  # idem
        await memory.close()

    application = builder.post_init(begin).post_shutdown(end).build()
    polling.stop = application.stop_running
    handlers = Handlers(responder, voice, memory)
    application.add_handler(TypeHandler(Update, handlers.once), group=-1)
    application.add_handler(CallbackQueryHandler(handlers.choice))
    application.add_handler(CommandHandler("oublier", handlers.forget))
    application.add_handler(CommandHandler(UNDERSTOOD, handlers.message))
    application.add_handler(
        MessageHandler(filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, handlers.message)
    )
    application.add_error_handler(handlers.failed)
    return application
