"""Missed questions: what was asked in vain, merged where it is the same. Nobody is in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Column, Date, Index, Integer, String, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation import Missed, Why
from bot.knowledge import fold

from .database import METADATA, insert_into
from .masking import mask
from .threads import ID_MOST

KEPT = timedelta(days=180)
"""By then the FAQ answers it, or never will."""

MOST = 50_000
"""Questions kept, some 30 MB: whoever sends nonsense all day long must not fill the disk."""

QUESTION_MOST = 300
"""Characters: enough to understand what was asked."""

MISSED = Table(
    "missed",
    METADATA,
    Column("folded", String(QUESTION_MOST), primary_key=True),
    Column("question", String(QUESTION_MOST), nullable=False),
    Column("times", Integer, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("nearest", String(ID_MOST)),
    Column("why", String(16), nullable=False),
    Index("missed_last", "last"),
)


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """A question asked in vain, by however many."""

    question: str
    """As first typed, what is personal masked."""

    why: Why
    nearest: str | None
    """The entry it was nearest to, the last time."""

    times: int
    first: date
    last: date

    @property
    def folded(self) -> str:
        """What it has in common with the same question typed otherwise."""
        return fold(self.question)[:QUESTION_MOST]

    def and_later(self, later: "MissedQuestion") -> "MissedQuestion":
        """The two as one."""
        return replace(
            self, why=later.why, nearest=later.nearest, times=self.times + later.times, last=later.last
        )


def question_of(missed: Missed, now: datetime) -> MissedQuestion | None:
    """What is kept of a missed question; None when it has no word."""
    question = mask(missed.question)[:QUESTION_MOST].strip()
    today = now.date()
    found = MissedQuestion(question, missed.why, missed.nearest, 1, today, today)
    return found if found.folded else None


async def write(connection: AsyncConnection, questions: Iterable[MissedQuestion]) -> None:
    """Add to what was missed before."""
    rows = [
        {
            "folded": question.folded,
            "question": question.question,
            "times": question.times,
            "first": question.first,
            "last": question.last,
            "nearest": question.nearest,
            "why": str(question.why),
        }
        for question in questions
    ]
    if rows:
        insertion = insert_into(connection, MISSED)
        changes = {name: insertion.excluded[name] for name in ("last", "nearest", "why")}
        changes["times"] = MISSED.c.times + insertion.excluded["times"]
        await connection.execute(
            insertion.on_conflict_do_update(index_elements=["folded"], set_=changes), rows
        )


async def read(connection: AsyncConnection) -> list[MissedQuestion]:
    """Every missed question, the most asked first."""
    rows = await connection.execute(select(MISSED).order_by(MISSED.c.times.desc(), MISSED.c.last.desc()))
    return [
        MissedQuestion(row.question, Why(row.why), row.nearest, row.times, row.first, row.last)
        for row in rows
    ]


async def purge(connection: AsyncConnection, until: date) -> None:
    """Erase what was last asked until a day, and of what is too many the least asked."""
    await connection.execute(delete(MISSED).where(MISSED.c.last <= until))
    order = (MISSED.c.times.desc(), MISSED.c.last.desc())
    too_many = select(MISSED.c.folded).order_by(*order).offset(MOST)
    await connection.execute(delete(MISSED).where(MISSED.c.folded.in_(too_many)))
