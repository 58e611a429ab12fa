"""What was taken and not yet replied to; every wait is on an event, and what rests is released by the test."""

import asyncio

import pytest

from bot.channels.telegram import in_hand as module
from bot.channels.telegram.in_hand import InHand, rest

PATIENCE = 10
"""Seconds after which what we wait for is taken for lost; a passing test never comes near."""

OTHER = 8


@pytest.fixture
def in_hand():
    return InHand()


@pytest.fixture
def alarm(in_hand, monkeypatch):
    """Those who rest wait for it instead of the clock."""
    event = asyncio.Event()

    async def rung(_seconds: float) -> None:
        await event.wait()

    monkeypatch.setattr(in_hand, "_sleep", rung)
    return event


@pytest.fixture
def hurried(monkeypatch):
    """Nobody is waited for."""
    monkeypatch.setattr(module, "HELD_BACK", 0)
    monkeypatch.setattr(module, "GRACE", 0)


async def settle():
    """Let every task go as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def handle(in_hand, update, work):
    with in_hand.handling(update) as place:
        await in_hand.sit(place)
        await work()


def begin(in_hand, update, work):
    return asyncio.create_task(handle(in_hand, update, work))


class TestAnswered:
    async def test_nothing(self, in_hand):
        """With nothing in hand nobody waits."""
        assert await in_hand.answered(PATIENCE) is None

    async def test_taken(self, in_hand, telegram):
        """An update counts from the moment it is taken, before anything is done about it."""
        update = telegram.text("a")
        in_hand.take([update])
        waiting = asyncio.create_task(in_hand.answered(PATIENCE))
        await settle()
        waited = not waiting.done()
        await handle(in_hand, update, settle)

        assert waited
        assert await asyncio.wait_for(waiting, PATIENCE) is None
        assert in_hand.first is None

    async def test_inline(self, in_hand, telegram):
        """What is typed inline is waited for by nobody: it is soon typed on."""
        update = telegram.types("a")
        in_hand.take([update])
        release = asyncio.Event()
        handling = begin(in_hand, update, release.wait)
        await settle()

        assert await asyncio.wait_for(in_hand.answered(PATIENCE), PATIENCE / 2) is None
        release.set()
        await handling

    async def test_failed(self, in_hand, telegram):
        """What failed is done with."""

        async def fail():
            raise RuntimeError

        with pytest.raises(RuntimeError):
            await handle(in_hand, telegram.text("a"), fail)
        assert in_hand.first is None

    async def test_long(self, in_hand, telegram):
        """What takes long holds up the others for so long and no more."""
        in_hand.take([telegram.text("a")])

        assert await in_hand.answered(0) is None

    async def test_resting(self, in_hand, telegram, alarm):
        """What Telegram makes wait holds up nobody, nor does what comes after it in its chat."""
        first, second = telegram.text("a"), telegram.text("b")
        in_hand.take([first, second])
        task = begin(in_hand, first, lambda: rest(30))
        await settle()
        third = telegram.text("c")
        in_hand.take([third])
        assert await asyncio.wait_for(in_hand.answered(PATIENCE), PATIENCE) is None
        assert first.update_id == in_hand.first

        elsewhere = telegram.text("d", chat=OTHER)
        in_hand.take([elsewhere])
        waiting = asyncio.create_task(in_hand.answered(PATIENCE))
        await settle()
        assert not waiting.done()
        await handle(in_hand, elsewhere, settle)
        await waiting
        alarm.set()
        await task

    async def test_rested(self, in_hand, telegram, alarm):
        """Once the wait is over, the next updates wait for the reply again."""
        replied = asyncio.Event()

        async def rest_and_reply():
            await rest(30)
            await replied.wait()

        task = begin(in_hand, telegram.text("a"), rest_and_reply)
        await settle()
        alarm.set()
        await settle()
        waiting = asyncio.create_task(in_hand.answered(PATIENCE))
        await settle()
        waited = not waiting.done()
        replied.set()
        await asyncio.gather(task, waiting)

        assert waited

    async def test_no_chat(self, in_hand, telegram, alarm):
        """What belongs to no chat rests alone."""
        task = begin(in_hand, telegram.update(), lambda: rest(30))
        await settle()
        in_hand.take([telegram.update()])
        waiting = asyncio.create_task(in_hand.answered(PATIENCE))
        await settle()

        assert not waiting.done()
        waiting.cancel()
        alarm.set()
        await task


class TestSit:
    async def test_resting(self, in_hand, telegram, alarm):
        """Who rests leaves the seat to somebody else, and waits for one afterwards."""
        in_hand._seats = asyncio.Semaphore(1)
        order = []

        async def rest_first():
            await rest(30)
            order.append("rested")

        async def reply():
            alarm.set()
            await settle()
            order.append("meanwhile")

        resting = begin(in_hand, telegram.text("a"), rest_first)
        await settle()
        await asyncio.wait_for(handle(in_hand, telegram.text("b", chat=OTHER), reply), PATIENCE)
        await resting

        assert ["meanwhile", "rested"] == order
        assert 1 == in_hand._seats._value


class TestAnswers:
    async def test_replied(self, in_hand, telegram):
        """Whoever waits for one update goes on once it has its reply."""
        update = telegram.text("a")
        waiting = asyncio.create_task(in_hand.answers(update))
        await settle()
        await handle(in_hand, update, settle)

        assert await waiting

    @pytest.mark.usefixtures("hurried")
    async def test_long(self, in_hand, telegram):
        """Or once it takes long."""
        assert await in_hand.answers(telegram.text("a"))

    @pytest.mark.usefixtures("hurried")
    async def test_given_up(self, in_hand, telegram, monkeypatch):
        """And is told when the bot stops before."""
        monkeypatch.setattr(module, "HELD_BACK", PATIENCE)
        update = telegram.text("a")
        waiting = asyncio.create_task(in_hand.answers(update))
        await settle()
        await in_hand.finish()

        assert not await waiting


class TestFinish:
    async def test_under_way(self, in_hand, telegram):
        """Replies under way reach people."""
        replied = []

        async def reply():
            await settle()
            replied.append("a")

        update = telegram.text("a")
        in_hand.take([update])
        task = begin(in_hand, update, reply)
        await in_hand.finish()
        await task

        assert (["a"], None) == (replied, in_hand.first)

    async def test_resting(self, in_hand, telegram):
        """What rests is tried a last time, at once."""
        task = begin(in_hand, telegram.text("a"), lambda: rest(3600))
        await settle()
        await asyncio.wait_for(in_hand.finish(), PATIENCE)

        assert (True, None) == (task.done() and not task.cancelled(), in_hand.first)

    async def test_resting_again(self, in_hand, telegram, caplog):
        """If it is to wait once more it is given up, keeps its number, and the operator is told how many there are."""

        async def rest_and_rest():
            await rest(3600)
            await rest(3600)

        update = telegram.text("a")
        task = begin(in_hand, update, rest_and_rest)
        await settle()
        await asyncio.wait_for(in_hand.finish(), PATIENCE)
        await in_hand.finish()

        assert task.cancelled()
        assert update.update_id == in_hand.first
        assert ["stopping with replies not sent updates=1"] == caplog.messages

    @pytest.mark.usefixtures("hurried")
    async def test_too_long(self, in_hand, telegram):
        """So is what takes longer than we may."""
        task = begin(in_hand, telegram.text("a"), asyncio.Event().wait)
        await settle()
        await asyncio.wait_for(in_hand.finish(), PATIENCE)

        assert task.cancelled()


class TestRest:
    async def test_outside(self, monkeypatch):
        """Where no update is being handled it is a plain wait."""
        waits = []

        async def nap(seconds):
            waits.append(seconds)

        monkeypatch.setattr(module.asyncio, "sleep", nap)
        await rest(3)

        assert [3] == waits
