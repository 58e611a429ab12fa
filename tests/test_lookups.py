"""What people type after « @the_bot » in any chat finds its entry among the first five, on the FAQ that ships.

`lookups.yaml` lists what is typed and the entries that are right; under « manques », what is known to miss.
"""

from functools import cache
from pathlib import Path

import pytest

from bot.app import assemble
from bot.knowledge import read
from bot.matching import Completion
from bot.settings import shipped_knowledge

FILE = Path(__file__).with_name("lookups.yaml")
AMONG = 5


@cache
def lookups() -> dict[str, list[tuple[str, list[str]]]]:
    """By kind, what is typed and the ids of the entries that are right."""
    piece, problems = read(FILE)
    assert piece is not None, problems
    return {
        kind: [(typed, [item.text for item in right.items]) for typed, right in listed.keys.items()]
        for kind, listed in piece.keys.items()
    }


@cache
def shipped() -> Completion:
    app = assemble(shipped_knowledge())
    return Completion(app.knowledge, app.matcher)


def finds(typed: str, right: list[str]) -> bool:
    return any(entry.id in right for entry in shipped().find(typed, AMONG).entries)


@pytest.mark.parametrize(
    ("kind", "typed", "right"),
    [
        pytest.param(kind, typed, right, id=f"{kind}: {typed}")
        for kind, listed in lookups().items()
        for typed, right in listed
    ],
)
def test_lookup(kind, typed, right):
    """What is typed finds an entry that is right, or is a known miss."""
    assert (kind != "manques") == finds(typed, right)


def test_few_misses():
    """The list of misses is no way out."""
    counts = {kind: len(listed) for kind, listed in lookups().items()}

    assert counts.get("manques", 0) < 0.05 * sum(counts.values())
