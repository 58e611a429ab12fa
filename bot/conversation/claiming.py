"""True or false: what a message states, held against what an entry knows."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge import Entry
from bot.matching import asks, is_furniture, stem, with_digits, words

from .quantity import Date, Figures, Quantity, figures, is_measure
from .stating import holds_figures, is_negated, statement, states, without_figures

NEARLY = 0.05
"""A figure within this share of the true one is nearly right: 560 buildings for 565."""

SUBJECT_SHARE = 0.3
"""A claim that so many of an entry's own questions hold is what it is about, and proves nothing."""

ABOUT_SHARE = 0.15
"""A word that so many of an entry's own questions hold belongs to its subject."""

ASKED_SHARE = 0.03
"""A word that fewer of an entry's questions hold is no proof that the entry is about it."""


class Verdict(StrEnum):
    """How a reply to a statement opens; the value is its key in the voice."""

    TRUE = "ouverture-oui"
    FALSE = "ouverture-non"
    PARTLY = "ouverture-nuance"


def verdict(entry: Entry, text: str) -> Verdict | None:
    """Whether what a text states of an entry is so; None when it states nothing that the entry can judge."""
    if not states(text):
        return None
    negated = is_negated(text)
    # « Ce n'est pas 250 km ? » : neither « oui » nor « non » would be understood.
    of_figures = None if negated else _whole(_of_figures(entry, text))
    if of_figures is Verdict.TRUE and not _is_about(text, entry):
        # « La France a prêté 15 milliards ? » : the figure is right, and the rest may be wrong.
        return Verdict.PARTLY if _of_phrases(entry, text, negated=negated) is Verdict.FALSE else None
    of_phrases = _of_phrases(entry, text, negated=negated)
    # « Un prêt de 25 milliards » : a loan it is, but the figure is what is to be confirmed.
    if of_figures is None or of_phrases is None or of_phrases is Verdict.TRUE:
        return of_figures or of_phrases
    return of_figures if of_figures is of_phrases else Verdict.PARTLY


def _whole(found: Iterable[Verdict]) -> Verdict | None:
    """One verdict out of several; right here and wrong there is partly so."""
    different = set(found)
    return different.pop() if len(different) == 1 else Verdict.PARTLY if different else None


def _of_figures(entry: Entry, text: str) -> Iterator[Verdict]:
    said, held = figures(text), figures(entry.value or "")
    true = [claim for claim in entry.claims.true if _is_said(claim, text)]
    known = _Known(
        _all(true),
        _all(entry.claims.partly),
        _all(entry.claims.false),
        _all((entry.answer,)),
    )
    compared = _comparison(text)
    for quantity in _told(said.quantities, held.quantities):
        yield from _of_quantity(quantity, held, known, compared)
    if said.dates and held.dates:
        judged = [found for date in said.dates for found in _of_date(date, held, known)]
        # « Le sommet qui suit celui de 2018, c'était en 2021 ? » : one date is told, the other asked about.
        yield from judged if _PERIOD.search(text) else sorted(judged, key=_ORDER.index)[:1]


def _is_said(claim: str, text: str) -> bool:
    """Whether the words of a claim that holds figures stand in a text too: « plan 2022-2024 » dates no summit."""
    said = set(_gist(text).split())
    return all(word[0].isdigit() or word in said for word in _gist(without_figures(claim)).split())


@dataclass(frozen=True, slots=True)
class _Known:
    """The figures of an entry's claims, and those that its answer tells beside its value."""

    true: Figures
    partly: Figures
    false: Figures
    told: Figures


_NAME = re.compile(r"(?<=[\w’', ] )(?<![?!.] )[A-ZÀ-Ý][\w-]{2,}")
"""A proper name inside a sentence: it must be one that the answer itself tells."""

_PERIOD = re.compile(r"\b\d{4}\s?(?:[-–/]|à|au)\s?\d{4}\b")
_ORDER = (Verdict.TRUE, Verdict.PARTLY, Verdict.FALSE)

_BOUNDS = frozenset("moins plus minimum maximum environ presque".split())

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


def _all(claims: Iterable[str]) -> Figures:
    found = [figures(claim) for claim in claims]
    return Figures(
        tuple(quantity for each in found for quantity in each.quantities),
        tuple(date for each in found for date in each.dates),
    )


def _of_quantity(stated: Quantity, held: Figures, known: _Known, compared: _Comparison) -> Iterator[Verdict]:
    """True, partly so or false; nothing for another figure of the answer, which may be told beside."""
    same = [other for other in (*held.quantities, *known.true.quantities) if stated.is_of(other)]
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


def _has(found: Figures, stated: Quantity) -> bool:
    return any(
        stated.is_of(other) and stated.unit == other.unit and stated.number == other.number
        for other in found.quantities
    )


def _of_date(stated: Date, held: Figures, known: _Known) -> Iterator[Verdict]:
    """As `_of_quantity`; nothing either for more than is known."""
    agreed = {_agree(stated, other) for other in (*held.dates, *known.true.dates)}
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


def _of_phrases(entry: Entry, text: str, *, negated: bool) -> Verdict | None:
    """The verdict of the claims found in a text: a false one first, then the longest.

    A text that denies is held against claims that deny, and the others against the others.
    """
    said = f" {_gist(statement(text))} "

    def found(claims: Iterable[str]) -> list[str]:
        gists = (f" {_gist(claim)} " for claim in claims if is_negated(claim) is negated)
        return [gist for gist in gists if gist in said]

    def exactly(claims: Iterable[str]) -> Iterator[str]:
        # « Remboursé » is not « à rembourser », though their stems are one.
        return (claim for claim in claims if f" {_spelt(claim)} " in f" {_spelt(text)} ")

    if found(claim for claim in entry.claims.false if not holds_figures(claim)):
        return Verdict.FALSE
    value = (entry.value,) if entry.value else ()
    true = (claim for claim in (*value, *entry.claims.true) if not holds_figures(claim))
    proofs = [gist for gist in found(exactly(true)) if not _is_subject(gist, entry)]
    nuances = found(claim for claim in entry.claims.partly if not holds_figures(claim))
    longest = max((*proofs, *nuances), key=len, default=None)
    if longest in nuances:
        return Verdict.PARTLY
    # « Les moins avancés paient-ils ? » : who is right, what is not known to be.
    return Verdict.TRUE if longest and _tells_no_more(text, longest, entry) else None


def _is_about(text: str, entry: Entry) -> bool:
    """Whether every word of a statement, figures left out, is one that the entry answers with or is asked with.

    A proper name must be one that it answers with.
    """
    told = set(_gist(f"{entry.title} {entry.answer} {entry.value or ''}").split())
    told.update(*(_gist(claim).split() for claim in entry.claims.true))
    names = () if text.isupper() else words(" ".join(_NAME.findall(text)))
    if not {_gist(name) for name in names if not is_measure(name)} <= told:
        return False
    plain = with_digits(statement(text).split())
    said = (
        word
        for word in plain
        if not (is_furniture(word) or asks(word) or is_measure(word) or word in _BOUNDS)
    )
    asked = [set(_gist(question).split()) for question in entry.questions]
    return all(
        gist in told or sum(gist in question for question in asked) >= ASKED_SHARE * len(asked)
        for gist in map(_gist, said)
        if gist
    )


def _tells_no_more(text: str, claim: str, entry: Entry) -> bool:
    """Whether a text states nothing beside a claim but what the entry is about, its words spelt alike."""
    said = _spelt(" ".join(word for word in statement(text).split() if not is_furniture(word)))
    known = set(_spelt(entry.title).split())
    asked = [set(_spelt(question).split()) for question in entry.questions]
    return all(
        _gist(word) in claim
        or word in known
        or sum(word in question for question in asked) >= ABOUT_SHARE * len(asked)
        for word in said.split()
    )


def _is_subject(gist: str, entry: Entry) -> bool:
    held = sum(gist in f" {_gist(question)} " for question in entry.questions)
    return held >= SUBJECT_SHARE * len(entry.questions)


def _spelt(text: str) -> str:
    """A text less its articles and plurals, its words otherwise as they are spelt."""
    return " ".join(word.removesuffix("s") for word in with_digits(words(text)) if word not in _ARTICLES)


_ARTICLES = frozenset("le la les l un une des du de d au aux".split())
_SHORT = 4


def _gist(text: str) -> str:
    """A text less its articles, its words cut to their stems; a short word keeps its form: « don » is not « donnez ».

    >>> _gist("C'est un don de la Chine ?"), _gist("Donnez-moi")
    ("c' est' don' chin", "don moi'")
    """
    kept = [word for word in with_digits(words(text)) if word not in _ARTICLES]
    return " ".join(f"{word.removesuffix('s')}'" if len(word) <= _SHORT else stem(word) for word in kept)
