"""Ability: greetings, thanks, « qui es-tu » — when a message is nothing else."""

from zlib import crc32

from bot.knowledge import Courtesy, Entry, Knowledge, Topic, Voice
from bot.matching import Confidence, Match, Matcher, asks

from .leaning import is_said_to_us, leans
from .message import Contact, Message, MessageKind
from .reply import Outcome, Reply
from .thread import Thread

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
        if not any(mark.isalnum() for mark in message.text):
            return Reply(Outcome.SOCIAL, self._voice.say("sans-mots"))
        # « où ? », « par qui ? », « et demain ? » ask about what is spoken of, however courteous their words.
        if thread.subject and asks(message.text) and leans(message.text) and not is_said_to_us(message.text):
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

    def _is_asked(self, text: str, heard: Match) -> bool:
        asked = self._faq.find(text, limit=1).matches
        return bool(
            asked and asked[0].confidence is Confidence.SURE and asked[0].probability > heard.probability
        )


def _turn_of(courtesy: Courtesy, contact: Contact, thread: Thread) -> str:
    """One of its answers, another each turn; people begin at different ones, the same at every run."""
    first = crc32(f"{contact.channel} {contact.id} {contact.person}".encode())
    return courtesy.answers[(first + thread.turns) % len(courtesy.answers)]
