"""How alike what is typed and the titles are, from their first letter on."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .french import with_digits, words
from .index import Floats

ARTICLES = frozenset(("l", "la", "le", "les", "un", "une", "d", "de", "du", "des"))
"""What a title may begin with and is not typed for: « le montant » is looked up as « montant »."""

_ASIDE = re.compile(r"\([^)]*\)")


class Titles:
    """Titles, each with the ways it may be typed: whole, without its article, without what is in parentheses."""

    def __init__(self, titles: Iterable[str]) -> None:
        read = [(_typed(title), _typed(_ASIDE.sub("", title))) for title in titles]
        self._count = len(read)
        whole = [" ".join(title) for title, _ in read]
        bare = [" ".join(_bare(title)) for title, _ in read]
        self._beginnings = whole + bare
        self._names = self._beginnings + [" ".join(_bare(title)) for _, title in read]
        self._longest = max(map(len, whole), default=0)

    def begun(self, typed: Sequence[str]) -> Floats:
        """How alike the words typed and the beginning of each title are, from 0 to 1."""
        text = " ".join(typed)
        best: Floats = np.zeros(self._count, dtype=np.float32)
        # What is longer than any title is a question, and begins none.
        if len(text) > self._longest + 1:
            return best
        # One letter less or more: a slip may have left one out, or added one.
        for length in (len(text) - 1, len(text), len(text) + 1):
            best = np.maximum(best, self._alike(text, [title[:length] for title in self._beginnings]))
        return best

    def named(self, typed: Sequence[str]) -> Floats:
        """How alike the words typed and each title are, from 0 to 1."""
        return self._alike(" ".join(typed), self._names)

    def _alike(self, text: str, spellings: list[str]) -> Floats:
        if not spellings:
            return np.zeros(0, dtype=np.float32)
        alike = process.cdist([text], spellings, scorer=OSA.normalized_similarity, dtype=np.float32)
        best: Floats = alike.reshape(-1, self._count).max(axis=0)
        return best


def _typed(title: str) -> list[str]:
    return with_digits(words(title))


def _bare(title: list[str]) -> list[str]:
    """A title without the article it begins with; never without any word."""
    return title[1:] if title[1:] and title[0] in ARTICLES else title
