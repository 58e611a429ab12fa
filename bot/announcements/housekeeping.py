"""What goes on beside delivering: what is due begins, recipients are listed, what is over ends."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.knowledge import Entry

from .announcement import Content
from .holder import is_gone
from .ledger import Ledger
from .pace import Pace

_LOG = logging.getLogger(__name__)

GATHERED_AT_ONCE = 5_000
"""Recipients listed in one transaction: others write to the database in between."""

KEPT = timedelta(days=90)
"""An announcement and its ledger are erased so long after its end; but for the entries that a series told."""

PRESENT_EVERY = timedelta(seconds=10)
"""Between two signs of life."""

NOTICED = 3.0
"""Seconds given to those at work to see that there is one more to share the pace with: they look every second."""

LATE_MOST = timedelta(hours=6)
"""A recurrence later than that, because no bot was at work, is left out: the next will come."""


class Housekeeping:
    """Looks after the ledger; done again and again."""

    def __init__(
        self,
        ledger: Ledger,
        pace: Pace,
        now: Callable[[], datetime],
        holder: str,
        fact: Callable[[Sequence[str]], Entry | None],
    ) -> None:
        """`fact` chooses the « fait du jour », given those told."""
        self._ledger = ledger
        self._pace = pace
        self._now = now
        self._holder = holder
        self._fact = fact
        self._seen = datetime.min.replace(tzinfo=UTC)

    async def arrive(self) -> None:
        """Say that we are at work, before anything leaves; others at work are given time to see it."""
        if await self._share(self._now()):
            self._pace.stall(NOTICED)

    async def keep(self) -> bool:
        """Begin what is due, list recipients, give up what was lost, end what is done; True when there is more to list."""
        now = self._now()
        await self._share(now)
        await self._start_due(now)
        expired = await self._ledger.expire(now)
        if expired:
            _LOG.warning("deliveries unknown count=%d", expired)
        for number in await self._ledger.finish(now):
            _LOG.info("announcement done announcement=%d", number)
        if await self._ledger.gather(now, GATHERED_AT_ONCE):
            return True
        return await self._ledger.purge(now - KEPT, GATHERED_AT_ONCE)

    async def _share(self, now: datetime) -> int:
        """Say that we are at work, and share the pace with all that are; returns how many others."""
        if now - self._seen >= PRESENT_EVERY:
            await self._ledger.be_present(self._holder, now)
            self._seen = now
        others = [name for name in await self._ledger.present(now) if name != self._holder]
        gone = [name for name in others if is_gone(name)]
        for name in gone:
            await self._ledger.give_up(name, now)
        alive = len(others) - len(gone)
        self._pace.share(1 + alive)
        return alive

    async def _start_due(self, now: datetime) -> None:
        for announcement in await self._ledger.due(now):
            following = announcement.every.after(now) if announcement.every else None
            if following and announcement.at and now - announcement.at > LATE_MOST:
                await self._ledger.postpone(announcement, following)
                continue
            content = announcement.content
            if content.fact:
                entry = self._fact(await self._ledger.told(announcement.series or announcement.id))
                content = Content(entry=entry.id if entry else None, fact=True)
            if await self._ledger.start(announcement, content, following):
                _LOG.info("announcement begins announcement=%d", announcement.id)
