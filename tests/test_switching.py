"""A complete question on another subject is answered as if it were the first, as `dialogues/_changements.yaml` tries it."""

from pathlib import Path

import pytest
from dialogue_script import CONTACT
from fixtures_shipped import shipped

from bot.channels.channel import message_of
from bot.conversation import Reply, Thread
from bot.knowledge import KnowledgeError, Piece, Problem, read

FILE = Path(__file__).parent / "dialogues" / "_changements.yaml"

FEWEST_PAIRS = 40
LEAST_SHARE = 0.97
"""Pairs whose second question must be answered as if asked first."""


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """An earlier question and a new one, pair by pair. Raises KnowledgeError with every Problem of the file."""
    piece, problems = read(path, path.name)
    items = piece.items if piece else []
    problems += [_misshapen(item) for item in items if set(item.keys) != {"avant", "puis"}]
    if problems:
        raise KnowledgeError(problems)
    return [(item.keys["avant"].text, item.keys["puis"].text) for item in items]


def _misshapen(item: Piece) -> Problem:
    return item.problem("une paire a deux clés.", remedy='Écrivez « {avant: "…", puis: "…"} ».')


def test_as_if_asked_first():
    """What was spoken of before bends a complete question three times in a hundred at most."""
    pairs = read_pairs(FILE)
    bent = [told for before, after in pairs for told in _bent(before, after)]

    assert len(pairs) >= FEWEST_PAIRS
    assert len(bent) <= (1 - LEAST_SHARE) * len(pairs), "\n".join(bent)


def _bent(before: str, after: str) -> list[str]:
    """How a question is answered otherwise after another; nothing when it is not."""
    first, second = _summary(_reply(after)), _summary(_reply(before, after))
    return [] if first == second else [f"« {before} » puis « {after} » : {second} ; seule : {first}"]


def _reply(*said: str) -> Reply:
    thread = Thread()
    for text in said:
        reply, thread = shipped().responder.reply_to(message_of(CONTACT, text, thread), thread)
    return reply


def _summary(reply: Reply) -> str:
    entries = [answer.entry_id for answer in reply.answers]
    offered = [suggestion.entry_id for suggestion in reply.suggestions if suggestion.entry_id]
    return f"{reply.outcome} {', '.join(entries or offered)}".strip()


def test_subjects_differ():
    """The questions of a pair are not about the same: it would prove nothing."""
    same = [pair for pair in read_pairs(FILE) if _summary(_reply(pair[0])) == _summary(_reply(pair[1]))]

    assert [] == same


def test_typo(tmp_path):
    """An editor's typo is told, with its line and remedy."""
    file = tmp_path / "_changements.yaml"
    file.write_text(
        '- {avant: "Qui ?", puis: "Quand ?"}\n- {avant: "Qui ?", pui: "Quand ?"}\n', encoding="utf-8"
    )

    with pytest.raises(KnowledgeError, match=r"_changements\.yaml:2 — une paire a deux clés\."):
        read_pairs(file)
