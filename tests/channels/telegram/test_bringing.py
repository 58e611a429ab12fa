"""Telegram is told that an update was taken once it has its reply; the library's web server is its own affair."""

import asyncio

import pytest
from telegram.ext import Updater

from bot.channels.telegram.bringing import Acknowledging, NotHandledError, WebhookUpdater
from bot.channels.telegram.in_hand import InHand


@pytest.fixture
def in_hand():
    return InHand()


@pytest.fixture
def settled():
    """One item each time what is remembered was waited for."""
    return []


@pytest.fixture
def queue(in_hand, settled):
    async def settle():
        settled.append(True)

    return Acknowledging(in_hand, settle)


class TestPut:
    async def test_replied(self, queue, in_hand, settled, telegram):
        """It is acknowledged once it has its reply, and what is remembered of it is safe."""
        update = telegram.text("a")
        putting = asyncio.create_task(queue.put(update))
        taken = await queue.get()
        before = (putting.done(), list(settled))
        with in_hand.handling(taken):
            pass
        await putting

        assert (False, []) == before
        assert [True] == settled

    async def test_given_up(self, queue, in_hand, telegram, monkeypatch):
        """When the bot stops before, it is refused: Telegram brings it again."""
        monkeypatch.setattr("bot.channels.telegram.in_hand.GRACE", 0)
        putting = asyncio.create_task(queue.put(telegram.text("a")))
        await queue.get()
        await in_hand.finish()

        with pytest.raises(NotHandledError):
            await putting

    async def test_no_update(self, queue):
        """The library's own signals pass."""
        await queue.put("stop")

        assert "stop" == await queue.get()


class TestStop:
    async def test_order(self, bot, in_hand, queue, telegram, monkeypatch):
        """Replies under way come before the end of the connections, and so does the word that they came."""
        order = []

        async def bring():
            await queue.put(telegram.text("a"))
            order.append("acknowledged")

        async def stop(_updater):
            order.append("stopped")

        async def reply():
            with in_hand.handling(await queue.get()):
                order.append("replied")

        monkeypatch.setattr(Updater, "stop", stop)
        bringing = asyncio.create_task(bring())
        replying = asyncio.create_task(reply())
        await asyncio.sleep(0)
        await WebhookUpdater(bot, in_hand, queue).stop()
        await asyncio.gather(bringing, replying)

        assert ["replied", "acknowledged", "stopped"] == order
