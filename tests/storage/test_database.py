"""How a database is named, reached and left; on both."""

import asyncio
import sqlite3
import stat
from contextlib import closing

import pytest
from sqlalchemy import text

from bot.storage import Database, DatabaseUrlError, StorageError
from bot.storage.database import CorruptError


class TestUrl:
    def test_default(self, tmp_path):
        """Without a setting it is an SQLite file among our data."""
        database = Database(None, tmp_path / "data")

        assert tmp_path / "data" / "bot.sqlite" == database.file

    @pytest.mark.parametrize(
        ("setting", "url"),
        [
            ("sqlite:////var/bot.sqlite", "sqlite+aiosqlite:////var/bot.sqlite"),
            ("sqlite+aiosqlite:///bot.sqlite", "sqlite+aiosqlite:///bot.sqlite"),
            ("postgresql://bot:x@localhost/bot", "postgresql+asyncpg://bot:x@localhost/bot"),
            ("postgresql+asyncpg://localhost/bot", "postgresql+asyncpg://localhost/bot"),
            ("postgresql://h/b?sslmode=require", "postgresql+asyncpg://h/b?ssl=require"),
        ],
    )
    def test_driver(self, tmp_path, setting, url):
        """The driver need not be named."""
        assert url == Database(setting, tmp_path).url.render_as_string(hide_password=False)

    @pytest.mark.parametrize(
        "setting",
        [
            "postgresql+psycopg2://h/b",
            "postgresql+mystery://h/b",
            "sqlite+pysqlite:///b",
            "postgresql://h:a/b",
            "b",
        ],
    )
    def test_unusable(self, tmp_path, setting):
        """What cannot be used is told at once, not when somebody talks."""
        with pytest.raises(DatabaseUrlError):
            Database(setting, tmp_path)


class TestWriting:
    async def test_whole(self, database):
        """What is written is kept as a whole, or not at all."""
        async with database.writing() as connection:
            await connection.execute(text("CREATE TABLE a (b integer)"))

        async def stumble():
            async with database.writing() as connection:
                await connection.execute(text("INSERT INTO a VALUES (1)"))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await stumble()

        async with database.reading() as connection:
            assert [] == (await connection.execute(text("SELECT b FROM a"))).all()

    async def test_error(self, database):
        """Whatever the driver says, we hear a StorageError that tells nothing of what was written."""
        with pytest.raises(StorageError) as caught:
            async with database.writing() as connection:
                await connection.execute(text("INSERT INTO absent VALUES (:secret)"), {"secret": "90123456"})

        assert "90123456" not in f"{caught.value} {caught.value.__cause__}"

    async def test_file(self, tmp_path):
        """A new file is its owner's alone."""
        database = Database(None, tmp_path / "a" / "b")
        async with database.writing() as connection:
            await connection.execute(text("CREATE TABLE a (b integer)"))

        modes = {stat.S_IMODE(path.stat().st_mode) for path in database.file.parent.iterdir()}
        assert {0o600} == modes
        await database.disconnect()

    async def test_power_cut(self, tmp_path):
        """What SQLite has committed outlives a power cut, and what it erased is overwritten."""
        database = Database(None, tmp_path)
        async with database.writing() as connection:
            found = [
                (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "synchronous", "secure_delete")
            ]
        await database.disconnect()

        assert ["wal", 2, 1] == found

    async def test_made_by_another(self, tmp_path):
        """A file that another process is about to make tables in is waited for, not given up."""
        database = Database(None, tmp_path)
        with closing(sqlite3.connect(database.file, isolation_level=None)) as other:
            other.execute("CREATE TABLE a (b integer)")
            other.execute("BEGIN IMMEDIATE")
            asyncio.get_running_loop().call_later(0.1, other.execute, "COMMIT")

            async with database.reading() as connection:
                found = (await connection.execute(text("SELECT count(*) FROM a"))).scalar()
        await database.disconnect()

        assert 0 == found

    async def test_kept_by_another(self, tmp_path, monkeypatch):
        """Nor is it waited for without end."""
        monkeypatch.setattr("bot.storage.database.ANSWERING", 0.1)
        database = Database(None, tmp_path)
        with closing(sqlite3.connect(database.file, isolation_level=None)) as other:
            other.execute("CREATE TABLE a (b integer)")
            other.execute("BEGIN IMMEDIATE")

            with pytest.raises(StorageError, match="SQLITE_BUSY"):
                async with database.reading():
                    pass
        await database.disconnect()


class TestUnreachable:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"port": 1}, "ConnectionRefusedError"),
            ({"password": "faux"}, "28P01"),
            ({"database": "absente"}, "3D000"),
        ],
    )
    async def test_postgresql(self, server, tmp_path, change, reason):
        """A server that is not there, or that does not let us in, is a StorageError with a reason."""
        url = Database(server.url("postgres"), tmp_path).url.set(**change)
        database = Database(url.render_as_string(hide_password=False), tmp_path)

        with pytest.raises(StorageError, match=f"^{reason}$"):
            async with database.reading():
                pass
        await database.disconnect()

    async def test_no_folder(self, tmp_path):
        """So is a folder that cannot be made."""
        (tmp_path / "file").touch()
        database = Database(None, tmp_path / "file" / "data")

        with pytest.raises(StorageError, match="NotADirectoryError"):
            async with database.writing():
                pass


class TestSetAside:
    async def test_renamed(self, tmp_path, clock):
        """A damaged file is kept under its date with its journal; whoever mends it may find more in it than we do."""
        database = Database(None, tmp_path)
        for name in ("bot.sqlite", "bot.sqlite-wal"):
            (tmp_path / name).write_text(name)
        aside = await database.set_aside(clock())

        assert tmp_path / "bot.sqlite.corrupt-20260310T090000Z" == aside
        assert {aside.name, aside.name + "-wal"} == {path.name for path in tmp_path.iterdir()}


class TestInspect:
    async def test_no_database(self, tmp_path):
        """A file that holds something else is corrupt."""
        (tmp_path / "bot.sqlite").write_bytes(b"no database" * 1000)
        database = Database(None, tmp_path)

        with pytest.raises(CorruptError):
            await database.inspect()
        await database.disconnect()

    async def test_damaged(self, tmp_path):
        """So is a database that lost a page in the middle."""
        database = Database(None, tmp_path)
        async with database.writing() as connection:
            await connection.execute(text("CREATE TABLE a (b text)"))
            await connection.execute(text("CREATE INDEX c ON a (b)"))
            await connection.execute(text("INSERT INTO a VALUES (:b)"), [{"b": "b" * 500}] * 100)
        await database.disconnect()
        with (tmp_path / "bot.sqlite").open("r+b") as file:
            file.seek(4 * 4096)
            file.write(b"\xff" * 4096)

        with pytest.raises(CorruptError):
            await database.inspect()
        await database.disconnect()

    async def test_good(self, database):
        """A good one is good, on both."""
        async with database.writing() as connection:
            await connection.execute(text("CREATE TABLE a (b text)"))

        assert await database.inspect() is None
