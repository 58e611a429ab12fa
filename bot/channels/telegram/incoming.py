"""Update → Message."""

from telegram import Message as TelegramMessage
from telegram import Update

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
    contact = contact_of(update)
    if said is not None:
        return message_of(contact, said[:READ_MOST], thread)
    if update.callback_query:
        return Message(contact, MessageKind.CHOICE, (update.callback_query.data or "").removeprefix(KEEP))
    message = update.effective_message
    if not isinstance(message, TelegramMessage) or not message.text:
        return Message(contact, MessageKind.OTHER)
    return message_of(contact, message.text[:READ_MOST], thread)
