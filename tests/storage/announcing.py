"""What the tests of announcements have in common: contacts, a ledger and the shortest way through it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.announcements import Announcement, Content, Sent, State, Status
from bot.conversation import Contact
from bot.storage import Database, StoredAnnouncements, StoredLedger, StoredSubscriptions

HOLDER, OTHER = "one", "another"
LEASE = timedelta(seconds=60)
MOST_TRIES = 3


def chat(number: int) -> Contact:
    return Contact("telegram", str(number))


@dataclass
class Announcing:
    """The three families on one database, and a clock."""

    database: Database
    now: Any

    def __post_init__(self) -> None:
        self.subscriptions = StoredSubscriptions(self.database)
        self.registry = StoredAnnouncements(self.database)
        self.ledger = StoredLedger(self.database)

    async def subscribe(self, *numbers: int) -> None:
        """People for numbers above zero, groups below."""
        for number in numbers:
            await self.subscriptions.subscribe(chat(number), is_group=number < 0)

    async def schedule(self, at: datetime | None = None, **options: Any) -> int:
        announcement = Announcement(
            Content("Bonjour"), at=at or self.now(), status=Status.SCHEDULED, **options
        )
        return await self.registry.add(announcement)

    async def begin(self, **options: Any) -> int:
        """An announcement whose recipients are listed."""
        number = await self.schedule(**options)
        for due in await self.ledger.due(self.now()):
            await self.ledger.start(due, due.content, None)
        while await self.ledger.gather(self.now(), 1000):
            pass
        return number

    async def claim(self, holder: str = HOLDER, most: int = 100, *, at_night: bool = False) -> list:
        return list(await self.ledger.claim(holder, self.now(), self.now() + LEASE, most, at_night=at_night))

    async def leave(self, deliveries: list, holder: str = HOLDER) -> set[int]:
        ids = [delivery.id for delivery in deliveries]
        return set(await self.ledger.begin(holder, ids, self.now(), self.now() + LEASE))

    async def settle(self, results: dict, holder: str = HOLDER) -> None:
        await self.ledger.settle(holder, results, self.now(), MOST_TRIES)

    async def deliver(self) -> None:
        """Claim and deliver whatever waits."""
        claimed = await self.claim()
        await self.leave(claimed)
        await self.settle({delivery.id: Sent(f"m{delivery.contact.id}") for delivery in claimed})
        await self.ledger.finish(self.now())

    async def counts(self, number: int) -> dict[State, int]:
        return dict((await self.registry.progress(number)).counts)

    async def status(self, number: int) -> Status | None:
        found = await self.registry.find(number)
        return found and found.status
