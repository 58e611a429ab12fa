"""What the Bot API server was told to refuse, to cut, to slow down or to count."""

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from calls import RefusedError

MESSAGES = frozenset(("sendMessage", "sendPhoto", "sendDocument", "copyMessage", "forwardMessage"))
"""The methods that Telegram counts against its limits."""


@dataclass(slots=True)
class Fault:
    """What we were told to refuse."""

    method: str
    chat: int | None
    code: int
    description: str
    retry_after: int | None
    times: int
    """How many calls it still refuses, unless it has a `retry_after`."""

    until: float | None = None
    """When a call is taken again; None before the first refusal."""

    def refuses(self, now: float) -> bool:
        """Whether a call that comes now is refused; each answer counts."""
        if self.retry_after is None:
            self.times -= 1
            return self.times >= 0
        if self.until is None:
            self.until = now + self.retry_after
            return True
        return now < self.until


@dataclass(frozen=True, slots=True)
class Limit:
    """So many messages in so many seconds: in each chat, in each group, or in all."""

    messages: int
    seconds: float
    where: str


@dataclass(frozen=True, slots=True)
class Delay:
    """What is answered late."""

    method: str
    chat: int | None
    seconds: float


class Faults:
    """Fails when told to; nothing here waits or writes to a connection."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._cuts: list[tuple[str, bool]] = []
        self._delays: list[Delay] = []
        self._limits: list[Limit] = []
        self._taken: defaultdict[int, list[float]] = defaultdict(list)
        """When the messages of a chat were taken; 0 stands for all chats."""

    def refuse(  # noqa: PLR0913  # each is a thing a test may want to vary, by name
        self,
        method: str,
        code: int,
        description: str,
        *,
        chat: int | None = None,
        retry_after: int | None = None,
        times: int = 1,
    ) -> None:
        """Refuse the next calls of a method, in one chat or any; with method « * », any message.

        With `retry_after`, refuse it as many times as it comes too early, as Telegram does.
        """
        self._faults.append(Fault(method, chat, code, description, retry_after, times))

    def ask_to_wait(self, seconds: int, *, chat: int | None = None, method: str = "*") -> None:
        """Answer 429 until so many seconds after the first refusal, in one chat or any."""
        self.refuse(method, 429, f"Too Many Requests: retry after {seconds}", chat=chat, retry_after=seconds)

    def limit(self, messages: int, seconds: float, *, where: str = "chat") -> None:
        """Answer 429 to messages that come faster than so many in so many seconds in each « chat », each « group », or « all »."""
        self._limits.append(Limit(messages, seconds, where))

    def cut_next(self, method: str, *, done: bool = False) -> None:
        """Cut the next request of a method once read; `done` means after doing what it asks."""
        self._cuts.append((method, done))

    def slow(self, method: str, seconds: float, *, chat: int | None = None) -> None:
        """Answer each call of a method late, in one chat or any, until `hurry`."""
        self._delays.append(Delay(method, chat, seconds))

    def hurry(self) -> None:
        """Answer at once again."""
        self._delays.clear()

    def trust(self) -> None:
        """Refuse nothing any more."""
        self._faults.clear()
        self._limits.clear()

    # --- Counting.

    def busiest(self, seconds: float, *, chat: int | None = None) -> int:
        """The most messages taken within so many seconds, in one chat or in all."""
        moments = self._taken[chat or 0]
        return max(
            (bisect_left(moments, moment + seconds) - place for place, moment in enumerate(moments)),
            default=0,
        )

    def _check(self, method: str, chat: int | None, now: float) -> None:
        """Raises RefusedError when told to."""
        for fault in self._faults:
            named = fault.method == method or (fault.method == "*" and method in MESSAGES)
            if named and fault.chat in (None, chat) and fault.refuses(now):
                more = {} if fault.retry_after is None else {"retry_after": fault.retry_after}
                raise RefusedError(fault.code, fault.description, **more)
        if method in MESSAGES and chat is not None:
            self._count(chat, now)

    def _count(self, chat: int, now: float) -> None:
        for limit in self._limits:
            if limit.where == "group" and chat > 0:
                continue
            moments = self._taken[0 if limit.where == "all" else chat]
            if len(moments) >= limit.messages and now - moments[-limit.messages] < limit.seconds:
                wait = math.ceil(moments[-limit.messages] + limit.seconds - now)
                raise RefusedError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        for key in (0, chat):
            self._taken[key].append(now)

    def _delay_of(self, method: str, chat: int | None) -> float:
        return max(
            (d.seconds for d in self._delays if d.method == method and d.chat in (None, chat)), default=0.0
        )

    def _is_cut(self, method: str, *, done: bool) -> bool:
        if (method, done) in self._cuts:
            self._cuts.remove((method, done))
            return True
        return False
