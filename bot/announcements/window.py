"""How many messages the other side may have taken within a second, by its own clock, which we do not see."""

from bisect import bisect_right
from collections import deque
from itertools import count

SPAN = 1.0
"""Seconds that the limit is about."""

LATEST_WAYS = 1_000
"""Answers of which the quickest tells how long any takes at least: half a minute's worth, for networks change."""

BEATEN_BY = 0.002
"""Seconds by which the next may be quicker still, and timers inexact."""

LOOK_AGAIN = 0.05
"""Seconds after which to look again for an answer, when nothing may leave before one comes."""


class Window:
    """Counts a message from when it leaves until a second after it must have arrived.

    It arrives between its leaving and its answer. Where something is slow on the way, what left evenly may arrive all
    at once: the answer tells when that was at the latest. A way that is long but even is no reason to wait: what every
    answer takes, at least, is taken off.
    """

    def __init__(self) -> None:
        self._numbers = count()
        self._under_way: dict[int, float] = {}
        self._answered: list[float] = []
        """When, in order."""

        self._ways: deque[float] = deque(maxlen=LATEST_WAYS)

    def leave(self, now: float) -> int:
        """A message leaves; returns the number to tell its answer by."""
        number = next(self._numbers)
        self._under_way[number] = now
        return number

    def answer(self, number: int, now: float) -> None:
        """A message was answered, or given up."""
        self._ways.append(now - self._under_way.pop(number))
        self._answered.append(now)
        del self._answered[: bisect_right(self._answered, now - SPAN)]

    def wait(self, now: float, most: int) -> float:
        """Seconds before one more may leave, when `most` may arrive within a second."""
        until = SPAN - max(0.0, min(self._ways, default=0.0) - BEATEN_BY)
        lately = self._answered[bisect_right(self._answered, now - until) :]
        ahead = len(lately) + len(self._under_way) - most
        if ahead < 0:
            return 0.0
        return max(0.0, lately[ahead] + until - now) if ahead < len(lately) else LOOK_AGAIN
