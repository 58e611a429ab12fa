"""What may have arrived within a second, wherever it was held up."""

import pytest

from bot.announcements.window import BEATEN_BY, LOOK_AGAIN, SPAN, Window

MOST = 3


@pytest.fixture
def window():
    return Window()


def send(window, *moments, way=0.0):
    """Messages that leave at some moments, each answered after its way."""
    numbers = [(moment, window.leave(moment)) for moment in moments]
    for moment, number in numbers:
        window.answer(number, moment + way)


class TestWait:
    def test_room(self, window):
        """Below the limit nothing waits."""
        send(window, 10.0, 10.1)

        assert 0 == window.wait(10.1, MOST)

    def test_full(self, window):
        """At the limit, the oldest is waited for to be a second old."""
        send(window, 10.0, 10.2, 10.4)

        assert window.wait(10.5, MOST) == pytest.approx(SPAN - 0.5)
        assert 0 == window.wait(11.0, MOST)

    def test_far(self, window):
        """A way that is long but even makes nobody wait longer."""
        send(window, 10.0, 10.2, 10.4, way=0.4)

        assert window.wait(10.8, MOST) == pytest.approx(SPAN - 0.8 + BEATEN_BY)

    def test_held_up(self, window):
        """What was held up may have arrived just before its answer: a second is counted from there."""
        send(window, 9.0, way=0.1)
        for number in [window.leave(moment) for moment in (10.0, 10.2, 10.4)]:
            window.answer(number, 10.9)

        assert window.wait(11.0, MOST) == pytest.approx(SPAN - 0.2 + BEATEN_BY)

    def test_unanswered(self, window):
        """What has no answer yet may arrive at any moment: it counts however old it is."""
        for moment in (10.0, 10.2, 10.4):
            window.leave(moment)

        assert LOOK_AGAIN == window.wait(60.0, MOST)

    def test_fewer(self, window):
        """A limit that is lowered is kept to at once."""
        send(window, 10.0, 10.2, 10.4)

        assert window.wait(10.5, 1) == pytest.approx(SPAN - 0.1)
