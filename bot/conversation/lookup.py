"""Entries looked up outside of any conversation, while somebody types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from bot.knowledge import Entry, Knowledge
from bot.matching import Completion

MOST_FOUND = 50
"""Entries found at most: nobody scrolls further."""

SENTENCE = 3
"""Words from which what is typed is a question, to be answered rather than completed."""


class MostAsked(Protocol):
    """Knows what people ask."""

    def most_asked(self, limit: int) -> Sequence[str]:
        """Ids of the entries most asked of late, the most asked first; at once, for people are typing."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found."""

    entries: tuple[Entry, ...]
    """Best first."""

    missed: bool = False
    """What was typed may well want another answer than these: it is worth asking in a conversation."""


class Lookup:
    """Finds entries from the first letters on; without any, those most asked."""

    def __init__(self, knowledge: Knowledge, completion: Completion, asked: MostAsked) -> None:
        self._knowledge = knowledge
        self._completion = completion
        self._asked = asked

    def find(self, text: str) -> Found:
        """The entries that what is typed may be about; at most `MOST_FOUND`."""
        if not any(mark.isalnum() for mark in text):
            return Found(tuple(islice(self._usual(), MOST_FOUND)))
        found = self._completion.find(text, MOST_FOUND)
        question = len(text.split()) >= SENTENCE
        return Found(found.entries, missed=not found.entries or (question and not found.sure))

    def _usual(self) -> Iterator[Entry]:
        """The entries most asked, then the first of each topic."""
        asked = (self._knowledge.entry(entry_id) for entry_id in self._asked.most_asked(MOST_FOUND))
        first = (entry for topic in self._knowledge.topics for entry in topic.entries[:1])
        known = {entry.id: entry for entry in asked if entry}
        yield from {**known, **{entry.id: entry for entry in first if entry.id not in known}}.values()
