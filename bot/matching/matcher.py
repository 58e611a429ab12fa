"""From a typed question to the entries it may be about: the front of this folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

import numpy as np

from bot.knowledge import Entry, Knowledge

from .french import FURNITURE, kinds, with_digits, words
from .index import Index
from .match import Confidence, Likeness, Match
from .reading import Reader, Reading, ReadWord
from .scoring import Scored, probability, score, scored_entries
from .thesaurus import Thesaurus

SURE_FROM = 0.62
UNSURE_FROM = 0.25
"""Probabilities that part the three zones: we answer, we suggest, we do not know."""

PAIR = 0.25
"""What two words of substance in a row weigh, beside what they weigh each."""

PAIRED_FROM = 0.2
"""Words that weigh more than this make pairs; « de » and « la » between them are passed over."""

KIND = 0.8
"""What the kind of a question weighs: who, when, how much…"""

ANSWER_RARITY = 0.8
"""What a word found in answers alone weighs, as a share of the weight of the rarest word of questions."""


Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the three zones begin; the defaults serve every FAQ."""

    sure_from: float = SURE_FROM
    unsure_from: float = UNSURE_FROM


class Matcher:
    """Finds the entries of one FAQ that a question may be about. Safe to share: a search changes nothing."""

    def __init__(self, knowledge: Knowledge, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.entries: tuple[Entry, ...] = tuple(knowledge.entries)
        thesaurus = Thesaurus(knowledge.synonyms)
        asked = [[with_digits(words(question)) for question in entry.questions] for entry in self.entries]
        told = [
            with_digits(words(f"{entry.title} {entry.answer} {entry.details or ''}"))
            for entry in self.entries
        ]
        known = {word for wordings in asked for wording in wordings for word in wording}
        known.update(word for text in told for word in text)

        self._numbers: dict[str, int] = {}
        terms = [[self._numbered(thesaurus, wording) for wording in wordings] for wordings in asked]
        self._asked = [{number for wording in wordings for number, _ in wording} for wordings in terms]
        self._told = [{number for number, _ in self._numbered(thesaurus, text)} for text in told]
        strange = log(1 + len(self.entries))
        self._rarity = self._rarities(strange)
        self._pairs: dict[tuple[int, int], int] = {}
        self._kinds: dict[str, int] = {}

        self.questions = [question for entry in self.entries for question in entry.questions]
        counts = [len(entry.questions) for entry in self.entries]
        self._owners = np.repeat(np.arange(len(self.entries), dtype=np.int32), counts)
        self._features = len(self._numbers)
        rows = [
            self._row(wording, kinds(typed))
            for wordings, typed_wordings in zip(terms, asked, strict=True)
            for wording, typed in zip(wordings, typed_wordings, strict=True)
        ]
        self._index = Index.of_rows(rows, self._features)
        self.reader = Reader(known, thesaurus, self._numbers, self._rarity, strange)

    def _numbered(self, thesaurus: Thesaurus, typed: Sequence[str]) -> list[tuple[int, float]]:
        """The terms of a text by number, each with how much of substance its words are."""
        return [
            (self._numbers.setdefault(term, len(self._numbers)), FURNITURE.get(read, 1.0))
            for term, read in thesaurus.terms(typed)
        ]

    def _rarities(self, strange: float) -> list[float]:
        """Each term's weight: the logarithm of how many entries there are for one that has it."""
        holders = [0] * len(self._numbers)
        for asked in self._asked:
            for number in asked:
                holders[number] += 1
        count = len(self.entries)
        return [log(1 + count / held) if held else ANSWER_RARITY * strange for held in holders]

    def _row(self, wording: Sequence[tuple[int, float]], asks_for: Sequence[str]) -> dict[int, float]:
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

    def find(self, text: str, limit: int = 3) -> list[Match]:
        """The entries nearest to a text, best first, at most `limit`; none when nothing is near."""
        reading = self.reader.read(text)
        question = self._question(reading)
        if not question:
            return []
        nearest = self._index.nearest(question)
        if not len(nearest.wordings):
            return []
        ranked = []
        for scored in scored_entries(self._index, nearest, self._owners):
            covered = self._covered(reading, self._asked[scored.entry])
            told = self._covered(reading, self._asked[scored.entry] | self._told[scored.entry])
            ranked.append((score(scored, covered, told), told, scored))
        ranked.sort(key=lambda candidate: (-candidate[0], candidate[2].entry))
        return list(self._matches(reading, ranked, limit))

    def _matches(
        self, reading: Reading, ranked: list[tuple[float, float, Scored]], limit: int
    ) -> Iterator[Match]:
        for place, (total, covered, scored) in enumerate(ranked[:limit]):
            rival = ranked[1 if place == 0 else 0][0] if len(ranked) > 1 else 0.0
            likely = probability(total, total - rival, covered)
            yield Match(
                entry=self.entries[scored.entry],
                question=self.questions[scored.wording],
                probability=likely,
                confidence=self._confidence(likely),
                coverage=covered,
                lead=total - rival,
                likenesses=self._likenesses(reading, scored.entry),
            )

    def _confidence(self, likely: float) -> Confidence:
        if likely >= self.settings.sure_from:
            return Confidence.SURE
        return Confidence.UNSURE if likely >= self.settings.unsure_from else Confidence.UNLIKELY

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

    def _covered(self, reading: Reading, terms: set[int]) -> float:
        """The share of a reading's weight that some terms carry."""
        carried = sum(self._carried(word, terms) for word in reading.words)
        return carried / (reading.importance or 1.0)

    def _carried(self, word: ReadWord, terms: set[int]) -> float:
        best = max((sense.weight for sense in word.senses if sense.term in terms), default=0.0)
        return best * word.importance

    def _likenesses(self, reading: Reading, entry: int) -> tuple[Likeness, ...]:
        terms = self._asked[entry] | self._told[entry]
        total = reading.importance or 1.0
        found = []
        for word in reading.words:
            sense = next((sense for sense in word.senses if sense.term in terms), None)
            share = self._carried(word, terms) / word.importance if word.importance else 0.0
            found.append(Likeness(word.typed, sense.word if sense else None, word.importance / total, share))
        return tuple(found)
