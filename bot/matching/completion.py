"""Entries found while what is looked up is still being typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bot.knowledge import Entry, Knowledge

from .french import FURNITURE, with_digits, words
from .index import Floats
from .lexicon import everyday_words
from .match import Confidence
from .matcher import Findings, Matcher
from .postings import Postings
from .prefixes import Prefixes
from .thesaurus import Thesaurus
from .titles import Titles

MOST_TYPED = 256
"""Characters read of what is typed: as many as Telegram sends of an inline query."""

SLIPPED = 0.6
"""What a word begun with a slip counts when others begin as typed, letter for letter."""

BEGINS_A_TITLE = 0.7
BEGINS_FROM = 0.6
"""What a title counts that begins as what is typed, and the likeness from which it does."""

IN_NAMED_TOPIC = 0.5
TOPIC_NAMED_FROM = 0.75
"""What an entry counts whose topic's title is typed, and the likeness from which it is."""

ASKED = 1.0
SENTENCE = 3
"""What an entry counts that the matcher is certain of, and the words from which it is heard in full."""

MOST_ASKED = 10
"""Entries heard of the matcher."""

LEAST_SCORE = 0.3
LEAST_SHARE = 0.35
"""What an entry must count to be shown: alone, and beside the best."""


@dataclass(frozen=True, slots=True)
class Completed:
    """What something being typed may be about."""

    entries: tuple[Entry, ...]
    """Best first; none when nothing is near."""

    sure: bool = False
    """The first is the answer to what was typed, as far as we can tell."""


class Completion:
    """Looks entries up from the first letters on: the last word typed may be unfinished, and any may be misspelt.

    Longer texts are read by the matcher too, so that a question typed whole finds its answer first.
    """

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        """`matcher` is that of the same FAQ."""
        self._matcher = matcher
        ground = matcher.ground
        self._terms = ground.terms
        self._rarity = dict(zip(ground.terms, ground.rarity.tolist(), strict=True))
        self._strange = ground.strange
        self._thesaurus = Thesaurus(knowledge.synonyms)
        self._postings = Postings(knowledge, ground, self._thesaurus)
        self._titles = Titles(entry.title for entry in matcher.entries)
        self._topics = Titles(topic.title for topic in knowledge.topics)
        sizes = [len(topic.entries) for topic in knowledge.topics]
        self._topic_of = np.repeat(np.arange(len(sizes)), sizes)
        others = (*(topic.title for topic in knowledge.topics), *chain.from_iterable(knowledge.synonyms))
        self._prefixes = Prefixes((*ground.own_words, *with_digits(words(" ".join(others)))))
        self._numbers = {entry.id: number for number, entry in enumerate(matcher.entries)}
        # Read from the disk now: the first who types is not to wait for it.
        everyday_words()

    def find(self, text: str, limit: int) -> Completed:
        """The entries that what is typed may be about, best first, at most `limit`."""
        text = text[:MOST_TYPED]
        typed = with_digits(words(text))
        if not typed:
            return Completed(())
        asked = self._matcher.find(text, MOST_ASKED)
        scores = self._scores(typed, asked)
        order = np.argsort(-scores, kind="stable")[:limit]
        least = max(LEAST_SCORE, LEAST_SHARE * float(scores.max(initial=0.0)))
        entries = tuple(self._matcher.entries[number] for number in order if scores[number] >= least)
        return Completed(entries, bool(entries) and _answers(asked, entries[0]))

    def _scores(self, typed: Sequence[str], asked: Findings) -> Floats:
        """What each entry counts."""
        scores = self._carried(typed)
        begun = (self._titles.begun(typed) - BEGINS_FROM) / (1 - BEGINS_FROM)
        scores += BEGINS_A_TITLE * np.maximum(begun, 0)
        named = self._topics.named(typed)
        scores += IN_NAMED_TOPIC * (named * (named >= TOPIC_NAMED_FROM))[self._topic_of]
        heard = ASKED * min(len(typed) / SENTENCE, 1)
        for match in asked.matches:
            scores[self._numbers[match.entry.id]] += heard * match.probability
        return scores

    def _carried(self, typed: Sequence[str]) -> Floats:
        """The share of what is typed that each entry carries."""
        read = self._matcher.reader.read(" ".join(typed)).words
        carried: Floats = np.zeros(len(self._numbers), dtype=np.float32)
        whole = 0.0
        # A phrase that ends here is read as one; otherwise the last word may be unfinished.
        if not read or " " not in read[-1].typed:
            read = self._matcher.reader.read(" ".join(typed[:-1])).words
            meant, whole = self._unfinished(typed[-1])
            carried += whole * self._postings.carried(meant)
        for word in read:
            meant = {self._terms[sense.term]: sense.weight for sense in word.senses}
            # A word of a topic's title or of a phrase cut short: no wording has it alone.
            meant = meant or {self._thesaurus.term(word.typed): 1.0}
            carried += word.importance * self._postings.carried(meant)
            whole += word.importance
        return carried / whole

    def _unfinished(self, word: str) -> tuple[dict[str, float], float]:
        """The terms that a word still being typed may come to stand for, each with how likely; and what it weighs."""
        begun = self._prefixes.begun(word)
        damped = SLIPPED if begun else 1.0
        meant = self._as_terms(begun.items())
        others = self._as_terms(self._prefixes.alike(word).items())
        for read in self._matcher.reader.read(word).words:
            for sense in read.senses:
                known = meant if sense.word == word else others
                term = self._terms[sense.term]
                known[term] = max(known.get(term, 0.0), sense.weight)
        for term, likely in others.items():
            meant[term] = max(meant.get(term, 0.0), damped * likely)
        best = max(meant, key=lambda term: meant[term], default="")
        # The more letters, the more it says; few of them may begin anything.
        weight = FURNITURE.get(word, 1.0) * (1 - 0.5 ** len(word))
        return meant, weight * self._rarity.get(best, self._strange)

    def _as_terms(self, found: Iterable[tuple[str, float]]) -> dict[str, float]:
        meant: dict[str, float] = {}
        for word, weight in found:
            term = self._thesaurus.term(word)
            meant[term] = max(meant.get(term, 0.0), weight)
        return meant


def _answers(asked: Findings, entry: Entry) -> bool:
    """Whether the matcher would answer what is typed with an entry."""
    best = asked.matches[0] if asked.matches else None
    return (
        best is not None and best.entry is entry and best.confidence is Confidence.SURE and not asked.refusal
    )
