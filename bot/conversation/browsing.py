"""Ability: welcome, help, topics, and whatever was chosen among what we offered."""

from collections.abc import Iterator

from bot.knowledge import Entry, Knowledge, Topic
from bot.matching import words

from .learning import Missed, Vote, Why
from .message import Message, MessageKind
from .reply import (
    ENTRY_TARGET,
    NONE_TARGET,
    TOPIC_TARGET,
    TOPICS_TARGET,
    VOTE_TARGET,
    Answer,
    Outcome,
    Reply,
    Suggestion,
)
from .thread import Thread

ENTRIES_A_PAGE = 8
"""What a phone shows under a message without scrolling it away."""


class Browsing:
    """Leads through the FAQ: topics, their entries, an entry's answer."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._voice = knowledge.voice

    def __call__(self, message: Message, thread: Thread) -> Reply | None:
        """A reply to a command or a choice; None for a text."""
        if message.kind is MessageKind.CHOICE:
            if message.text == NONE_TARGET:
                return self._none(thread)
            if message.text.startswith(VOTE_TARGET):
                return self._vote(message.text)
            return self.choice(message.text)
        if message.kind is MessageKind.OTHER:
            return Reply(Outcome.SOCIAL, self._voice.say("pas-du-texte"))
        if message.kind is MessageKind.COMMAND:
            return self._command(message.command, message.text)
        return None

    def _command(self, command: str, argument: str) -> Reply | None:
        if command == "start":
            entry = self._knowledge.entry(argument.strip())
            return self.entry(entry) if entry else self._welcome("accueil")
        if command in ("aide", "help"):
            return self._welcome("aide")
        if command == "themes":
            return self.topics()
        if command == "question" and not argument.strip():
            return Reply(Outcome.SOCIAL, self._voice.say("question-vide"))
        return None

    def _welcome(self, sentence: str) -> Reply:
        return Reply(Outcome.SOCIAL, self._voice.say(sentence), suggestions=(self.to_topics(),))

    def _none(self, thread: Thread) -> Reply:
        """None of what we offered: where to look next; the question is kept for the FAQ's authors."""
        nearest = next((offered.entry_id for offered in thread.offered if offered.entry_id), None)
        missed = Missed(thread.doubted, Why.UNSURE, nearest) if thread.doubted else None
        entry = self._knowledge.entry(nearest) if nearest else None
        ways = (self.to_topic(entry), self.to_topics()) if entry else (self.to_topics(),)
        return Reply(Outcome.UNKNOWN, self._voice.say("aucune"), suggestions=ways, missed=missed)

    def _vote(self, target: str) -> Reply:
        """Thanks for a vote; its value goes to whoever counts them."""
        sign, _, entry_id = target.removeprefix(VOTE_TARGET).partition(":")
        if self._knowledge.entry(entry_id) is None or sign not in ("+", "-"):
            return self._lost()
        return Reply(Outcome.SOCIAL, self._voice.say("vote"), vote=Vote(entry_id, useful=sign == "+"))

    def _lost(self) -> Reply:
        return Reply(Outcome.UNKNOWN, self._voice.say("choix-perdu"), suggestions=(self.to_topics(),))

    def none_of_these(self) -> Suggestion:
        """The way out of a choice."""
        return Suggestion(self._voice.say("bouton-aucune"), NONE_TARGET)

    def choice(self, target: str) -> Reply:
        """What a suggestion leads to; a kind word when it leads nowhere any more."""
        if target == TOPICS_TARGET:
            return self.topics()
        if target.startswith(TOPIC_TARGET):
            topic_id, _, page = target.removeprefix(TOPIC_TARGET).partition(":")
            topic = self._knowledge.topic(topic_id)
            if topic:
                return self.topic(topic, int(page) if page.isdecimal() else 0)
        entry = (
            self._knowledge.entry(target.removeprefix(ENTRY_TARGET))
            if target.startswith(ENTRY_TARGET)
            else None
        )
        if entry:
            return self.entry(entry)
        return self._lost()

    def topics(self) -> Reply:
        """The list of topics."""
        suggestions = tuple(
            Suggestion(topic.title, TOPIC_TARGET + topic.id) for topic in self._knowledge.topics
        )
        return Reply(Outcome.SOCIAL, self._voice.say("themes"), suggestions=suggestions)

    def topic(self, topic: Topic, page: int = 0) -> Reply:
        """The entries of a topic, a page at a time."""
        first = page * ENTRIES_A_PAGE
        if first >= len(topic.entries):
            first = 0
        shown = topic.entries[first : first + ENTRIES_A_PAGE]
        suggestions = [Suggestion.of_entry(entry) for entry in shown]
        if first + len(shown) < len(topic.entries):
            following = f"{TOPIC_TARGET}{topic.id}:{first // ENTRIES_A_PAGE + 1}"
            suggestions.append(Suggestion(self._voice.say("bouton-suite"), following))
        suggestions.append(self._back_from_page(topic, first // ENTRIES_A_PAGE))
        text = self._voice.say("theme", titre=topic.title, description=topic.description).strip()
        return Reply(Outcome.SOCIAL, text, suggestions=tuple(suggestions))

    def _back_from_page(self, topic: Topic, page: int) -> Suggestion:
        if page == 0:
            return self.to_topics()
        before = f":{page - 1}" if page > 1 else ""
        return Suggestion(self._voice.say("bouton-retour"), f"{TOPIC_TARGET}{topic.id}{before}")

    def entry(self, entry: Entry) -> Reply:
        """An entry's answer, its neighbours, and the way back to its topic."""
        return Reply(
            Outcome.ANSWER,
            answers=(Answer.of_entry(entry),),
            suggestions=(*self.related(entry), self._back_to_topic(entry)),
        )

    def related(self, entry: Entry) -> tuple[Suggestion, ...]:
        """The entries to see also."""
        return tuple(map(Suggestion.of_entry, self.beside(entry)))

    def beside(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries to see with one."""
        found = (self._knowledge.entry(entry_id) for entry_id in entry.see_also)
        return tuple(other for other in found if other)

    def of_topic(self, entry: Entry) -> Iterator[Entry]:
        """The other entries of an entry's topic."""
        return (other for other in self._knowledge.topic_of(entry).entries if other.id != entry.id)

    def value_beside(self, entry: Entry) -> str | None:
        """The value of the first neighbour that has one, for an entry that explains why figures differ."""
        if "pourquoi" not in words(entry.title):
            return None
        return next((other.value for other in self.beside(entry) if other.value), None)

    def _back_to_topic(self, entry: Entry) -> Suggestion:
        topic = self._knowledge.topic_of(entry)
        page = topic.entries.index(entry) // ENTRIES_A_PAGE
        target = f"{TOPIC_TARGET}{topic.id}" + (f":{page}" if page else "")
        return Suggestion(self._voice.say("bouton-retour"), target)

    def to_topic(self, entry: Entry) -> Suggestion:
        """The way to an entry's topic, by its title."""
        topic = self._knowledge.topic_of(entry)
        return Suggestion(topic.title, TOPIC_TARGET + topic.id)

    def to_topics(self) -> Suggestion:
        """The way to the list of topics."""
        return Suggestion(self._voice.say("bouton-themes"), TOPICS_TARGET)
