"""Links to the private chat that carry a question along: what `/start` brings back."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

from telegram.helpers import create_deep_linked_url

from bot.conversation import Message, MessageKind, Parcels
from bot.conversation.parcels import TOKEN_LENGTH

PAYLOAD_MOST = 64
"""Characters a link may carry, of A-Z, a-z, 0-9, « _ » and « - »."""

TEXT_MOST = 256
"""Characters of a question carried: as many as can be typed inline."""

_WRITTEN = "Q"
_KEPT = "P"
"""What begins a payload that holds a question, or the token of one; ids of entries have no capitals."""

_TOKEN = re.compile(rf"[\w-]{{{TOKEN_LENGTH}}}", re.ASCII)


class DeepLinks:
    """Puts questions into links, and takes them out again."""

    def __init__(self, parcels: Parcels) -> None:
        """`parcels` keep what is too long for a link."""
        self._parcels = parcels

    def payload(self, text: str) -> str:
        """What a link has to carry for a question to be asked; the text must not be blank."""
        text = _on_one_line(text[:TEXT_MOST])
        written = urlsafe_b64encode(text.encode()).decode().rstrip("=")
        if len(_WRITTEN + written) <= PAYLOAD_MOST:
            return _WRITTEN + written
        return _KEPT + self._parcels.keep(text)

    def opened(self, message: Message) -> Message:
        """A `/start` that carries a question, as the question typed; any other message as it is.

        Always a text, never a command: anybody may make a link, and have another tap it.
        """
        if message.kind is not MessageKind.COMMAND or message.command != "start":
            return message
        payload = message.text.strip()
        if payload.startswith(_KEPT) and _TOKEN.fullmatch(payload[1:]):
            text = self._parcels.text_of(payload[1:])
            # A choice of nothing is replied to as one that leads nowhere any more.
            lost = replace(message, kind=MessageKind.CHOICE, text="", command="")
            return _asking(message, text) if text else lost
        text = _written(payload[1:]) if payload.startswith(_WRITTEN) else ""
        return _asking(message, text) if text else message


def _on_one_line(text: str) -> str:
    """A text without the marks that cannot be seen; those that join an emoji go too."""
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())


def _asking(message: Message, text: str) -> Message:
    return replace(message, kind=MessageKind.TEXT, text=text, command="")


def _written(encoded: str) -> str:
    """The text of a payload; empty when it is none of ours."""
    try:
        text = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except ValueError:
        return ""
    return text if text.isprintable() else ""


def link_to(username: str, payload: str = "") -> str:
    """The address of the private chat with the bot."""
    return create_deep_linked_url(username, payload or None)
