"""In no second do more announcements leave, or arrive, than the pace says; and it is kept to."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from network import Clock, Network, busiest

from bot.announcements.pace import MOST_A_SECOND, Pace

MOST = int(MOST_A_SECOND)
A_WHILE = 60.0


def near(_now):
    return 0.01


def far(_now):
    return 0.3


def uneven():
    chance = random.Random(7)
    return lambda _now: 0.01 + chance.expovariate(1 / 0.02)


def stalling(now):
    """A server that is busy for the last 0.4 s of every third second, and takes what came meanwhile all at once."""
    into = now % 3.0
    return 0.01 + max(0.0, 3.0 - into) if into > 2.6 else 0.01


def network(way):
    clock = Clock()
    pace = Pace(clock)
    return Network(pace, clock, way), pace, clock


class TestWay:
    @pytest.mark.parametrize("way", [near, far, uneven(), stalling])
    def test_never_more(self, way):
        """However messages travel, in no second do more leave or arrive than the pace, once it is known how they do."""
        announcements, _, _ = network(way)
        announcements.run(5)
        announcements.arrived.clear()
        announcements.run(A_WHILE)

        assert (MOST, MOST) == (busiest(announcements.left), busiest(announcements.arrived))

    @pytest.mark.parametrize("way", [near, far, uneven()])
    def test_kept_to(self, way):
        """The pace is kept to within a twentieth."""
        announcements, _, _ = network(way)
        announcements.run(A_WHILE)

        assert len(announcements.left) / A_WHILE == pytest.approx(MOST_A_SECOND, rel=0.05)


class TestBefore:
    def test_claims(self):
        """A slow claim for each second's worth costs nothing of the pace, and makes no burst."""
        announcements, _, _ = network(near)
        announcements.run(A_WHILE, lambda number: 0.2 if number % MOST == 0 else 0.0)

        assert MOST == busiest(announcements.left)
        assert len(announcements.left) / A_WHILE == pytest.approx(MOST_A_SECOND, rel=0.05)

    @pytest.mark.parametrize("seconds", [0.03, 0.3, 0.9, 5.0, 60.0])
    def test_pause(self, seconds):
        """After a pause, a `retry_after` or a network that failed, what waits does not come in a burst."""
        announcements, pace, clock = network(near)
        for _ in range(5):
            announcements.run(2.5)
            pace.stall(seconds)
            announcements.run(seconds)
            clock.now += seconds

        assert MOST == busiest(announcements.left)

    def test_replies(self):
        """Replies are never held up; together with them, announcements fill no second beyond the pace."""
        announcements, _, clock = network(near)
        began, replies = clock.now, []
        for _ in range(60):
            announcements.run(0.4)
            announcements.send()
            replies.append(announcements.left.pop())
        alone, together = announcements.left, sorted([*announcements.left, *replies])

        assert busiest(alone) <= MOST
        assert busiest(together) <= MOST + busiest(replies)
        assert len(together) / (clock.now - began) == pytest.approx(MOST_A_SECOND, rel=0.05)

    @given(
        st.lists(st.floats(0, 2), min_size=1, max_size=20),
        st.lists(st.floats(0, 1), min_size=1, max_size=20),
    )
    def test_anything(self, ways, delays):
        """Whatever holds messages or us up, in no second do more leave than the pace."""
        chosen = iter(ways * 10_000)
        announcements, _, _ = network(lambda _now: next(chosen))
        announcements.run(10, lambda number: delays[number % len(delays)] if number % 7 == 0 else 0.0)

        assert busiest(announcements.left) <= MOST
