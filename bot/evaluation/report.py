"""Cases × replies → a report: what was right, wrong or declined, by kind of case."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from bot.conversation import Outcome, Reply

from .cases import OPENINGS, Case

ALL = "all"
FIRST = 3
"""Entries looked at for « right among the first three »."""

Answerer = Callable[[Case], tuple[Reply, float]]
"""Puts a case to the bot: the reply to its question, and the seconds that took."""

Teller = Callable[[str], str]
"""The plain text of an entry's answer, by its id; as `contient` wants it: lower case, no accents, plain spaces."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a case."""

    case: Case
    reply: Reply

    right: bool
    right3: bool
    """Right among the answer and the suggestions, three entries at most."""

    first: bool
    first3: bool
    """The nearest entry, one of the nearest three, is right, whatever was replied."""

    seconds: float

    @property
    def answered(self) -> bool:
        """Whether a fact was given."""
        return self.reply.outcome is Outcome.ANSWER

    @property
    def wrong(self) -> bool:
        """A wrong fact was given, or a fact where none was right."""
        return self.answered and not self.right


def judge(case: Case, reply: Reply, text: str, seconds: float, tell: Teller) -> Verdict:
    """Whether a reply is what a case wants; `text` is the reply's, as `Teller` gives it."""
    answered = reply.outcome is Outcome.ANSWER
    near = [candidate.entry_id for candidate in reply.candidates]
    if not case.in_scope:
        return Verdict(case, reply, not answered, not answered, first=False, first3=False, seconds=seconds)
    entries = [answer.entry_id for answer in reply.answers]
    right = answered and _holds(case, entries, text) and _opens(case, text)
    offered = [suggestion.entry_id for suggestion in reply.suggestions if suggestion.entry_id]
    return Verdict(
        case,
        reply,
        right,
        right3=right or any(_holds(case, [entry], tell(entry)) for entry in [*entries, *offered][:FIRST]),
        first=any(_holds(case, [entry], tell(entry)) for entry in near[:1]),
        first3=any(_holds(case, [entry], tell(entry)) for entry in near[:FIRST]),
        seconds=seconds,
    )


def _holds(case: Case, entries: list[str], text: str) -> bool:
    right_entry = case.entries is None or any(entry in case.entries for entry in entries)
    return right_entry and all(pattern.search(text) for pattern in case.patterns)


def _opens(case: Case, text: str) -> bool:
    return case.opening is None or text.startswith(OPENINGS[case.opening])


@dataclass(slots=True)
class Row:
    """The cases of one kind, counted."""

    genre: str
    n: int = 0
    right: int = 0
    right3: int = 0
    first: int = 0
    first3: int = 0
    wrong: int = 0
    declined: int = 0

    def add(self, verdict: Verdict) -> None:
        """Count one case more."""
        self.n += 1
        self.right += verdict.right
        self.right3 += verdict.right3
        self.first += verdict.first
        self.first3 += verdict.first3
        self.wrong += verdict.wrong
        self.declined += not verdict.answered


@dataclass(slots=True)
class Report:
    """How well the bot did on some cases."""

    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """One row a kind, in order of appearance, and « all » last."""
        rows: dict[str, Row] = {}
        whole = Row(ALL)
        for verdict in self.verdicts:
            rows.setdefault(verdict.case.genre, Row(verdict.case.genre)).add(verdict)
            whole.add(verdict)
        return [*rows.values(), whole]

    @property
    def latency_ms(self) -> tuple[float, float]:
        """Median and 99th percentile of the time a reply took, in milliseconds."""
        times = [verdict.seconds * 1000 for verdict in self.verdicts]
        if len(times) < 2:  # noqa: PLR2004  # one time is every quantile of itself
            return (times[0], times[0]) if times else (0.0, 0.0)
        cuts = quantiles(times, n=100, method="inclusive")
        return cuts[49], cuts[98]

    @property
    def failures(self) -> list[Verdict]:
        """The cases that were not right, wrong answers first."""
        return sorted(
            (verdict for verdict in self.verdicts if not verdict.right), key=lambda verdict: not verdict.wrong
        )

    def as_json(self) -> dict[str, Any]:
        """The report as design.md fixes it: counts, not shares."""
        median, slowest = self.latency_ms
        return {
            "rows": [{name: getattr(row, name) for name in Row.__slots__} for row in self.rows],
            "latency_ms": {"p50": round(median, 3), "p99": round(slowest, 3)},
            "failures": [
                {
                    "question": verdict.case.question,
                    "genre": verdict.case.genre,
                    "outcome": str(verdict.reply.outcome),
                    "given": [answer.entry_id for answer in verdict.reply.answers],
                    "expected": _expected(verdict.case),
                    "candidates": [candidate.entry_id for candidate in verdict.reply.candidates],
                }
                for verdict in self.failures
            ],
        }


def _expected(case: Case) -> list[str]:
    return list(case.entries) if case.entries is not None else [pattern.pattern for pattern in case.patterns]


def evaluate(
    cases: Iterable[Case], answer: Answerer, text_of: Callable[[Reply], str], tell: Teller
) -> Report:
    """Put cases to the bot, one conversation each, and judge its replies."""
    report = Report()
    for case in cases:
        reply, seconds = answer(case)
        report.verdicts.append(judge(case, reply, text_of(reply), seconds, tell))
    return report


def timed(reply: Callable[[], Reply]) -> tuple[Reply, float]:
    """A reply and the seconds it took."""
    begun = time.perf_counter()
    found = reply()
    return found, time.perf_counter() - begun
