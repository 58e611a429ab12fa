"""What becomes of what is kept while the database fails, and once it works again."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from remembering import AFI, AFI_IN_GROUP, KOFI, SOCIAL, about, missed, rows, voted

from bot.conversation import Forgotten, Thread
from bot.storage import Database, StorageError, StoredMemory
from bot.storage import writer as module

DISCREET, LISTENING = {"discreet": True}, {"listening": True}


class Ailing(Database):
    """A database whose disk fills, slows down and recovers when told to."""

    reason: str | None = None
    """Why nothing can be written; None while all is well."""

    def __init__(self, data):
        super().__init__(None, data)
        self.flowing = asyncio.Event()
        self.flowing.set()
        """Cleared, every write is held up until it is set."""

    @asynccontextmanager
    async def writing(self):
        await self.flowing.wait()
        if self.reason:
            raise StorageError(self.reason)
        async with super().writing() as connection:
            yield connection
            await self.flowing.wait()


@pytest.fixture
def database(tmp_path):
    return Ailing(tmp_path)


@pytest.fixture
async def start(database, clock, monkeypatch):
    """Starts a memory on the ailing database; each retry is at once."""
    monkeypatch.setattr(module, "RETRY", 0)
    started = []

    async def start():
        memory = StoredMemory(database, now=clock)
        started.append(memory)
        await memory.open()
        return memory

    yield start
    for memory in started:
        await memory.close()


@pytest.fixture
async def memory(start):
    return await start()


async def recovered(memory):
    """Return once all that was kept is stored."""
    async with asyncio.timeout(20):
        while not await memory.settled():  # noqa: ASYNC110  # it waits, unless the database fails
            await asyncio.sleep(0)


class TestFailing:
    async def test_from_memory(self, memory, database):
        """The conversation goes on, and nobody waits for what cannot be."""
        database.reason = "SQLITE_FULL"
        memory.keep(AFI, about("prix"), SOCIAL)

        assert not await memory.settled()
        assert about("prix") == memory.thread(AFI)

    async def test_recovered(self, memory, database):
        """All that was kept meanwhile is stored once it can be, each thing once."""
        memory.keep(AFI, about("prix"), missed("il pleut ?"))
        await memory.settled()
        database.reason = "SQLITE_FULL"
        memory.keep(AFI, about("delai"), missed("il pleut"))
        await memory.settled()
        memory.keep(KOFI, about("prix"), voted("prix", useful=True))
        database.reason = None
        await recovered(memory)

        assert [2] == [row[2] for row in await rows(database, "missed")]
        assert ["5", "6"] == [row[2] for row in await rows(database, "threads")]
        assert 1 == len(await rows(database, "votes"))

    async def test_told(self, memory, database, caplog):
        """The operator reads it once, and that it is over; never what people wrote."""
        database.reason = "SQLITE_FULL"
        for text in ("il pleut ?", "il neige ?"):
            memory.keep(AFI, about("prix"), missed(text))
            await memory.settled()
        database.reason = None
        await recovered(memory)

        told = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
        assert 2 == len(told)
        assert told[0].startswith(
            "database failing, replies go on from memory reason=SQLITE_FULL not stored: "
        )
        assert "database works again, all that waited is stored" == told[1]

    async def test_from_the_start(self, start, database):
        """A database that fails when we start is found again later, with what it held before."""
        former = await start()
        former.keep(AFI, about("prix"), SOCIAL)
        former.keep(KOFI, about("prix"), SOCIAL)
        await former.close()
        database.reason = "ConnectionRefusedError"
        memory = await start()
        forgotten = memory.thread(AFI)
        memory.keep(KOFI, about("delai"), SOCIAL)
        database.reason = None
        await recovered(memory)

        assert [Thread(), about("prix"), about("delai")] == [
            forgotten,
            memory.thread(AFI),
            memory.thread(KOFI),
        ]

    @pytest.fixture
    async def later(self, start, database):
        """Groups are known; then we start while the database is away. Returns what lets it come back."""
        former = await start()
        for chat in ("-7", "-8", "-9"):
            former.groups.keep_record("telegram", chat, DISCREET)
        assert await former.settled()
        await former.close()
        database.reason = "ConnectionRefusedError"
        memory = await start()

        async def come_back():
            memory.keep(KOFI, about("prix"), SOCIAL)
            database.reason = None
            await recovered(memory)

        return memory.groups, come_back, start

    async def test_groups(self, later):
        """What groups heard of meanwhile had decided is not lost: it holds again, now and after the next start."""
        groups, come_back, start = later
        groups.enter("telegram", "-7")
        groups.leave("telegram", "-8")
        groups.move("telegram", "-9", "-100")
        groups.enter("telegram", "-5")
        groups.leave("telegram", "-6")
        known = groups.record("telegram", "-7")
        await come_back()

        expected = [DISCREET, None, None, DISCREET, {}, None]
        chats = ("-7", "-8", "-9", "-100", "-5", "-6")
        assert ({}, expected) == (known, [groups.record("telegram", chat) for chat in chats])
        again = await start()
        assert expected == [again.groups.record("telegram", chat) for chat in chats]

    async def test_group_decides(self, later):
        """What a group decides meanwhile is newer than what is stored."""
        groups, come_back, start = later
        groups.enter("telegram", "-7")
        groups.keep_record("telegram", "-7", LISTENING)
        groups.move("telegram", "-9", "-8")
        groups.keep_record("telegram", "-8", LISTENING)
        await come_back()

        again = await start()
        for known in (groups, again.groups):
            assert [LISTENING, LISTENING] == [known.record("telegram", chat) for chat in ("-7", "-8")]

    async def test_stopped(self, memory, database, caplog):
        """Told to stop meanwhile, we stop, and say how much is lost."""
        database.reason = "SQLITE_FULL"
        memory.keep(AFI, about("prix"), SOCIAL)
        await memory.settled()
        await memory.close()

        lost = "stopped with the database failing, lost: erasures=0 threads=1 votes=0 counts=0 missed=0 parcels=0 groups=0"
        assert lost == caplog.messages[-1]


class TestSlow:
    async def test_merged(self, memory, database):
        """While one write is under way, what comes is merged into the next; nobody but who asks waits for it."""
        database.flowing.clear()
        for subject in ("prix", "delai", "suivi"):
            memory.keep(AFI, about(subject), SOCIAL)
            await asyncio.sleep(0)
        told = asyncio.create_task(memory.settled())
        await asyncio.sleep(0)
        waited = not told.done()
        database.flowing.set()

        assert (True, True) == (waited, await told)
        assert [about("suivi").as_record()] == [json.loads(row[3]) for row in await rows(database, "threads")]

    async def test_too_slow(self, memory, database, monkeypatch):
        """Who asks does not wait for ever."""
        monkeypatch.setattr(module, "PATIENCE", 0)
        database.flowing.clear()
        memory.keep(AFI, about("prix"), SOCIAL)
        settled = await memory.settled()
        database.flowing.set()

        assert not settled


class TestForget:
    async def test_while_failing(self, memory, database):
        """What cannot be erased yet is forgotten at hand, said to be due, and erased first of all; the rest stays."""
        for contact in (AFI, AFI_IN_GROUP, KOFI):
            memory.keep(contact, about("prix"), SOCIAL)
        await memory.settled()
        database.reason = "SQLITE_BUSY"
        memory.keep(AFI, about("prix"), voted("prix", useful=True))

        assert Forgotten(threads=2, votes=1, postponed=True) == await memory.forget(AFI)
        assert Thread() == memory.thread(AFI)
        memory.keep(AFI, about("delai"), SOCIAL)
        database.reason = None
        await recovered(memory)
        assert [("5", "5"), ("6", "6")] == [row[1:3] for row in await rows(database, "threads")]
        assert [] == await rows(database, "votes")

    async def test_while_written(self, memory, database):
        """What is being stored just then does not come back."""
        database.flowing.clear()
        memory.keep(AFI, about("prix"), voted("prix", useful=True))
        await asyncio.sleep(0)
        told = asyncio.create_task(memory.forget(AFI))
        await asyncio.sleep(0)
        database.flowing.set()

        assert Forgotten(threads=1, votes=1) == await told
        assert [[], []] == [await rows(database, "threads"), await rows(database, "votes")]


class TestFault:
    async def test_ours(self, memory, database, monkeypatch, caplog):
        """A fault of ours costs what it chokes on; what comes later is stored, and who asked is forgotten."""
        memory.keep(KOFI, about("prix"), SOCIAL)
        await memory.settled()
        with monkeypatch.context() as patched:
            patched.setattr("bot.storage.votes.write", lambda *_: 1 / 0)
            memory.keep(AFI, about("prix"), voted("prix", useful=True))
            told = await memory.forget(KOFI)
        memory.keep(AFI, about("delai"), SOCIAL)
        await recovered(memory)

        assert told.postponed
        assert (
            "batch dropped: erasures=1 threads=1 votes=1 counts=0 missed=0 parcels=0 groups=0"
            in caplog.messages
        )
        assert ["5"] == [row[2] for row in await rows(database, "threads")]


class TestCorrupt:
    async def test_begun_anew(self, start, database, tmp_path, caplog):
        """A file that is no database is set aside, loudly; the new one gets what is still at hand."""
        (tmp_path / "bot.sqlite").write_bytes(b"no database" * 1000)
        memory = await start()
        memory.keep(AFI, about("prix"), SOCIAL)
        await recovered(memory)

        assert 1 == len(await rows(database, "threads"))
        aside = "bot.sqlite.corrupt-20260310T090000Z"
        assert b"no database" * 1000 == (tmp_path / aside).read_bytes()
        loud = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        assert [f"database corrupt, a new one is begun; set aside: {aside}"] == loud

    async def test_meanwhile(self, memory, database, tmp_path):
        """A file damaged while we serve is found within the hour, and the new one gets what is at hand."""
        memory.keep(AFI, about("prix"), SOCIAL)
        await memory.settled()
        for path in tmp_path.iterdir():
            path.write_bytes(b"\xff" * path.stat().st_size)
        memory._writer._purge_at = 0
        memory.keep(KOFI, about("prix"), SOCIAL)
        await recovered(memory)

        assert ["5", "6"] == [row[2] for row in await rows(database, "threads")]

    async def test_deleted(self, memory, database, tmp_path):
        """A file somebody deleted is begun anew too, with the last day's threads, also those stored in the former."""
        memory.keep(AFI, about("prix"), SOCIAL)
        await memory.settled()
        for path in tmp_path.iterdir():
            path.unlink()
        memory.keep(KOFI, about("prix"), SOCIAL)
        await recovered(memory)

        assert ["5", "6"] == [row[2] for row in await rows(database, "threads")]
