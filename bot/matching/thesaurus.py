"""Words → terms: what the forms and synonyms of a word share, so that they count as one."""

from collections.abc import Iterable, Sequence

from .french import stem, with_digits, words


class Thesaurus:
    """The synonyms of an FAQ, over stems.

    A term is a stem, or « =first » for every member of a synonym group whose first word is « first ».
    """

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        groups = [tuple(group) for group in groups]
        self._terms: dict[str, str] = {}
        self._known: dict[str, tuple[str, bool]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.words = frozenset(
            word for group in groups for member in group if len(found := words(member)) == 1 for word in found
        )
        """The plain single words of its groups."""

        for group in groups:
            members = [_stems(member) for member in group]
            members = [member for member in members if member]
            for member in members:
                self._add(member, "=" + " ".join(members[0]))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self.longest = max((len(phrases[0][0]) for phrases in self._phrases.values()), default=1)
        """Words of its longest phrase."""

    def _add(self, member: tuple[str, ...], term: str) -> None:
        if len(member) == 1:
            self._terms.setdefault(member[0], term)
        else:
            self._phrases.setdefault(member[0], []).append((member, term))

    def term(self, word: str) -> str:
        """The term of one plain word."""
        return self._read(word)[0]

    def _read(self, word: str) -> tuple[str, bool]:
        """The term of a word, and whether a phrase may begin with it."""
        found = self._known.get(word)
        if found is None:
            form = stem(word)
            found = self._known[word] = (self._terms.get(form, form), form in self._phrases)
        return found

    def begins_phrase(self, word: str) -> bool:
        """Whether a phrase of a synonym group may begin with a word."""
        return self._read(word)[1]

    def phrase_at(self, plain_words: Sequence[str], start: int) -> tuple[int, str]:
        """How many words from `start` are a phrase of a synonym group, and its term; 0 words when none is.

        >>> Thesaurus([["focac", "forum sino-africain"]]).phrase_at(["le", "forum", "sino", "africain"], 1)
        (3, '=focac')
        """
        if not self._read(plain_words[start])[1]:
            return 0, ""
        for members, term in self._phrases[stem(plain_words[start])]:
            end = start + len(members)
            if tuple(stem(word) for word in plain_words[start:end]) == members:
                return len(members), term
        return 0, ""


def _stems(member: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in with_digits(words(member)))
