"""Texts made comparable word by word, so that a statement can be held against the phrases of an FAQ."""

from collections.abc import Iterable, Iterator

from bot.knowledge import Entry
from bot.matching import stem, with_digits, words

from .quantity import is_measure, is_unit
from .stating import holds_figures, is_negated

ARTICLES = frozenset("le la les l un une des du de d au aux".split())

_SHORT = 4
"""A word of so few letters keeps its form: « don » is not « donnez »."""


def spelt(text: str) -> str:
    """A text less its articles and plurals, its words otherwise as they are spelt."""
    return " ".join(word.removesuffix("s") for word in with_digits(words(text)) if word not in ARTICLES)


class Gists:
    """The words of texts by their gist: less articles, cut to their stems, one for all that mean the same."""

    def __init__(self, synonyms: Iterable[Iterable[str]] = ()) -> None:
        """`synonyms` are the groups of an FAQ; each is read as its first member."""
        self._usual: dict[str, list[tuple[list[str], list[str]]]] = {}
        self._asked: dict[str, tuple[frozenset[str], ...]] = {}
        self._denied: dict[str, tuple[tuple[str, bool], ...]] = {}
        self._held: dict[str, str] = {}
        for group in synonyms:
            # Units are compared as quantities; « France » and « francs » have one stem.
            if any(map(is_unit, group)):
                continue
            members = [found for member in group if (found := _stems(member))]
            for member in members:
                self._usual.setdefault(member[0], []).append((member, members[0]))
        for beginning in self._usual.values():
            beginning.sort(key=lambda pair: -len(pair[0]))

    def gist(self, text: str) -> str:
        """The gist of a text, its words in order.

        >>> Gists([["don", "cadeau"]]).gist("C'est un cadeau de la Chine ?"), Gists().gist("Donnez-moi")
        ("c' est' don' chin", "don moi'")
        """
        left, found = _stems(text), list[str]()
        while left:
            count, usual = self._at_start(left)
            found += usual
            left = left[count:]
        return " ".join(found)

    def _at_start(self, gists: list[str]) -> tuple[int, list[str]]:
        """How many words from the first on are one of a group, and the group's usual words."""
        for member, usual in self._usual.get(gists[0], ()):
            if gists[: len(member)] == member:
                return len(member), usual
        return 1, gists[:1]

    def held(self, text: str) -> str:
        """The gist of a text of the FAQ, made once: it is held against every question."""
        found = self._held.get(text)
        if found is None:
            found = self._held[text] = self.gist(text)
        return found

    def set_of(self, text: str) -> frozenset[str]:
        """The words of the gist of a text, in no order."""
        return frozenset(self.gist(text).split())

    def asked(self, entry: Entry) -> tuple[frozenset[str], ...]:
        """The words of each question of an entry."""
        found = self._asked.get(entry.id)
        if found is None:
            found = self._asked[entry.id] = tuple(map(self.set_of, entry.questions))
        return found

    def denied(self, entry: Entry) -> tuple[tuple[str, bool], ...]:
        """The gists of what an entry says is false, in more than figures and units, and whether each denies."""
        found = self._denied.get(entry.id)
        if found is None:
            false = (claim for claim in wordy(entry.claims.false) if any(map(_says, words(claim))))
            found = self._denied[entry.id] = tuple((self.gist(claim), is_negated(claim)) for claim in false)
        return found

    def share_asking(self, gist: str, entry: Entry) -> float:
        """The share of an entry's questions that hold every word of a gist."""
        said = frozenset(gist.split())
        asked = self.asked(entry)
        return sum(said <= question for question in asked) / len(asked)


def wordy(claims: Iterable[str]) -> Iterator[str]:
    """The claims that hold no figure; the others are judged by it."""
    return (claim for claim in claims if not holds_figures(claim))


def _says(word: str) -> bool:
    return len(word) > 1 and word not in ARTICLES and not is_measure(word)


def _stems(text: str) -> list[str]:
    kept = [word for word in with_digits(words(text)) if word not in ARTICLES]
    return [f"{word.removesuffix('s') or word}'" if len(word) <= _SHORT else stem(word) for word in kept]
