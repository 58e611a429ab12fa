"""What became of deliveries is written down, sooner or later, and once."""

import pytest

from bot.announcements import Delivery, Failed, Moved, Refused, Sent
from bot.announcements.settling import Settling
from bot.conversation import Contact


class FailingLedger:
    """Writes down in a list; fails as often as told."""

    def __init__(self):
        self.failures = 0
        self.written = []

    async def settle(self, _holder, found, _now, _most_tries):
        if self.failures:
            self.failures -= 1
            raise OSError
        self.written.append(dict(found))


class ListingSubscriptions:
    """Remembers what was changed."""

    def __init__(self):
        self.changes = []

    async def refuse(self, contact):
        self.changes.append(("refused", contact.id))

    async def move(self, former, contact):
        self.changes.append((former.id, contact.id))


@pytest.fixture
def ledger():
    return FailingLedger()


@pytest.fixture
def subscriptions():
    return ListingSubscriptions()


@pytest.fixture
def settling(ledger, subscriptions, clock):
    return Settling(ledger, subscriptions, clock, "one")


def delivery(number):
    return Delivery(number, 1, Contact("telegram", str(number)))


class TestSettleSoon:
    async def test_at_once(self, settling, ledger):
        """A result is written down when it is known."""
        await settling.settle_soon(delivery(1), Sent("m1"))

        assert [{1: Sent("m1")}] == ledger.written

    async def test_database_fails(self, settling, ledger):
        """What could not be is with the next one, in order, and once."""
        ledger.failures = 2
        for number in (1, 2, 3):
            await settling.settle_soon(delivery(number), Failed(str(number)))
        await settling.settle()

        assert [{number: Failed(str(number)) for number in (1, 2, 3)}] == ledger.written

    async def test_subscriptions(self, settling, subscriptions):
        """Who refuses is not subscribed any more; who moved is, at the new address."""
        await settling.settle_soon(delivery(1), Refused("forbidden"))
        await settling.settle_soon(delivery(2), Moved(Contact("telegram", "-100")))
        await settling.settle_soon(delivery(3), Sent("m3"))

        assert [("refused", "1"), ("2", "-100")] == subscriptions.changes
