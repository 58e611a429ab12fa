"""Texts are compared word by word, in any form and by any synonym, and « France » is no « francs »."""

from bot.conversation.gisting import Gists
from bot.knowledge import Claims, Entry

GISTS = Gists([["chef de l'État", "président"], ["fcfa", "francs CFA"]])
ENTRY = Entry(
    "e",
    "E",
    ("Qui a payé ?", "Qui a prêté ?"),
    "…",
    claims=Claims((), ("le prêt", "15 milliards", "un euro")),
)


class TestGist:
    def test_synonym(self):
        """All that means the same is read as one, be it several words."""
        assert GISTS.gist("le chef de l’État togolais") == GISTS.gist("les présidents togolais")

    def test_unit(self):
        """Units are left to quantities."""
        assert GISTS.gist("la France") != GISTS.gist("fcfa")

    def test_nothing(self):
        """Articles alone say nothing."""
        assert GISTS.gist("le la les") == ""


class TestDenied:
    def test_words_only(self):
        """A claim that is but a figure or a unit is judged by its figure."""
        assert (("pret'", False),) == GISTS.denied(ENTRY)


class TestShareAsking:
    def test_share(self):
        """The questions that hold every word, in any order."""
        assert GISTS.share_asking("paye' qui'", ENTRY) == 1 / 2
