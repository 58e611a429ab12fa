"""Guest mode: the bot is named in a chat it is not in, and answers there once."""

import logging
import re
from collections.abc import Callable

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.error import TelegramError

from bot.channels.channel import message_of
from bot.conversation import Contact, Message, MessageKind, Outcome, Reply, Thread
from bot.knowledge import Voice

from .articles import ELSEWHERE, article_of_reply, keyboard_elsewhere, text_elsewhere
from .flooding import Haste
from .handlers import Context
from .incoming import READ_MOST, choice_of
from .sending import persistently

_LOG = logging.getLogger(__name__)

COMMANDS = frozenset(("question", "themes", "aide"))
"""Commands understood of a guest; the others are for a chat that the bot is in."""

Converse = Callable[[Contact, Callable[[Thread], Message]], Reply]
"""The reply to what a contact says in their thread, which is then kept."""


class Guest:
    """Answers where the bot was called in passing."""

    def __init__(self, converse: Converse, haste: Callable[[Update], Haste], voice: Voice) -> None:
        self._converse = converse
        self._haste = haste
        self._voice = voice

    async def answer(self, update: Update, context: Context) -> None:
        """Answer somebody who named the bot; never another bot, for it might answer back."""
        message, bot = update.guest_message, context.bot
        if message is None or message.guest_query_id is None:
            return
        if message.from_user and message.from_user.is_bot:
            return
        reply = self._reply(update, message, bot.username)
        if reply is None:
            return
        article = article_of_reply(reply, self._voice, bot.username)
        query = message.guest_query_id
        try:
            await persistently(lambda: bot.answer_guest_query(query, article))
        except TelegramError as error:
            _LOG.info("guest answer not delivered error=%s", type(error).__name__)

    def _reply(self, update: Update, message: TelegramMessage, username: str) -> Reply | None:
        """What to say; nothing to who goes on calling too fast."""
        haste = self._haste(update)
        if haste is not Haste.FINE:
            return Reply(Outcome.SOCIAL, self._voice.say("trop-vite")) if haste is Haste.TOO_FAST else None
        person = str(message.from_user.id) if message.from_user else ""
        # Telegram numbers the chats of guests apart: another chat of ours may have the same number.
        contact = Contact("telegram", f"guest:{message.chat.id}", person)
        return self._converse(contact, lambda thread: _read(message, username, contact, thread))

    async def tap(self, update: Update, context: Context) -> None:
        """Put what a button leads to in place of the message it is under."""
        query, bot = update.callback_query, context.bot
        if query is None or query.inline_message_id is None:
            return
        contact = Contact("telegram", f"guest:{query.chat_instance}", str(query.from_user.id))
        reply = self._converse(contact, lambda _: choice_of(contact, query, ELSEWHERE))
        try:
            await query.answer()
        except TelegramError:
            _LOG.info("tap not acknowledged")
        text = text_elsewhere(reply, self._voice)
        buttons = keyboard_elsewhere(reply, self._voice, bot.username)
        try:
            await persistently(lambda: query.edit_message_text(text, reply_markup=buttons))
        except TelegramError as error:
            # Two people tapped the same: it is there already.
            if "not modified" not in str(error):
                _LOG.info("choice not shown error=%s", type(error).__name__)


def _read(message: TelegramMessage, username: str, contact: Contact, thread: Thread) -> Message:
    """What somebody wrote beside the bot's name; beside nothing else, the message they reply to."""
    own = _without_name(message.text or message.caption or "", username)
    before = message.reply_to_message
    text = own or (_without_name(before.text or before.caption or "", username) if before else "")
    if not text and not message.text:
        return Message(contact, MessageKind.OTHER, at=message.date)
    said = message_of(contact, text[:READ_MOST], thread, message.date)
    if not text or (said.kind is MessageKind.COMMAND and said.command not in COMMANDS):
        return Message(contact, MessageKind.COMMAND, command="aide", at=message.date)
    return said


def _without_name(text: str, username: str) -> str:
    return " ".join(re.sub(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE).split())
