"""An editor's mistake, told so that it can be mended: where, what, and the remedy, in French."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import indent

from rapidfuzz import process
from rapidfuzz.distance import OSA

_NEAR = 0.6
"""Similarity from which an unknown name is taken for a misspelt known one."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in an FAQ, as its editor reads it."""

    file: str
    """As the editor names it: relative to where the command was started, when that is shorter."""

    line: int
    """Counted from 1; 0 when the problem is the file or folder itself."""

    what: str
    remedy: str

    warning: bool = False
    """A warning does not keep the FAQ from being served."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        kind = "avertissement : " if self.warning else ""
        return f"{place} — {kind}{self.what}\n{indent(self.remedy, '    ')}"


class KnowledgeError(Exception):
    """An FAQ cannot be served; holds every Problem found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def summary(problems: Iterable[Problem]) -> str:
    """How many problems in how many files, as one French sentence.

    >>> summary([Problem("a.yaml", 1, "…", "…"), Problem("a.yaml", 2, "…", "…")])
    '2 problèmes dans 1 fichier.'
    """
    problems = tuple(problems)
    errors = sum(not problem.warning for problem in problems)
    warnings = len(problems) - errors
    files = len({problem.file for problem in problems})
    counts = [
        count_of(number, name)
        for number, name in ((errors, "problème"), (warnings, "avertissement"))
        if number
    ]
    return f"{' et '.join(counts) or '0 problème'} dans {count_of(files, 'fichier')}."


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The known name that a misspelt one is nearest to, as a question; None when none is near.

    >>> did_you_mean("reponce", ["id", "reponse"])
    '« reponce » → « reponse » ?'
    """
    found = process.extractOne(name, list(known), scorer=OSA.normalized_similarity, score_cutoff=_NEAR)
    return f"« {name} » → « {found[0]} » ?" if found else None


def count_of(number: int, name: str) -> str:
    """A number and its noun, plural from two on as French wants it.

    >>> count_of(1, "fichier"), count_of(0, "fichier"), count_of(2, "fichier")
    ('1 fichier', '0 fichier', '2 fichiers')
    """
    plural = "s" if number > 1 else ""
    return f"{number} {name}{plural}"
