"""From a typed question to the entries it may be about: the front of this folder."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.knowledge import Entry, Knowledge, Refusal

from .confidence import Evidence, evidence, probability
from .french import is_furniture
from .groundwork import KIND, KIND_COUNT, PAIR, PAIRED_FROM, Groundwork, lay
from .index import Index, Nearest
from .match import Confidence, Likeness, Match
from .phrasing import Cosines, Phrasing
from .reading import MENDED_FROM, SUBSTANCE, Reader, Reading
from .scoring import Candidates, Scored, Subject, scored_subjects, sense_in, subjects_of, votes_of
from .thesaurus import Thesaurus

SURE_FROM = 0.43
UNSURE_FROM = 0.06
"""Probabilities that part the three zones: we answer, we suggest, we do not know. Chosen on the table that
`make calibrate` prints, the same for every FAQ: beyond, each wrong answer avoided costs several right ones."""


USUAL_LIMIT = 3
RIVALS = 5
"""Entries that share what is likely between them."""

RECENT = 32
"""Searches remembered: while one message is replied to, the same are made several times."""


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

    refusal: Refusal | None = None
    """What we know we do not answer, when the text asks for that before any entry."""


class Matcher:
    """Finds the entries of one FAQ that a text may be about."""

    def __init__(
        self, knowledge: Knowledge, zones: Zones | None = None, groundwork: Groundwork | None = None
    ) -> None:
        """`groundwork` is that of the same FAQ, when it was kept from before; it is laid otherwise."""
        self.zones = zones or Zones()
        self.entries: tuple[Entry, ...] = tuple(knowledge.entries)
        self._refusals = knowledge.refusals
        thesaurus = Thesaurus(knowledge.synonyms)
        ground = groundwork or lay(knowledge, thesaurus)
        self.ground = ground
        self._index = Index(ground.starts, ground.features, ground.values, ground.feature_count)
        self._phrasing = Phrasing(ground)
        self._subjects = subjects_of(ground)
        self._rarity: list[float] = ground.rarity.tolist()
        self.reader = Reader(ground, thesaurus, knowledge.kin)
        self._recall = lru_cache(RECENT)(self._search)
        # The number of the first wording of each subject.
        self._first_wordings = np.searchsorted(ground.owners, np.arange(len(self._subjects)))

    def with_zones(self, zones: Zones) -> "Matcher":
        """The same matcher with other zones; the index is shared."""
        other = copy(self)
        other.zones = zones
        other._recall = lru_cache(RECENT)(other._search)  # noqa: SLF001  # of our own class
        return other

    def _wording(self, scored: Scored) -> str:
        """The editor's wording nearest to a text."""
        first = int(self._first_wordings[scored.subject])
        return self.entries[scored.subject].questions[scored.wording - first]

    def find(self, text: str, limit: int = 3, context: str = "") -> Findings:
        """The entries nearest to a text, best first, at most `limit`; none when nothing is near.

        `context` is what was spoken of before: its words count a little where the text is silent.
        """
        found = self._recall(text, context, max(limit, USUAL_LIMIT))
        return Findings(found.matches[:limit], found.refusal)

    def _search(self, text: str, context: str, limit: int) -> Findings:
        reading = self.reader.read(text)
        if context:
            reading = reading.about(self.reader.read(context))
        ranked = self._ranked(reading)
        places = [place for place, scored in enumerate(ranked) if scored.subject < len(self.entries)]
        likely = [
            probability(self._evidence(reading, ranked, place)) for place in places[: max(limit, RIVALS)]
        ]
        # Two that are as likely are a doubt, however likely each is by itself.
        together = max(sum(likely), 1.0)
        matches = tuple(
            self._match(reading, ranked, place, alone / together)
            for place, alone in zip(places[:limit], likely, strict=False)
        )
        refused = ranked[0].subject - len(self.entries) if ranked else -1
        return Findings(matches, self._refusals[refused] if refused >= 0 else None)

    def meant(self, text: str) -> tuple[str, ...]:
        """The words of substance of a text, plain, as we understand them.

        « kel longeur ? » means « quelle longueur ».
        """
        return tuple(
            word.senses[0].word if word.senses and word.senses[0].weight >= MENDED_FROM else word.typed
            for word in self.reader.read(text).words
            if not is_furniture(word.typed)
        )

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
        found = self._candidates(nearest, self._phrasing.cosines(nearest.wordings, reading.put()))
        return scored_subjects(reading, found, self._subjects)

    def _candidates(self, nearest: Nearest, put: Cosines) -> Candidates:
        # Half for what is asked about, half for how it is put.
        half = np.float32(0.5)
        among = half * (self._index.kernel(nearest.wordings) + put.among)
        asked = half * (nearest.similarities + put.asked)
        return Candidates(
            wordings=nearest.wordings,
            owners=self.ground.owners[nearest.wordings],
            similarities=nearest.similarities,
            put=put.asked,
            votes=votes_of(among, asked),
        )

    def _evidence(self, reading: Reading, ranked: Sequence[Scored], place: int) -> Evidence:
        scored = ranked[place]
        features, weights = self._index.row(scored.wording)
        terms = len(self._rarity)
        wording = {number: weight for number, weight in zip(features, weights, strict=True) if number < terms}
        put = max((other.put for number, other in enumerate(ranked) if number != place), default=0.0)
        leads = (_lead(ranked, place), scored.put - put)
        return evidence(reading, scored, leads, self._subjects[scored.subject], wording)

    def _match(self, reading: Reading, ranked: Sequence[Scored], place: int, likely: float) -> Match:
        scored = ranked[place]
        subject = self._subjects[scored.subject]
        return Match(
            entry=self.entries[scored.subject],
            question=self._wording(scored),
            probability=likely,
            confidence=self._confidence(likely),
            coverage=scored.told,
            typed_coverage=_typed_coverage(reading, subject),
            lead=_lead(ranked, place),
            likenesses=tuple(self._likenesses(reading, subject)),
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
                if (number := self._pair(before[0], best.term)) is not None:
                    row[number] = pair
            before = (best.term, weight) if best else None
        for kind in reading.kinds:
            square += KIND**2
            row[self.ground.feature_count - KIND_COUNT + kind] = KIND
        length = square**0.5 or 1.0
        return {number: weight / length for number, weight in row.items()}

    def _pair(self, first: int, second: int) -> int | None:
        """The feature of two words in a row; None when no wording has them so."""
        keys = self.ground.pair_keys
        key = first * len(self._rarity) + second
        place = int(np.searchsorted(keys, key))
        return len(self._rarity) + place if place < len(keys) and keys[place] == key else None

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


def _lead(ranked: Sequence[Scored], place: int) -> float:
    """By how much a subject's score is ahead of the best other's."""
    rival = next((other.score for number, other in enumerate(ranked) if number != place), 0.0)
    return ranked[place].score - rival


def _typed_coverage(reading: Reading, subject: Subject) -> float:
    """The share of the words of substance a person typed that a subject carries; none of it when it lacks a number."""
    typed = [word for word in reading.words if word.furniture == SUBSTANCE and not word.recalled]
    carried = 0.0
    for word in typed:
        sense = sense_in(word, subject)
        if sense is None and word.typed[0].isdigit():
            return 0.0
        carried += word.importance * (sense.weight if sense else 0.0)
    # « où ? » is all question; « il pleut ? » would be nothing at all.
    return carried / sum(word.importance for word in typed) if typed else float(bool(reading.kinds))
