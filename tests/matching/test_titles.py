import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.titles import Titles

TITLES = ("Le montant du prêt", "Montant en euros", "Industrie (domaine 1)", "L’", "250 km de fibre")


@pytest.fixture(scope="module")
def titles():
    return Titles(TITLES)


def alike(found):
    return dict(zip(TITLES, found.round(2).tolist(), strict=True))


class TestBegun:
    @pytest.mark.parametrize("typed", [["mont"], ["montant"]])
    def test_article(self, titles, typed):
        """A title begins as typed, with its article or without it."""
        found = alike(titles.begun(typed))

        assert [1.0, 1.0] == [found["Le montant du prêt"], found["Montant en euros"]]
        assert 1.0 > found["Industrie (domaine 1)"]

    def test_whole(self, titles):
        """Several words are one beginning."""
        found = alike(titles.begun(["le", "montant", "d"]))

        assert 1.0 == found["Le montant du prêt"] > found["Montant en euros"]

    @pytest.mark.parametrize("typed", ["monant", "montannt", "momtant", "motnant"])
    def test_slip(self, titles, typed):
        """A slip costs little."""
        assert 1.0 > alike(titles.begun([typed]))["Montant en euros"] > 0.8

    def test_longer_than_any(self, titles):
        """A question begins no title."""
        assert {0.0} == set(titles.begun(["quel", "est", "le", "montant", "du", "prêt"]).tolist())


class TestNamed:
    def test_whole(self, titles):
        """A title is named when it is typed to its end, with or without its article and what is in parentheses."""
        for typed, title in ((["montant", "du", "pret"], TITLES[0]), (["industrie"], TITLES[2])):
            assert 1.0 == alike(titles.named(typed))[title]

    def test_beginning(self, titles):
        """Its first word does not name it."""
        assert 0.6 > alike(titles.named(["montant"]))["Montant en euros"]


@given(st.lists(st.text("abcdeimnortu15", min_size=1), min_size=1, max_size=6))
def test_anything(typed):
    """Whatever is typed, each title is alike from 0 to 1."""
    found = [*Titles(TITLES).begun(typed), *Titles(TITLES).named(typed)]

    assert 2 * len(TITLES) == len(found)
    assert all(0 <= value <= 1 for value in found)


def test_no_titles():
    """Without titles, nothing is alike."""
    assert (0, 0) == (len(Titles(()).begun(["a"])), len(Titles(()).named(["a"])))
