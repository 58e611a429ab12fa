"""Candidate wordings → scored subjects, best first."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

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


RANKING = Weights()

SAME = 0.98
"""Cosine from which two texts have the same words, but for an elision or an article: what an editor wrote is obeyed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be asked for, an entry or a refusal, as the scorer sees it."""

    habits: Mapping[int, float]
    """Terms of its questions → how much they are its own, from 0 (in one wording) towards 1 (in many)."""

    told: frozenset[int]
    """Terms of its title, answer and details."""

    kinds: int
    """What its questions ask for: the numbers of `french.KINDS`, as bits."""


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

    @property
    def score(self) -> float:
        """One number, to rank the subjects of one question."""
        return (
            RANKING.learnt * self.learnt
            + RANKING.closest * self.closest
            + RANKING.told * self.told
            + RANKING.habit * self.habit
            + RANKING.put * self.put
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
    habits = list(zip(ground.habit_terms.tolist(), ground.habit_values.tolist(), strict=True))
    told = ground.told_terms.tolist()
    held, said = ground.habit_starts.tolist(), ground.told_starts.tolist()
    entry_count = len(said) - 1
    return [
        Subject(
            habits=dict(habits[held[number] : held[number + 1]]),
            told=frozenset(told[said[number] : said[number + 1]]) if number < entry_count else frozenset(),
            kinds=kinds,
        )
        for number, kinds in enumerate(ground.subject_kinds.tolist())
    ]


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
        asked, told, habit = shares(reading, subjects[number])
        scored.append(
            Scored(
                subject=number,
                wording=int(found.wordings[held[0]]),
                learnt=sum(votes[place] for place in held),
                closest=similarities[held[0]],
                asked=asked,
                told=told,
                habit=habit,
                put=max(alike[place] for place in held),
            )
        )
    return sorted(scored, key=lambda each: (not each.is_said, -each.score, each.subject))


def shares(reading: Reading, subject: Subject) -> tuple[float, float, float]:
    """The shares of a question's weight that a subject carries: its questions, all its words, its habits."""
    asked = told = habit = 0.0
    for word in reading.words:
        in_questions = in_answer = usual = 0.0
        for sense in word.senses:
            own = subject.habits.get(sense.term)
            if own is not None:
                in_questions = max(in_questions, sense.weight)
                usual = max(usual, sense.weight * own)
            elif sense.term in subject.told:
                in_answer = max(in_answer, sense.weight)
        asked += word.importance * in_questions
        told += word.importance * max(in_questions, in_answer)
        habit += word.importance * usual
    whole = reading.importance or 1.0
    return asked / whole, told / whole, habit / whole


def sense_in(word: ReadWord, subject: Subject) -> Sense | None:
    """What a typed word stands for among the words of a subject; None when it has nothing like it."""
    return next(
        (sense for sense in word.senses if sense.term in subject.habits or sense.term in subject.told), None
    )
