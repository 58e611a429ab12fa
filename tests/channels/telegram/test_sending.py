"""Calls that outlast a bad network and a full mailbox, and do not insist where they are not wanted."""

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.channels.telegram.sending import WAITS, persistently, to_chat

pytestmark = pytest.mark.usefixtures("naps")


class Line:
    """A call that fails with each of these errors in turn, then goes through."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.tries = 0

    async def __call__(self):
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)
        return "sent"


class TestPersistently:
    async def test_at_once(self, naps):
        """A call that goes through is made once, and its result handed back."""
        line = Line()

        assert "sent" == await persistently(line)
        assert (1, []) == (line.tries, naps)

    async def test_asked_to_wait(self, naps):
        """Told to wait, it waits exactly so long and tries again."""
        line = Line(RetryAfter(7))

        assert "sent" == await persistently(line)
        assert (2, [7]) == (line.tries, naps)

    async def test_asked_to_wait_in_seconds(self, naps, monkeypatch):
        """It understands the plain seconds that python-telegram-bot gives by default, too."""
        error = RetryAfter(5)
        monkeypatch.setattr(RetryAfter, "retry_after", 5)

        assert "sent" == await persistently(Line(error))
        assert [5] == naps

    async def test_asked_to_wait_again_and_again(self, naps):
        """However many times it is told to wait, nothing is lost: Telegram says when it takes the call."""
        line = Line(*[RetryAfter(1)] * 10)

        assert "sent" == await persistently(line)
        assert [1] * 10 == naps

    @pytest.mark.parametrize("error", [NetworkError("…"), TimedOut()])
    async def test_bad_network(self, naps, error):
        """When the network fails it tries again, each time after a longer wait."""
        line = Line(*[error] * len(WAITS))

        assert "sent" == await persistently(line)
        assert list(WAITS) == naps == sorted(set(naps))

    async def test_no_network(self, naps):
        """When the network fails for good the caller is told."""
        line = Line(*[NetworkError("…")] * 99)

        with pytest.raises(NetworkError):
            await persistently(line)
        assert (len(WAITS) + 1, list(WAITS)) == (line.tries, naps)

    async def test_wait_and_bad_network(self, naps):
        """A wait that Telegram asks for is no failure of the network."""
        line = Line(*[RetryAfter(5), NetworkError("…")] * len(WAITS))

        assert "sent" == await persistently(line)
        assert [wait for pause in WAITS for wait in (5, pause)] == naps

    async def test_forbidden(self, naps):
        """Who blocked the bot is left in peace."""
        line = Line(Forbidden("bot was blocked by the user"))

        assert await persistently(line) is None
        assert (1, []) == (line.tries, naps)

    @pytest.mark.parametrize("error", [BadRequest("chat not found"), ChatMigrated(-100), RuntimeError("…")])
    async def test_other(self, naps, error):
        """What a second try would not mend is the caller's to handle, at once."""
        line = Line(error)

        with pytest.raises(type(error)):
            await persistently(line)
        assert (1, []) == (line.tries, naps)

    async def test_discreet(self, caplog):
        """The operator reads that it waited or was refused, not what was said nor to whom."""
        caplog.set_level("INFO")
        await persistently(Line(RetryAfter(5)))
        await persistently(Line(Forbidden("chat 42 says: leave me")))

        assert ["telegram asks to wait seconds=5", "reply refused channel=telegram"] == caplog.messages


class TestToChat:
    async def test_there(self):
        """A call reaches the chat it is made to."""
        line = Line()

        async def call(chat):
            return await line(), chat

        assert ("sent", -7) == await to_chat(-7, call)

    async def test_moved(self, naps):
        """Where the chat has moved, the call is made once more there, as patiently."""
        line, chats = Line(ChatMigrated(-100), RetryAfter(3)), []

        async def call(chat):
            chats.append(chat)
            return await line()

        assert "sent" == await to_chat(-7, call)
        assert ([-7, -100, -100], [3]) == (chats, naps)

    async def test_moved_twice(self):
        """A chat that moves on and on is the caller's to handle."""
        line = Line(ChatMigrated(-100), ChatMigrated(-200))

        async def call(_chat):
            return await line()

        with pytest.raises(ChatMigrated):
            await to_chat(-7, call)
