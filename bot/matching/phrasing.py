"""How questions are put, letter by letter: « combien de » and « qui a » count as much as what is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .groundwork import Groundwork
from .index import Floats, Ints, spans

SHORTEST, LONGEST = 2, 5
"""Letters of a group; a word's groups reach over the space before it and the one after it."""

DIMENSIONS = 1024
"""Places that the groups of letters share: with half as many, groups that fall together cost right answers; twice as many bring none."""

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
        self._letters = letters(ground.written)

    def cosines(self, wordings: Ints, asked: Sequence[str]) -> Cosines:
        """How some wordings are put, beside a question given as plain words."""
        places, owners = spans(self._starts, wordings)
        used, columns = np.unique(self._words[places], return_inverse=True)
        counts = np.zeros((len(wordings), len(used)), dtype=np.float32)
        np.add.at(counts, (owners, columns), 1)
        rows = _of_length_one(counts @ self._letters[used])
        question = _of_length_one(letters(asked).sum(axis=0, keepdims=True))[0]
        return Cosines(rows @ rows.T, rows @ question)


def letters(words: Sequence[str]) -> Floats:
    """Each word as its groups of letters; a row a word."""
    found = np.zeros((len(words), DIMENSIONS), dtype=np.float32)
    for first in range(0, len(words), _BATCH):
        batch = words[first : first + _BATCH]
        found[first : first + len(batch)] = _letters(batch)
    return found


def _letters(words: Sequence[str]) -> Floats:
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
    return whole[: len(words) * DIMENSIONS].reshape(-1, DIMENSIONS).astype(np.float32)


_PRIME = np.uint32(16777619)
"""FNV's."""


def _of_length_one(rows: Floats) -> Floats:
    lengths = np.sqrt(np.einsum("rd,rd->r", rows, rows))
    found: Floats = (rows / np.where(lengths > 0, lengths, 1)[:, None]).astype(np.float32)
    return found
