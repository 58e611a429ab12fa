"""Both databases, a clock that moves when told to, and people."""

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import asyncpg
import postgres
import pytest
from announcing import Announcing

from bot.storage import Database, StoredMemory, migrate

_NUMBERS = itertools.count(1)


class Clock:
    """A Tuesday morning, until told otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        """Let so much time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """One PostgreSQL for all tests."""
    why = postgres.missing()
    if why:
        pytest.skip(why)
    with postgres.server() as found:
        yield found


async def new_database(server: postgres.Server) -> str:
    """The address of an empty database."""
    name = f"essai_{next(_NUMBERS)}"
    connection = await asyncpg.connect(server.url("postgres"))
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return server.url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
async def setting(request) -> str | None:
    """What `BOT_DATABASE` says, for an empty database: each test runs on both."""
    return await new_database(request.getfixturevalue("server")) if request.param == "postgresql" else None


@pytest.fixture
async def connect(setting, tmp_path) -> AsyncIterator[Callable[[], Database]]:
    """Opens the database, as another process would."""
    async with AsyncExitStack() as opened:

        def connect() -> Database:
            database = Database(setting, tmp_path / "data")
            opened.push_async_callback(database.disconnect)
            return database

        yield connect


@pytest.fixture
def database(connect) -> Database:
    return connect()


@pytest.fixture
async def start(connect, clock) -> AsyncIterator[Callable[[], StoredMemory]]:
    """Starts a memory on the database, as the bot does."""
    async with AsyncExitStack() as opened:

        async def start() -> StoredMemory:
            memory = StoredMemory(connect(), now=clock)
            await memory.open()
            opened.push_async_callback(memory.close)
            return memory

        yield start


@pytest.fixture
async def memory(start) -> StoredMemory:
    return await start()


@pytest.fixture
async def announcing(database, clock) -> Announcing:
    await migrate(database)
    return Announcing(database, clock)
