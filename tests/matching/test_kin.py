"""Words near in meaning count a little for each other."""

import pytest

from bot.matching.kin import KIN_OF_KNOWN, KIN_OF_STRANGE, Kin
from bot.matching.thesaurus import Thesaurus

THESAURUS = Thesaurus([["jack ma", "jackma"]])
NUMBERS = {"banqu": 0, "vill": 1, "=jack ma": 2, "commenc": 3}
KIN = Kin(
    [
        ["banque", "établissement financier"],
        ["ville", "agglomération", "cité"],
        ["jack ma", "patron d'Alibaba"],
        ["inconnu", "ignoré"],
    ],
    THESAURUS,
    NUMBERS,
)


class TestOfWord:
    @pytest.mark.parametrize("word", ["agglomeration", "agglomerations", "cite", "ville"])
    def test_member(self, word):
        """Each word of a group is near to those that the FAQ has, whatever its form."""
        assert {1: "ville"} == KIN.of_word(word)

    @pytest.mark.parametrize("word", ["tulipe", "ignore", "financier", "patron"])
    def test_stranger(self, word):
        """A word of no group, of a group the FAQ has nothing of, or a part of a phrase, is near to nothing."""
        assert {} == KIN.of_word(word)


class TestOfPhrases:
    def test_phrase(self):
        """Each word of a phrase stands for what the phrase is near to, names of several words included."""
        assert {1: {0: "banque"}, 2: {0: "banque"}} == KIN.of_phrases(["quel", "etablissement", "financier"])
        assert {0: {2: "jack ma"}, 1: {2: "jack ma"}, 2: {2: "jack ma"}} == KIN.of_phrases(
            ["patron", "d", "alibaba"]
        )

    def test_part(self):
        """Part of a phrase is not the phrase."""
        assert {} == KIN.of_phrases(["etablissement", "scolaire"])


class TestReader:
    def test_shares(self):
        """A word the FAQ has not counts more for its kin than one it has, and less than the word itself."""
        assert 0 < KIN_OF_KNOWN < KIN_OF_STRANGE < 1
