"""A message that only names a topic or somebody, « fibre » or « huawei »: which entries are meant, nobody said."""

import re
from dataclasses import dataclass

from bot.knowledge import Entry, Knowledge
from bot.matching import Matcher, asks, is_furniture, stem, words

FEWEST = 3
"""Entries of a topic asked for with a word, from which the word alone asks for none of them."""

FEWEST_TITLES = 4
"""Titles that a proper name stands in, whatever their topic, from which it is asked about in general."""

_PROPER = re.compile(r"(?<=[\w»’'-])[ ’'-]([A-ZÀ-Ý]\w{2,})")
"""A word with a capital that does not begin a title."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is named, and the entries that are asked for with that name, the main ones first."""

    title: str
    entries: tuple[Entry, ...]


class Naming:
    """Knows the words that name the topics of an FAQ, and whom its titles name."""

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
                    self._named.setdefault(name, Named(topic.title, tuple(entries)))
        for name, entries in _in_titles(knowledge).items():
            self._named.setdefault(stem(words(name)[0]), Named(name, tuple(entries)))

    def __call__(self, text: str) -> Named | None:
        """The topic or the name that a text says and does nothing more."""
        if asks(text):
            return None
        named = [self._named.get(stem(word)) for word in self._matcher.meant(text)]
        # « Cina Lawson » : two words of one name.
        same = named and named[0] and all(each and each.entries == named[0].entries for each in named[1:])
        return named[0] if same else None


def _in_titles(knowledge: Knowledge) -> dict[str, list[Entry]]:
    """The proper names in the titles of several entries, and those entries, the ones that tell least beside first."""
    names = {name for entry in knowledge.entries for name in _PROPER.findall(entry.title)}
    found = {}
    for name in sorted(names):
        form = stem(words(name)[0])
        entries = [entry for entry in knowledge.entries if form in _stems(entry.title)]
        if len(entries) >= FEWEST_TITLES:
            found[name] = sorted(entries, key=lambda entry: len(_stems(entry.title)))
    return found


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if not is_furniture(word))
