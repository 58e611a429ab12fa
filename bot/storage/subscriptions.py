"""Subscriptions: the contacts who asked for announcements, and the topics they chose."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Row,
    String,
    Table,
    UniqueConstraint,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import GROUPS, PEOPLE, TOPIC_OF, Audience, Subscription
from bot.conversation import Contact

from .database import METADATA, NUMBER, Database
from .deliveries import move_deliveries, spare
from .moments import moment_of, seconds_of
from .threads import ID_MOST

SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("channel", String(ID_MOST), nullable=False),
    Column("chat", String(ID_MOST), nullable=False),
    Column("is_group", Boolean, nullable=False),
    Column("refused", Boolean, nullable=False, server_default=false()),
    Column("paused_until", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("channel", "chat", name="subscriptions_contact"),
)

TOPICS_CHOSEN = Table(
    "topics_chosen",
    METADATA,
    Column("subscription", NUMBER, primary_key=True, autoincrement=False),
    Column("topic", String(ID_MOST), primary_key=True),
)


def is_of(contact: Contact) -> ColumnElement[bool]:
    """The row of a contact."""
    return (SUBSCRIPTIONS.c.channel == contact.channel) & (SUBSCRIPTIONS.c.chat == contact.id)


def is_meant(target: str, now: int) -> ColumnElement[bool]:
    """The rows a target means at a moment: neither ended nor paused."""
    chosen = TOPICS_CHOSEN.c.subscription == SUBSCRIPTIONS.c.id
    wanted: ColumnElement[bool] = true()
    if target.startswith(TOPIC_OF):
        topic = target.removeprefix(TOPIC_OF)
        # Who chose none wants all.
        wanted = or_(~exists().where(chosen), exists().where(chosen, TOPICS_CHOSEN.c.topic == topic))
    elif target in (GROUPS, PEOPLE):
        wanted = SUBSCRIPTIONS.c.is_group.is_(target == GROUPS)
    return SUBSCRIPTIONS.c.refused.is_(False) & (SUBSCRIPTIONS.c.paused_until <= now) & wanted


class StoredSubscriptions:
    """Subscriptions in a database; fulfils `bot.announcements.Subscriptions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, contact: Contact) -> Subscription | None:
        """The subscription of a contact, an ended one included. Raises StorageError."""
        async with self._database.reading() as connection:
            row = await _row_of(connection, contact)
            return _subscription(row, await _topics(connection, row.id)) if row else None

    async def subscribe(self, contact: Contact, *, is_group: bool, topic: str | None = None) -> None:
        """Begin a subscription, add a topic, or widen it to all. Raises StorageError."""
        async with self._database.writing() as connection:
            row = await _row_of(connection, contact)
            if row is None:
                await _begin(connection, contact, topic, is_group=is_group)
                return
            former = await _topics(connection, row.id)
            changes = {"refused": False, "paused_until": 0, "is_group": is_group}
            await connection.execute(update(SUBSCRIPTIONS).where(is_of(contact)).values(changes))
            if topic is None or row.refused:
                await connection.execute(delete(TOPICS_CHOSEN).where(TOPICS_CHOSEN.c.subscription == row.id))
            # One who wants all has the topic already.
            if topic and (row.refused or (former and topic not in former)):
                await connection.execute(insert(TOPICS_CHOSEN).values(subscription=row.id, topic=topic))

    async def unsubscribe(self, contact: Contact) -> bool:
        """Erase a subscription, and what waits for its contact. Raises StorageError."""
        async with self._database.writing() as connection:
            await spare(connection, contact)
            return await erase(connection, contact)

    async def pause(self, contact: Contact, until: datetime) -> bool:
        """Send nothing until then, what waits already included. Raises StorageError."""
        async with self._database.writing() as connection:
            await spare(connection, contact)
            return await _change(connection, contact, paused_until=seconds_of(until))

    async def refuse(self, contact: Contact) -> bool:
        """End a subscription. Raises StorageError."""
        async with self._database.writing() as connection:
            return await _change(connection, contact, refused=True)

    async def move(self, former: Contact, contact: Contact) -> None:
        """Follow a contact to another address, with what waits for it. Raises StorageError."""
        async with self._database.writing() as connection:
            if await _row_of(connection, contact):
                await erase(connection, former)
            else:
                await connection.execute(
                    update(SUBSCRIPTIONS)
                    .where(is_of(former))
                    .values(channel=contact.channel, chat=contact.id)
                )
            await move_deliveries(connection, former, contact)

    async def audience(self, target: str, now: datetime) -> Audience:
        """How many contacts a target means at a moment. Raises StorageError."""
        counted = select(SUBSCRIPTIONS.c.is_group, func.count()).where(is_meant(target, seconds_of(now)))
        async with self._database.reading() as connection:
            rows = (await connection.execute(counted.group_by(SUBSCRIPTIONS.c.is_group))).all()
        found = {bool(is_group): count for is_group, count in rows}
        return Audience(found.get(False, 0), found.get(True, 0))


async def forget(connection: AsyncConnection, contact: Contact) -> bool:
    """Erase a person's subscription; False when there was none.

    An admin may write in a group's name: what the group asked for is not tied to them.
    """
    row = await _row_of(connection, contact)
    return row is not None and not row.is_group and await erase(connection, contact)


async def erase(connection: AsyncConnection, contact: Contact) -> bool:
    """Erase a contact's subscription; False when there was none."""
    row = await _row_of(connection, contact)
    if row is None:
        return False
    await connection.execute(delete(TOPICS_CHOSEN).where(TOPICS_CHOSEN.c.subscription == row.id))
    await connection.execute(delete(SUBSCRIPTIONS).where(is_of(contact)))
    return True


async def _change(connection: AsyncConnection, contact: Contact, **values: Any) -> bool:
    open_ones = is_of(contact) & SUBSCRIPTIONS.c.refused.is_(False)
    changed = await connection.execute(update(SUBSCRIPTIONS).where(open_ones).values(values))
    return changed.rowcount > 0


async def _begin(connection: AsyncConnection, contact: Contact, topic: str | None, *, is_group: bool) -> None:
    added = insert(SUBSCRIPTIONS).values(channel=contact.channel, chat=contact.id, is_group=is_group)
    number = (await connection.execute(added.returning(SUBSCRIPTIONS.c.id))).scalar_one()
    if topic:
        await connection.execute(insert(TOPICS_CHOSEN).values(subscription=number, topic=topic))


async def _row_of(connection: AsyncConnection, contact: Contact) -> Row[Any] | None:
    return (await connection.execute(select(SUBSCRIPTIONS).where(is_of(contact)).with_for_update())).first()


async def _topics(connection: AsyncConnection, subscription: int) -> Sequence[str]:
    chosen = select(TOPICS_CHOSEN.c.topic).where(TOPICS_CHOSEN.c.subscription == subscription)
    return (await connection.execute(chosen)).scalars().all()


def _subscription(row: Row[Any], topics: Sequence[str]) -> Subscription:
    return Subscription(
        Contact(row.channel, row.chat),
        row.is_group,
        frozenset(topics),
        moment_of(row.paused_until) if row.paused_until else None,
        row.refused,
    )
