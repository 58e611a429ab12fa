"""Counts, week by week: how many replies of each outcome, and which entries they were about. Nobody is in them."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Column, Date, Integer, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation import Outcome, Reply

from .database import METADATA, insert_into
from .threads import ID_MOST

ALL = ""
"""In place of an entry: the reply itself, whatever entries it was about."""

COUNTS = Table(
    "counts",
    METADATA,
    Column("week", Date, primary_key=True),
    Column("outcome", String(16), primary_key=True),
    Column("entry", String(ID_MOST), primary_key=True),
    Column("times", Integer, nullable=False),
)


class Counted(NamedTuple):
    """What is counted."""

    week: date
    """Its Monday."""

    outcome: str
    entry: str


def counted(reply: Reply, now: datetime) -> Counter[Counted]:
    """What a reply counts for: an answer for each of its entries, suggestions for each entry offered."""
    if reply.outcome is Outcome.SOCIAL:
        return Counter()
    entries = {answer.entry_id for answer in reply.answers}
    if reply.outcome is Outcome.SUGGEST:
        entries = {suggestion.entry_id for suggestion in reply.suggestions if suggestion.entry_id}
    week = now.date() - timedelta(days=now.weekday())
    return Counter(Counted(week, str(reply.outcome), entry) for entry in (ALL, *entries))


async def write(connection: AsyncConnection, counts: Counter[Counted]) -> None:
    """Add to what was counted before."""
    rows = [{**thing._asdict(), "times": times} for thing, times in counts.items()]
    if rows:
        insertion = insert_into(connection, COUNTS)
        sums = {"times": COUNTS.c.times + insertion.excluded["times"]}
        await connection.execute(
            insertion.on_conflict_do_update(index_elements=Counted._fields, set_=sums), rows
        )


async def read(connection: AsyncConnection, since: date) -> Counter[Counted]:
    """All that was counted from a week on."""
    rows = await connection.execute(select(COUNTS).where(COUNTS.c.week >= since))
    return Counter({Counted(row.week, row.outcome, row.entry): row.times for row in rows})
