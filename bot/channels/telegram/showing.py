"""Where and how a reply is shown: alone with somebody, to a group, or to one of its members."""

import logging
import re
from collections.abc import Callable
from html import escape

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters, Update
from telegram import Message as TelegramMessage
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.conversation import Reply
from bot.knowledge import Voice

from .addressing import asked
from .buttons import keyboard, suggestions_only
from .deep_links import DeepLinks, link_to
from .group_settings import Groups
from .incoming import KEEP
from .outgoing import pieces
from .senders import is_group
from .sending import persistently, to_chat
from .whispering import Ear, Whispering, is_whispered

_LOG = logging.getLogger(__name__)

MUTE = ("not enough rights", "have no rights", "chat_write_forbidden", "chat_restricted", "topic_closed")
"""What Telegram says, whatever the case, where we may not write: it was decided there, and is no fault."""

ODD_BUTTON = "button"
"""What Telegram says, whatever the case, when it takes a button no more: a source's address, inline mode off."""

_QUESTION = re.compile(r"^/question(?:@\w+)?\s*|\s+$", re.IGNORECASE)


class Showing:
    """Shows replies on Telegram."""

    def __init__(self, voice: Voice, groups: Groups, links: DeepLinks) -> None:
        self._voice = voice
        self._groups = groups
        self._links = links
        self._whispering = Whispering()

    async def show(self, update: Update, bot: ExtBot[None], reply: Reply) -> tuple[int, ...]:
        """Show a reply to what somebody did; returns the numbers of the messages that all there see."""
        if self.is_discreet(update):
            return await self._show_discreetly(update, bot, reply)
        return await self._send(update, bot, reply)

    async def change(self, update: Update, bot: ExtBot[None], number: int, reply: Reply) -> bool:
        """Put a reply in place of an earlier one; False when that cannot be."""
        chat, texts = update.effective_chat, pieces(reply, self._voice)
        if chat is None or len(texts) != 1:
            return False
        buttons = self._keyboard(update, bot, reply)
        return await _edited(lambda: bot.edit_message_text(texts[0], chat.id, number, reply_markup=buttons))

    async def turn_page(self, update: Update, bot: ExtBot[None], reply: Reply) -> bool:
        """Put a reply in place of the message tapped; False when it has to come below."""
        query = update.callback_query
        texts = pieces(reply, self._voice)
        if query is None or not _is_page(query) or len(texts) != 1:
            return False
        buttons = self._keyboard(update, bot, reply)
        message = query.message
        if isinstance(message, TelegramMessage) and is_whispered(message):
            ear = Ear(message.chat_id, None, query.from_user.id)
            return await self._whispering.change(bot, ear, message, texts[0], buttons)
        if self.is_discreet(update):
            return False
        return await _edited(lambda: query.edit_message_text(texts[0], reply_markup=buttons))

    def _keyboard(self, update: Update, bot: ExtBot[None], reply: Reply) -> InlineKeyboardMarkup | None:
        inline = bool(bot.supports_inline_queries)
        return keyboard(reply, self._voice, alone=not _in_group(update), inline=inline)

    async def _send(self, update: Update, bot: ExtBot[None], reply: Reply) -> tuple[int, ...]:
        chat = update.effective_chat
        if chat is None:
            return ()
        texts = pieces(reply, self._voice)
        numbers = []
        for place, text in enumerate(texts, 1):
            buttons = self._keyboard(update, bot, reply) if place == len(texts) else None
            question = answered_message(update) if place == 1 else None
            try:
                sent = await self.send_text(update, bot, text, buttons, question)
            except BadRequest as error:
                if buttons is None or ODD_BUTTON not in str(error).lower():
                    raise
                _LOG.warning("buttons refused, sent without them")
                sent = await self.send_text(update, bot, text, suggestions_only(reply), question)
            if sent is None:
                break
            numbers.append(sent.message_id)
        return tuple(numbers)

    async def send_text(
        self,
        update: Update,
        bot: ExtBot[None],
        html: str,
        buttons: InlineKeyboardMarkup | None = None,
        question: ReplyParameters | None = None,
    ) -> TelegramMessage | None:
        """Send a message where something was done; None where we may not write."""
        chat = update.effective_chat
        if chat is None:
            return None
        topic = forum_topic(update)
        try:
            return await to_chat(
                chat.id,
                lambda chat_id: bot.send_message(
                    chat_id,
                    html,
                    message_thread_id=topic,
                    reply_markup=buttons,
                    reply_parameters=question,
                ),
                self._groups.move,
            )
        except BadRequest as error:
            if not _in_group(update) or not any(reason in str(error).lower() for reason in MUTE):
                raise
            _LOG.info("reply refused channel=telegram, may not write there")
            return None

    # --- To one member of a group.

    def is_discreet(self, update: Update) -> bool:
        """Whether a reply is for the person alone: the group is so set, or they whispered to us."""
        chat = update.effective_chat
        message = update.effective_message
        if chat is None or not _in_group(update):
            return False
        whispered = isinstance(message, TelegramMessage) and is_whispered(message)
        return whispered or self._groups.settings(chat.id).discreet

    async def _show_discreetly(self, update: Update, bot: ExtBot[None], reply: Reply) -> tuple[int, ...]:
        ear = _ear(update)
        texts = pieces(reply, self._voice)
        for place, text in enumerate(texts, 1):
            buttons = self._keyboard(update, bot, reply) if place == len(texts) else None
            if ear is None or not await self._whispering.say(bot, ear, text, buttons):
                await self._point_to_private(update, bot, reply)
                break
        return ()

    async def _point_to_private(self, update: Update, bot: ExtBot[None], reply: Reply) -> None:
        """A short line that all see, and the way to where the reply is read alone."""
        link = link_to(bot.username, self._payload(update, bot, reply))
        button = InlineKeyboardButton(self._voice.say("bouton-lire-prive"), url=link)
        line = self._voice.say("groupe-reponse-privee")
        buttons = InlineKeyboardMarkup([[button]])
        await self.send_text(update, bot, escape(line, quote=False), buttons, answered_message(update))

    def _payload(self, update: Update, bot: ExtBot[None], reply: Reply) -> str:
        """What the link carries: the entry that answers, or else the question."""
        message = update.effective_message if update.callback_query is None else None
        if isinstance(message, TelegramMessage) and is_whispered(message):
            # All see the link: what was whispered to us is not to be read in it.
            return ""
        entries = [answer.entry_id for answer in reply.answers]
        if len(entries) == 1:
            return entries[0]
        said = ""
        if isinstance(message, TelegramMessage):
            said = _QUESTION.sub("", asked(message, bot) or message.text or "")
        return self._links.payload(said) if said and not said.startswith("/") else ""


def _in_group(update: Update) -> bool:
    message = update.effective_message
    if isinstance(message, TelegramMessage):
        return is_group(message)
    # Too old to be read: groups have numbers below zero.
    return update.effective_chat is not None and update.effective_chat.id < 0


def _is_page(query: CallbackQuery) -> bool:
    """Whether the message tapped is one of those that turn their pages, not an answer to be kept."""
    reachable = query.message is not None and query.message.is_accessible
    return reachable and not (query.data or "").startswith(KEEP)


def _ear(update: Update) -> Ear | None:
    """Who alone is to see the reply; None when a hidden admin or a channel asks, for they have no number."""
    chat, user, query = update.effective_chat, update.effective_user, update.callback_query
    if chat is None or user is None or user.is_bot:
        return None
    if query is None:
        return Ear(chat.id, forum_topic(update), user.id)
    # What is whispered is edited, not replaced.
    message = query.message
    whispered = isinstance(message, TelegramMessage) and is_whispered(message)
    return Ear(chat.id, forum_topic(update), user.id, query.id, _is_page(query) and not whispered)


def answered_message(update: Update) -> ReplyParameters | None:
    """In a group, the message that the reply is to be hung on: others write meanwhile."""
    message = update.effective_message
    if update.callback_query or not isinstance(message, TelegramMessage) or not is_group(message):
        return None
    if not message.message_id:
        return None
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


async def _edited(edit: Callable[[], object]) -> bool:
    """Whether a message now says what it should."""
    try:
        await persistently(edit)  # type: ignore[arg-type]  # a message or True, which nobody reads
    except BadRequest as error:
        return "not modified" in str(error)
    return True


def forum_topic(update: Update) -> int | None:
    """The topic written in, where a group is parted into some: without it a reply falls into « General »."""
    message = update.effective_message
    return (
        message.message_thread_id
        if isinstance(message, TelegramMessage) and message.is_topic_message
        else None
    )
