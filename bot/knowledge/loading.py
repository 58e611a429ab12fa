"""From a folder of YAML files to Knowledge, or to every Problem at once."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .checking import check
from .draft import Draft, items_of
from .entry import Claims, Courtesy, Entry, Knowledge, Refusal, Source, Topic, Voice
from .format import COMMON_FILES
from .problem import KnowledgeError, Problem, did_you_mean
from .typography import typeset
from .voicing import DEFAULT_VOICE
from .wording import expand, fold
from .yaml_source import Piece, read

_DEFAULT_REFUSALS = Path(__file__).with_name("hors-sujet.yaml")
_COMMON_NAMES = (*COMMON_FILES, "_sources.yaml")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a folder holds, and all that is wrong with it."""

    draft: Draft
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the FAQ from being served."""
        return tuple(problem for problem in self.problems if not problem.warning)


def load(folder: Path) -> Knowledge:
    """The FAQ of a folder. Raises KnowledgeError, which holds every Problem, when it cannot be served."""
    inspection = inspect(folder)
    if inspection.errors:
        raise KnowledgeError(inspection.errors)
    return _knowledge(inspection.draft)


def inspect(folder: Path) -> Inspection:
    """Read and check a folder: every Problem and warning, by file and line."""
    shown = _shown(folder)
    if not folder.is_dir():
        return _nothing(shown, "ce n'est pas un dossier." if folder.exists() else "ce dossier n'existe pas.")
    topics: dict[str, Piece] = {}
    common: dict[str, tuple[str, Piece]] = {}
    problems: list[Problem] = []
    unread: set[str] = set()
    for path in _files(folder):
        name = f"{shown}/{path.name}"
        if path.name.startswith("_") and path.name not in _COMMON_NAMES:
            problems.append(_unknown_common_file(name, path.name))
            continue
        piece, found = read(path, name)
        problems += found
        if piece is None:
            problems += [] if found else [_empty_file(name, path.name)]
            unread |= {path.name} if found else set()
        elif path.name.startswith("_"):
            common[path.name] = (name, piece)
        else:
            topics[name] = piece
    if not topics and not problems:
        return _nothing(shown, "ce dossier ne contient aucun thème.")
    draft = Draft(topics, common, frozenset(unread))
    problems += check(draft)
    return Inspection(draft, tuple(sorted(problems, key=lambda problem: (problem.file, problem.line))))


def _files(folder: Path) -> list[Path]:
    """The YAML files of a folder; hidden ones are those of editors and file managers, not of whoever writes the FAQ."""
    files = (path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    return sorted(path for path in files if path.is_file() and not path.name.startswith("."))


def _shown(folder: Path) -> str:
    """The folder as its editor names it."""
    relative = os.path.relpath(folder)
    return str(folder) if relative.startswith("..") else relative


def _nothing(shown: str, what: str) -> Inspection:
    problem = Problem(
        shown,
        0,
        what,
        "Indiquez un dossier qui contient au moins un fichier de thème, par exemple :\n"
        '    theme: {id: livraison, titre: "Livraison"}\n'
        "    entrees:\n"
        "      - id: delai\n"
        '        questions: ["Quand arrive mon colis ?"]\n'
        '        reponse: "Sous trois jours."',
    )
    return Inspection(Draft({}), (problem,))


def _unknown_common_file(shown: str, name: str) -> Problem:
    return Problem(
        shown,
        0,
        "les fichiers qui commencent par « _ » ont un nom fixe, et celui-ci n'en est pas un.",
        did_you_mean(name, _COMMON_NAMES) or f"Les noms possibles : {', '.join(_COMMON_NAMES)}.",
    )


def _empty_file(shown: str, name: str) -> Problem:
    return Problem(shown, 0, "le fichier est vide.", f"Complétez « {name} », ou ôtez-le du dossier.")


def _knowledge(draft: Draft) -> Knowledge:
    """The FAQ of a draft in which no Problem was found."""
    sources = {name: _source(name, piece) for name, piece in draft.source_ids.items()}
    topics = tuple(_topic(piece, sources) for piece in draft.topics.values())
    own = draft.common["_hors-sujet.yaml"][1] if "_hors-sujet.yaml" in draft.common else None
    asked = {wording for wording, _, _ in draft.wordings}
    # What this FAQ does answer is not off its topic.
    defaults = (group for group in _default_refusals() if asked.isdisjoint(map(fold, group.questions)))
    refusals = (*(_refusals(own) if own else ()), *defaults)
    return Knowledge(topics, _voice(draft), refusals, _groups(draft, "synonymes"), _groups(draft, "proches"))


def _source(source_id: str, piece: Piece) -> Source:
    return Source(
        id=source_id,
        publisher=typeset(piece.keys["editeur"].text),
        title=typeset(piece.keys["titre"].text),
        url=_optional(piece, "url"),
        date=_optional(piece, "date"),
    )


def _topic(piece: Piece, sources: dict[str, Source]) -> Topic:
    theme = piece.keys["theme"]
    return Topic(
        id=theme.keys["id"].text,
        title=typeset(theme.keys["titre"].text),
        description=typeset(_optional(theme, "description") or ""),
        entries=tuple(_entry(entry, sources) for entry in piece.keys["entrees"].items),
    )


def _entry(piece: Piece, sources: dict[str, Source]) -> Entry:
    questions = _wordings(piece, "questions")
    value, details = _optional(piece, "valeur"), _optional(piece, "details")
    return Entry(
        id=piece.keys["id"].text,
        title=typeset(_optional(piece, "titre") or questions[0]),
        questions=questions,
        answer=typeset(piece.keys["reponse"].text),
        value=typeset(value) if value else None,
        details=typeset(details) if details else None,
        sources=tuple(sources[name] for name in _texts(piece, "sources")),
        see_also=_texts(piece, "voir-aussi"),
        claims=Claims(_wordings(piece, "vrai"), _wordings(piece, "faux"), _wordings(piece, "nuances")),
        elements=_texts(piece, "elements"),
    )


def _wordings(piece: Piece, key: str) -> tuple[str, ...]:
    """Every wording that the lines under a key stand for."""
    wordings = (wording for line in items_of(piece, key) for wording in expand(line.text))
    return tuple(dict.fromkeys(wordings))


def _voice(draft: Draft) -> Voice:
    """The folder's voice; a sentence it leaves out is said as `voix.yaml` beside this module says it."""
    own = draft.common["_voix.yaml"][1] if "_voix.yaml" in draft.common else None
    default = _default_voice()
    if own is None:
        return default
    sentences = {key: typeset(piece.text) for key, piece in own.keys.items() if piece.text}
    courtesies = _courtesies(own) if own.get("courtoisie") else default.courtesies
    return Voice({**default.sentences, **sentences}, courtesies)


@cache
def _default_voice() -> Voice:
    piece = _shipped(DEFAULT_VOICE)
    return Voice(
        {key: typeset(found.text) for key, found in piece.keys.items() if found.text}, _courtesies(piece)
    )


def _courtesies(voice: Piece) -> tuple[Courtesy, ...]:
    return tuple(
        Courtesy(
            piece.keys["id"].text,
            _wordings(piece, "questions"),
            tuple(map(typeset, (piece.keys["reponse"].text, *_texts(piece, "autres-reponses")))),
        )
        for piece in voice.keys["courtoisie"].items
    )


def _refusals(piece: Piece) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(refusal.keys["id"].text, _wordings(refusal, "questions"), typeset(answer) if answer else None)
        for refusal in piece.keys["hors-sujet"].items
        for answer in [_optional(refusal, "reponse")]
    )


@cache
def _default_refusals() -> tuple[Refusal, ...]:
    """What no FAQ answers: the weather, football, recipes and so on."""
    return _refusals(_shipped(_DEFAULT_REFUSALS))


def _shipped(path: Path) -> Piece:
    """A file of this package. Raises KnowledgeError when we broke it."""
    piece, problems = read(path)
    if piece is None or problems:
        raise KnowledgeError(problems)
    return piece


def _groups(draft: Draft, key: str) -> tuple[tuple[str, ...], ...]:
    """The groups of words under a key of `_synonymes.yaml`."""
    return tuple(tuple(word.text for word in group.items) for group in draft.word_groups(key))


def _optional(piece: Piece, key: str) -> str | None:
    found = piece.get(key)
    return found.text or None if found else None


def _texts(piece: Piece, key: str) -> tuple[str, ...]:
    found = piece.get(key)
    return tuple(item.text for item in found.items) if found else ()
