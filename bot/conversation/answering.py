"""Ability: answer a question, suggest entries when unsure, or admit that we do not know."""

from collections.abc import Sequence

from bot.knowledge import Entry, Knowledge
from bot.matching import Confidence, Match, Matcher

from .browsing import Browsing
from .message import Message
from .reply import Answer, Candidate, Outcome, Reply, Suggestion
from .thread import Thread

MOST_SUGGESTIONS = 3


class Answering:
    """Always replies; closes the list of abilities."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, browsing: Browsing) -> None:
        self._voice = knowledge.voice
        self._matcher = matcher
        self._browsing = browsing

    def __call__(self, message: Message, _thread: Thread) -> Reply:
        """An answer, suggestions, or an honest « je ne sais pas »."""
        matches = self._matcher.find(message.text, limit=MOST_SUGGESTIONS)
        candidates = tuple(Candidate(match.entry.id, round(match.probability, 4)) for match in matches)
        if matches and matches[0].confidence is Confidence.SURE:
            return self._answer(matches[0].entry, candidates)
        offered = [match for match in matches if match.confidence is not Confidence.UNLIKELY]
        if offered:
            return self._suggest(offered, candidates)
        return Reply(
            Outcome.UNKNOWN,
            self._voice.say("inconnu"),
            suggestions=(self._browsing.to_topics(),),
            candidates=candidates,
        )

    def _answer(self, entry: Entry, candidates: tuple[Candidate, ...]) -> Reply:
        return Reply(
            Outcome.ANSWER,
            answers=(Answer.of_entry(entry),),
            suggestions=self._browsing.related(entry),
            candidates=candidates,
        )

    def _suggest(self, offered: Sequence[Match], candidates: tuple[Candidate, ...]) -> Reply:
        return Reply(
            Outcome.SUGGEST,
            self._voice.say("proposer"),
            suggestions=tuple(Suggestion.of_entry(match.entry) for match in offered),
            candidates=candidates,
        )
