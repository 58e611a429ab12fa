"""Quality beside peers, speed and memory by size, written as tables to docs/mesures.md: `make bench`."""

import argparse
import json
import platform
import subprocess
import sys
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC
from tqdm import tqdm

from bot.evaluation import Case
from bot.knowledge import Knowledge, load
from bot.matching import Matcher
from bot.matching.french import stem, words
from bot.settings import shipped_knowledge

from . import lookups
from .calibrate import CaseSet, Judge, case_sets
from .pages import write_page

Ranker = Callable[[str], list[int]]
"""A question → the numbers of the nearest three entries."""

SIZES = (100, 1_000, 10_000, 100_000)
PACKAGES = ("rapidfuzz", "bm25s", "scikit-learn", "numpy", "PyStemmer", "text2num", "pyspellchecker")


def wordings(knowledge: Knowledge) -> tuple[list[str], list[int]]:
    """Every wording, plain, and the number of its entry."""
    found = [
        (" ".join(words(q)), number)
        for number, entry in enumerate(knowledge.entries)
        for q in entry.questions
    ]
    return [wording for wording, _ in found], [number for _, number in found]


def ours(knowledge: Knowledge) -> Ranker:
    """This bot's matcher."""
    matcher = Matcher(knowledge)
    place = {entry.id: number for number, entry in enumerate(knowledge.entries)}
    return lambda question: [place[match.entry.id] for match in matcher.find(question).matches]


def rapidfuzz_by(scorer: Callable[..., float]) -> Callable[[Knowledge], Ranker]:
    """rapidfuzz's extract over accent-folded wordings."""

    def build(knowledge: Knowledge) -> Ranker:
        texts, owners = wordings(knowledge)

        def rank(question: str) -> list[int]:
            found = process.extract(" ".join(words(question)), texts, scorer=scorer, limit=60)
            return list(dict.fromkeys(owners[number] for _, _, number in found))[:3]

        return rank

    return build


def bm25(knowledge: Knowledge) -> Ranker:
    """bm25s with French stems, one document an entry."""
    texts = [" ".join(" ".join(words(q)) for q in entry.questions) for entry in knowledge.entries]
    stemmer = Stemmer.Stemmer("french")
    retriever = bm25s.BM25()
    retriever.index(
        bm25s.tokenize(texts, stemmer=stemmer, stopwords="fr", show_progress=False), show_progress=False
    )

    def rank(question: str) -> list[int]:
        tokens = bm25s.tokenize(
            " ".join(words(question)), stemmer=stemmer, stopwords="fr", show_progress=False
        )
        found, _ = retriever.retrieve(tokens, k=3, show_progress=False)
        return [int(number) for number in found[0]]

    return rank


def linear_svc(knowledge: Knowledge) -> Ranker:
    """TF-IDF of stems and characters, LinearSVC."""
    texts, owners = wordings(knowledge)
    model = make_pipeline(
        make_union(
            TfidfVectorizer(
                tokenizer=lambda text: [stem(w) for w in text.split()], ngram_range=(1, 2), token_pattern=None
            ),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        ),
        LinearSVC(),
    )
    model.fit(texts, owners)
    return lambda question: np.argsort(-model.decision_function([" ".join(words(question))])[0])[:3].tolist()


PEERS: dict[str, Callable[[Knowledge], Ranker]] = {
    "focac-bot": ours,
    "rapidfuzz token_set_ratio": rapidfuzz_by(fuzz.token_set_ratio),
    "rapidfuzz token_sort_ratio": rapidfuzz_by(fuzz.token_sort_ratio),
    "bm25s, French stems": bm25,
    "TF-IDF words + characters, LinearSVC": linear_svc,
}


def quality(sets: list[CaseSet]) -> str:
    """First and first three right, engine by engine, on the cases that one entry answers."""
    rows = ["| engine | " + " | ".join(chosen.name for chosen in sets) + " |", "|---|" + "---|" * len(sets)]
    for name, build in PEERS.items():
        cells = []
        for chosen in sets:
            rank, right = build(chosen.knowledge), Judge(chosen.knowledge)
            entries = list(chosen.knowledge.entries)
            cases = [case for case in chosen.cases if case.in_scope]
            hits = [
                _hits(rank, right, entries, case)
                for case in tqdm(cases, desc=f"{name}, {chosen.name}", leave=False, disable=None)
            ]
            first, three = np.mean([hit == 0 for hit in hits]), np.mean([hit is not None for hit in hits])
            cells.append(f"{first:.1%} / {three:.1%}")
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _hits(rank: Ranker, right: Judge, entries: list, case: Case) -> int | None:
    return next(
        (place for place, number in enumerate(rank(case.question)) if right(case, entries[number])), None
    )


def scale() -> str:
    """Speed and memory, a process for each size."""
    rows = [
        "| wordings | build | reload from cache | memory of the index | cold p50 / p99 | warm p50 / p99 | extractOne(token_set_ratio) | times faster |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for size in tqdm(SIZES, desc="sizes", leave=False, disable=None):
        command = [sys.executable, "-m", "tests.benchmarks.scale", str(size)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        cold, warm = found["cold_ms"], found["warm_ms"]
        rows.append(
            f"| {found['wordings']:,} | {found['build_s']:.2f} s | {found['reload_s']:.2f} s | {found['memory_mb']:.0f} MB "
            f"| {cold['p50']:.2f} / {cold['p99']:.2f} ms | {warm['p50']:.2f} / {warm['p99']:.2f} ms "
            f"| {found['peer_ms']:.1f} ms | {found['times_faster']:.1f} |"
        )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", default="../shared", help="the folder of the shared measures")
    shared = Path(parser.parse_args().shared)
    warnings.filterwarnings("ignore", module="sklearn")
    sets = list(case_sets(shared))
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    write_page(
        f"""# Measures

Made by `make bench`, but for the sections that name another command; machines differ, so compare within a table only.
Python {platform.python_version()}, {platform.machine()}; {versions}.

## Right entry first / among the first three

On the cases that one entry answers, whatever the zone of confidence. `tests/questions`: questions on the FAQ that ships,
written without sight of its wordings; about half served to widen them since, and all to calibrate: no held-out figure. `questions`, `wikit`, `wikit-noisy`: see
`tests/benchmarks/calibrate.py`; skipped where they are not at hand.

{quality(sets)}

## Speed and memory

An FAQ grown from the one that ships (`tests/benchmarks/scale.py`); a third of the typed words carry a typing error, a fourth of the
questions a word unknown to the FAQ. Cold: the first 400 questions of a new process; warm: 400 others, with other slips. One thread.

{scale()}

{lookups.section(load(shipped_knowledge()))}
## Answered, suggested, declined

`focac-bot evaluate CASES` gives it kind by kind, and `--seuil` what other thresholds would do. The constants of confidence are found
by `make calibrate`.
"""
    )


if __name__ == "__main__":
    main()
