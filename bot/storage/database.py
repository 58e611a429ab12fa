"""The database: how it is reached, one transaction at a time; each of its failures is a StorageError."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import aiosqlite
from sqlalchemy import URL, BigInteger, Integer, MetaData, Table, event, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, InvalidRequestError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

METADATA = MetaData()
"""Every table, each described by the module of its family."""

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""The type of what counts up by itself: SQLite does so for its own integers only."""

FILE_NAME = "bot.sqlite"

PATIENCE = 3
"""Seconds to wait for a lock of SQLite, or for PostgreSQL to let us in, before we count it as failing."""

ANSWERING = 10
"""Seconds to wait for an answer of PostgreSQL, or for SQLite's other writers: a busy machine is not a failing one."""

_BETWEEN = 0.02
"""Seconds between two attempts at what SQLite does not wait for by itself."""

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}

_PATIENT = {
    "sqlite+aiosqlite": {"timeout": ANSWERING},
    "postgresql+asyncpg": {"timeout": PATIENCE, "command_timeout": ANSWERING},
}

_AT_ONCE: dict[str, dict[str, Any]] = {
    "sqlite+aiosqlite": {},
    "postgresql+asyncpg": {"isolation_level": "AUTOCOMMIT"},
}
"""How a driver is told to begin no transaction; SQLite's begins none but ours."""

_BEGIN, _WRITING, _ALONE = "BEGIN", "BEGIN IMMEDIATE", ""
"""How a transaction of SQLite begins. One that will write says so at once: if it read first, two such would
refuse each other's lock without waiting. Some orders stand outside of any."""


class DatabaseUrlError(ValueError):
    """`BOT_DATABASE` names no database we can use."""


class StorageError(Exception):
    """The database cannot be read or written now; `str` is a short name of the reason, fit for a log."""


class CorruptError(StorageError):
    """What is in the file is no database any more."""


def url_of(setting: str | None, data: Path) -> URL:
    """The database of a setting; without one, an SQLite file in the folder of our data.

    Raises DatabaseUrlError on what is no address.
    """
    if setting is None:
        return URL.create(_DRIVERS["sqlite"], database=str(data / FILE_NAME))
    try:
        url = make_url(setting)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUrlError from error
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    # As PostgreSQL's own tools and most hosts write it; asyncpg has another name for it.
    if url.drivername == _DRIVERS["postgresql"] and "sslmode" in url.query:
        query = dict(url.query)
        query["ssl"] = query.pop("sslmode")
        url = url.set(query=query)
    return url


class Database:
    """SQLite or PostgreSQL; opens nothing until first used."""

    def __init__(self, setting: str | None, data: Path) -> None:
        """Take an SQLAlchemy URL, with or without an async driver, or an SQLite file in `data`.

        Raises DatabaseUrlError when it cannot be used at all.
        """
        self.url = url_of(setting, data)
        self.file = _file_of(self.url)
        try:
            # What people wrote is among the parameters: it stays out of every message.
            self._engine = create_async_engine(
                self.url,
                hide_parameters=True,
                pool_pre_ping=not self.file,
                connect_args=_PATIENT.get(self.url.drivername, {}),
            )
        except (ArgumentError, InvalidRequestError, NoSuchModuleError, ImportError) as error:
            raise DatabaseUrlError from error
        if self.file:
            event.listen(self._engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self._engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read by. Raises StorageError."""
        async with self._transaction(_BEGIN) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, kept as a whole when the block ends well, and not at all otherwise. Raises StorageError."""
        self._make_file()
        async with self._transaction(_WRITING) as connection:
            yield connection

    @asynccontextmanager
    async def stating(self) -> AsyncIterator[AsyncConnection]:
        """A connection for one statement that writes, and is a transaction by itself. Raises StorageError.

        Each statement less is a way less to SQLite's thread, or to PostgreSQL and back.
        """
        self._make_file()
        async with self._transaction(_ALONE, **_AT_ONCE.get(self.url.drivername, {})) as connection:
            yield connection

    @asynccontextmanager
    async def _transaction(self, begin: str, **options: Any) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._engine.execution_options(begin=begin, **options).begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise _translated(error) from error

    def _make_file(self) -> None:
        """A new file is its owner's alone: it tells who talks with the bot."""
        if self.file and not self.file.exists():
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self.file.touch(mode=0o600)
            except OSError as error:
                raise _translated(error) from error

    async def inspect(self) -> None:
        """Look through the file of SQLite. Raises CorruptError when it is damaged; StorageError."""
        if self.file and self.file.exists():
            try:
                verdict = await asyncio.to_thread(_quick_check, self.file)
            except sqlite3.Error as error:
                raise _translated(error) from error
            if verdict != "ok":
                raise CorruptError("quick_check")

    async def scrub(self) -> None:
        """Leave no trace of what was erased in SQLite's journal; PostgreSQL sees to its own. Raises StorageError."""
        if self.file:
            async with self._transaction(_ALONE) as connection:
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def disconnect(self) -> None:
        """Close every connection; the next use opens new ones."""
        await self._engine.dispose()

    async def set_aside(self, now: datetime) -> Path | None:
        """Rename a damaged SQLite file by the date, its journal too; returns its new name. Raises StorageError."""
        await self.disconnect()
        if not self.file:
            return None
        try:
            return move_aside(self.file, "corrupt", now)
        except OSError as error:
            raise _translated(error) from error


def move_aside(file: Path, why: str, now: datetime) -> Path:
    """Rename a file of SQLite by the date, its journal too; returns its new name. Raises OSError."""
    aside = file.with_name(f"{file.name}.{why}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    for ending in ("-wal", "-shm", ""):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside


def insert_into(connection: AsyncConnection, table: Table) -> Any:
    """An insertion that may say what to do `on_conflict`: both databases do it, each in its own words."""
    return (sqlite_dialect if connection.dialect.name == "sqlite" else postgresql).insert(table)


def _quick_check(file: Path) -> str:
    # Over a connection that is open already SQLite goes by what it has read before, and sees no damage.
    with closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
        return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])


def _file_of(url: URL) -> Path | None:
    named = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(url.database) if named and url.database else None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver begins no transaction of its own accord: we do, also for what changes the tables.
    connection.isolation_level = None
    # Readers and the writer do not wait for each other; and what is committed outlives a power cut.
    connection.run_async(_journal_ahead)
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")
    # What is erased is overwritten.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


async def _journal_ahead(driver: aiosqlite.Connection) -> None:
    # Of two that turn a new file's journal at once, SQLite refuses one without letting it wait.
    deadline = monotonic() + ANSWERING
    while True:
        try:
            async with driver.execute("PRAGMA journal_mode=WAL"):
                return
        except sqlite3.OperationalError as error:
            # The lowest byte is the error, the others say how it came about.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
        await asyncio.sleep(_BETWEEN)


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("begin", _BEGIN)
    if begin:
        connection.exec_driver_sql(begin)


def _translated(error: Exception) -> StorageError:
    cause = getattr(error, "orig", None) or error
    # The driver's own exception may be wrapped once more.
    driver = cause.__cause__ or cause
    name = getattr(driver, "sqlite_errorname", None) or getattr(driver, "sqlstate", None)
    reason = str(name or type(driver).__name__)
    damaged = reason.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
    return CorruptError(reason) if damaged else StorageError(reason)
