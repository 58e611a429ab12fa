"""One announcement to each subscription, once: claimed in the ledger, sent at a fair pace, written down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from bot.knowledge import Entry

from . import results
from .announcement import Announcement, Delivery
from .housekeeping import Housekeeping
from .ledger import Ledger
from .pace import Pace
from .quiet_hours import QUIET_HOURS, QuietHours
from .settling import Settling
from .subscribing import Subscriptions

_LOG = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""How long a claim holds: more than a request may last, so that a delivery under way is never taken for lost."""

LEAVES_WITHIN = timedelta(seconds=10)
"""What is begun leaves within that, or not now: its request has the rest of the lease, after which it is taken for lost."""

CLAIMED_AT_ONCE = 28
"""A second's worth: what is claimed by a process that dies waits for its lease to end."""

BEGUN_AT_ONCE = 3
"""Deliveries marked as leaving in one transaction: what is marked and unsent when the process dies is unknown."""

MOST_UNDER_WAY = 64
"""Requests at once; slower than that, Telegram sets the pace."""

IDLE = 1.0
"""Seconds between two looks at the ledger when it has nothing for us."""

NETWORK_REST = 5.0
"""Seconds during which nothing leaves once the network has failed: it failed for all."""

LAST_ANSWERS = 5.0
"""Seconds given to requests under way when we stop; what is not answered by then is unknown."""


class Courier(Protocol):
    """Carries one delivery on a channel."""

    async def carry(self, announcement: Announcement, delivery: Delivery) -> results.Result:
        """Send, correct or recall, once, without trying again; never raises but when cancelled."""


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
        self._courier = courier
        self._pace = pace
        self._now = now
        self._holder = holder
        self._quiet = quiet
        self._housekeeping = Housekeeping(ledger, pace, now, holder, fact)
        self._settling = Settling(ledger, subscriptions, now, holder)
        self._places = asyncio.Semaphore(MOST_UNDER_WAY)
        self._under_way: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Deliver until `stop`; a database that fails is waited for."""
        await self._until_stopped(self._arrive, once=True)
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
                await self._rest(IDLE)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def stop(self) -> None:
        """Claim nothing more; what is under way is given a few seconds."""
        self._stopping.set()

    async def _end(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=LAST_ANSWERS)
        for task in self._under_way:
            task.cancel()
        with suppress(Exception):
            await self._settling.settle()
            await self._ledger.be_absent(self._holder)

    async def _arrive(self) -> bool:
        await self._ledger.recover(self._now())
        await self._housekeeping.arrive()
        return True

    async def _keep_house(self) -> bool:
        await self._settling.settle()
        return await self._housekeeping.keep()

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
        numbers = {delivery.announcement for delivery in ready}
        announcements = {number: await self._ledger.find(number) for number in numbers}
        for first in range(0, len(ready), BEGUN_AT_ONCE):
            if self._stopping.is_set() or self._pace.stalled:
                await self._release(ready[first:], self._pace.stalled)
                break
            await self._begin(announcements, ready[first : first + BEGUN_AT_ONCE])
        return bool(claimed)

    async def _begin(
        self, announcements: Mapping[int, Announcement | None], some: Sequence[Delivery]
    ) -> None:
        now = self._now()
        begun = await self._ledger.begin(self._holder, [each.id for each in some], now, now + LEASE)
        for delivery in some:
            announcement = announcements[delivery.announcement]
            if delivery.id in begun and announcement is not None:
                await self._leave(announcement, delivery, now)

    async def _is_ready(self, delivery: Delivery) -> bool:
        wait = self._pace.wait_of_chat(delivery.contact.id, is_group=delivery.is_group)
        if wait:
            await self._release([delivery], wait)
        return not wait

    async def _release(self, deliveries: Sequence[Delivery], seconds: float) -> None:
        due = self._now() + timedelta(seconds=seconds)
        await self._ledger.release(self._holder, [delivery.id for delivery in deliveries], due)

    async def _leave(self, announcement: Announcement, delivery: Delivery, begun: datetime) -> None:
        await self._places.acquire()
        if not await self._has_its_turn(delivery, begun):
            self._places.release()
            await self._settling.settle_soon(delivery, results.NotLeft("not its turn"))
            return
        number = self._pace.leave(delivery.contact.id)
        task = asyncio.create_task(self._carry(announcement, delivery, number))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _has_its_turn(self, delivery: Delivery, begun: datetime) -> bool:
        """Wait for the turn of what was begun; False when it does not come in time, its chat just got a reply, or we stop."""
        latest = begun + LEAVES_WITHIN
        while self._now() + timedelta(seconds=(wait := self._pace.wait())) <= latest:
            if not wait:
                return not self._pace.wait_of_chat(delivery.contact.id, is_group=delivery.is_group)
            if self._stopping.is_set():
                break
            await self._rest(wait)
        return False

    async def _carry(self, announcement: Announcement, delivery: Delivery, number: int) -> None:
        """Carry one delivery, which has the pace's number."""
        result: results.Result
        try:
            result = await self._courier.carry(announcement, delivery)
        except Exception as error:  # noqa: BLE001  # a fault of ours: it may have left
            result = results.Unknown(type(error).__name__)
        finally:
            self._pace.answered(number)
            self._places.release()
        self._heed(delivery, result)
        await self._settling.settle_soon(delivery, result)

    def _heed(self, delivery: Delivery, result: results.Result) -> None:
        match result:
            case results.TooFast(seconds):
                self._pace.refused(delivery.contact.id, seconds)
            case results.NotLeft():
                self._pace.stall(NETWORK_REST)
            case results.Sent():
                self._pace.accepted()
            case results.Unknown(reason):
                _LOG.warning("delivery unknown announcement=%d reason=%s", delivery.announcement, reason)
            case results.Failed(reason):
                _LOG.info("delivery failed announcement=%d reason=%s", delivery.announcement, reason)
