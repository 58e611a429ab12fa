"""When: what people type is understood whole, or refused; never silently wrong."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.french_dates import UnreadableDateError, Why
from bot.announcements.saying import said
from bot.announcements.schedule import (
    FARTHEST,
    Recurrence,
    moment_of,
    pause_of,
    plan_of,
)

LOME, PARIS = ZoneInfo("Africa/Lome"), ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=LOME)
"""A Tuesday."""

PHRASES = yaml.load(
    (Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)

moments = st.builds(
    datetime.combine,
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    st.times(),
    st.sampled_from([LOME, PARIS]),
)
"""Nows: every day of the week, leap days and clock changes among them."""


def outcome(phrase, now=NOW):
    """The moment a phrase gives, the recurrence, or why there is none."""
    try:
        plan = plan_of(phrase, now)
    except UnreadableDateError as error:
        return str(error.why)
    return plan.as_text() if isinstance(plan, Recurrence) else f"{plan:%Y-%m-%d %H:%M}"


class TestPlanOf:
    @pytest.mark.parametrize(("phrase", "expected"), PHRASES["once"].items())
    def test_once(self, phrase, expected):
        """The phrase means that moment."""
        assert expected == outcome(phrase)

    @pytest.mark.parametrize(("phrase", "expected"), PHRASES["every"].items())
    def test_every(self, phrase, expected):
        """The phrase means these days of every week, at that hour."""
        assert expected == outcome(phrase)

    @pytest.mark.parametrize(("phrase", "expected"), PHRASES["refused"].items())
    def test_refused(self, phrase, expected):
        """The phrase is refused, and why is told."""
        assert expected == outcome(phrase)

    def test_enough_phrases(self):
        """The table has sixty phrases or more."""
        assert sum(map(len, PHRASES.values())) >= 60

    @pytest.mark.parametrize("phrase", [phrase for kind in ("once", "every") for phrase in PHRASES[kind]])
    @pytest.mark.parametrize("word", ["peut-être", "ou lundi", "environ", "88", "GMT", "sauf"])
    def test_a_word_more(self, phrase, word):
        """A word that is not understood is not passed over."""
        for longer in (f"{phrase} {word}", f"{word} {phrase}"):
            assert outcome(longer) in list(Why)

    @given(st.text())
    def test_any_text(self, text):
        """Whatever is typed is a moment to come, a recurrence or a refusal."""
        try:
            plan = plan_of(text, NOW)
        except UnreadableDateError:
            return
        assert isinstance(plan, Recurrence) or NOW <= plan <= NOW + FARTHEST

    @given(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=360)))
    def test_said_and_read(self, now, later):
        """What the bot says of a moment, typed back, is the same moment, or an hour no clock shows."""
        moment = (now.astimezone(UTC) + later).astimezone(now.tzinfo).replace(second=0, microsecond=0, fold=0)
        if moment > now:
            assert moment == plan_of(said(moment), now)

    @given(
        moments,
        st.sampled_from(
            [phrase for phrase in PHRASES["once"] if phrase.startswith(("lundi", "ce", "demain"))]
        ),
    )
    def test_any_day(self, now, phrase):
        """On whatever day it is said, a phrase gives a moment to come within two weeks, or a refusal."""
        try:
            plan = plan_of(phrase, now)
        except UnreadableDateError:
            return
        assert now < plan <= now + timedelta(days=15)

    @given(moments, st.integers(0, 6), st.sampled_from(["", "ce ", "prochain"]))
    def test_weekday(self, now, number, word):
        """A weekday named is the weekday given, whatever the day it is said."""
        name = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[number]
        phrase = f"{name} prochain à 12h" if word == "prochain" else f"{word}{name} à 12h"
        try:
            plan = plan_of(phrase, now)
        except UnreadableDateError as error:
            why = error.why
        else:
            why = None
            assert (number, 12) == (plan.weekday(), plan.hour)
        assert why in (None, Why.TWO_MEANINGS, Why.PAST)

    def test_hour_skipped(self):
        """An hour that a clock change skips is refused rather than moved."""
        now = datetime(2027, 3, 27, 12, tzinfo=PARIS)

        assert "impossible" == outcome("demain à 2h30", now)

    def test_leap_day(self):
        """The 29th of February is refused in a year that has none, also as « the 29th »."""
        assert "impossible" == outcome("le 29 février à 9h")
        assert "impossible" == outcome("le 30 à 9h", datetime(2027, 1, 31, 12, tzinfo=LOME))


class TestMomentOf:
    def test_recurrence(self):
        """Where one moment is wanted, a recurrence is not understood."""
        with pytest.raises(UnreadableDateError, match=Why.NOT_UNDERSTOOD):
            moment_of("tous les jours à 8 h", NOW)


class TestAfter:
    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            (datetime(2026, 11, 24, 10, 30, tzinfo=LOME), datetime(2026, 11, 26, 9, tzinfo=LOME)),
            (datetime(2026, 11, 26, 9, 0, tzinfo=LOME), datetime(2026, 11, 30, 9, tzinfo=LOME)),
            (datetime(2026, 11, 26, 8, 59, 59, tzinfo=LOME), datetime(2026, 11, 26, 9, tzinfo=LOME)),
        ],
    )
    def test_next(self, now, expected):
        """The next of the days at its hour, never the moment itself."""
        assert expected == Recurrence((0, 3), time(9)).after(now)

    @given(moments, st.sets(st.integers(0, 6), min_size=1), st.times())
    def test_always_later(self, now, days, hour):
        """A recurrence always comes again, within a week and an hour."""
        hour = hour.replace(second=0, microsecond=0, tzinfo=None)
        following = Recurrence(tuple(sorted(days)), hour).after(now)

        assert now < following
        assert following - now <= timedelta(days=7, hours=2)

    def test_clock_change(self):
        """Every day at eight is at eight on both sides of a clock change."""
        daily = Recurrence(tuple(range(7)), time(8))
        saturday = datetime(2027, 3, 27, 12, tzinfo=PARIS)

        assert datetime(2027, 3, 28, 8, tzinfo=PARIS) == daily.after(saturday)

    @given(st.sets(st.integers(0, 6), min_size=1), st.times())
    def test_kept(self, days, hour):
        """A recurrence kept as text is found again."""
        recurrence = Recurrence(tuple(sorted(days)), hour.replace(second=0, microsecond=0, tzinfo=None))

        assert recurrence == Recurrence.of_text(recurrence.as_text())


class TestPauseOf:
    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("7 jours", datetime(2026, 12, 1, 10, 30, tzinfo=LOME)),
            ("7j", datetime(2026, 12, 1, 10, 30, tzinfo=LOME)),
            ("2 semaines", datetime(2026, 12, 8, 10, 30, tzinfo=LOME)),
            ("une semaine", datetime(2026, 12, 1, 10, 30, tzinfo=LOME)),
            ("pendant un mois", datetime(2026, 12, 24, 10, 30, tzinfo=LOME)),
            ("jusqu'au 3 décembre", datetime(2026, 12, 4, tzinfo=LOME)),
            ("jusqu’au 15", datetime(2026, 12, 16, tzinfo=LOME)),
            ("jusqu'à lundi", datetime(2026, 12, 1, tzinfo=LOME)),
            ("jusqu'à demain", datetime(2026, 11, 26, tzinfo=LOME)),
        ],
    )
    def test_understood(self, phrase, expected):
        """A pause lasts so long, or until a day is over."""
        assert expected == pause_of(phrase, NOW)

    @pytest.mark.parametrize(
        ("phrase", "why"),
        [
            ("", Why.NOT_UNDERSTOOD),
            ("longtemps", Why.NOT_UNDERSTOOD),
            ("0 jours", Why.PAST),
            ("3 ans", Why.NOT_UNDERSTOOD),
            ("900 jours", Why.TOO_FAR),
            ("900000 jours", Why.TOO_FAR),
            ("jusqu'au 3/12/2025", Why.PAST),
            ("jusqu'à mardi", Why.TWO_MEANINGS),
            ("jusqu'au 31/02", Why.IMPOSSIBLE),
        ],
    )
    def test_refused(self, phrase, why):
        """What is not a pause is refused, and why is told."""
        with pytest.raises(UnreadableDateError, match=f"^{why}$"):
            pause_of(phrase, NOW)

    @given(st.text())
    def test_any_text(self, text):
        """Whatever is typed is a moment to come or a refusal."""
        try:
            until = pause_of(text, NOW)
        except UnreadableDateError:
            return
        assert NOW < until <= NOW + FARTHEST
