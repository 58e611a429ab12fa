"""The threads of the last day, at hand: what a reply is made from, whatever the database does."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator

from .threads import Kept, Person, Place

MOST = 20_000
"""Threads held, the one quiet for longest forgotten first: some 30 MB."""


class RecentThreads:
    """Threads by place."""

    def __init__(self) -> None:
        self._threads: OrderedDict[Place, Kept] = OrderedDict()

    def __iter__(self) -> Iterator[tuple[Place, Kept]]:
        return iter(self._threads.items())

    def __getitem__(self, place: Place) -> Kept | None:
        return self._threads.get(place)

    def keep(self, place: Place, kept: Kept) -> None:
        """Hold a thread in place of the former one."""
        self._threads[place] = kept
        self._threads.move_to_end(place)
        if len(self._threads) > MOST:
            self._threads.popitem(last=False)

    def load(self, stored: Iterable[tuple[Place, Kept]]) -> None:
        """Take in what was stored, the latest first; what is held already is newer."""
        for place, kept in stored:
            if place not in self._threads:
                self._threads[place] = kept
                self._threads.move_to_end(place, last=False)
        while len(self._threads) > MOST:
            self._threads.popitem(last=False)

    def forget(self, who: Person) -> Collection[Place]:
        """Drop a person's threads; returns where they were."""
        gone = {place for place in self._threads if place.who == who}
        for place in gone:
            del self._threads[place]
        return gone

    def drop(self, place: Place) -> None:
        """Drop the thread of a place."""
        self._threads.pop(place, None)

    def purge(self, until: int) -> None:
        """Drop what was kept until a moment."""
        for place in [place for place, kept in self._threads.items() if kept.at <= until]:
            del self._threads[place]
