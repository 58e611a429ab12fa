"""The texts of an FAQ as numbers: each word looked up once, however often it is written."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .french import FURNITURE, KINDS, with_digits, words
from .index import Floats, Ints
from .thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class Numbered:
    """Some texts, word by word and as terms, end to end."""

    written: Ints
    """The number of each plain word."""

    starts: Ints
    """Text `t` is `written[starts[t]:starts[t + 1]]`."""

    rows: Ints
    """The text each term is of: a phrase of the thesaurus is one term."""

    terms: Ints
    furniture: Floats
    kinds: Ints
    """Of each text, as bits."""

    def then(self, other: "Numbered") -> "Numbered":
        """These texts, followed by others."""
        return Numbered(
            np.concatenate([self.written, other.written]),
            np.concatenate([self.starts, self.starts[-1] + other.starts[1:]]),
            np.concatenate([self.rows, other.rows + len(self.kinds)]),
            np.concatenate([self.terms, other.terms]),
            np.concatenate([self.furniture, other.furniture]),
            np.concatenate([self.kinds, other.kinds]),
        )


TRAITS = 4


class Numbering:
    """Gives each word and each term its number, in order of appearance."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._numbers: dict[str, int] = {}
        self._terms: dict[str, int] = {}
        self._traits: list[tuple[int, float, int, bool]] = []
        """Of each word: its term, how much of substance it is, its kinds, whether a phrase may begin with it."""

    @property
    def words(self) -> list[str]:
        """By number."""
        return list(self._numbers)

    @property
    def terms(self) -> list[str]:
        """By number."""
        return list(self._terms)

    def read(self, texts: Iterable[str]) -> Numbered:
        """Some texts as numbers."""
        found: list[int] = []
        lengths: list[int] = [0]
        for text in texts:
            typed = with_digits(words(text))
            found += [self._numbers.setdefault(word, len(self._numbers)) for word in typed]
            lengths.append(len(typed))
        for word in self.words[len(self._traits) :]:
            self._traits.append(self._look_up(word))
        written = np.array(found, dtype=np.int32)
        starts = np.cumsum(lengths).astype(np.int32)
        rows = np.repeat(np.arange(len(lengths) - 1, dtype=np.int32), lengths[1:])
        traits = np.array(self._traits, dtype=float).reshape(-1, TRAITS)[written]
        terms, furniture, kinds, begins = traits.T
        kept = self._join_phrases(written, starts[1:][rows], terms, furniture, np.flatnonzero(begins))
        of_text = np.zeros(len(lengths) - 1, dtype=np.int32)
        np.bitwise_or.at(of_text, rows[kept], kinds[kept].astype(np.int32))
        return Numbered(
            written,
            starts,
            rows[kept],
            terms[kept].astype(np.int32),
            furniture[kept].astype(np.float32),
            of_text,
        )

    def _join_phrases(
        self,
        written: Ints,
        ends: Ints,
        terms: NDArray[np.float64],
        furniture: NDArray[np.float64],
        begins: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        """Make one term of each phrase, at its first word; tells which words remain.

        `ends` are those of the text each word is of, `begins` the words a phrase may begin with.
        """
        kept = np.ones(len(written), dtype=bool)
        by_number = self.words
        for place in begins.tolist():
            if not kept[place]:
                continue
            rest = written[place : min(place + self._thesaurus.longest, ends[place])]
            covered, phrase = self._thesaurus.phrase_at([by_number[number] for number in rest.tolist()], 0)
            if covered:
                terms[place], furniture[place] = self._term(phrase), 1.0
                kept[place + 1 : place + covered] = False
        return kept

    def _look_up(self, word: str) -> tuple[int, float, int, bool]:
        kinds = 1 << KINDS[word] if word in KINDS else 0
        number = self._term(self._thesaurus.term(word))
        return number, FURNITURE.get(word, 1.0), kinds, self._thesaurus.begins_phrase(word)

    def _term(self, term: str) -> int:
        return self._terms.setdefault(term, len(self._terms))
