"""Cases as editors write them: a question, and what its reply must be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import KnowledgeError, Piece, Problem, read

KEYS = ("question", "apres", "contient", "entree", "genre", "ouverture", "faits")

OPENINGS = {"oui": "oui", "non": "non", "nuance": "pas tout a fait"}
"""What `ouverture` wants → how the reply opens, plain."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what its reply must be."""

    question: str
    genre: str
    before: tuple[str, ...] = ()
    """What was said before, in the same conversation."""

    patterns: tuple[re.Pattern[str], ...] = ()
    """All found in the reply's plain text."""

    entries: tuple[str, ...] | None = None
    """The entries that are right; none when it must not be answered; None when patterns alone decide."""

    opening: str | None = None

    @property
    def in_scope(self) -> bool:
        """Whether the FAQ is to answer it."""
        return self.entries != ()


def read_cases(path: Path) -> list[Case]:
    """The cases of a file. Raises KnowledgeError with every Problem of it."""
    if not path.is_file():
        raise KnowledgeError(
            [Problem(str(path), 0, "ce fichier n'existe pas.", "Indiquez un fichier de cas (YAML).")]
        )
    piece, problems = read(path)
    items = piece.items if piece else []
    if not problems and not items:
        problems = [
            Problem(
                str(path),
                1,
                "le fichier ne contient aucun cas.",
                'Commencez par une ligne « - question: "…" ».',
            )
        ]
    problems += [problem for item in items for problem in _problems(item)]
    if problems:
        raise KnowledgeError(problems)
    return [_case(item, path.stem) for item in items]


def _problems(item: Piece) -> Iterator[Problem]:
    if not (question := item.get("question")) or not question.text:
        yield item.problem("ce cas n'a pas de question.", remedy='Ajoutez « question: "…" ».')
    for key in item.keys:
        if key not in KEYS:
            yield item.problem(
                f"clé inconnue « {key} ».",
                remedy=f"Les clés d'un cas : {', '.join(KEYS)}.",
                line=item.key_lines[key],
            )
    if not item.get("entree") and not _list(item, "contient") and not item.get("ouverture"):
        yield item.problem(
            "ce cas ne dit pas ce que la réponse doit être.",
            remedy="Ajoutez « entree: identifiant », « entree: null » ou « contient: ['motif'] ».",
        )
    if (opening := item.get("ouverture")) and opening.text not in OPENINGS:
        yield opening.problem(
            f"« {opening.text} » n'est pas une ouverture.",
            remedy=f"Choisissez parmi : {', '.join(OPENINGS)}.",
        )
    yield from _not_texts(item)
    for pattern in _list(item, "contient"):
        try:
            re.compile(pattern.text)
        except re.error as error:
            yield pattern.problem(
                f"le motif « {pattern.text} » n'est pas une expression régulière.",
                remedy=f"Python dit : {error}.",
            )


def _not_texts(item: Piece) -> Iterator[Problem]:
    for key in ("contient", "apres", "entree"):
        for text in _list(item, key):
            if not isinstance(text.value, str):
                yield text.problem(
                    f"un élément de « {key} » n'est pas un texte.",
                    remedy="Mettez-le entre guillemets droits.",
                )


def _case(item: Piece, genre: str) -> Case:
    kind, opening = item.get("genre"), item.get("ouverture")
    return Case(
        question=item.keys["question"].text,
        genre=kind.text if kind else genre,
        before=tuple(said.text for said in _list(item, "apres")),
        patterns=tuple(re.compile(pattern.text) for pattern in _list(item, "contient")),
        entries=_entries(item),
        opening=opening.text if opening else None,
    )


def _entries(item: Piece) -> tuple[str, ...] | None:
    if item.get("entree") is None:
        return None
    found = tuple(entry.text for entry in _list(item, "entree"))
    return () if found in ((), ("null",), ("~",), ("",)) else found


def _list(item: Piece, key: str) -> list[Piece]:
    """A list, or one text as a list of one."""
    found = item.get(key)
    if found is None:
        return []
    return found.items or ([found] if found.text else [])
