"""What people may ask finds its entry: answered, or among what is suggested; near misses are not answered.

`questions/_manques.yaml` lists what is known to miss; a miss fails here the day it works, and is then taken off.
`python tests/test_questions.py` writes that list anew, to be read before it is committed.
"""

from functools import cache
from pathlib import Path

import pytest
from fixtures_shipped import shipped

from bot.evaluation import Case, read_cases
from bot.knowledge import read
from bot.measuring import run

FOLDER = Path(__file__).parent / "questions"
MISSES = FOLDER / "_manques.yaml"
CASES = [
    pytest.param(case, id=f"{file.stem}: {case.question}")
    for file in sorted(FOLDER.glob("[!_]*.yaml"))
    for case in read_cases(file)
]


@cache
def known_misses() -> frozenset[str]:
    piece, problems = read(MISSES)
    assert piece is not None, problems
    return frozenset(item.text for item in piece.items)


def finds(case: Case) -> bool:
    (verdict,) = run(shipped(), [case]).verdicts
    return verdict.right3


@pytest.mark.parametrize("case", CASES)
def test_question(case):
    """The question finds its entry, or is a known miss."""
    expected = case.question not in known_misses()

    assert expected == finds(case)


def test_misses_are_questions():
    """No miss outlives its question."""
    questions = {parameter.values[0].question for parameter in CASES}

    assert set() == known_misses() - questions


def test_few_misses():
    """The list of misses is no way out: nine questions in ten find their entry."""
    assert len(known_misses()) <= len(CASES) / 10


if __name__ == "__main__":
    missed = [parameter.values[0].question for parameter in CASES if not finds(parameter.values[0])]
    lines = [
        "# Les questions que le bot ne trouve pas encore. Écrit par « python tests/test_questions.py ».\n"
    ]
    lines += [f'- "{question}"\n' for question in missed]
    MISSES.write_text("".join(lines), encoding="utf-8")
    print(f"{len(missed)} of {len(CASES)}")
