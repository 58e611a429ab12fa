"""From a typed question to the entries it may be about: the front of this folder."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

import numpy as np

from bot.knowledge import Entry, Knowledge

from .confidence import Evidence, evidence, probability
from .french import FURNITURE, kinds, with_digits, words
from .index import Index
from .match import Confidence, Likeness, Match
from .reading import Reader, Reading, Weighing
from .scoring import HABITUAL, Scored, Subject, scored_subjects, sense_in
from .thesaurus import Thesaurus

SURE_FROM = 0.5
UNSURE_FROM = 0.1
"""Probabilities that part the three zones: we answer, we suggest, we do not know. See `make calibrate`."""

PAIR = 0.4
"""What two words of substance in a row weigh, beside what they weigh each."""

PAIRED_FROM = 0.45
"""Words that weigh more than this make pairs; « de » and « la » between them are passed over."""

KIND = 0.8
"""What the kind of a question weighs: who, when, how much…"""

ANSWER_RARITY = 0.8
"""What a word found in answers alone weighs, as a share of the weight of the rarest word of questions."""

Key = TypeVar("Key")
Terms = list[tuple[int, float]]
"""The terms of a text by number, each with how much of substance its words are."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the three zones begin; the defaults serve every FAQ."""

    sure_from: float = SURE_FROM
    unsure_from: float = UNSURE_FROM


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found."""

    matches: tuple[Match, ...]
    """The nearest entries, best first."""

    refusal: str | None = None
    """The id of what we know we do not answer, when the text asks for that before any entry."""


class Matcher:
    """Finds the entries of one FAQ that a text may be about."""

    def __init__(self, knowledge: Knowledge, zones: Zones | None = None) -> None:
        self.zones = zones or Zones()
        self.entries: tuple[Entry, ...] = tuple(knowledge.entries)
        self._refusals = knowledge.refusals
        asked = [entry.questions for entry in self.entries] + [
            refusal.questions for refusal in self._refusals
        ]
        self.questions = [question for questions in asked for question in questions]
        counts = [len(questions) for questions in asked]
        self._owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)

        thesaurus = Thesaurus(knowledge.synonyms)
        typed = [with_digits(words(question)) for question in self.questions]
        told = [
            with_digits(words(f"{entry.title} {entry.answer} {entry.details or ''}"))
            for entry in self.entries
        ]
        self._numbers: dict[str, int] = {}
        asked_terms = [self._numbered(thesaurus, wording) for wording in typed]
        told_terms = [self._numbered(thesaurus, text) for text in told]
        asked_kinds = [kinds(wording) for wording in typed]
        self._subjects = self._made_subjects(asked_terms, asked_kinds, told_terms)
        self._strange = log(1 + len(self.entries))
        self._rarity = self._rarities()

        self._features = len(self._numbers)
        self._pairs: dict[tuple[int, int], int] = {}
        self._kinds: dict[str, int] = {}
        rows = [self._row(terms, wanted) for terms, wanted in zip(asked_terms, asked_kinds, strict=True)]
        self._index = Index.of_rows(rows, self._features)
        answered = sum(len(entry.questions) for entry in self.entries)
        known = {word for text in (*typed[:answered], *told) for word in text}
        others = {word for text in typed[answered:] for word in text}
        self.reader = Reader(known, others, thesaurus, Weighing(self._numbers, self._rarity, self._strange))

    def _numbered(self, thesaurus: Thesaurus, typed: Sequence[str]) -> Terms:
        return [
            (self._numbers.setdefault(term, len(self._numbers)), FURNITURE.get(read, 1.0))
            for term, read in thesaurus.terms(typed)
        ]

    def _made_subjects(
        self, asked: Sequence[Terms], asked_kinds: Sequence[Sequence[str]], told: Sequence[Terms]
    ) -> list[Subject]:
        counts: list[Counter[int]] = [
            Counter() for _ in range(int(self._owners[-1]) + 1 if len(asked) else 0)
        ]
        asks_for: list[set[str]] = [set() for _ in counts]
        for owner, terms, wanted in zip(self._owners.tolist(), asked, asked_kinds, strict=True):
            counts[owner].update({number for number, _ in terms})
            asks_for[owner].update(wanted)
        return [
            Subject(
                habits={number: count / (count + HABITUAL) for number, count in found.items()},
                told=frozenset(term for term, _ in told[owner]) if owner < len(told) else frozenset(),
                kinds=frozenset(asks_for[owner]),
            )
            for owner, found in enumerate(counts)
        ]

    def _rarities(self) -> list[float]:
        """Each term's weight: the logarithm of how many entries there are for one that asks with it."""
        holders = [0] * len(self._numbers)
        for subject in self._subjects[: len(self.entries)]:
            for number in subject.habits:
                holders[number] += 1
        count = len(self.entries)
        return [log(1 + count / held) if held else ANSWER_RARITY * self._strange for held in holders]

    def _row(self, wording: Terms, asks_for: Sequence[str]) -> dict[int, float]:
        """A wording of the FAQ as features; new pairs and kinds are given their number here."""
        row: dict[int, float] = {}
        before: tuple[int, float] | None = None
        for number, furniture in wording:
            weight = self._rarity[number] * furniture
            row[number] = max(row.get(number, 0.0), weight)
            if furniture > PAIRED_FROM:
                if before:
                    row[self._new(self._pairs, (before[0], number))] = PAIR * (before[1] + weight)
                before = (number, weight)
        for kind in asks_for:
            row[self._new(self._kinds, kind)] = KIND
        return row

    def _new(self, features: dict[Key, int], key: Key) -> int:
        number = features.get(key)
        if number is None:
            number = features[key] = self._features
            self._features += 1
        return number

    def find(self, text: str, limit: int = 3, context: str = "") -> Findings:
        """The entries nearest to a text, best first, at most `limit`; none when nothing is near.

        `context` is what was spoken of before: its words count a little where the text is silent.
        """
        reading = self.reader.read(text)
        if context:
            reading = reading.about(self.reader.read(context))
        ranked = self._ranked(reading)
        places = [place for place, scored in enumerate(ranked) if scored.subject < len(self.entries)]
        matches = tuple(self._match(reading, ranked, place) for place in places[:limit])
        refused = ranked[0].subject - len(self.entries) if ranked else -1
        return Findings(matches, self._refusals[refused].id if refused >= 0 else None)

    def evidence(self, text: str) -> tuple[Entry, Evidence] | None:
        """The best entry for a text and what speaks for it, to calibrate; None when nothing is near."""
        reading = self.reader.read(text)
        ranked = self._ranked(reading)
        for place, scored in enumerate(ranked):
            if scored.subject < len(self.entries):
                return self.entries[scored.subject], self._evidence(reading, ranked, place)
        return None

    def ranked(self, text: str) -> list[tuple[Entry | None, Scored]]:
        """All candidates for a text, best first, to calibrate; a refusal has no entry."""
        return [
            (self.entries[scored.subject] if scored.subject < len(self.entries) else None, scored)
            for scored in self._ranked(self.reader.read(text))
        ]

    def _ranked(self, reading: Reading) -> list[Scored]:
        question = self._question(reading)
        nearest = self._index.nearest(question)
        if not len(nearest.wordings):
            return []
        return scored_subjects(reading, self._index, nearest, self._owners, self._subjects)

    def _evidence(self, reading: Reading, ranked: Sequence[Scored], place: int) -> Evidence:
        scored = ranked[place]
        rival = next((other.score for number, other in enumerate(ranked) if number != place), 0.0)
        features, weights = self._index.row(scored.wording)
        wording = {
            number: weight
            for number, weight in zip(features, weights, strict=True)
            if number < len(self._numbers)
        }
        return evidence(reading, scored, scored.score - rival, self._subjects[scored.subject], wording)

    def _match(self, reading: Reading, ranked: Sequence[Scored], place: int) -> Match:
        scored = ranked[place]
        seen = self._evidence(reading, ranked, place)
        likely = probability(seen)
        return Match(
            entry=self.entries[scored.subject],
            question=self.questions[scored.wording],
            probability=likely,
            confidence=self._confidence(likely),
            coverage=scored.told,
            lead=seen.lead,
            likenesses=tuple(self._likenesses(reading, self._subjects[scored.subject])),
        )

    def _confidence(self, likely: float) -> Confidence:
        if likely >= self.zones.sure_from:
            return Confidence.SURE
        return Confidence.UNSURE if likely >= self.zones.unsure_from else Confidence.UNLIKELY

    def _question(self, reading: Reading) -> dict[int, float]:
        """A reading as features of length 1; what the FAQ has not counts in the length alone."""
        row: dict[int, float] = {}
        square = 0.0
        before: tuple[int, float] | None = None
        for word in reading.words:
            square += word.importance**2
            for sense in word.senses:
                weight = sense.weight * self._rarity[sense.term] * word.furniture
                row[sense.term] = max(row.get(sense.term, 0.0), weight)
            if word.furniture <= PAIRED_FROM:
                continue
            best = word.senses[0] if word.senses else None
            weight = best.weight * self._rarity[best.term] * word.furniture if best else 0.0
            if best and before:
                pair = PAIR * (before[1] + weight)
                square += pair**2 / 2
                if (number := self._pairs.get((before[0], best.term))) is not None:
                    row[number] = pair
            before = (best.term, weight) if best else None
        for kind in reading.kinds:
            square += KIND**2
            if (number := self._kinds.get(kind)) is not None:
                row[number] = KIND
        length = square**0.5 or 1.0
        return {number: weight / length for number, weight in row.items()}

    def _likenesses(self, reading: Reading, subject: Subject) -> Iterator[Likeness]:
        whole = reading.importance or 1.0
        for word in reading.words:
            sense = sense_in(word, subject)
            yield Likeness(
                word.typed,
                sense.word if sense else None,
                word.importance / whole,
                sense.weight if sense else 0.0,
            )
