"""Announcements on Telegram: what admins write, and the delivering that goes on beside the replies."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.announcements import (
    CONTENT,
    TARGET,
    Announcement,
    Delivery,
    Office,
    Sent,
    Shown,
    new_holder,
)
from bot.conversation import Contact, Outcome, Reply
from bot.storage import StorageError

from .buttons import suggestions_only
from .courier import TelegramCourier, content_of
from .group_settings import Groups
from .handlers import Context, Handlers
from .outgoing import pieces
from .reports import Reports
from .senders import FROM_PEOPLE
from .sending import persistently
from .showing import forum_topic

_LOG = logging.getLogger(__name__)

LATEST = 10
"""Announcements shown by /annonces."""

PATIENCE = 1.0
"""Seconds to wait for the database to say whether a draft waits for a message: most of what admins write is for none."""


class Announcer:
    """Handlers, and two tasks: one delivers, one keeps the reports up to date."""

    def __init__(self, office: Office, bot: ExtBot[None], groups: Groups, otherwise: Handlers) -> None:
        """`otherwise` handles what an admin writes that no announcement waits for."""
        self._office = office
        self._voice = office.knowledge.voice
        self._drafting = office.drafting()
        self._reporting = office.reporting()
        self._bot = bot
        self._otherwise = otherwise
        self._courier = TelegramCourier(bot, office.knowledge, lambda chat: groups.settings(chat).topic)
        self._dispatch = office.dispatch(self._courier, new_holder())
        self._reports = Reports(office.registry, self._reporting, bot, self._voice, office.now)
        self._contents: dict[tuple[int, int], int] = {}
        """The draft that a message, by chat and number, is the content of; as many as admins wrote since the start."""

        self._asking: set[asyncio.Task[str | None]] = set()
        self._tasks: list[asyncio.Task[None]] = []

    def add_to(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        """The handlers; those of others for the same updates come after, or in their own group."""
        if self._office.admins:
            theirs = FROM_PEOPLE & filters.ChatType.PRIVATE & filters.User(self._office.admins)
            private = filters.UpdateType.MESSAGE & theirs
            application.add_handler(CommandHandler("annonce", self.draft, private))
            application.add_handler(CommandHandler("annonces", self.latest, private))
            application.add_handler(
                MessageHandler(private & ~filters.COMMAND & ~filters.StatusUpdate.ALL, self.given)
            )
            edited = filters.UpdateType.EDITED_MESSAGE & theirs & ~filters.COMMAND
            application.add_handler(MessageHandler(edited, self.mended))
        application.add_handler(CallbackQueryHandler(self.choice, f"^{TARGET}"))

    # --- The tasks.

    def begin(self) -> None:
        """Deliver from now on."""
        self._tasks = [asyncio.create_task(self._dispatch.run()), asyncio.create_task(self._reports.keep())]

    async def end(self) -> None:
        """Stop; what is under way is finished or given up within seconds."""
        self._dispatch.stop()
        if self._tasks:
            await self._tasks[0]
            self._tasks[1].cancel()
            with suppress(asyncio.CancelledError):
                await self._tasks[1]

    # --- Admins.

    def _is_admin(self, update: Update) -> bool:
        user, chat = update.effective_user, update.effective_chat
        return (
            user is not None
            and user.id in self._office.admins
            and chat is not None
            and chat.type == chat.PRIVATE
        )

    async def draft(self, update: Update, _context: Context) -> None:
        """/annonce, perhaps with an entry or « fait »."""
        message = update.effective_message
        if not self._is_admin(update) or message is None or not message.text:
            return
        _, *argument = message.text.split(maxsplit=1)
        await self._show(update, await self._drafting.begin(_author(update), " ".join(argument)))

    async def latest(self, update: Update, _context: Context) -> None:
        """/annonces."""
        if self._is_admin(update):
            await self._say(update, await self._reporting.latest(LATEST))

    async def given(self, update: Update, context: Context) -> None:
        """A content or an hour, when one is awaited; anything else is a message like any other."""
        message = update.effective_message
        if not self._is_admin(update) or not isinstance(message, Message):
            return
        awaited = await self._awaited(update)
        shown = None
        if awaited == CONTENT and message.media_group_id is not None:
            shown = Shown(Reply(Outcome.SOCIAL, self._voice.say("annonce-album")))
        elif awaited:
            shown = await self._drafting.give(_author(update), content_of(message), message.text or "")
        if shown is None:
            await self._otherwise.message(update, context)
            return
        if awaited == CONTENT and shown.preview:
            self._contents[message.chat_id, message.message_id] = shown.preview.id
        await self._show(update, shown)

    async def _awaited(self, update: Update) -> str | None:
        """The step of a draft that waits for what an admin writes; while the database is away, they are answered like anyone."""
        # Not cancelled when it lasts: a connection given up half-way is lost to the others.
        asking = asyncio.create_task(self._awaited_by(_author(update)))
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)
        await asyncio.wait({asking}, timeout=PATIENCE)
        return asking.result() if asking.done() else None

    async def _awaited_by(self, author: str) -> str | None:
        try:
            return await self._drafting.awaited(author)
        except StorageError as error:
            _LOG.info("drafts not read error=%s", error)
            return None

    async def mended(self, update: Update, context: Context) -> None:
        """An admin edited what they wrote: the content of an announcement, or a question like any other."""
        message = update.edited_message
        if message is None or not self._is_admin(update):
            return
        draft = self._contents.get((message.chat_id, message.message_id))
        if draft is not None:
            await self._show(update, await self._drafting.mend(_author(update), draft, content_of(message)))
        elif message.text or message.caption:
            await self._otherwise.edited(update, context)

    async def choice(self, update: Update, _context: Context) -> None:
        """A button of a draft or of a report."""
        query = update.callback_query
        if query is None:
            return
        await _acknowledge(query)
        if self._is_admin(update):
            await self._show(update, await self._reporting.choose(_author(update), query.data or ""))

    async def _show(self, update: Update, shown: Shown) -> None:
        query = update.callback_query
        if shown.preview and not await self._preview(update, shown.preview):
            await self._say(update, Reply(Outcome.SOCIAL, self._voice.say("annonce-apercu-impossible")))
            return
        if shown.report is not None and query and isinstance(query.message, Message):
            await self._follow(update, query.message, shown.report)
            return
        if query and not shown.preview:
            await self._put(query, shown.reply)
        else:
            await self._say(update, shown.reply)

    async def _preview(self, update: Update, draft: Announcement) -> bool:
        """Send an announcement to its author as its recipients will see it; the same way, so that it cannot differ."""
        chat = update.effective_chat
        if chat is None:
            return False
        seen = Announcement(draft.content, silent=True)
        result = await self._courier.carry(seen, Delivery(0, draft.id, Contact("telegram", str(chat.id))))
        return isinstance(result, Sent)

    async def _follow(self, update: Update, message: Message, announcement: int) -> None:
        """Let a message be the report of an announcement from now on."""
        chat = update.effective_chat
        if chat is not None and update.callback_query is not None:
            await self._put(update.callback_query, await self._reporting.report(announcement))
            place = Contact("telegram", str(chat.id))
            await self._office.registry.report_in(announcement, place, str(message.message_id))

    # --- Showing.

    async def _say(self, update: Update, reply: Reply) -> None:
        chat = update.effective_chat
        if chat is None:
            return
        for text in pieces(reply, self._voice):
            await persistently(
                lambda text=text: self._bot.send_message(
                    chat.id, text, message_thread_id=forum_topic(update), reply_markup=suggestions_only(reply)
                )  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
            )

    async def _put(self, query: CallbackQuery, reply: Reply) -> None:
        """Put a reply in place of the message tapped; when it stands there already, that is well."""
        text = pieces(reply, self._voice)[0]
        with suppress(BadRequest):
            await persistently(lambda: query.edit_message_text(text, reply_markup=suggestions_only(reply)))


async def _acknowledge(query: CallbackQuery) -> None:
    # Tapped long ago: the person waits for what it does, not for the tick.
    with suppress(TelegramError):
        await query.answer()


def _author(update: Update) -> str:
    return str(update.effective_user.id) if update.effective_user else ""
