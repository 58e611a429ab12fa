"""One announcement to each subscription, once, whatever the channel answers."""

import asyncio
import inspect
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.announcements import (
    Failed,
    Moved,
    NotLeft,
    Refused,
    State,
    Status,
    TooFast,
    Unknown,
)
from bot.announcements import (
    dispatch as module,
)
from bot.conversation import Contact

PATIENCE = 10


@pytest.fixture(autouse=True)
def _eager(monkeypatch):
    """Looks at the ledger without resting."""
    monkeypatch.setattr(module, "IDLE", 0.001)
    monkeypatch.setattr(module, "NETWORK_REST", 0.001)


@asynccontextmanager
async def running(desk, **options):
    """A dispatch at work, stopped at the end."""
    dispatch = desk.dispatch(**options)
    task = asyncio.create_task(dispatch.run())
    yield dispatch
    dispatch.stop()
    await asyncio.wait_for(task, PATIENCE)


async def until(reached, meanwhile=lambda: None):
    """Return once a condition holds, which may have to be awaited; `meanwhile` is done between two looks."""
    async with asyncio.timeout(PATIENCE):
        while True:
            holds = reached()
            if await holds if inspect.isawaitable(holds) else holds:
                return
            meanwhile()
            await asyncio.sleep(0.001)


def time_passes(desk):
    """Lets seconds pass, for the ledger and for the pace."""

    def passes():
        desk.clock.passes(seconds=1)
        desk.pace._written.clear()

    return passes


def has_status(desk, number, status):
    async def reached():
        return (await desk.registry.find(number)).status is status

    return reached


async def deliver(desk, number, **options):
    """Run until an announcement is done."""
    async with running(desk, **options):
        await until(has_status(desk, number, Status.DONE))


class TestRun:
    async def test_once_each(self, desk):
        """Everyone gets the announcement, once."""
        await desk.subscribe(*range(1, 101))
        number = await desk.schedule()
        await deliver(desk, number)

        assert sorted(map(str, range(1, 101))) == sorted(desk.courier.chats)
        assert {State.SENT: 100} == await desk.counts(number)

    @pytest.mark.parametrize(
        ("answer", "state"),
        [
            (Failed("too long"), State.FAILED),
            (Unknown("ReadTimeout"), State.UNKNOWN),
            (RuntimeError("a fault of ours"), State.UNKNOWN),
            (Refused("forbidden"), State.REFUSED),
        ],
    )
    async def test_not_again(self, desk, answer, state):
        """What failed, was refused or may have arrived does not leave again by itself."""
        await desk.subscribe(1)
        desk.courier.answers["1"] = [answer]
        number = await desk.schedule()
        await deliver(desk, number)

        assert ["1"] == desk.courier.chats
        assert {state: 1} == await desk.counts(number)

    async def test_refused(self, desk):
        """Who refuses is not subscribed any more."""
        await desk.subscribe(1)
        desk.courier.answers["1"] = [Refused("forbidden")]
        await deliver(desk, await desk.schedule())

        assert (await desk.subscriptions.find(Contact("telegram", "1"))).refused

    @pytest.mark.parametrize("answer", [TooFast(0), NotLeft("ConnectError")])
    async def test_put_off(self, desk, answer):
        """What certainly did not arrive leaves again."""
        await desk.subscribe(1)
        desk.courier.answers["1"] = [answer]
        number = await desk.schedule()
        async with running(desk):
            await until(has_status(desk, number, Status.DELIVERING))
            await until(lambda: len(desk.courier.carried) == 2, time_passes(desk))
            await until(has_status(desk, number, Status.DONE))

        assert ["1", "1"] == desk.courier.chats
        assert {State.SENT: 1} == await desk.counts(number)

    async def test_moved(self, desk):
        """A group that moved gets it at its new address."""
        await desk.subscribe(-1)
        desk.courier.answers["-1"] = [Moved(Contact("telegram", "-100"))]
        number = await desk.schedule()
        await deliver(desk, number)

        assert ["-1", "-100"] == desk.courier.chats
        assert {State.SENT: 1} == await desk.counts(number)

    async def test_quiet_hours(self, desk):
        """At night nothing leaves but what may; in the morning the rest does."""
        desk.clock.passes(hours=12)
        await desk.subscribe(1)
        quiet, loud = await desk.schedule("plus tard"), await desk.schedule("de nuit", at_night=True)
        async with running(desk):
            await until(has_status(desk, loud, Status.DONE))
            at_night = [announcement.content.text for _, announcement in desk.courier.carried]
            desk.pace._written.clear()
            desk.clock.passes(hours=9)
            await until(has_status(desk, quiet, Status.DONE))

        assert ["de nuit"] == at_night

    async def test_stop(self, desk):
        """Told to stop, it waits for what is under way, and what has not left waits for the next run."""
        await desk.subscribe(1, 2)
        desk.courier.hold = asyncio.Event()
        number = await desk.schedule()
        dispatch = desk.dispatch()
        task = asyncio.create_task(dispatch.run())
        await until(lambda: desk.courier.carried)
        dispatch.stop()
        desk.courier.hold.set()
        await asyncio.wait_for(task, PATIENCE)
        carried = len(desk.courier.carried)
        counts = await desk.counts(number)
        await deliver(desk, number)

        assert carried == counts[State.SENT]
        assert ["1", "2"] == sorted(desk.courier.chats)

    async def test_database_fails(self, desk, monkeypatch):
        """A database that fails for a while is waited for; what was sent meanwhile is written down, once."""
        await desk.subscribe(1, 2, 3)
        number = await desk.schedule()
        settle, failures = desk.ledger.settle, [OSError(), OSError(), OSError()]

        async def failing(*arguments):
            if failures:
                raise failures.pop()
            await settle(*arguments)

        monkeypatch.setattr(desk.ledger, "settle", failing)
        await deliver(desk, number)

        assert {State.SENT: 3} == await desk.counts(number)
        assert 3 == len(desk.courier.carried)

    async def test_pace(self, desk):
        """A chat written to a moment ago waits its second; nothing is lost."""
        await desk.subscribe(1)
        desk.pace.answered(desk.pace.leave("1"))
        number = await desk.schedule()
        async with running(desk):
            await until(has_status(desk, number, Status.DELIVERING))
            await until(lambda: desk.courier.carried, time_passes(desk))
            await until(has_status(desk, number, Status.DONE))

        assert {State.SENT: 1} == await desk.counts(number)

    @pytest.mark.parametrize(
        "happens",
        [
            lambda desk: desk.pace.stall(60),
            lambda desk: desk.pace.answered(desk.pace.leave("1")),
            lambda desk: desk.clock.passes(seconds=20),
        ],
    )
    async def test_not_its_turn(self, desk, monkeypatch, happens):
        """What was begun when all are to wait, when its chat gets a reply, or long ago, waits as if it had not been."""
        await desk.subscribe(1)
        begin, begun = desk.ledger.begin, []

        async def hindered(*arguments):
            found = await begin(*arguments)
            begun.append(happens(desk))
            return found

        monkeypatch.setattr(desk.ledger, "begin", hindered)
        number = await desk.schedule()
        async with running(desk):
            await until(has_status(desk, number, Status.DELIVERING))
            await until(lambda: begun)
        counts, carried = await desk.counts(number), list(desk.courier.carried)
        monkeypatch.setattr(desk.ledger, "begin", begin)
        desk.pace._stalled = 0
        desk.pace._written.clear()
        await deliver(desk, number)

        assert ({State.WAITING: 1}, []) == (counts, carried)
        assert ["1"] == desk.courier.chats

    async def test_present(self, desk):
        """One at work is known to be, and no more once stopped."""
        async with running(desk):

            async def at_work():
                return await desk.ledger.present(desk.clock()) == ["one"]

            await until(at_work)

        assert [] == await desk.ledger.present(desk.clock())

    async def test_not_due(self, desk):
        """What is for later waits."""
        await desk.subscribe(1)
        await desk.schedule(at=desk.clock() + timedelta(hours=1))
        number = await desk.schedule("maintenant")
        await deliver(desk, number)

        assert ["maintenant"] == [announcement.content.text for _, announcement in desk.courier.carried]
