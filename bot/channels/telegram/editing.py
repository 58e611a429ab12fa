"""An edited question edits its answer: who mends a slip does not want two answers."""

from collections import OrderedDict
from dataclasses import dataclass

from bot.conversation import Thread

MOST_TURNS = 2_000
"""Questions whose answer may still be edited, the oldest forgotten first: a bound on memory."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer."""

    before: Thread
    """The conversation before it: what the mended question is read in."""

    after: Thread

    answer: tuple[int, ...]
    """The numbers of the messages that say it."""


class Turns:
    """The last turns, by chat and number of the question."""

    def __init__(self) -> None:
        self._turns: OrderedDict[tuple[int, int], Turn] = OrderedDict()

    def of(self, chat: int, question: int) -> Turn | None:
        """What became of a question; None when it was long ago."""
        return self._turns.get((chat, question))

    def keep(self, chat: int, question: int, turn: Turn) -> None:
        """Remember a turn."""
        self._turns[chat, question] = turn
        self._turns.move_to_end((chat, question))
        if len(self._turns) > MOST_TURNS:
            self._turns.popitem(last=False)
