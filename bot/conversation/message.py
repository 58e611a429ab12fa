"""What any channel hands in."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or group on a channel: where to write."""

    channel: str
    id: str

    person: str = ""
    """Who wrote, where several do: a conversation is one person's in one place."""


class MessageKind(Enum):
    """What a person did."""

    TEXT = auto()
    """Typed a text."""

    COMMAND = auto()
    """Gave a command, perhaps with an argument."""

    CHOICE = auto()
    """Chose something we offered."""

    OTHER = auto()
    """Sent a photo, a voice message, a sticker: nothing we can read."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a person sent."""

    contact: Contact
    kind: MessageKind

    text: str = ""
    """The text typed, the argument of the command, or the target of the choice."""

    command: str = ""
    """The command's name, without its slash."""

    at: datetime | None = None
    """When it was sent, with its time zone; None where time does not pass, as in cases and tests."""
