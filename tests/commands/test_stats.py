"""Figures, in the terminal and as a page."""

import re
from xml.etree import ElementTree as ET

import pytest

from bot.conversation import Answer, Outcome, Reply, Suggestion, Vote


def answered(*entries, vote=None):
    return Reply(Outcome.ANSWER, answers=tuple(Answer(entry, "…") for entry in entries), vote=vote)


OFFERED = Reply(Outcome.SUGGEST, suggestions=(Suggestion("Prix", "entree:prix"),))
UNKNOWN = Reply(Outcome.UNKNOWN)


@pytest.fixture
def asked(remember):
    """Questions of this week, and one of a time long past."""
    remember(
        (400, answered("delai")),
        (0, answered("prix", vote=Vote("prix", useful=True))),
        (0, answered("prix", vote=Vote("prix", useful=False))),
        (0, answered("suivi", "prix", vote=Vote("suivi", useful=True))),
        (0, answered("disparue", vote=Vote("prix", useful=True))),
        (0, OFFERED),
        (0, UNKNOWN),
    )


@pytest.mark.usefixtures("asked")
class TestStats:
    def test_shown(self, command):
        """A bar a week, then the entries most given, most offered, and what people thought of them."""
        code, output, error = command("stats", "--weeks", 2)

        plot, lists = output.split("\n\nRéponses", 1)
        lines = plot.split("\n")
        assert (0, "") == (code, error)
        assert "Questions par semaine (6 en tout)" == lines[0]
        assert "█ répondues : 4   ▒ proposées : 1   ░ inconnues : 1" == lines[-1]
        older, this_week = (line for line in lines if "┤" in line)
        assert not set("█▒░") & set(older)
        assert re.search("┤█+▒+░+│", this_week)
        expected = """ les plus données
     3 × Prix de l’envoi
     1 × Suivi du colis
     1 × disparue

Les plus proposées, faute d'avoir bien compris
     1 × Prix de l’envoi

Avis : utile / pas utile
     2 / 1    Prix de l’envoi
     1 / 0    Suivi du colis
"""
        assert sorted(expected.split("\n")) == sorted(lists.split("\n"))

    def test_page(self, command, tmp_path):
        """The page holds its charts and tables, and loads nothing."""
        code, output, _ = command("stats", "--html", "chiffres.html")
        page = (tmp_path / "chiffres.html").read_text(encoding="utf-8")

        assert (0, "Page écrite : chiffres.html\n") == (code, output)
        assert 3 == page.count("<svg ")
        assert not re.search(r"<script|<link|<img|@import|src=|url\(|https?://(?!www\.w3\.org)", page)
        assert page.count("Prix de l’envoi") >= 4
        for chart in re.findall("<svg .*?</svg>", page, re.DOTALL):
            ET.fromstring(chart)

    def test_page_not_writable(self, command):
        """A page that cannot be written is told."""
        expected = "« absent/chiffres.html » ne peut pas être écrit : No such file or directory.\n"
        assert (1, "", expected) == command("stats", "--html", "absent/chiffres.html")

    def test_no_week(self, command):
        """No week at all is wrong use."""
        code, output, error = command("stats", "--weeks", 0)

        assert (2, "") == (code, output)
        assert error.startswith("focac-bot stats : --weeks : nombre entier attendu, à partir de 1 : '0'\n")


class TestEscaped:
    def test_title(self, remember, command, tmp_path):
        """A title with marks is no mark of the page."""
        faq = tmp_path / "faq" / "colis.yaml"
        faq.write_text(
            faq.read_text(encoding="utf-8").replace("Prix de l'envoi", "Prix <b> & co"), encoding="utf-8"
        )
        remember((0, answered("prix", vote=Vote("prix", useful=True))))
        command("stats", "--html", "chiffres.html")
        page = (tmp_path / "chiffres.html").read_text(encoding="utf-8")

        assert "<b>" not in page
        assert "Prix &lt;b&gt; &amp; co" in page


class TestNothing:
    def test_no_question(self, remember, command):
        """Weeks without a question have no plot."""
        remember((400, UNKNOWN))

        assert (0, "Aucune question n'a été posée pendant ces semaines.\n", "") == command("stats")

    def test_no_database(self, command):
        """Before the bot has served there is nothing to count."""
        code, _, error = command("stats")

        assert 1 == code
        assert error.startswith("Rien n'a encore été gardé")
