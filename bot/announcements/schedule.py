"""When: a French phrase → a moment or a recurrence in the operator's time zone; pauses."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from dateutil.rrule import WEEKLY, rrule

from .french_dates import DAYS, UnreadableDateError, Why, count_of, normal, splits
from .french_days import NUMBER, UNIT, day_of, days_and_months
from .french_hours import hour_of

FARTHEST = timedelta(days=366)
"""A date farther away is likelier a slip than a wish."""

AT_ONCE = ("maintenant", "tout de suite", "immediatement")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Some days of every week, at an hour."""

    days: tuple[int, ...]
    """From 0, Monday; all seven for every day."""

    hour: time

    def after(self, moment: datetime) -> datetime:
        """The first time after a moment, in the moment's time zone; an hour that a clock change skips comes later."""
        local = moment.replace(tzinfo=None)
        rule = rrule(
            WEEKLY,
            byweekday=self.days,
            byhour=self.hour.hour,
            byminute=self.hour.minute,
            bysecond=0,
            dtstart=local - timedelta(days=1),
        )
        zone = moment.tzinfo
        for found in rule:
            instant = found.replace(tzinfo=zone).astimezone(UTC)
            if instant > moment:
                return instant.astimezone(zone)
        raise AssertionError("a weekly rule never ends")

    def as_text(self) -> str:
        """As it is kept in a database: « 0,3 08:30 »."""
        return f"{','.join(map(str, self.days))} {self.hour:%H:%M}"

    @classmethod
    def of_text(cls, kept: str) -> "Recurrence":
        """What `as_text` kept."""
        days, _, hour = kept.partition(" ")
        return cls(tuple(map(int, days.split(","))), time.fromisoformat(hour))


Plan = datetime | Recurrence
"""Once, or again and again."""


def plan_of(phrase: str, now: datetime) -> Plan:
    """When a phrase says; `now` has the time zone it is meant in. Raises UnreadableDateError."""
    text = normal(phrase)
    recurrence = _EVERY.fullmatch(text)
    return _recurrence_of(recurrence) if recurrence else _moment_of(text, now)


def moment_of(phrase: str, now: datetime) -> datetime:
    """As `plan_of`, where only one moment makes sense. Raises UnreadableDateError."""
    return _moment_of(normal(phrase), now)


def _moment_of(text: str, now: datetime) -> datetime:
    if text in AT_ONCE:
        return now
    delay = _DELAY.fullmatch(text)
    if delay:
        return _checked(now + _delay_of(delay), now)
    return _day_and_hour(text, now)


# --- « dans 2 heures »

_DELAY = re.compile(
    r"dans (?:(?P<half>(?:1|une) demi[- ]heure)|(?P<hours>\d{1,4}|une) ?h(?:eures?)?(?P<and_half> et demie)?"
    r"(?: ?(?:et )?(?P<more>[0-5]\d)(?: ?min(?:utes?)?| ?mn)?)?|(?P<minutes>\d{1,5}|une) ?(?:min(?:utes?)?|mn))"
)


def _delay_of(found: re.Match[str]) -> timedelta:
    if found["half"]:
        return timedelta(minutes=30)
    if found["minutes"]:
        return timedelta(minutes=count_of(found["minutes"]))
    if found["and_half"] and found["more"]:
        raise UnreadableDateError(Why.NOT_UNDERSTOOD)
    minutes = 30 if found["and_half"] else int(found["more"] or 0)
    return timedelta(hours=count_of(found["hours"]), minutes=minutes)


# --- « demain à 9 h »


def _day_and_hour(text: str, now: datetime) -> datetime:
    """The one way to read a text as a day and an hour; the failure that tells most when there is none."""
    failures = []
    for day, hour in splits(text):
        try:
            return _at(day, hour, now)
        except UnreadableDateError as error:
            failures.append(error.why)
    for alone, missing in ((_is_day, Why.NO_HOUR), (_is_hour, Why.NO_DAY)):
        if alone(text, now):
            raise UnreadableDateError(missing)
    telling = (why for why in failures if why is not Why.NOT_UNDERSTOOD)
    raise UnreadableDateError(next(telling, Why.NOT_UNDERSTOOD))


def _at(day_text: str, hour_text: str, now: datetime) -> datetime:
    day = day_of(day_text, now.date())
    hour = hour_of(hour_text, day.part)
    moments = [_existing(datetime.combine(chosen, hour), now) for chosen in day.choices]
    to_come = [moment for moment in moments if moment > now]
    if not to_come:
        raise UnreadableDateError(Why.PAST)
    if day.doubtful and len(to_come) > 1:
        raise UnreadableDateError(Why.TWO_MEANINGS)
    return _checked(to_come[0], now)


def _existing(local: datetime, now: datetime) -> datetime:
    """A moment of the time zone. Raises UnreadableDateError for an hour that a clock change skips."""
    moment = local.replace(tzinfo=now.tzinfo)
    if moment.astimezone(UTC).astimezone(now.tzinfo).replace(tzinfo=None) != local:
        raise UnreadableDateError(Why.IMPOSSIBLE)
    return moment


def _checked(moment: datetime, now: datetime) -> datetime:
    if moment - now > FARTHEST:
        raise UnreadableDateError(Why.TOO_FAR)
    if moment <= now:
        raise UnreadableDateError(Why.PAST)
    return moment


def _is_day(text: str, now: datetime) -> bool:
    return _reads(lambda: day_of(text, now.date()))


def _is_hour(text: str, _now: datetime) -> bool:
    return _reads(lambda: hour_of(text))


def _reads(reading: Callable[[], object]) -> bool:
    try:
        reading()
    except UnreadableDateError:
        return False
    return True


# --- « chaque lundi à 9 h »

_DAY_LIST = rf"(?:{'|'.join(DAYS)})s?(?:(?:,| et)? (?:{'|'.join(DAYS)})s?)*"
_EVERY = re.compile(
    rf"(?:(?P<daily>tous les jours|chaque jour)|(?P<mornings>tous les matins|chaque matin)"
    rf"|(?P<evenings>tous les soirs|chaque soir)"
    rf"|(?P<span>du lundi au vendredi)|(?:chaque|tous les) (?P<days>{_DAY_LIST})),?(?: (?P<hour>.+))?"
)


def _recurrence_of(found: re.Match[str]) -> Recurrence:
    if not found["hour"]:
        raise UnreadableDateError(Why.NO_HOUR)
    part = "matin" if found["mornings"] else "soir" if found["evenings"] else None
    hour = hour_of(found["hour"], part)
    if found["days"]:
        days = {DAYS.index(name) for name in re.findall("|".join(DAYS), found["days"])}
        return Recurrence(tuple(sorted(days)), hour)
    return Recurrence(tuple(range(5 if found["span"] else 7)), hour)


# --- Pauses.

_PAUSE = re.compile(rf"(?:pendant |pour |de )?{NUMBER} ?{UNIT}")
_UNTIL = re.compile(r"jusqu'(?:au |a |en )?(?P<day>.+)")


def pause_of(phrase: str, now: datetime) -> datetime:
    """When a pause ends: « 7 jours » from now, « jusqu'au 3 décembre » when that day is over.

    Raises UnreadableDateError.
    """
    text = normal(phrase)
    lasting = _PAUSE.fullmatch(text)
    if lasting:
        return _checked(now + days_and_months(count_of(lasting["number"]), lasting["unit"]), now)
    until = _UNTIL.fullmatch(text)
    if not until:
        raise UnreadableDateError(Why.NOT_UNDERSTOOD)
    day = day_of(_with_article(until["day"], text), now.date())
    if day.part or (day.doubtful and len(day.choices) > 1):
        raise UnreadableDateError(Why.TWO_MEANINGS)
    over = datetime.combine(day.choices[0] + timedelta(days=1), time(), now.tzinfo)
    return _checked(over, now)


def _with_article(day: str, text: str) -> str:
    """« jusqu'au 15 » is « le 15 »."""
    return f"le {day}" if text.startswith("jusqu'au ") and not day.startswith("le ") else day
