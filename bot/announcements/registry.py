"""The announcements, as those who write and follow them need them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.conversation import Contact

from .announcement import Announcement, Progress, State, Status


class Registry(Protocol):
    """The announcements, drafts included."""

    async def add(self, announcement: Announcement) -> int:
        """Keep a new one; returns its number."""

    async def find(self, announcement: int) -> Announcement | None:
        """One of them as it now stands."""

    async def draft_of(self, author: str) -> Announcement | None:
        """What an admin is writing."""

    async def drop_draft(self, author: str) -> None:
        """Forget what an admin is writing."""

    async def save(self, announcement: Announcement, expected: Status) -> bool:
        """Keep an announcement as it now is; False, and nothing is kept, when its status is no more the expected one."""

    async def latest(self, most: int) -> Sequence[Announcement]:
        """The latest ones, the newest first, without drafts."""

    async def progress(self, announcement: int) -> Progress:
        """How many deliveries stand where."""

    async def again(self, announcement: int, state: State) -> int:
        """Let the deliveries of a state wait anew, of an announcement that is done; returns how many."""

    async def to_report(self, now: datetime, before: datetime) -> Sequence[Announcement]:
        """Those whose report is to be brought up to date, if the last was `before` then: under way, or just ended."""

    async def reported(self, announcement: Announcement) -> None:
        """Say that a report was brought up to date; until this is said of how it ended, it is to be again."""

    async def hold_report(self, announcement: int, until: datetime) -> None:
        """Leave the message of a report as it is until then, or until it is somewhere anew."""

    async def report_in(self, announcement: int, contact: Contact, message: str) -> None:
        """Where the report of an announcement is from now on."""
