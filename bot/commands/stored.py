"""What the commands have in common that read, write or copy the database."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .command import WRONG, knowledge_folder, settings

if TYPE_CHECKING:
    from bot.announcements import Office
    from bot.storage import Connection, Database

Read = TypeVar("Read")

NOTHING = "Rien n'a encore été gardé : la base de données naît au premier « focac-bot run »."


def database() -> "Database":
    """The database of the settings. Raises SettingsError."""
    from bot.app import open_database  # noqa: PLC0415  # slow to load

    return open_database(settings())


def sqlite_file(otherwise: str) -> Path | None:
    """The file that is the database; None, once told which tool of PostgreSQL's to take, when there is none.

    Raises SettingsError.
    """
    file = database().file
    if file is None:
        print(f"La base est sur PostgreSQL : {otherwise}", file=sys.stderr)
    return file


def open_office(options: argparse.Namespace) -> "tuple[Office, Database]":
    """What announcements need, on the database of the settings. Raises SettingsError, KnowledgeError."""
    from bot.app import office_on, open_database  # noqa: PLC0415  # slow to load
    from bot.knowledge import load  # noqa: PLC0415

    chosen = settings()
    opened = open_database(chosen)
    return office_on(opened, load(knowledge_folder(options)), chosen), opened


def work_on(opened: "Database", work: Callable[[], Awaitable[int]], otherwise: str = "") -> int:
    """Do some work on a database brought up to date; its exit code. `otherwise` is told when it does not answer."""
    from bot.storage import StorageError, migrate  # noqa: PLC0415  # slow to load

    async def working() -> int:
        try:
            await migrate(opened)
            return await work()
        finally:
            await opened.disconnect()

    try:
        return asyncio.run(working())
    except StorageError as error:
        print(f"La base de données ne répond pas ({error}){otherwise}.", file=sys.stderr)
        return WRONG


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
