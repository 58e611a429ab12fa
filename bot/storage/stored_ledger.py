"""The ledger in a database: claimed, marked and settled one transaction at a time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import Announcement, Content, Delivery, Result, State, Status

from . import announcements, claiming, gathering, presence, settling
from .announcements import ANNOUNCEMENTS, announcement_of
from .claiming import Lease
from .database import Database
from .deliveries import ACTIVE, DELIVERIES, SENDING
from .moments import seconds_of
from .presence import PRESENCE


class StoredLedger:
    """The ledger in a database; fulfils `bot.announcements.Ledger`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._latest = 0
        """The announcement claimed of last: the next one's turn is next."""

    async def recover(self, now: datetime) -> None:
        """Give up all that another run left behind. Raises StorageError.

        On PostgreSQL another process may be at work: there the leases end by themselves.
        """
        async with self._database.writing() as connection:
            if connection.dialect.name == "sqlite":
                await _give_up(connection, DELIVERIES.c.holder.is_not(None), now)
                await connection.execute(delete(PRESENCE))

    async def give_up(self, holder: str, now: datetime) -> None:
        """Mark as unknown what a process was sending that has ended, and take back what it had claimed. Raises StorageError."""
        async with self._database.writing() as connection:
            await _give_up(connection, DELIVERIES.c.holder == holder, now)
            await connection.execute(delete(PRESENCE).where(PRESENCE.c.holder == holder))

    async def be_present(self, holder: str, now: datetime) -> None:
        """Say that a bot is at work. Raises StorageError."""
        await presence.be_present(self._database, holder, now)

    async def be_absent(self, holder: str) -> None:
        """Say that it has stopped. Raises StorageError."""
        await presence.be_absent(self._database, holder)

    async def present(self, now: datetime) -> Collection[str]:
        """The bots at work, by name. Raises StorageError."""
        return await presence.present(self._database, now)

    async def due(self, now: datetime) -> Sequence[Announcement]:
        """The scheduled announcements whose time has come. Raises StorageError."""
        chosen = select(ANNOUNCEMENTS).where(
            ANNOUNCEMENTS.c.status == Status.SCHEDULED, ANNOUNCEMENTS.c.at <= seconds_of(now)
        )
        async with self._database.reading() as connection:
            return [announcement_of(row) for row in await connection.execute(chosen)]

    async def told(self, series: int) -> Sequence[str]:
        """The entries that a series has told, the oldest first. Raises StorageError."""
        chosen = select(ANNOUNCEMENTS.c.content).where(
            ANNOUNCEMENTS.c.series == series, ANNOUNCEMENTS.c.status != Status.SCHEDULED
        )
        async with self._database.reading() as connection:
            records = (await connection.execute(chosen.order_by(ANNOUNCEMENTS.c.id))).scalars()
            contents = [Content.of_record(record) for record in records]
        return [content.entry for content in contents if content.entry]

    async def start(self, announcement: Announcement, content: Content, following: datetime | None) -> bool:
        """Begin an announcement, and schedule the next of its series. Raises StorageError."""
        async with self._database.writing() as connection:
            return await announcements.start(connection, announcement, content, following)

    async def postpone(self, announcement: Announcement, at: datetime) -> None:
        """Schedule for another time what has not begun. Raises StorageError."""
        scheduled = ANNOUNCEMENTS.c.status == Status.SCHEDULED
        changed = update(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == announcement.id, scheduled)
        async with self._database.writing() as connection:
            await connection.execute(changed.values(at=seconds_of(at)))

    async def find(self, announcement: int) -> Announcement | None:
        """An announcement as it now stands. Raises StorageError."""
        async with self._database.reading() as connection:
            chosen = select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == announcement)
            row = (await connection.execute(chosen)).first()
        return announcement_of(row) if row else None

    async def gather(self, now: datetime, most: int) -> bool:
        """List some more recipients of one announcement; False when none waits for it. Raises StorageError."""
        async with self._database.writing() as connection:
            return await gathering.gather(connection, seconds_of(now), most)

    # --- Delivering.

    async def claim(
        self, holder: str, now: datetime, until: datetime, most: int, *, at_night: bool
    ) -> Sequence[Delivery]:
        """Some waiting deliveries of one announcement, each announcement in turn. Raises StorageError."""
        lease = Lease(holder, seconds_of(now), seconds_of(until))
        async with self._database.stating() as connection:
            claimed = await claiming.claim(connection, lease, self._latest, most, at_night=at_night)
        if claimed:
            self._latest = claimed[0].announcement
        return claimed

    async def begin(
        self, holder: str, ids: Collection[int], now: datetime, until: datetime
    ) -> Collection[int]:
        """Mark deliveries as leaving; returns those which may leave. Raises StorageError."""
        lease = Lease(holder, seconds_of(now), seconds_of(until))
        async with self._database.writing() as connection:
            return await claiming.begin(connection, ids, lease)

    async def settle(self, holder: str, found: Mapping[int, Result], now: datetime, most_tries: int) -> None:
        """Write down what became of our deliveries. Raises StorageError."""
        async with self._database.writing() as connection:
            await settling.settle(connection, holder, found, now, most_tries)

    async def release(self, holder: str, ids: Iterable[int], due: datetime) -> None:
        """Give back deliveries that were not begun. Raises StorageError."""
        ours = DELIVERIES.c.id.in_(list(ids)) & (DELIVERIES.c.holder == holder)
        released = update(DELIVERIES).where(ours, DELIVERIES.c.state == State.WAITING)
        async with self._database.writing() as connection:
            await connection.execute(released.values(due=seconds_of(due), holder=None))

    async def expire(self, now: datetime) -> int:
        """Mark as unknown what was leaving when its lease ended; returns how many. Raises StorageError."""
        overdue = SENDING & (DELIVERIES.c.due <= seconds_of(now))
        async with self._database.reading() as connection:
            if not (await connection.execute(select(DELIVERIES.c.id).where(overdue).limit(1))).first():
                return 0
        async with self._database.writing() as connection:
            lost = await connection.execute(update(DELIVERIES).where(overdue).values(_lost("lease")))
            return lost.rowcount

    async def finish(self, now: datetime) -> Sequence[int]:
        """End the announcements that have nothing more to deliver; returns them. Raises StorageError."""
        left = exists().where(
            DELIVERIES.c.announcement == ANNOUNCEMENTS.c.id,
            DELIVERIES.c.state.in_((State.WAITING, State.SENDING)),
        )
        over = (ANNOUNCEMENTS.c.status == Status.DELIVERING) & ~left
        async with self._database.reading() as connection:
            if not (await connection.execute(select(ANNOUNCEMENTS.c.id).where(over))).first():
                return []
        ended = update(ANNOUNCEMENTS).where(over).values(status=Status.DONE, ended=seconds_of(now))
        async with self._database.writing() as connection:
            return list((await connection.execute(ended.returning(ANNOUNCEMENTS.c.id))).scalars())

    async def purge(self, until: datetime, most: int) -> bool:
        """Erase some of what ended before a moment; False when nothing is left of it. Raises StorageError.

        Which entries a series told stays, without anybody's name: it may go round the FAQ for longer than that.
        """
        old = select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.ended <= seconds_of(until)).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(old)).first()
        if row is None:
            return False
        rows = select(DELIVERIES.c.id).where(DELIVERIES.c.announcement == row.id).limit(most)
        async with self._database.writing() as connection:
            erased = await connection.execute(delete(DELIVERIES).where(DELIVERIES.c.id.in_(rows)))
            if erased.rowcount < most:
                await announcements.let_go(connection, announcement_of(row))
        return True


async def _give_up(connection: AsyncConnection, held: ColumnElement[bool], now: datetime) -> None:
    """Mark as unknown what was being sent, and let what was claimed wait anew."""
    await connection.execute(update(DELIVERIES).where(SENDING, held).values(_lost("restart")))
    active = select(ANNOUNCEMENTS.c.id).where(ANNOUNCEMENTS.c.status.in_(ACTIVE))
    claimed = DELIVERIES.c.announcement.in_(active) & (DELIVERIES.c.state == State.WAITING) & held
    # Those whose lease is over wait already; by their time the few that matter are found among a million.
    later = DELIVERIES.c.due > seconds_of(now)
    await connection.execute(update(DELIVERIES).where(claimed, later).values(due=0, holder=None))


def _lost(reason: str) -> dict[str, Any]:
    return {"state": State.UNKNOWN, "reason": reason}
