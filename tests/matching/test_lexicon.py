import pytest

from bot.matching.french import plain
from bot.matching.lexicon import everyday_words


class TestEverydayWords:
    @pytest.mark.parametrize("word", ["montagne", "libre", "ecole", "etait", "coeur"])
    def test_common(self, word):
        """Common words are there, plain."""
        assert word in everyday_words()

    @pytest.mark.parametrize("word", ["inaugurasion", "fibr", "batimant", "était", ""])
    def test_slips(self, word):
        """Words misspelt are not, nor any with an accent."""
        assert word not in everyday_words()

    def test_plain(self):
        """All are as we compare words."""
        assert [] == [word for word in everyday_words() if word != plain(word)]

    def test_read_once(self):
        """The list is made once."""
        assert everyday_words() is everyday_words()
