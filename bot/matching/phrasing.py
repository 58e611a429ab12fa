"""How questions are put, letter by letter: « combien de » and « qui a » count as much as what is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .groundwork import Groundwork
from .index import Floats, Ints, spans

SHORTEST, LONGEST = 2, 5
"""Letters of a group; a word's groups reach over the space before it and the one after it."""

DIMENSIONS = 1024
"""Places that the groups of letters share: with half as many, groups that fall together cost right answers; twice as many bring none."""

MOST = 127
"""Of one group in one wording: beyond, it hardly matters."""

_BATCH = 4096
_SPACE = ord(" ")


@dataclass(frozen=True, slots=True)
class Cosines:
    """How alike some texts are put."""

    among: Floats
    """Of each of some wordings with each other."""

    asked: Floats
    """Of each with the question."""


class Phrasing:
    """The wordings of an FAQ as sums of the groups of letters of their words.

    The groups are hashed, with a sign, into vectors of one length: Weinberger et al., « Feature hashing for large
    scale multitask learning », 2009.
    """

    def __init__(self, ground: Groundwork) -> None:
        """Reads every word once."""
        self._starts, self._words = ground.written_starts, ground.written_words
        self._numbers = {word: number for number, word in enumerate(ground.written)}
        self._letters = letters(ground.written)
        # Summed when first needed: most wordings of a large FAQ seldom come near a question.
        self._sums = np.zeros((len(ground.owners), DIMENSIONS), dtype=np.int8)
        self._summed = np.zeros(len(ground.owners), dtype=bool)

    def cosines(self, wordings: Ints, asked: Sequence[str]) -> Cosines:
        """How some wordings are put, beside a question given as plain words."""
        rows = self._rows(wordings)
        question = self._sum(asked)
        among = rows @ rows.T
        lengths = np.sqrt(np.diag(among))
        lengths[lengths == 0] = 1
        length = np.sqrt(question @ question) or 1
        return Cosines(among / np.outer(lengths, lengths), rows @ question / (lengths * length))

    def _rows(self, wordings: Ints) -> Floats:
        """The letters of some wordings, a row each."""
        new = wordings[~self._summed[wordings]]
        if len(new):
            places, owners = spans(self._starts, new)
            used, columns = np.unique(self._words[places], return_inverse=True)
            counts = np.bincount(owners * len(used) + columns, minlength=len(new) * len(used))
            table = counts.reshape(len(new), len(used)).astype(np.float32)
            sums = table @ self._letters[used].astype(np.float32)
            self._sums[new] = np.clip(sums, -MOST, MOST)
            self._summed[new] = True
        return self._sums[wordings].astype(np.float32)

    def _sum(self, words: Sequence[str]) -> Floats:
        known = [self._numbers[word] for word in words if word in self._numbers]
        strange = [word for word in words if word not in self._numbers]
        rows = np.concatenate([self._letters[known], letters(strange)])
        whole: Floats = rows.sum(axis=0, dtype=np.float32)
        return whole


def letters(words: Sequence[str]) -> NDArray[np.int8]:
    """Each word as its groups of letters; a row a word."""
    found = np.zeros((len(words), DIMENSIONS), dtype=np.int8)
    for first in range(0, len(words), _BATCH):
        batch = words[first : first + _BATCH]
        found[first : first + len(batch)] = _letters(batch)
    return found


def _letters(words: Sequence[str]) -> NDArray[np.int8]:
    codes = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le"), dtype=np.uint32)
    spaces = codes == _SPACE
    owners = np.cumsum(spaces) - 1
    places, signs = [], []
    for length in range(SHORTEST, LONGEST + 1):
        count = max(len(codes) - length + 1, 0)
        inside = np.zeros(count, dtype=bool)
        for offset in range(1, length - 1):
            inside |= spaces[offset : offset + count]
        begins = np.flatnonzero(~inside)
        hashed = np.full(len(begins), length, dtype=np.uint32)
        for offset in range(length):
            hashed = (hashed ^ codes[begins + offset]) * _PRIME
        hashed ^= hashed >> 15
        places.append(owners[begins] * DIMENSIONS + hashed % DIMENSIONS)
        signs.append(np.where(hashed >> 31, 1.0, -1.0))
    whole = np.bincount(
        np.concatenate(places), np.concatenate(signs), minlength=(len(words) + 1) * DIMENSIONS
    )
    return whole[: len(words) * DIMENSIONS].reshape(-1, DIMENSIONS).astype(np.int8)


_PRIME = np.uint32(16777619)
"""FNV's."""
