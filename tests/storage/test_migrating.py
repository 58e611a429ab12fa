"""The tables as each version of the bot makes them and finds them; on both databases."""

import asyncio

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from remembering import rows
from sqlalchemy import text

from bot.storage import StorageError
from bot.storage.migrating import config_on, migrate
from bot.storage.tables import TABLES

REVISIONS = [script.revision for script in ScriptDirectory.from_config(config_on(None)).walk_revisions()][
    ::-1
]

FIRST = {
    "threads": "('telegram', '-7', '5', '{}', 1)",
    "votes": "('telegram', '5', 'prix', true, 1)",
    "counts": "('2026-03-09', 'answer', 'prix', 3)",
    "missed": "('pluie', 'pluie ?', 2, '2026-03-09', '2026-03-10', NULL, 'unknown')",
}
"""A row of each table that the first revision made."""


async def order(database, name, *arguments):
    """One of Alembic's commands."""
    async with database.writing() as connection:
        await connection.run_sync(lambda inner: getattr(command, name)(config_on(inner), *arguments))


async def fill(database):
    """Put a row in each table of the first revision."""
    async with database.writing() as connection:
        for table, values in FIRST.items():
            await connection.execute(text(f"INSERT INTO {table} VALUES {values}"))


async def sizes(database):
    return {name: len(await rows(database, name)) for name in FIRST}


class TestMigrate:
    async def test_new(self, database):
        """The tables are made on first start, and left alone on the next."""
        assert [True, False] == [await migrate(database), await migrate(database)]
        assert dict.fromkeys(FIRST, 0) == await sizes(database)

    @pytest.mark.parametrize("revision", REVISIONS)
    async def test_from(self, database, revision):
        """A database of any version is brought up to date, with what it holds."""
        await order(database, "upgrade", REVISIONS[0])
        await fill(database)
        await order(database, "upgrade", revision)

        await migrate(database)
        assert dict.fromkeys(FIRST, 1) == await sizes(database)

    @pytest.mark.parametrize("revision", REVISIONS)
    async def test_back(self, database, revision):
        """Each step can be taken back, and taken again; what the first one made stays, unless it is the step."""
        await migrate(database)
        await fill(database)
        await order(database, "downgrade", revision)
        await order(database, "downgrade", "-1")
        await order(database, "upgrade", "head")

        left = 0 if revision == REVISIONS[0] else 1
        assert dict.fromkeys(FIRST, left) == await sizes(database)

    async def test_at_once(self, connect):
        """Of several that start at once, one makes the tables and the others wait for it."""
        made = await asyncio.gather(*(migrate(connect()) for _ in range(4)))

        assert [False, False, False, True] == sorted(made)

    async def test_newer(self, database):
        """The tables of a newer version are not touched."""
        await migrate(database)
        async with database.writing() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = 'm9999'"))

        with pytest.raises(StorageError, match="made by a newer version"):
            await migrate(database)

    async def test_no_drift(self, database):
        """The migrations make the very tables that the code describes."""
        await migrate(database)

        # It raises when it finds a difference.
        assert await order(database, "check") is None

    def test_one_line(self):
        """Each revision follows one other: two that were added side by side have to be put in order."""
        assert len(REVISIONS) == len(set(REVISIONS))
        assert 1 == len(ScriptDirectory.from_config(config_on(None)).get_heads())

    def test_described(self):
        """Every table is described once."""
        names = [table.name for table in TABLES]

        assert sorted(set(names)) == sorted(names)
