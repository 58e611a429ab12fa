"""Nobody is woken."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.announcements.quiet_hours import QUIET_HOURS, QuietHours

LOME = ZoneInfo("Africa/Lome")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=LOME)


class TestQuietHours:
    @pytest.mark.parametrize(
        ("hour", "covered"),
        [
            (time(20, 59), False),
            (time(21), True),
            (time(23, 30), True),
            (time(6, 59), True),
            (time(7), False),
        ],
    )
    def test_cover(self, hour, covered):
        """From nine in the evening to seven."""
        assert covered == QUIET_HOURS.cover(datetime.combine(date(2026, 11, 24), hour, LOME))

    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            (datetime(2026, 11, 24, 22, tzinfo=LOME), datetime(2026, 11, 25, 7, tzinfo=LOME)),
            (datetime(2026, 11, 25, 3, tzinfo=LOME), datetime(2026, 11, 25, 7, tzinfo=LOME)),
            (NOW, NOW),
        ],
    )
    def test_first_after(self, moment, expected):
        """What falls at night comes in the morning; what does not stays."""
        assert expected == QUIET_HOURS.first_after(moment)

    def test_within_a_day(self):
        """Hours of rest may also be within a day."""
        rest = QuietHours(time(12), time(14))

        assert rest.cover(datetime(2026, 11, 24, 13, tzinfo=LOME))
        assert not rest.cover(NOW)
        assert datetime(2026, 11, 24, 14, tzinfo=LOME) == rest.first_after(
            datetime(2026, 11, 24, 12, tzinfo=LOME)
        )
