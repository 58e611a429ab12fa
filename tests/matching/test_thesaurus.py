import pytest

from bot.matching.thesaurus import Thesaurus

GROUPS = (
    ("kilomètres", "km"),
    ("focac", "forum sino-africain", "le grand forum sino-africain de Pékin"),
    ("coût", "prix"),
)


class TestTerm:
    def test_synonyms(self):
        """The words of a group, and their forms, count as one."""
        thesaurus = Thesaurus(GROUPS)

        assert thesaurus.term("kilometres") == thesaurus.term("kilometre") == thesaurus.term("km")

    def test_other_groups(self):
        """The words of two groups do not."""
        thesaurus = Thesaurus(GROUPS)

        assert thesaurus.term("km") != thesaurus.term("prix")

    def test_alone(self):
        """A word of no group is its stem, which no group can be mistaken for."""
        thesaurus = Thesaurus(GROUPS)

        assert thesaurus.term("fibres") == thesaurus.term("fibre") == "fibr"
        assert "kilometr" != thesaurus.term("kilometres")

    def test_word_in_two_groups(self):
        """A word of two groups stays with the first."""
        thesaurus = Thesaurus([("prix", "tarif"), ("somme", "tarif")])

        assert thesaurus.term("prix") == thesaurus.term("tarif") != thesaurus.term("somme")

    def test_numbers(self):
        """A number of a group may be typed in words or in digits."""
        thesaurus = Thesaurus([("acte", "vingt et un")])

        assert thesaurus.term("acte") == thesaurus.term("21")


class TestPhraseAt:
    @pytest.mark.parametrize("text", ["forum sino africain", "forums sino africains"])
    def test_phrase(self, text):
        """A phrase of a group is one term, that of its first word, whatever its form."""
        thesaurus = Thesaurus(GROUPS)

        assert (3, thesaurus.term("focac")) == thesaurus.phrase_at(["le", *text.split()], 1)

    def test_longest_first(self):
        """The longest phrase wins over one it begins with."""
        thesaurus = Thesaurus([("a", "forum sino"), ("b", "forum sino africain")])

        assert (3, "=b") == thesaurus.phrase_at(["forum", "sino", "africain"], 0)

    @pytest.mark.parametrize("typed", [["forum"], ["forum", "sino"], ["forum", "africain"], ["focac"]])
    def test_no_phrase(self, typed):
        """Part of a phrase, or a single word, is no phrase."""
        assert (0, "") == Thesaurus(GROUPS).phrase_at(typed, 0)


class TestBeginsPhrase:
    def test_first_words(self):
        """Only the first word of a phrase may begin it."""
        thesaurus = Thesaurus(GROUPS)

        assert [True, False, False] == [thesaurus.begins_phrase(word) for word in ("forum", "africain", "km")]


class TestWords:
    def test_single_words(self):
        """Its single words are known; those of phrases are left to the FAQ."""
        assert {"kilometres", "km", "focac", "cout", "prix"} == Thesaurus(GROUPS).words

    @pytest.mark.parametrize("groups", [(), ((),), (("…", "?"),)])
    def test_empty(self, groups):
        """No group, or groups without a word, leave every word as it is."""
        thesaurus = Thesaurus(groups)

        assert frozenset() == thesaurus.words
        assert "fibr" == thesaurus.term("fibre")
