"""What Alembic runs: the migrations, on the connection handed in; at the prompt, on the database of the settings."""

import asyncio

from alembic import context
from sqlalchemy.engine import Connection

from bot.settings import Settings, environment_with_file
from bot.storage.database import METADATA, Database
from bot.storage.tables import TABLES


def run(connection: Connection) -> None:
    """Run what was asked for, as one transaction on both databases."""
    context.configure(
        connection=connection, target_metadata=METADATA, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_at_the_prompt() -> None:
    """`alembic revision --autogenerate` and the like."""
    settings = Settings.from_environment(environment_with_file())
    database = Database(settings.database, settings.data)
    async with database.writing() as connection:
        await connection.run_sync(run)
    await database.disconnect()


# The tables are described where they are used: without these, Alembic would see none.
assert TABLES  # noqa: S101

handed_in = context.config.attributes.get("connection")
if handed_in is None:
    asyncio.run(run_at_the_prompt())
else:
    run(handed_in)
