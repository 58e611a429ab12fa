"""Who writes too fast gets one kind line, then silence until they slow down."""

from collections import OrderedDict, deque
from enum import Enum, auto

MOST = 20
"""Messages of one person within a minute: who reads the answers does not write more."""

MINUTE = 60.0
"""Seconds."""

MOST_PEOPLE = 10_000
"""People of whom we remember how fast they write, those silent longest forgotten first: a bound on memory."""


class Haste(Enum):
    """How fast someone writes."""

    FINE = auto()
    TOO_FAST = auto()
    """From this message on."""

    STILL_TOO_FAST = auto()


class Flooding:
    """How fast each person writes."""

    def __init__(self) -> None:
        self._moments: OrderedDict[int, deque[float]] = OrderedDict()
        self._told: set[int] = set()

    def haste(self, person: int, at: float) -> Haste:
        """How fast someone writes who wrote once more, at a moment in seconds: that of writing, for we may read it late."""
        moments = self._moments.pop(person, None) or deque(maxlen=MOST + 1)
        moments.append(at)
        self._moments[person] = moments
        if len(self._moments) > MOST_PEOPLE:
            self._told.discard(self._moments.popitem(last=False)[0])
        if len(moments) <= MOST or moments[-1] - moments[0] >= MINUTE:
            self._told.discard(person)
            return Haste.FINE
        if person in self._told:
            return Haste.STILL_TOO_FAST
        self._told.add(person)
        return Haste.TOO_FAST
