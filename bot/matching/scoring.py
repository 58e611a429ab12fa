"""Candidate wordings → scored entries, and how likely each is to be what was asked."""

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from .index import Floats, Index, Nearest

RIDGE = 0.5
"""λ of the kernel ridge regression: how much a wording is trusted on its own."""

LEARNT, CLOSEST, CLOSE, COVERED, TOLD = 1.0, 0.5, 0.3, 0.5, 0.2
"""What the parts of a score weigh: regression, nearest wording, mean of the nearest three, words of the
questions, words of the answer."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry among the candidates."""

    entry: int
    wording: int
    """Its wording nearest to the question."""

    learnt: float
    closest: float
    close: float


def scored_entries(index: Index, nearest: Nearest, owners: NDArray[np.int32]) -> list[Scored]:
    """What the nearest wordings say of the entries they belong to.

    The regression, solved on the candidates alone, is Saunders et al., « Ridge regression learning algorithm
    in dual variables », 1998: f(q) = k(q)ᵀ (K + λI)⁻¹ Y, with Y telling which entry each wording asks for.
    """
    kernel = index.kernel(nearest.wordings)
    kernel[np.diag_indices_from(kernel)] += RIDGE
    votes: Floats = np.linalg.solve(kernel, nearest.similarities)
    found: dict[int, list[int]] = {}
    entries = owners[nearest.wordings]
    for place, entry in enumerate(entries.tolist()):
        found.setdefault(entry, []).append(place)
    similarities = nearest.similarities.tolist()
    weights = votes.tolist()
    scored = []
    for entry, places in found.items():
        close = sorted((similarities[place] for place in places), reverse=True)[:3]
        best = max(places, key=similarities.__getitem__)
        learnt = sum(weights[place] for place in places)
        scored.append(Scored(entry, int(nearest.wordings[best]), learnt, close[0], sum(close) / 3))
    return scored


def score(scored: Scored, covered: float, told: float) -> float:
    """One number, to rank entries of one question; `covered` and `told` are shares of the question's weight."""
    return (
        LEARNT * scored.learnt
        + CLOSEST * scored.closest
        + CLOSE * scored.close
        + COVERED * covered
        + TOLD * told
    )


def probability(total: float, lead: float, covered: float) -> float:
    """How likely an entry is to be what was asked, from its score, its lead and its coverage."""
    return 1 / (1 + exp(-(3.0 * total + 4.0 * min(lead, 0.5) + 3.0 * covered - 5.0)))
