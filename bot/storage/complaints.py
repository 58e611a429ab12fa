"""What the operator reads while the database fails: at once, then once a minute, and when it is over."""

import logging
import time
from collections.abc import Callable

_LOG = logging.getLogger(__name__)

EVERY = 60
"""Seconds between two lines: a log that repeats itself hides the rest."""


class Complaints:
    """Remembers what was told, and when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told: float | None = None
        self.failing = False

    def tell(self, reason: str, waiting: object) -> None:
        """The database failed; say why, and what waits to be stored, unless it was said within the minute."""
        self.failing = True
        now = self._clock()
        if self._told is None or now - self._told >= EVERY:
            self._told = now
            _LOG.warning(
                "database failing, replies go on from memory reason=%s not stored: %s", reason, waiting
            )

    def over(self) -> None:
        """The database works; say so when it did not."""
        if self.failing:
            self.failing = False
            self._told = None
            _LOG.warning("database works again, all that waited is stored")
