"""How fast: announcements leave at a fair pace, in all and in each chat, and behind what people are waiting for."""

from collections import deque
from collections.abc import Callable

MOST_A_SECOND = 28.0
"""Telegram takes about 30 messages a second of a bot; the rest is for replies that come all at once."""

LEAST_A_SECOND = 1.0

CHAT_INTERVAL = 1.1
"""Seconds between two messages to a chat: Telegram takes one a second, and the network squeezes them together."""

GROUP_MOST, GROUP_SPAN = 18, 60.0
"""Messages in so many seconds to a group: Telegram takes 20 a minute."""

LATENESS = 0.1
"""Seconds of delay that may be caught up: more would be a burst."""

SIGNS = 3
"""Refusals in a row, each of another chat, that tell we are too fast for all: Telegram does not say it otherwise."""

SLOWER = 0.7
"""What the pace is multiplied by then."""

RAISED_EVERY, RAISED_BY = 30.0, 1.0
"""Seconds without such a sign after which the pace is raised, and by how much."""


class Pace:
    """What leaves when; replies are counted and never held up."""

    def __init__(self, clock: Callable[[], float], most: float = MOST_A_SECOND) -> None:
        self._clock = clock
        self._most = most
        self.rate = most
        """Announcements a second, as it stands."""

        self._next = 0.0
        self._stalled = 0.0
        self._raised = clock()
        self._signs: set[str] = set()
        self._written: dict[str, deque[float]] = {}
        self._blocked: dict[str, float] = {}

    def wait_of_chat(self, chat: str, *, is_group: bool) -> float:
        """Seconds before a chat may be written to again."""
        now = self._clock()
        written = self._written.get(chat, ())
        ready = self._blocked.get(chat, 0.0)
        if written:
            ready = max(ready, written[-1] + CHAT_INTERVAL)
        if is_group and len(written) >= GROUP_MOST:
            ready = max(ready, written[-GROUP_MOST] + GROUP_SPAN)
        return max(0.0, ready - now)

    def take(self, chat: str) -> float:
        """Take the next place for a chat; returns the seconds to wait for it."""
        place = self._place()
        self._write_down(chat, place)
        return max(0.0, place - self._clock())

    def replied(self, chat: str) -> None:
        """A reply leaves now: it takes a place, and announcements move back."""
        self._place()
        self._write_down(chat, self._clock())

    def _place(self) -> float:
        place = max(self._next, self._stalled, self._clock() - LATENESS)
        self._next = place + 1 / self.rate
        return place

    def _write_down(self, chat: str, moment: float) -> None:
        # The latest last, so that old ones are found first.
        written = self._written.pop(chat, None) or deque(maxlen=GROUP_MOST)
        written.append(moment)
        self._written[chat] = written
        self._forget(moment - GROUP_SPAN)

    def _forget(self, before: float) -> None:
        while self._written:
            oldest = next(iter(self._written))
            if self._written[oldest][-1] >= before:
                return
            del self._written[oldest]

    def accepted(self) -> None:
        """A message was taken: whoever was refused just before, it was not for all."""
        self._signs.clear()
        now = self._clock()
        if self.rate < self._most and now - self._raised >= RAISED_EVERY:
            self._raised = now
            self.rate = min(self._most, self.rate + RAISED_BY)

    def refused(self, chat: str, seconds: float) -> None:
        """A message came too fast: its chat waits; after some of these in a row all wait, and the pace slows down."""
        now = self._clock()
        self._blocked = {other: until for other, until in self._blocked.items() if until > now}
        self._blocked[chat] = now + seconds
        self._signs.add(chat)
        if len(self._signs) < SIGNS:
            return
        # What was under way when we stalled is refused too: one and the same sign.
        if now >= self._stalled:
            self.rate = max(LEAST_A_SECOND, self.rate * SLOWER)
            self._raised = now
        self.stall(seconds)

    def stall(self, seconds: float) -> None:
        """Let nothing leave for a while."""
        self._stalled = max(self._stalled, self._clock() + seconds)

    @property
    def stalled(self) -> float:
        """Seconds during which nothing leaves."""
        return max(0.0, self._stalled - self._clock())
