"""How fast: a fair pace in all and in each chat, slowed by signs and raised again, and behind replies."""

from itertools import pairwise

import pytest
from network import A_MOMENT, Clock, busiest

from bot.announcements.pace import (
    CHAT_INTERVAL,
    GROUP_MOST,
    GROUP_SPAN,
    RAISED_BY,
    RAISED_EVERY,
    SLOWER,
    Pace,
)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(clock, 10)


def leave(pace, clock, many):
    """Let so many leave one after the other, each answered at once; returns when each left."""
    moments = []
    for number in range(many):
        while wait := pace.wait():
            clock.now += max(wait, A_MOMENT)
        moments.append(clock.now)
        pace.answered(pace.leave(f"chat {number}"))
    return moments


class TestWait:
    def test_even(self, pace, clock):
        """In a second so many leave as the pace says, evenly."""
        moments = leave(pace, clock, 101)

        assert moments[-1] - moments[0] == pytest.approx(10, abs=0.01)
        assert [0.1] * 100 == pytest.approx([after - before for before, after in pairwise(moments)], abs=0.01)

    def test_late(self, pace, clock):
        """A short delay is caught up little by little, within the pace of a second."""
        leave(pace, clock, 10)
        clock.now += 0.35
        moments = leave(pace, clock, 20)
        intervals = [after - before for before, after in pairwise(moments)]

        assert [0.05, 0.05, 0.05] == pytest.approx(intervals[:3], abs=0.01)
        assert moments[-1] - moments[0] == pytest.approx(1.9 - 0.25, abs=0.01)
        assert busiest(moments) == 10

    def test_pause(self, pace, clock):
        """A long one is not: what waits comes evenly."""
        leave(pace, clock, 10)
        clock.now += 60
        moments = leave(pace, clock, 20)

        assert moments[-1] - moments[0] == pytest.approx(1.9, abs=0.01)

    def test_replies_first(self, pace):
        """A reply never waits, and takes the place of an announcement."""
        pace.leave("a")
        for _ in range(5):
            pace.answered(pace.leave("b"))

        assert pace.wait() == pytest.approx(0.6)

    def test_replies_count(self, pace, clock):
        """With the replies of the last second, announcements are not more than the pace."""
        leave(pace, clock, 10)
        clock.now += 60
        for _ in range(8):
            pace.answered(pace.leave("a"))
        clock.now += 0.9
        waits = [pace.wait()]
        pace.answered(pace.leave("b"))
        pace.answered(pace.leave("c"))
        waits.append(pace.wait())

        assert [0, pytest.approx(0.1)] == waits

    def test_shared(self, pace, clock):
        """With several bots at work each keeps to its part; alone again, to the whole."""
        pace.share(2)
        half = leave(pace, clock, 51)
        pace.share(1)
        whole = leave(pace, clock, 101)

        assert half[-1] - half[0] == pytest.approx(10, abs=0.01)
        assert whole[-1] - whole[0] == pytest.approx(10, abs=0.3)
        assert busiest(half) == 5
        assert pace.rate == 10


class TestWaitOfChat:
    def test_new(self, pace):
        """A chat nobody wrote to waits for nothing."""
        assert 0 == pace.wait_of_chat("a", is_group=True)

    def test_a_second(self, pace, clock):
        """A chat gets no two messages in a second, replies counted."""
        pace.leave("a")
        clock.now += 0.1

        assert pace.wait_of_chat("a", is_group=False) == pytest.approx(CHAT_INTERVAL - 0.1)
        clock.now += CHAT_INTERVAL
        assert 0 == pace.wait_of_chat("a", is_group=False)

    def test_a_minute(self, pace, clock):
        """A group gets so many messages a minute and no more; a person is not held to that."""
        for _ in range(GROUP_MOST):
            pace.leave("a")
            clock.now += 2
        expected = GROUP_SPAN - 2 * GROUP_MOST

        assert pace.wait_of_chat("a", is_group=True) == pytest.approx(expected)
        assert 0 == pace.wait_of_chat("a", is_group=False)

    def test_refused(self, pace):
        """A chat that Telegram asks to wait for waits as long, and alone."""
        pace.refused("a", 30)

        assert 30 == pace.wait_of_chat("a", is_group=False)
        assert 0 == pace.wait_of_chat("b", is_group=False)
        assert 0 == pace.stalled

    def test_forgotten(self, pace, clock):
        """Memory stays flat: what is older than the longest limit is forgotten."""
        leave(pace, clock, 10_000)

        assert len(pace._written) <= GROUP_SPAN * 10 + 2


class TestRefused:
    def slow_down(self, pace, *chats, seconds=5):
        for chat in chats:
            pace.refused(chat, seconds)

    def test_global(self, pace):
        """Three chats refused in a row: all wait, and the pace slows down."""
        self.slow_down(pace, "a", "b", "c")

        assert 5 == pace.stalled
        assert 10 * SLOWER == pace.rate

    @pytest.mark.parametrize("chats", [("a", "b"), ("a", "a", "a")])
    def test_not_global(self, pace, chats):
        """One or two chats refused, however often, hold nobody else up."""
        self.slow_down(pace, *chats)

        assert (0, 10) == (pace.stalled, pace.rate)

    def test_accepted_between(self, pace):
        """Refusals with a message taken between them are their chats' own."""
        self.slow_down(pace, "a", "b")
        pace.accepted()
        self.slow_down(pace, "c")

        assert (0, 10) == (pace.stalled, pace.rate)

    def test_what_was_under_way(self, pace):
        """What was under way when we stalled is refused too, and slows us down no further."""
        self.slow_down(pace, "a", "b", "c", "d", "e", "f")

        assert 10 * SLOWER == pace.rate

    def test_again(self, pace, clock):
        """Too fast still, the pace slows down more, never below one a second."""
        for _ in range(20):
            self.slow_down(pace, "a", "b", "c")
            clock.now += 6

        assert 1 == pace.rate

    def test_raised(self, pace, clock):
        """Without a sign the pace is raised slowly, up to what it was."""
        self.slow_down(pace, "a", "b", "c")
        slow = pace.rate
        clock.now += RAISED_EVERY
        pace.accepted()
        pace.accepted()
        after_one = pace.rate
        for _ in range(10):
            clock.now += RAISED_EVERY
            pace.accepted()

        assert (slow + RAISED_BY, 10) == (after_one, pace.rate)
