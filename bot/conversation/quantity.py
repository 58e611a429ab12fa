"""Figures and dates in a text, made comparable: « quinze milliards », « 15 mds » and « 15 000 000 000 » are one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.matching import is_furniture, stem, with_digits, words

_SCALES = {
    scale: factor
    for factor, listed in (
        (10**3, "k mille millier milliers"),
        (10**6, "million millions mio"),
        (10**9, "milliard milliards mds mrd mrds md mld"),
    )
    for scale in listed.split()
}
_UNITS = {
    word: (unit, factor)
    for unit, factor, listed in (
        ("km", 1.0, "km kms kilometre kilometres"),
        ("fcfa", 1.0, "fcfa cfa franc francs xof f"),
        ("dollar", 1.0, "dollar dollars usd"),
        ("euro", 1.0, "euro euros eur"),
        ("yuan", 1.0, "yuan yuans rmb renminbi"),
        ("mois", 12.0, "an ans annee annees"),
        ("mois", 1.0, "mois"),
        ("jour", 7.0, "semaine semaines"),
        ("jour", 1.0, "jour jours journee journees"),
        ("bit/s", 1.0, "mbit mbits mbps mega megas megabit megabits mo mbs"),
        ("bit/s", 1000.0, "gbit gbits gbps giga gigas gigabit gigabits"),
        ("%", 1.0, "pourcent pct"),
    )
    for word in listed.split()
}
"""Units by the words that write them: a name, and how many of it one is."""

_KINDS = (frozenset(("fcfa", "dollar", "euro", "yuan")), frozenset(("jour", "mois")))
"""Units of one kind: an amount in dollars is none in euros, and three days are no three months."""

_MONTHS = {
    month: number
    for number, listed in enumerate(
        (
            "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
            "novembre", "decembre",
        ),
        1,
    )
    for month in listed.split()
}  # fmt: skip

_OTHER_NUMBERS = {
    # Alone it is not made digits with the others: to whoever looks for entries, it is a small word.
    "deux": "2",
    "dizaine": "10", "douzaine": "12", "quinzaine": "15", "vingtaine": "20", "trentaine": "30", "quarantaine": "40",
    "cinquantaine": "50", "soixantaine": "60", "centaine": "100",
}  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Four digits between these, without a unit, are a year."""

LAST_DAY = 31
COUNTED_WITHIN = 3
"""Words after a number among which stands the thing it counts: « cinq grands engagements »."""

MONEY_FROM = 10.0**9
"""From so many on only money is counted here, whatever its words: « 20 milliards de lignes de crédit »."""

LEAST_ADDED = 1000
"""« 2 milliards 300 millions » is one number, and « 2 milliards 3 ans » two."""

_STEP = frozenset("de d des du la le les l".split())
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PERCENT = re.compile(r"%|\bpour cent\b", re.IGNORECASE)
_RANGE = re.compile(r"(?<=\d)\s*[-–/]\s*(?=\d)")
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_AMOUNT = re.compile(r"(?<=\d)(?!(?:ere?|re|nde?|i?[eè]me?)\b)(?=[a-z]{2,})", re.IGNORECASE)
"""« 250km », and not « 1er »."""

_THOUSANDS = re.compile(r"(?<![\d.,])(\d)[ \u202f\u00a0.](\d{3})(?![\d.,]|[ \u202f\u00a0]\d{3})")
"""« 2 000 personnes »: nobody groups the digits of a year."""

_DOLLAR = re.compile(r"(?:\bus\s?)?\$(?:\s?us\b)?", re.IGNORECASE)
_MONEY_FIRST = re.compile(
    r"\b(dollars|euros)\s*(\d[\d \u202f\u00a0.,]*(?:milli(?:on|ard)s?\b)?)", re.IGNORECASE
)


def is_measure(word: str) -> bool:
    """Whether a plain word is a number, a unit, a scale or a month, « 250 », « km », « milliards », « avril »."""
    return word[0].isdigit() or is_unit(word) or word in _MONTHS


def is_unit(word: str) -> bool:
    """Whether a plain word is a unit or a scale, « km », « milliards »."""
    return word in _UNITS or word in _SCALES


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it is a number of."""

    number: float

    unit: str | None = None
    """A measure or a currency; None for a count, or for a bare number."""

    counted: frozenset[str] = frozenset()
    """The stems of the words after it, among which the thing counted."""

    def is_of(self, other: "Quantity") -> bool:
        """Whether both are numbers of the same thing; a bare one is of anything but a measure of another kind."""
        if self.unit and other.unit:
            return self.unit == other.unit or any({self.unit, other.unit} <= kind for kind in _KINDS)
        if self.unit or other.unit:
            bare = other if self.unit else self
            return not bare.counted
        return not self.counted or not other.counted or not self.counted.isdisjoint(other.counted)

    def is_same(self, other: "Quantity") -> bool:
        """Whether both are one number of what both name; « 5 » alone is no proof of « 5 ans »."""
        named = self.unit or self.counted & other.counted or self.number >= MONEY_FROM
        return bool(named) and self.number == other.number and self.is_in_unit_of(other)

    def is_in_unit_of(self, other: "Quantity") -> bool:
        """Whether the numbers of both can be compared: three months are no three days."""
        return self.is_of(other) and (not self.unit or not other.unit or self.unit == other.unit)


@dataclass(frozen=True, slots=True)
class Date:
    """A year, a month of it, days of that; what was not said is None or empty."""

    year: int | None = None
    month: int | None = None
    days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Figures:
    """The quantities and dates of a text, in order."""

    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()


def figures(text: str) -> Figures:
    """The quantities and dates a text states.

    >>> figures("15 mds de FCFA").quantities == figures("quinze milliards de francs CFA").quantities
    True
    >>> figures("le 24 avril 2017").dates
    (Date(year=2017, month=4, days=frozenset({24})),)
    """
    written = _NUMERIC_DATE.sub(_in_words, _without_marks(text))
    spaced = with_digits(words(_AMOUNT.sub(" ", _RANGE.sub(" ", written))))
    typed = [_OTHER_NUMBERS.get(word, word) for word in spaced]
    dates, left = _dates(typed)
    return Figures(tuple(_quantities(left)), dates)


def _without_marks(text: str) -> str:
    """A text with « % », « $ » and « € » in words, after their number; « 2 000 » can be no year any more.

    >>> _without_marks("20%"), _without_marks("2 000 colis")
    ('20 pourcent ', '2000.0 colis')
    """
    spelt = _DOLLAR.sub(" dollars ", _PERCENT.sub(" pourcent ", text)).replace("€", " euros ")
    return _THOUSANDS.sub(r"\1\2.0", _MONEY_FIRST.sub(r"\2 \1 ", spelt))


def _in_words(date: re.Match[str]) -> str:
    """« 24/04/2017 » with its month in letters; left as it is when there is no such month."""
    day, month, year = date.groups()
    name = next((name for name, number in _MONTHS.items() if number == int(month)), None)
    return f"{int(day)} {name} {year}" if name else date[0]


def _dates(typed: list[str]) -> tuple[tuple[Date, ...], list[str]]:
    """The dates among some words, and the words less those; days stand before their month, a year after."""
    found: list[Date] = []
    left: list[str] = []
    place = 0
    while place < len(typed):
        word = typed[place]
        if word in _MONTHS:
            days: set[int] = set()
            while left and (_is_day(left[-1]) or (days and left[-1] in ("et", "au"))):
                days |= {int(_digits(left[-1]))} if _is_day(left[-1]) else set()
                left.pop()
            year = _year(typed[place + 1]) if place + 1 < len(typed) else None
            found.append(Date(year, _MONTHS[word], frozenset(days)))
            place += 1 if year else 0
        elif (year := _year(word)) and not _has_unit(typed, place):
            found.append(Date(year))
        else:
            left.append(word)
        place += 1
    return tuple(found), left


def _is_day(word: str) -> bool:
    digits = _digits(word)
    return bool(digits) and 1 <= int(digits) <= LAST_DAY


def _digits(word: str) -> str:
    """« 3 », and « 1e » that « 1er » became."""
    return word.removesuffix("e") if word.removesuffix("e").isdigit() else ""


def _year(word: str) -> int | None:
    return int(word) if word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR else None


def _has_unit(typed: Sequence[str], place: int) -> bool:
    following = typed[place + 1] if place + 1 < len(typed) else ""
    return following in _UNITS or following in _SCALES


_RANKED = frozenset("n no numero domaine engagement point article section chapitre phase axe".split())
"""Words after which a number is a rank: « domaine n° 7 » counts no domains."""


def _quantities(typed: Sequence[str]) -> Iterator[Quantity]:
    place = 0
    while place < len(typed):
        number, end = _number_at(typed, place)
        if end > place and not (place and typed[place - 1] in _RANKED):
            yield _counted(number, typed[end:])
        place = max(end, place + 1)


def _number_at(typed: Sequence[str], place: int) -> tuple[float, int]:
    """The number said from a place on, « 2 milliards 300 millions », and where it ends: there when none is."""
    number, scale, end = _term_at(typed, place)
    while scale > 1:
        more, lesser, following = _term_at(typed, end)
        if not LEAST_ADDED <= more < scale:
            break
        number, scale, end = number + more, lesser, following
    return number, end


def _term_at(typed: Sequence[str], place: int) -> tuple[float, float, int]:
    """A number and its scale, « 15 milliards », « un million », « 2 milliards et demi », and where it ends."""
    word, following = (*typed[place : place + 2], "", "")[:2]
    if not _NUMBER.fullmatch(word) and not (word == "un" and following in _SCALES):
        return 0.0, 1.0, place
    number = 1.0 if word == "un" else float(word)
    scale, end = 1.0, place + 1
    while end < len(typed) and typed[end] in _SCALES:
        scale *= _SCALES[typed[end]]
        end += 1
    if scale > 1 and typed[end : end + 2] in (["et", "demi"], ["et", "demie"]):
        number, end = number + 0.5, end + 2
    return number * scale, scale, end


def _counted(number: float, following: Sequence[str]) -> Quantity:
    """A number with the unit or the thing counted that follows it."""
    near = [word for word in following[: COUNTED_WITHIN + 1] if word not in _STEP]
    if near and near[0] in _UNITS:
        unit, factor = _UNITS[near[0]]
        return Quantity(number * factor, unit)
    if number >= MONEY_FROM:
        return Quantity(number)
    counted = []
    for word in near[:COUNTED_WITHIN]:
        if not word.isalpha() or word in _BREAKS:
            break
        # « 5 de ces engagements » and « 8 de ces domaines » share a word, and count different things.
        if not is_furniture(word):
            counted.append(stem(word))
    return Quantity(number, counted=frozenset(counted))


_BREAKS = frozenset(
    "c est et ou que qui non pour par en a au aux dans sur hein je tu il vrai exact correct oui ce ca".split()
)
"""Words at which what a number counts has ended."""
