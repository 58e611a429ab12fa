"""One chat's updates in order, other chats' meanwhile; every wait is on an event."""

import asyncio

import pytest
from fake_bot import GROUP

from bot.channels.telegram.in_hand import MOST_AT_ONCE, InHand
from bot.channels.telegram.ordering import OneByOneInAChat

OTHER = 8

PATIENCE = 10
"""Seconds after which what we wait for is taken for lost; a passing test never comes near."""


class Work:
    """The handling of updates: begins when let in, ends when released."""

    def __init__(self, processor):
        self.processor = processor
        self.begun = []
        self.ended = []
        self.tasks = []
        self._news = asyncio.Condition()
        self._released = set()

    def start(self, name, update):
        """Hand an update in; its handling ends once released."""
        self.tasks.append(asyncio.create_task(self.processor.process_update(update, self._handle(name))))

    async def _handle(self, name):
        async with self._news:
            self.begun.append(name)
            self._news.notify_all()
            await self._news.wait_for(lambda: name in self._released)
            self.ended.append(name)
            self._news.notify_all()

    async def release(self, *names):
        async with self._news:
            self._released.update(names)
            self._news.notify_all()

    async def until_begun(self, name):
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: name in self.begun), PATIENCE)

    async def finish(self):
        """Release all that was handed in, and wait for it."""
        async with self._news:
            self._released = _Everything()
            self._news.notify_all()
        await asyncio.gather(*self.tasks)


class _Everything(set):
    def __contains__(self, name):
        return True


@pytest.fixture
def in_hand():
    return InHand()


@pytest.fixture
async def work(in_hand):
    async with OneByOneInAChat(in_hand) as processor:
        made = Work(processor)
        yield made
        await made.finish()


class TestProcessUpdate:
    async def test_one_chat(self, work, telegram):
        """Updates of one chat are handled one after the other, in the order they came."""
        for name in "abc":
            work.start(name, telegram.text(name))
        work.start("elsewhere", telegram.text("…", chat=OTHER))
        await work.until_begun("elsewhere")
        begun_at_first = list(work.begun)
        await work.release("b", "c", "a")
        await work.until_begun("c")

        assert ["a", "elsewhere"] == begun_at_first
        assert ["a", "b"] == work.ended[:2]

    async def test_other_chats(self, work, telegram):
        """While one chat waits, the others are handled."""
        work.start("slow", telegram.text("…"))
        work.start("group", telegram.text("…", chat=GROUP))
        work.start("person", telegram.tap("themes", chat=OTHER))
        await work.until_begun("group")
        await work.until_begun("person")

        assert [] == work.ended

    async def test_crowded_chat(self, work, telegram):
        """However much one chat has waiting, the others are handled."""
        for number in range(MOST_AT_ONCE + 1):
            work.start(number, telegram.text("…"))
        work.start("person", telegram.text("…", chat=OTHER))
        await work.until_begun("person")

        assert [0, "person"] == work.begun

    async def test_people_of_a_group(self, work, telegram):
        """A group's members share its order."""
        work.start("afi", telegram.text("…", chat=GROUP, user=5))
        work.start("kofi", telegram.text("…", chat=GROUP, user=6))
        work.start("elsewhere", telegram.text("…", chat=OTHER))
        await work.until_begun("elsewhere")

        assert "kofi" not in work.begun

    async def test_no_chat(self, work, telegram):
        """What belongs to no chat waits for nobody."""
        work.start("slow", telegram.text("…"))
        work.start("a", telegram.update())
        work.start("b", "no update at all")
        await work.until_begun("a")
        await work.until_begun("b")

        assert [] == work.ended

    async def test_failure(self, telegram):
        """A failure holds up nothing that comes after it in the chat."""
        processor = OneByOneInAChat(InHand())

        async def fail():
            raise RuntimeError

        async def succeed():
            return None

        with pytest.raises(RuntimeError):
            await processor.process_update(telegram.text("a"), fail())
        assert await processor.process_update(telegram.text("b"), succeed()) is None

    async def test_stopped(self, work, in_hand, telegram, monkeypatch):
        """Told to stop, what is handled and what waits behind it end; they stay without a reply."""
        monkeypatch.setattr("bot.channels.telegram.in_hand.GRACE", 0)
        update = telegram.text("a")
        work.start("a", update)
        work.start("b", telegram.text("b"))
        await work.until_begun("a")
        await in_hand.finish()

        assert ["a"] == work.begun
        assert [True, True] == [task.cancelled() for task in work.tasks]
        assert update.update_id == in_hand.first
        work.tasks.clear()

    async def test_nothing_kept(self, telegram):
        """A chat leaves no trace once its updates are handled."""
        processor = OneByOneInAChat(InHand())

        async def succeed():
            assert 1 == len(processor._locks)

        await processor.process_update(telegram.text("a"), succeed())
        assert 0 == len(processor._locks)
