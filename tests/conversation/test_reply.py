"""Entries as a reply holds them."""

import pytest
from conversing import DELAY, POSTE, PRICE

from bot.conversation import Answer, Suggestion


class TestSuggestion:
    def test_of_entry(self):
        """An entry is offered under its title."""
        assert Suggestion("Délai de livraison", "entree:delai") == Suggestion.of_entry(DELAY)

    @pytest.mark.parametrize(
        ("target", "expected"),
        [("entree:delai", "delai"), ("theme:delai", None), ("theme:entree:delai", None), ("themes", None)],
    )
    def test_entry_id(self, target, expected):
        """Only what leads to an entry has an entry's id."""
        assert expected == Suggestion("…", target).entry_id


class TestAnswer:
    def test_of_entry(self):
        """An answer says all an entry has to say."""
        assert Answer("delai", "En 3 jours.", "Sauf le dimanche.", (POSTE,)) == Answer.of_entry(DELAY)

    def test_of_bare_entry(self):
        """An entry without details nor sources is an answer all the same."""
        assert Answer("prix", "2 000 F.", None, ()) == Answer.of_entry(PRICE)
