"""A message taken apart: its sentences, and the places where one sentence may hold two questions."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.matching import asks, words

MOST_JOINTS = 6
"""Places tried to cut a text in two: a long dictation has many, and two questions in a row few."""

_SENTENCE_END = re.compile(
    r"(?<=[?!…])\s*(?=\w)|(?<=[.;])(?<!\bM\.)(?<!\bMM\.)(?<!\bDr\.)(?<!\bPr\.)\s+|\s*\n\s*"
)
_LIST_MARK = re.compile(r"^\s*(?:[-–•*]|\d{1,2}\s?[.)]|\d{1,2}\s?[-–](?!\s?\d))\s+", re.MULTILINE)
"""« 1. », « 2) » or « - » before an item; « 3 - 4 septembre » begins with none."""

_JOINTS = re.compile(r"[?;+]|\bet\b|\bpuis\b|\bé\b|(?<!\d),|,(?!\d)|\bainsi que\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"^(?:(?:et|puis|aussi|alors|ensuite|enfin) )?(?:peux tu |pouvez vous |veuillez )?"
    r"(?:dis|dites|explique[zr]?|donne[zr]?|parle[zr]?|cite[zr]?|liste[zr]?|raconte[zr]?|precise[zr]?|rappelle[zr]?|decris|decrivez|resume[zr]?)\b"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, or the items of a list typed line by line; none is empty.

    >>> sentences("Combien de km ? Et qui a payé ? Merci !")
    ['Combien de km ?', 'Et qui a payé ?', 'Merci !']
    """
    parts = _SENTENCE_END.split(_LIST_MARK.sub("", text))
    return [part.strip().rstrip("; ") for part in parts if any(mark.isalnum() for mark in part)]


def is_question(text: str) -> bool:
    """Whether a sentence asks or requests something.

    >>> is_question("explique le FOCAC"), is_question("je suis journaliste"), is_question("250 km ?")
    (True, False, True)
    """
    return text.rstrip().endswith("?") or _asks_itself(text)


def is_complement(text: str) -> bool:
    """Whether the half of a sentence goes on with what the other began, and asks nothing by itself.

    >>> is_complement(" de la sécurité ?"), is_complement(" qui a payé ?")
    (True, False)
    """
    return _COMPLEMENT.match(text) is not None


_COMPLEMENT = re.compile(r"\s*(?:(?:de|du|des)\b|d['’])", re.IGNORECASE)


def halves(text: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a text in two questions: after a « ? », or where it is joined and both sides ask.

    >>> list(halves("Combien de km, et qui a payé ?"))
    [('Combien de km', ' et qui a payé ?'), ('Combien de km, ', ' qui a payé ?')]
    """
    for joint in islice(_JOINTS.finditer(text), MOST_JOINTS):
        left, right = text[: joint.start()], text[joint.end() :]
        # The « ? » at the end is that of the whole: after a comma, the rest must ask by itself.
        follows = _asks_itself(right) if joint[0] == "," else is_question(right)
        if (joint[0] == "?" or is_question(left)) and follows:
            yield left, right


def _asks_itself(text: str) -> bool:
    return asks(text) or _REQUEST.match(" ".join(words(text))) is not None
