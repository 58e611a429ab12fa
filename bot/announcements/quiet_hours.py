"""Quiet hours: when nobody is to be woken."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours when nobody is to be woken."""

    start: time
    end: time

    def cover(self, moment: datetime) -> bool:
        """Whether a moment, in the time zone of those who sleep, is one of them."""
        hour = moment.time()
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end

    def first_after(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls in."""
        if not self.cover(moment):
            return moment
        day = moment.date() + timedelta(days=moment.time() >= self.end)
        return datetime.combine(day, self.end, moment.tzinfo)


QUIET_HOURS = QuietHours(time(21), time(7))
"""From nine in the evening to seven: phones are beside beds."""
