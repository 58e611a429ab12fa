"""The updates Telegram gave us and which have no reply yet: none is confirmed before, so that a crash loses none."""

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from telegram import Update

_LOG = logging.getLogger(__name__)

HELD_BACK = 10.0
"""Seconds after which an update is confirmed though its reply is still under way: longer than a connection lasts."""

GRACE = 5.0
"""Seconds that replies under way are given to reach people once the bot is told to stop."""

MOST_AT_ONCE = 64
"""Updates handled side by side."""


class Place:
    """An update in hand."""

    def __init__(self, number: int, chat: int | None) -> None:
        self.number = number
        self.chat = chat
        self.taken_at = time.monotonic()

        self.off = asyncio.Event()
        """Set when it holds up no other: replied to, or waiting because Telegram or the network asks for it."""

        self.task: asyncio.Task[object] | None = None
        """What handles it; None before its handling began."""

        self.seated = False
        """Whether it is one of the `MOST_AT_ONCE`."""

        self.given_up = False
        """Whether the bot stops before it has its reply."""


class InHand:
    """What was taken and not yet replied to."""

    def __init__(self) -> None:
        self._places: dict[int, Place] = {}
        self._resting: set[int | None] = set()
        """The chats Telegram or the network makes wait: what comes after in them waits too."""

        self._stopping = asyncio.Event()
        self._seats = asyncio.Semaphore(MOST_AT_ONCE)

    @property
    def first(self) -> int | None:
        """The number of the first update without a reply; None when all have theirs."""
        return min(self._places, default=None)

    @property
    def under_way(self) -> int | None:
        """The number of the first one whose reply is under way: neither sent nor resting, and not for too long."""
        since = time.monotonic() - HELD_BACK
        places = self._places.values()
        return min((p.number for p in places if not p.off.is_set() and p.taken_at > since), default=None)

    def take(self, updates: Iterable[Update]) -> None:
        """Telegram gave us these."""
        for update in updates:
            self._place_of(update)

    @contextmanager
    def handling(self, update: Update) -> Iterator[Place]:
        """The running task handles it. Cancelled before it has its reply, it stays in hand: the next bot gets it again."""
        place = self._place_of(update)
        place.task = asyncio.current_task()
        _CURRENT.set((self, place))
        try:
            yield place
        except asyncio.CancelledError:
            self._leave(place)
            raise
        except Exception:
            self._end(place)
            raise
        self._end(place)

    async def sit(self, place: Place) -> None:
        """Return once there is a seat for it."""
        await self._seats.acquire()
        place.seated = True

    async def rest(self, place: Place, seconds: float) -> None:
        """Wait; meanwhile neither the update nor what comes after it in its chat holds up anybody.

        When the bot is to stop, the wait is over at once: for a last try.
        """
        self._leave(place)
        self._resting.add(place.chat)
        for other in self._of_chat(place):
            other.off.set()
        try:
            await self._sleep(seconds)
        finally:
            self._resting.discard(place.chat)
            for other in self._of_chat(place):
                other.off.clear()
        await self.sit(place)

    async def _sleep(self, seconds: float) -> None:
        if self._stopping.is_set():
            await asyncio.sleep(seconds)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def answered(self, seconds: float) -> None:
        """Return once all in hand have their reply, or rest; or after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for place in [place for place in self._places.values() if not place.given_up]:
                    await place.off.wait()

    async def answers(self, update: Update) -> bool:
        """Return once an update has its reply, or rests, or takes long; False when it was given up."""
        place = self._place_of(update)
        with suppress(TimeoutError):
            async with asyncio.timeout(HELD_BACK):
                await place.off.wait()
        return not place.given_up

    async def finish(self) -> None:
        """Let replies reach people, those that rest included, within `GRACE`; give up the others, which keep their number."""
        self._stopping.set()
        for place in self._places.values():
            place.off.clear()
        await self.answered(GRACE)
        left = [place for place in self._places.values() if not place.given_up]
        for place in left:
            place.given_up = True
            place.off.set()
        tasks = [place.task for place in left if place.task]
        for task in tasks:
            task.cancel()
        if left:
            _LOG.warning("stopping with replies not sent updates=%d", len(left))
        if tasks:
            await asyncio.wait(tasks)

    def _end(self, place: Place) -> None:
        """It has its reply, be it an apology."""
        self._leave(place)
        self._places.pop(place.number, None)
        place.off.set()

    def _leave(self, place: Place) -> None:
        if place.seated:
            place.seated = False
            self._seats.release()

    def _place_of(self, update: Update) -> Place:
        chat = update.effective_chat
        place = self._places.setdefault(update.update_id, Place(update.update_id, chat.id if chat else None))
        # What is typed inline is soon typed on: its answer holds up nobody.
        if update.inline_query or (place.chat is not None and place.chat in self._resting):
            place.off.set()
        return place

    def _of_chat(self, place: Place) -> list[Place]:
        if place.chat is None:
            return [place]
        return [other for other in self._places.values() if other.chat == place.chat]


_CURRENT: ContextVar[tuple[InHand, Place] | None] = ContextVar("update in hand", default=None)
"""The update that the running task handles."""


async def rest(seconds: float) -> None:
    """Wait because Telegram or the network asks for it: the update being handled, if any, holds up no other."""
    current = _CURRENT.get()
    if current is None:
        await asyncio.sleep(seconds)
    else:
        in_hand, place = current
        await in_hand.rest(place, seconds)
