"""For each term, the entries that hold it, and how much it says of them: more in a title than in an answer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

import numpy as np

from bot.knowledge import Knowledge

from .french import FURNITURE, with_digits, words
from .groundwork import Groundwork
from .index import Floats, Ints
from .scoring import own_share
from .thesaurus import Thesaurus

IN_TITLE = 1.0
IN_QUESTIONS = 0.8
IN_TOPIC = 0.5
IN_ANSWER = 0.35
"""What a term says of an entry by where it stands; in questions, at most: as much as it is their habit."""

IN_PHRASE = 0.9
"""What a word of a phrase that has synonyms counts, beside the whole phrase: « forum » of « forum sino-africain »."""


class Postings:
    """The terms of an FAQ and the entries that hold each."""

    def __init__(self, knowledge: Knowledge, ground: Groundwork, thesaurus: Thesaurus) -> None:
        self._count = len(ground.told_starts) - 1
        weights: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for term, entry, weight in _standing(knowledge, ground, thesaurus):
            weights[term][entry] = max(weights[term].get(entry, 0.0), weight)
        for term, entry, weight in list(_in_phrases(knowledge, thesaurus, weights)):
            weights[term][entry] = max(weights[term].get(entry, 0.0), weight)
        self._held: dict[str, tuple[Ints, Floats]] = {
            term: (
                np.fromiter(entries.keys(), dtype=np.int32, count=len(entries)),
                np.fromiter(entries.values(), dtype=np.float32, count=len(entries)),
            )
            for term, entries in weights.items()
        }

    def carried(self, meant: Mapping[str, float]) -> Floats:
        """How much each entry carries a word that may stand for some terms, each with how likely, from 0 to 1."""
        best: Floats = np.zeros(self._count, dtype=np.float32)
        for term, weight in meant.items():
            if term in self._held:
                entries, weights = self._held[term]
                best[entries] = np.maximum(best[entries], weight * weights)
        return best


def _standing(
    knowledge: Knowledge, ground: Groundwork, thesaurus: Thesaurus
) -> Iterator[tuple[str, int, float]]:
    """Each term where it stands: the term, the entry by number, the weight of the place."""
    number = 0
    for topic in knowledge.topics:
        named = [(word, IN_TOPIC) for word in with_digits(words(topic.title))]
        for entry in topic.entries:
            for word, weight in (*named, *((word, IN_TITLE) for word in with_digits(words(entry.title)))):
                yield thesaurus.term(word), number, weight
            yield from _told(ground, number)
            number += 1


def _in_phrases(
    knowledge: Knowledge, thesaurus: Thesaurus, weights: Mapping[str, Mapping[int, float]]
) -> Iterator[tuple[str, int, float]]:
    """The words of phrases, which stand for one term: while a phrase is being typed, its words are all there is."""
    for member in chain.from_iterable(knowledge.synonyms):
        typed = with_digits(words(member))
        length, phrase = thesaurus.phrase_at(typed, 0) if typed else (0, "")
        for word in typed[:length]:
            if word not in FURNITURE:
                for entry, weight in weights.get(phrase, {}).items():
                    yield thesaurus.term(word), entry, IN_PHRASE * weight


def _told(ground: Groundwork, entry: int) -> Iterator[tuple[str, int, float]]:
    for place in range(ground.told_starts[entry], ground.told_starts[entry + 1]):
        yield ground.terms[ground.told_terms[place]], entry, IN_ANSWER
    habits = slice(ground.habit_starts[entry], ground.habit_starts[entry + 1])
    # The root, for a word of few wordings is already a way to ask for the entry.
    weights = IN_QUESTIONS * np.sqrt(own_share(ground.habit_counts[habits]))
    for term, weight in zip(ground.habit_terms[habits].tolist(), weights.tolist(), strict=True):
        yield ground.terms[term], entry, weight
