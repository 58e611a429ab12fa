"""A message that only names a topic, « fibre » or « alibaba »: which of its entries are meant, nobody said."""

from dataclasses import dataclass

from bot.knowledge import Entry, Knowledge, Topic
from bot.matching import Matcher, asks, is_furniture, stem, words

FEWEST = 3
"""Entries of a topic asked for with a word, from which the word alone asks for none of them."""


@dataclass(frozen=True, slots=True)
class Named:
    """A topic named, and those of its entries that are asked for with that word, in order."""

    topic: Topic
    entries: tuple[Entry, ...]


class Naming:
    """Knows the words that name the topics of an FAQ."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self._matcher = matcher
        self._named: dict[str, Named] = {}
        asked = {entry.id: _stems(" ".join(entry.questions)) for entry in knowledge.entries}
        # What a title says names a topic before what the description of another does.
        named = [(topic, topic.title) for topic in knowledge.topics]
        named += [(topic, topic.description) for topic in knowledge.topics]
        for topic, text in named:
            for name in sorted(_stems(text)):
                entries = [entry for entry in topic.entries if name in asked[entry.id]]
                if len(entries) >= FEWEST:
                    # « fibre » : its length, whose title says so, before what is only asked for with that word.
                    entries.sort(key=lambda entry: name not in _stems(entry.title))
                    self._named.setdefault(name, Named(topic, tuple(entries)))

    def __call__(self, text: str) -> Named | None:
        """The topic that a text names and does nothing more."""
        if asks(text):
            return None
        meant = self._matcher.meant(text)
        return self._named.get(stem(meant[0])) if len(meant) == 1 else None


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if not is_furniture(word))
