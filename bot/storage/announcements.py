"""Announcements: drafts, what is scheduled, what was delivered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import Action, Announcement, Content, Progress, Recurrence, State, Status
from bot.conversation import Contact

from .database import METADATA, Database
from .moments import moment_of, seconds_of
from .subscriptions import NUMBER
from .threads import ID_MOST

WORD_MOST = 16
"""Characters of a status, a state, an action or a step."""

ANNOUNCEMENTS = Table(
    "announcements",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("action", String(WORD_MOST), nullable=False),
    Column("status", String(WORD_MOST), nullable=False),
    Column("step", String(WORD_MOST), nullable=False),
    Column("author", String(ID_MOST), nullable=False),
    Column("content", Text, nullable=False),
    Column("target", String(ID_MOST), nullable=False),
    Column("at", BigInteger),
    Column("every", String(ID_MOST)),
    Column("at_night", Boolean, nullable=False),
    Column("pin", Boolean, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("of", NUMBER),
    Column("series", NUMBER),
    Column("report_channel", String(ID_MOST)),
    Column("report_chat", String(ID_MOST)),
    Column("report_message", String(ID_MOST)),
    Column("report_at", BigInteger, nullable=False, server_default="0"),
    # The status last reported.
    Column("reported", String(WORD_MOST), nullable=False, server_default=""),
    Column("gathered", BigInteger, nullable=False, server_default="0"),
    Column("created", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Index("announcements_status", "status", "at"),
)


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
        changed = update(ANNOUNCEMENTS).where(standing).values(**_values(announcement), ended=ended)
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
        from .deliveries import counts_of  # noqa: PLC0415  # which knows our table

        async with self._database.reading() as connection:
            return Progress(await counts_of(connection, announcement))

    async def again(self, announcement: int, state: State) -> int:
        """Let the deliveries of a state wait anew; returns how many. Raises StorageError."""
        from .deliveries import wait_again  # noqa: PLC0415

        async with self._database.writing() as connection:
            return await wait_again(connection, announcement, state)

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


async def add(connection: AsyncConnection, announcement: Announcement) -> int:
    """Keep a new one; returns its number."""
    added = insert(ANNOUNCEMENTS).values(**_values(announcement), created=seconds_of(datetime.now(UTC)))
    number: int = (await connection.execute(added.returning(ANNOUNCEMENTS.c.id))).scalar_one()
    return number


async def start(
    connection: AsyncConnection, announcement: Announcement, content: Content, following: datetime | None
) -> bool:
    """Begin a scheduled announcement, and schedule the next of its series; False when it is not scheduled any more."""
    series = (announcement.series or announcement.id) if following else announcement.series
    begun = (
        update(ANNOUNCEMENTS)
        .where(ANNOUNCEMENTS.c.id == announcement.id, ANNOUNCEMENTS.c.status == Status.SCHEDULED)
        .values(status=Status.GATHERING, content=content.as_record(), series=series)
    )
    if not (await connection.execute(begun)).rowcount:
        return False
    if following:
        await add(connection, replace(announcement, at=following, series=series))
    return True


async def let_go(connection: AsyncConnection, announcement: Announcement) -> None:
    """Erase one that ended long ago, but for the entry that it told in a series."""
    row = ANNOUNCEMENTS.c.id == announcement.id
    if announcement.series is None or not announcement.content.fact:
        await connection.execute(delete(ANNOUNCEMENTS).where(row))
        return
    nobody = {"author": "", "report_channel": None, "report_chat": None, "report_message": None}
    await connection.execute(update(ANNOUNCEMENTS).where(row).values(**nobody, ended=None))


def _values(announcement: Announcement) -> dict[str, Any]:
    report = announcement.report
    return {
        "action": announcement.action,
        "status": announcement.status,
        "step": announcement.step,
        "author": announcement.author,
        "content": announcement.content.as_record(),
        "target": announcement.target,
        "at": seconds_of(announcement.at) if announcement.at else None,
        "every": announcement.every.as_text() if announcement.every else None,
        "at_night": announcement.at_night,
        "pin": announcement.pin,
        "silent": announcement.silent,
        "of": announcement.of,
        "series": announcement.series,
        "report_channel": report.channel if report else None,
        "report_chat": report.id if report else None,
        "report_message": announcement.report_message,
    }


def announcement_of(row: Row[Any]) -> Announcement:
    """An announcement found."""
    return Announcement(
        content=Content.of_record(row.content),
        author=row.author,
        target=row.target,
        at=moment_of(row.at) if row.at is not None else None,
        every=Recurrence.of_text(row.every) if row.every else None,
        at_night=row.at_night,
        pin=row.pin,
        silent=row.silent,
        action=Action(row.action),
        of=row.of,
        status=Status(row.status),
        step=row.step,
        series=row.series,
        report=Contact(row.report_channel, row.report_chat) if row.report_channel else None,
        report_message=row.report_message,
        id=row.id,
        created=moment_of(row.created),
    )
