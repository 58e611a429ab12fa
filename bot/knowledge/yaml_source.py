"""YAML as it was typed: every value stays text, and keeps the file and line it came from."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .mending import DIAGNOSES, SWALLOWED, Diagnosis, leading_mark, misplaced, open_quote, split_line
from .problem import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MOST_REPAIRS = 100
"""Broken lines mended in memory in one file, so that all of them are told at once."""


@dataclass(slots=True)
class Piece:
    """A value of a YAML file: text, a list of pieces, or pieces by key."""

    file: str
    line: int
    value: "str | list[Piece] | dict[str, Piece]"

    key_lines: dict[str, int] = field(default_factory=dict)
    """For pieces by key: the line each key stands on."""

    def problem(self, what: str, *, remedy: str, line: int | None = None, warning: bool = False) -> Problem:
        """A Problem that stands where this piece does, or on another line of its file."""
        return Problem(self.file, self.line if line is None else line, what, remedy, warning)

    @property
    def text(self) -> str:
        """The text typed; empty for anything else."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> "list[Piece]":
        """The pieces of a list; none for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def keys(self) -> "dict[str, Piece]":
        """The pieces by key; none for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    def get(self, key: str) -> "Piece | None":
        """The piece under a key, when there is one."""
        return self.keys.get(key)


def read(path: Path, shown: str | None = None) -> tuple[Piece | None, list[Problem]]:
    """The pieces of a YAML file, and every Problem of its writing.

    A line that cannot be read is mended in memory, so that the mistakes after it are found too;
    pieces are None only when even that failed. `shown` is the file's name in the problems.
    """
    file = shown or str(path)
    try:
        data = path.read_bytes()
    except OSError:
        return None, [
            Problem(
                file, 0, "ce fichier ne peut pas être lu.", "Donnez-vous le droit de le lire, ou ôtez-le."
            )
        ]
    text, problems = _decode(data, file)
    try:
        return _Reading(file, text, problems).pieces(), problems
    except RecursionError:
        problems.append(
            Problem(
                file,
                1,
                "le fichier emboîte trop de niveaux les uns dans les autres.",
                "Reprenez-le d'après un fichier de thème qui fonctionne.",
            )
        )
        return None, problems


def _decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(
            file,
            line,
            "le fichier n'est pas enregistré en UTF-8 : ses accents seraient illisibles.",
            "Dans votre éditeur, choisissez « Enregistrer avec l'encodage : UTF-8 ».",
        )
        # Most such files come from Windows; its encodings let the rest be checked.
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return data.decode("utf-16" if wide else "cp1252", errors="replace"), [problem]


class _Reading:
    """One file on its way from text to pieces."""

    def __init__(self, file: str, text: str, problems: list[Problem]) -> None:
        self.file = file
        self.lines = _LINE_END.split(text)
        self.problems = problems
        self.mended: set[int] = set()

    def pieces(self) -> Piece | None:
        for _ in range(_MOST_REPAIRS):
            try:
                root = yaml.compose("\n".join(self.lines), Loader=_Loader)
            except yaml.reader.ReaderError as error:
                self._tell_unreadable_character(error)
            except yaml.MarkedYAMLError as error:
                if not self._mend(error):
                    return None
            else:
                self._tell_swallowed_marks()
                return None if root is None else self._piece(root)
        return None

    def _piece(self, node: yaml.Node) -> Piece:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, line)
        if isinstance(node, yaml.SequenceNode):
            return Piece(self.file, line, [self._piece(item) for item in node.value])
        return Piece(self.file, line, str(node.value).strip())

    def _mapping(self, node: yaml.MappingNode, line: int) -> Piece:
        pieces: dict[str, Piece] = {}
        key_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            key_line = key_node.start_mark.line + 1
            if key in pieces:
                self._tell(
                    key_line,
                    f"la clé « {key} » est écrite deux fois (déjà ligne {key_lines[key]}).",
                    "Gardez une seule des deux lignes : la seconde effacerait la première.",
                )
                continue
            pieces[key] = self._piece(value_node)
            key_lines[key] = key_line
        return Piece(self.file, line, pieces, key_lines)

    def _tell(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, what, remedy))

    def _tell_unreadable_character(self, error: yaml.reader.ReaderError) -> None:
        text = "\n".join(self.lines)
        bad = chr(error.character) if isinstance(error.character, int) else str(error.character)
        line = text.count("\n", 0, max(text.find(bad), 0)) + 1
        self._tell(
            line,
            "un caractère invisible empêche de lire le fichier.",
            "Retapez cette ligne au clavier au lieu de la copier-coller.",
        )
        self.lines = text.replace(bad, " ").split("\n")

    def _tell_swallowed_marks(self) -> None:
        """« & » and « ! » at the head of a text are YAML's own: it reads on, and loses a word."""
        for token in yaml.scan("\n".join(self.lines), Loader=_Loader) if self._may_hold_marks() else ():
            if isinstance(token, yaml.AnchorToken | yaml.TagToken):
                mark = "&" if isinstance(token, yaml.AnchorToken) else "!"
                line = token.start_mark.line
                self._tell(line + 1, *leading_mark(mark, self.lines[line]))

    def _may_hold_marks(self) -> bool:
        return any(SWALLOWED.search(line) for line in self.lines)

    def _mend(self, error: yaml.MarkedYAMLError) -> bool:
        """Tell what is wrong with the line at fault and mend it in memory; False when that is beyond us."""
        suspects = list(self._suspects(error))
        for diagnosis in _DIAGNOSES:
            for number in [*suspects, *(self._lines_between(error) if diagnosis is open_quote else ())]:
                found = diagnosis(self.lines[number], self.lines[:number])
                if found and self._mended(number, found):
                    return True
        for number in suspects:
            guilty, found = misplaced(self.lines, number)
            if found and self._mended(guilty, found):
                return True
        number = error.problem_mark.line if error.problem_mark else 0
        self._tell(
            min(number, len(self.lines) - 1) + 1,
            "cette ligne n'est pas alignée avec ses voisines, ou sa ponctuation gêne la lecture.",
            "Alignez-la sur les lignes de même niveau et mettez son texte entre guillemets droits.",
        )
        return False

    def _mended(self, number: int, diagnosis: "Diagnosis") -> bool:
        if number in self.mended:
            return False
        what, remedy, self.lines[number] = diagnosis
        self._tell(number + 1, what, remedy)
        self.mended.add(number)
        return True

    def _suspects(self, error: yaml.MarkedYAMLError) -> Iterator[int]:
        """Lines that may be at fault, the likeliest first: where reading stopped, where the construct began."""
        marks = (error.problem_mark, error.context_mark)
        lines = [mark.line for mark in marks if mark is not None and mark.line < len(self.lines)]
        if error.context and ("quoted scalar" in error.context or "flow" in error.context):
            lines.reverse()
        seen = dict.fromkeys([*lines, *(line - 1 for line in lines if line > 0)])
        yield from seen

    @staticmethod
    def _lines_between(error: yaml.MarkedYAMLError) -> Iterator[int]:
        """A quotation mark left open closes at the next one, lines below: it stands before the line at fault."""
        if error.problem_mark and error.context_mark:
            yield from range(error.problem_mark.line - 1, error.context_mark.line, -1)


_LINE_END = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML counts as the end of a line."""


def _list(line: str, _before: list[str]) -> Diagnosis | None:
    """« ["Où ?" "Quand ?"] » lacks a comma; « ["le "bon" colis"] » has quotation marks too many."""
    head, value = split_line(line)
    if not (value.startswith("[") and value.endswith("]")) or _reads(value):
        return None
    texts = [
        text.strip(" \"'").replace('"', "'") for text in re.split(r"""(?<=["'])\s+(?=["'])|,""", value[1:-1])
    ]
    mended = head + "[" + ", ".join(f'"{text}"' for text in texts if text) + "]"
    return (
        "la liste entre « [ » et « ] » est mal ponctuée.",
        f"Chaque texte entre guillemets droits, une virgule entre deux :\n    {mended.strip()}",
        mended,
    )


def _reads(value: str) -> bool:
    try:
        yaml.compose(value, Loader=_Loader)
    except yaml.YAMLError:
        return False
    return True


_DIAGNOSES = (*DIAGNOSES, _list)
