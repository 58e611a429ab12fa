"""Replies judged, and counted by kind."""

import re
from dataclasses import replace

import pytest

from bot.conversation import Answer, Candidate, Outcome, Reply, Suggestion
from bot.evaluation import Case, Report, Row, evaluate, judge
from bot.evaluation.report import timed

TEXTS = {
    "delai": "non, en 3 jours",
    "suivi": "par courriel",
    "prix": "2 000 f",
    "samedi": "oui, le matin",
    "dimanche": "pas tout a fait : le premier du mois",
}
"""The entries' answers, as judges read them."""


def answered(*entries, near=(), see_also=()):
    """A reply that answers with these entries."""
    return Reply(
        Outcome.ANSWER,
        answers=tuple(Answer(entry, TEXTS[entry]) for entry in entries),
        suggestions=offer(*see_also),
        candidates=tuple(Candidate(entry, 0.9) for entry in near),
    )


def suggested(*entries, near=()):
    """A reply that offers these entries."""
    candidates = tuple(Candidate(entry, 0.3) for entry in near)
    return Reply(Outcome.SUGGEST, "?", suggestions=offer(*entries), candidates=candidates)


def offer(*entries):
    return tuple(Suggestion(entry, f"entree:{entry}") for entry in entries)


UNKNOWN = Reply(Outcome.UNKNOWN, "?", suggestions=(Suggestion("Thèmes", "themes"),))
GREETED = Reply(Outcome.SOCIAL, "Bonjour.")


def verdict(case, reply):
    text = " ".join(answer.text for answer in reply.answers) or reply.text
    return judge(case, reply, text, 0.001, TEXTS.__getitem__)


def wants(*entries, contains=(), opening=None):
    patterns = tuple(re.compile(pattern) for pattern in contains)
    return Case("?", "essai", patterns=patterns, entries=entries or None, opening=opening)


NOTHING = Case("?", "essai", entries=())


class TestRight:
    @pytest.mark.parametrize(
        ("case", "reply"),
        [
            (wants("prix"), answered("prix")),
            (wants("suivi", "prix"), answered("prix")),
            (wants("prix"), answered("delai", "prix")),
            (wants(contains=["3 jours"]), answered("delai")),
            (wants(contains=["^par", "courriel$"]), answered("suivi")),
            (wants(contains=["2 ?000"]), answered("delai", "prix")),
            (wants("delai", contains=["3"]), answered("delai")),
            (wants(opening="non"), answered("delai")),
            (wants(opening="oui"), answered("samedi")),
            (wants(opening="nuance"), answered("dimanche")),
        ],
    )
    def test_right(self, case, reply):
        """An answer of a wanted entry, with all that is wanted of its text, is right."""
        found = verdict(case, reply)

        assert (True, True, False) == (found.right, found.right3, found.wrong)

    @pytest.mark.parametrize(
        ("case", "reply"),
        [
            (wants("prix"), answered("delai")),
            (wants(contains=["4 jours"]), answered("delai")),
            (wants(contains=["3 jours", "courriel"]), answered("delai")),
            (wants("delai", contains=["4"]), answered("delai")),
            (wants("prix", contains=["3"]), answered("delai")),
            (wants(opening="oui"), answered("delai")),
            (wants("delai", opening="nuance"), answered("delai")),
            (wants(opening="non"), answered("samedi")),
        ],
    )
    def test_wrong(self, case, reply):
        """Any other answer is wrong: a fact was given which is not the one wanted."""
        found = verdict(case, reply)

        assert (False, True) == (found.right, found.wrong)

    @pytest.mark.parametrize("reply", [suggested("prix"), UNKNOWN, GREETED])
    def test_declined(self, reply):
        """What is not answered is neither right nor wrong."""
        found = verdict(wants("prix"), reply)

        assert (False, False, False) == (found.answered, found.right, found.wrong)

    @pytest.mark.parametrize("reply", [suggested("prix", near=["prix"]), UNKNOWN, GREETED])
    def test_out_of_scope_declined(self, reply):
        """What must not be answered, and is not, is right."""
        found = verdict(NOTHING, reply)

        assert (True, True, False) == (found.right, found.right3, found.wrong)

    def test_out_of_scope_answered(self):
        """What must not be answered, and is, is wrong; no entry would have been right."""
        found = verdict(NOTHING, answered("prix", near=["prix"]))

        assert (False, False, True) == (found.right, found.right3, found.wrong)
        assert (False, False) == (found.first, found.first3)


class TestRightAmongThree:
    def test_suggested(self):
        """A suggestion that leads to what is wanted counts, by id or by what its entry says."""
        assert verdict(wants("prix"), suggested("delai", "prix")).right3
        assert verdict(wants(contains=["2 000"]), suggested("delai", "prix")).right3
        assert not verdict(wants(contains=["2 000"]), suggested("delai", "suivi")).right3

    def test_under_an_answer(self):
        """So does one under a wrong answer."""
        assert verdict(wants("prix"), answered("delai", see_also=["prix"])).right3

    def test_three_at_most(self):
        """Three entries are looked at, the answer first."""
        assert verdict(wants("prix"), answered("delai", see_also=["suivi", "prix"])).right3
        assert not verdict(wants("prix"), answered("delai", see_also=["suivi", "suivi", "prix"])).right3

    def test_other_suggestions(self):
        """The way to the topics is no entry."""
        assert not verdict(wants("prix"), UNKNOWN).right3


class TestNearest:
    def test_nearest(self):
        """The nearest entries count whatever was replied."""
        first = verdict(wants("prix"), suggested("suivi", near=["prix", "delai"]))
        third = verdict(wants(contains=["2 000"]), suggested("suivi", near=["delai", "suivi", "prix"]))
        none = verdict(wants("prix"), suggested("suivi", near=["delai", "suivi"]))

        assert (True, True) == (first.first, first.first3)
        assert (False, True) == (third.first, third.first3)
        assert (False, False) == (none.first, none.first3)


def a_case(genre, entries=("prix",)):
    return Case(f"question {genre}", genre, entries=entries)


REPORT = Report(
    [
        verdict(a_case("net"), answered("prix", near=["prix"])),
        verdict(a_case("sms"), suggested("prix", near=["prix"])),
        verdict(a_case("net"), answered("delai", near=["delai", "prix"])),
        verdict(a_case("hors", ()), answered("suivi", near=["suivi"])),
        verdict(a_case("hors", ()), UNKNOWN),
    ]
)


class TestReport:
    def test_rows(self):
        """One row a kind, in order of appearance, and all of them last."""
        expected = [
            Row("net", n=2, right=1, right3=1, first=1, first3=2, wrong=1, declined=0),
            Row("sms", n=1, right=0, right3=1, first=1, first3=1, wrong=0, declined=1),
            Row("hors", n=2, right=1, right3=1, first=0, first3=0, wrong=1, declined=1),
            Row("all", n=5, right=2, right3=3, first=2, first3=3, wrong=2, declined=2),
        ]

        assert expected == REPORT.rows

    def test_failures(self):
        """What was not right, wrong facts before declined ones."""
        assert ["net", "hors", "sms"] == [verdict.case.genre for verdict in REPORT.failures]

    def test_nothing(self):
        """Without a case there is nothing to count, and no mistake."""
        report = Report()

        assert ([Row("all")], (0.0, 0.0), []) == (report.rows, report.latency_ms, report.failures)


def took(*seconds):
    return Report([replace(verdict(NOTHING, UNKNOWN), seconds=time) for time in seconds])


class TestLatency:
    def test_one(self):
        """One time is every quantile of itself."""
        assert (2.0, 2.0) == took(0.002).latency_ms

    def test_many(self):
        """The median and the time that 99 in 100 replies stay under, in milliseconds."""
        median, slowest = took(*(number / 1000 for number in range(101))).latency_ms

        assert (50.0, 99.0) == (pytest.approx(median), pytest.approx(slowest))


class TestAsJson:
    def test_shape(self):
        """The report as scripts hold on to it: counts, times, and what was not right."""
        one = {"right": 1, "right3": 1, "first": 1, "first3": 2, "wrong": 1, "declined": 0}

        found = REPORT.as_json()

        assert ["rows", "latency_ms", "failures"] == list(found)
        assert {"genre": "net", "n": 2, **one} == found["rows"][0]
        assert ["net", "sms", "hors", "all"] == [row["genre"] for row in found["rows"]]
        assert {"p50": 1.0, "p99": 1.0} == found["latency_ms"]
        expected = {
            "question": "question net",
            "genre": "net",
            "outcome": "answer",
            "given": ["delai"],
            "expected": ["prix"],
            "candidates": ["delai", "prix"],
        }
        assert expected == found["failures"][0]

    def test_expected(self):
        """What was expected is the entries, none of them, or the patterns."""
        report = Report(
            [
                verdict(NOTHING, answered("prix")),
                verdict(wants(contains=["3 ?jours"]), UNKNOWN),
                verdict(wants("prix", contains=["3"]), UNKNOWN),
            ]
        )

        assert [[], ["3 ?jours"], ["prix"]] == [
            failure["expected"] for failure in report.as_json()["failures"]
        ]


class TestEvaluate:
    def test_each_case(self):
        """Each case is put to the bot, and its reply judged by its text."""
        replies = {"a": answered("prix"), "b": suggested("delai")}
        cases = [Case("a", "net", entries=("prix",)), Case("b", "net", entries=("prix",))]

        report = evaluate(
            cases,
            answer=lambda case: (replies[case.question], 0.25),
            text_of=lambda reply: " ".join(answer.text for answer in reply.answers),
            tell=TEXTS.__getitem__,
        )

        assert [True, False] == [verdict.right for verdict in report.verdicts]
        assert [0.25, 0.25] == [verdict.seconds for verdict in report.verdicts]


class TestTimed:
    def test_reply(self, monkeypatch):
        """A reply comes back with the seconds it took."""
        clock = iter([10.0, 10.5])
        monkeypatch.setattr("bot.evaluation.report.time.perf_counter", lambda: next(clock))

        assert (GREETED, 0.5) == timed(lambda: GREETED)
