"""Speed and memory on an FAQ of a given size, in a process of its own: prints one JSON object.

The FAQ is grown from real wordings: each copy of an entry has half of its words of substance replaced by words
made of syllables, so that its vocabulary grows as a real one's would.
"""

import gc
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from bot.knowledge import Entry, Knowledge, Topic, load
from bot.matching import Matcher, groundwork_of
from bot.matching.french import FURNITURE, words
from bot.matching.lexicon import everyday_words
from bot.settings import shipped_knowledge

QUESTIONS = 400
PEER_QUESTIONS = 25
SYLLABLES = [
    a + b
    for a in ("b", "ch", "d", "f", "g", "l", "m", "n", "p", "qu", "r", "s", "t", "v", "br", "tr")
    for b in ("a", "é", "i", "o", "u", "ou", "an", "on", "eur")
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def grown(size: int) -> Knowledge:
    """An FAQ of about so many wordings."""
    shipped = load(shipped_knowledge())
    source = list(shipped.entries)
    entries: list[Entry] = []
    count = copy = 0
    while count < size:
        for entry in source:
            questions = entry.questions if copy == 0 else tuple(_replaced(entry.questions, copy))
            questions = questions[: size - count]
            if not questions:
                break
            entries.append(Entry(f"{entry.id}-{copy}", entry.title, questions, entry.answer))
            count += len(questions)
        copy += 1
    return Knowledge((Topic("t", "t", "", tuple(entries)),), shipped.voice, (), shipped.synonyms)


def _replaced(questions: tuple[str, ...], copy: int) -> Iterator[str]:
    for question in questions:
        yield " ".join(_other_word(word, copy) for word in words(question))


def _other_word(word: str, copy: int) -> str:
    chance = random.Random(f"{word}-{copy}")
    if word in FURNITURE or len(word) < 4 or chance.random() < 0.5:
        return word
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))


def asked(knowledge: Knowledge, count: int, seed: int) -> list[str]:
    """Questions as people type them: a wording with a typing error in each third word, an unknown word in each fourth question."""
    chance = random.Random(seed)
    wordings = [question for entry in knowledge.entries for question in entry.questions]
    found = []
    for number in range(count):
        typed = [
            _mistyped(word, chance) if chance.random() < 1 / 3 else word
            for word in chance.choice(wordings).split()
        ]
        if number % 4 == 0:
            typed.insert(chance.randrange(len(typed) + 1), "".join(chance.choices(SYLLABLES, k=3)))
        found.append(" ".join(typed))
    return found


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    letter = chance.choice(LETTERS)
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
        )
    )


def resident() -> int:
    """Bytes this process holds in memory (Linux)."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def times(matcher: Matcher, questions: list[str]) -> dict[str, float]:
    """Milliseconds a question takes: median and 99th percentile."""
    taken = []
    for question in questions:
        begun = time.perf_counter()
        matcher.find(question)
        taken.append((time.perf_counter() - begun) * 1000)
    return {"p50": float(np.percentile(taken, 50)), "p99": float(np.percentile(taken, 99))}


def measure(size: int) -> dict[str, object]:
    """Everything measured at one size."""
    knowledge = grown(size)
    everyday_words()
    before = resident()
    begun = time.perf_counter()
    matcher = Matcher(knowledge)
    built = time.perf_counter() - begun
    memory = resident() - before
    questions = asked(knowledge, QUESTIONS, seed=7)
    cold = times(matcher, questions)
    # Warm: other questions, with slips never seen; what is warm is the process.
    warm = times(matcher, asked(knowledge, QUESTIONS, seed=8))
    with tempfile.TemporaryDirectory() as folder:
        groundwork_of(knowledge, Path(folder))
        begun = time.perf_counter()
        Matcher(knowledge, groundwork=groundwork_of(knowledge, Path(folder)))
        reloaded = time.perf_counter() - begun
    folded = [" ".join(words(question)) for entry in knowledge.entries for question in entry.questions]
    begun = time.perf_counter()
    for question in questions[:PEER_QUESTIONS]:
        process.extractOne(" ".join(words(question)), folded, scorer=fuzz.token_set_ratio)
    peer = (time.perf_counter() - begun) / PEER_QUESTIONS * 1000
    begun = time.perf_counter()
    for question in questions[:PEER_QUESTIONS]:
        matcher.find(question)
    ours = (time.perf_counter() - begun) / PEER_QUESTIONS * 1000
    return {
        "wordings": len(folded),
        "build_s": built,
        "reload_s": reloaded,
        "memory_mb": memory / 2**20,
        "cold_ms": cold,
        "warm_ms": warm,
        "peer_ms": peer,
        "times_faster": peer / ours,
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
