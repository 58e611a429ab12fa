"""Which messages of a group are meant for the bot, and what they ask it."""

import re

from telegram import Message as TelegramMessage
from telegram import MessageEntity
from telegram.ext import ExtBot, filters

from .senders import is_group

HELP = "/aide"
"""What somebody asks who names the bot and says nothing more."""

_BARE_QUESTION = re.compile(r"/question(?:@\w+)?\s*", re.IGNORECASE)


def asked(message: TelegramMessage, bot: ExtBot[None]) -> str | None:
    """What a message asks the bot, its name left out; None when it is not meant for it.

    Meant for it are commands, replies to its messages, and messages that name it. « /question » or the bare name in
    reply to somebody asks what that person wrote.
    """
    text = message.text or message.caption
    if text is None or not is_group(message):
        return text
    # Not all that begins with « / » is a command: « /!\\ Réunion à 15 h » is said to the group.
    if filters.COMMAND.filter(message):
        before = _written_before(message) if _BARE_QUESTION.fullmatch(text) else ""
        return f"/question {before}" if before else text
    named = _names(message, bot)
    if not named and not _replies_to(message, bot):
        return None
    return _without(named, text) or _written_before(message) or HELP


def is_for_others(message: TelegramMessage) -> bool:
    """Whether a message is said to somebody: it replies to them, or names them."""
    return _before(message) is not None or any(
        entity.type in (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
        for entity in (*message.entities, *message.caption_entities)
    )


def _names(message: TelegramMessage, bot: ExtBot[None]) -> list[str]:
    """The places, as written, where a message names the bot."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    found = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}
    return [
        written
        for entity, written in found.items()
        if written.lower() == f"@{bot.username}".lower() or (entity.user and entity.user.id == bot.id)
    ]


def _replies_to(message: TelegramMessage, bot: ExtBot[None]) -> bool:
    before = _before(message)
    return before is not None and before.from_user is not None and before.from_user.id == bot.id


def _before(message: TelegramMessage) -> TelegramMessage | None:
    """The message replied to; in a forum topic every message seems to reply to the one that made the topic."""
    before = message.reply_to_message
    return None if before is None or before.forum_topic_created else before


def _written_before(message: TelegramMessage) -> str:
    """What a person wrote in the message replied to."""
    before = _before(message)
    if before is None or (before.from_user and before.from_user.is_bot and not before.sender_chat):
        return ""
    return (before.text or before.caption or "").strip()


def _without(named: list[str], text: str) -> str:
    for written in named:
        text = text.replace(written, " ")
    return " ".join(text.split()).lstrip(",:; ")
