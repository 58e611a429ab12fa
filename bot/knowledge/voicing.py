"""The rules of the sentences that a bot says in its own name."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .draft import Draft
from .format import VOICE
from .problem import Problem, did_you_mean
from .yaml_source import Piece, read

DEFAULT_VOICE = Path(__file__).with_name("voix.yaml")

_MARK = re.compile(r"\{([^{}\s]*)\}")


def voice_marks_are_known(draft: Draft) -> Iterator[Problem]:
    """Only marks that are replaced stand between braces: « {titr} » would be read as it is."""
    for name, sentence in _sentences(draft):
        known = _marks(name)
        for mark in _MARK.findall(sentence.text):
            if mark not in known:
                listed = ", ".join(f"{{{each}}}" for each in sorted(known))
                yield sentence.problem(
                    f"« {{{mark}}} », dans la phrase « {name} », ne sera remplacé par rien.",
                    remedy=did_you_mean(mark, known)
                    or (f"Ce qui y est remplacé : {listed}." if known else "Ôtez les accolades."),
                )


def _sentences(draft: Draft) -> Iterator[tuple[str, Piece]]:
    if "_voix.yaml" in draft.common:
        for name, piece in draft.common["_voix.yaml"][1].keys.items():
            if name in VOICE.by_name and isinstance(piece.value, str):
                yield name, piece


def _marks(name: str) -> frozenset[str]:
    """What is replaced in a sentence: as its description tells, and as our own sentence has it."""
    told = _MARK.findall(VOICE.by_name[name].help)
    return frozenset(told) | _default_marks().get(name, frozenset())


@cache
def _default_marks() -> dict[str, frozenset[str]]:
    piece, _ = read(DEFAULT_VOICE)
    keys = piece.keys if piece else {}
    return {name: frozenset(_MARK.findall(sentence.text)) for name, sentence in keys.items()}
