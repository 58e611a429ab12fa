"""What a search hands back: the entries a person may be asking about, how sure we are, and why."""

from dataclasses import dataclass
from enum import Enum

from bot.knowledge import Entry


class Confidence(Enum):
    """What we dare do with a match."""

    SURE = "sûr"
    """We answer."""

    UNSURE = "hésitant"
    """We suggest."""

    UNLIKELY = "improbable"
    """We keep it to ourselves: it is only the nearest we have."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A typed word and the word of the entry that it was taken for; they may be the same."""

    typed: str

    known: str | None
    """None when the entry has nothing like it."""

    weight: float
    """How much of the question rests on the typed word; all of them sum to 1."""

    share: float
    """How much of that weight the known word carries, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry the person may be asking about."""

    entry: Entry

    question: str
    """The editor's wording which came closest; it explains the match."""

    probability: float
    """How likely this is what was asked, from 0 to 1."""

    confidence: Confidence

    coverage: float
    """The share of the question's weight that the entry's words carry, from 0 to 1."""

    lead: float
    """By how much its score is ahead of the best other entry's; negative when it is behind."""

    likenesses: tuple[Likeness, ...] = ()

    typed_coverage: float = 1.0
    """As `coverage`, of the words of substance that were typed, those recalled from the context left out; 0 when a
    number was typed that the entry has not."""
