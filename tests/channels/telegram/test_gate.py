"""Every request passes at once; those to a chat are counted."""

import pytest
from telegram.error import RetryAfter

from bot.announcements import Pace
from bot.channels.telegram.gate import ANNOUNCING, Gate


@pytest.fixture
def pace():
    return Pace(lambda: 1000.0)


@pytest.fixture
def ask(pace):
    async def ask(endpoint, data, said=None, error=None):
        async def call():
            if error:
                raise error
            return "done"

        return await Gate(pace).process_request(call, (), {}, endpoint, data, said)

    return ask


class TestProcessRequest:
    async def test_reply(self, ask, pace):
        """A reply passes, takes a place, and its chat is written to: announcements wait, there most of all."""
        assert "done" == await ask("sendMessage", {"chat_id": 5})
        assert pace.wait_of_chat("5", is_group=False) > pace.wait() > 0

    @pytest.mark.parametrize(
        ("endpoint", "data", "said"),
        [
            ("sendMessage", {"chat_id": 5}, ANNOUNCING),
            ("sendChatAction", {"chat_id": 5}, None),
            ("getChatMember", {"chat_id": 5, "user_id": 6}, None),
            ("deleteMessage", {"chat_id": 5, "message_id": 7}, None),
            ("getMe", {}, None),
        ],
    )
    async def test_not_counted(self, ask, pace, endpoint, data, said):
        """Announcements, which see to their pace themselves, and what is no message are not counted."""
        await ask(endpoint, data, said)

        assert (0, 0) == (pace.wait_of_chat("5", is_group=False), pace.wait())

    async def test_refused(self, ask, pace):
        """A reply that Telegram puts off puts off announcements to that chat, and is told as it was."""
        with pytest.raises(RetryAfter):
            await ask("sendMessage", {"chat_id": 5}, error=RetryAfter(30))

        assert 30 == pace.wait_of_chat("5", is_group=False)
