"""French words for a day: « demain », « lundi en huit », « le 3/12 », « dans deux semaines »."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.matching import plain

from .french_dates import DAYS, MONTHS, UnreadableDateError, Why, count_of

A_WEEK = 7

MOST_AWAY = 1_000
"""Days, weeks or months; more is a slip, and may not even be a date."""

NUMBER = r"(?P<number>\d{1,6}|une?)"
UNIT = r"(?P<unit>jours?|j|semaines?|mois)"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a phrase names it."""

    choices: tuple[date, ...]
    """The days it may be, the first to come first: the hour decides."""

    part: str | None = None
    """« ce soir », « demain matin »: the part of the day named with it."""

    doubtful: bool = False
    """With two choices still possible, people mean either."""


_DAY_NAME = rf"(?P<weekday>{'|'.join(DAYS)})"
_MONTH_NAMES = {plain(name): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NAMES |= {
    "janv": 1,
    "fevr": 2,
    "fev": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NAMES, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
_OF_DAY = r"(?: (?:au |dans l'|en )?(?P<part>matin|soir|apres[- ]midi))?"
_NEAR = {"aujourd'hui": 0, "ce": 0, "cet": 0, "demain": 1, "apres-demain": 2, "apres demain": 2}

Reader = Callable[[re.Match[str], date], Day]


def day_of(text: str, today: date) -> Day:
    """The day a normal text says, all of it. Raises UnreadableDateError."""
    for pattern, reader in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            return reader(found, today)
    raise UnreadableDateError(Why.NOT_UNDERSTOOD)


def _near(found: re.Match[str], today: date) -> Day:
    """« demain matin », « ce soir »."""
    return Day((today + timedelta(_NEAR[found["near"]]),), _part(found))


def _in_some(found: re.Match[str], today: date) -> Day:
    """« dans 3 jours », « dans une semaine », « dans 2 mois »."""
    number = count_of(found["number"])
    return Day((today + days_and_months(number, found["unit"]),))


def _the_weekday(_found: re.Match[str], _today: date) -> Day:
    """« le lundi »: the next one or every one, who knows."""
    raise UnreadableDateError(Why.TWO_MEANINGS)


def _this_weekday(found: re.Match[str], today: date) -> Day:
    """« ce vendredi »: today or within the week."""
    return Day((_next(found, today - timedelta(1)),), _part(found))


def _weekday(found: re.Match[str], today: date) -> Day:
    """« lundi »; on a Monday it is today or in a week, if today's hour is still to come."""
    first = _next(found, today - timedelta(1))
    choices = (first, first + timedelta(A_WEEK)) if first == today else (first,)
    return Day(choices, _part(found), doubtful=True)


def _next_weekday(found: re.Match[str], today: date) -> Day:
    """« lundi prochain »: the first to come, or for some the one of next week; told only where both agree."""
    first, next_monday = _next(found, today), today + timedelta(A_WEEK - today.weekday())
    if first < next_monday or first == today + timedelta(1):
        raise UnreadableDateError(Why.TWO_MEANINGS)
    return Day((first,), _part(found))


def _weekday_later(found: re.Match[str], today: date) -> Day:
    """« lundi en huit »: the one after the first to come."""
    weeks = {"8": 1, "15": 2}[found["in"]]
    return Day((_next(found, today) + timedelta(weeks * A_WEEK),), _part(found))


def _weekday_of_next_week(found: re.Match[str], today: date) -> Day:
    """« lundi de la semaine prochaine »."""
    next_monday = today + timedelta(A_WEEK - today.weekday())
    return Day((next_monday + timedelta(DAYS.index(found["weekday"])),), _part(found))


def _calendar(found: re.Match[str], today: date) -> Day:
    """« le 3 décembre », « jeudi 3/12/2026 »: a weekday, where there is one, must be that day's."""
    groups = found.groupdict()
    month = _MONTH_NAMES[groups["month"]] if groups.get("month") else int(found["number"])
    year = groups.get("year")
    years = (_full(year),) if year else (today.year, today.year + 1)
    days = tuple(_existing((year, month, int(found["day"])) for year in years))
    if not days:
        raise UnreadableDateError(Why.IMPOSSIBLE)
    if not year:
        days = tuple(day for day in days if day >= today) or days[-1:]
    weekday = groups.get("weekday")
    if weekday and days[0].weekday() != DAYS.index(weekday):
        raise UnreadableDateError(Why.IMPOSSIBLE)
    return Day(days, _part(found))


def _day_of_month(found: re.Match[str], today: date) -> Day:
    """« le 15 »: of this month or of the next, the first to come which has one."""
    first = today.replace(day=1)
    months = [first + relativedelta(months=later) for later in range(3)]
    days = [day for day in _existing((m.year, m.month, int(found["day"])) for m in months) if day >= today]
    if not days or days[0] > first + relativedelta(months=2) - timedelta(1):
        raise UnreadableDateError(Why.IMPOSSIBLE)
    return Day(tuple(days), _part(found))


def _part(found: re.Match[str]) -> str | None:
    named = found.groupdict().get("part")
    return named.replace(" ", "-") if named else None


def _next(found: re.Match[str], after: date) -> date:
    ahead = (DAYS.index(found["weekday"]) - after.weekday() - 1) % A_WEEK + 1
    return after + timedelta(ahead)


def _full(year: str) -> int:
    return int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004  # « 26 » is 2026


def _existing(days: Iterator[tuple[int, int, int]]) -> Iterator[date]:
    for year, month, day in days:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def days_and_months(number: int, unit: str) -> relativedelta:
    """So many days, weeks or months. Raises UnreadableDateError."""
    if number > MOST_AWAY:
        raise UnreadableDateError(Why.TOO_FAR)
    if unit.startswith("j"):
        return relativedelta(days=number)
    return relativedelta(weeks=number) if unit.startswith("s") else relativedelta(months=number)


_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?P<near>aujourd'hui|demain|apres[- ]demain){_OF_DAY}", _near),
        (r"(?P<near>cet?) (?P<part>matin|soir|apres[- ]midi)", _near),
        (rf"dans {NUMBER} ?{UNIT}", _in_some),
        (rf"{_DAY_NAME}{_OF_DAY}", _weekday),
        (rf"les? {_DAY_NAME}s?{_OF_DAY}", _the_weekday),
        (rf"ce {_DAY_NAME}{_OF_DAY}", _this_weekday),
        (rf"{_DAY_NAME} prochain{_OF_DAY}", _next_weekday),
        (rf"{_DAY_NAME} en (?P<in>8|15){_OF_DAY}", _weekday_later),
        (rf"{_DAY_NAME} de la semaine prochaine{_OF_DAY}", _weekday_of_next_week),
        (rf"(?:le )?(?:{_DAY_NAME} )?(?P<day>\d{{1,2}})(?:er)? {_MONTH}(?: {_YEAR})?{_OF_DAY}", _calendar),
        (
            rf"(?:le )?(?:{_DAY_NAME} )?(?P<day>\d{{1,2}})/(?P<number>\d{{1,2}})(?:/{_YEAR})?{_OF_DAY}",
            _calendar,
        ),
        (r"(?:le )?(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)", _calendar),
        (rf"le (?P<day>\d{{1,2}})(?:er)?{_OF_DAY}", _day_of_month),
    )
)
