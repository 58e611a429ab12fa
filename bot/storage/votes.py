"""Votes: what somebody thought of an answer; one a person an entry, which a later one replaces."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table, case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .database import METADATA, insert_into
from .threads import ID_MOST, Person

KEPT = timedelta(days=180)
"""An answer has been written anew by then, or deserves fresh votes."""

VOTES = Table(
    "votes",
    METADATA,
    Column("channel", String(ID_MOST), primary_key=True),
    Column("person", String(ID_MOST), primary_key=True),
    Column("entry", String(ID_MOST), primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("votes_at", "at"),
)


class Ballot(NamedTuple):
    """Who votes, and on which entry."""

    who: Person
    entry: str


class Cast(NamedTuple):
    """A vote as it is stored."""

    useful: bool
    at: int
    """Seconds since 1970."""


class Opinion(NamedTuple):
    """What people thought of an entry."""

    entry: str
    useful: int
    useless: int


async def write(connection: AsyncConnection, votes: Mapping[Ballot, Cast]) -> None:
    """Store votes, each in place of what the person thought before."""
    rows = [
        {**ballot.who._asdict(), "entry": ballot.entry, **cast._asdict()} for ballot, cast in votes.items()
    ]
    if rows:
        insertion = insert_into(connection, VOTES)
        changes = {name: insertion.excluded[name] for name in Cast._fields}
        keys = ("channel", "person", "entry")
        await connection.execute(insertion.on_conflict_do_update(index_elements=keys, set_=changes), rows)


async def opinions(connection: AsyncConnection) -> list[Opinion]:
    """What people thought of each entry voted on, the most voted on first."""
    useful = func.sum(case((VOTES.c.useful, 1), else_=0))
    total = func.count()
    chosen = select(VOTES.c.entry, useful.label("useful"), total.label("total")).group_by(VOTES.c.entry)
    rows = await connection.execute(chosen.order_by(total.desc(), VOTES.c.entry))
    return [Opinion(row.entry, row.useful, row.total - row.useful) for row in rows]


async def erase(connection: AsyncConnection, who: Person) -> Collection[Ballot]:
    """Erase a person's votes; returns on which entries they were."""
    gone = delete(VOTES).where(VOTES.c.channel == who.channel, VOTES.c.person == who.person)
    rows = await connection.execute(gone.returning(VOTES.c.entry))
    return {Ballot(who, row.entry) for row in rows}


async def purge(connection: AsyncConnection, until: int) -> None:
    """Erase what was cast until a moment."""
    await connection.execute(delete(VOTES).where(VOTES.c.at <= until))
