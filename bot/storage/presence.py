"""Which bots are at work: a row for each, renewed as long as it lives, so that they can share the pace."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Column, String, Table, delete, select

from .database import METADATA, Database, insert_into
from .moments import seconds_of
from .threads import ID_MOST

ALIVE = timedelta(seconds=30)
"""A bot not heard of for so long is not at work."""

PRESENCE = Table(
    "presence",
    METADATA,
    Column("holder", String(ID_MOST), primary_key=True),
    Column("at", BigInteger, nullable=False),
)


async def be_present(database: Database, holder: str, now: datetime) -> None:
    """Say that a bot is at work; those long silent are forgotten. Raises StorageError."""
    async with database.writing() as connection:
        await connection.execute(delete(PRESENCE).where(PRESENCE.c.at <= seconds_of(now - ALIVE)))
        insertion = insert_into(connection, PRESENCE).values(holder=holder, at=seconds_of(now))
        renewed = insertion.on_conflict_do_update(
            index_elements=["holder"], set_={"at": insertion.excluded.at}
        )
        await connection.execute(renewed)


async def be_absent(database: Database, holder: str) -> None:
    """Say that a bot has stopped. Raises StorageError."""
    async with database.writing() as connection:
        await connection.execute(delete(PRESENCE).where(PRESENCE.c.holder == holder))


async def present(database: Database, now: datetime) -> Collection[str]:
    """The bots at work. Raises StorageError."""
    chosen = select(PRESENCE.c.holder).where(PRESENCE.c.at > seconds_of(now - ALIVE))
    async with database.reading() as connection:
        return (await connection.execute(chosen)).scalars().all()
