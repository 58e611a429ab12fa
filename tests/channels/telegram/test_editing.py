"""Which answers may still be edited."""

from fake_bot import CHAT, GROUP

from bot.channels.telegram import editing as module
from bot.channels.telegram.editing import Turn, Turns
from bot.conversation import Thread

TURN = Turn(Thread(), Thread(("prix",)), (8,))


class TestTurns:
    def test_kept(self):
        """A question is known by its chat and number."""
        turns = Turns()
        turns.keep(CHAT, 7, TURN)

        assert (TURN, None, None) == (turns.of(CHAT, 7), turns.of(CHAT, 8), turns.of(GROUP, 7))

    def test_bound(self, monkeypatch):
        """So many are remembered, the oldest forgotten first."""
        monkeypatch.setattr(module, "MOST_TURNS", 2)
        turns = Turns()
        for number in (1, 2, 1, 3):
            turns.keep(CHAT, number, TURN)

        assert (TURN, None, TURN) == (turns.of(CHAT, 1), turns.of(CHAT, 2), turns.of(CHAT, 3))
