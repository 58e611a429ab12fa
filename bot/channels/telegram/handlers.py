"""Read, reply_to, show: a few lines each."""

import logging
import traceback
from collections import OrderedDict
from collections.abc import Callable
from html import escape
from pathlib import Path
from secrets import randbelow

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ApplicationHandlerStop, CallbackContext, ExtBot

from bot.conversation import Contact, Memory, Message, Outcome, Reply, Responder, Thread, forgotten
from bot.knowledge import Voice

from .deep_links import DeepLinks
from .flooding import Flooding, Pace
from .incoming import KEEP, contact_of, read
from .outgoing import keyboard, pieces
from .sending import persistently, to_chat

_LOG = logging.getLogger(__name__)

MOST_UPDATES = 10_000
"""Updates remembered, the oldest forgotten first: a bound on memory."""

INCIDENTS = 1_000_000
"""Numbers of incidents: six digits can be told over the phone, and hardly fall twice in a log."""

Context = CallbackContext[ExtBot[None], dict[object, object], dict[object, object], dict[object, object]]


class Handlers:
    """What happens to each kind of update."""

    def __init__(self, responder: Responder, voice: Voice, memory: Memory, links: DeepLinks) -> None:
        self._responder = responder
        self._voice = voice
        self._memory = memory
        self._links = links
        self._flooding = Flooding()
        self._handled: OrderedDict[int, None] = OrderedDict()

    async def once(self, update: Update, _context: Context) -> None:
        """Stop an update that comes a second time: Telegram delivers again what it believes lost."""
        if update.update_id in self._handled:
            raise ApplicationHandlerStop
        self._handled[update.update_id] = None
        if len(self._handled) > MOST_UPDATES:
            self._handled.popitem(last=False)

    async def message(self, update: Update, context: Context) -> None:
        """Reply to a text, a command, or something we cannot read; who writes too fast is told so, once."""
        pace = self.pace(update)
        if pace is Pace.TOO_FAST:
            await self._send(update, context, Reply(Outcome.SOCIAL, self._voice.say("trop-vite")))
        if pace is Pace.FINE:
            await self._send(update, context, self._reply(update))

    def pace(self, update: Update) -> Pace:
        """How fast the sender of a message writes, this one included."""
        message, sender = update.effective_message, update.effective_sender
        if not isinstance(message, TelegramMessage) or sender is None:
            return Pace.FINE
        return self._flooding.pace(sender.id, message.date.timestamp())

    async def choice(self, update: Update, context: Context) -> None:
        """Show what a tapped button leads to: in its place, or below when its message is to be kept."""
        query = update.callback_query
        if query is None:
            return
        reply = self._reply(update)
        try:
            await query.answer()
        except TelegramError:
            # Tapped long ago, or a bad network: the person waits for the reply, not for the tick.
            _LOG.info("tap not acknowledged")
        kept = (query.data or "").startswith(KEEP) or (
            query.message is None or not query.message.is_accessible
        )
        if kept or not await self._turn_page(update, reply):
            await self._send(update, context, reply)

    async def forget(self, update: Update, context: Context) -> None:
        """Erase what is tied to the person, and say what was."""
        reply = forgotten(self._voice, await self._memory.forget(contact_of(update)))
        await self._send(update, context, reply)

    def _reply(self, update: Update) -> Reply:
        return self.converse(contact_of(update), lambda thread: self._links.opened(read(update, thread)))

    def converse(self, contact: Contact, read_in: Callable[[Thread], Message]) -> Reply:
        """The reply to what a contact says in their thread, which is then kept."""
        thread = self._memory.thread(contact)
        reply, thread = self._responder.reply_to(read_in(thread), thread)
        self._memory.keep(contact, thread, reply)
        _LOG.info("replied channel=telegram outcome=%s", reply.outcome)
        return reply

    async def _turn_page(self, update: Update, reply: Reply) -> bool:
        """Put a reply in place of the message tapped; False when it cannot be."""
        query = update.callback_query
        texts = pieces(reply, self._voice)
        if query is None or len(texts) != 1:
            return False
        try:
            await persistently(lambda: query.edit_message_text(texts[0], reply_markup=keyboard(reply)))
        except BadRequest as error:
            return "not modified" in str(error)
        return True

    async def _send(self, update: Update, context: Context, reply: Reply) -> None:
        chat = update.effective_chat
        if chat is None:
            return
        texts = pieces(reply, self._voice)
        for number, text in enumerate(texts, 1):
            buttons = keyboard(reply) if number == len(texts) else None
            await to_chat(
                chat.id,
                lambda chat_id, text=text, buttons=buttons: context.bot.send_message(
                    chat_id, text, message_thread_id=forum_topic(update), reply_markup=buttons
                ),  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
            )

    async def failed(self, update: object, context: Context) -> None:
        """Last resort: say sorry to the person, and the kind of error, no more, to the operator; both with a number."""
        # Where, but not what: a message of an exception may hold what people wrote.
        places = traceback.extract_tb(context.error.__traceback__) if context.error else []
        place = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "?"
        error = type(context.error).__name__
        if not isinstance(update, Update):
            # What becomes of polling is told there.
            if not isinstance(context.error, TelegramError):
                _LOG.error("failure outside of updates error=%s at=%s", error, place)
            return
        incident = f"{randbelow(INCIDENTS):06}"
        _LOG.error("update failed incident=%s error=%s at=%s", incident, error, place)
        await self._apologize(update, context, incident)

    async def _apologize(self, update: Update, context: Context, incident: str) -> None:
        """Once, for what fails again is best left alone."""
        chat = update.effective_chat
        # A guest's chat may have the number of another chat of ours.
        if chat is None or update.guest_message:
            return
        text = escape(self._voice.say("panne", incident=incident), quote=False)
        try:
            await context.bot.send_message(chat.id, text, message_thread_id=forum_topic(update))
        except Exception as error:  # noqa: BLE001  # nothing may fail after the last resort
            _LOG.warning("apology not delivered incident=%s error=%s", incident, type(error).__name__)


def forum_topic(update: Update) -> int | None:
    """The topic written in, where a group is parted into some: without it a reply falls into « General »."""
    message = update.effective_message
    return (
        message.message_thread_id
        if isinstance(message, TelegramMessage) and message.is_topic_message
        else None
    )
