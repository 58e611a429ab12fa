"""A wording added to an entry, in the file where an editor wrote it; not a byte of the rest is touched."""

import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import process
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from .loading import Inspection, inspect
from .problem import KnowledgeError, Problem
from .wording import WordingError, expand, fold
from .yaml_source import Piece

NEAREST = 5
"""Names offered in place of an unknown one."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was added, and where."""

    file: str
    line: int
    text: str
    """The line as it now stands."""

    warnings: tuple[Problem, ...]
    """What the FAQ's rules say of it without refusing it."""


def teach(folder: Path, entry_id: str, question: str) -> Lesson:
    """Add a wording to an entry of an FAQ folder.

    Raises KnowledgeError, and leaves the folder as it is, when the FAQ has mistakes already or would have one.
    """
    before = inspect(folder)
    if before.errors:
        raise KnowledgeError(before.errors)
    entry = _entry(before, entry_id)
    question = " ".join(question.split())
    _refuse_known(entry, question)
    path = folder / Path(entry.file).name
    text = path.read_bytes().decode("utf-8")
    start, added = _addition(text, entry_id, question)
    taught = text[:start] + added + text[start:]
    after = _inspect_with(folder, path, taught)
    if after.errors:
        raise KnowledgeError(_as_in(entry.file, after.errors))
    _refuse_collateral(before, after, entry, question)
    try:
        _replace(path, taught.encode("utf-8"))
    except OSError:
        what, remedy = (
            "ce fichier ne peut pas être changé.",
            "Donnez-vous le droit de l'écrire, lui et son dossier.",
        )
        raise KnowledgeError([Problem(entry.file, 0, what, remedy)]) from None
    line = taught.count("\n", 0, start + len(added.rstrip())) + 1
    known = set(map(_gist, before.problems))
    news = (problem for problem in _as_in(entry.file, after.problems) if _gist(problem) not in known)
    return Lesson(entry.file, line, taught.split("\n")[line - 1].strip(), tuple(news))


def _entry(inspection: Inspection, entry_id: str) -> Piece:
    entries = {piece.keys["id"].text: piece for piece in inspection.draft.entries}
    if entry_id in entries:
        return entries[entry_id]
    near = [name for name, _, _ in process.extract(entry_id, list(entries), limit=NEAREST)]
    listed = "\n".join(f"    {name}" for name in near)
    shown = next(iter(inspection.draft.topics)).rpartition("/")[0]
    raise KnowledgeError(
        [Problem(shown, 0, f"l'entrée « {entry_id} » n'existe pas.", f"Les plus proches :\n{listed}")]
    )


def _refuse_known(entry: Piece, question: str) -> None:
    if not fold(question):
        what, remedy = "la formulation ne contient aucun mot.", "Donnez une question, entre guillemets."
        raise KnowledgeError([entry.problem(what, remedy=remedy)])
    try:
        new = {fold(wording) for wording in expand(question)}
    except WordingError as error:
        raise KnowledgeError([entry.problem(error.what, remedy=error.remedy)]) from None
    for line in entry.keys["questions"].items:
        if new <= {fold(wording) for wording in expand(line.text)}:
            what = f"l'entrée « {entry.keys['id'].text} » connaît déjà « {question} »."
            raise KnowledgeError([line.problem(what, remedy="Il n'y a rien à ajouter.")])


def _addition(text: str, entry_id: str, question: str) -> tuple[int, str]:
    """Where to add a wording to an entry in a file's text, and what: a line, or the next text between brackets."""
    wordings = _wordings(text, entry_id)
    last = wordings.value[-1]
    quoted = json.dumps(question, ensure_ascii=False)
    shift = int(text.startswith("\ufeff"))
    end = last.end_mark.index + shift
    if wordings.flow_style:
        return end, f", {quoted}"
    first = last.start_mark.index + shift
    indent = text[text.rfind("\n", 0, first) + 1 : first].partition("-")[0]
    ending = "\r\n" if "\r\n" in text else "\n"
    # A text that ends with its line, as after « | », is over where the next one begins.
    over = end if last.end_mark.column == 0 else text.find("\n", end) + 1
    if over == 0 or text[over - 1] != "\n":
        return len(text), f"{ending}{indent}- {quoted}"
    return over, f"{indent}- {quoted}{ending}"


def _wordings(text: str, entry_id: str) -> SequenceNode:
    root = YAML().compose(io.StringIO(text.removeprefix("\ufeff")))
    for entry in _under(root, "entrees").value:
        if _under(entry, "id").value.strip() == entry_id:
            found: SequenceNode = _under(entry, "questions")
            return found
    raise LookupError(entry_id)


def _under(mapping: MappingNode, key: str) -> Any:
    pairs: Iterator[tuple[Node, Node]] = iter(mapping.value)
    return next(value for name, value in pairs if name.value == key)


def _inspect_with(folder: Path, path: Path, text: str) -> Inspection:
    """What the folder would be with another text in one of its files."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary, folder.resolve().name)
        shutil.copytree(folder, copy)
        (copy / path.name).write_bytes(text.encode("utf-8"))
        return inspect(copy)


def _as_in(file: str, problems: tuple[Problem, ...]) -> list[Problem]:
    """Problems of a copy, as those of the folder that a file is in."""
    shown = file.rpartition("/")[0]
    return [replace(problem, file=f"{shown}/{Path(problem.file).name}") for problem in problems]


def _gist(problem: Problem) -> tuple[str, str]:
    """What a problem is about, wherever its line has moved and however many wordings it counts."""
    return problem.file, re.sub(r"\d+", "", problem.what)


def _refuse_collateral(before: Inspection, after: Inspection, entry: Piece, question: str) -> None:
    """No text is changed but the one added: an alias, say, would add it to another entry too."""
    place = list(before.draft.entries).index(entry)
    texts, changed = ([_plain(piece) for piece in draft.entries] for draft in (before.draft, after.draft))
    texts[place]["questions"].append(question)
    if texts != changed:
        what = "cette entrée est écrite d'une façon que nous ne savons pas compléter sans risque."
        remedy = f'Ajoutez la ligne vous-même, sous « questions: » :\n    - "{question}"'
        raise KnowledgeError([entry.problem(what, remedy=remedy)])


def _plain(piece: Piece) -> Any:
    if isinstance(piece.value, dict):
        return {key: _plain(value) for key, value in piece.value.items()}
    return [_plain(item) for item in piece.value] if isinstance(piece.value, list) else piece.value


def _replace(path: Path, data: bytes) -> None:
    """Put new bytes in a file's place at once: whoever reads it meanwhile gets the former or the new."""
    written = path.with_name(f".{path.name}.new")
    written.write_bytes(data)
    shutil.copymode(path, written)
    written.replace(path)
