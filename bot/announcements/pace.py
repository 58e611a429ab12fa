"""How fast: announcements leave at a fair pace, in all and in each chat, and behind what people are waiting for.

Replies count against the pace and are never held up: an announcement leaves only when, with the replies of the last
second, it is not one too many. So announcements alone never exceed the pace, in any second; with replies they do by as
many as people are answered in the very second that announcements had filled already.
"""

from collections import deque
from collections.abc import Callable

from .window import Window

MOST_A_SECOND = 28.0
"""Telegram takes about 30 messages a second of a bot; the rest is for replies that come all at once."""

LEAST_A_SECOND = 1.0

CHAT_INTERVAL = 1.1
"""Seconds between two messages to a chat: Telegram takes one a second, and the network squeezes them together."""

GROUP_MOST, GROUP_SPAN = 18, 60.0
"""Messages in so many seconds to a group: Telegram takes 20 a minute."""

LATENESS = 0.5
"""Seconds of delay that are caught up, within the pace of any second: a database slow for once costs nothing. More is a pause."""

CAUGHT_UP_BY = 2.0
"""How many times faster than the pace announcements leave meanwhile, at most."""

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
        """Announcements a second, as it stands, of all the bots at work."""

        self._bots = 1
        self._window = Window()
        self._next = self._soonest = 0.0
        self._stalled = 0.0
        self._raised = clock()
        self._signs: set[str] = set()
        self._written: dict[str, deque[float]] = {}
        self._blocked: dict[str, float] = {}

    def share(self, bots: int) -> None:
        """Keep to our part of the pace, with so many bots at work."""
        self._bots = max(1, bots)

    @property
    def _ours(self) -> float:
        return self.rate / self._bots

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

    def wait(self) -> float:
        """Seconds before the next announcement may leave; to be asked again then: a reply may have taken its place."""
        now = self._clock()
        window = self._window.wait(now, max(1, int(self._ours)))
        return max(0.0, self._next - now, self._soonest - now, self._stalled - now, window)

    def leave(self, chat: str) -> int:
        """A message leaves now for a chat, announcement or reply; returns the number to tell its answer by."""
        now = self._clock()
        interval = 1 / self._ours
        # Without this, each delay of a few milliseconds would be lost for good.
        self._next = (self._next if now - self._next <= LATENESS else now) + interval
        self._soonest = now + interval / CAUGHT_UP_BY
        self._write_down(chat, now)
        return self._window.leave(now)

    def answered(self, number: int) -> None:
        """A message was answered, or given up."""
        self._window.answer(number, self._clock())

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
