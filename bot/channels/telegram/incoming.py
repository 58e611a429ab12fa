"""Update → Message."""

from datetime import UTC, datetime

from telegram import CallbackQuery, Update
from telegram import Message as TelegramMessage

from bot.channels.channel import message_of
from bot.conversation import Contact, Message, MessageKind, Thread

KEEP = "+"
"""Before a button's target: its message holds an answer, to be kept; what the button leads to comes below."""

READ_MOST = 1_000
"""Characters of a message that are read: a question is at its beginning, and a whole book would keep others waiting."""


def contact_of(update: Update) -> Contact:
    """Where the reply to an update goes, and who caused it."""
    # Who hides behind a group or a channel is that group or channel: to Telegram they are all one user.
    chat, sender = update.effective_chat, update.effective_sender
    return Contact("telegram", str(chat.id) if chat else "", str(sender.id) if sender else "")


def read(update: Update, thread: Thread, said: str | None = None) -> Message:
    """What a person sent, tapped or typed; `said` is what they wrote to us, where that is not all of the message."""
    contact, message = contact_of(update), update.effective_message
    if said is None and update.callback_query:
        return choice_of(contact, update.callback_query, KEEP)
    if not isinstance(message, TelegramMessage):
        return Message(contact, MessageKind.OTHER)
    text = (message.text or message.caption) if said is None else said
    if not text:
        return Message(contact, MessageKind.OTHER, at=message.date)
    return message_of(contact, text[:READ_MOST], thread, message.date)


def choice_of(contact: Contact, query: CallbackQuery, mark: str) -> Message:
    """What a tapped button chooses; `mark` is no part of its target."""
    # Telegram does not tell when it was tapped, and the date of the message it hangs under is older.
    return Message(contact, MessageKind.CHOICE, (query.data or "").removeprefix(mark), at=datetime.now(UTC))
