"""An FAQ folder as read, not yet judged."""

from dataclasses import dataclass, field
from functools import cached_property

from .wording import WordingError, expand, fold
from .yaml_source import Piece


@dataclass(frozen=True)
class Draft:
    """An FAQ folder as read, not yet judged: the pieces of its files."""

    topics: dict[str, Piece]
    """By shown file name."""

    common: dict[str, tuple[str, Piece]] = field(default_factory=dict)
    """By plain file name (`_voix.yaml`): shown name and piece."""

    unread: frozenset[str] = frozenset()
    """Plain names of the files that could not be read: what seems to be missing may stand there."""

    @cached_property
    def entries(self) -> list[Piece]:
        """The entries of all files that have the shape of one."""
        return [entry for topic in self.topics.values() for entry in items_of(topic, "entrees") if entry.keys]

    @cached_property
    def entry_ids(self) -> dict[str, Piece]:
        """The id of each entry and where it is written first."""
        ids: dict[str, Piece] = {}
        for entry in self.entries:
            if piece := entry.get("id"):
                ids.setdefault(piece.text, piece)
        return ids

    @cached_property
    def source_ids(self) -> dict[str, Piece]:
        """The sources of `_sources.yaml`, by id."""
        return self.common["_sources.yaml"][1].keys if "_sources.yaml" in self.common else {}

    @cached_property
    def refusals(self) -> list[Piece]:
        """What the FAQ says it does not answer."""
        if "_hors-sujet.yaml" not in self.common:
            return []
        return items_of(self.common["_hors-sujet.yaml"][1], "hors-sujet")

    @property
    def courtesies(self) -> list[Piece]:
        """The greetings, thanks and the like of the folder's own voice."""
        return items_of(self.common["_voix.yaml"][1], "courtoisie") if "_voix.yaml" in self.common else []

    def word_groups(self, key: str) -> list[Piece]:
        """The groups of words that mean the same, « synonymes », or nearly so, « proches »."""
        if "_synonymes.yaml" not in self.common:
            return []
        return items_of(self.common["_synonymes.yaml"][1], key)

    @cached_property
    def wordings(self) -> list[tuple[str, Piece, Piece]]:
        """Each wording the lines stand for, folded, with its line and its entry or refusal."""
        return [
            (fold(wording), line, entry)
            for entry in [*self.entries, *self.refusals]
            for line in items_of(entry, "questions")
            for wording in expanded(line)
        ]


def items_of(piece: Piece, key: str) -> list[Piece]:
    """The items of the list under a key; none when there is no list."""
    found = piece.get(key)
    return found.items if found else []


def expanded(line: Piece) -> tuple[str, ...]:
    """The wordings of a line; none when it cannot be read, which another rule tells."""
    try:
        return expand(line.text)
    except WordingError:
        return ()
