"""The rows of announcements: drafts, what is scheduled, what was delivered."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import Action, Announcement, Content, Recurrence, Status
from bot.conversation import Contact

from .database import METADATA, NUMBER
from .moments import moment_of, seconds_of
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


async def add(connection: AsyncConnection, announcement: Announcement) -> int:
    """Keep a new one; returns its number."""
    added = insert(ANNOUNCEMENTS).values(**values_of(announcement), created=seconds_of(datetime.now(UTC)))
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


def values_of(announcement: Announcement) -> dict[str, Any]:
    """An announcement as its row keeps it."""
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
