"""Ability: answer a question, suggest entries when unsure, or admit that we do not know."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.knowledge import Entry, Knowledge
from bot.matching import Confidence, Findings, Match, Matcher, asks

from .browsing import Browsing
from .leaning import leans
from .message import Message
from .reply import Answer, Candidate, Outcome, Reply, Suggestion
from .thread import Thread

MOST_SUGGESTIONS = 3

MOST_JOINTS = 6
"""Places tried to cut a text in two: a long dictation has many, and two questions in a row few."""

LEAST_HALF = 0.3
"""Probability from which the less sure half of a double question is answered beside the surer one."""

TOUCHING = 0.4
"""Share of what was typed that an entry must carry to be found by the context."""

LOYALTY = 0.3
"""How much likelier another subject must be, for a text that leans, than the one spoken of."""


class Answering:
    """Always replies; closes the list of abilities."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, browsing: Browsing) -> None:
        self._knowledge = knowledge
        self._voice = knowledge.voice
        self._matcher = matcher
        self._browsing = browsing

    def __call__(self, message: Message, thread: Thread) -> Reply:
        """An answer, suggestions, or an honest « je ne sais pas »."""
        found = self._find(message.text, thread)
        candidates = tuple(Candidate(match.entry.id, round(match.probability, 4)) for match in found.matches)
        several = self._several(message.text)
        if several:
            return self._answer(several, candidates)
        if found.matches and found.matches[0].confidence is Confidence.SURE and not found.refusal:
            return self._answer([found.matches[0].entry], candidates)
        offered = [match for match in found.matches if match.confidence is not Confidence.UNLIKELY]
        if found.refusal and found.refusal.answer:
            return self._unknown(found.refusal.answer, candidates)
        if offered:
            sentence = self._voice.say("proposer-faute-de-mieux" if found.refusal else "proposer")
            return self._suggest(sentence, offered, candidates)
        return self._unknown(self._voice.say("inconnu"), candidates)

    def _unknown(self, sentence: str, candidates: tuple[Candidate, ...]) -> Reply:
        """An honest « je ne sais pas », and the topics as a way on."""
        return Reply(
            Outcome.UNKNOWN, sentence, suggestions=(self._browsing.to_topics(),), candidates=candidates
        )

    def _find(self, text: str, thread: Thread) -> Findings:
        """What a text is about; one that leans on the conversation is also read in the light of its subject."""
        alone = self._matcher.find(text, MOST_SUGGESTIONS)
        context = self._context(thread)
        if not alone.matches or not context or not leans(text):
            return alone
        together = self._matcher.find(text, MOST_SUGGESTIONS, context)
        # What was just spoken of must not answer for words that have nothing to do with it.
        best = together.matches[0] if together.matches else None
        if best is None or best.typed_coverage < TOUCHING:
            return alone
        # Nor for what we know we do not answer, unless the subject makes it sure.
        if alone.refusal and best.confidence is not Confidence.SURE:
            return alone
        return together if best.probability >= _likeliest(alone) - LOYALTY else alone

    def _several(self, text: str) -> list[Entry]:
        """The entries of two questions asked at once; none when the text is one question."""
        best: tuple[float, list[Entry]] = (0.0, [])
        for left, right in halves(text):
            first = self._half(left, right)
            second = self._half(right, left, besides=first)
            if first and second:
                surest = max(first.probability, second.probability)
                weakest = min(first.probability, second.probability)
                if surest >= self._matcher.zones.sure_from and weakest >= LEAST_HALF and weakest > best[0]:
                    best = (weakest, [first.entry, second.entry])
        return best[1]

    def _half(self, text: str, context: str, besides: Match | None = None) -> Match | None:
        """What one half asks for, alone or in the light of the other; something else than the other."""
        found = [*self._matcher.find(text, 2).matches, *self._matcher.find(text, 2, context).matches]
        other = [match for match in found if besides is None or match.entry.id != besides.entry.id]
        return max(other, key=lambda match: match.probability, default=None)

    def _context(self, thread: Thread) -> str:
        return " ".join(self._subject(thread))

    def _subject(self, thread: Thread) -> Iterator[str]:
        for entry_id in thread.subject:
            entry = self._knowledge.entry(entry_id)
            if entry:
                yield self._knowledge.topic_of(entry).title
                yield entry.title

    def _answer(self, entries: Sequence[Entry], candidates: tuple[Candidate, ...]) -> Reply:
        answered = [entry.id for entry in entries]
        related = [suggestion for entry in entries for suggestion in self._browsing.related(entry)]
        fresh = dict.fromkeys(suggestion for suggestion in related if suggestion.entry_id not in answered)
        return Reply(
            Outcome.ANSWER,
            answers=tuple(Answer.of_entry(entry) for entry in entries),
            suggestions=tuple(fresh)[:MOST_SUGGESTIONS],
            candidates=candidates,
        )

    def _suggest(self, sentence: str, offered: Sequence[Match], candidates: tuple[Candidate, ...]) -> Reply:
        return Reply(
            Outcome.SUGGEST,
            sentence,
            suggestions=tuple(Suggestion.of_entry(match.entry) for match in offered),
            candidates=candidates,
        )


_JOINTS = re.compile(r"[?;+]|\bet\b|\bpuis\b|\bé\b|,|\bainsi que\b", re.IGNORECASE)


def halves(text: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a text in two questions: after a « ? », or where it is joined and both sides ask.

    >>> list(halves("Combien de km, et qui a payé ?"))
    [('Combien de km', ' et qui a payé ?'), ('Combien de km, ', ' qui a payé ?')]
    """
    for joint in islice(_JOINTS.finditer(text), MOST_JOINTS):
        left, right = text[: joint.start()], text[joint.end() :]
        left_asks = joint[0] == "?" or asks(left)
        if left_asks and (asks(right) or right.rstrip().endswith("?")):
            yield left, right


def _likeliest(found: Findings) -> float:
    return found.matches[0].probability if found.matches else 0.0
