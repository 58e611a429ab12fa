import re

import pytest

from bot.conversation import ParcelsInMemory
from bot.conversation import parcels as module
from bot.conversation.parcels import KEPT, TOKEN_LENGTH, token_of

LONG = "Combien de kilomètres de fibre ? " * 7


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def parcels(clock):
    return ParcelsInMemory(clock)


class TestTokenOf:
    @pytest.mark.parametrize("text", ["a", "é", LONG, "🙏"])
    def test_fits_a_link(self, text):
        """A token is short, and of marks a link may carry."""
        assert re.fullmatch(r"[A-Za-z0-9_-]+", token_of(text))
        assert TOKEN_LENGTH == len(token_of(text))

    def test_same_again(self):
        """A text always has the same token, and no other text has it."""
        assert token_of("fibre") == token_of("fibre") != token_of("fibres")


class TestParcelsInMemory:
    def test_given_back(self, parcels):
        """A text comes back, as often as it is asked for."""
        token = parcels.keep(LONG)

        assert [LONG, LONG] == [parcels.text_of(token), parcels.text_of(token)]

    def test_unknown(self, parcels):
        """A token that we never gave brings nothing back."""
        assert parcels.text_of(token_of("a")) is None

    def test_expiry(self, parcels, clock):
        """A parcel is kept for a while, and no longer."""
        token = parcels.keep(LONG)
        clock.now += KEPT.total_seconds() - 1
        before = parcels.text_of(token)
        clock.now += 1

        assert (LONG, None, None) == (before, parcels.text_of(token), parcels.text_of(token))

    def test_kept_again(self, parcels, clock):
        """Typed again, it is kept for as long from then."""
        parcels.keep(LONG)
        clock.now += KEPT.total_seconds() - 1
        token = parcels.keep(LONG)
        clock.now += 2

        assert LONG == parcels.text_of(token)

    def test_purge(self, parcels, clock):
        """What was kept for long enough is not even held; the rest is."""
        parcels.keep("a")
        clock.now += KEPT.total_seconds() / 2
        token = parcels.keep("b")
        clock.now += KEPT.total_seconds() / 2
        parcels.purge()

        assert ([token], "b") == (list(parcels._kept), parcels.text_of(token))

    def test_bound(self, parcels, monkeypatch):
        """So many are kept; the one not typed for longest goes first."""
        monkeypatch.setattr(module, "MOST_KEPT", 2)
        tokens = [parcels.keep(text) for text in ("a", "b", "a", "c")]

        assert ["a", None, "a", "c"] == [parcels.text_of(token) for token in tokens]
