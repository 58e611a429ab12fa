"""Announcements on their way, in a time of ours: what leaves, what arrives when, what holds either up."""

import heapq
from bisect import bisect_left
from collections.abc import Callable
from itertools import count

from bot.announcements.pace import Pace

A_MOMENT = 0.000_001
"""Seconds: the least that a clock moves."""

HIDDEN = 0.005
"""Seconds an answer takes back."""


class Clock:
    """Some moment, until told otherwise."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def busiest(moments: list[float]) -> int:
    """The most within a second, wherever it begins; moments a second apart are not within one."""
    moments = sorted(moments)
    return max(bisect_left(moments, moment + 1 - A_MOMENT) - place for place, moment in enumerate(moments))


def nothing(_number: int) -> float:
    return 0.0


class Network:
    """Lets announcements leave as soon as the pace does, and answers each."""

    def __init__(self, pace: Pace, clock: Clock, way: Callable[[float], float]) -> None:
        """`way` tells how long a message that leaves at a moment takes to arrive."""
        self._pace, self._clock, self._way = pace, clock, way
        self._answers: list[tuple[float, int]] = []
        self._chats = count()
        self.left: list[float] = []
        self.arrived: list[float] = []

    def run(self, seconds: float, held_up: Callable[[int], float] = nothing) -> None:
        """Let so many seconds pass; `held_up` tells how long we are kept from looking before the next leaves."""
        end = self._clock.now + seconds
        while self._clock.now < end:
            wait = self._pace.wait()
            if wait:
                self._pass(max(wait, A_MOMENT))
                continue
            self.send()
            self._pass(held_up(len(self.left)))

    def send(self) -> None:
        """One message leaves, whatever the pace says."""
        number = self._pace.leave(f"chat {next(self._chats)}")
        arrives = self._clock.now + self._way(self._clock.now)
        self.left.append(self._clock.now)
        self.arrived.append(arrives)
        heapq.heappush(self._answers, (arrives + HIDDEN, number))

    def _pass(self, seconds: float) -> None:
        end = self._clock.now + seconds
        while self._answers and self._answers[0][0] <= end:
            moment, number = heapq.heappop(self._answers)
            self._clock.now = max(self._clock.now, moment)
            self._pace.answered(number)
        self._clock.now = end
