import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.prefixes import Prefixes

KNOWN = (
    "fibre",
    "fibres",
    "inauguration",
    "inaugure",
    "huawei",
    "hangzhou",
    "cybersecurite",
    "sante",
    "250",
    "25",
)


@pytest.fixture(scope="module")
def prefixes():
    return Prefixes(KNOWN)


class TestBegun:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("f", {"fibre", "fibres"}),
            ("inaug", {"inauguration", "inaugure"}),
            ("inaugurat", {"inauguration"}),
            ("25", {"25", "250"}),
            ("fibrex", set()),
            ("z", set()),
        ],
    )
    def test_letters(self, prefixes, typed, words):
        """The words that begin as typed are found, letter for letter, and no other."""
        assert words == prefixes.begun(typed).keys()

    def test_whole(self, prefixes):
        """A word typed whole fits best; the more is missing, the less it fits."""
        found = prefixes.begun("fibre")

        assert 1.0 == found["fibre"] > found["fibres"] > prefixes.begun("fib")["fibre"] > 0.8


class TestAlike:
    @pytest.mark.parametrize(
        ("typed", "word"),
        [
            ("fb", "fibre"),
            ("fbi", "fibre"),
            ("hauwei", "huawei"),
            ("hauw", "huawei"),
            ("hnagz", "hangzhou"),
            ("hagz", "hangzhou"),
            ("hanngz", "hangzhou"),
            ("imaug", "inauguration"),
            ("innaugurasion", "inauguration"),
            ("nangzhou", "hangzhou"),
            ("sibersecu", "cybersecurite"),
            ("sent", "sante"),
        ],
    )
    def test_slips(self, prefixes, typed, word):
        """A letter left out, added, changed, swapped, two of them in a long word, or spelling by ear."""
        assert word in prefixes.alike(typed)

    @pytest.mark.parametrize("typed", ["f", "ibr", "25", "26", "2b", "tulipe"])
    def test_too_far(self, prefixes, typed):
        """One letter has no slip yet, three have none in the first, a number has none ever."""
        assert {} == prefixes.alike(typed)

    def test_fewer_slips(self, prefixes):
        """The fewer the slips, the nearer."""
        assert prefixes.alike("hangzhuo")["hangzhou"] > prefixes.alike("hanghzuo")["hangzhou"]

    def test_long(self, prefixes):
        """What is typed beyond the letters compared is no slip."""
        assert "cybersecurite" in prefixes.alike("cybersecuritaire")


@given(st.text("abcdefghinoruwyz25", min_size=1, max_size=20))
def test_anything(typed):
    """Whatever is typed, what is found is known, and fits from 0 to 1."""
    prefixes = Prefixes(KNOWN)
    found = {**prefixes.alike(typed), **prefixes.begun(typed)}

    assert found.keys() <= set(KNOWN)
    assert all(0 < weight <= 1 for weight in found.values())


def test_no_words():
    """Without words, nothing is found."""
    assert ({}, {}) == (Prefixes(()).begun("fibre"), Prefixes(()).alike("fibre"))
