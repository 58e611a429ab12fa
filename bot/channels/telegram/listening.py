"""Questions asked to nobody in a group that lets the bot listen: few are answered, and only when sure."""

import time
from collections import OrderedDict
from collections.abc import Callable

from telegram import Message as TelegramMessage

from bot.conversation import Outcome, Reply

from .addressing import is_for_others

EVERY = 300.0
"""Seconds between two answers that nobody asked us for: a group is for its members."""

MOST_GROUPS = 10_000
"""Groups whose last such answer is remembered, the oldest forgotten first: a bound on memory."""


class Listening:
    """When the bot may speak without being asked to."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells the seconds since some moment."""
        self._clock = clock
        self._answered: OrderedDict[int, float] = OrderedDict()

    def may_answer(self, message: TelegramMessage) -> bool:
        """Whether a message asks everybody, and we have been silent long enough."""
        asks = (message.text or "").rstrip().endswith("?") and not is_for_others(message)
        last = self._answered.get(message.chat.id)
        return asks and (last is None or self._clock() - last >= EVERY)

    def answered(self, chat: int) -> None:
        """We spoke."""
        self._answered[chat] = self._clock()
        self._answered.move_to_end(chat)
        if len(self._answered) > MOST_GROUPS:
            self._answered.popitem(last=False)


def is_sure(reply: Reply) -> bool:
    """Whether a reply answers all that was asked."""
    return reply.outcome is Outcome.ANSWER and reply.missed is None
