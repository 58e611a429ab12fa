"""The database saved and brought back from the command line."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.conversation import Missed, Outcome, Reply, Why

PLACE = Path("data/bot.sqlite")
COPY = Path("copie.sqlite")
PG = "postgresql://bot:x@localhost/bot"


def questions(file=PLACE):
    """What is kept in a database."""
    with closing(sqlite3.connect(file)) as connection:
        return [
            question for (question,) in connection.execute("SELECT question FROM missed ORDER BY question")
        ]


@pytest.fixture
def ask(remember):
    """Somebody asks something in vain."""
    return lambda question: remember((0, Reply(Outcome.UNKNOWN, missed=Missed(question, Why.UNKNOWN))))


class TestBackup:
    def test_while_served(self, command, ask):
        """What is in the journal of a bot at work is saved too, for its owner alone."""
        ask("pluie")
        with closing(sqlite3.connect(PLACE)) as bot:
            bot.execute("PRAGMA wal_autocheckpoint=0")
            bot.execute("UPDATE missed SET question = 'neige'")
            bot.commit()
            code, output, error = command("backup", COPY)

        expected = (
            "Base sauvegardée dans « copie.sqlite ». Elle dit qui parle avec le bot : gardez-la à l'abri.\n"
        )
        assert (0, expected, "") == (code, output, error)
        assert ["neige"] == questions(COPY)
        assert 0o600 == stat.S_IMODE(COPY.stat().st_mode)

    def test_kept(self, command, ask):
        """A file that is there is not written over."""
        ask("pluie")
        COPY.write_text("précieux")

        assert (2, "", "« copie.sqlite » existe déjà : choisissez un autre nom.\n") == command("backup", COPY)
        assert "précieux" == COPY.read_text()

    def test_no_folder(self, command, ask):
        """A file that cannot be written is told, and nothing is left of it."""
        ask("pluie")
        code, _, error = command("backup", "absent/copie.sqlite")

        assert (1, "« data/bot.sqlite » ne peut pas être copié : No such file or directory.\n") == (
            code,
            error,
        )

    def test_damaged(self, command):
        """A damaged database is not saved as if it were good."""
        PLACE.parent.mkdir()
        PLACE.write_bytes(b"no database" * 1000)
        code, _, error = command("backup", COPY)

        assert (1, "« data/bot.sqlite » ne peut pas être copié : SQLITE_NOTADB.\n") == (code, error)
        assert not COPY.exists()

    def test_nothing(self, command):
        """Before the bot has served there is nothing to save."""
        code, _, error = command("backup", COPY)

        assert 1 == code
        assert error.startswith("Rien n'a encore été gardé")

    def test_postgresql(self, command, monkeypatch):
        """PostgreSQL has a tool of its own."""
        monkeypatch.setenv("BOT_DATABASE", PG)

        expected = (
            "La base est sur PostgreSQL : sauvegardez-la avec son propre outil, par exemple :\n"
            '  pg_dump --format=custom --file=copie.sqlite "$BOT_DATABASE"\n'
        )
        assert (2, "", expected) == command("backup", COPY)


class TestRestore:
    def test_brought_back(self, command, ask):
        """What was saved is in place again; what was in its place is beside it."""
        ask("pluie")
        command("backup", COPY)
        ask("neige")
        code, output, error = command("restore", COPY)

        former = next(path for path in PLACE.parent.iterdir() if ".before-" in path.name)
        told = (
            "Base remise en place depuis « copie.sqlite ». Au démarrage du bot, ce qui a passé son temps est effacé.\n"
            f"La précédente est dans « {former} » : effacez-la quand tout va bien.\n"
        )
        assert (0, told, "") == (code, output, error)
        assert [["pluie"], ["neige", "pluie"]] == [questions(), questions(former)]

    def test_served_again(self, command, ask):
        """The bot goes on with it."""
        ask("pluie")
        command("backup", COPY)
        command("restore", COPY)
        ask("neige")

        assert ["neige", "pluie"] == questions()

    def test_in_place_of_a_damaged_one(self, command, ask):
        """A damaged database keeps nothing from being brought back."""
        ask("pluie")
        command("backup", COPY)
        PLACE.write_bytes(b"no database" * 1000)

        assert 0 == command("restore", COPY)[0]
        assert ["pluie"] == questions()

    def test_on_a_new_machine(self, command, ask):
        """Nor does the lack of any."""
        ask("pluie")
        command("backup", COPY)
        PLACE.unlink()
        PLACE.parent.rmdir()
        code, output, _ = command("restore", COPY)

        assert (0, 1) == (code, output.count("\n"))
        assert ["pluie"] == questions()

    @pytest.mark.parametrize(
        ("order", "reason"),
        [
            ("DROP TABLE alembic_version", "« copie.sqlite » n'est pas une base de ce bot."),
            (
                "UPDATE alembic_version SET version_num = 'm9999'",
                "« copie.sqlite » vient d'une version plus récente du bot.",
            ),
        ],
    )
    def test_strange(self, command, ask, order, reason):
        """A database that is not ours, or not ours yet, changes nothing."""
        ask("pluie")
        command("backup", COPY)
        with closing(sqlite3.connect(COPY)) as connection:
            connection.execute(order)
            connection.commit()
        code, _, error = command("restore", COPY)

        assert (1, reason + "\n") == (code, error)
        assert ["bot.sqlite"] == [path.name for path in PLACE.parent.iterdir()]

    def test_absent(self, command):
        """A name mistyped is wrong use."""
        assert (2, "", "« copie.sqlite » n'est pas un fichier.\n") == command("restore", COPY)

    def test_postgresql(self, command, monkeypatch):
        """PostgreSQL has a tool of its own."""
        monkeypatch.setenv("BOT_DATABASE", PG)

        expected = (
            "La base est sur PostgreSQL : remettez-la en place avec son propre outil, par exemple :\n"
            '  pg_restore --clean --if-exists --dbname="$BOT_DATABASE" copie.sqlite\n'
        )
        assert (2, "", expected) == command("restore", COPY)


class TestHeldAnnouncements:
    def test_under_way(self, command, ask):
        """What was going out when the copy was made waits for an admin; what was due since is stopped; the rest stays."""
        ask("pluie")
        states = (
            ("delivering", 0),
            ("gathering", 0),
            ("scheduled", 1),
            ("scheduled", 99_999_999_999),
            ("done", 0),
        )
        with closing(sqlite3.connect(PLACE)) as bot:
            for status, at in states:
                bot.execute(
                    "INSERT INTO announcements (action, status, step, author, content, target, at, at_night, pin, silent, created)"
                    " VALUES ('send', ?, '', '', '{}', 'all', ?, 0, 0, 0, 0)",
                    (status, at),
                )
            bot.commit()
        command("backup", COPY)
        command("restore", COPY)

        with closing(sqlite3.connect(PLACE)) as bot:
            found = [status for (status,) in bot.execute("SELECT status FROM announcements ORDER BY id")]
        assert ["paused", "paused", "stopped", "scheduled", "done"] == found
