"""« écrit… », with a wait that ends when told to."""

import asyncio

import pytest
from fake_bot import CHAT
from telegram.error import NetworkError

from bot.channels.telegram import typing_sign as module
from bot.channels.telegram.typing_sign import typing_sign


class TestTypingSign:
    async def test_fast(self, bot):
        """Who is answered at once is shown nothing."""
        async with typing_sign(bot, CHAT, None):
            await asyncio.sleep(0)

        assert [] == bot.calls

    @pytest.mark.parametrize("errors", [(), (NetworkError("…"),)])
    async def test_slow(self, bot, monkeypatch, errors):
        """Who waits is, once, in their topic; a sign that cannot be shown harms nothing."""
        monkeypatch.setattr(module, "SHOWN_AFTER", 0)
        bot.fail("send_chat_action", *errors)
        async with typing_sign(bot, CHAT, 77):
            for _ in range(10):
                await asyncio.sleep(0)

        expected = {"chat_id": CHAT, "action": "typing", "message_thread_id": 77}
        assert [expected] == [call.options for call in bot.calls]

    async def test_nowhere(self, bot):
        """What came from nowhere has nobody to show it to."""
        async with typing_sign(bot, None, None):
            pass

        assert [] == bot.calls
