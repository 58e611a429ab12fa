"""Ability: greetings, thanks, « qui es-tu » — when a message is nothing else."""

from bot.knowledge import Entry, Knowledge, Topic, Voice
from bot.matching import Confidence, Matcher, asks

from .leaning import is_said_to_us, leans
from .message import Message, MessageKind
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
        entries = tuple(
            Entry(courtesy.id, courtesy.id, courtesy.questions, courtesy.answer)
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
        matches = self._matcher.find(message.text, limit=1).matches
        if not matches or matches[0].coverage < LEAST_COVERAGE or matches[0].probability < LEAST_PROBABILITY:
            return None
        asked = self._faq.find(message.text, limit=1).matches
        if asked and asked[0].confidence is Confidence.SURE and asked[0].probability > matches[0].probability:
            return None
        return Reply(Outcome.SOCIAL, matches[0].entry.answer)
