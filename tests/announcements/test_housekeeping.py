"""Beside delivering: what is due begins, what is over ends, each at its time."""

import pytest

from bot.announcements import Content, Recurrence, Status, new_holder, plan_of
from bot.announcements.housekeeping import Housekeeping
from bot.knowledge import Entry

ENTRIES = {name: Entry(name, name, (name,), name) for name in ("a", "b")}


def fact(told):
    return ENTRIES["b" if "a" in told else "a"]


@pytest.fixture
def housekeeping(desk):
    return Housekeeping(desk.ledger, desk.pace, desk.clock, "one", fact)


@pytest.fixture
def keep(housekeeping):
    """Keeps house until there is nothing more to list or to erase."""

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

        assert (["one"], []) == (seen, await desk.ledger.present(desk.clock()))

    async def test_old(self, desk, keep):
        """What ended long ago is erased."""
        number = await desk.schedule()
        await keep()
        await keep()
        desk.clock.passes(days=91)
        await keep()

        assert await desk.registry.find(number) is None


class TestShare:
    """The pace is that of all bots on one database, whoever comes and goes."""

    RATE = 1000

    def ours(self, desk):
        return desk.pace._ours

    async def test_alone(self, desk, housekeeping):
        """Who is alone has the whole pace, at once."""
        await housekeeping.arrive()

        assert (self.RATE, 0) == (self.ours(desk), desk.pace.stalled)

    async def test_newcomer(self, desk, housekeeping):
        """Who is not has a part, and leaves the others time to see that theirs is smaller."""
        await desk.ledger.be_present("another", desk.clock())
        await housekeeping.arrive()

        assert self.RATE / 2 == self.ours(desk)
        assert desk.pace.stalled > 1

    async def test_come_and_gone(self, desk, housekeeping, keep):
        """Whoever comes is counted at the next look, and no more once gone or long silent."""
        await housekeeping.arrive()
        seen = []
        for names, seconds in ((("b", "c"), 1), (("b",), 1), ((), 30)):
            for name in names:
                await desk.ledger.be_present(name, desk.clock())
            await keep()
            seen.append(self.RATE / self.ours(desk))
            await desk.ledger.be_absent("c")
            desk.clock.passes(seconds=seconds)
        await keep()

        assert [3, 2, 2] == seen
        assert self.RATE == self.ours(desk)

    async def test_killed(self, desk, housekeeping):
        """A process of this machine that was killed is not waited for."""
        await desk.ledger.be_present(new_holder(), desk.clock())
        await housekeeping.arrive()

        assert (self.RATE, 0) == (self.ours(desk), desk.pace.stalled)
        assert ["one"] == await desk.ledger.present(desk.clock())
