"""How fast: a fair pace in all and in each chat, slowed by signs and raised again, and behind replies."""

import pytest

from bot.announcements.pace import (
    CHAT_INTERVAL,
    GROUP_MOST,
    GROUP_SPAN,
    LATENESS,
    RAISED_BY,
    RAISED_EVERY,
    SLOWER,
    Pace,
)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(clock, 10)


def leave(pace, clock, many):
    """Let so many leave one after the other; returns the seconds it took."""
    began = clock.now
    for number in range(many):
        clock.now += pace.take(f"chat {number}")
    return clock.now - began


class TestTake:
    def test_even(self, pace, clock):
        """In a second so many leave as the pace says, but for the lateness caught up."""
        assert leave(pace, clock, 101) == pytest.approx(10 - LATENESS)

    def test_late(self, pace, clock):
        """A delay is made up for a little, not by a burst."""
        pace.take("a")
        clock.now += 60
        waits = [pace.take(str(number)) for number in range(3)]

        assert [0.0, 0.1 - LATENESS, 0.2 - LATENESS] == pytest.approx(waits)

    def test_replies_first(self, pace):
        """A reply never waits, and takes the place of an announcement."""
        pace.take("a")
        for _ in range(5):
            pace.replied("b")

        assert pace.take("c") == pytest.approx(0.6 - LATENESS)


class TestWaitOfChat:
    def test_new(self, pace):
        """A chat nobody wrote to waits for nothing."""
        assert 0 == pace.wait_of_chat("a", is_group=True)

    def test_a_second(self, pace, clock):
        """A chat gets no two messages in a second, replies counted."""
        pace.replied("a")
        clock.now += 0.1

        assert pace.wait_of_chat("a", is_group=False) == pytest.approx(CHAT_INTERVAL - 0.1)
        clock.now += CHAT_INTERVAL
        assert 0 == pace.wait_of_chat("a", is_group=False)

    def test_a_minute(self, pace, clock):
        """A group gets so many messages a minute and no more; a person is not held to that."""
        for _ in range(GROUP_MOST):
            pace.replied("a")
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
        for number in range(10_000):
            clock.now += pace.take(str(number))

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
