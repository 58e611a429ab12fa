"""Find the constants of ranking and confidence, the same for every FAQ: `make calibrate`.

They rest on the cases of `tests/questions/` (our FAQ), and on those of the folder given (shared/), where
present: `questions/questions.yaml` and `benchmarks/wikit/`. To learn what a near miss looks like, an eighth of
the entries is taken out of each FAQ in turn, and their cases are asked: nothing is right any more.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from bot.channels.channel import as_text
from bot.conversation import Answer, Outcome, Reply
from bot.evaluation import Case, read_cases
from bot.knowledge import Entry, Knowledge, Topic, fold_lines, load
from bot.matching import Matcher
from bot.matching.confidence import Evidence
from bot.matching.scoring import Weights
from bot.settings import shipped_knowledge

FOLDS = 8
HERE = Path(__file__).parent
APART = ("followup", "multi", "smalltalk")
"""Kinds of cases that are not one question to one entry."""


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Cases on one FAQ."""

    name: str
    knowledge: Knowledge
    cases: list[Case]


@dataclass(frozen=True, slots=True)
class Sample:
    """The best entry for a case: what speaks for it, and whether it is right."""

    evidence: list[float]
    right: bool
    in_scope: bool
    gone: bool


def case_sets(shared: Path) -> Iterator[CaseSet]:
    """Every set at hand; says on standard error which is not."""
    faq = load(shipped_knowledge())
    own = [
        case for file in sorted((HERE.parent / "questions").glob("[!_]*.yaml")) for case in read_cases(file)
    ]
    yield CaseSet("tests/questions", faq, own)
    wikit = shared / "benchmarks" / "wikit"
    for name, knowledge, file in (
        ("questions", faq, shared / "questions" / "questions.yaml"),
        ("wikit", load(wikit / "faq") if wikit.is_dir() else None, wikit / "cases.yaml"),
        ("wikit-noisy", load(wikit / "faq") if wikit.is_dir() else None, wikit / "cases-noisy.yaml"),
    ):
        if knowledge and file.is_file():
            yield CaseSet(name, knowledge, [case for case in read_cases(file) if case.genre not in APART])
        else:
            print(f"skipped, not here: {name}", file=sys.stderr)


class Judge:
    """Whether an entry is what a case wants; texts are made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._voice = knowledge.voice
        self._texts: dict[str, str] = {}

    def __call__(self, case: Case, entry: Entry) -> bool:
        if not case.in_scope or (case.entries is not None and entry.id not in case.entries):
            return False
        if entry.id not in self._texts:
            reply = Reply(Outcome.ANSWER, answers=(Answer.of_entry(entry),))
            self._texts[entry.id] = fold_lines(as_text(reply, self._voice))
        return all(pattern.search(self._texts[entry.id]) for pattern in case.patterns)


def ranking_pairs(chosen: CaseSet) -> Iterator[NDArray[np.float64]]:
    """For each case, the parts of the right entry's score less those of the wrong one nearest to it."""
    matcher, right = Matcher(chosen.knowledge), Judge(chosen.knowledge)
    names = [part.name for part in fields(Weights)]
    for case in tqdm(
        [case for case in chosen.cases if case.in_scope], desc=f"ranking {chosen.name}", leave=False
    ):
        ranked = matcher.ranked(case.question)
        parts = [[getattr(scored, name) for name in names] for _, scored in ranked]
        good = [number for number, (entry, _) in enumerate(ranked) if entry and right(case, entry)]
        bad = [number for number, (entry, _) in enumerate(ranked) if not entry or not right(case, entry)]
        if good and bad:
            for number in bad[:3]:
                yield np.array(parts[good[0]]) - np.array(parts[number])


def samples(chosen: CaseSet) -> Iterator[Sample]:
    """Each case put to the whole FAQ, then those whose entries are gone, to what is left of it."""
    right = Judge(chosen.knowledge)
    yield from _samples(Matcher(chosen.knowledge), chosen.cases, right, gone=False)
    entries = [entry.id for entry in chosen.knowledge.entries]
    for fold in tqdm(range(FOLDS), desc=f"near misses {chosen.name}", leave=False, disable=None):
        out = frozenset(entries[fold::FOLDS])
        lost = [case for case in chosen.cases if case.entries and out.issuperset(case.entries)]
        if lost:
            yield from _samples(Matcher(without(chosen.knowledge, out)), lost, right, gone=True)


def _samples(matcher: Matcher, cases: Iterable[Case], right: Judge, *, gone: bool) -> Iterator[Sample]:
    for case in cases:
        found = matcher.evidence(case.question)
        if found:
            entry, seen = found
            yield Sample(
                list(astuple(seen)), right(case, entry) and not gone, case.in_scope and not gone, gone
            )


def without(knowledge: Knowledge, out: frozenset[str]) -> Knowledge:
    """An FAQ less some of its entries."""
    topics = tuple(
        Topic(topic.id, topic.title, topic.description, tuple(e for e in topic.entries if e.id not in out))
        for topic in knowledge.topics
    )
    return Knowledge(topics, knowledge.voice, knowledge.refusals, knowledge.synonyms)


def fit_ranking(sets: list[CaseSet]) -> Weights:
    """Logistic regression on pairs, each set counting as much as the others."""
    pairs, weights = [], []
    for chosen in sets:
        found = list(ranking_pairs(chosen))
        pairs += found
        weights += [1 / len(found)] * len(found)
    rows = np.array(pairs)
    scale = np.array(weights) * len(weights) / sum(weights)
    model = LogisticRegression(C=0.3, fit_intercept=False)
    model.fit(
        np.concatenate([rows, -rows]), [1] * len(rows) + [0] * len(rows), np.concatenate([scale, scale])
    )
    found = np.maximum(model.coef_[0], 0)
    return Weights(*(found * 3 / found.sum()).round(2).tolist())


def fit_confidence(by_set: dict[str, list[Sample]]) -> tuple[Evidence, float]:
    """Logistic regression of « right » on the evidence, over all samples."""
    found = [sample for group in by_set.values() for sample in group]
    matrix = np.array([sample.evidence for sample in found])
    weights = [GONE_SHARE if sample.gone else 1.0 if sample.in_scope else OUTSIDE_SHARE for sample in found]
    mean, spread = matrix.mean(0), matrix.std(0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=3000)
    model.fit((matrix - mean) / spread, [sample.right for sample in found], weights)
    coefficients = model.coef_[0] / spread
    constant = float(model.intercept_[0] - coefficients @ mean)
    return Evidence(*coefficients.round(3).tolist()), round(constant, 3)


GONE_SHARE = 0.1
OUTSIDE_SHARE = 3.0
"""What a made near miss counts, and a question really out of scope, beside 1 for one in scope: people's near misses
look little like the made ones, which are many."""


def table(by_set: dict[str, list[Sample]], coefficients: Evidence, constant: float) -> None:
    """What each threshold would give, set by set."""
    vector = np.array(astuple(coefficients))
    for name, found in by_set.items():
        chance = 1 / (1 + np.exp(-(np.array([sample.evidence for sample in found]) @ vector + constant)))
        right = np.array([sample.right for sample in found])
        whole = ~np.array([sample.gone for sample in found])
        scope = np.array([sample.in_scope for sample in found])
        print(
            f"\n{name}: threshold, in scope right, out of scope declined, near misses declined, wrong of all"
        )
        for threshold in np.arange(0.2, 0.95, 0.05):
            sure = chance >= threshold
            shares = (
                (sure & right)[whole & scope].mean(),
                (~sure)[whole & ~scope].mean() if (whole & ~scope).any() else float("nan"),
                (~sure)[~whole].mean() if (~whole).any() else float("nan"),
                (sure & ~right)[whole].mean(),
            )
            print(f"  {threshold:.2f}  " + "  ".join(f"{share:.3f}" for share in shares))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", default="../shared", help="the folder of the shared measures")
    parser.add_argument(
        "--ranking", action="store_true", help="find the weights of ranking too (run again after)"
    )
    options = parser.parse_args()
    sets = list(case_sets(Path(options.shared)))
    if options.ranking:
        print(f"RANKING = {fit_ranking(sets)}  # bot/matching/scoring.py")
    by_set = {chosen.name: list(samples(chosen)) for chosen in sets}
    coefficients, constant = fit_confidence(by_set)
    print(f"COEFFICIENTS = {coefficients}\nCONSTANT = {constant}  # bot/matching/confidence.py")
    table(by_set, coefficients, constant)


if __name__ == "__main__":
    main()
