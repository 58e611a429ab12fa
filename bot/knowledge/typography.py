"""French typography, set by us so that editors type what their keyboard has."""

import re

NARROW = "\u202f"
"""Narrow no-break space: before « ; ! ? : », inside quotation marks, between groups of digits."""

_RULES = (
    (re.compile(r"(?<=\w)'(?=[\w«])"), "’"),
    (re.compile(r"«[ \u00a0\u202f]*"), f"«{NARROW}"),
    (re.compile(r"[ \u00a0\u202f]*»"), f"{NARROW}»"),
    (re.compile(r" +(?=[;!?:](?:\s|$|[»)]))"), NARROW),
    (re.compile(r"(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d\d\d)) (?=\d{3}(?!\d))"), NARROW),
    (
        re.compile(r"(?<=\d) (?=(?:km|%|€|milliards?|millions?|Mbit/s|FCFA|USD|ans|pays|e)\b|%|€)"),
        NARROW,
    ),
)


def typeset(text: str) -> str:
    """Text with the apostrophes and spaces of printed French; already typeset text is left as it is.

    >>> typeset("C'est « 4 622 km » : oui !") == "C’est «\u202f4\u202f622\u202fkm\u202f»\u202f: oui\u202f!"
    True
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
