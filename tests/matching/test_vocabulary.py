import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import vocabulary as module
from bot.matching.vocabulary import Vocabulary

KNOWN = (
    "inauguration",
    "fibre",
    "optique",
    "batiments",
    "montant",
    "projet",
    "banque",
    "enfants",
    "longueur",
    "565",
)


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary(KNOWN, ["pleuvoir"])


def weight(vocabulary, typed, meant):
    return next((option.weight for option in vocabulary.options(typed) if option.word == meant), 0.0)


class TestOptions:
    @pytest.mark.parametrize(
        "typed",
        [
            "inauguraton",
            "inaugurattion",
            "inaugurstion",
            "inauguartion",
            "ianuguraton",
            "onauguration",
            "inaugur4ation",
            "inaugu4ation",
            "inaugurasion",
            "inoguration",
        ],
    )
    def test_slips(self, vocabulary, typed):
        """A letter left out, added, changed, swapped, two at once, the first one, a digit, spelling by ear."""
        assert "inauguration" == vocabulary.options(typed)[0].word

    def test_digit_alone(self, vocabulary):
        """A digit that slipped into a word otherwise right is no matter."""
        assert "enfants" == vocabulary.options("enf3ants")[0].word

    def test_digit_said(self):
        """A digit may be said: « combi1 »; a word is an option once."""
        options = Vocabulary(["combien", "commis", "demain"]).options("combi1")

        assert ["combien"] == [option.word for option in options if option.word == "combien"]
        assert "combien" == options[0].word

    def test_fewer_slips(self, vocabulary):
        """The fewer the slips, the more it counts."""
        once, twice = (weight(vocabulary, typed, "inauguration") for typed in ("inauguraton", "inaugraton"))

        assert 1 > once > twice > 0

    def test_heard(self, vocabulary):
        """A word said alike counts more than one with as many letters wrong and said otherwise."""
        assert weight(vocabulary, "montan", "montant") > weight(vocabulary, "montabt", "montant")

    def test_known(self, vocabulary):
        """A known word stands for itself first."""
        assert ("fibre", 1.0) == (vocabulary.options("fibre")[0].word, vocabulary.options("fibre")[0].weight)

    @pytest.mark.parametrize("typed", ["chambre", "rejet", "trajet", "montage"])
    def test_everyday_words(self, vocabulary, typed):
        """Everyday words are not taken for the FAQ's own that look a little like them."""
        assert () == vocabulary.options(typed)

    def test_kin(self, vocabulary):
        """A look-alike spelt right counts less than a slip."""
        assert weight(vocabulary, "projte", "projet") > weight(vocabulary, "projets", "projet") > 0

    def test_nothing_near(self, vocabulary):
        """What looks like nothing known stands for nothing."""
        assert () == vocabulary.options("zzyzx")

    @pytest.mark.parametrize("typed", ["", "1", "fi", "12345", "2.5", "日本"])
    def test_too_little(self, vocabulary, typed):
        """Numbers and very short words are never mended."""
        assert () == vocabulary.options(typed)

    def test_number(self, vocabulary):
        """A number is itself or nothing: one digit away is another number."""
        assert ["565"] == [option.word for option in vocabulary.options("565")]
        assert () == vocabulary.options("566")

    def test_words_of_refusals(self, vocabulary):
        """What only refusals say is known as it is spelt, and no misspelt word is taken for it."""
        assert "pleuvoir" in vocabulary
        assert ["pleuvoir"] == [option.word for option in vocabulary.options("pleuvoir")]
        assert () == vocabulary.options("pleuvoire")

    def test_memory(self, monkeypatch):
        """What is remembered is bounded, and changes no answer."""
        monkeypatch.setattr(module, "_REMEMBERED", 2)
        fresh = Vocabulary(KNOWN)

        first = [fresh.options(typed) for typed in ("fibte", "montan", "projte", "bank")]

        assert 2 == len(fresh._remembered)
        assert first == [fresh.options(typed) for typed in ("fibte", "montan", "projte", "bank")]

    def test_many_near(self):
        """Few options are kept of many look-alikes."""
        family = [f"inauguration{letter}" for letter in string.ascii_lowercase]

        assert module.MOST_OPTIONS == len(Vocabulary(family).options("inauguratio"))

    def test_no_words(self):
        """A vocabulary without words knows nothing, and does no harm."""
        assert () == Vocabulary([]).options("fibre")

    @given(
        st.text(string.ascii_lowercase + string.digits, max_size=20)
        | st.sampled_from(KNOWN).flatmap(
            lambda word: st.tuples(st.integers(0, len(word)), st.sampled_from("aes1")).map(
                lambda slip: word[: slip[0]] + slip[1] + word[slip[0] :]
            )
        )
    )
    def test_any_word(self, vocabulary, typed):
        """Weights are above 0 and at most 1, the heaviest first; only the word itself weighs 1."""
        options = vocabulary.options(typed)

        assert all(0 < option.weight <= 1 for option in options)
        assert [option.weight for option in options] == sorted(
            (option.weight for option in options), reverse=True
        )
        assert len(options) == len({option.word for option in options})
        assert len(options) <= module.MOST_OPTIONS + 1
        assert {option.word for option in options} <= {*KNOWN, typed}


class TestSplit:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("fibreoptique", ("fibre", "optique")),
            ("linauguration", ("inauguration",)),
            ("quoptique", ("optique",)),
            ("fibre", ()),
            ("fibrezzz", ()),
            ("abbanque", ()),
            ("", ()),
        ],
    )
    def test_glued(self, vocabulary, typed, expected):
        """Two known words stuck together, or an elision stuck to one, are told apart; nothing else is."""
        assert expected == vocabulary.split(typed)

    def test_most_even(self):
        """Of several cuts, the one whose shorter part is longest."""
        assert ("porte", "avions") == Vocabulary(["por", "teavions", "porte", "avions"]).split("porteavions")
