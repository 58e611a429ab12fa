"""Beside delivering: what is due begins, what is over ends, each at its time."""

import pytest

from bot.announcements import Content, Recurrence, Status, plan_of
from bot.announcements.housekeeping import Housekeeping
from bot.knowledge import Entry

ENTRIES = {name: Entry(name, name, (name,), name) for name in ("a", "b")}


def fact(told):
    return ENTRIES["b" if "a" in told else "a"]


@pytest.fixture
def keep(desk):
    """Keeps house until there is nothing more to list or to erase."""
    housekeeping = Housekeeping(desk.ledger, desk.clock, "one", fact)

    async def keep():
        while await housekeeping.keep():
            pass

    return keep


def daily(desk) -> Recurrence:
    return plan_of("tous les jours à 10h30", desk.clock())


class TestKeep:
    async def test_series(self, desk, keep):
        """A recurrence comes again at its hour; the « fait du jour » is another each time."""
        number = await desk.schedule(content=Content(fact=True), every=daily(desk))
        await keep()
        desk.clock.passes(days=1)
        await keep()
        told = [(await desk.registry.find(each)).content.entry for each in (number, number + 1)]

        assert ["a", "b"] == told

    async def test_no_bot_for_long(self, desk, keep):
        """A recurrence missed for long is not made up for at the wrong hour; a single announcement is, late."""
        plan = daily(desk)
        regular, once = await desk.schedule(every=plan), await desk.schedule()
        desk.clock.passes(hours=7)
        await keep()
        found = await desk.registry.find(regular)

        assert (Status.SCHEDULED, plan.after(desk.clock())) == (found.status, found.at)
        assert (await desk.registry.find(once)).status is not Status.SCHEDULED

    async def test_done(self, desk, keep):
        """An announcement with nothing left to deliver is done."""
        number = await desk.schedule()
        await keep()
        await keep()

        assert Status.DONE is (await desk.registry.find(number)).status

    async def test_present(self, desk, keep):
        """One that keeps house is known to be at work, until it has said nothing for a while."""
        await keep()
        seen = await desk.ledger.present(desk.clock())
        desk.clock.passes(seconds=31)

        assert (1, 0) == (seen, await desk.ledger.present(desk.clock()))

    async def test_old(self, desk, keep):
        """What ended long ago is erased."""
        number = await desk.schedule()
        await keep()
        await keep()
        desk.clock.passes(days=91)
        await keep()

        assert await desk.registry.find(number) is None
