"""Read, reply_to, show: a few lines each."""

import logging
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from secrets import randbelow

from telegram import CallbackQuery, Update
from telegram import Message as TelegramMessage
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, CallbackContext, ExtBot

from bot.conversation import Contact, Memory, Message, Outcome, Reply, Responder, Thread, forgotten
from bot.knowledge import Voice

from .addressing import asked
from .deep_links import DeepLinks
from .editing import Turn, Turns
from .flooding import Flooding, Haste
from .incoming import contact_of, read
from .listening import is_sure
from .senders import is_group
from .shortening import shortened
from .showing import Showing, forum_topic
from .typing_sign import typing_sign

_LOG = logging.getLogger(__name__)

MOST_UPDATES = 10_000
"""Updates remembered, the oldest forgotten first: a bound on memory."""

INCIDENTS = 1_000_000
"""Numbers of incidents: six digits can be told over the phone, and hardly fall twice in a log."""

TOAST_MOST = 200
"""Characters of what is shown for a moment to who tapped (Bot API, answerCallbackQuery)."""

Context = CallbackContext[ExtBot[None], dict[object, object], dict[object, object], dict[object, object]]


class Handlers:
    """What happens to each kind of update."""

    def __init__(
        self, responder: Responder, voice: Voice, memory: Memory, links: DeepLinks, showing: Showing
    ) -> None:
        self._responder = responder
        self._voice = voice
        self._memory = memory
        self._links = links
        self._showing = showing
        self._turns = Turns()
        self._flooding = Flooding()
        self._handled: OrderedDict[int, None] = OrderedDict()

    async def once(self, update: Update, _context: Context) -> None:
        """Stop an update that comes a second time: Telegram delivers again what it believes lost."""
        if update.update_id in self._handled:
            raise ApplicationHandlerStop
        self._handled[update.update_id] = None
        if len(self._handled) > MOST_UPDATES:
            self._handled.popitem(last=False)

    async def hold_back(self, update: Update, context: Context) -> None:
        """Stop a command of somebody who writes too fast; for those that are not answered as questions are."""
        if not await self._keeps_pace(update, context):
            raise ApplicationHandlerStop

    async def message(self, update: Update, context: Context) -> None:
        """Reply to a text, a command, or something we cannot read."""
        await self.answer(update, context)

    async def answer(self, update: Update, context: Context, said: str | None = None) -> None:
        """Reply to what somebody said to us, all of the message unless told; who writes too fast is told so, once."""
        chat, message = update.effective_chat, update.effective_message
        keeps_pace = await self._keeps_pace(update, context)
        if not keeps_pace or chat is None or not isinstance(message, TelegramMessage):
            return
        contact = contact_of(update)
        async with typing_sign(context.bot, chat.id, forum_topic(update)):
            before = self._memory.thread(contact)
            reply = self._reply(update, said)
            after = self._memory.thread(contact)
            numbers = await self._showing.show(update, context.bot, reply)
        # What is whispered to us has no number, and is not mended.
        if message.message_id:
            self._turns.keep(chat.id, message.message_id, Turn(before, after, numbers))

    async def edited(self, update: Update, context: Context) -> None:
        """Put the answer to a mended question in place of the former one; below where it cannot be."""
        message = update.edited_message
        said = asked(message, context.bot) if message else None
        if message is None or said is None:
            return
        turn = self._turns.of(message.chat_id, message.message_id)
        if turn is None:
            await self.answer(update, context, said)
        elif self.haste(update) is Haste.FINE:
            reply = self._mend(update, turn, said)
            numbers = turn.answer
            if len(numbers) != 1 or not await self._showing.change(update, context.bot, numbers[0], reply):
                numbers = await self._showing.show(update, context.bot, reply)
            after = self._memory.thread(contact_of(update))
            self._turns.keep(message.chat_id, message.message_id, replace(turn, after=after, answer=numbers))

    def _mend(self, update: Update, turn: Turn, said: str) -> Reply:
        """The reply to a mended question, in the light of what was said before it."""
        contact = contact_of(update)
        now = self._memory.thread(contact)
        reply, thread = self._responder.reply_to(read(update, turn.before, said), turn.before)
        # What was talked about since is not undone.
        self._memory.keep(contact, thread if now == turn.after else now, reply)
        _LOG.info("replied again channel=telegram outcome=%s", reply.outcome)
        return reply

    async def overhear(self, update: Update, context: Context) -> bool:
        """Answer a question asked to nobody, when we are sure of the answer; whether we did. Nothing else is kept of it."""
        contact = contact_of(update)
        reply, thread = self._responder.reply_to(read(update, Thread()), Thread())
        if not is_sure(reply):
            return False
        self._memory.keep(contact, thread, reply)
        _LOG.info("answered unasked channel=telegram")
        await self._send(update, context, reply)
        return True

    async def _keeps_pace(self, update: Update, context: Context) -> bool:
        """Whether somebody writes no faster than we answer; who does is told so, once."""
        haste = self.haste(update)
        if haste is Haste.TOO_FAST:
            await self._send(update, context, Reply(Outcome.SOCIAL, self._voice.say("trop-vite")))
        return haste is Haste.FINE

    def haste(self, update: Update) -> Haste:
        """How fast the sender of a message writes, this one included."""
        message, sender = update.effective_message, update.effective_sender
        if not isinstance(message, TelegramMessage) or sender is None:
            return Haste.FINE
        return self._flooding.haste(sender.id, (message.edit_date or message.date).timestamp())

    async def choice(self, update: Update, context: Context) -> None:
        """Show what a tapped button leads to: in its place, or below when its message is to be kept."""
        query = update.callback_query
        if query is None:
            return
        reply = self._reply(update)
        if not self._showing.is_discreet(update):
            await _acknowledge(query)
        if not await self._showing.turn_page(update, context.bot, reply):
            await self._send(update, context, reply)
        if self._showing.is_discreet(update):
            # A tap that is answered lets nobody whisper any more.
            await _acknowledge(query)

    async def vote(self, update: Update, _context: Context) -> None:
        """Count what somebody thinks of an answer; they read a word of thanks, and nothing else changes."""
        query = update.callback_query
        if query is None:
            return
        contact = contact_of(update)
        thread = self._memory.thread(contact)
        reply, _ = self._responder.reply_to(read(update, thread), thread)
        if reply.vote:
            # It is no turn of the conversation: what was offered stays offered.
            self._memory.keep(contact, thread, reply)
        await _acknowledge(query, shortened(reply.text, TOAST_MOST))

    async def forget(self, update: Update, context: Context) -> None:
        """Erase what is tied to the person, and say what was."""
        reply = forgotten(self._voice, await self._memory.forget(contact_of(update)))
        await self._send(update, context, reply)

    def _reply(self, update: Update, said: str | None = None) -> Reply:
        return self.converse(
            contact_of(update), lambda thread: self._links.opened(read(update, thread, said))
        )

    def converse(self, contact: Contact, read_in: Callable[[Thread], Message]) -> Reply:
        """The reply to what a contact says in their thread, which is then kept."""
        thread = self._memory.thread(contact)
        reply, thread = self._responder.reply_to(read_in(thread), thread)
        self._memory.keep(contact, thread, reply)
        _LOG.info("replied channel=telegram outcome=%s", reply.outcome)
        return reply

    async def _send(self, update: Update, context: Context, reply: Reply) -> None:
        await self._showing.show(update, context.bot, reply)

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
        if chat is None or update.guest_message or _is_overheard(update, context):
            return
        text = escape(self._voice.say("panne", incident=incident), quote=False)
        try:
            await context.bot.send_message(chat.id, text, message_thread_id=forum_topic(update))
        except Exception as error:  # noqa: BLE001  # nothing may fail after the last resort
            _LOG.warning("apology not delivered incident=%s error=%s", incident, type(error).__name__)


async def _acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Let the button stop turning."""
    try:
        await query.answer(text)
    except TelegramError:
        # Tapped long ago, or a bad network: the person waits for the reply, not for the tick.
        _LOG.info("tap not acknowledged")


def _is_overheard(update: Update, context: Context) -> bool:
    """Whether nobody expects a word of us: members of a group talk to each other, or changed our place in it."""
    message = update.message
    if message is None:
        return update.my_chat_member is not None
    return asked(message, context.bot) is None and is_group(message)
