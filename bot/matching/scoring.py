"""Candidate wordings → scored subjects, best first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .groundwork import Groundwork
from .index import Floats, Ints
from .reading import Reading, ReadWord, Sense

RIDGE = 0.4
"""λ of the kernel ridge regression: how much a wording is trusted on its own."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a score weighs: found by `calibrate --ranking`, then set by hand to hold on every set."""

    learnt: float = 0.9
    closest: float = 0.7
    told: float = 0.2
    habit: float = 2.2
    put: float = 0.2
    unusual: float = 0.1


RANKING = Weights()

PRIOR = 60.0
"""Wordings that every subject is thought to have beside its own, with each word as often as the whole FAQ has it.
With 30 as with 60 the FAQ that ships ranks the same; an FAQ of few wordings ranks a little better with 60."""

HABITUAL = 3.0
"""Wordings of a subject that must hold a word for it to count half as the subject's own."""

SAME = 0.98
"""Cosine from which two texts have the same words, but for an elision or an article: what an editor wrote is obeyed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be asked for, an entry or a refusal, as the scorer sees it."""

    habits: Mapping[int, tuple[float, float]]
    """Terms of its questions → how much they are its own, from 0 (in one wording) towards 1 (in many); and the
    logarithm of their share of its questions to their share of the FAQ's, 0 at most: the more unusual, the lower."""

    told: frozenset[int]
    """Terms of its title, answer and details."""

    kinds: int
    """What may be asked of it: what its questions ask for, and money when it tells a sum; the numbers of
    `french.KINDS`, as bits."""

    absent: float
    """The same logarithm for a term that its questions have not: the more questions, the lower."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A subject among the candidates; the shares are of the question's weight, from 0 to 1."""

    subject: int
    wording: int
    """Its wording nearest to the question."""

    learnt: float
    """What the regression says of it."""

    closest: float
    """Cosine of its nearest wording."""

    asked: float
    """Share that the words of its questions carry."""

    told: float
    """Share that its words carry, those of its answer included."""

    habit: float
    """Share that its questions carry, each word as much as it is their habit."""

    put: float
    """Cosine of the wording that is put most like the question."""

    unusual: float
    """Those logarithms of the words that were typed, each as much as it is of substance, added up: 0 when its questions
    have them as often as the FAQ's, the more unusual the lower."""

    @property
    def score(self) -> float:
        """One number, to rank the subjects of one question."""
        return (
            RANKING.learnt * self.learnt
            + RANKING.closest * self.closest
            + RANKING.told * self.told
            + RANKING.habit * self.habit
            + RANKING.put * self.put
            + RANKING.unusual * self.unusual
        )

    @property
    def is_said(self) -> bool:
        """Whether one of its wordings is the question, but for the order of words."""
        return min(self.closest, self.put) >= SAME


@dataclass(frozen=True, slots=True)
class Candidates:
    """The wordings nearest to a question, the nearest first."""

    wordings: Ints

    owners: Ints
    """The subject of each."""

    similarities: Floats
    """Cosine of each with the question, in what is asked about."""

    put: Floats
    """The same in how it is put."""

    votes: Floats
    """How much each speaks for its subject."""


def subjects_of(ground: Groundwork) -> list[Subject]:
    """The subjects of an FAQ, entries first."""
    own = own_share(ground.habit_counts)
    unusual, absent = _unusual(ground)
    habits = list(
        zip(ground.habit_terms.tolist(), zip(own.tolist(), unusual.tolist(), strict=True), strict=True)
    )
    told = ground.told_terms.tolist()
    held, said = ground.habit_starts.tolist(), ground.told_starts.tolist()
    entry_count = len(said) - 1
    return [
        Subject(
            habits=dict(habits[held[number] : held[number + 1]]),
            told=frozenset(told[said[number] : said[number + 1]]) if number < entry_count else frozenset(),
            kinds=kinds,
            absent=lack,
        )
        for number, (kinds, lack) in enumerate(
            zip(ground.subject_kinds.tolist(), absent.tolist(), strict=True)
        )
    ]


def own_share(held: Ints) -> NDArray[np.float64]:
    """How much a term is a subject's own that so many of its wordings hold, from 0 towards 1."""
    return held / (held + HABITUAL)


def _unusual(ground: Groundwork) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How unusual each habit is in its subject; and, for each subject, a term that its questions have not.

    Each share is smoothed by the whole FAQ's, as in Zhai & Lafferty, « A study of smoothing methods for language
    models applied to information retrieval », 2004 (Dirichlet priors): what a subject of few wordings lacks says little.
    """
    count = len(ground.subject_kinds)
    wordings = np.bincount(ground.owners, minlength=count)
    overall = np.bincount(ground.habit_terms, ground.habit_counts, len(ground.terms)) / max(wordings.sum(), 1)
    subject_of = np.repeat(np.arange(count), np.diff(ground.habit_starts))
    ratio = (ground.habit_counts / overall[ground.habit_terms] + PRIOR) / (wordings[subject_of] + PRIOR)
    return np.log(np.minimum(ratio, 1.0)), np.log(PRIOR / (wordings + PRIOR))


def votes_of(among: Floats, asked: Floats) -> Floats:
    """How much each of some wordings speaks for its subject, by how alike they are and how like the question.

    The regression, solved on the candidates alone, is Saunders et al., « Ridge regression learning algorithm
    in dual variables », 1998: f(q) = k(q)ᵀ (K + λI)⁻¹ Y, with Y telling which subject each wording asks for.
    """
    kernel = among.copy()
    kernel[np.diag_indices_from(kernel)] += RIDGE
    votes: Floats = np.linalg.solve(kernel, asked)
    return votes


def scored_subjects(reading: Reading, found: Candidates, subjects: list[Subject]) -> list[Scored]:
    """What the candidates say of the subjects they belong to, best first."""
    places: dict[int, list[int]] = {}
    for place, subject in enumerate(found.owners.tolist()):
        places.setdefault(subject, []).append(place)
    similarities, alike, votes = found.similarities.tolist(), found.put.tolist(), found.votes.tolist()
    scored = []
    for number, held in places.items():
        # The nearest come first: so do a subject's.
        had = shares(reading, subjects[number])
        scored.append(
            Scored(
                subject=number,
                wording=int(found.wordings[held[0]]),
                learnt=sum(votes[place] for place in held),
                closest=similarities[held[0]],
                asked=had.asked,
                told=had.told,
                habit=had.habit,
                put=max(alike[place] for place in held),
                unusual=had.unusual,
            )
        )
    return sorted(scored, key=lambda each: (not each.is_said, -each.score, each.subject))


class Shares(NamedTuple):
    """What a subject has of the words of a question; see `Scored`."""

    asked: float
    told: float
    habit: float
    unusual: float


def shares(reading: Reading, subject: Subject) -> Shares:
    """What a subject has of the words of a question."""
    asked = told = habit = unusual = 0.0
    for word in reading.words:
        in_questions = in_answer = usual = 0.0
        commonest = subject.absent
        # The likeliest sense comes first.
        for sense in word.senses:
            weight = sense.weight
            found = subject.habits.get(sense.term)
            if found is not None:
                in_questions = in_questions or weight
                usual = max(usual, weight * found[0])
                commonest = max(commonest, weight * found[1] + (1 - weight) * subject.absent)
            elif not in_answer and sense.term in subject.told:
                in_answer = weight
        asked += word.importance * in_questions
        told += word.importance * max(in_questions, in_answer)
        habit += word.importance * usual
        # A subject need not be asked for with what was recalled.
        unusual += 0.0 if word.recalled else word.furniture * commonest
    whole = reading.importance or 1.0
    return Shares(asked / whole, told / whole, habit / whole, unusual)


def sense_in(word: ReadWord, subject: Subject) -> Sense | None:
    """What a typed word stands for among the words of a subject; None when it has nothing like it."""
    for sense in word.senses:
        if sense.term in subject.habits or sense.term in subject.told:
            return sense
    return None
