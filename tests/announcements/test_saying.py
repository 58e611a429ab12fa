"""What the bot says of a moment or a plan can be typed back."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.saying import said_plan
from bot.announcements.schedule import Recurrence, plan_of

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Africa/Lome"))
"""A Tuesday."""


class TestSaidPlan:
    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("le 1er décembre à 8h30", "mardi 1er décembre 2026 à 8\u202fh\u202f30"),
            ("tous les jours à 8h", "tous les jours à 8\u202fh"),
            ("chaque lundi à 9h05", "chaque lundi à 9\u202fh\u202f05"),
            (
                "du lundi au vendredi à 9h",
                "chaque lundi, mardi, mercredi, jeudi et vendredi à 9\u202fh",
            ),
        ],
    )
    def test_said(self, phrase, expected):
        """A plan as French says it."""
        assert expected == said_plan(plan_of(phrase, NOW))

    @given(st.sets(st.integers(0, 6), min_size=1), st.times())
    def test_read_back(self, days, hour):
        """What the bot says of a recurrence, typed back, is the same one."""
        recurrence = Recurrence(tuple(sorted(days)), hour.replace(second=0, microsecond=0, tzinfo=None))

        assert recurrence == plan_of(said_plan(recurrence), NOW)
