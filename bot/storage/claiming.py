"""Which deliveries leave next: claimed by one process, then begun; what is begun is on disk before it leaves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import ALL, Action, Delivery, State, Status
from bot.conversation import Contact

from .announcements import ANNOUNCEMENTS
from .deliveries import DELIVERIES
from .subscriptions import SUBSCRIPTIONS, is_meant


@dataclass(frozen=True, slots=True)
class Lease:
    """Who claims, and from when until when it holds, in seconds."""

    holder: str
    now: int
    until: int


async def claim(
    connection: AsyncConnection, lease: Lease, after: int, most: int, *, at_night: bool
) -> Sequence[Delivery]:
    """Some waiting deliveries, those first that wait longest, of one announcement: the first beyond a number, or the first.

    One statement, which needs no transaction around it; of announcements that may disturb only, `at_night`.
    """
    waits = (DELIVERIES.c.state == State.WAITING) & (DELIVERIES.c.due <= lease.now)
    under_way = ANNOUNCEMENTS.c.status == Status.DELIVERING
    if at_night:
        under_way &= ANNOUNCEMENTS.c.at_night.is_(True)
    next_one = (
        select(ANNOUNCEMENTS.c.id)
        .where(under_way, exists().where(DELIVERIES.c.announcement == ANNOUNCEMENTS.c.id, waits))
        .order_by(ANNOUNCEMENTS.c.id <= after, ANNOUNCEMENTS.c.id)
        .limit(1)
    )
    # Chosen once and for all: PostgreSQL might choose anew for each row it changes.
    waiting = (
        select(DELIVERIES.c.id)
        .where(DELIVERIES.c.announcement == next_one.scalar_subquery(), waits)
        .order_by(DELIVERIES.c.due)
        .limit(most)
        .with_for_update(skip_locked=True)
        .cte("waiting")
    )
    held = (
        update(DELIVERIES)
        .where(DELIVERIES.c.id.in_(select(waiting.c.id)))
        .values(due=lease.until, holder=lease.holder)
        .returning(DELIVERIES)
    )
    rows = (await connection.execute(held)).all()
    return sorted((_delivery(row) for row in rows), key=lambda delivery: delivery.id)


async def begin(connection: AsyncConnection, ids: Collection[int], lease: Lease) -> Collection[int]:
    """Mark deliveries as leaving; returns those which may leave: the holder's still, neither stopped nor unwanted."""
    # Found by number: PostgreSQL, which may know nothing of a table just filled, picks no worse index.
    asked = (
        select(
            DELIVERIES.c.id,
            DELIVERIES.c.holder,
            DELIVERIES.c.state,
            ANNOUNCEMENTS.c.status,
            _is_wanted(lease.now).label("wanted"),
        )
        .join(ANNOUNCEMENTS, ANNOUNCEMENTS.c.id == DELIVERIES.c.announcement)
        .where(DELIVERIES.c.id.in_(ids))
        .with_for_update(of=DELIVERIES)
    )
    ours = [
        row
        for row in await connection.execute(asked)
        if (row.holder, row.state, row.status) == (lease.holder, State.WAITING, Status.DELIVERING)
    ]
    ready = [row.id for row in ours if row.wanted]
    spared = [row.id for row in ours if not row.wanted]
    leaving = {"state": State.SENDING, "due": lease.until, "tries": DELIVERIES.c.tries + 1}
    for numbers, values in (
        (ready, leaving),
        (spared, {"state": State.SPARED, "holder": None, "at": lease.now}),
    ):
        if numbers:
            changed = update(DELIVERIES).where(DELIVERIES.c.id.in_(numbers))
            await connection.execute(changed.values(values))
    return ready


def _is_wanted(now: int) -> ColumnElement[bool]:
    """Whether a contact still asks for announcements; a copy they have may be mended all the same."""
    asks = exists().where(
        SUBSCRIPTIONS.c.channel == DELIVERIES.c.channel,
        SUBSCRIPTIONS.c.chat == DELIVERIES.c.chat,
        is_meant(ALL, now),
    )
    return or_(ANNOUNCEMENTS.c.action != Action.SEND, asks)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.id,
        row.announcement,
        Contact(row.channel, row.chat),
        row.is_group,
        row.message,
        row.tries,
    )
