"""Carries one delivery; what Telegram answers, or does not, becomes one of our results here and nowhere else."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from telegram import Message, MessageEntity, MessageId
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.announcements import Action, Announcement, Attachment, Content, Delivery, results
from bot.conversation import Answer, Contact, Outcome, Reply
from bot.knowledge import Knowledge

from .gate import ANNOUNCING
from .outgoing import pieces
from .sending import seconds_of

_LOG = logging.getLogger(__name__)

ATTACHMENTS = ("photo", "video", "animation", "document", "audio", "voice")
"""What may be announced besides text, by the name Telegram's messages give it; the first that a message has counts."""

_NOT_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""The network's failures before anything was sent."""

_GONE = (
    "chat not found",
    "peer_id_invalid",
    "user is deactivated",
    "group chat was deactivated",
    "bot was kicked",
)
_NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
_NOTHING_TO_DO = ("message is not modified", "message to delete not found")
"""What Telegram's 400s say, in lower case."""


class TelegramCourier:
    """Fulfils `bot.announcements.Courier`."""

    def __init__(self, bot: ExtBot[Any], knowledge: Knowledge, topic_of: Callable[[int], int | None]) -> None:
        """`topic_of` tells the forum topic which a chat chose for announcements."""
        self._topic_of = topic_of
        self._bot = bot
        self._knowledge = knowledge

    async def carry(self, announcement: Announcement, delivery: Delivery) -> results.Result:
        """Send, correct or recall, once."""
        try:
            return await self._carry(announcement, delivery)
        except TelegramError as error:
            return result_of(error)

    async def _carry(self, announcement: Announcement, delivery: Delivery) -> results.Result:
        if announcement.action is Action.RECALL:
            await self._bot.delete_message(**_copy(delivery))
            return results.Sent(delivery.message)
        if announcement.action is Action.CORRECT:
            await self._correct(announcement.content, delivery)
            return results.Sent(delivery.message)
        content = announcement.content
        entry = self._knowledge.entry(content.entry) if content.entry else None
        if content.fact or content.entry:
            if entry is None:
                return results.Failed("no such entry")
            heading = self._knowledge.voice.say("annonce-fait") if content.fact else ""
            reply = Reply(Outcome.ANSWER, heading, (Answer.of_entry(entry),))
            told = {"text": pieces(reply, self._knowledge.voice)[0]}
            return await self._send(announcement, delivery, self._bot.send_message, told)
        return await self._send(announcement, delivery, *self._way_of(content))

    def _way_of(self, content: Content) -> tuple[Callable[..., Awaitable[Message]], dict[str, Any]]:
        """The method that sends a content, and what it takes."""
        marks = _entities(content)
        if content.attachment is None:
            return self._bot.send_message, {"text": content.text, "entities": marks, "parse_mode": None}
        kind = content.attachment.kind
        ways: dict[str, Callable[..., Awaitable[Message]]] = {
            "photo": self._bot.send_photo,
            "video": self._bot.send_video,
            "animation": self._bot.send_animation,
            "document": self._bot.send_document,
            "audio": self._bot.send_audio,
            "voice": self._bot.send_voice,
        }
        caption = {"caption": content.text or None, "caption_entities": marks, "parse_mode": None}
        return ways[kind], {kind: content.attachment.file, **caption}

    async def _send(
        self,
        announcement: Announcement,
        delivery: Delivery,
        way: Callable[..., Awaitable[Message]],
        told: dict[str, Any],
    ) -> results.Result:
        options = {
            "chat_id": int(delivery.contact.id),
            "disable_notification": announcement.silent or None,
            "rate_limit_args": ANNOUNCING,
            **told,
        }
        topic = self._topic_of(int(delivery.contact.id))
        try:
            message = await way(message_thread_id=topic, **options)
        except BadRequest as error:
            if topic is None or not _says(error, _NO_TOPIC):
                raise
            # The topic they chose is closed or gone: the general one is left. The pace, which knows of one request,
            # counts this one as it does replies.
            message = await way(**{**options, "rate_limit_args": None})
        if announcement.pin:
            await self._pin(delivery, message)
        return results.Sent(str(message.message_id))

    async def _pin(self, delivery: Delivery, message: Message | MessageId) -> None:
        """Pin a copy, where we may; it is delivered all the same."""
        try:
            await self._bot.pin_chat_message(
                int(delivery.contact.id),
                message.message_id,
                disable_notification=True,
                rate_limit_args=ANNOUNCING,
            )
        except TelegramError as error:
            _LOG.info("not pinned announcement=%d error=%s", delivery.announcement, type(error).__name__)

    async def _correct(self, content: Content, delivery: Delivery) -> None:
        marks = _entities(content)
        copy = _copy(delivery)
        try:
            await self._bot.edit_message_text(content.text, entities=marks, parse_mode=None, **copy)
        except BadRequest as error:
            # The copy is a picture or a file: its text stands under it.
            if not _says(error, ("no text in the message",)):
                raise
            await self._bot.edit_message_caption(
                caption=content.text, caption_entities=marks, parse_mode=None, **copy
            )


def _copy(delivery: Delivery) -> dict[str, Any]:
    return {
        "chat_id": int(delivery.contact.id),
        "message_id": int(delivery.message or 0),
        "rate_limit_args": ANNOUNCING,
    }


def _entities(content: Content) -> list[MessageEntity] | None:
    return [MessageEntity.de_json(dict(mark)) for mark in content.marks] or None


def content_of(message: Message) -> Content:
    """What an admin sent or forwarded, to be sent as it is; empty when it holds nothing we can announce."""
    for kind in ATTACHMENTS:
        file = getattr(message, kind)
        if file:
            # Photos come in several sizes, the largest last.
            file_id = (file[-1] if isinstance(file, tuple) else file).file_id
            marks = tuple(entity.to_dict() for entity in message.caption_entities)
            return Content(message.caption or "", marks, Attachment(kind, file_id))
    return Content(message.text or "", tuple(entity.to_dict() for entity in message.entities))


def result_of(error: TelegramError) -> results.Result:
    """What became of a delivery that ended so."""
    match error:
        case RetryAfter():
            return results.TooFast(seconds_of(error))
        case ChatMigrated():
            return results.Moved(Contact("telegram", str(error.new_chat_id)))
        case Forbidden():
            return results.Refused("forbidden")
        case BadRequest():
            return _result_of_bad_request(error)
        case NetworkError():
            cause = error.__cause__
            name = type(cause or error).__name__
            return results.NotLeft(name) if isinstance(cause, _NOT_LEFT) else results.Unknown(name)
        case _:
            return results.Failed(type(error).__name__)


def _result_of_bad_request(error: BadRequest) -> results.Result:
    if _says(error, _GONE):
        return results.Refused("gone")
    if _says(error, _NOTHING_TO_DO):
        return results.Sent(None)
    return results.Failed(error.message)


def _says(error: TelegramError, words: tuple[str, ...]) -> bool:
    said = error.message.lower()
    return any(word in said for word in words)
