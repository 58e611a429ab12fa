"""What a format is made of: keys, each of a kind, and groups of keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a key holds; the value is how we call it to an editor."""

    TEXT = "un texte"
    TEXTS = "une liste de textes"
    MAP = "un groupe de lignes « clé: valeur »"
    MAPS = "une liste de groupes « - clé: valeur »"
    LISTS = "une liste de listes de textes"


@dataclass(frozen=True, slots=True)
class Key:
    """A key an editor may write."""

    name: str
    kind: Kind
    help: str
    """One French sentence; editors see it while they type."""

    example: str
    """A line that would be right, shown as remedy."""

    required: bool = False
    most: int | None = None
    """Characters at most, for a text."""

    pattern: str | None = None
    shape: "Shape | None" = None
    """What is inside, for maps."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A group of keys, called by its French name in messages."""

    name: str
    keys: tuple[Key, ...]
    by_name: Mapping[str, Key] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {key.name: key for key in self.keys})

    @property
    def required(self) -> Iterator[Key]:
        """The keys without which the group means nothing."""
        return (key for key in self.keys if key.required)
