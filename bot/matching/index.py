"""Wordings as sparse vectors and postings; the wordings nearest to a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

MOST_POSTINGS = 200_000
"""Postings read for one question, rarest features first: bounds the time it takes in a large FAQ."""

MOST_NEAREST = 128
"""Wordings kept for scoring: with 96 some right entries are missed; 160 take longer and find hardly any more."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The wordings nearest to a question."""

    wordings: Ints
    similarities: Floats
    """Cosine of each with the question."""


class Index:
    """Rows of features, each row of length 1, and for each feature the rows that hold it."""

    def __init__(self, starts: Ints, features: Ints, values: Floats, feature_count: int) -> None:
        """Row `r` holds `features[starts[r]:starts[r + 1]]`, with `values` likewise."""
        self.starts, self.features, self.values = starts, features, values
        order = np.argsort(features, kind="stable")
        rows = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
        self._rows = rows[order]
        self._values = values[order]
        self._feature_starts = np.searchsorted(features[order], np.arange(feature_count + 1)).astype(np.int32)
        self._scores = np.zeros(len(starts) - 1, dtype=np.float32)

    def nearest(self, question: Mapping[int, float]) -> Nearest:
        """The wordings of highest cosine with a question of length 1."""
        scores = self._scores
        touched: list[Ints] = []
        budget = MOST_POSTINGS
        for feature in sorted(question, key=self._count):
            first, last = self._feature_starts[feature], self._feature_starts[feature + 1]
            if first == last:
                continue
            budget -= last - first
            if budget < 0 and touched:
                break
            rows = self._rows[first:last]
            scores[rows] += question[feature] * self._values[first:last]
            touched.append(rows)
        if not touched:
            return Nearest(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32))
        found = _highest(scores, touched)
        for rows in touched:
            scores[rows] = 0
        cosines = self._cosines(found, question)
        order = np.argsort(-cosines, kind="stable")
        return Nearest(found[order], cosines[order])

    def _count(self, feature: int) -> int:
        return int(self._feature_starts[feature + 1] - self._feature_starts[feature])

    def row(self, wording: int) -> tuple[list[int], list[float]]:
        """The features of a wording, and their values."""
        place = slice(self.starts[wording], self.starts[wording + 1])
        return self.features[place].tolist(), self.values[place].tolist()

    def _cosines(self, wordings: Ints, question: Mapping[int, float]) -> Floats:
        places, owners = spans(self.starts, wordings)
        weights = np.zeros(len(self._feature_starts) - 1, dtype=np.float32)
        weights[list(question)] = list(question.values())
        products = weights[self.features[places]] * self.values[places]
        return np.bincount(owners, weights=products, minlength=len(wordings)).astype(np.float32)

    def kernel(self, wordings: Ints) -> Floats:
        """The cosine of each of some wordings with each other."""
        places, owners = spans(self.starts, wordings)
        used, columns = np.unique(self.features[places], return_inverse=True)
        rows = np.zeros((len(wordings), len(used)), dtype=np.float32)
        rows[owners, columns] = self.values[places]
        product: Floats = rows @ rows.T
        return product


def _highest(scores: Floats, touched: Sequence[Ints]) -> Ints:
    rows = (
        np.flatnonzero(scores).astype(np.int32)
        if len(scores) < MOST_POSTINGS
        else np.unique(np.concatenate(touched))
    )
    if len(rows) > MOST_NEAREST:
        rows = rows[np.argpartition(scores[rows], -MOST_NEAREST)[-MOST_NEAREST:]]
    return np.sort(rows)


def spans(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Where the items of some rows stand, and which of the rows, from 0, each belongs to.

    Row `r` holds the items from `starts[r]` to `starts[r + 1]`.
    """
    lengths = starts[rows + 1] - starts[rows]
    owners = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
    before = np.cumsum(lengths) - lengths
    places = np.arange(lengths.sum(), dtype=np.int32) - np.repeat(before - starts[rows], lengths)
    return places.astype(np.int32), owners
