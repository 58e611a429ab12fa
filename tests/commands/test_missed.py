"""What people asked in vain, as an editor reads it."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import Missed, Outcome, Reply, Why

NOBODY = "Personne n'a rien demandé en vain ces 180 derniers jours.\nPour"


def in_vain(question, why=Why.UNKNOWN, nearest=None):
    return Reply(Outcome.UNKNOWN, missed=Missed(question, why, nearest))


def day(ago):
    return (datetime.now(UTC) - timedelta(days=ago)).date().isoformat()


@pytest.fixture
def asked(remember):
    """Questions of some days."""
    remember(
        (9, in_vain("Quand ouvre le musée des timbres ?")),
        (5, in_vain("le musée des timbres ouvre quand")),
        (5, in_vain("Il pleut à Lomé ?", Why.REFUSED, "boutique-3")),
        (4, in_vain("il pleut a lome", Why.REFUSED, "boutique-3")),
        (3, in_vain("il pleut à Lomé", Why.REFUSED, "suivi")),
        (2, in_vain("horaires du dimanche", Why.UNSURE, "delai")),
        (1, in_vain("Où est mon colis ?", Why.UNSURE, "prix")),
    )


@pytest.mark.usefixtures("asked")
class TestMissed:
    def test_shown(self, command):
        """The most asked first, alike ones together, with why and the nearest entry; what has an answer by now is left out."""
        code, output, error = command("missed")

        expected = f"""\
   3 × Il pleut à Lomé ?
       dans les hors-sujet ; la plus proche : suivi ; du {day(5)} au {day(3)}
   2 × le musée des timbres ouvre quand
       rien d'assez proche ; du {day(9)} au {day(5)}
          1 × Quand ouvre le musée des timbres ?
   1 × horaires du dimanche
       aucun des choix proposés ne convenait ; la plus proche : delai ; le {day(2)}
3 questions en vain, 6 fois en tout.
1 autres ont désormais leur réponse : « --all » les montre.
Pour qu'une entrée y réponde : focac-bot learn QUESTION ENTRÉE
"""
        assert (0, expected, "") == (code, output, error)

    def test_all(self, command):
        """Asked for, those with an answer by now are shown too."""
        _, output, _ = command("missed", "--all")

        assert "   1 × Où est mon colis ?\n" in output
        assert "4 questions en vain, 7 fois en tout.\n" in output

    def test_learnt(self, command):
        """A question taught to an entry is missed no more."""
        command("learn", "quand ouvre le musée des timbres", "boutique-5")

        assert "Quand ouvre le musée" not in command("missed")[1]

    def test_some(self, command):
        """So many groups are shown, and the others told of."""
        _, output, _ = command("missed", "--groups", 1)

        assert 1 == output.count(" × ")
        assert "Montrées ici : 1 ; « --groups 3 » les montre toutes, « --csv » aussi.\n" in output

    def test_csv(self, command):
        """A spreadsheet gets each question with the number of its group."""
        code, output, _ = command("missed", "--csv")

        rows = list(csv.reader(io.StringIO(output)))
        assert 0 == code
        assert ["groupe", "question", "fois", "première", "dernière", "plus proche", "pourquoi"] == rows[0]
        assert ["1", "Il pleut à Lomé ?", "3", day(5), day(3), "suivi", "dans les hors-sujet"] == rows[1]
        assert ["1", "2", "2", "3"] == [row[0] for row in rows[1:]]


class TestHarmless:
    def test_formula(self, remember, command):
        """What somebody wrote as a formula is no formula for the spreadsheet."""
        remember((1, in_vain("=HYPERLINK(zut)")), (1, in_vain("+228 zut")))

        assert ["'+228 zut", "'=HYPERLINK(zut)"] == sorted(
            row[1] for row in list(csv.reader(io.StringIO(command("missed", "--csv")[1])))[1:]
        )


class TestNothing:
    def test_no_database(self, command, tmp_path):
        """Before the bot has served there is nothing to read, and none is made."""
        expected = "Rien n'a encore été gardé : la base de données naît au premier « focac-bot run ».\n"
        assert (1, "", expected) == command("missed")
        assert not (tmp_path / "data").exists()

    def test_none(self, remember, command):
        """Where nobody asked in vain, it is said so."""
        remember((1, Reply(Outcome.SOCIAL)))

        assert (0, "Personne n'a rien demandé en vain ces 180 derniers jours.\n", "") == command("missed")

    def test_no_database_of_ours(self, command, tmp_path):
        """A file that is no database is told."""
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "bot.sqlite").write_bytes(b"no database" * 1000)
        code, _, error = command("missed")

        assert 1 == code
        assert "La base de données ne peut pas être lue (SQLITE_NOTADB)." == error.split("\n")[0]

    def test_unusable_setting(self, command, monkeypatch):
        """A setting that names no database is wrong use."""
        monkeypatch.setenv("BOT_DATABASE", "postgresql+mystery://localhost/bot")
        code, _, error = command("missed")

        assert 2 == code
        assert error.startswith("BOT_DATABASE n'est pas l'adresse d'une base")
