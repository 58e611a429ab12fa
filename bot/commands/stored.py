"""What the commands have in common that read or copy the database."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from bot.storage import Connection, Database

Read = TypeVar("Read")

NOTHING = "Rien n'a encore été gardé : la base de données naît au premier « focac-bot run »."


def database() -> "Database":
    """The database of the settings. Raises SettingsError."""
    from bot.app import open_database  # noqa: PLC0415  # slow to load

    from .command import settings  # noqa: PLC0415

    return open_database(settings())


def read(work: "Callable[[Connection], Awaitable[Read]]") -> Read | None:
    """What some work reads in the database; None, once told, when there is none or it does not answer."""
    from bot.storage import StorageError  # noqa: PLC0415  # slow to load

    opened = database()
    if opened.file and not opened.file.exists():
        print(NOTHING, file=sys.stderr)
        return None

    async def reading() -> Read:
        try:
            async with opened.reading() as connection:
                return await work(connection)
        finally:
            await opened.disconnect()

    try:
        return asyncio.run(reading())
    except StorageError as error:
        print(f"La base de données ne peut pas être lue ({error}).", file=sys.stderr)
        print(
            "Vérifiez BOT_DATABASE et BOT_DATA, et que « focac-bot run » a démarré une fois.", file=sys.stderr
        )
        return None
