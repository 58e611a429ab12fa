"""A wording as an editor types it: « (a|b) [c] », the sentences it stands for, and when two are the same."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

MOST_WORDINGS = 200
"""One line may stand for so many wordings; more is a slip of the pen, and would drown the other lines."""


class WordingError(ValueError):
    """A line of wordings cannot be read; holds what is wrong and the remedy, in French."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class _Choice:
    """Alternatives, each a sequence of parts."""

    alternatives: tuple["_Parts", ...]


_Parts = tuple["str | _Choice", ...]


@lru_cache(maxsize=200_000)
def expand(line: str) -> tuple[str, ...]:
    """Every wording a line stands for, in reading order, each once.

    Raises WordingError when a bracket is not closed or the line stands for too many.

    >>> expand("[Dites,] combien de (km|kilomètres) ?")
    ('combien de km ?', 'combien de kilomètres ?', 'Dites, combien de km ?', 'Dites, combien de kilomètres ?')
    >>> expand("Le sommet (2018)")
    ('Le sommet (2018)',)
    """
    parts = _Reader(line).read()
    count = _count(parts)
    if count > MOST_WORDINGS:
        raise WordingError(
            f"cette question représente {count} formulations (au plus {MOST_WORDINGS}).",
            "Répartissez ses choix sur plusieurs lignes.",
        )
    wordings = (" ".join(wording.split()) for wording in _sentences(parts))
    return tuple(dict.fromkeys(wordings))


class _Reader:
    """Reads a line once, from left to right."""

    def __init__(self, line: str) -> None:
        self._marks_and_text = _MARKS.split(line)
        self.position = 0

    def read(self) -> _Parts:
        parts = self._alternatives(closing="")
        if len(parts) > 1:
            raise WordingError(
                "un « | » se trouve hors des parenthèses.",
                "Entourez le choix de parenthèses : « (posés|déployés) ».",
            )
        return parts[0]

    def _alternatives(self, closing: str) -> tuple[_Parts, ...]:
        """What stands between « | » up to the closing mark, which is consumed."""
        found: list[_Parts] = []
        parts: list[str | _Choice] = []
        while self.position < len(self._marks_and_text):
            piece = self._marks_and_text[self.position]
            self.position += 1
            if piece == closing and closing:
                return (*found, tuple(parts))
            if piece == "|":
                found.append(tuple(parts))
                parts = []
            elif piece == "[":
                parts.append(_Choice(((), *self._alternatives("]"))))
            elif piece == "(":
                parts.extend(self._parenthesis())
            elif piece == "]":
                raise WordingError(
                    "un crochet « ] » n'a pas son « [ ».",
                    "Une partie facultative s'écrit « [ainsi] » ; ôtez le crochet ou ouvrez-le.",
                )
            elif piece:
                parts.append(piece)
        if closing:
            raise _unclosed(closing)
        return (*found, tuple(parts))

    def _parenthesis(self) -> list[str | _Choice]:
        """A choice when it holds a « | »; plain text otherwise."""
        alternatives = self._alternatives(")")
        if len(alternatives) > 1:
            return [_Choice(alternatives)]
        return ["(", *alternatives[0], ")"]


_MARKS = re.compile(r"([\[\]()|])")


def _unclosed(closing: str) -> WordingError:
    if closing == "]":
        return WordingError(
            "un crochet « [ » n'est pas refermé.",
            "Ajoutez « ] » : une partie facultative s'écrit « [optique] ».",
        )
    return WordingError(
        "une parenthèse « ( » n'est pas refermée.",
        "Ajoutez « ) » : un choix s'écrit « (posés|déployés) ».",
    )


def _count(parts: _Parts) -> int:
    return prod(sum(map(_count, part.alternatives)) for part in parts if isinstance(part, _Choice))


def _sentences(parts: _Parts) -> list[str]:
    options = [
        [part]
        if isinstance(part, str)
        else [s for alternative in part.alternatives for s in _sentences(alternative)]
        for part in parts
    ]
    return ["".join(pieces) for pieces in product(*options)]


_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]\s*", re.IGNORECASE)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
_GROUPED_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
_ACCENT = re.compile("[\u0300-\u036f]")
_OTHER = re.compile(r"[^a-z0-9]+")


def fold_lines(text: str) -> str:
    """Lower case, no accents, every run of spaces or line ends as one space; punctuation stands.

    >>> fold_lines("250  km à Lomé")
    '250 km a lome'
    """
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    lowered = text.translate(_LIGATURES).lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered).lower()
    return _ACCENT.sub("", decomposed)


def fold(text: str) -> str:
    """Text made comparable: no case, accent, elision nor punctuation; grouped digits joined.

    >>> fold("L’accueil, c’est où ?"), fold("50 000 bourses")
    ('accueil est ou', '50000 bourses')
    """
    words = _OTHER.sub(" ", _plain(_ELISION.sub("", text))).strip()
    return _GROUPED_DIGITS.sub(lambda digits: digits[0].replace(" ", ""), words)
