"""How likely the best match is to be what was asked: what the three zones rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import exp
from operator import attrgetter, mul

from .french import MONEY
from .reading import SUBSTANCE, Reading
from .scoring import Scored, Subject, sense_in

MOST_LEAD = 0.8
MANY_WORDS = 12
MOST_FOREIGN = 2.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against a match."""

    score: float
    lead: float
    """By how much its score is ahead of the best other subject's; negative when behind."""

    put_lead: float
    """By how much more it is put like a wording of this subject than like any other's; negative when less."""

    learnt: float
    closest: float
    asked: float
    told: float
    habit: float

    unusual: float
    """`Scored.unusual`, for a word of substance on the average."""

    strange: float
    """Share of the question's weight in words that the FAQ has nowhere."""

    elsewhere: float
    """Share in words that the FAQ has, but not this subject."""

    heaviest: float
    """Weight of the heaviest word that the subject has not, 1 being a word unknown to the FAQ."""

    named: float
    """How foreign to the subject is the word after « quel » or « combien de », from 0 to 1."""

    kinds: float
    """How many of the things asked for (who, when…) may not be asked of it."""

    unpriced: float
    """1 when a sum of money is asked for, which neither its questions nor its answer speak of."""

    answered: float
    """Share of the nearest wording's weight that the question has."""

    length: float
    """Words of substance, as a share of a dozen."""

    named_though_answered: float
    """`named` × `answered`: a known question, but about something else."""

    foreign: float
    """How many proper names of the question the subject has not, two at most."""

    elsewhere_though_close: float
    """`elsewhere` × `closest`: likewise, a known wording with a word of another subject in it."""


def evidence(
    reading: Reading,
    scored: Scored,
    leads: tuple[float, float],
    subject: Subject,
    wording: Mapping[int, float],
) -> Evidence:
    """What speaks for and against a match.

    `leads` are those of its score and of how it is put, over the best other's; `wording` gives the terms of its nearest
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
    named, answered = _named(reading, subject), _answered(reading, wording)
    return Evidence(
        score=scored.score,
        lead=max(min(leads[0], MOST_LEAD), -MOST_LEAD),
        put_lead=leads[1],
        learnt=scored.learnt,
        closest=scored.closest,
        asked=scored.asked,
        told=scored.told,
        habit=scored.habit,
        unusual=scored.unusual / (sum(word.furniture for word in reading.words if not word.recalled) or 1.0),
        strange=unknown / whole,
        elsewhere=elsewhere / whole,
        heaviest=heaviest / reading.strange,
        named=named,
        kinds=float(sum(not subject.kinds >> kind & 1 for kind in reading.kinds)),
        unpriced=float(MONEY in reading.kinds and not subject.kinds >> MONEY & 1),
        answered=answered,
        length=min(sum(word.furniture == SUBSTANCE for word in reading.words), MANY_WORDS) / MANY_WORDS,
        named_though_answered=named * answered,
        foreign=_foreign(reading, subject),
        elsewhere_though_close=elsewhere / whole * scored.closest,
    )


HALF = 0.5


def _foreign(reading: Reading, subject: Subject) -> float:
    """« Le prêt du Ghana » is not Togo's."""
    names = [word for word in reading.words if word.name and not word.recalled]
    missing = [1 - (sense.weight if sense else 0.0) for word in names for sense in [sense_in(word, subject)]]
    return min(sum(missing), MOST_FOREIGN)


def _named(reading: Reading, subject: Subject) -> float:
    """« Quelle profondeur », « combien de caméras »: the word that says what is wanted."""
    wanted = counting = False
    for word in reading.words:
        if word.typed in _WHICH or (counting and word.typed in _OF):
            wanted = True
        elif word.typed == _MANY:
            counting = True
        elif word.furniture == SUBSTANCE:
            if wanted:
                sense = sense_in(word, subject)
                return 1 - (sense.weight if sense else 0.0)
            # « Combien coûte l'entretien de la fibre » counts no fibre.
            counting = False
    return 0.0


_WHICH = frozenset(("quel", "quelle", "quels", "quelles"))
_MANY = "combien"
_OF = frozenset(("de", "d"))


def _answered(reading: Reading, wording: Mapping[int, float]) -> float:
    held = {sense.term: sense.weight for word in reading.words for sense in reversed(word.senses)}
    whole = sum(wording.values()) or 1.0
    return sum(weight * held.get(term, 0.0) for term, weight in wording.items()) / whole


COEFFICIENTS = Evidence(
    score=-2.04,
    lead=3.41,
    put_lead=4.71,
    learnt=4.55,
    closest=0.49,
    asked=0.37,
    told=0.6,
    habit=3.58,
    unusual=5.21,
    strange=-2.2,
    elsewhere=0.83,
    heaviest=0.37,
    named=1.18,
    kinds=-0.37,
    unpriced=-1.96,
    answered=1.87,
    length=1.2,
    named_though_answered=-3.45,
    foreign=-0.54,
    elsewhere_though_close=-6.53,
)
CONSTANT = -0.88
"""Logistic regression of « the best match is right » on its evidence, found by `make calibrate`."""


def probability(seen: Evidence) -> float:
    """How likely a match is to be what was asked, from 0 to 1."""
    return 1 / (1 + exp(-CONSTANT - sum(map(mul, _WEIGHTS, _PARTS(seen)))))


_PARTS = attrgetter(*(part.name for part in fields(Evidence)))
_WEIGHTS = _PARTS(COEFFICIENTS)
