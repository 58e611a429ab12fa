"""The bot's own place in a group: it greets where it is added, and takes note where it is sent away."""

import logging
from html import escape

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ExtBot

from bot.knowledge import Voice

from .commands_menu import show_in_group
from .group_settings import Groups
from .handlers import Context
from .showing import Showing

_LOG = logging.getLogger(__name__)


class Welcome:
    """Follows where the bot is."""

    def __init__(self, voice: Voice, groups: Groups, showing: Showing) -> None:
        self._voice = voice
        self._groups = groups
        self._showing = showing

    async def place_changed(self, update: Update, context: Context) -> None:
        """Someone added, promoted, restricted or removed the bot."""
        change = update.my_chat_member
        if change is None or change.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
            return
        chat, place = change.chat.id, change.new_chat_member
        if not _is_inside(place):
            _LOG.info("left a group status=%s", place.status)
            self._groups.leave(chat)
            return
        new = not self._groups.knows(chat)
        if new:
            self._groups.enter(chat)
        if not _may_write(place):
            _LOG.info("may not write in a group status=%s", place.status)
        elif new and not _is_inside(change.old_chat_member):
            await self._showing.send_text(update, context.bot, self._text(change, context.bot))

    async def moved(self, update: Update, context: Context) -> None:
        """A group has become a supergroup: its settings and conversations go along. Telegram says it in both."""
        message = update.message
        if message and message.migrate_to_chat_id:
            self._groups.move(message.chat_id, message.migrate_to_chat_id)
        if message and message.migrate_from_chat_id:
            self._groups.move(message.migrate_from_chat_id, message.chat_id)
            if self._groups.settings(message.chat_id).discreet:
                await show_in_group(context.bot, self._voice, message.chat_id, discreet=True)

    def _text(self, change: ChatMemberUpdated, bot: ExtBot[None]) -> str:
        """How to ask, and what Telegram lets us read."""
        reads_all = bot.can_read_all_group_messages or (
            change.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR
        )
        reads = self._voice.say("groupe-lit-tout" if reads_all else "groupe-lit-peu")
        text = self._voice.say("groupe-accueil", nom=f"@{bot.username}", lecture=reads)
        return escape(text.strip(), quote=False)


def _is_inside(place: ChatMember) -> bool:
    if place.status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(place, "is_member", True))
    return place.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def _may_write(place: ChatMember) -> bool:
    return place.status != ChatMemberStatus.RESTRICTED or bool(getattr(place, "can_send_messages", False))
