"""Who subscribes to announcements on Telegram: people alone with the bot, and the admins of groups for these."""

import logging
from typing import Any

from telegram import CallbackQuery, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.announcements import COMMANDS, SUBSCRIBE_TARGET, Office
from bot.channels.channel import message_of
from bot.conversation import Contact, Outcome, Reply, Thread

from .admins import Admins
from .buttons import suggestions_only
from .handlers import TOAST_MOST, Context
from .outgoing import pieces
from .senders import FROM_PEOPLE, is_hidden_admin
from .shortening import shortened
from .showing import Showing

_LOG = logging.getLogger(__name__)

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Subscribers:
    """Handlers of subscriptions: asked for, offered anew, ended, moved."""

    def __init__(self, office: Office, showing: Showing, admins: Admins) -> None:
        self._subscriptions = office.subscriptions
        self._subscribing = office.subscribing()
        self._voice = office.knowledge.voice
        self._showing = showing
        self._admins = admins

    def add_to(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        """The handlers; those of others for the same updates come after, or in their own group."""
        written = filters.UpdateType.MESSAGE
        application.add_handler(CommandHandler(COMMANDS, self.command, written & FROM_PEOPLE))
        application.add_handler(CallbackQueryHandler(self.offered, f"^{SUBSCRIBE_TARGET}$"))
        application.add_handler(ChatMemberHandler(self.place, ChatMemberHandler.MY_CHAT_MEMBER), group=1)
        application.add_handler(MessageHandler(written & filters.StatusUpdate.MIGRATE, self.moved), group=1)

    async def command(self, update: Update, context: Context) -> None:
        """/abonner, /desabonner, /pause."""
        message = update.effective_message
        if not isinstance(message, TelegramMessage) or not message.text:
            return
        contact = _contact(update)
        asked = message_of(contact, message.text, Thread())
        refusal = await self._refusal(update, context.bot)
        reply = refusal or await self._subscribing.reply_to(
            asked.command, asked.text, contact, is_group=_is_group(contact)
        )
        await self._showing.show(update, context.bot, reply)

    async def offered(self, update: Update, context: Context) -> None:
        """The button that offers a subscription anew: it hangs there until somebody taps it who may."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        refusal = await self._refusal(update, context.bot)
        if refusal:
            await _answer(query, shortened(refusal.text, TOAST_MOST))
            return
        await _answer(query)
        contact = _contact(update)
        reply = await self._subscribing.reply_to("abonner", "", contact, is_group=_is_group(contact))
        if not await self._showing.change(update, context.bot, query.message.message_id, reply):
            await self._showing.show(update, context.bot, reply)

    async def _refusal(self, update: Update, bot: ExtBot[None]) -> Reply | None:
        """What to say to who may not decide for a group; None when they may."""
        contact, user = _contact(update), update.effective_user
        message = update.message
        if not _is_group(contact) or (message and is_hidden_admin(message)):
            return None
        key = "abonnement-reserve"
        # Who writes in the name of a channel is no member, whatever else they may be.
        if user and not (message and message.sender_chat):
            try:
                if await self._admins.is_admin(bot, int(contact.id), user.id):
                    return None
            except TelegramError as error:
                _LOG.warning("admin not checked error=%s", type(error).__name__)
                key = "reglages-non-verifie"
        return Reply(Outcome.SOCIAL, self._voice.say(key))

    async def place(self, update: Update, context: Context) -> None:
        """We were blocked, put out, or let in again."""
        change = update.my_chat_member
        if change is None:
            return
        contact = _contact(update)
        before, after = change.old_chat_member.status, change.new_chat_member.status
        if after in _GONE:
            if await self._subscriptions.refuse(contact):
                _LOG.info("subscription ended channel=telegram")
        elif before in _GONE:
            reply = await self._subscribing.come_back(contact)
            if reply:
                # Said to all, in a discreet group too: any of its admins may tap.
                text = pieces(reply, self._voice)[0]
                await self._showing.send_text(update, context.bot, text, suggestions_only(reply))

    async def moved(self, update: Update, _context: Context) -> None:
        """A group became a supergroup, which has another number."""
        message = update.effective_message
        if message and message.migrate_to_chat_id:
            new = Contact("telegram", str(message.migrate_to_chat_id))
            await self._subscriptions.move(_contact(update), new)


def _contact(update: Update) -> Contact:
    """Whoever is written to, which is who subscribes: a person, or a group as a whole."""
    return Contact("telegram", str(update.effective_chat.id) if update.effective_chat else "")


def _is_group(contact: Contact) -> bool:
    return contact.id.startswith("-")


async def _answer(query: CallbackQuery, text: str | None = None) -> None:
    try:
        await query.answer(text, show_alert=text is not None)
    except TelegramError:
        # Tapped long ago: the person waits for what it does, not for the tick.
        _LOG.info("tap not acknowledged")
