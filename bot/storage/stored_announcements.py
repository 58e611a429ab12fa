"""Announcements in a database: written, followed, tried again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, true, update

from bot.announcements import Announcement, Progress, State, Status
from bot.conversation import Contact

from .announcements import ANNOUNCEMENTS, add, announcement_of, values_of
from .database import Database
from .deliveries import counts_of, wait_again
from .moments import seconds_of


class StoredAnnouncements:
    """Announcements in a database; fulfils `bot.announcements.Registry`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, announcement: Announcement) -> int:
        """Keep a new one; returns its number. Raises StorageError."""
        async with self._database.writing() as connection:
            return await add(connection, announcement)

    async def find(self, announcement: int) -> Announcement | None:
        """One of them as it now stands. Raises StorageError."""
        return await self._first(select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == announcement))

    async def draft_of(self, author: str) -> Announcement | None:
        """What an admin is writing. Raises StorageError."""
        return await self._first(select(ANNOUNCEMENTS).where(_is_draft_of(author)))

    async def _first(self, chosen: Any) -> Announcement | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(chosen)).first()
        return announcement_of(row) if row else None

    async def drop_draft(self, author: str) -> None:
        """Forget what an admin is writing. Raises StorageError."""
        async with self._database.writing() as connection:
            await connection.execute(delete(ANNOUNCEMENTS).where(_is_draft_of(author)))

    async def save(self, announcement: Announcement, expected: Status) -> bool:
        """Keep an announcement as it now is, if its status is the expected one. Raises StorageError."""
        ended = seconds_of(datetime.now(UTC)) if announcement.status is Status.STOPPED else None
        standing = (ANNOUNCEMENTS.c.id == announcement.id) & (ANNOUNCEMENTS.c.status == expected)
        changed = update(ANNOUNCEMENTS).where(standing).values(**values_of(announcement), ended=ended)
        async with self._database.writing() as connection:
            return (await connection.execute(changed)).rowcount > 0

    async def latest(self, most: int) -> Sequence[Announcement]:
        """The latest ones, without drafts. Raises StorageError."""
        chosen = select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.status != Status.DRAFT)
        async with self._database.reading() as connection:
            rows = await connection.execute(chosen.order_by(ANNOUNCEMENTS.c.id.desc()).limit(most))
            return [announcement_of(row) for row in rows]

    async def progress(self, announcement: int) -> Progress:
        """How many deliveries stand where. Raises StorageError."""
        async with self._database.reading() as connection:
            return Progress(await counts_of(connection, announcement))

    async def again(self, announcement: int, state: State) -> int:
        """Let the deliveries of a state wait anew, of an announcement that is done. Raises StorageError."""
        one = ANNOUNCEMENTS.c.id == announcement
        done = select(ANNOUNCEMENTS.c.id).where(one, ANNOUNCEMENTS.c.status == Status.DONE)
        under_way = update(ANNOUNCEMENTS).where(one).values(status=Status.DELIVERING, ended=None)
        async with self._database.writing() as connection:
            if not (await connection.execute(done.with_for_update())).first():
                return 0
            number = await wait_again(connection, announcement, state)
            if number:
                await connection.execute(under_way)
        return number

    async def to_report(self, now: datetime, before: datetime) -> Sequence[Announcement]:
        """Those whose report is to be brought up to date, when the last try was `before` then: this is one.

        Under way, or ended and not reported so. Raises StorageError.
        """
        table = ANNOUNCEMENTS
        moving = table.c.status.in_((Status.GATHERING, Status.DELIVERING))
        over = table.c.status.in_((Status.DONE, Status.STOPPED)) & (table.c.reported != table.c.status)
        stale = (moving | over) & (table.c.report_at <= seconds_of(before))
        chosen = select(table.c.id).where(table.c.report_message.is_not(None), stale)
        async with self._database.reading() as connection:
            if not (await connection.execute(chosen)).first():
                return []
        async with self._database.writing() as connection:
            locked = chosen.with_for_update(skip_locked=True)
            numbers = (await connection.execute(locked)).scalars().all()
            taken = update(table).where(table.c.id.in_(numbers)).values(report_at=seconds_of(now))
            return [announcement_of(row) for row in await connection.execute(taken.returning(table))]

    async def reported(self, announcement: Announcement) -> None:
        """Say that a report was brought up to date. Raises StorageError."""
        # It may be another message's turn by now.
        there = ANNOUNCEMENTS.c.report_message == announcement.report_message
        await self._change(announcement.id, there, reported=announcement.status)

    async def hold_report(self, announcement: int, until: datetime) -> None:
        """Leave the message of a report as it is until then, or until it is somewhere anew. Raises StorageError."""
        await self._change(announcement, true(), report_at=seconds_of(until))

    async def report_in(self, announcement: int, contact: Contact, message: str) -> None:
        """Where the report of an announcement is from now on. Raises StorageError."""
        place = {
            "report_channel": contact.channel,
            "report_chat": contact.id,
            "report_message": message,
            "report_at": 0,
            "reported": "",
        }
        await self._change(announcement, true(), **place)

    async def _change(self, announcement: int, only: ColumnElement[bool], **values: Any) -> None:
        changed = update(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == announcement, only).values(values)
        async with self._database.writing() as connection:
            await connection.execute(changed)


def _is_draft_of(author: str) -> Any:
    return (ANNOUNCEMENTS.c.author == author) & (ANNOUNCEMENTS.c.status == Status.DRAFT)
