"""A person's pace, with a clock of ours."""

import pytest

from bot.channels.telegram.flooding import MINUTE, MOST, MOST_PEOPLE, Flooding, Pace

AFI, KOFI = 5, 6


@pytest.fixture
def flooding():
    return Flooding()


def paces(flooding, moments, person=AFI):
    return [flooding.pace(person, moment) for moment in moments]


class TestPace:
    def test_fine(self, flooding):
        """Twenty messages in a minute are nothing to speak of."""
        assert {Pace.FINE} == set(paces(flooding, range(MOST)))

    def test_slow(self, flooding):
        """Neither are many more, one every three seconds."""
        assert {Pace.FINE} == set(paces(flooding, range(0, 600, 3)))

    def test_too_fast(self, flooding):
        """One more is too fast, and told once for as long as it goes on."""
        assert [Pace.TOO_FAST, *[Pace.STILL_TOO_FAST] * 99] == paces(flooding, range(MOST + 100))[MOST:]

    def test_slower_again(self, flooding):
        """Who slows down is listened to again, and told again another time."""
        paces(flooding, [0] * (MOST + 5))
        later = MINUTE + 1

        assert Pace.FINE is flooding.pace(AFI, later)
        assert [Pace.TOO_FAST] == paces(flooding, [later] * MOST)[MOST - 1 :]

    def test_somebody_else(self, flooding):
        """One person's flood silences nobody else."""
        paces(flooding, [0] * (MOST + 1))

        assert Pace.FINE is flooding.pace(KOFI, 0)

    def test_bounded(self, flooding):
        """Those silent longest are forgotten first."""
        paces(flooding, [0] * (MOST + 1))
        for person in range(100, 100 + MOST_PEOPLE):
            flooding.pace(person, 0)

        assert (MOST_PEOPLE, set()) == (len(flooding._moments), flooding._told)
        assert Pace.FINE is flooding.pace(AFI, 0)
