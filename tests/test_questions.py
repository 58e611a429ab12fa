"""What people may ask finds its entry: answered, or among what is suggested; near misses are not answered.

`questions/_manques.yaml` lists what is known to miss; a miss fails here the day it works, and is then taken off.
`python tests/test_questions.py` writes that list anew, to be read before it is committed.
"""

from functools import cache
from pathlib import Path

import pytest
from fixtures_shipped import shipped

from bot.channels.channel import as_text
from bot.evaluation import Case, read_cases
from bot.evaluation.cases import OPENINGS
from bot.knowledge import fold_lines, read
from bot.measuring import run

FOLDER = Path(__file__).parent / "questions"
MISSES = FOLDER / "_manques.yaml"

MOST_WRONG_OPENINGS = 0.005
LEAST_RIGHT_OPENINGS = 0.7
"""Shares of the statements to be confirmed; raise the second as more are judged."""

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


def test_openings():
    """« Oui », « Non » and « Pas tout à fait » are said rather too seldom than wrongly."""
    stated = [parameter.values[0] for parameter in CASES if parameter.values[0].opening]
    said = {case.question: _opening(case) for case in stated}
    wrong = [case.question for case in stated if said[case.question] not in (None, case.opening)]
    right = [case.question for case in stated if said[case.question] == case.opening]

    assert len(wrong) <= MOST_WRONG_OPENINGS * len(stated), "\n".join(wrong)
    assert len(right) >= LEAST_RIGHT_OPENINGS * len(stated)


def _opening(case: Case) -> str | None:
    (verdict,) = run(shipped(), [case]).verdicts
    text = fold_lines(as_text(verdict.reply, shipped().knowledge.voice))
    return next((name for name, words in OPENINGS.items() if text.startswith(words)), None)


if __name__ == "__main__":
    missed = [parameter.values[0].question for parameter in CASES if not finds(parameter.values[0])]
    lines = [
        "# Les questions que le bot ne trouve pas encore. Écrit par « python tests/test_questions.py ».\n"
    ]
    lines += [f'- "{question}"\n' for question in missed]
    MISSES.write_text("".join(lines), encoding="utf-8")
    print(f"{len(missed)} of {len(CASES)}")
