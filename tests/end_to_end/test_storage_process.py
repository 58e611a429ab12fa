"""A database that fails, as people and the operator live through it: the real process, and real faults."""

import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import postgres
import pytest
from people import Person

FAILING = "database failing, replies go on from memory"
RECOVERED = "database works again, all that waited is stored"
SLOW_DISK = str(Path(__file__).with_name("slow_disk.py"))


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path


@pytest.fixture
def people(own_api, words) -> list[Person]:
    return [Person.alone(own_api, words) for _ in range(2)]


def talk(people):
    """Each is left with another choice: one with the topics, the other with the shops."""
    browser, shopper = people
    for person in people:
        assert ["Boutiques", "Livraison & suivi"] == person.says("/themes").buttons
    assert "Boutique de Aného" == shopper.says("1").buttons[0]
    assert ["Boutiques", "Livraison & suivi"] == browser.says("/themes").buttons


def go_on(people):
    """Each chooses by a number: the bot knows what it offered to whom."""
    browser, shopper = people
    assert browser.says("2").text.startswith("Livraison & suivi")
    assert shopper.says("3").text.startswith("À Cinkassé, au marché.")


def told(bot, text):
    """Return once the operator has read this."""
    bot.wait_for_line(lambda line: text in line)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of a megabyte in place of the data folder."""
    data = folder / "data"
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", data], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("a disk of one's own can only be mounted by root")
    try:
        yield data
    finally:
        subprocess.run(["umount", "--lazy", data], check=True)


def fill(filler: Path) -> None:
    """Write until there is no room left."""
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass


def remount(data: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", data], check=True, capture_output=True)


class TestFull:
    def test_disk(self, own_api, start, folder, people):
        """On a full disk the bot answers; once there is room it stores what waited, and a restart knows it."""
        with small_disk(folder) as data:
            former = start(own_api, folder=folder)
            filler = data / "filler"
            fill(filler)
            talk(people)
            told(former, f"{FAILING} reason=SQLITE_FULL not stored: erasures=0 threads=")
            filler.unlink()
            told(former, RECOVERED)
            codes = [former.terminate()]
            bot = start(own_api, folder=folder)
            go_on(people)
            codes.append(bot.terminate())

        assert [0, 0] == codes

    def test_quota(self, own_api, start, folder, people):
        """So it is where files may not grow any more."""
        bot = start(own_api, folder=folder)
        before = resource.prlimit(bot.id, resource.RLIMIT_FSIZE)
        resource.prlimit(bot.id, resource.RLIMIT_FSIZE, (1024, before[1]))
        talk(people)
        told(bot, FAILING)
        resource.prlimit(bot.id, resource.RLIMIT_FSIZE, before)
        told(bot, RECOVERED)
        go_on(people)

        assert 0 == bot.terminate()


class TestReadOnly:
    def test_disk(self, own_api, start, folder, people):
        """A disk that turns read-only, as damaged ones do, keeps nobody from being answered, even from the start."""
        with small_disk(folder) as data:
            former = start(own_api, folder=folder)
            talk(people)
            codes = [former.terminate()]
            remount(data, "ro")
            bot = start(own_api, folder=folder)
            told(bot, FAILING)
            talk(people)
            remount(data, "rw")
            told(bot, RECOVERED)
            go_on(people)
            codes.append(bot.terminate())

        assert [0, 0] == codes


class TestLocked:
    def test_by_another_program(self, own_api, start, folder, people):
        """While another program holds the database, the bot answers; it stores what waited afterwards."""
        former = start(own_api, folder=folder)
        talk(people)
        with closing(sqlite3.connect(folder / "data" / "bot.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            talk(people)
            told(former, f"{FAILING} reason=SQLITE_BUSY")
            other.execute("ROLLBACK")
        told(former, RECOVERED)
        codes = [former.terminate()]
        bot = start(own_api, folder=folder)
        go_on(people)

        assert [0, 0] == [*codes, bot.terminate()]


class TestCorrupt:
    def test_from_the_start(self, own_api, start, folder, people):
        """A file that is no database is set aside under its date, loudly, and a new one begun."""
        (folder / "data" / "bot.sqlite").write_bytes(b"no database" * 1000)
        bot = start(own_api, folder=folder)
        talk(people)
        told(bot, RECOVERED)

        assert 0 == bot.terminate()
        assert "ERROR" in bot.levels()
        assert 1 == len(list((folder / "data").glob("bot.sqlite.corrupt-*Z")))
        go_on_after = start(own_api, folder=folder)
        go_on(people)
        assert 0 == go_on_after.terminate()


class TestUnreachable:
    def test_server_stopped(self, own_api, start, folder, people):
        """While PostgreSQL is stopped, at the start or later, the bot answers; it stores what waited afterwards."""
        why = postgres.missing()
        if why:
            pytest.skip(why)
        with postgres.server() as server:
            server.stop()
            former = start(own_api, folder=folder, BOT_DATABASE=server.url("postgres"))
            told(former, f"{FAILING} reason=ConnectionRefusedError")
            talk(people)
            server.start()
            told(former, RECOVERED)
            server.stop()
            talk(people)
            former.wait_for_line(lambda _: 2 == sum(FAILING in line for line in former.told))
            server.start()
            former.wait_for_line(lambda _: 2 == sum(RECOVERED in line for line in former.told))
            codes = [former.terminate()]
            bot = start(own_api, folder=folder, BOT_DATABASE=server.url("postgres"))
            go_on(people)
            codes.append(bot.terminate())

        assert [0, 0] == codes


class TestSlow:
    def test_commit_held_up(self, own_api, start, folder, people):
        """No reply waits for the disk: whole conversations go on while one commit is held up."""
        held_up = folder / "held-up"
        former = start(own_api, folder=folder, program=[SLOW_DISK], HELD_UP=str(held_up))
        held_up.touch()
        talk(people)
        held_up.unlink()
        codes = [former.terminate()]
        bot = start(own_api, folder=folder)
        go_on(people)

        assert [0, 0] == [*codes, bot.terminate()]
        assert {"INFO"} == former.levels()
