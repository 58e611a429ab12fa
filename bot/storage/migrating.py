"""Tables brought to what this version expects, whatever version made them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.engine import Connection

from .database import Database, StorageError

_FOLDER = Path(__file__).with_name("migrations")

_LOCK = 0x666F636163
"""Of PostgreSQL, known to every process of ours: of two that start at once, one migrates and the other waits."""


async def migrate(database: Database) -> bool:
    """Bring the tables up to date, in one transaction; True when there were none.

    Raises StorageError, also when a newer version of the bot made them.
    """
    async with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        return await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    config = config_on(connection)
    if current == ScriptDirectory.from_config(config).get_current_head():
        return False
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError("made by a newer version") from error
    return current is None


def config_on(connection: Connection | None) -> Config:
    """What Alembic's commands need to work on an open connection, if they need one."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
