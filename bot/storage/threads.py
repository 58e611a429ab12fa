"""Conversation threads: one a person in a chat, for a day."""

import json
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Index, String, Table, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation import Contact, Thread

from .database import METADATA, insert_into

KEPT = timedelta(days=1)
"""Who comes back later begins anew."""

ID_MOST = 64
"""Characters of a channel's id for a chat or a person; Telegram's have 16 at most."""

THREADS = Table(
    "threads",
    METADATA,
    Column("channel", String(ID_MOST), primary_key=True),
    Column("chat", String(ID_MOST), primary_key=True),
    Column("person", String(ID_MOST), primary_key=True),
    Column("record", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("threads_person", "channel", "person"),
    Index("threads_at", "at"),
)


class Person(NamedTuple):
    """Whoever wrote, in whatever chat."""

    channel: str
    person: str


class Place(NamedTuple):
    """Whoever wrote, and where: a conversation is one person's in one chat."""

    channel: str
    chat: str
    person: str

    @property
    def who(self) -> Person:
        """The person, whatever the chat."""
        return Person(self.channel, self.person)


class Kept(NamedTuple):
    """A thread, and when it was kept."""

    thread: Thread
    at: int
    """Seconds since 1970."""


def place_of(contact: Contact) -> Place:
    """Where a conversation is; alone with the bot, the chat is the person."""
    return Place(contact.channel, contact.id, contact.person or contact.id)


def _record_of(thread: Thread) -> str:
    # In ASCII: a text that every database takes.
    return json.dumps(thread.as_record(), separators=(",", ":"))


def _thread_of(record: str) -> Thread:
    try:
        return Thread.of_record(json.loads(record))
    except (AttributeError, TypeError, ValueError):  # another version's
        return Thread()


async def recent(connection: AsyncConnection, since: int, most: int) -> list[tuple[Place, Kept]]:
    """The threads kept since a moment, the latest first."""
    chosen = select(THREADS).where(THREADS.c.at > since).order_by(THREADS.c.at.desc()).limit(most)
    rows = await connection.execute(chosen)
    return [(Place(row.channel, row.chat, row.person), Kept(_thread_of(row.record), row.at)) for row in rows]


async def write(connection: AsyncConnection, threads: Iterable[tuple[Place, Kept]]) -> None:
    """Store threads, each in place of the former one."""
    rows = [{**place._asdict(), "record": _record_of(kept.thread), "at": kept.at} for place, kept in threads]
    if rows:
        insertion = insert_into(connection, THREADS)
        changes = {name: insertion.excluded[name] for name in ("record", "at")}
        await connection.execute(
            insertion.on_conflict_do_update(index_elements=Place._fields, set_=changes), rows
        )


async def erase(connection: AsyncConnection, who: Person) -> Collection[Place]:
    """Erase a person's threads in every chat; returns where they were."""
    gone = delete(THREADS).where(THREADS.c.channel == who.channel, THREADS.c.person == who.person)
    rows = await connection.execute(gone.returning(THREADS.c.chat))
    return {Place(who.channel, row.chat, who.person) for row in rows}


async def purge(connection: AsyncConnection, until: int) -> None:
    """Erase what was kept until a moment."""
    await connection.execute(delete(THREADS).where(THREADS.c.at <= until))
