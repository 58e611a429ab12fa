"""What is personal in a text, blotted out: phone numbers, e-mail addresses, links, @names."""

import re

_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""PostgreSQL refuses a NUL, and a terminal obeys some of the others."""

_EMAIL = re.compile(
    r"[\w.+%-]+\s*(?:@|\(at\)|\[at\]|\barobase\b)\s*[\w-]+(?:\s*(?:\.|\bpoint\b)\s*[\w-]+)+", re.IGNORECASE
)

_LINK = re.compile(
    r"\b(?:https?|tg|ftp)://\S+|\bwww\.\S+"
    r"|\b(?:[\w-]+\.)+(?:com|org|net|info|io|me|app|link|gouv|tg|bj|ci|gh|ml|ne|sn|fr|be|ch|cn|us|uk)\b(?:[/?#]\S*)?",
    re.IGNORECASE,
)

_NAME = re.compile(r"(?<!\w)@\w+")

_NUMBER = re.compile(r"(?:\(?\+\(?)?\d(?:[\s.()/_\u2010-\u2015-]{0,3}\d){7,}(?!\d)")
"""Eight digits or more, however they are grouped: Togo's numbers have eight, the world's up to fifteen."""

_YEAR = r"(?:19|20)\d\d"
_FIGURE = re.compile(
    # Two years: « 2019-2021 ».
    rf"{_YEAR}\D{{1,3}}{_YEAR}"
    # A date: « 03/09/2018 », « 2018-09-03 ».
    rf"|\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?{_YEAR}|{_YEAR}-\d\d-\d\d"
    # An amount: « 15 000 000 000 », which ends in zeros as no phone number does.
    r"|\d{1,3}(?:[\s.]\d{3})+(?<=000)|[1-9]\d{0,3}0{8,}"
)
"""What is written like a number to call, and is none; people ask about these."""


def mask(text: str) -> str:
    """A text without what would tell who wrote it or of whom, fit for any database.

    >>> mask("Appelez Afi au +228 90 12 34 56 ou afi@exemple.tg")
    'Appelez Afi au [téléphone] ou [courriel]'
    >>> mask("les 60 000 000 000 $ de 2019-2021, dit @kofi sur https://exemple.tg/a")
    'les 60 000 000 000 $ de 2019-2021, dit [nom] sur [lien]'
    """
    # Half a character is refused by every database.
    text = _UNPRINTED.sub(" ", text).encode(errors="replace").decode()
    text = _EMAIL.sub("[courriel]", text)
    text = _LINK.sub("[lien]", text)
    text = _NAME.sub("[nom]", text)
    return _NUMBER.sub(lambda number: number[0] if _FIGURE.fullmatch(number[0]) else "[téléphone]", text)
