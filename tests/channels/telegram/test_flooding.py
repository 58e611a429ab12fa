"""How fast a person writes, with a clock of ours."""

import pytest

from bot.channels.telegram.flooding import MINUTE, MOST, MOST_PEOPLE, Flooding, Haste

AFI, KOFI = 5, 6


@pytest.fixture
def flooding():
    return Flooding()


def hastes(flooding, moments, person=AFI):
    return [flooding.haste(person, moment) for moment in moments]


class TestHaste:
    def test_fine(self, flooding):
        """Twenty messages in a minute are nothing to speak of."""
        assert {Haste.FINE} == set(hastes(flooding, range(MOST)))

    def test_slow(self, flooding):
        """Neither are many more, one every three seconds."""
        assert {Haste.FINE} == set(hastes(flooding, range(0, 600, 3)))

    def test_too_fast(self, flooding):
        """One more is too fast, and told once for as long as it goes on."""
        assert [Haste.TOO_FAST, *[Haste.STILL_TOO_FAST] * 99] == hastes(flooding, range(MOST + 100))[MOST:]

    def test_slower_again(self, flooding):
        """Who slows down is listened to again, and told again another time."""
        hastes(flooding, [0] * (MOST + 5))
        later = MINUTE + 1

        assert Haste.FINE is flooding.haste(AFI, later)
        assert [Haste.TOO_FAST] == hastes(flooding, [later] * MOST)[MOST - 1 :]

    def test_somebody_else(self, flooding):
        """One person's flood silences nobody else."""
        hastes(flooding, [0] * (MOST + 1))

        assert Haste.FINE is flooding.haste(KOFI, 0)

    def test_bounded(self, flooding):
        """Those silent longest are forgotten first."""
        hastes(flooding, [0] * (MOST + 1))
        for person in range(100, 100 + MOST_PEOPLE):
            flooding.haste(person, 0)

        assert (MOST_PEOPLE, set()) == (len(flooding._moments), flooding._told)
        assert Haste.FINE is flooding.haste(AFI, 0)
