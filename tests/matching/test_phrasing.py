import numpy as np
import pytest

from bot.matching import Matcher
from bot.matching.french import words
from bot.matching.phrasing import DIMENSIONS, Phrasing, letters


def alike(one, other):
    first, second = letters([one, other]).astype(float)
    return float(first @ second / np.sqrt((first @ first) * (second @ second)))


class TestLetters:
    def test_rows(self):
        """A row a word, the same however many words are read with it."""
        together = letters(["fibre", "de", "Lomé"])

        assert (3, DIMENSIONS) == together.shape
        for word, row in zip(["fibre", "de", "Lomé"], together, strict=True):
            np.testing.assert_array_equal(letters([word])[0], row)

    def test_many(self):
        """More words than one batch are read as well."""
        many = [f"mot{number}" for number in range(5000)]

        np.testing.assert_array_equal(letters(many[-1:])[0], letters(many)[-1])

    def test_none(self):
        """No word, no row."""
        assert (0, DIMENSIONS) == letters([]).shape

    def test_alike(self):
        """Words that share groups of letters are alike, a word is itself, others are not."""
        assert pytest.approx(1.0) == alike("financement", "financement")
        assert alike("financement", "finance") > 0.5
        assert abs(alike("financement", "kilometre")) < 0.15

    def test_begins(self):
        """Where a word begins and ends counts: « port » is not in « rapport » as a word."""
        assert alike("port", "portuaire") > alike("port", "sportif")


class TestPhrasing:
    @pytest.fixture
    def cosines(self, matcher):
        """How all the wordings of the tiny FAQ are put beside a question."""
        wordings = np.arange(len(matcher.ground.owners), dtype=np.int32)
        phrasing = Phrasing(matcher.ground)
        return lambda *asked: phrasing.cosines(wordings, asked)

    def test_itself(self, knowledge, cosines):
        """A wording is put as itself, whatever the order of its words."""
        typed = words(next(iter(knowledge.entries)).questions[0])

        found = cosines(*reversed(typed))

        assert 0 == int(np.argmax(found.asked))
        assert pytest.approx(1.0) == found.asked[0]

    def test_among(self, cosines):
        """Wordings beside each other: 1 on the diagonal, the same both ways."""
        among = cosines("fibre").among

        np.testing.assert_allclose(np.ones(len(among)), np.diag(among), atol=1e-5)
        np.testing.assert_allclose(among.T, among, atol=1e-6)

    def test_again(self, cosines):
        """What was compared once is compared the same again."""
        once, again = cosines("fibre", "posee"), cosines("fibre", "posee")

        np.testing.assert_array_equal(once.asked, again.asked)
        np.testing.assert_array_equal(once.among, again.among)

    def test_repeated(self, knowledge_of):
        """A wording that says one word hundreds of times is still put as that word."""
        matcher = Matcher(knowledge_of({"non": ["non " * 300], "oui": ["oui"]}))

        found = Phrasing(matcher.ground).cosines(np.array([0, 1], dtype=np.int32), ["non"])

        assert pytest.approx(1.0, abs=1e-3) == found.asked[0]
        assert found.asked[1] < 0.5

    def test_nothing(self, cosines):
        """A question without words is put like none."""
        assert not cosines().asked.any()
