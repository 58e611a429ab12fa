"""Entries as a reply holds them."""

from dataclasses import replace

import pytest
from conversing import DELAY, POSTE, PRICE

from bot.conversation import Answer, Suggestion
from bot.conversation.reply import opened
from bot.knowledge import Entry


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
        expected = Answer("delai", "En 3 jours.", "Sauf le dimanche.", (POSTE,), "Délai de livraison")

        assert expected == Answer.of_entry(DELAY)

    def test_of_bare_entry(self):
        """An entry without details nor sources is an answer all the same."""
        assert Answer("prix", "2 000 F.", None, (), "Prix de l’envoi") == Answer.of_entry(PRICE)

    @pytest.mark.parametrize(
        ("value", "expected"), [("2 000 F", "2 000 F"), ("trois jours", None), ("", None)]
    )
    def test_value(self, value, expected):
        """The value is told when its words are in the text, to be shown there."""
        assert expected == Answer.of_entry(replace(PRICE, value=value)).value

    def test_opening(self):
        """An answer may open with what we think of what was stated."""
        answer = Answer.of_entry(replace(DELAY, value="3 jours"), "Non,")

        assert ("Non, en 3 jours.", "3 jours") == (answer.text, answer.value)

    def test_value_that_begins(self):
        """A value whose capital the opening takes away is no longer in the text, so it is not told."""
        answer = Answer.of_entry(Entry("e", "E", ("?",), "Trois jours.", "Trois jours"), "Oui,")

        assert ("Oui, trois jours.", None) == (answer.text, answer.value)


class TestOpened:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Le colis arrive.", "Oui, le colis arrive."),
            ("L’envoi coûte 2 000 F.", "Oui, l’envoi coûte 2 000 F."),
            ("Il n’y en a pas.", "Oui, il n’y en a pas."),
            ("Aucune n’est ouverte.", "Oui, aucune n’est ouverte."),
            ("À Kara, au marché.", "Oui, à Kara, au marché."),
            ("En 3 jours.", "Oui, en 3 jours."),
            ("250 km ont été posés.", "Oui, 250 km ont été posés."),
        ],
    )
    def test_lowered(self, text, expected):
        """A small word loses its capital after an opening."""
        assert expected == opened(text, "Oui,")

    @pytest.mark.parametrize(
        "text", ["Lomé est servie.", "Huawei l’a construit.", "Lesotho compris.", "Ilorin.", "Sonou."]
    )
    def test_name(self, text):
        """A proper name keeps it, were it to begin like a small word."""
        assert f"Oui, {text}" == opened(text, "Oui,")

    @pytest.mark.parametrize("text", ["Oui, il arrive.", "Non : c’est un prêt.", "Pas tout à fait : 565."])
    def test_opens_already(self, text):
        """An answer that already opens so is left as its editor wrote it."""
        assert text == opened(text, "Non,")

    def test_begins_alike(self):
        """« Nonobstant » is no « Non »."""
        assert "Oui, Nonobstant." == opened("Nonobstant.", "Oui,")
