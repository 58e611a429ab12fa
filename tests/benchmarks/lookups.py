"""Search as you type: how soon a title being typed finds its entry, right and with a slip, and how fast."""

import random
import time
from collections.abc import Callable, Sequence

import numpy as np

from bot.knowledge import Entry, Knowledge
from bot.matching import Completion, Matcher
from bot.matching.french import plain

from .scale import LETTERS, grown

LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 40)
"""Letters typed."""

AMONG = 5
LIMIT = 50
SIZES = (20_000, 100_000)
TYPED_A_SIZE = 300


def slipped(text: str, seed: str) -> str:
    """A text with one slip after its first letter: left out, added, changed or swapped."""
    chance = random.Random(seed)
    places = [place for place in range(1, len(text)) if text[place].isalpha()]
    if not places:
        return text
    place = chance.choice(places)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    return chance.choice(
        (
            before + after,
            before + chance.choice(LETTERS) + letter + after,
            before + chance.choice(LETTERS) + after,
            before + after[:1] + letter + after[1:] if after else before[:-1] + letter + before[-1],
        )
    )


def recall(knowledge: Knowledge) -> str:
    """The share of titles found first and among the first five, by letters typed."""
    completion = Completion(knowledge, Matcher(knowledge))
    rows = [
        "| letters typed | as written: first / among five | one slip: first / among five | p50 / max |",
        "|---|---|---|---|",
    ]
    for length in LENGTHS:
        took: list[float] = []
        cells = []
        for spelt in (lambda text, _: text, slipped):
            places = _places(completion, knowledge, length, spelt, took)
            first, among = (
                np.mean([place == 0 for place in places]),
                np.mean([place < AMONG for place in places]),
            )
            cells.append(f"{first:.0%} / {among:.0%}")
        rows.append(f"| {length} | {cells[0]} | {cells[1]} | {np.median(took):.1f} / {max(took):.1f} ms |")
    return "\n".join(rows)


def _places(
    completion: Completion,
    knowledge: Knowledge,
    length: int,
    spelt: Callable[[str, str], str],
    took: list[float],
) -> Sequence[int]:
    """The place at which each entry is found when the beginning of its title is typed; adds how long each took."""
    places = []
    for entry in knowledge.entries:
        typed = spelt(plain(entry.title[:length]).strip(), f"{entry.id}-{length}")
        before = time.perf_counter()
        found = completion.find(typed, LIMIT).entries
        took.append((time.perf_counter() - before) * 1000)
        places.append(_place(entry, found))
    return places


def _place(entry: Entry, found: Sequence[Entry]) -> int:
    return found.index(entry) if entry in found else LIMIT


def speed() -> str:
    """Time to build and to find, by size, on wordings cut anywhere, each with a slip."""
    rows = ["| wordings | build | p50 / p99 |", "|---|---|---|"]
    for size in SIZES:
        knowledge = grown(size)
        matcher = Matcher(knowledge)
        before = time.perf_counter()
        completion = Completion(knowledge, matcher)
        built = time.perf_counter() - before
        chance = random.Random(size)
        wordings = [question for entry in knowledge.entries for question in entry.questions]
        took = []
        for number in range(TYPED_A_SIZE):
            wording = chance.choice(wordings)
            typed = slipped(wording[: chance.randint(1, len(wording))], str(number))
            before = time.perf_counter()
            completion.find(typed, LIMIT)
            took.append((time.perf_counter() - before) * 1000)
        p50, p99 = np.percentile(took, [50, 99])
        rows.append(f"| {size:,} | {built:.2f} s | {p50:.1f} / {p99:.1f} ms |")
    return "\n".join(rows)


def section(knowledge: Knowledge) -> str:
    """What the page of measures says of it."""
    return f"""## Search as you type

What `@bot …` finds in any chat (`Completion`), of 50 entries at most: the titles of the FAQ that ships, cut after so many letters, as
written and with one slip (a letter left out, added, changed or swapped; never the first). One letter or two begin many titles: no
search could find all of them first. What people type otherwise is in `tests/lookups.yaml`.

{recall(knowledge)}

On the FAQ grown as above: wordings cut anywhere, each with a slip.

{speed()}
"""
