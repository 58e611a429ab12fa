"""What was delivered to whom, as those who deliver need it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from .announcement import Announcement, Content, Delivery
from .results import Result


class Ledger(Protocol):
    """What was delivered to whom; each method is one transaction, and raises an Exception of storage's when it fails."""

    async def recover(self, now: datetime) -> None:
        """At the start: what another run of ours left behind, where no other process may be at work."""

    async def give_up(self, holder: str, now: datetime) -> None:
        """Another process has ended: what it was sending is unknown, what it had claimed waits again, and it is at work no more."""

    async def be_present(self, holder: str, now: datetime) -> None:
        """Say that a process is at work; to be said again and again."""

    async def be_absent(self, holder: str) -> None:
        """Say that it has stopped."""

    async def present(self, now: datetime) -> Collection[str]:
        """The processes at work, by name."""

    async def due(self, now: datetime) -> Sequence[Announcement]:
        """The scheduled announcements whose time has come."""

    async def told(self, series: int) -> Sequence[str]:
        """The entries that a series has told, the oldest first."""

    async def start(self, announcement: Announcement, content: Content, following: datetime | None) -> bool:
        """Begin an announcement, with its content as it now is, and schedule the next of its series.

        False when it was begun or stopped meanwhile.
        """

    async def postpone(self, announcement: Announcement, at: datetime) -> None:
        """Schedule for another time what has not begun."""

    async def gather(self, now: datetime, most: int) -> bool:
        """List some more recipients of an announcement that gathers them; False when none does."""

    async def claim(
        self, holder: str, now: datetime, until: datetime, most: int, *, at_night: bool
    ) -> Sequence[Delivery]:
        """Some waiting deliveries, which nobody else gets until then; of those only that may disturb, `at_night`."""

    async def begin(
        self, holder: str, ids: Collection[int], now: datetime, until: datetime
    ) -> Collection[int]:
        """Mark deliveries as leaving; returns those which may leave: still ours, and neither paused nor stopped.

        Those whose contact does not ask for announcements any more are spared.
        """

    async def settle(
        self, holder: str, results: Mapping[int, Result], now: datetime, most_tries: int
    ) -> None:
        """Write down what became of our deliveries, also when they were taken for lost.

        `NotLeft` and `Moved` wait again, and `TooFast` until it has been tried so many times.
        """

    async def release(self, holder: str, ids: Iterable[int], due: datetime) -> None:
        """Give back deliveries that were not begun; they wait until `due`."""

    async def expire(self, now: datetime) -> int:
        """Mark as unknown what was leaving when its lease ended; returns how many."""

    async def finish(self, now: datetime) -> Sequence[int]:
        """End the announcements that have nothing more to deliver; returns them."""

    async def find(self, announcement: int) -> Announcement | None:
        """An announcement as it now stands."""

    async def purge(self, until: datetime, most: int) -> bool:
        """Erase some of what ended before a moment; False when nothing is left of it."""
