"""An announcement on a bad network, by bots that are killed; what is written down is then held against what arrived."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot_api import TOKEN, BotApi
from bot_process import BotProcess
from calls import RefusedError
from faults import MESSAGES
from sqlalchemy import select

from bot.announcements import Announcement, Content, State, Status
from bot.storage import Database, StoredAnnouncements, migrate
from bot.storage.deliveries import DELIVERIES
from bot.storage.subscriptions import SUBSCRIPTIONS

TEXT = "Réunion publique samedi à 9 h."


PATIENCE = 300
"""Seconds after which bots that deliver are taken for stuck."""

QUIET = 5
"""Seconds without a message after which bots are killed all the same."""


class BadNetwork(BotApi):
    """Refuses some messages and loses some answers, as chance has it."""

    def __init__(self, seed: int, *, too_fast: float, lost: float) -> None:
        super().__init__()
        self._chance = random.Random(seed)
        self._too_fast, self._lost = too_fast, lost

    def _check(self, method: str, chat: int | None, now: float) -> None:
        super()._check(method, chat, now)
        if method in MESSAGES and self._chance.random() < self._too_fast:
            raise RefusedError(429, "Too Many Requests: retry after 1", retry_after=1)

    def _is_cut(self, method: str, *, done: bool) -> bool:
        if done and method in MESSAGES and self._chance.random() < self._lost:
            return True
        return super()._is_cut(method, done=done)


@dataclass
class Campaign:
    """One announcement to many chats, and the bots that deliver it."""

    api: BadNetwork
    folder: Path
    faq: Path
    setting: str | None
    """What `BOT_DATABASE` says; None for SQLite."""

    chats: int
    seed: int
    pace: int = 200
    bots: list[BotProcess] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._arrived, self._since = -1, 0.0
        self.people = [self.api.number() for _ in range(self.chats)]

    # --- The database, as another process sees it.

    def _do(self, work: Callable[[Database], Awaitable[Any]]) -> Any:
        async def do() -> Any:
            database = Database(self.setting, self.folder / "data")
            try:
                return await work(database)
            finally:
                await database.disconnect()

        return asyncio.run(do())

    def announce(self, blocked: float) -> None:
        """Subscribe everyone, some of whom have blocked the bot since, and schedule the announcement for now."""
        self.api.blocked |= set(self._chance.sample(self.people, round(self.chats * blocked)))

        async def write(database: Database) -> int:
            await migrate(database)
            rows = [{"channel": "telegram", "chat": str(chat), "is_group": False} for chat in self.people]
            async with database.writing() as connection:
                await connection.execute(SUBSCRIPTIONS.insert(), rows)
            now = datetime.now(UTC)
            announcement = Announcement(Content(TEXT), at=now, at_night=True, status=Status.SCHEDULED)
            return await StoredAnnouncements(database).add(announcement)

        self.number = self._do(write)

    @property
    def done(self) -> bool:
        """Whether the announcement has ended."""
        found = self._do(lambda database: StoredAnnouncements(database).find(self.number))
        return found is not None and found.status is Status.DONE

    def ledger(self) -> dict[int, tuple[State, str | None]]:
        """What is written down of each chat."""

        async def read(database: Database) -> Any:
            async with database.reading() as connection:
                chosen = select(DELIVERIES.c.chat, DELIVERIES.c.state, DELIVERIES.c.message)
                return (await connection.execute(chosen)).all()

        return {int(chat): (State(state), message) for chat, state, message in self._do(read)}

    # --- The bots.

    def start(self, count: int = 1) -> None:
        """Start bots, each as a process."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.api.url,
            "BOT_KNOWLEDGE": str(self.faq),
            "BOT_PACE": str(self.pace),
            **({"BOT_DATABASE": self.setting} if self.setting else {}),
        }
        self.bots = [BotProcess(self.folder, settings) for _ in range(count)]

    def kill(self) -> None:
        """Stop all as a power cut does."""
        for bot in self.bots:
            bot.kill()
        self.bots = []

    def survive(self, kills: int, processes: int = 1) -> None:
        """Kill the bots so many times at moments of chance while they deliver, then let the last ones end it."""
        share = self.chats / (kills + 1)
        for number in range(kills):
            self.start(processes)
            most = min(self.chats - 1, round(share * (number + self._chance.random())))
            # Those still to come may all wait for the end of a lease.
            self._wait(lambda most=most: self.arrived >= most or self._quiet())
            time.sleep(self._chance.uniform(0, 0.03))  # between two messages, or amid one
            self.kill()
        self.start(processes)
        self.finish()

    def finish(self) -> None:
        """Wait until the announcement has ended."""
        self._wait(lambda: self.done, every=0.5)

    @property
    def arrived(self) -> int:
        """Messages people have seen."""
        return len(self.api.shown)

    def _quiet(self) -> bool:
        """Whether nothing has arrived for a while."""
        now = time.monotonic()
        if self.arrived != self._arrived:
            self._arrived, self._since = self.arrived, now
        return now - self._since > QUIET

    def _wait(self, reached: Callable[[], bool], every: float = 0.01) -> None:
        deadline = time.monotonic() + PATIENCE
        while not reached():
            time.sleep(every)
            assert time.monotonic() < deadline, f"stuck at {self.arrived} of {self.chats}"

    # --- The comparison.

    def differences(self) -> list[str]:
        """All that the ledger says and that is not so; empty is perfect."""
        seen: defaultdict[int, list[int]] = defaultdict(list)
        for message in self.api.shown:
            seen[message.chat].append(message.id)
        ledger = self.ledger()
        found = [f"chat {chat} got it {len(ids)} times" for chat, ids in seen.items() if len(ids) > 1]
        found += [f"chat {chat} is not in the ledger" for chat in self.people if chat not in ledger]
        for chat, (state, message) in ledger.items():
            got = [str(number) for number in seen[chat]]
            if state is State.SENT and got != [message]:
                found.append(f"chat {chat}: sent {message}, saw {got}")
            if state in (State.REFUSED, State.FAILED) and got:
                found.append(f"chat {chat}: {state}, saw {got}")
            if state in (State.WAITING, State.SENDING):
                found.append(f"chat {chat}: {state} when all is done")
            if (state is State.REFUSED) != (chat in self.api.blocked) and state is not State.UNKNOWN:
                found.append(f"chat {chat}: {state}, blocked: {chat in self.api.blocked}")
        return found

    def counts(self) -> dict[str, int]:
        """How many deliveries stand where."""
        return dict(Counter(str(state) for state, _ in self.ledger().values()))
