"""Ability: greetings, thanks, « qui es-tu » — when a message is nothing else."""

import re
from zlib import crc32

from bot.knowledge import Courtesy, Entry, Knowledge, Topic, Voice
from bot.matching import Confidence, Match, Matcher, asks, words

from .leaning import is_said_to_us, leans
from .message import Contact, Message, MessageKind
from .reply import Outcome, Reply
from .stating import states
from .thread import Thread

MOST_ASIDE = 6
"""Words of a courtesy set off by a comma; a longer clause says more, and is not looked at."""

_EVEN_SO = re.compile(r"\bquand m[eê]me\b", re.IGNORECASE)
"""« Merci quand même » asks when of nothing."""

_COMMA = re.compile(r",\s+")

LEAST_COVERAGE = 0.75
"""Share of a message's weight that must be courtesy: « bonjour, combien de km ? » is a question."""

LEAST_PROBABILITY = 0.7
"""« par qui ? » is made of words of courtesy, and is none."""


class CourtesyAbility:
    """Replies in kind to what is said out of courtesy."""

    def __init__(self, voice: Voice, faq: Matcher) -> None:
        """`faq` finds the entries of the FAQ: one that asks for the same wins over our courtesy."""
        self._voice = voice
        self._faq = faq
        self._courtesies = {courtesy.id: courtesy for courtesy in voice.courtesies}
        entries = tuple(
            Entry(courtesy.id, courtesy.id, courtesy.questions, courtesy.answers[0])
            for courtesy in voice.courtesies
        )
        self._matcher = Matcher(Knowledge((Topic("courtoisie", "", "", entries),), voice))

    def __call__(self, message: Message, thread: Thread) -> Reply | None:
        """A courteous sentence; None when the message asks for more."""
        if message.kind is not MessageKind.TEXT:
            return None
        if not _says_something(message.text):
            return Reply(Outcome.SOCIAL, self._voice.say("sans-mots"))
        # « où ? », « par qui ? », « et demain ? » ask about what is spoken of, however courteous their words.
        asked = _EVEN_SO.sub("", message.text)
        if thread.subject and asks(asked) and leans(message.text) and not is_said_to_us(message.text):
            return None
        courtesy = self.heard_in(message.text)
        return Reply(Outcome.SOCIAL, _turn_of(courtesy, message.contact, thread)) if courtesy else None

    def heard_in(self, text: str) -> Courtesy | None:
        """The courtesy a text is, when it is nothing else."""
        matches = self._matcher.find(text, limit=1).matches
        if not matches or matches[0].coverage < LEAST_COVERAGE or matches[0].probability < LEAST_PROBABILITY:
            return None
        if self._is_asked(text, matches[0]):
            return None
        return self._courtesies[matches[0].entry.id]

    def without(self, text: str) -> str:
        """A text less the courtesies that commas set off before and after what it says."""
        clauses = _COMMA.split(text)
        while len(clauses) > 1 and self._is_aside(clauses[0]):
            del clauses[0]
        said = ", ".join(clauses)
        while len(clauses) > 1 and self._is_aside(clauses[-1]):
            del clauses[-1]
        kept = ", ".join(clauses)
        # « …, non ? » and « …, c'est vrai ça ? » belong to what they ask to confirm.
        return kept if states(kept) == states(said) else said

    def _is_aside(self, clause: str) -> bool:
        return len(clause.split()) <= MOST_ASIDE and self.heard_in(clause) is not None

    def _is_asked(self, text: str, heard: Match) -> bool:
        asked = self._faq.find(text, limit=1).matches
        return bool(
            asked and asked[0].confidence is Confidence.SURE and asked[0].probability > heard.probability
        )


def _says_something(text: str) -> bool:
    """Whether a text holds a word or a number; a letter or two alone are a slip of the finger."""
    typed = words(text)
    return any(len(word) > 1 or word.isdigit() for word in typed)


def _turn_of(courtesy: Courtesy, contact: Contact, thread: Thread) -> str:
    """One of its answers, another each turn; people begin at different ones, the same at every run."""
    first = crc32(f"{contact.channel} {contact.id} {contact.person}".encode())
    return courtesy.answers[(first + thread.turns) % len(courtesy.answers)]
