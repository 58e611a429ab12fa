"""From the first letters of a word, as they are being typed, to the known words it may become."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .french import sound

LONGEST = 12
"""Letters compared; what follows them in a longer word follows from them."""

UNTYPED = 0.2
"""What a word loses, of 1, when hardly any of it is typed yet."""

HEARD = 0.8
"""What a word counts that begins as what is typed sounds, beside one begun so, letter for letter."""

HEARD_FROM = 3
"""Letters typed from which words are looked for by ear."""

SLIP_FROM = 2
TWO_SLIPS_FROM = 7
"""Letters typed from which one slip, then two, are looked for."""

FIRST_LETTER_FROM = 4
"""Letters typed from which the slip may be in the first."""

_AFTER_ALL = "\x7f"
"""Sorts after every letter and digit."""


class Prefixes:
    """Known words by how they begin."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words` are plain."""
        self._words = sorted(set(words))
        self._sounds = sorted((sound(word), word) for word in self._words if word.isalpha())
        self._beginnings: dict[int, list[str]] = {}

    def begun(self, typed: str) -> dict[str, float]:
        """The words that begin so, letter for letter, each with how much of it is typed: 1 when it is all there."""
        return {word: _typed_share(typed, word) for word in self._beginning_with(typed)}

    def alike(self, typed: str) -> dict[str, float]:
        """The words that nearly begin so, with a slip or two or by ear, each with how near they come, less than 1."""
        found: dict[str, float] = {}
        if typed.isalpha():
            for word, weight in (*self._heard(typed), *self._slipped(typed)):
                found[word] = max(found.get(word, 0.0), weight)
        return found

    def _beginning_with(self, typed: str) -> list[str]:
        first = bisect_left(self._words, typed)
        return self._words[first : bisect_left(self._words, typed + _AFTER_ALL)]

    def _heard(self, typed: str) -> Iterator[tuple[str, float]]:
        """Words whose beginning is said so."""
        said = sound(typed)
        if len(typed) < HEARD_FROM or not said:
            return
        first, last = (bisect_left(self._sounds, (end, "")) for end in (said, said + _AFTER_ALL))
        for _, word in self._sounds[first:last]:
            yield word, HEARD * _typed_share(typed, word)

    def _slipped(self, typed: str) -> Iterator[tuple[str, float]]:
        """Words that begin so but for a letter or two left out, added, changed or swapped."""
        if len(typed) < SLIP_FROM:
            return
        start = typed[:LONGEST]
        most = 2 if len(typed) >= TWO_SLIPS_FROM else 1
        for length in (len(start) - 1, len(start), len(start) + 1):
            for beginning, slips in self._near(start, most, length):
                if beginning[0] == typed[0] or len(typed) >= FIRST_LETTER_FROM:
                    for word in self._beginning_with(beginning):
                        yield word, (1 - slips / len(start)) * _typed_share(typed, word)

    def _near(self, start: str, most: int, length: int) -> Iterator[tuple[str, int]]:
        """The beginnings of a length that are at most so many slips away, but not the same, and how many."""
        beginnings = self._of_length(length)
        if not beginnings:
            return
        slips = process.cdist([start], beginnings, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
        for place in np.flatnonzero((slips > 0) & (slips <= most)).tolist():
            yield beginnings[place], int(slips[place])

    def _of_length(self, length: int) -> list[str]:
        """Each beginning of so many letters that words have."""
        found = self._beginnings.get(length)
        if found is None:
            starts = (word[:length] for word in self._words if len(word) >= length and word.isalpha())
            found = self._beginnings[length] = [beginning for beginning, _ in groupby(starts)]
        return found


def _typed_share(typed: str, word: str) -> float:
    return 1 - UNTYPED * max(len(word) - len(typed), 0) / len(word)
