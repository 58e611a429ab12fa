"""What is wrong with a line of YAML that cannot be read, said to an editor, and the line as it can be read."""

import re

from .problem import count_of

_VALUE = re.compile(r"^(?P<head>\s*(?:- +)?(?:[\w-]+:(?:\s+|$))?)(?P<value>.*?)\s*$")
SWALLOWED = re.compile(r"(?:^|[-:,\[{]\s+)[&!]")

Diagnosis = tuple[str, str, str]
"""What is wrong, the remedy, and the line as it can be read."""


def split_line(line: str) -> tuple[str, str]:
    """A line's key or dash, and its value.

    >>> split_line("  - reponse: oui : non")
    ('  - reponse: ', 'oui : non')
    """
    match = _VALUE.match(line)
    return (match["head"], match["value"]) if match else (line, "")


def _quoted(head: str, value: str) -> str:
    """The line with its value between straight quotation marks."""
    inner = value.strip('"').replace("\\", "\\\\").replace('"', "'")
    return f'{head}"{inner}"'


def leading_mark(mark: str, line: str) -> tuple[str, str]:
    """What is wrong with a text that begins with one of YAML's own marks, and the remedy."""
    head, value = split_line(line)
    return (
        f"le texte commence par « {mark} », que YAML garde pour lui.",
        f"Mettez le texte entre guillemets droits :\n    {_quoted(head, value).strip()}",
    )


def _tab(line: str, before: list[str]) -> Diagnosis | None:
    if "\t" not in line:
        return None
    text = line.strip().replace("\t", " ")
    return (
        "une tabulation empêche de lire le fichier.",
        "Remplacez-la par des espaces : deux par niveau.",
        " " * max(_columns(text, before), default=0) + text,
    )


def _form(line: str) -> str:
    """What stands on a line: a key, an item, an item that begins with a key (a group), or text."""
    text = line.lstrip()
    if re.match(r"- +[\w-]+:(?:\s|$)", text):
        return "group"
    if re.match(r"-(?:\s|$)", text):
        return "item"
    return "key" if re.match(r"[\w-]+:(?:\s|$)", text) else "text"


def _columns(line: str, before: list[str]) -> list[int]:
    """Where a line of its form may begin after the lines before it.

    >>> _columns("reponse: oui", ["entrees:", "  - id: suivi", "    questions:", '      - "Où ?"'])
    [0, 4]
    """
    levels: list[tuple[int, str]] = []
    opener = None
    for other in before:
        column, form = len(other) - len(other.lstrip()), _form(other)
        if form == "text" or other.lstrip().startswith("#"):
            continue
        levels = [level for level in levels if level[0] < column or level == (column, form)]
        levels += [(column, form)] if (column, form) not in levels else []
        if form == "group":
            levels.append((column + 2, "key"))
        opener = column + (2 if form == "group" else 0) if other.rstrip().endswith(":") else None
    form = _form(line)
    if opener is not None:
        return [opener + 2]
    if not levels:
        return [0]
    return [column for column, kind in levels if kind == form]


def _starts_with_a_mark(line: str, _before: list[str]) -> Diagnosis | None:
    head, value = split_line(line)
    if re.match(r"- ", value) and head.rstrip().endswith(":"):
        return (*leading_mark("-", line), _quoted(head, value))
    if not value or value[0] not in "*@%&!`[{|>,?" or re.fullmatch(r"[|>][+-]?\d?", value):
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
    return (*leading_mark(value[0], line), _quoted(head, value))


def _closes(value: str) -> bool:
    return value.endswith({"[": "]", "{": "}"}[value[0]])


def _inner_quotes(line: str, _before: list[str]) -> Diagnosis | None:
    head, value = split_line(line)
    if value[:1] not in ('"', "'") or not _closes_early(value):
        return None
    if value[0] == "'":
        mended = _quoted(head, value[1:].removesuffix("'"))
        return (
            "une apostrophe se trouve à l'intérieur d'un texte entre apostrophes.",
            f"Mettez le texte entre guillemets droits :\n    {mended.strip()}",
            mended,
        )
    inner = re.sub(r'"([^"]*)"', r"« \1 »", value[1:].removesuffix('"') if value.endswith('"') else value)
    return (
        "des guillemets droits se trouvent à l'intérieur du texte.",
        f"Employez « » pour citer :\n    {_quoted(head, inner).strip()}",
        _quoted(head, inner),
    )


def _closes_early(value: str) -> bool:
    """A quotation mark closes the text before its end."""
    marks = re.sub(r"\\.", "", value).count(value[0])
    return marks > 2 or (marks == 2 and not value.endswith(value[0]))  # noqa: PLR2004  # opening and closing


def open_quote(line: str, _before: list[str]) -> Diagnosis | None:
    """A quotation mark opened on a line and not closed on it."""
    head, value = split_line(line)
    mark = value[:1]
    if mark not in ('"', "'") or (len(value) > 1 and value.endswith(mark)):
        return None
    return (
        f"le texte ouvre un guillemet {mark} et ne le referme pas.",
        f"Ajoutez {mark} à la fin du texte.",
        _quoted(head, value[1:]),
    )


def _colon(line: str, _before: list[str]) -> Diagnosis | None:
    head, value = split_line(line)
    if value[:1] in ('"', "'", "[", "{") or not re.search(r":(?:\s|$)", value):
        return None
    return (
        "le « : » au milieu du texte empêche de lire le fichier.",
        f"Mettez le texte entre guillemets droits :\n    {_quoted(head, value).strip()}",
        _quoted(head, value),
    )


def _no_space(line: str, _before: list[str]) -> Diagnosis | None:
    """« titre:"Suivi" » and « -"Suivi" » are text to YAML."""
    match = re.match(r"(\s*(?:- +)?)(-(?=[\"'\w«])|[a-z-]+:(?=[^\s/]))(.*)", line)
    if not match:
        return None
    return (
        f"il manque une espace après « {match[2]} ».",
        f"Ajoutez-la :\n    {match[2]} {match[3].rstrip()}",
        f"{match[1]}{match[2]} {match[3]}",
    )


def _no_colon(line: str, _before: list[str]) -> Diagnosis | None:
    """« questions » alone on its line is text to YAML."""
    if not re.fullmatch(r"\s*[a-z-]*[a-z]\s*", line):
        return None
    mended = f"{line.rstrip()}:"
    return f"il manque « : » après « {line.strip()} ».", f"Ajoutez-le :\n    {mended.strip()}", mended


def _indentation(line: str, before: list[str]) -> Diagnosis | None:
    """A key or an item that does not stand under its sisters."""
    indent = len(line) - len(line.lstrip())
    columns = _columns(line, before)
    if _form(line) == "text" or not columns or indent in columns:
        return None
    return _moved(line, min(columns, key=lambda column: (abs(column - indent), -column)))


def _moved(line: str, column: int) -> Diagnosis:
    spaces = f"Mettez exactement {count_of(column, 'espace')}" if column else "Ôtez les espaces"
    return (
        "la ligne n'est pas alignée avec celles de même niveau.",
        f"{spaces} devant « {line.split(maxsplit=1)[0]} ».",
        " " * column + line.lstrip(),
    )


def misplaced(lines: list[str], number: int) -> tuple[int, Diagnosis | None]:
    """The line that does not stand under its sisters, which may be the one before the line where reading stopped."""
    line = lines[number]
    if _form(line) == "text":
        return number, None
    indent = len(line) - len(line.lstrip())
    for earlier in reversed(range(number)):
        other = lines[earlier]
        form = _form(other)
        if form != _form(line) and (form == "text" or len(other) - len(other.lstrip()) >= indent):
            continue
        columns = _columns(other, lines[:earlier])
        column = indent - 2 if (form, _form(line)) == ("group", "key") else indent
        if (form, _form(line)) == ("key", "group") and indent in _columns(line, lines[:earlier]):
            column = max(columns)
        if column in columns and other != " " * column + other.lstrip():
            return earlier, _moved(other, column)
        break
    return number, _indentation(line, lines[:number])


DIAGNOSES = (_tab, _no_space, _no_colon, _inner_quotes, open_quote, _starts_with_a_mark, _colon)
"""Each tells what is wrong with a line that cannot be read, given the lines before it; the likeliest first."""
