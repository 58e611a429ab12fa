"""How likely the best match is to be what was asked: what the three zones rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import exp

from .reading import SUBSTANCE, Reading
from .scoring import Scored, Subject, sense_in

MOST_LEAD = 0.8
MANY_WORDS = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against a match."""

    score: float
    lead: float
    """By how much its score is ahead of the best other subject's; negative when behind."""

    learnt: float
    closest: float
    asked: float
    told: float
    habit: float

    strange: float
    """Share of the question's weight in words that the FAQ has nowhere."""

    elsewhere: float
    """Share in words that the FAQ has, but not this subject."""

    heaviest: float
    """Weight of the heaviest word that the subject has not, 1 being a word unknown to the FAQ."""

    named: float
    """How foreign to the subject is the word after « quel » or « combien de », from 0 to 1."""

    kinds: float
    """How many of the things asked for (who, when…) its questions never ask for."""

    answered: float
    """Share of the nearest wording's weight that the question has."""

    length: float
    """Words of substance, as a share of a dozen."""


def evidence(
    reading: Reading, scored: Scored, lead: float, subject: Subject, wording: Mapping[int, float]
) -> Evidence:
    """What speaks for and against a match.

    `lead` is by how much its score is ahead of the best other's; `wording` gives the terms of its nearest
    wording their weights.
    """
    unknown = elsewhere = heaviest = 0.0
    for word in reading.words:
        sense = sense_in(word, subject)
        missing = word.importance * (1 - (sense.weight if sense else 0.0))
        heaviest = max(heaviest, missing)
        if word.senses and word.senses[0].weight >= HALF:
            elsewhere += missing
        else:
            unknown += missing
    whole = reading.importance or 1.0
    return Evidence(
        score=scored.score,
        lead=max(min(lead, MOST_LEAD), -MOST_LEAD),
        learnt=scored.learnt,
        closest=scored.closest,
        asked=scored.asked,
        told=scored.told,
        habit=scored.habit,
        strange=unknown / whole,
        elsewhere=elsewhere / whole,
        heaviest=heaviest / reading.strange,
        named=_named(reading, subject),
        kinds=float(sum(not subject.kinds >> kind & 1 for kind in reading.kinds)),
        answered=_answered(reading, wording),
        length=min(sum(word.furniture == SUBSTANCE for word in reading.words), MANY_WORDS) / MANY_WORDS,
    )


HALF = 0.5


def _named(reading: Reading, subject: Subject) -> float:
    """« Quelle profondeur », « combien de caméras »: the word that says what is wanted."""
    wanted = False
    for word in reading.words:
        if word.typed in _ASKING:
            wanted = True
        elif wanted and word.furniture == SUBSTANCE:
            sense = sense_in(word, subject)
            return 1 - (sense.weight if sense else 0.0)
    return 0.0


_ASKING = frozenset(("quel", "quelle", "quels", "quelles", "combien"))


def _answered(reading: Reading, wording: Mapping[int, float]) -> float:
    held = {sense.term: sense.weight for word in reading.words for sense in reversed(word.senses)}
    whole = sum(wording.values()) or 1.0
    return sum(weight * held.get(term, 0.0) for term, weight in wording.items()) / whole


COEFFICIENTS = Evidence(
    score=0.4,
    lead=2.23,
    learnt=2.36,
    closest=-2.02,
    asked=6.33,
    told=-2.67,
    habit=2.06,
    strange=2.14,
    elsewhere=1.92,
    heaviest=0.73,
    named=-0.48,
    kinds=-0.22,
    answered=1.91,
    length=-0.48,
)
CONSTANT = -5.92
"""Logistic regression of « the best match is right » on its evidence, found by `make calibrate`."""


def probability(seen: Evidence) -> float:
    """How likely a match is to be what was asked, from 0 to 1."""
    total = CONSTANT + sum(
        getattr(COEFFICIENTS, part.name) * getattr(seen, part.name) for part in fields(Evidence)
    )
    return 1 / (1 + exp(-total))
