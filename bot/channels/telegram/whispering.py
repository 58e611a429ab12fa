"""Answers that one member of a group sees, and nobody else."""

import logging
from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from .sending import persistently

_LOG = logging.getLogger(__name__)

EPHEMERAL_ID = "ephemeral_message_id"
"""What bears the number of an ephemeral message, in an update and in Telegram's answer; the library does not know it yet."""


@dataclass(frozen=True, slots=True)
class Ear:
    """Who is whispered to, and where."""

    chat: int
    topic: int | None
    person: int

    tap: str | None = None
    """The id of the tap this answers: within seconds of it, a bot that is no admin may whisper too."""

    in_place: bool = False
    """To be shown to them in place of the message they tapped."""


def is_whispered(message: TelegramMessage) -> bool:
    """Whether one person alone sees a message."""
    return EPHEMERAL_ID in message.api_kwargs


class Whispering:
    """Sends ephemeral messages, to servers that know them."""

    def __init__(self) -> None:
        self._unknown = False
        """The server showed one to all: it does not know them."""

    async def say(self, bot: ExtBot[None], ear: Ear, text: str, buttons: InlineKeyboardMarkup | None) -> bool:
        """Whether they have been told so, unseen by others."""
        if self._unknown:
            return False
        about = {"receiver_user_id": ear.person, "callback_query_id": ear.tap}
        if ear.in_place:
            about["replace_callback_query_message"] = True
        options = {"ephemeral_message_parameters": {key: value for key, value in about.items() if value}}
        try:
            sent = await persistently(
                lambda: bot.send_message(
                    ear.chat, text, message_thread_id=ear.topic, reply_markup=buttons, api_kwargs=options
                )
            )
        except BadRequest:
            # No admin, or nobody tapped: the answer goes another way.
            _LOG.info("whisper refused")
            return False
        if sent is None:
            return False
        if not is_whispered(sent):
            await self._take_back(bot, sent)
            return False
        return True

    async def _take_back(self, bot: ExtBot[None], shown: TelegramMessage) -> None:
        self._unknown = True
        _LOG.warning("this Bot API server knows no ephemeral messages")
        try:
            await bot.delete_message(shown.chat_id, shown.message_id)
        except TelegramError as error:
            _LOG.info("answer shown to all not taken back error=%s", type(error).__name__)

    async def change(
        self,
        bot: ExtBot[None],
        ear: Ear,
        message: TelegramMessage,
        text: str,
        buttons: InlineKeyboardMarkup | None,
    ) -> bool:
        """Put a text in place of a whispered one; whether that could be done."""
        call: dict[str, Any] = {
            "chat_id": ear.chat,
            "receiver_user_id": ear.person,
            EPHEMERAL_ID: message.api_kwargs[EPHEMERAL_ID],
            "text": text,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": LinkPreviewOptions(is_disabled=True),
        }
        if buttons:
            call["reply_markup"] = buttons
        try:
            await persistently(lambda: bot.do_api_request("editEphemeralMessageText", api_kwargs=call))
        except BadRequest as error:
            return "not modified" in str(error)
        return True
