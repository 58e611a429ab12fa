"""Moments, plans and numbers as French says them."""

from datetime import datetime, time

from .french_dates import DAYS, MONTHS
from .schedule import Plan

_NARROW = "\u202f"


def said(moment: datetime) -> str:
    r"""A moment as French says it, in its own time zone.

    >>> said(datetime(2026, 12, 1, 8, 30))
    'mardi 1er décembre 2026 à 8\u202fh\u202f30'
    """
    return f"{said_day(moment)} à {said_hour(moment.time())}"


def said_day(moment: datetime) -> str:
    """The day alone."""
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{DAYS[moment.weekday()]} {day} {MONTHS[moment.month - 1]} {moment.year}"


def said_hour(hour: time) -> str:
    """An hour: « 9 h », « 8 h 05 »."""
    minutes = f"{_NARROW}{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour}{_NARROW}h{minutes}"


def said_plan(plan: Plan) -> str:
    """A moment, or « tous les jours à 8 h », « chaque lundi et jeudi à 9 h »."""
    if isinstance(plan, datetime):
        return said(plan)
    hour = said_hour(plan.hour)
    if len(plan.days) == len(DAYS):
        return f"tous les jours à {hour}"
    names = [DAYS[day] for day in plan.days]
    return f"chaque {' et '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)} à {hour}"


def counted(number: int) -> str:
    r"""A number as French writes it.

    >>> counted(1234567)
    '1\u202f234\u202f567'
    """
    return f"{number:,}".replace(",", _NARROW)
