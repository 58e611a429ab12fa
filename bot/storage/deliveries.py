"""The ledger's rows: one for each recipient of each announcement; and what becomes of them when a contact changes."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import Action, State, Status
from bot.conversation import Contact

from .announcements import ANNOUNCEMENTS, WORD_MOST
from .database import METADATA, NUMBER
from .threads import ID_MOST

REASON_MOST = 64
"""Characters of the reason a delivery failed."""

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("announcement", NUMBER, nullable=False),
    Column("channel", String(ID_MOST), nullable=False),
    Column("chat", String(ID_MOST), nullable=False),
    Column("is_group", Boolean, nullable=False),
    Column("state", String(WORD_MOST), nullable=False),
    # Waiting: when it may be claimed. Leaving: when it is taken for lost.
    Column("due", BigInteger, nullable=False),
    Column("holder", String(ID_MOST)),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("message", String(ID_MOST)),
    Column("reason", String(REASON_MOST)),
    Column("at", BigInteger),
    UniqueConstraint("announcement", "channel", "chat", name="deliveries_once"),
    Index("deliveries_next", "announcement", "state", "due"),
)
SENDING = DELIVERIES.c.state == State.SENDING
"""The rows about to leave, or left and not yet answered."""

Index("deliveries_sending", DELIVERIES.c.due, sqlite_where=SENDING, postgresql_where=SENDING)

ACTIVE = (Status.DELIVERING, Status.PAUSED)
"""Announcements whose recipients are listed and not all served."""


async def counts_of(connection: AsyncConnection, announcement: int) -> dict[State, int]:
    """How many deliveries of an announcement stand where."""
    counted = select(DELIVERIES.c.state, func.count()).where(DELIVERIES.c.announcement == announcement)
    rows = await connection.execute(counted.group_by(DELIVERIES.c.state))
    return {State(state): number for state, number in rows.all()}


async def wait_again(connection: AsyncConnection, announcement: int, state: State) -> int:
    """Let the deliveries of a state wait anew; returns how many."""
    those = (DELIVERIES.c.announcement == announcement) & (DELIVERIES.c.state == state)
    values = {"state": State.WAITING, "due": 0, "holder": None, "tries": 0, "reason": None}
    return (await connection.execute(update(DELIVERIES).where(those).values(values))).rowcount


async def move_deliveries(connection: AsyncConnection, former: Contact, contact: Contact) -> None:
    """Send what waits for a contact to its other address, unless something waits there already."""
    there = DELIVERIES.alias()
    served = exists().where(
        there.c.announcement == DELIVERIES.c.announcement,
        there.c.channel == contact.channel,
        there.c.chat == contact.id,
    )
    active = select(ANNOUNCEMENTS.c.id).where(ANNOUNCEMENTS.c.status.in_(ACTIVE))
    await connection.execute(
        update(DELIVERIES)
        .where(DELIVERIES.c.announcement.in_(active), _lives_at(former), ~served)
        .where(DELIVERIES.c.state.in_((State.WAITING, State.SENDING)))
        .values(channel=contact.channel, chat=contact.id)
    )


async def spare(connection: AsyncConnection, contact: Contact) -> None:
    """Let nothing new leave that was listed for a contact; the copies delivered may still be mended."""
    news = select(ANNOUNCEMENTS.c.id).where(
        ANNOUNCEMENTS.c.status.in_((Status.GATHERING, *ACTIVE)), ANNOUNCEMENTS.c.action == Action.SEND
    )
    listed = _lives_at(contact) & (DELIVERIES.c.state == State.WAITING)
    await connection.execute(delete(DELIVERIES).where(DELIVERIES.c.announcement.in_(news), listed))


async def erase_deliveries(connection: AsyncConnection, contact: Contact) -> None:
    """Erase what tells that a person was written to; what tells it of a group is not one of its people's to erase."""
    await connection.execute(delete(DELIVERIES).where(_lives_at(contact), DELIVERIES.c.is_group.is_(False)))


def _lives_at(contact: Contact) -> ColumnElement[bool]:
    return (DELIVERIES.c.channel == contact.channel) & (DELIVERIES.c.chat == contact.id)
