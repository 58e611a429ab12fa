"""What is kept reaches the database, soon, and no reply waits for it; what cannot is tried again until it can."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from . import tables, threads
from .complaints import Complaints
from .database import CorruptError, Database, StorageError
from .migrating import migrate
from .pending import Erased, Pending
from .recent import MOST, RecentThreads
from .threads import Person

_LOG = logging.getLogger(__name__)

RETRY = 2
"""Seconds between two tries while the database fails: a full disk is often emptied by hand."""

PURGE_EVERY = 3600
"""Seconds: what is kept a day is gone an hour later at most, and a damaged file found as soon."""

STOPPING = 3
"""Seconds given to the last write: whoever stops us waits ten before they kill us, and others end too meanwhile."""

PATIENCE = 10
"""Seconds after which whoever waits for the database goes on without it."""


class AtHand(Protocol):
    """Something stored of which what matters now is held at hand."""

    async def load(self, connection: AsyncConnection, now: datetime) -> None:
        """Take it up; called at the start, and each time that what is past its time was erased."""


class Writer:
    """The one task that writes; what waits for it is merged into batches, each a transaction."""

    def __init__(
        self,
        database: Database,
        recent: RecentThreads,
        now: Callable[[], datetime],
        others: Sequence[AtHand] = (),
    ) -> None:
        """`others` are held at hand besides the threads."""
        self.pending = Pending()
        self._others = tuple(others)
        self._database = database
        self._recent = recent
        self._now = now
        self._complaints = Complaints()
        self._ready = False
        self._purge_at = 0.0
        self._kept = self._stored = 0
        self._erased: dict[Person, Erased] = {}
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._moved = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin; returns once the threads of the last day are at hand, or the database is known to fail."""
        self._task = asyncio.create_task(self._run(), name="storage")
        await self._wait(lambda: self._ready)

    async def stop(self) -> None:
        """Store what waits, if that can be, and disconnect."""
        if self._task is not None:
            self._stopping.set()
            self._woken.set()
            await asyncio.wait([self._task], timeout=STOPPING)
            self._task.cancel()
            await asyncio.wait([self._task])
        if self.pending:
            _LOG.warning("stopped with the database failing, lost: %s", self.pending)
        await self._database.disconnect()

    def wake(self) -> None:
        """Something is pending."""
        self._kept += 1
        self._woken.set()

    async def settled(self) -> bool:
        """Wait until all that was kept so far is on disk; False when the database fails, or takes too long."""
        wanted = self._kept
        return await self._wait(lambda: self._stored >= wanted)

    async def erase(self, who: Person) -> Erased | None:
        """Erase a person from the database, next; None when that has to wait for it to work again."""
        self.wake()
        done = await self.settled()
        return self._erased.pop(who, Erased()) if done else None

    async def _wait(self, come: Callable[[], bool]) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE), self._moved:
                await self._moved.wait_for(lambda: come() or self._complaints.failing)
        return come()

    async def _run(self) -> None:
        while not self._stopping.is_set() or self.pending:
            try:
                await self._once()
            except StorageError as error:
                await self._fail(error)
            except Exception as error:  # noqa: BLE001  # replies go on, whatever is wrong here
                _LOG.exception("fault of the storage")
                await self._fail(StorageError(type(error).__name__))
            else:
                continue
            if self._stopping.is_set():
                return
            await _rest(self._stopping, RETRY)

    async def _once(self) -> None:
        if not self._ready:
            await self._prepare()
        if time.monotonic() >= self._purge_at:
            await self._purge()
        self._woken.clear()
        if self.pending:
            await self._store()
        self._complaints.over()
        await self._tell()
        if not self._stopping.is_set():
            await _rest(self._woken, self._purge_at - time.monotonic())

    async def _prepare(self) -> None:
        await self._database.inspect()
        made_anew = await migrate(self._database)
        since = int((self._now() - threads.KEPT).timestamp())
        async with self._database.reading() as connection:
            stored = await threads.recent(connection, since, MOST)
            for other in self._others:
                await other.load(connection, self._now())
        if made_anew:
            # What the former database held of the last day is still at hand.
            for place, kept in self._recent:
                self.pending.threads.setdefault(place, kept)
        self._recent.load((place, kept) for place, kept in stored if place.who not in self.pending.erasures)
        self._ready = True

    async def _purge(self) -> None:
        await self._database.inspect()
        now = self._now()
        self._recent.purge(int((now - threads.KEPT).timestamp()))
        async with self._database.writing() as connection:
            await tables.purge(connection, now)
            for other in self._others:
                await other.load(connection, now)
        await self._database.scrub()
        self._purge_at = time.monotonic() + PURGE_EVERY

    async def _store(self) -> None:
        batch, self.pending = self.pending, Pending()
        kept = self._kept
        try:
            async with self._database.writing() as connection:
                erased = await batch.store(connection)
        except StorageError:
            self.pending.put_back(batch)
            raise
        except Exception as error:
            # A fault of ours: without what it chokes on, what comes later is stored.
            _LOG.exception("batch dropped: %s", batch)
            self.pending.erasures |= batch.erasures
            raise StorageError(type(error).__name__) from error
        if batch.erasures:
            await self._scrub(batch)
        self._erased.update(erased)
        self._stored = kept

    async def _scrub(self, batch: Pending) -> None:
        try:
            await self._database.scrub()
        except StorageError:
            self.pending.erasures |= batch.erasures
            raise

    async def _fail(self, error: StorageError) -> None:
        self._ready = False
        try:
            if isinstance(error, CorruptError):
                aside = await self._database.set_aside(self._now())
                _LOG.error("database corrupt, a new one is begun; set aside: %s", aside and aside.name)
            await self._database.disconnect()
        except StorageError as worse:
            error = worse
        self._complaints.tell(str(error), self.pending)
        await self._tell()

    async def _tell(self) -> None:
        async with self._moved:
            self._moved.notify_all()


async def _rest(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(max(seconds, 0)):
            await event.wait()
