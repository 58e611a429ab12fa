import pytest

from bot.matching.french import plain
from bot.matching.matcher import Matcher
from bot.matching.sms import ABBREVIATIONS


class TestAbbreviations:
    def test_plain_meanings(self):
        """What a form stands for is written as we compare words: small letters, no accents, no marks."""
        assert [] == [meant for meant in ABBREVIATIONS.values() if meant != plain(meant) or "'" in meant]

    def test_small_letters(self):
        """Forms are looked up in small letters."""
        assert [] == [typed for typed in ABBREVIATIONS if typed != typed.lower()]


class TestFind:
    @pytest.mark.parametrize(
        ("typed", "entry"),
        [
            ("cb de batiments st raccordés", "reseau-batiments"),
            ("kombien a couté le projet", "argent-cout"),
            ("ki a inauguré", "reseau-inauguration"),
            ("kel bank a prêté", "argent-preteur"),
            ("KELLE LONGUEUR", "reseau-longueur"),
        ],
    )
    def test_sms(self, best, typed, entry):
        """What is typed as on a phone finds the same entry as in full."""
        assert entry == best(typed)

    def test_words_of_the_faq(self, knowledge_of):
        """A word the FAQ uses is that word, though elsewhere it is short for another."""
        matcher = Matcher(
            knowledge_of({"fournisseur": ["La société SS pose-t-elle le câble ?"], "autre": ["sans papiers"]})
        )

        assert ["ss"] == [word.typed for word in matcher.reader.read("SS").words]
        assert "fournisseur" == matcher.find("ss").matches[0].entry.id

    def test_words_of_synonyms(self, knowledge_of):
        """So is a word of its synonyms."""
        matcher = Matcher(
            knowledge_of({"a": ["le dossier"], "b": ["la route"]}, synonyms=[("dossier", "ds")])
        )

        assert "a" == matcher.find("ds").matches[0].entry.id

    def test_accent_typed(self, knowledge_of):
        """« é » is « est », even when the FAQ has the letter E."""
        matcher = Matcher(knowledge_of({"e": ["le point E"], "g": ["le point G"]}))

        assert ["ou", "est"] == [word.typed for word in matcher.reader.read("où é").words]
