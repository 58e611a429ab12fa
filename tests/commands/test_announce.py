"""Announcements from the command line: shown, asked for, handed to the bot at work, and listed."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.announcements import Announcement, Content, Status
from bot.conversation import Contact
from bot.storage import Database, StoredAnnouncements, StoredLedger, StoredSubscriptions, migrate


@pytest.fixture(autouse=True)
def _text():
    Path("annonce.txt").write_text("Réunion samedi.\n", encoding="utf-8")


def on_database(work):
    """Do some work on the database the commands use."""

    async def do():
        database = Database(None, Path("data"))
        await migrate(database)
        found = await work(database)
        await database.disconnect()
        return found

    return asyncio.run(do())


def kept():
    """The announcements in the database."""
    return on_database(lambda database: StoredAnnouncements(database).latest(10))


def announce(command, *more, text="annonce.txt"):
    return command("announce", "--text-file", text, *more)


class TestAnnounce:
    def test_dry_run(self, command):
        """A trial shows everything and keeps nothing."""
        code, output, error = announce(command, "--at", "demain à 9h", "--dry-run")

        assert (0, "") == (code, error)
        assert "Pour : Tous les abonnés (0 en privé, 0 groupes)" in output
        assert " à 9\u202fh\n" in output
        assert "Réunion samedi." in output
        assert output.endswith("Essai : rien n'est envoyé.\n")
        assert [] == kept()

    def test_scheduled(self, command):
        """What is asked for is kept for the bot, exactly."""
        code, output, _ = announce(
            command, "--at", "demain à 9h", "--to", "groups", "--pin", "--silent", "--yes"
        )

        (found,) = kept()
        assert 0 == code
        assert output.startswith("Pour : Les groupes")
        assert (Content("Réunion samedi."), "groups", True, True, Status.SCHEDULED) == (
            found.content,
            found.target,
            found.pin,
            found.silent,
            found.status,
        )
        assert (9, 0) == (found.at.hour, found.at.minute)

    def test_nobody_at_work(self, command):
        """When no bot runs to deliver it, that is said; when one does, it is not."""
        without = announce(command, "--at", "demain à 9h", "--yes")[1]
        on_database(lambda database: StoredLedger(database).be_present("x", datetime.now(UTC)))
        beside = announce(command, "--at", "demain à 9h", "--yes")[1]

        assert ("Aucun bot ne tourne" in without, "Aucun bot ne tourne" in beside) == (True, False)

    def test_night(self, command):
        """An hour of the night becomes the morning, which is said; unless it is insisted on."""
        moved = announce(command, "--at", "demain à 23h", "--yes")[1]
        insisted = announce(command, "--at", "demain à 23h", "--night", "--yes")[1]

        assert "Heures calmes, de 21\u202fh à 7\u202fh : remise à 7\u202fh." in moved
        assert "Heures calmes" not in insisted
        assert [(23, True), (7, False)] == [(found.at.hour, found.at_night) for found in kept()]

    def test_fact_every_day(self, command):
        """The « fait du jour » comes again every day."""
        code, output, _ = command("announce", "--fact", "--at", "tous les jours à 8h", "--yes")

        (found,) = kept()
        assert (0, True, "0,1,2,3,4,5,6 08:00") == (code, found.content.fact, found.every.as_text())
        assert "Départ : tous les jours à 8\u202fh" in output

    def test_entry(self, command):
        """An entry is shown as it will be told."""
        code, output, _ = command("announce", "--entry", "suivi", "--at", "demain à 9h", "--dry-run")

        assert 0 == code
        assert "courriel" in output

    @pytest.mark.usefixtures("capsys")
    def test_not_confirmed(self, command):
        """Where nobody can be asked, nothing is sent without --yes."""
        code, _, error = announce(command, "--at", "demain à 9h")

        assert (1, "Confirmez avec --yes.\nRien n'est envoyé.\n") == (code, error)
        assert [] == kept()

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("--text-file", "annonce.txt", "--to", "moi"), "--to : « moi » n'est ni all"),
            (("--text-file", "annonce.txt", "--to", "topic:lune"), "--to : « topic:lune » n'est ni all"),
            (("--text-file", "annonce.txt", "--at", "ce soir"), "À quelle heure\u202f? Par exemple"),
            (("--text-file", "absent.txt"), "--text-file : « absent.txt » ne se lit pas"),
            (("--text-file", "vide.txt"), "--text-file : 0 caractères ; il en faut de 1 à 4096."),
            (("--text-file", "long.txt"), "--text-file : 4098 caractères"),
            (("--entry", "lune"), "--entry : la FAQ n'a pas d'entrée « lune »."),
        ],
    )
    def test_refused(self, command, arguments, told):
        """What cannot be announced is refused with its reason, and nothing is kept."""
        Path("vide.txt").write_text(" \n", encoding="utf-8")
        Path("long.txt").write_text("🙏" * 2049, encoding="utf-8")
        code, output, error = command("announce", *arguments, "--yes")

        assert (2, "") == (code, output)
        assert error.startswith(told)
        assert [] == kept()


class TestAnnouncements:
    def test_none(self, command):
        """Without any, that is said."""
        assert (0, "Aucune annonce.\n", "") == command("announcements")

    def test_listed(self, command):
        """Each is listed with its state, its hour and its recipients, the newest first."""
        announce(command, "--at", "demain à 9h", "--yes")
        command("announce", "--fact", "--at", "chaque lundi à 9h", "--yes")
        _, output, _ = command("announcements")

        assert ["Annonce n° 2 : prévue.", "chaque lundi à 9 h", "Tous les abonnés — (le fait du jour)"] == [
            line.replace("\u202f", " ") for line in output.split("\n")[:3]
        ]
        assert "Tous les abonnés — Réunion samedi." in output

    def test_figures(self, command):
        """What was delivered to how many is told, also as JSON."""
        now = datetime.now(UTC)

        async def deliver(database):
            await StoredSubscriptions(database).subscribe(Contact("telegram", "5"), is_group=False)
            ledger = StoredLedger(database)
            await StoredAnnouncements(database).add(
                Announcement(Content("Bonjour"), at=now - timedelta(seconds=5), status=Status.SCHEDULED)
            )
            (due,) = await ledger.due(now)
            await ledger.start(due, due.content, None)
            while await ledger.gather(now, 10):
                pass

        on_database(deliver)
        told = command("announcements")[1].replace("\u202f", " ")
        found = json.loads(command("announcements", "--json")[1])

        assert "Reçues : 0 sur 1" in told
        assert ("delivering", "Bonjour", 1, 0) == (
            found["status"],
            found["text"],
            found["counts"]["waiting"],
            found["counts"]["sent"],
        )
