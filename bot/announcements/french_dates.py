"""French words for days and hours, read whole or not at all: a wrong guess here is an announcement at the wrong time.

Libraries that guess were tried first. dateparser 1.5 takes « demain 9h » for « demain, dans 9 heures », « lundi 8h » for
the 8th and « le 1er mars à 18 h » for the year 2118, and says nothing; calendar sums are left to dateutil.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from text_to_num import alpha2digit

from bot.matching import plain

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


class Why(StrEnum):
    """Why a phrase gives no date; the voice has a sentence for each."""

    NOT_UNDERSTOOD = "pas-comprise"
    NO_HOUR = "sans-heure"
    NO_DAY = "sans-jour"
    TWO_MEANINGS = "double-sens"
    IMPOSSIBLE = "impossible"
    """No such day or hour, or words that contradict each other."""

    PAST = "passee"
    TOO_FAR = "trop-loin"


class UnreadableDateError(ValueError):
    """A phrase which gives no date, and why."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(str(why))


def normal(phrase: str) -> str:
    """A phrase made comparable: no case, accents nor double spaces, numbers in digits.

    >>> normal("Après-demain à  huit heures"), normal("Dans une heure et demie.")
    ('apres-demain a 8 heures', 'dans 1 heure et demie')
    """
    spaced = re.sub(r"[\s\u00a0\u202f]+", " ", phrase).strip(" .!")
    # « neuf » may also mean new: the library leaves it here and there.
    return re.sub(r"\bneuf\b", "9", plain(alpha2digit(spaced, "fr", threshold=0)))


def count_of(word: str) -> int:
    """A number of days, weeks or months: digits, « un » or « une »."""
    return 1 if word in ("un", "une") else int(word)


def splits(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a normal text into a day and an hour, either first; « , » or « a » may stand between."""
    words = text.split(" ")
    for place in range(1, len(words)):
        before, after = " ".join(words[:place]).rstrip(","), " ".join(words[place:])
        yield before, after
        yield after, before
