"""Figures and dates are the same thing however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.quantity import Date, Figures, Quantity, figures

UNITS_IN_LETTERS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
).split()
TENS_IN_LETTERS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
SCALES_IN_LETTERS = ((10**9, "milliard"), (10**6, "million"))


def in_letters(number):
    """A whole number below a thousand milliards, as one writes it in letters; nothing for zero."""
    for scale, name in SCALES_IN_LETTERS:
        if number >= scale:
            count, rest = divmod(number, scale)
            plural = "s" if count > 1 else ""
            return f"{below_a_million(count)} {name}{plural} {in_letters(rest)}".strip()
    return below_a_million(number)


def below_a_million(number):
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return below_a_thousand(rest)
    head = (
        ""
        if thousands == 1
        else below_a_thousand(thousands).replace("cents", "cent").replace("vingts", "vingt")
    )
    return f"{head} mille {below_a_thousand(rest)}".strip()


def below_a_thousand(number):
    hundreds, rest = divmod(number, 100)
    head = {0: "", 1: "cent"}.get(hundreds, f"{UNITS_IN_LETTERS[hundreds]} cent")
    if hundreds > 1 and not rest:
        return f"{head}s"
    return f"{head} {below_a_hundred(rest)}".strip()


def below_a_hundred(number):
    if number < 20:
        return UNITS_IN_LETTERS[number] if number else ""
    if number >= 80:
        return f"quatre-vingt-{UNITS_IN_LETTERS[number - 80]}" if number > 80 else "quatre-vingts"
    ten, rest = (6, number - 60) if number >= 60 else divmod(number, 10)
    joint = " et " if rest in (1, 11) else "-"
    return TENS_IN_LETTERS[ten] + (joint + UNITS_IN_LETTERS[rest] if rest else "")


def quantity(text):
    """The only quantity of a text, which states no date."""
    found = figures(text)
    assert () == found.dates
    [only] = found.quantities
    return only


def dates(text):
    return list(figures(text).dates)


class TestNumber:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("15 mds", 15 * 10**9),
            ("15 Mds", 15 * 10**9),
            ("15MDS", 15 * 10**9),
            ("quinze milliards", 15 * 10**9),
            ("15 000 000 000", 15 * 10**9),
            ("15\u202f000\u202f000\u202f000", 15 * 10**9),
            ("15.000.000.000", 15 * 10**9),
            ("15000 millions", 15 * 10**9),
            ("1,5 milliard", 1.5 * 10**9),
            ("1.5 milliard", 1.5 * 10**9),
            ("un milliard et demi", 1.5 * 10**9),
            ("deux millions et demi", 2.5 * 10**6),
            ("2 milliards 300 millions", 2.3 * 10**9),
            ("un million cinq cent mille", 1.5 * 10**6),
            ("2 millions 500 000", 2.5 * 10**6),
            ("15 k", 15_000),
            ("un millier", 1000),
            ("mille", 1000),
            ("deux", 2),
            ("cinq cent soixante-cinq", 565),
        ],
    )
    def test_however_written(self, text, expected):
        """A number is worth the same in digits, in words, grouped, or with its scale."""
        assert Quantity(expected) == quantity(text)

    @given(st.integers(2, 10**6 - 1) | st.integers(1000, 10**9 - 1).map(lambda thousands: thousands * 1000))
    def test_in_letters(self, number):
        """Any number written out compares equal to its digits, grouped or not."""
        grouped = f"{number:,}".replace(",", "\u202f")

        assert Quantity(number, "km") == quantity(f"{in_letters(number)} km")
        assert Quantity(number, "km") == quantity(f"{grouped} km")
        assert Quantity(number, "km") == quantity(f"{number} km")

    @pytest.mark.parametrize(
        "text", ["un câble", "une fibre", "c’est la 5G", "le 3e point", "la première fois", ""]
    )
    def test_none(self, text):
        """An article, a rank or a name with a digit is no quantity."""
        assert Figures() == figures(text)

    def test_several(self):
        """Each number is its own, in order; what does not add up is not added."""
        assert [15 * 10**9, 36, 3 * 10**9, 500] == [
            found.number for found in figures("15 milliards 3 ans, 3 milliards et 500").quantities
        ]


class TestUnit:
    @pytest.mark.parametrize(
        ("text", "number", "unit"),
        [
            ("250 km", 250, "km"),
            ("250km", 250, "km"),
            ("250 kilomètres", 250, "km"),
            ("250 kms de fibre", 250, "km"),
            ("15 milliards de FCFA", 15 * 10**9, "fcfa"),
            ("15 milliards de francs CFA", 15 * 10**9, "fcfa"),
            ("15 mds F CFA", 15 * 10**9, "fcfa"),
            ("2 000 F", 2000, "fcfa"),
            ("60 milliards de dollars", 60 * 10**9, "dollar"),
            ("60 milliards US$", 60 * 10**9, "dollar"),
            ("60 milliards de $", 60 * 10**9, "dollar"),
            ("$60 milliards", 60 * 10**9, "dollar"),
            ("US$ 60 milliards", 60 * 10**9, "dollar"),
            ("un million d’euros", 10**6, "euro"),
            ("3 €", 3, "euro"),
            ("2 ans", 24, "mois"),
            ("24 mois", 24, "mois"),
            ("2 semaines", 14, "jour"),
            ("14 jours", 14, "jour"),
            ("2 Gbit/s", 2000, "bit/s"),
            ("2000 Mbps", 2000, "bit/s"),
            ("20 %", 20, "%"),
            ("20%", 20, "%"),
            ("vingt pour cent", 20, "%"),
        ],
    )
    def test_measure(self, text, number, unit):
        """A measure has one name and one size, whatever the word or sign that writes it."""
        assert Quantity(number, unit) == quantity(text)

    @pytest.mark.parametrize(
        ("text", "counted"),
        [
            ("565 bâtiments", {"bat"}),
            ("cinq grands engagements", {"grand", "engag"}),
            ("5 de ces engagements", {"engag"}),
            ("2 000 personnes", {"person"}),
            ("53 pays c’est ça", {"pay"}),
            ("c’est 53, non", set()),
        ],
    )
    def test_count(self, text, counted):
        """What is no measure counts the words of substance that follow, down to the end of what is counted."""
        assert (None, counted) == (quantity(text).unit, quantity(text).counted)

    @pytest.mark.parametrize(("text", "numbers"), [("5-10 ans", [5, 120]), ("500 à 600 km", [500, 600])])
    def test_range(self, text, numbers):
        """A range states both its ends."""
        assert numbers == [found.number for found in figures(text).quantities]


class TestIsOf:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("500 km", "250 km"),
            ("15 milliards de dollars", "15 milliards de FCFA"),
            ("500", "250 km"),
            ("500", "565 bâtiments"),
            ("500 bâtiments", "565 bâtiments publics"),
            ("3 grands engagements", "5 engagements"),
        ],
    )
    def test_same(self, first, second):
        """Measures of one kind are of one thing, currencies too, and so are counts that share a word or say none."""
        assert quantity(first).is_of(quantity(second))
        assert quantity(second).is_of(quantity(first))

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("500 km", "15 milliards de FCFA"),
            ("2 ans", "20 %"),
            ("500 bâtiments", "250 km"),
            ("5 engagements", "8 domaines"),
        ],
    )
    def test_other(self, first, second):
        """Measures of different kinds, or counts of different things, are not held against each other."""
        assert not quantity(first).is_of(quantity(second))
        assert not quantity(second).is_of(quantity(first))


class TestDate:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("en 2018", Date(2018)),
            ("en deux mille dix-huit", Date(2018)),
            ("avril 2017", Date(2017, 4)),
            ("au mois d’août", Date(None, 8)),
            ("le 24 avril", Date(None, 4, frozenset({24}))),
            ("le 24 avril 2017", Date(2017, 4, frozenset({24}))),
            ("le vingt-quatre avril deux mille dix-sept", Date(2017, 4, frozenset({24}))),
            ("24/04/2017", Date(2017, 4, frozenset({24}))),
            ("24-4-2017", Date(2017, 4, frozenset({24}))),
            ("24.04.2017", Date(2017, 4, frozenset({24}))),
            ("le 1er septembre 2018", Date(2018, 9, frozenset({1}))),
            ("le premier septembre 2018", Date(2018, 9, frozenset({1}))),
            ("les 3 et 4 septembre 2018", Date(2018, 9, frozenset({3, 4}))),
            ("du 3 au 4 septembre 2018", Date(2018, 9, frozenset({3, 4}))),
            ("les 1er et 2 mars", Date(None, 3, frozenset({1, 2}))),
        ],
    )
    def test_however_written(self, text, expected):
        """A date is as precise as it was said, in digits or in words."""
        assert Figures((), (expected,)) == figures(text)

    @pytest.mark.parametrize("text", ["2019-2021", "2019–2021", "2019/2021", "de 2019 à 2021"])
    def test_period(self, text):
        """A period is its two ends."""
        assert [Date(2019), Date(2021)] == dates(text)

    @pytest.mark.parametrize(
        "text",
        ["2000 km", "2 000 personnes", "2018 dollars", "2 018 colis", "1899", "2101", "2019 milliards"],
    )
    def test_no_year(self, text):
        """Four digits that measure something, are grouped, or are out of this age, are no year."""
        assert [] == dates(text)

    def test_no_such_month(self):
        """« 99/99/2018 » is still in 2018."""
        assert [Date(2018)] == dates("99/99/2018")

    def test_beside_a_quantity(self):
        """A date does not swallow the number beside it."""
        expected = Figures((Quantity(250, "km"),), (Date(2017, 4, frozenset({24})), Date(2018)))

        assert expected == figures("le 24 avril 2017, en 2018 250 km")

    @given(st.dates())
    def test_any_day(self, day):
        """Every day of this age reads the same in digits and in words."""
        months = (
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
        )
        day = day.replace(year=1900 + day.year % 200)
        expected = [Date(day.year, day.month, frozenset({day.day}))]

        assert expected == dates(f"le {day.day} {months[day.month - 1]} {day.year}")
        assert expected == dates(f"{day.day:02}/{day.month:02}/{day.year}")


class TestAnyText:
    @given(st.text() | st.text("0123456789 .,/-–$€%etundmilcars"))
    def test_never_fails(self, text):
        """Whatever is typed, its figures are found without fail."""
        found = figures(text)

        assert all(quantity.number >= 0 for quantity in found.quantities)
        assert all(date.year or date.month for date in found.dates)
