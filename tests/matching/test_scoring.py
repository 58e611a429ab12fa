from dataclasses import fields

import numpy as np
import pytest

from bot.matching.index import Index
from bot.matching.reading import Reading, ReadWord, Sense
from bot.matching.scoring import (
    PRIOR,
    RANKING,
    RIDGE,
    Candidates,
    Scored,
    Subject,
    scored_subjects,
    sense_in,
    shares,
    subjects_of,
    votes_of,
)

FIBRE, RESEAU, BANQUE = range(3)


def word(importance, *senses, furniture=1.0, recalled=False):
    read = tuple(Sense(term, "mot", weight) for term, weight in senses)
    return ReadWord("mot", importance, read, furniture, recalled=recalled)


ABSENT = -2.0


def subject(habits=(), told=()):
    """A subject with habits as much its own as said, none of them unusual."""
    return Subject({term: (own, 0.0) for term, own in dict(habits).items()}, frozenset(told), 0, ABSENT)


def reading(*words):
    return Reading(words, (), 1.0)


class TestShares:
    def test_all(self):
        """A subject whose questions have every word carries all of the question."""
        had = shares(
            reading(word(1.0, (FIBRE, 1.0)), word(3.0, (RESEAU, 1.0))), subject({FIBRE: 0.5, RESEAU: 0.5})
        )

        assert (1.0, 1.0) == (had.asked, had.told)

    def test_weighed(self):
        """Words count as much as they weigh, and as surely as they are read."""
        had = shares(reading(word(1.0, (BANQUE, 1.0)), word(3.0, (FIBRE, 0.5))), subject({FIBRE: 0.5}))

        assert pytest.approx(3 * 0.5 / 4) == had.asked

    def test_answer(self):
        """A word of the answer alone counts as told, not as asked."""
        had = shares(reading(word(1.0, (FIBRE, 1.0))), subject(told=[FIBRE]))

        assert (0.0, 1.0, 0.0) == (had.asked, had.told, had.habit)

    def test_habit(self):
        """A word counts as the subject's habit as much as it is one."""
        assert pytest.approx(0.25) == shares(reading(word(2.0, (FIBRE, 1.0))), subject({FIBRE: 0.25})).habit

    def test_likeliest_sense(self):
        """Of the senses that the subject has, the likeliest counts."""
        had = shares(
            reading(word(1.0, (BANQUE, 1.0), (FIBRE, 0.8), (RESEAU, 0.6))), subject({FIBRE: 1, RESEAU: 1})
        )

        assert pytest.approx(0.8) == had.asked

    def test_unusual(self):
        """A word is as unusual as its most usual sense, as surely as it is read; one that is absent, altogether.

        Furniture says less of it, what was recalled nothing.
        """
        read = reading(
            word(1.0, (FIBRE, 1.0)),
            word(1.0, (RESEAU, 0.5)),
            word(1.0, (BANQUE, 1.0)),
            word(1.0, furniture=0.5),
            word(1.0, recalled=True),
        )
        rare = Subject({FIBRE: (1.0, -0.25), RESEAU: (1.0, 0.0)}, frozenset(), 0, ABSENT)

        assert pytest.approx(-0.25 + 0.5 * ABSENT + ABSENT + 0.5 * ABSENT) == shares(read, rare).unusual

    def test_nothing(self):
        """Of a question without words, nothing is carried."""
        assert (0.0, 0.0, 0.0, 0.0) == shares(reading(), subject({FIBRE: 1}))


class TestSenseIn:
    def test_first_the_subject_has(self):
        """What a word stands for in a subject is its likeliest sense there."""
        read = word(1.0, (BANQUE, 1.0), (FIBRE, 0.8), (RESEAU, 0.6))

        assert Sense(FIBRE, "mot", 0.8) == sense_in(read, subject({RESEAU: 1}, [FIBRE]))
        assert sense_in(read, subject()) is None


class TestScoredSubjects:
    @pytest.fixture
    def index(self):
        """Four wordings over three terms."""
        table = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0.6, 0.8], [0, 0, 1]], dtype=np.float32)
        rows, features = np.nonzero(table)
        return Index(
            np.array([0, 1, 3, 5, 6], dtype=np.int32), features.astype(np.int32), table[rows, features], 3
        )

    @pytest.fixture
    def scored(self, index):
        """What is made of « fibre réseau », of two subjects with two wordings each."""
        question = {FIBRE: 0.8, RESEAU: 0.6}
        subjects = [subject({FIBRE: 0.5, RESEAU: 0.25}), subject({RESEAU: 0.25, BANQUE: 0.5})]
        owners = np.array([0, 0, 1, 1], dtype=np.int32)
        read = reading(word(1.0, (FIBRE, 1.0)), word(1.0, (RESEAU, 1.0)))
        nearest = index.nearest(question)
        votes = votes_of(index.kernel(nearest.wordings), nearest.similarities)
        put = np.array([0.2, 0.9, 0.4], dtype=np.float32)
        found = Candidates(nearest.wordings, owners[nearest.wordings], nearest.similarities, put, votes)
        return scored_subjects(read, found, subjects)

    def test_order(self, scored):
        """The subject whose wordings are nearest comes first, with its nearest wording and its cosine."""
        assert [(0, 1), (1, 2)] == [(found.subject, found.wording) for found in scored]
        assert pytest.approx([1.0, 0.36]) == [found.closest for found in scored]
        assert pytest.approx([1.0, 0.5]) == [found.asked for found in scored]

    def test_put(self, scored):
        """A subject is put like the question as much as its likest wording, whichever is nearest."""
        assert pytest.approx([0.9, 0.4]) == [found.put for found in scored]

    def test_regression(self, scored, index):
        """What the regression says is its textbook solution, on the wordings that were found."""
        near = np.array([0, 1, 2])
        kernel = index.kernel(near.astype(np.int32))

        votes = np.array([0.8, 1.0, 0.36]) @ np.linalg.inv(kernel + RIDGE * np.eye(3))

        assert pytest.approx([votes[0] + votes[1], votes[2]], abs=1e-5) == [found.learnt for found in scored]

    def test_said(self):
        """A subject that has the very question as a wording comes first, whatever the others' scores."""
        closest = np.array([0.9, 0.985], dtype=np.float32)
        put = np.array([0.9, 1.0], dtype=np.float32)
        votes = np.array([2.0, 0.1], dtype=np.float32)
        found = Candidates(
            np.array([0, 3], dtype=np.int32), np.array([0, 1], dtype=np.int32), closest, put, votes
        )

        scored = scored_subjects(reading(), found, [subject()] * 2)

        assert [1, 0] == [each.subject for each in scored]
        assert scored[0].score < scored[1].score

    def test_equal(self):
        """Subjects equal in all keep the order of the FAQ."""
        halves = np.array([0.5, 0.5], dtype=np.float32)
        found = Candidates(np.array([0, 3], dtype=np.int32), np.array([1, 0], dtype=np.int32), *[halves] * 3)

        scored = scored_subjects(reading(), found, [subject()] * 2)

        assert [0, 1] == [found.subject for found in scored]


class TestScore:
    def test_weighed_sum(self):
        """The score is the sum of its parts, each as much as the ranking weighs it."""
        ones = Scored(0, 0, *[1.0] * (len(fields(Scored)) - 2))

        assert pytest.approx(sum(getattr(RANKING, part.name) for part in fields(RANKING))) == ones.score


class TestSubjectsOf:
    def test_entries_then_refusals(self, matcher, knowledge):
        """Each entry and each refusal is a subject; a refusal has no answer to tell."""
        subjects = subjects_of(matcher.ground)

        assert len(list(knowledge.entries)) + len(knowledge.refusals) == len(subjects)
        assert all(found.habits for found in subjects)
        assert [True] * 5 + [False] * 2 == [bool(found.told) for found in subjects]

    def test_unusual(self, matcher):
        """A term is the more unusual, the rarer in the questions of a subject beside those of the whole FAQ."""
        ground = matcher.ground
        held = np.bincount(ground.habit_terms, ground.habit_counts, len(ground.terms))
        wordings = np.bincount(ground.owners)

        for number, found in enumerate(subjects_of(ground)):
            counts = slice(ground.habit_starts[number], ground.habit_starts[number + 1])
            for term, count in zip(ground.habit_terms[counts], ground.habit_counts[counts], strict=True):
                usual = held[term] / wordings.sum()
                share = (count + PRIOR * usual) / (wordings[number] + PRIOR)
                assert pytest.approx(min(np.log(share / usual), 0.0)) == found.habits[term][1]
            assert pytest.approx(np.log(PRIOR / (wordings[number] + PRIOR))) == found.absent < 0
