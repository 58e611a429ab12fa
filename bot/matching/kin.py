"""Words near in meaning: « agglomération » counts a little for « ville » where the FAQ says « ville »."""

from collections.abc import Iterable, Mapping, Sequence

from .french import FURNITURE, stem, with_digits, words
from .thesaurus import Thesaurus

KIN_OF_STRANGE = 0.6
"""What a word counts for its kin when the FAQ has not the word itself."""

KIN_OF_KNOWN = 0.25
"""The same when it has: the word was likely meant as it stands."""


class Kin:
    """The near-synonyms of an FAQ, over terms; a group ties whatever of it the FAQ has."""

    def __init__(
        self, groups: Iterable[Iterable[str]], thesaurus: Thesaurus, numbers: Mapping[str, int]
    ) -> None:
        """`numbers` are the terms the FAQ has."""
        self._thesaurus = thesaurus
        self._kin: dict[str, dict[int, str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], dict[int, str]]]] = {}
        self.words: set[str] = set()
        """The plain words of its members, to be found again when misspelt."""

        for group in groups:
            members = [with_digits(words(member)) for member in group]
            known = dict(self._known(members, numbers))
            for member in members:
                if known and member:
                    self.words.update(word for word in member if FURNITURE.get(word, 1.0) == 1.0)
                    self._add(member, known)

    def _known(self, members: Iterable[list[str]], numbers: Mapping[str, int]) -> Iterable[tuple[int, str]]:
        """The terms that the FAQ has for the members which are one term."""
        for member in members:
            if not member:
                continue
            length, term = self._thesaurus.phrase_at(member, 0)
            if length != len(member):
                term = self._thesaurus.term(member[0]) if len(member) == 1 else ""
            if term in numbers:
                yield numbers[term], " ".join(member)

    def _add(self, member: list[str], known: dict[int, str]) -> None:
        if len(member) == 1:
            self._kin.setdefault(self._thesaurus.term(member[0]), {}).update(known)
        else:
            stems = tuple(map(stem, member))
            self._phrases.setdefault(stems[0], []).append((stems, known))

    def of_word(self, word: str) -> Mapping[int, str]:
        """The terms a plain word is near to, each with the word it goes by."""
        return self._kin.get(self._thesaurus.term(word), {})

    def of_phrases(self, typed: Sequence[str]) -> dict[int, dict[int, str]]:
        """By place, the terms that the phrases of a text are near to: each word of a phrase stands for them."""
        found: dict[int, dict[int, str]] = {}
        for start, word in enumerate(typed):
            for stems, known in self._phrases.get(stem(word), ()):
                end = start + len(stems)
                if tuple(map(stem, typed[start:end])) == stems:
                    for place in range(start, end):
                        found.setdefault(place, {}).update(known)
        return found
