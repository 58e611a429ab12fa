import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.matching.french import (
    FURNITURE,
    NUMBER_WORDS,
    asks,
    join_digits,
    kinds,
    plain,
    sound,
    stem,
    with_digits,
    words,
)


class TestPlain:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("ÉTÉ Noël ça où", "ete noel ca ou"),
            ("Œuvre et cætera", "oeuvre et caetera"),
            ("e\u0301te\u0301", "ete"),
            ("ﬁbre", "fibre"),
            ("fibre 🎉 日本", "fibre  "),
        ],
    )
    def test_letters(self, typed, expected):
        """Case, accents and ligatures make no difference; marks of other scripts are lost."""
        assert expected == plain(typed)

    @pytest.mark.parametrize("mark", "'’‘`´")
    def test_apostrophes(self, mark):
        """Whatever key the apostrophe is typed with, it is the same."""
        assert "l'accueil" == plain(f"l{mark}accueil")

    @pytest.mark.parametrize("typed", ["™", "ℌ", "№", "\u1fef"])
    def test_letters_behind_symbols(self, typed):
        """A symbol that stands for letters gives small ones."""
        once = plain(typed)

        assert once.lower() == once
        assert once == plain(once)

    @given(st.text())
    @example("™")
    def test_any_text(self, text):
        """Any text becomes ASCII, once and for all."""
        once = plain(text)

        assert once.isascii()
        assert once == plain(once)


class TestJoinDigits:
    @pytest.mark.parametrize("gap", [" ", ".", "\u00a0", "\u202f"])
    def test_groups_of_three(self, gap):
        """Thousands are one number, whatever parts them."""
        assert "1500000 francs" == join_digits(f"1{gap}500{gap}000 francs")

    @pytest.mark.parametrize("text", ["en 2018 250 km", "12 34", "3.5", "1 5000"])
    def test_neighbours(self, text):
        """Numbers that only stand side by side stay apart."""
        assert text == join_digits(text)


class TestWords:
    def test_sentence(self):
        """Elisions stand alone, marks are gone."""
        assert ["l", "accueil", "c", "est", "ou"] == words("L’accueil, c'est OÙ ?!")

    def test_decimals(self):
        """A decimal is one word, with a comma or a point."""
        assert ["2.5", "2.5", "milliards"] == words("2,5 2.5 milliards")

    @pytest.mark.parametrize("text", ["", "  ", "?!…", "🎉", "日本語"])
    def test_nothing(self, text):
        """A text without a Latin letter or a digit has no words."""
        assert [] == words(text)


class TestStem:
    def test_forms(self):
        """The forms of a word share a stem."""
        assert 1 == len({stem(word) for word in ("raccorde", "raccordes", "raccorder", "raccordement")})

    @pytest.mark.parametrize("word", ["les", "2018", "2.5", "3e"])
    def test_left_whole(self, word):
        """Short words and numbers have no ending to lose."""
        assert word == stem(word)


class TestWithDigits:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("cinq cent soixante cinq batiments", "565 batiments"),
            ("quatre vingt dix", "90"),
            ("nonante", "90"),
            ("vingt et un", "21"),
            ("deux mille dix huit", "2018"),
            ("quinze milliards de francs", "15 milliards de francs"),
            ("plus de deux cents", "plus de 200"),
            ("un cable", "un cable"),
        ],
    )
    def test_numbers(self, typed, expected):
        """Numbers in words become digits; « un » alone and the scales stay words."""
        assert expected.split() == with_digits(typed.split())

    def test_decimal_in_words(self):
        """A decimal said in words is the one typed in digits."""
        assert words("2,5 milliards") == with_digits("deux virgule cinq milliards".split())

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("premier", "1e"),
            ("premiere", "1e"),
            ("1er", "1e"),
            ("1re", "1e"),
            ("2nd", "2e"),
            ("2nde", "2e"),
            ("seconde", "2e"),
            ("troisieme", "3e"),
            ("7eme", "7e"),
            ("7ieme", "7e"),
            ("21e", "21e"),
        ],
    )
    def test_ordinals(self, typed, expected):
        """Ordinals have one form, in words or in digits."""
        assert [expected] == with_digits([typed])

    @given(
        st.lists(
            st.sampled_from(sorted(NUMBER_WORDS))
            | st.from_regex(r"[bcdfgjlmpr][aiou][lr][a-z]{0,5}", fullmatch=True).filter(
                lambda word: word not in NUMBER_WORDS and not word.startswith(("mil", "pre"))
            ),
            max_size=12,
        )
    )
    def test_other_words(self, typed):
        """Words that are no numbers are all kept, in order."""
        others = [word for word in typed if word not in NUMBER_WORDS]

        assert others == [
            word for word in with_digits(typed) if not word[0].isdigit() and word not in NUMBER_WORDS
        ]


class TestSound:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("montan", "montant"),
            ("quilometres", "kilometr"),
            ("bato", "bateau"),
            ("kestion", "question"),
            ("fotografi", "photographie"),
            ("inogurassion", "inauguration"),
        ],
    )
    def test_spelt_by_ear(self, one, other):
        """Words spelt by ear share the sound of the word they are."""
        assert sound(one) == sound(other)

    def test_other_words(self):
        """Words said otherwise do not."""
        assert sound("banque") != sound("barque")


class TestFurniture:
    def test_what_weighs(self):
        """What asks weighs more than articles, which weigh more than politeness; none as much as substance."""
        assert 1 > FURNITURE["combien"] > FURNITURE["les"] > FURNITURE["bonjour"] > 0

    def test_substance(self):
        """What an FAQ is about is no furniture."""
        assert FURNITURE.keys().isdisjoint(("fibre", "projet", "banque", "ministere"))


class TestAsks:
    @pytest.mark.parametrize("text", ["Qui a payé", "c’est OÙ", "kel montan", "cb", "à quelle date"])
    def test_question(self, text):
        """A text with a word that asks, even in SMS, asks for something."""
        assert asks(text)

    @pytest.mark.parametrize("text", ["la fibre optique", "", "🎉"])
    def test_mention(self, text):
        """One that only names something does not."""
        assert not asks(text)


class TestKinds:
    def test_several(self):
        """Each kind of thing asked for is told once, in order."""
        both = kinds(["qui", "combien", "nombre"])

        assert 2 == len(both)
        assert both == tuple(sorted({*kinds(["combien"]), *kinds(["qui"])}))

    def test_same_kind(self):
        """« Combien » and « nombre » ask for the same kind of thing; « montant » and « coût » for another."""
        assert kinds(["combien"]) == kinds(["nombre"]) != kinds(["montant"]) == kinds(["cout"])

    def test_none(self):
        """A text that asks for nothing has no kind; « nous sommes » asks for no sum."""
        assert () == kinds(["nous", "sommes"])
        assert () == kinds(["fibre"])
