"""The FAQ once read: entries, topics, sources, voice; frozen, so that a conversation never sees it change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    id: str
    publisher: str
    title: str

    url: str | None = None
    """None when the page is not to be shown, such as a third-party copy."""

    date: str | None = None
    """As the editor typed it: a day, a month or a year."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What people state about an entry, to be told whether it is so; phrases, each wording written out."""

    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    """True but for a figure, a word or a date."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing people ask, and our answer."""

    id: str
    """Stable: deep links and statistics hold on to it."""

    title: str
    """Short enough for a button when the editor gave one; otherwise the first question."""

    questions: tuple[str, ...]
    """Every wording the editor's lines stand for, first line first."""

    answer: str
    value: str | None = None
    details: str | None = None
    sources: tuple[Source, ...] = ()
    see_also: tuple[str, ...] = ()
    claims: Claims = Claims()

    elements: tuple[str, ...] = ()
    """When the answer is a list: the entry of each of its points, in order."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A titled group of entries; one YAML file."""

    id: str
    title: str
    description: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A greeting, a thank-you, a « qui es-tu » : how people say it, and what we say back."""

    id: str
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    """Said in turn."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something people ask that the FAQ does not answer: the ways to ask it, and perhaps what we say then."""

    id: str
    questions: tuple[str, ...]
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """The sentences said in the bot's own name."""

    sentences: Mapping[str, str]
    courtesies: tuple[Courtesy, ...] = ()

    def say(self, key: str, /, **values: str) -> str:
        """The sentence of that key, with its {marks} filled in.

        Raises KeyError when the key is not one of `format.VOICE`: a fault of ours, not of an editor.
        """
        sentence = self.sentences[key]
        for name, value in values.items():
            sentence = sentence.replace("{" + name + "}", value)
        return sentence


@dataclass(frozen=True)
class Knowledge:
    """An FAQ folder, read and found good."""

    topics: tuple[Topic, ...]
    voice: Voice

    refusals: tuple[Refusal, ...] = ()
    """What we know we do not answer; it keeps neighbouring questions from wrong answers."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words, or of short phrases, that mean the same in this FAQ; the first is the usual one."""

    kin: tuple[tuple[str, ...], ...] = ()
    """Groups of words, or of short phrases, that are near in meaning."""

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, topic after topic."""
        for topic in self.topics:
            yield from topic.entries

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of that id; None when a link or a button outlived it."""
        return self._by_id.get(entry_id)

    def topic(self, topic_id: str) -> Topic | None:
        """The topic of that id; None when a button outlived it."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def topic_of(self, entry: Entry) -> Topic:
        """The topic an entry belongs to."""
        return next(topic for topic in self.topics if entry in topic.entries)
