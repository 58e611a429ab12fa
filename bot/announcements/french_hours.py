"""French words for an hour: « 8h30 », « midi et quart », « 3 h de l'après-midi »."""

import re
from datetime import time

from .french_dates import UnreadableDateError, Why

_PARTS = {"matin": range(4, 12), "midi": range(11, 15), "apres-midi": range(12, 19), "soir": range(17, 24)}
"""The hours each part of the day may mean."""

_PART = r"(?:(?:du |le |de l')?(?P<part>matin|soir|apres[- ]midi))"
_HOUR = re.compile(
    rf"(?:a )?(?:(?P<hour>\d{{1,2}})(?:(?: ?h| heures?)(?: ?(?P<minute>\d\d)(?: ?min| minutes)?)?| ?: ?(?P<colon>\d\d))"
    rf"|(?P<noon>midi|minuit)(?: (?P<past>\d\d))?)"
    rf"(?P<fraction> et demie?| et quart| moins le quart)?(?: {_PART})?"
)
_FRACTIONS = {" et demi": 30, " et demie": 30, " et quart": 15, " moins le quart": -15}


def hour_of(text: str, part: str | None = None) -> time:
    """The hour a normal text says, all of it. Raises UnreadableDateError.

    `part` is a part of the day already named: « ce soir » makes « 8 h » twenty hours.

    >>> hour_of("a 8h30"), hour_of("midi"), hour_of("3 h de l'apres-midi")
    (datetime.time(8, 30), datetime.time(12, 0), datetime.time(15, 0))
    """
    found = _HOUR.fullmatch(text)
    if not found:
        raise UnreadableDateError(Why.NOT_UNDERSTOOD)
    if found["noon"] == "minuit":  # of the day that ends, or of the one that begins?
        raise UnreadableDateError(Why.TWO_MEANINGS)
    minutes = found["minute"] or found["colon"] or found["past"]
    fraction = _FRACTIONS.get(found["fraction"] or "", 0)
    if minutes and fraction:
        raise UnreadableDateError(Why.NOT_UNDERSTOOD)
    named = (found["part"] or "").replace(" ", "-") or part
    if part and named != part:
        raise UnreadableDateError(Why.IMPOSSIBLE)
    hour = 12 if found["noon"] else int(found["hour"])
    return _within(named, hour, int(minutes or 0) + fraction)


def _within(part: str | None, hour: int, minutes: int) -> time:
    """The hour of a part of the day: « 8 h du soir » is 20. Raises UnreadableDateError when it is in another part."""
    noon = 12
    if part in ("apres-midi", "soir") and hour < noon:
        hour += noon
    if part and hour not in _PARTS[part]:
        raise UnreadableDateError(Why.IMPOSSIBLE)
    if hour >= 24 or minutes >= 60:  # noqa: PLR2004  # a day has 24 hours, an hour 60 minutes
        raise UnreadableDateError(Why.IMPOSSIBLE)
    if minutes < 0:
        hour, minutes = hour - 1, minutes + 60
    if hour < 0:
        raise UnreadableDateError(Why.IMPOSSIBLE)
    return time(hour, minutes)
