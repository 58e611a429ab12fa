"""What any channel can show."""

from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge import Entry, Source

from .learning import Missed, Vote

ENTRY_TARGET = "entree:"
TOPIC_TARGET = "theme:"
TOPICS_TARGET = "themes"
"""What a choice brings back: « entree:id », « theme:id:page » or « themes »; at most 64 bytes, Telegram's bound."""


class Outcome(StrEnum):
    """What became of a message."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    UNKNOWN = "unknown"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something we offer: an entry when we are unsure, a topic, the way back."""

    title: str
    target: str

    @property
    def entry_id(self) -> str | None:
        """The entry it leads to, when it leads to one."""
        return self.target.removeprefix(ENTRY_TARGET) if self.target.startswith(ENTRY_TARGET) else None

    @classmethod
    def of_entry(cls, entry: Entry) -> "Suggestion":
        """The suggestion that leads to an entry."""
        return cls(entry.title, ENTRY_TARGET + entry.id)


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry as we say it."""

    entry_id: str
    text: str
    details: str | None = None
    sources: tuple[Source, ...] = ()

    @classmethod
    def of_entry(cls, entry: Entry) -> "Answer":
        """What an entry says."""
        return cls(entry.id, entry.answer, entry.details, entry.sources)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the entries nearest to a text, whatever became of it; for measuring."""

    entry_id: str
    probability: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What we send back."""

    outcome: Outcome

    text: str = ""
    """What we say in our own name; before the suggestions when there are."""

    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    missed: Missed | None = None
    """The question that went without its answer, for the FAQ's authors."""

    vote: Vote | None = None
    """What the person just said of an answer."""
