"""Recipients listed in the ledger: subscriptions, or copies delivered, a run at a time."""

from typing import Any

from sqlalchemy import BigInteger, Row, Select, Table, func, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import Action, State, Status

from .announcements import ANNOUNCEMENTS
from .database import insert_into
from .deliveries import DELIVERIES
from .subscriptions import SUBSCRIPTIONS, is_meant


async def gather(connection: AsyncConnection, now: int, most: int) -> bool:
    """List some more recipients of one announcement; False when none waits for it."""
    chosen = select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.status == Status.GATHERING)
    locked = chosen.order_by(ANNOUNCEMENTS.c.id).limit(1).with_for_update(skip_locked=True)
    row = (await connection.execute(locked)).first()
    if row is None:
        return False
    last = await _list(connection, row, now, most)
    changes = {"status": Status.DELIVERING} if last is None else {"gathered": last}
    await connection.execute(update(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == row.id).values(changes))
    return True


async def _list(connection: AsyncConnection, row: Row[Any], now: int, most: int) -> int | None:
    """Add a run of recipients to the ledger; returns the last one's number, None when there are no more."""
    source, recipients = _recipients(row, now)
    run = recipients.order_by(source.c.id).limit(most).subquery()
    last: int | None = (await connection.execute(select(func.max(run.c.id)))).scalar()
    if last is not None:
        names = ("announcement", "channel", "chat", "is_group", "message", "state", "due")
        listed = recipients.where(source.c.id <= last).subquery()
        columns = [column for column in listed.c if column.name != "id"]
        # Who left and came back while we listed has a row already. SQLite takes « ON » for a join's without a « WHERE ».
        added = insert_into(connection, DELIVERIES).from_select(
            names, select(*columns).where(listed.c.due > 0)
        )
        await connection.execute(added.on_conflict_do_nothing())
    return last


def _recipients(row: Row[Any], now: int) -> tuple[Table, Select[Any]]:
    """Who is to get an announcement, from where the listing stands: subscriptions, or copies delivered."""
    action = Action(row.action)
    source = SUBSCRIPTIONS if action is Action.SEND else DELIVERIES
    message: Any = null() if action is Action.SEND else DELIVERIES.c.message
    columns = (source.c.channel, source.c.chat, source.c.is_group)
    chosen = select(
        source.c.id,
        literal(row.id).label("announcement"),
        *columns,
        message.label("message"),
        literal(str(State.WAITING)).label("state"),
        literal(now, BigInteger).label("due"),
    ).where(source.c.id > row.gathered)
    if action is Action.SEND:
        return source, chosen.where(is_meant(row.target, now))
    return source, chosen.where(DELIVERIES.c.announcement == row.of, DELIVERIES.c.state == State.SENT)
