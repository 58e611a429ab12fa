"""What outlives a turn of conversation."""

from dataclasses import dataclass
from typing import Protocol

from .message import Contact
from .reply import Reply
from .thread import Thread


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased of a person, to be told to them."""

    threads: int = 0
    votes: int = 0
    subscribed: bool = False
    """They got announcements, and will no more."""

    postponed: bool = False
    """What is stored could not be reached: it is erased as soon as it can be."""


class Memory(Protocol):
    """Keeps what is worth remembering; a reply never waits for it, nor fails with it."""

    async def open(self) -> None:
        """Take up what was kept before; to be called once, before all else."""

    async def close(self) -> None:
        """Let nothing be lost that was kept; to be called once, after all else."""

    def thread(self, contact: Contact) -> Thread:
        """The conversation as it stood; a new one when there is none, or none recent."""

    def keep(self, contact: Contact, thread: Thread, reply: Reply) -> None:
        """Remember a turn, soon: the thread as it now stands, what was missed, voted or answered; returns at once."""

    async def forget(self, contact: Contact) -> Forgotten:
        """Erase now whatever is tied to a person, in every chat."""

    async def settled(self) -> bool:
        """Wait until all that was kept so far would outlive us; False when it cannot be kept for now."""
