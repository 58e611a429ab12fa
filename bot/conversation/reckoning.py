"""The figures and dates of a statement, held against those that an entry knows."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from bot.knowledge import Entry
from bot.matching import with_digits, words

from .figured import Known, figures_of, known_by, said_in
from .gisting import Gists
from .quantity import Date, Figures, Quantity, figures

NEARLY = 0.05
"""A figure within this share of the true one is nearly right: 560 buildings for 565."""


class Verdict(StrEnum):
    """How a reply to a statement opens; the value is its key in the voice."""

    TRUE = "ouverture-oui"
    FALSE = "ouverture-non"
    PARTLY = "ouverture-nuance"


def of_figures(entry: Entry, text: str, gists: Gists) -> Iterator[Verdict]:
    """What is to be said of each figure and date of a text of which the entry's value or claims hold another."""
    said = figures(text)
    known = known_by(entry, text, gists)
    compared = _comparison(text)
    for quantity in _told(said.quantities, known.held.quantities):
        yield from _of_quantity(quantity, known, compared)
    for quantity in said.quantities:
        if not any(quantity.is_of(other) for other in known.held.quantities):
            yield from _as_claimed(quantity, entry, text, gists)
    held = (*known.held.dates, *known.true.dates)
    if held:
        judged = _of_dates(said.dates, held, known, text)
        # « Le sommet qui suit celui de 2018, c'était en 2021 ? » : one date is told, the other asked about.
        yield from judged if _PERIOD.search(text) else sorted(judged, key=_ORDER.index)[:1]


def is_contradicted(entry: Entry, text: str, gists: Gists) -> bool:
    """Whether a figure or date is another than the only one of its kind in the answer, where the value has none.

    Where they agree it proves nothing: « les télécoms sont un des huit domaines ? ».
    """
    said = figures(text)
    known = known_by(entry, text, gists)
    compared = _comparison(text)
    claimed = figures_of((*entry.claims.true, *entry.claims.partly)).quantities
    dates = known.told.dates
    held = (*known.held.dates, *known.true.dates)
    return any(
        _is_another(quantity, known.told.quantities, compared)
        for quantity in said.quantities
        if not any(quantity.is_of(other) for other in known.held.quantities)
        and not any(map(quantity.is_same, claimed))
    ) or (not held and len(dates) == 1 and Verdict.FALSE in _of_dates(said.dates, dates, known, text))


def is_claimed(entry: Entry, text: str, gists: Gists) -> bool:
    """Whether the editor says, of some figure of a text and of words beside it, that it is so."""
    said = said_in(entry.claims.true, text, gists)
    return any(
        stated.is_same(other) for stated in figures(text).quantities for other in figures_of(said).quantities
    )


def are_known(entry: Entry, text: str, gists: Gists) -> bool:
    """Whether the entry tells every figure and date of a text somewhere."""
    said, compared = figures(text), _comparison(text)
    known = known_by(entry, text, gists)
    quantities = (*known.held.quantities, *known.true.quantities, *known.told.quantities)
    told = all(
        any(stated.is_in_unit_of(other) and compared(other.number, stated.number) for other in quantities)
        for stated in said.quantities
    )
    _, stated = _apart(said.dates, text)
    dates = _merged(stated)
    # « Le sommet qui suit celui de 2015, c'était en 2018 ? » : the date that is told places the other.
    right = any(_agree(date, other) for date in dates for other in (*known.held.dates, *known.true.dates))
    return told and (right or all(any(_agree(date, other) for other in known.told.dates) for date in dates))


def is_of_another_date(entry: Entry, text: str) -> bool:
    """Whether a text speaks of a date which is not that of the entry, though its answer tells it."""
    held, told, said = (figures(each).dates for each in (entry.value or "", entry.answer, text))
    return (
        bool(held and said)
        and not any(_agree(date, other) for date in said for other in held)
        and any(_agree(date, other) for date in said for other in told)
    )


_Comparison = Callable[[float, float], bool]
_AT_LEAST = re.compile(r"\b(?:plus d[e’']|au moins\b|au minimum\b)", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(?:moins d[e’']|au plus\b|au maximum\b|jusqu)", re.IGNORECASE)


def _comparison(text: str) -> _Comparison:
    """How the true figure must stand to the one stated: « plus de 200 km » is true of 250."""
    if _AT_LEAST.search(text):
        return operator.ge
    return operator.le if _AT_MOST.search(text) else operator.eq


def _told(stated: Iterable[Quantity], held: Iterable[Quantity]) -> list[Quantity]:
    """The quantities stated of what the entry holds; a bare number, when no other tells what it is of."""
    found = [quantity for quantity in stated if any(quantity.is_of(other) for other in held)]
    named = [quantity for quantity in found if quantity.unit or quantity.counted]
    return named or found


def _of_quantity(stated: Quantity, known: Known, compared: _Comparison) -> Iterator[Verdict]:
    """True, partly so or false; nothing for another figure of the answer, which may be told beside."""
    same = [other for other in (*known.held.quantities, *known.true.quantities) if stated.is_of(other)]
    true = [other for other in same if stated.unit is None or other.unit in (None, stated.unit)]
    if any(compared(other.number, stated.number) for other in true):
        yield Verdict.TRUE
    elif _has(known.partly, stated):
        yield Verdict.PARTLY
    elif _has(known.false, stated):
        yield Verdict.FALSE
    elif any(abs(stated.number - other.number) <= NEARLY * other.number for other in true):
        yield Verdict.PARTLY
    elif not _has(known.told, stated):
        yield Verdict.FALSE


def _as_claimed(stated: Quantity, entry: Entry, text: str, gists: Gists) -> Iterator[Verdict]:
    """What the editor says of a figure of which the value tells none: « 5 000 agronomes » for « 500 experts »."""

    def holds(claims: Iterable[str]) -> bool:
        said = figures_of(said_in(claims, text, gists))
        return any(map(stated.is_same, said.quantities))

    # What is said to be true may only stand beside: « le Togo est l'un des trois nouveaux membres ? ».
    if holds(entry.claims.true):
        return
    if holds(entry.claims.partly):
        yield Verdict.PARTLY
    elif holds(entry.claims.false):
        yield Verdict.FALSE


def _has(found: Figures, stated: Quantity) -> bool:
    return any(
        stated.is_of(other) and stated.unit in (None, other.unit) and stated.number == other.number
        for other in found.quantities
    )


def _is_another(stated: Quantity, told: Iterable[Quantity], compared: _Comparison) -> bool:
    same = [
        other
        for other in told
        if stated.counted & other.counted or (stated.unit and other.unit and stated.is_of(other))
    ]
    if len({(other.number, other.unit) for other in same}) != 1:
        return False
    return not (stated.is_in_unit_of(same[0]) and compared(same[0].number, stated.number))


_PERIOD = re.compile(r"\b\d{4}\s?(?:[-–/]|à|au)\s?\d{4}\b")
_ORDER = (Verdict.TRUE, Verdict.PARTLY, Verdict.FALSE)


def _of_dates(stated: tuple[Date, ...], held: tuple[Date, ...], known: Known, text: str) -> Iterator[Verdict]:
    around, stated = _apart(stated, text)
    if around:
        yield from _around(around[1], int(around[2]), held)
    for date in _merged(stated):
        yield from _of_date(date, held, known)


def _apart(stated: tuple[Date, ...], text: str) -> tuple[re.Match[str] | None, tuple[Date, ...]]:
    """The year that a text is told to be before or after, and the dates stated without it."""
    around = _AROUND.search(" ".join(words(text)))
    return around, tuple(date for date in stated if not around or date != Date(int(around[2])))


_AROUND = re.compile(r"\b(avant|apres) (?:l annee |fin |debut |la fin de |le debut de )?(\d{4})\b")


def _around(side: str, year: int, held: Iterable[Date]) -> Iterator[Verdict]:
    """« Avant 2018 » is true of what is dated 2017, and not of what is of that year."""
    years = [date.year for date in held if date.year]
    if years:
        right = all(known < year if side == "avant" else known > year for known in years)
        yield Verdict.TRUE if right else Verdict.FALSE


def _merged(stated: tuple[Date, ...]) -> tuple[Date, ...]:
    """« Le sommet de 2018 était en août » tells one date in two places."""
    match stated:
        case (Date(year=int() as year, month=None), Date(year=None, month=month, days=days)):
            return (Date(year, month, days),)
        case (Date(year=None, month=month, days=days), Date(year=int() as year, month=None)):
            return (Date(year, month, days),)
    return stated


def _of_date(stated: Date, held: Iterable[Date], known: Known) -> Iterator[Verdict]:
    """As `_of_quantity`; nothing either for more than is known."""
    agreed = {_agree(stated, other) for other in held}
    if True in agreed:
        yield Verdict.TRUE
    elif any(_agree(stated, other) for other in known.partly.dates):
        yield Verdict.PARTLY
    elif any(_agree(stated, other) for other in known.false.dates) or not (
        None in agreed or any(_agree(stated, other) for other in known.told.dates)
    ):
        yield Verdict.FALSE


def _agree(stated: Date, known: Date) -> bool | None:
    """Whether a date as it was said is that one, however little was said; None when more was said than is known."""
    pairs = ((stated.year, known.year), (stated.month, known.month), (stated.days, known.days))
    if any(said and is_known and not _fits(said, is_known) for said, is_known in pairs):
        return False
    return None if any(said and not is_known for said, is_known in pairs) else True


def _fits(said: int | frozenset[int], known: int | frozenset[int]) -> bool:
    if isinstance(said, frozenset) and isinstance(known, frozenset):
        return said <= known
    return said == known


_RANK = re.compile(r"\b(?:(\d{1,2})e|(?:n|numero|point|domaine|engagement) (?:n )?(\d{1,2}))\b")


def of_rank(entry: Entry, text: str) -> Verdict | None:
    """« La santé vient en cinquième » : the place in a list that the entry's value is, and the one stated."""
    held, stated = _ranks(entry.value or ""), _ranks(text)
    if len(held) != 1 or len(stated) != 1:
        return None
    return Verdict.TRUE if held == stated else Verdict.FALSE


def _ranks(text: str) -> set[int]:
    plain = " ".join(with_digits(words(text)))
    return {int(found[1] or found[2]) for found in _RANK.finditer(plain)}


def is_told(stated: Figures, told: Figures) -> bool:
    """Whether every figure and date of one text stands in another."""
    return all(
        any(quantity.number == other.number for other in told.quantities if _is_alike(quantity, other))
        for quantity in stated.quantities
    ) and all(any(_agree(date, other) for other in told.dates) for date in stated.dates)


def _is_alike(stated: Quantity, told: Quantity) -> bool:
    """Whether both have one unit, if any; things counted may be told otherwise: « trois textes », « 3 accords »."""
    return not stated.unit or not told.unit or stated.unit == told.unit
