"""Ability: answer a question or several, suggest entries when unsure, or admit that we do not know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from bot.knowledge import Entry, Knowledge
from bot.matching import Confidence, Findings, Match, Matcher, words

from .browsing import Browsing
from .claiming import verdict
from .courtesy import CourtesyAbility
from .gisting import Gists
from .leaning import leans
from .learning import Missed, Why
from .message import Message
from .naming import Named, Naming
from .parting import halves, is_complement, is_question, sentences
from .reckoning import Verdict
from .reply import Answer, Candidate, Outcome, Reply, Suggestion
from .stating import is_open, statement, states, without_figures
from .thread import Thread
from .understanding import COVERED, MOST_MATCHES, Understanding

MOST_QUESTIONS = 3
"""Questions answered in one reply."""

MOST_QUOTED = 80
"""Characters of a question that we say we have no answer to."""

MOST_RELATED = 3

LEAST_PART = 0.3
"""Probability from which the less sure of several questions is answered beside a surer one."""

LEAST_NEAR_PART = 0.12
"""The same when both are of one topic: people ask in one breath what belongs together."""

LEAST_BESIDE_REFUSAL = 0.1
"""Probability from which an entry is offered though what is asked looks most like what we do not answer."""

LEAST_TOUCHING = 0.3
"""Share of a question that the nearest entry must carry for its topic to be worth offering."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message, and the entry that answers it; None when none does."""

    text: str
    match: Match | None

    beyond: bool = False
    """It came after as many as one reply answers, and was not looked for."""


class Answering:
    """Always replies; closes the list of abilities."""

    def __init__(
        self, knowledge: Knowledge, matcher: Matcher, browsing: Browsing, courtesy: CourtesyAbility
    ) -> None:
        self._voice = knowledge.voice
        self._matcher = matcher
        self._browsing = browsing
        self._courtesy = courtesy
        self._understanding = Understanding(knowledge, matcher)
        self._naming = Naming(knowledge, matcher)
        self._gists = Gists(knowledge.synonyms)

    def __call__(self, message: Message, thread: Thread) -> Reply:
        """An answer or several, suggestions, or an honest « je ne sais pas »."""
        parts = map(self._courtesy.without, sentences(message.text))
        said = [part for part in parts if self._courtesy.heard_in(part) is None]
        text = " ".join(said) if said else message.text
        found = self._found(text, thread)
        candidates = tuple(Candidate(match.entry.id, round(match.probability, 4)) for match in found.matches)
        answered = self._parts(said, text, found, thread)
        if answered:
            return self._answer(answered, candidates)
        # « Et la santé ? » goes on with the subject; « santé » names another.
        goes_on = thread.subject and _is_sure(found) and words(text)[0] in _GOING_ON
        named = None if goes_on else self._naming(text)
        if named:
            return self._name(named, candidates)
        return self._one(text, found, thread, candidates)

    def _found(self, text: str, thread: Thread) -> Findings:
        """What a message is about; a wrong figure to be confirmed must not hide it."""
        found = self._understanding.of(text, thread.subject)
        if _is_sure(found) or not states(text):
            return found
        bare = self._understanding.of(without_figures(text), thread.subject)
        same = found.matches and bare.matches and bare.matches[0].entry == found.matches[0].entry
        return bare if same and _is_sure(bare) else found

    def _one(self, text: str, found: Findings, thread: Thread, candidates: tuple[Candidate, ...]) -> Reply:
        if _is_sure(found):
            reply = self._answer([Part(text, found.matches[0])], candidates)
            repeated = _is_repeated(reply, text, thread)
            elsewhere = leans(text) and not self._understanding.is_near(
                found.matches[0].entry, thread.subject
            )
            if repeated or (elsewhere and not thread.aside):
                judged = self._judged_beside(found, text, thread, candidates)
                return judged or (self._again(reply) if repeated else reply)
            return reply
        least = LEAST_BESIDE_REFUSAL if found.refusal else 0.0
        offered = [
            match
            for match in found.matches
            if match.confidence is not Confidence.UNLIKELY and match.probability >= least
        ]
        nearest = found.matches[0] if found.matches else None
        why = Why.REFUSED if found.refusal else Why.UNKNOWN
        missed = Missed(text, why, nearest.entry.id if nearest else None) if text.strip() else None
        if found.refusal and found.refusal.answer:
            return self._unknown(found.refusal.answer, None, candidates, missed)
        if offered:
            sentence = self._voice.say("proposer-faute-de-mieux" if found.refusal else "proposer")
            return self._suggest(sentence, [match.entry for match in offered], candidates)
        sentence = self._voice.say("inconnu-encore" if thread.unknowns else "inconnu")
        return self._unknown(sentence, None if found.refusal else nearest, candidates, missed)

    def _judged_beside(
        self, found: Findings, text: str, thread: Thread, candidates: tuple[Candidate, ...]
    ) -> Reply | None:
        """« C'est un don ? » : the entry beside what was just told that knows better."""
        yes = self._voice.say(Verdict.TRUE)
        for match in found.matches[1:]:
            if match.typed_coverage >= COVERED and self._understanding.is_near(match.entry, thread.subject):
                reply = self._answer([Part(text, match)], candidates)
                if any(answer.opening not in ("", yes) for answer in reply.answers):
                    return reply
        return None

    def _again(self, reply: Reply) -> Reply:
        """The reply just given, to whoever asks for more than it says."""
        return replace(reply, text=self._voice.say("rien-de-plus"))

    def _unknown(
        self, sentence: str, nearest: Match | None, candidates: tuple[Candidate, ...], missed: Missed | None
    ) -> Reply:
        """An honest « je ne sais pas », and the topics as a way on, the nearest first."""
        near = nearest if nearest and nearest.typed_coverage >= LEAST_TOUCHING else None
        ways = (self._browsing.to_topic(near.entry),) if near else ()
        return Reply(
            Outcome.UNKNOWN,
            sentence,
            suggestions=(*ways, self._browsing.to_topics()),
            candidates=candidates,
            missed=missed,
        )

    def _name(self, named: Named, candidates: tuple[Candidate, ...]) -> Reply:
        """The main entries of a topic of which only the name was said."""
        sentence = self._voice.say("theme-nomme", titre=named.title)
        return Reply(
            Outcome.SUGGEST,
            sentence,
            suggestions=(
                *map(Suggestion.of_entry, named.entries[:MOST_MATCHES]),
                self._browsing.to_topic(named.entries[0]),
            ),
            candidates=candidates,
            subject=(named.entries[0].id,),
        )

    def _suggest(self, sentence: str, offered: Iterable[Entry], candidates: tuple[Candidate, ...]) -> Reply:
        choices = (*map(Suggestion.of_entry, offered), self._browsing.none_of_these())
        return Reply(Outcome.SUGGEST, sentence, suggestions=choices, candidates=candidates)

    def _answer(self, parts: Sequence[Part], candidates: tuple[Candidate, ...]) -> Reply:
        answers = tuple(self._answer_to(part.text, part.match.entry) for part in parts if part.match)
        lost = [part.text for part in parts if part.match is None and not part.beyond]
        answered = {answer.entry_id for answer in answers}
        related = [
            suggestion
            for part in parts
            if part.match
            for suggestion in self._browsing.related(part.match.entry)
            if suggestion.entry_id not in answered
        ]
        return Reply(
            Outcome.ANSWER,
            "\n".join(self._unanswered(parts)),
            answers=answers,
            suggestions=tuple(dict.fromkeys(related))[:MOST_RELATED],
            candidates=candidates,
            missed=Missed(lost[0], Why.UNKNOWN) if lost else None,
        )

    def _unanswered(self, parts: Sequence[Part]) -> Iterator[str]:
        """What we say of the questions that this reply leaves: unknown, or one too many."""
        for sentence, beyond in (("pas-compris", False), ("questions-en-trop", True)):
            left = [part.text for part in parts if part.match is None and part.beyond is beyond]
            if left:
                yield self._voice.say(sentence, questions=", ".join(map(_quoted, left[:MOST_QUESTIONS])))

    def _answer_to(self, text: str, entry: Entry) -> Answer:
        """What an entry says, after « Oui » or « Non » when the text states something."""
        value = entry.value or self._browsing.value_beside(entry)
        judged = verdict(replace(entry, value=value), text, self._gists, self._browsing.of_topic(entry))
        if value != entry.value and judged is Verdict.TRUE:
            # The figure is right, but it is not what this entry answers.
            judged = None
        return Answer.of_entry(entry, self._voice.say(judged) if judged else "")

    def _parts(self, said: Sequence[str], text: str, found: Findings, thread: Thread) -> list[Part]:
        """The questions of a message that asks several; none when it is one question."""
        asked = [part for part in said if is_question(part) and self._matcher.meant(part)]
        if len(asked) > 1:
            parts = self._sentences(asked, thread)
            if any(part.match for part in parts):
                # Asked twice in other words, it is one question: its second best answer is not wanted.
                return parts if len(parts) > 1 else []
        return self._halves(text, found)

    def _sentences(self, asked: Sequence[str], thread: Thread) -> list[Part]:
        """Each of some questions with its answer, in the light of those before it."""
        parts: list[Part] = []
        subject = thread.subject
        before = ""
        for text in asked[:MOST_QUESTIONS]:
            found = self._understanding.of(text, subject, before)
            best = found.matches[0] if found.matches and not found.refusal else None
            kept = best if best and (_is_sure(found) or self._is_enough(best, subject)) else None
            # Asked twice in other words: once is enough.
            if best is None or all(part.match is None or part.match.entry != best.entry for part in parts):
                parts.append(Part(text, kept))
            subject = (kept.entry.id,) if kept else subject
            before = text
        return parts + [Part(text, None, beyond=True) for text in asked[MOST_QUESTIONS:]]

    def _halves(self, text: str, found: Findings) -> list[Part]:
        """The two questions of one sentence; none when it holds one."""
        best: tuple[float, list[Part]] = (0.0, [])
        # What is stated in one breath is one thing to confirm, unless it clearly is two.
        stated = states(text) and not is_open(text)
        if stated and _is_sure(found):
            return []
        for left, right in halves(text):
            # « La paix et de la sécurité » is one thing asked about, when it is known as a whole.
            if is_complement(right) and _is_sure(found):
                continue
            # « …, n'est-ce pas ? » asks nothing of its own.
            if not self._matcher.meant(left) or not self._matcher.meant(statement(right)):
                continue
            first = self._half(left, right)
            second = self._half(right, left, besides=first)
            if first and second:
                surest, weakest = sorted((first, second), key=lambda match: -match.probability)
                enough = (
                    weakest.probability >= self._matcher.zones.sure_from
                    if stated
                    else self._is_enough(weakest, (surest.entry.id,))
                )
                if (
                    surest.probability >= self._matcher.zones.sure_from
                    and enough
                    and weakest.probability > best[0]
                ):
                    best = (weakest.probability, [Part(left, first), Part(right, second)])
        return best[1]

    def _is_enough(self, match: Match, subject: tuple[str, ...]) -> bool:
        """Whether a question beside one of that subject is answered by a match."""
        near = self._understanding.is_near(match.entry, subject)
        return match.probability >= (LEAST_NEAR_PART if near else LEAST_PART)

    def _half(self, text: str, context: str, besides: Match | None = None) -> Match | None:
        """What one half asks for, alone or in the light of the other; something else than the other."""
        found = [*self._matcher.find(text, 2).matches, *self._matcher.find(text, 2, context).matches]
        other = [match for match in found if besides is None or match.entry.id != besides.entry.id]
        return max(other, key=lambda match: match.probability, default=None)


_GOING_ON = frozenset("et pour mais donc alors puis sur".split())


def _is_sure(found: Findings) -> bool:
    return bool(found.matches) and found.matches[0].confidence is Confidence.SURE and not found.refusal


def _is_repeated(reply: Reply, text: str, thread: Thread) -> bool:
    """Whether a text that goes on with what was just answered is answered with the same."""
    same = thread.subject == tuple(answer.entry_id for answer in reply.answers)
    judged = any(answer.opening for answer in reply.answers)
    return same and not thread.aside and not judged and leans(text)


def _quoted(text: str) -> str:
    return f"«\u202f{shorten(text, MOST_QUOTED, placeholder='…')}\u202f»"
