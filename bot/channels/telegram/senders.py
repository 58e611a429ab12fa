"""Who may be answered: people, and not what other bots and channels bring along."""

from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.ext import filters


class _FromPeople(filters.MessageFilter):
    """Messages that somebody wrote to be read here."""

    def filter(self, message: TelegramMessage) -> bool:
        """Whether a person stands behind a message.

        A hidden admin and a channel in whose name somebody writes are people. A post that Telegram copies from the
        group's own channel is not, nor another bot: two bots would answer each other for ever. What was sent through
        a bot (inline) was written by that bot, ourselves included.
        """
        if message.via_bot or message.is_automatic_forward:
            return False
        # In a group, what is forwarded is shown to the others; alone with us, it is asked about.
        if message.forward_origin and message.chat.type != ChatType.PRIVATE:
            return False
        if message.sender_chat:
            return True
        return message.from_user is not None and not message.from_user.is_bot


FROM_PEOPLE = _FromPeople(name="FROM_PEOPLE")


def is_hidden_admin(message: TelegramMessage) -> bool:
    """Whether an admin wrote who hides behind the group: only admins can."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def is_group(message: TelegramMessage) -> bool:
    """Whether others read along."""
    return message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
