"""The words we know; a misspelt word → the words it may stand for."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from .french import sound
from .lexicon import everyday_words

LEAST_SIMILARITY = 0.72
"""Under this, two words are taken for two words, not for one misspelt."""

LEAST_KIN = 0.84
"""The same for a typed word that is spelt right: it may be another one mistaken for it, or its kin."""

KIN_WEIGHT = 0.6
"""How much the look-alike of a word spelt right counts beside the word itself."""

HEARD = 0.95
"""Two words said alike are nearly as good as two words typed alike."""

MOST_OPTIONS = 4
BEHIND = 0.12
"""Options so much less alike than the best are dropped."""

_MOST_CANDIDATES = 256
_LEAST_SHARED = 0.2
"""Dice coefficient of the letter pairs of two words worth comparing."""

_DIGITS = re.compile(r"\d+")
_SHORTEST = 3
_SHORTEST_GLUED = 4
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Option:
    """A known word that a typed word may stand for."""

    word: str
    weight: float
    """1 for the word itself, less for a look-alike."""


class Vocabulary:
    """Plain words found again through typing errors and spelling by ear."""

    def __init__(self, known: Iterable[str], others: Iterable[str] = ()) -> None:
        """`others` are known as they are spelt; a misspelt word is never taken for one of them."""
        self.words = sorted(set(known))
        self._others = frozenset(others)
        self._position = {word: number for number, word in enumerate(self.words)}
        self._sounds = [sound(word) for word in self.words]
        self._by_sound: dict[str, list[int]] = {}
        for number, said in enumerate(self._sounds):
            self._by_sound.setdefault(said, []).append(number)
        self._lengths = np.array([len(_pairs(word)) for word in self.words], dtype=np.int32)
        self._postings = _postings(self.words)
        self._remembered: OrderedDict[str, tuple[Option, ...]] = OrderedDict()

    def __contains__(self, word: str) -> bool:
        return word in self._position or word in self._others

    def options(self, word: str) -> tuple[Option, ...]:
        """The words it may stand for, likeliest first; none when nothing comes near."""
        found = self._remembered.get(word)
        if found is None:
            found = self._remembered[word] = self._find(word)
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return found

    def _find(self, word: str) -> tuple[Option, ...]:
        known = word in self
        own = (Option(word, 1.0),) if known else ()
        # A digit in the middle of a word is a slip of the finger: « enf3ants ».
        letters = _DIGITS.sub("", word)
        if len(letters) < _SHORTEST or not letters.isalpha():
            return own
        right = known or word in everyday_words()
        least = LEAST_KIN if right else LEAST_SIMILARITY
        # Unless it is said: « combi1 ».
        spellings = dict.fromkeys((letters, word))
        scored = _best_first(pair for spelling in spellings for pair in self._scored(word, spelling, least))
        factor = KIN_WEIGHT if right else 1.0
        best = scored[0][0] if scored else 0.0
        near = [(alike, other) for alike, other in scored[:MOST_OPTIONS] if alike >= best - BEHIND]
        return own + tuple(Option(other, factor * alike * alike) for alike, other in near)

    def _scored(self, typed: str, word: str, least: float) -> Iterator[tuple[float, str]]:
        said = sound(word)
        near = sorted({*self._candidates(word), *self._by_sound.get(said, ())})
        looks = _alike(word, [self.words[number] for number in near])
        # Those that look too little alike would not do even if they were said the same.
        hopeful = np.flatnonzero((looks + HEARD) / 2 >= least)
        heard = _alike(said, [self._sounds[near[place]] for place in hopeful])
        for place, look, hear in zip(hopeful.tolist(), looks[hopeful].tolist(), heard.tolist(), strict=True):
            alike = max(look, (look + HEARD * hear) / 2)
            other = self.words[near[place]]
            if alike >= least and other != typed and other.isalpha():
                yield alike, other

    def _candidates(self, word: str) -> list[int]:
        """Words that share the most pairs of letters."""
        pairs = _pairs(word)
        found = [self._postings[pair] for pair in pairs if pair in self._postings]
        if not found:
            return []
        shared = np.bincount(np.concatenate(found), minlength=len(self.words))
        dice = 2 * shared / (self._lengths + len(pairs))
        near = np.flatnonzero(dice > _LEAST_SHARED)
        if len(near) > _MOST_CANDIDATES:
            near = near[np.argpartition(dice[near], -_MOST_CANDIDATES)[-_MOST_CANDIDATES:]]
        return [int(number) for number in near]

    def split(self, word: str) -> tuple[str, ...]:
        """The words a glued word is made of, « fibreoptique » or « linauguration »; none when it is not."""
        best: tuple[int, tuple[str, ...]] = (0, ())
        for cut in range(1, len(word) - _SHORTEST_GLUED + 1):
            left, right = word[:cut], word[cut:]
            if right not in self._position:
                continue
            if left in _ELIDED:
                return (right,)
            if cut >= _SHORTEST and left in self._position:
                best = max(best, (min(len(left), len(right)), (left, right)))
        return best[1]


_ELIDED = frozenset(("l", "d", "j", "m", "t", "s", "n", "c", "qu"))


def _alike(word: str, others: list[str]) -> NDArray[np.float32]:
    """How alike a word and some others are, from 0 to 1.

    Optimal string alignment counts a swap of letters as one error; Jaro-Winkler trusts the first letters.
    """
    if not word or not others:
        return np.zeros(len(others), dtype=np.float32)
    edits = process.cdist([word], others, scorer=OSA.normalized_similarity, dtype=np.float32)[0]
    starts = process.cdist([word], others, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)[0]
    alike: NDArray[np.float32] = 0.6 * edits + 0.4 * starts
    return alike


def _best_first(scored: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """How alike each word is, the most first; a word once."""
    best: dict[str, float] = {}
    for alike, word in scored:
        best[word] = max(alike, best.get(word, 0.0))
    return sorted(((alike, word) for word, alike in best.items()), key=lambda pair: (-pair[0], pair[1]))


def _pairs(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[start : start + 2] for start in range(len(padded) - 1)}


def _postings(known: list[str]) -> dict[str, NDArray[np.int32]]:
    lists: dict[str, list[int]] = {}
    for number, word in enumerate(known):
        for pair in _pairs(word):
            lists.setdefault(pair, []).append(number)
    return {pair: np.array(numbers, dtype=np.int32) for pair, numbers in lists.items()}
