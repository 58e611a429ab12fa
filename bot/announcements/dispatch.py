"""One announcement to each subscription, once: claimed in the ledger, sent at a fair pace, written down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.knowledge import Entry

from .announcement import (
    Announcement,
    Content,
    Delivery,
    Failed,
    Moved,
    NotLeft,
    Refused,
    Result,
    Sent,
    TooFast,
    Unknown,
)
from .pace import Pace
from .schedule import QUIET_HOURS, QuietHours
from .subscribing import Subscriptions

_LOG = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""How long a claim holds: more than a request may last, so that a delivery under way is never taken for lost."""

GATHERED_AT_ONCE = 5_000
"""Recipients listed in one transaction: others write to the database in between."""

KEPT = timedelta(days=90)
"""An announcement and its ledger are erased so long after its end; but for the entries that a series told."""

CLAIMED_AT_ONCE = 28
"""A second's worth: what is claimed by a process that dies waits for its lease to end."""

BEGUN_AT_ONCE = 3
"""Deliveries marked as leaving in one transaction: what is marked and unsent when the process dies is unknown."""

PRESENT_EVERY = timedelta(seconds=10)
"""Between two signs of life."""

MOST_UNDER_WAY = 64
"""Requests at once; slower than that, Telegram sets the pace."""

IDLE = 1.0
"""Seconds between two looks at the ledger when it has nothing for us."""

MOST_TRIES = 10
"""Attempts that Telegram put off, before a delivery counts as failed."""

LATE_MOST = timedelta(hours=6)
"""A recurrence later than that, because no bot was at work, is left out: the next will come."""

NETWORK_REST = 5.0
"""Seconds during which nothing leaves once the network has failed: it failed for all."""

LAST_ANSWERS = 5.0
"""Seconds given to requests under way when we stop; what is not answered by then is unknown."""


class Courier(Protocol):
    """Carries one delivery on a channel."""

    async def carry(self, announcement: Announcement, delivery: Delivery) -> Result:
        """Send, correct or recall, once, without trying again; never raises but when cancelled."""


class Ledger(Protocol):
    """What was delivered to whom; each method is one transaction, and raises an Exception of storage's when it fails."""

    async def recover(self) -> None:
        """At the start: what another run of ours left behind, where no other process may be at work."""

    async def be_present(self, holder: str, now: datetime) -> None:
        """Say that a process is at work; to be said again and again."""

    async def be_absent(self, holder: str) -> None:
        """Say that it has stopped."""

    async def present(self, now: datetime) -> int:
        """How many processes are at work."""

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

    async def begin(self, holder: str, ids: Collection[int], until: datetime) -> Collection[int]:
        """Mark deliveries as leaving; returns those which may leave: still ours, and neither paused nor stopped."""

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


class Dispatch:
    """Delivers what the ledger holds, until stopped."""

    def __init__(  # noqa: PLR0913  # assembled once, in app.py
        self,
        ledger: Ledger,
        subscriptions: Subscriptions,
        courier: Courier,
        pace: Pace,
        now: Callable[[], datetime],
        *,
        holder: str,
        fact: Callable[[Sequence[str]], Entry | None] = lambda _told: None,
        quiet: QuietHours = QUIET_HOURS,
    ) -> None:
        """`holder` is a name no other process has; `fact` chooses the « fait du jour »."""
        self._ledger = ledger
        self._subscriptions = subscriptions
        self._courier = courier
        self._pace = pace
        self._now = now
        self._holder = holder
        self._fact = fact
        self._quiet = quiet
        self._places = asyncio.Semaphore(MOST_UNDER_WAY)
        self._under_way: set[asyncio.Task[None]] = set()
        self._results: dict[int, Result] = {}
        self._settling = asyncio.Lock()
        self._announcements: dict[int, Announcement] = {}
        self._stopping = asyncio.Event()
        self._seen = datetime.min.replace(tzinfo=UTC)

    async def run(self) -> None:
        """Deliver until `stop`; a database that fails is waited for."""
        await self._until_stopped(self._recover, once=True)
        await asyncio.gather(self._until_stopped(self._keep_house), self._until_stopped(self._deliver))
        await self._end()

    async def _until_stopped(self, work: Callable[[], Awaitable[bool]], *, once: bool = False) -> None:
        """Do some work again and again, after a moment when there was none; `once`, until it is done."""
        failing = False
        while not self._stopping.is_set():
            try:
                worked = await work()
                failing = False
            except Exception as error:  # noqa: BLE001  # whatever fails, announcements go on when it is mended
                if not failing:
                    _LOG.warning("announcements wait error=%s", type(error).__name__)
                failing, worked = True, False
            if once and not failing:
                return
            if not worked:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), IDLE)

    def stop(self) -> None:
        """Claim nothing more; what is under way is given a few seconds."""
        self._stopping.set()

    async def _end(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=LAST_ANSWERS)
        for task in self._under_way:
            task.cancel()
        with suppress(Exception):
            await self._settle()
            await self._ledger.be_absent(self._holder)

    async def _recover(self) -> bool:
        await self._ledger.recover()
        return True

    async def _keep_house(self) -> bool:
        """Begin what is due, list recipients, give up what was lost, end what is done; True when there is more to list."""
        now = self._now()
        if now - self._seen >= PRESENT_EVERY:
            await self._ledger.be_present(self._holder, now)
            self._seen = now
        await self._settle()
        await self._start_due(now)
        expired = await self._ledger.expire(now)
        if expired:
            _LOG.warning("deliveries unknown count=%d", expired)
        for number in await self._ledger.finish(now):
            self._announcements.pop(number, None)
            _LOG.info("announcement done announcement=%d", number)
        if await self._ledger.gather(now, GATHERED_AT_ONCE):
            return True
        return await self._ledger.purge(now - KEPT, GATHERED_AT_ONCE)

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

    # --- Delivering.

    async def _deliver(self) -> bool:
        """Claim some deliveries and let them leave; True when there may be more."""
        if self._pace.stalled:
            return False
        now = self._now()
        claimed = await self._ledger.claim(
            self._holder, now, now + LEASE, CLAIMED_AT_ONCE, at_night=self._quiet.cover(now)
        )
        ready = [delivery for delivery in claimed if await self._is_ready(delivery)]
        for number in {delivery.announcement for delivery in ready} - self._announcements.keys():
            found = await self._ledger.find(number)
            if found:
                self._announcements[number] = found
        for first in range(0, len(ready), BEGUN_AT_ONCE):
            if self._stopping.is_set() or self._pace.stalled:
                await self._release(ready[first:], self._pace.stalled)
                break
            await self._begin(ready[first : first + BEGUN_AT_ONCE])
        return bool(claimed)

    async def _begin(self, some: Sequence[Delivery]) -> None:
        begun = await self._ledger.begin(
            self._holder, [delivery.id for delivery in some], self._now() + LEASE
        )
        for delivery in some:
            if delivery.id in begun:
                await self._leave(delivery)

    async def _is_ready(self, delivery: Delivery) -> bool:
        wait = self._pace.wait_of_chat(delivery.contact.id, is_group=delivery.is_group)
        if wait:
            await self._release([delivery], wait)
        return not wait

    async def _release(self, deliveries: Sequence[Delivery], seconds: float) -> None:
        due = self._now() + timedelta(seconds=seconds)
        await self._ledger.release(self._holder, [delivery.id for delivery in deliveries], due)

    async def _leave(self, delivery: Delivery) -> None:
        await self._places.acquire()
        await asyncio.sleep(self._pace.take(delivery.contact.id))
        task = asyncio.create_task(self._carry(delivery))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _carry(self, delivery: Delivery) -> None:
        try:
            result = await self._courier.carry(self._announcements[delivery.announcement], delivery)
        except Exception as error:  # noqa: BLE001  # a fault of ours: it may have left
            result = Unknown(type(error).__name__)
        finally:
            self._places.release()
        self._heed(delivery, result)
        self._results[delivery.id] = result
        await self._settle_soon(delivery, result)

    def _heed(self, delivery: Delivery, result: Result) -> None:
        if isinstance(result, TooFast):
            self._pace.refused(delivery.contact.id, result.seconds)
        elif isinstance(result, NotLeft):
            self._pace.stall(NETWORK_REST)
        elif isinstance(result, Sent):
            self._pace.accepted()
        elif isinstance(result, Unknown):
            _LOG.warning("delivery unknown announcement=%d reason=%s", delivery.announcement, result.reason)
        elif isinstance(result, Failed):
            _LOG.info("delivery failed announcement=%d reason=%s", delivery.announcement, result.reason)

    # --- Writing down.

    async def _settle_soon(self, delivery: Delivery, result: Result) -> None:
        """Write down what is known, others' results with ours; a database that fails is tried again at each result."""
        try:
            if isinstance(result, Refused):
                await self._subscriptions.refuse(delivery.contact)
            elif isinstance(result, Moved):
                await self._subscriptions.move(delivery.contact, result.contact)
            await self._settle()
        except Exception as error:  # noqa: BLE001  # kept, and written down later
            _LOG.warning("delivery not written down yet error=%s", type(error).__name__)

    async def _settle(self) -> None:
        async with self._settling:
            results, self._results = self._results, {}
            if not results:
                return
            try:
                await self._ledger.settle(self._holder, results, self._now(), MOST_TRIES)
            except BaseException:
                self._results = {**results, **self._results}
                raise
