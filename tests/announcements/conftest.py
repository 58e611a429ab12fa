"""A real ledger on a new database, a courier that keeps a list, and a voice that says its keys."""

import asyncio
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from admin import Admin

from bot.announcements import Announcement, Content, Dispatch, Pace, Sent, State, Status
from bot.conversation import Contact
from bot.knowledge import load
from bot.storage import Database, StoredAnnouncements, StoredLedger, StoredSubscriptions, migrate


class Clock:
    """A Tuesday at half past ten, until told otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        """Let so much time pass."""
        self.now += timedelta(**time)


class ListingCourier:
    """Delivers to a list; what it answers for a chat may be told beforehand."""

    def __init__(self) -> None:
        self.carried: list[tuple[str, Announcement]] = []
        self.answers = defaultdict(list)
        self.hold: asyncio.Event | None = None

    async def carry(self, announcement, delivery):
        self.carried.append((delivery.contact.id, announcement))
        if self.hold:
            await self.hold.wait()
        answers = self.answers[delivery.contact.id]
        answer = answers.pop(0) if answers else Sent(f"m{len(self.carried)}")
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def chats(self) -> list[str]:
        return [chat for chat, _ in self.carried]


class Desk:
    """All the parts of announcements on one database."""

    def __init__(self, database, clock) -> None:
        self.clock = clock
        self.subscriptions = StoredSubscriptions(database)
        self.registry = StoredAnnouncements(database)
        self.ledger = StoredLedger(database)
        self.courier = ListingCourier()
        self.pace = Pace(time.monotonic, 1000)

    def dispatch(self, **options) -> Dispatch:
        return Dispatch(
            self.ledger, self.subscriptions, self.courier, self.pace, self.clock, holder="one", **options
        )

    async def subscribe(self, *chats: int) -> None:
        for chat in chats:
            await self.subscriptions.subscribe(Contact("telegram", str(chat)), is_group=chat < 0)

    async def schedule(self, text="Bonjour", **options) -> int:
        options = {"at": self.clock(), "status": Status.SCHEDULED, **options}
        return await self.registry.add(Announcement(options.pop("content", Content(text)), **options))

    async def counts(self, number: int) -> dict[State, int]:
        return dict((await self.registry.progress(number)).counts)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def desk(tmp_path, clock):
    database = Database(None, tmp_path)
    await migrate(database)
    yield Desk(database, clock)
    await database.disconnect()


@pytest.fixture
def knowledge(tiny_faq):
    return load(tiny_faq)


@pytest.fixture
async def admin(desk, knowledge):
    await desk.subscribe(1, 2, -3)
    return Admin(desk, knowledge)
