"""The entries most asked of late, at hand: they are shown before anything is typed."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation import Outcome

from . import counts
from .counts import ALL, Counted

LATE = timedelta(weeks=4)
"""How far back we look: what everybody asked last month is what they are likely to ask."""


class AskedEntries:
    """How many times each entry was answered of late."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def most_asked(self, limit: int) -> list[str]:
        """Ids of the entries most asked, the most asked first; as often asked, in the order of their ids."""
        ranked = sorted(self._times.items(), key=lambda asked: (-asked[1], asked[0]))
        return [entry for entry, _ in ranked[:limit]]

    def count(self, replies: Mapping[Counted, int]) -> None:
        """Count what was just answered."""
        for counted, times in replies.items():
            if counted.outcome == Outcome.ANSWER and counted.entry != ALL:
                self._times[counted.entry] += times

    async def load(self, connection: AsyncConnection, now: datetime) -> None:
        """Count anew what is stored; what is too long ago is left out."""
        stored = await counts.read(connection, (now - LATE).date())
        self._times = Counter()
        self.count(stored)
