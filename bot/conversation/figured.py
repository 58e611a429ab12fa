"""The figures and dates that an entry knows, to be held against those of a statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge import Entry

from .gisting import Gists
from .quantity import Figures, figures, is_unit
from .stating import without_figures


@dataclass(frozen=True, slots=True)
class Known:
    """The figures of an entry: its value's, those of its claims, and those that its answer tells beside."""

    held: Figures
    true: Figures
    partly: Figures
    false: Figures
    told: Figures


def known_by(entry: Entry, text: str, gists: Gists) -> Known:
    """What an entry knows of what a text is about."""
    false = figures_of(entry.claims.false)
    return Known(
        _figures_held(entry.value or ""),
        figures_of(said_in(entry.claims.true, text, gists)),
        figures_of(entry.claims.partly),
        Figures(false.quantities, figures_of(said_in(entry.claims.false, text, gists)).dates),
        _figures_held(entry.answer),
    )


MOST_CLAIMS = 10_000
"""Texts of the FAQ whose figures are kept at hand: they are held against every question."""

_figures_held = lru_cache(MOST_CLAIMS)(figures)


def figures_of(claims: Iterable[str]) -> Figures:
    """The quantities and dates of several texts."""
    found = [_figures_held(claim) for claim in claims]
    return Figures(
        tuple(quantity for each in found for quantity in each.quantities),
        tuple(date for each in found for date in each.dates),
    )


def said_in(claims: Iterable[str], text: str, gists: Gists) -> list[str]:
    """The claims with figures whose words stand in a text too: « plan 2022-2024 » dates no summit."""
    asked = gists.set_of(text)
    return [claim for claim in claims if asked.issuperset(gists.held(_without_units(claim)).split())]


@lru_cache(MOST_CLAIMS)
def _without_units(claim: str) -> str:
    return " ".join(word for word in without_figures(claim).split() if not is_unit(word))
