"""Groups: what each one's admins decided, as the channel writes it; nothing in it is tied to a person."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Boolean, Column, String, Table, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .database import METADATA, insert_into
from .threads import ID_MOST, THREADS

KEPT = timedelta(days=90)
"""What is kept of a group after we left it: who removed the bot by mistake finds the settings again."""

GROUPS = Table(
    "groups",
    METADATA,
    Column("channel", String(ID_MOST), primary_key=True),
    Column("chat", String(ID_MOST), primary_key=True),
    Column("record", Text, nullable=False),
    Column("inside", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
)


class Chat(NamedTuple):
    """A group on a channel."""

    channel: str
    chat: str


class KeptGroup(NamedTuple):
    """What is known of a group, and since when."""

    record: Mapping[str, Any]

    inside: bool
    """Whether we are in it."""

    at: int
    """Seconds since 1970."""


async def everyone(connection: AsyncConnection) -> dict[Chat, KeptGroup]:
    """All groups we know."""
    rows = await connection.execute(select(GROUPS))
    return {
        Chat(row.channel, row.chat): KeptGroup(_record_of(row.record), row.inside, row.at) for row in rows
    }


def _record_of(stored: str) -> Mapping[str, Any]:
    try:
        record = json.loads(stored)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


async def write(connection: AsyncConnection, groups: Iterable[tuple[Chat, KeptGroup]]) -> None:
    """Store what is known of groups, each in place of the former."""
    rows = [
        {**chat._asdict(), **kept._asdict(), "record": json.dumps(kept.record, separators=(",", ":"))}
        for chat, kept in groups
    ]
    if rows:
        insertion = insert_into(connection, GROUPS)
        changes = {name: insertion.excluded[name] for name in KeptGroup._fields}
        await connection.execute(
            insertion.on_conflict_do_update(index_elements=Chat._fields, set_=changes), rows
        )


async def vacate(connection: AsyncConnection, chats: Collection[Chat]) -> None:
    """Erase groups that have another number now, and the conversations in them."""
    for chat in chats:
        for table in (GROUPS, THREADS):
            gone = delete(table).where(table.c.channel == chat.channel, table.c.chat == chat.chat)
            await connection.execute(gone)


async def purge(connection: AsyncConnection, until: int) -> None:
    """Erase the groups left before a moment."""
    await connection.execute(delete(GROUPS).where(GROUPS.c.inside.is_(False), GROUPS.c.at <= until))
