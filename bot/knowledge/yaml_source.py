"""YAML as it was typed: every value stays text, and keeps the file and line it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

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
    text, problems = _decode(path.read_bytes(), file)
    return _Reading(file, text, problems).pieces(), problems


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
        # Most such files come from Windows; its encoding lets the rest be checked.
        return data.decode("cp1252", errors="replace"), [problem]


class _Reading:
    """One file on its way from text to pieces."""

    def __init__(self, file: str, text: str, problems: list[Problem]) -> None:
        self.file = file
        self.lines = text.split("\n")
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
                self._tell(line + 1, *_leading_mark(mark, self.lines[line]))

    def _may_hold_marks(self) -> bool:
        return any(_SWALLOWED.search(line) for line in self.lines)

    def _mend(self, error: yaml.MarkedYAMLError) -> bool:
        """Tell what is wrong with the line at fault and mend it in memory; False when that is beyond us."""
        suspects = list(self._suspects(error))
        for diagnosis in _DIAGNOSES:
            for number in suspects:
                found = diagnosis(self.lines[number], self.lines[:number])
                if found and number not in self.mended:
                    what, remedy, mended_line = found
                    self._tell(number + 1, what, remedy)
                    self.lines[number] = mended_line
                    self.mended.add(number)
                    return True
        number = error.problem_mark.line if error.problem_mark else 0
        self._tell(
            min(number, len(self.lines) - 1) + 1,
            "cette ligne n'est pas alignée avec ses voisines, ou sa ponctuation gêne la lecture.",
            "Alignez-la sur les lignes de même niveau et mettez son texte entre guillemets droits.",
        )
        return False

    def _suspects(self, error: yaml.MarkedYAMLError) -> Iterator[int]:
        """Lines that may be at fault, the likeliest first: where reading stopped, where the construct began."""
        marks = (error.problem_mark, error.context_mark)
        lines = [mark.line for mark in marks if mark is not None and mark.line < len(self.lines)]
        if error.context and ("quoted scalar" in error.context or "flow" in error.context):
            lines.reverse()
        seen = dict.fromkeys([*lines, *(line - 1 for line in lines if line > 0)])
        yield from seen


_VALUE = re.compile(r"^(?P<head>\s*(?:- +)?(?:[\w-]+:(?:\s+|$))?)(?P<value>.*?)\s*$")
_SWALLOWED = re.compile(r"(?:^|[-:,\[{]\s+)[&!]\S")

_Diagnosis = tuple[str, str, str]
"""What is wrong, the remedy, and the line as it can be read."""


def _split(line: str) -> tuple[str, str]:
    """A line's key or dash, and its value.

    >>> _split("  - reponse: oui : non")
    ('  - reponse: ', 'oui : non')
    """
    match = _VALUE.match(line)
    return (match["head"], match["value"]) if match else (line, "")


def _quoted(head: str, value: str) -> str:
    """The line with its value between straight quotation marks."""
    inner = value.strip('"').replace("\\", "\\\\").replace('"', "'")
    return f'{head}"{inner}"'


def _leading_mark(mark: str, line: str) -> tuple[str, str]:
    head, value = _split(line)
    return (
        f"le texte commence par « {mark} », que YAML garde pour lui.",
        f"Mettez le texte entre guillemets droits :\n    {_quoted(head, value).strip()}",
    )


def _tab(line: str, before: list[str]) -> _Diagnosis | None:
    if "\t" not in line:
        return None
    text = line.strip().replace("\t", " ")
    return (
        "une tabulation empêche de lire le fichier.",
        "Remplacez-la par des espaces : deux par niveau.",
        " " * _column_after(before) + text,
    )


def _column_after(before: list[str]) -> int:
    """Where a line most likely begins after the lines before it."""
    for line in reversed(before):
        text = line.lstrip()
        if not text or text.startswith("#"):
            continue
        opens = re.fullmatch(r"[\w-]+:\s*", text) or re.match(r"- [\w-]+:", text)
        return len(line) - len(text) + (2 if opens else 0)
    return 0


def _starts_with_a_mark(line: str, _before: list[str]) -> _Diagnosis | None:
    head, value = _split(line)
    if not value or value[0] not in "*@%&!`[{|>,?":
        return None
    if value[0] in "[{" and _closes(value):
        return None
    if (
        value[0] in "[{"
        and not value.rstrip().endswith(("?", ".", "!"))
        and not re.search(r"[\]}]\s*\S", value)
    ):
        closing = {"[": "]", "{": "}"}[value[0]]
        return (
            f"« {value[0]} » n'est pas refermé.",
            f"Ajoutez « {closing} » à la fin de la liste, ou mettez le texte entre guillemets droits.",
            f"{head}{value}{closing}",
        )
    return (*_leading_mark(value[0], line), _quoted(head, value))


def _closes(value: str) -> bool:
    return value.endswith({"[": "]", "{": "}"}[value[0]])


def _inner_quotes(line: str, _before: list[str]) -> _Diagnosis | None:
    head, value = _split(line)
    if not value.startswith('"') or value.count('"') < 3:  # noqa: PLR2004  # opening, closing, and one too many
        return None
    inner = re.sub(r'"([^"]*)"', r"« \1 »", value[1:].removesuffix('"'))
    return (
        "des guillemets droits se trouvent à l'intérieur du texte.",
        f"Employez « » pour citer :\n    {_quoted(head, inner).strip()}",
        _quoted(head, inner),
    )


def _open_quote(line: str, _before: list[str]) -> _Diagnosis | None:
    head, value = _split(line)
    mark = value[:1]
    if mark not in ('"', "'") or (len(value) > 1 and value.endswith(mark)):
        return None
    return (
        f"le texte ouvre un guillemet {mark} et ne le referme pas.",
        f"Ajoutez {mark} à la fin du texte.",
        _quoted(head, value[1:]),
    )


def _colon(line: str, _before: list[str]) -> _Diagnosis | None:
    head, value = _split(line)
    if value[:1] in ('"', "'", "[", "{") or not re.search(r":(?:\s|$)", value):
        return None
    return (
        "le « : » au milieu du texte empêche de lire le fichier.",
        f"Mettez le texte entre guillemets droits :\n    {_quoted(head, value).strip()}",
        _quoted(head, value),
    )


def _indentation(line: str, before: list[str]) -> _Diagnosis | None:
    """A key or an item that does not stand under its sisters."""
    form = re.match(r"\s*(- )?(?:[\w-]+:(?:\s|$)|\S)", line)
    if not form or not line.strip():
        return None
    indent = len(line) - len(line.lstrip())
    for other in reversed(before):
        if not other.strip() or other.lstrip().startswith("#"):
            continue
        column = len(other) - len(other.lstrip())
        if not form[1] and other.lstrip().startswith("- ") and re.match(r"\s*- [\w-]+:", other):
            column += 2
        if column != indent and bool(re.match(r"\s*- ", other)) >= bool(form[1]):
            return (
                "la ligne n'est pas alignée avec celles de même niveau.",
                f"Mettez exactement {column} espaces devant « {line.strip().split(' ')[0]} ».",
                " " * column + line.lstrip(),
            )
    return None


_DIAGNOSES = (_tab, _inner_quotes, _open_quote, _starts_with_a_mark, _colon, _indentation)
