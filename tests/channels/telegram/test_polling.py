"""What polling asks for and confirms, and what it makes of an answer that is none; no network, no clock."""

import asyncio
import json

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, TimedOut
from telegram.ext import ExtBot

from bot.channels.telegram import polling as module
from bot.channels.telegram.in_hand import InHand
from bot.channels.telegram.polling import (
    CALM,
    Calls,
    NoBotApiError,
    PollingBot,
    Readable,
    TokenRefusedError,
)

TOKEN = "123456:ABC-DEF1234"

CHAT = {"id": 4, "type": "private"}

PATIENCE = 10
"""Seconds after which what we wait for is taken for lost; a passing test never comes near."""


class Server:
    """Answers each request with the next of these; an exception is raised."""

    def __init__(self):
        self.answers = []
        self.offsets = []
        self.waits = []

    def __call__(self, offset=None, wait=None):
        self.offsets.append(offset)
        self.waits.append(wait)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Told:
    """What polling called."""

    def __init__(self):
        self.stopped = asyncio.Event()
        self.conflicts = 0
        self.settled = 0
        self.safe = None

    def calls(self):
        return Calls(self.stopped.set, self._conflict, self._settle)

    def _conflict(self):
        self.conflicts += 1

    async def _settle(self):
        self.settled += 1
        if self.safe:
            await self.safe.wait()


@pytest.fixture
def server(monkeypatch):
    made = Server()

    async def get_updates(_bot, offset=None, **options):
        return made(offset, options["timeout"])

    async def initialize(_bot):
        made()

    monkeypatch.setattr(ExtBot, "get_updates", get_updates)
    monkeypatch.setattr(ExtBot, "initialize", initialize)
    return made


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def in_hand():
    return InHand()


@pytest.fixture
def make(in_hand, told):
    return lambda *, own_server=False: PollingBot(in_hand, told.calls(), own_server=own_server, token=TOKEN)


@pytest.fixture
def bot(make):
    return make()


@pytest.fixture
def clock(monkeypatch):
    """The time, which the test moves."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def hurried(monkeypatch):
    """No reply is waited for."""
    monkeypatch.setattr(module, "PROMPT", 0)
    monkeypatch.setattr("bot.channels.telegram.in_hand.GRACE", 0)


async def poll(bot, offset=None):
    return await bot.get_updates(offset, timeout=30)


async def fail(bot, server, *errors):
    for error in errors:
        server.answers = [error]
        with pytest.raises(NetworkError if isinstance(error, NetworkError) else type(error)):
            await poll(bot)


def warnings(caplog):
    return [record.getMessage() for record in caplog.records if record.levelname != "INFO"]


class TestReadable:
    def test_read(self):
        """What the library understands is left as it is."""
        update = {
            "update_id": 1,
            "message": {"message_id": 2, "date": 3, "chat": {"id": 4, "type": "private"}},
        }

        assert [update] == Readable.parse_json_payload(json.dumps({"result": [update]}).encode())["result"]

    @pytest.mark.parametrize(
        "message",
        [
            {},
            {"date": "hier"},
            "bonjour",
            {"message_id": 2, "date": 3, "chat": None, "entities": 4},
            {"message_id": 2, "date": 3, "chat": {"id": [], "type": "private"}},
            {
                "message_id": 2,
                "date": 3,
                "chat": CHAT,
                "from": {"id": "5", "is_bot": False, "first_name": "Afi"},
            },
            {"message_id": 2, "date": 3, "chat": CHAT, "text": "\ud800"},
        ],
    )
    def test_not_understood(self, message, caplog):
        """What it does not would come back for ever: an empty update takes its place, which is confirmed."""
        payload = json.dumps({"result": [{"update_id": 7, "message": message}, {"update_id": 8}]})

        assert [{"update_id": 7}, {"update_id": 8}] == Readable.parse_json_payload(payload.encode())["result"]
        assert ["update not understood"] == [message.partition(" error=")[0] for message in caplog.messages]

    @pytest.mark.parametrize("result", [True, {"id": 1}, None])
    def test_other(self, result):
        """An answer without updates is none of its business."""
        assert {"result": result} == Readable.parse_json_payload(json.dumps({"result": result}).encode())


class TestInitialize:
    async def test_fine(self, bot, server, caplog):
        """A server that answers is nothing to speak of."""
        server.answers = [None]
        await bot.initialize()

        assert [] == caplog.messages

    async def test_unreachable(self, bot, server, caplog):
        """The operator reads once that the network fails, for the library tries again for ever."""
        caplog.set_level("INFO")
        for answer in (NetworkError("…"), NetworkError("…")):
            server.answers = [answer]
            with pytest.raises(NetworkError):
                await bot.initialize()
        server.answers = [None]
        await bot.initialize()

        assert [
            "telegram out of reach, trying again error=NetworkError",
            "telegram within reach again",
        ] == caplog.messages

    @pytest.mark.parametrize(
        ("own_server", "why", "expected"),
        [
            (False, "Unauthorized", TokenRefusedError),
            (False, "Not Found", TokenRefusedError),
            (True, "Unauthorized: invalid token specified", TokenRefusedError),
            (True, "Not Found (404)", NoBotApiError),
        ],
    )
    async def test_refused(self, make, server, own_server, why, expected):
        """Telegram refuses a token with either code; a server of one's own that knows nothing is at another address."""
        error = InvalidToken("The token … was rejected by the server.")
        error.__cause__ = InvalidToken(why)
        server.answers = [error]

        with pytest.raises(expected):
            await make(own_server=own_server).initialize()


class TestGetUpdates:
    async def test_taken(self, bot, server, in_hand, telegram):
        """What is handed out is in hand."""
        server.answers = [(telegram.text("a"), telegram.text("b"))]
        updates = await poll(bot, 5)

        assert [5] == server.offsets
        assert updates[0].update_id == in_hand.first

    async def test_after_replies(self, bot, server, told, in_hand, telegram):
        """The next are asked for once those before have their replies, and what is remembered is safe."""
        update = telegram.text("a")
        server.answers = [(update,), ()]
        await poll(bot)
        asking = asyncio.create_task(poll(bot, update.update_id + 1))
        await asyncio.sleep(0)
        asked_before = list(server.offsets)
        with in_hand.handling(update):
            pass
        await asyncio.wait_for(asking, PATIENCE)

        assert ([None], [None, update.update_id + 1]) == (asked_before, server.offsets)
        assert [30, 30] == server.waits
        assert 2 == told.settled

    @pytest.mark.usefixtures("hurried")
    async def test_slow_reply(self, bot, server, in_hand, telegram):
        """While a reply takes long it is not confirmed; others are asked for all the same, and each is taken once."""
        slow, answered, new = (telegram.text(name) for name in "abc")
        server.answers = [(slow, answered), (slow, answered, new), ()]
        await poll(bot)
        with in_hand.handling(answered):
            pass
        updates = await poll(bot, answered.update_id + 1)
        with in_hand.handling(slow), in_hand.handling(new):
            pass
        await poll(bot, new.update_id + 1)

        assert (new,) == updates
        assert [None, slow.update_id, new.update_id + 1] == server.offsets
        assert [30, 0, 30] == server.waits

    @pytest.mark.usefixtures("hurried")
    async def test_endless_reply(self, bot, server, telegram, monkeypatch):
        """A reply that never ends is not waited for for ever."""
        monkeypatch.setattr("bot.channels.telegram.in_hand.HELD_BACK", 0)
        update = telegram.text("a")
        server.answers = [(update,), ()]
        await poll(bot)
        await poll(bot, update.update_id + 1)

        assert update.update_id + 1 == server.offsets[-1]

    async def test_slow_memory(self, make, server, told, monkeypatch):
        """A memory that is never safe is waited for once, and not for long."""
        monkeypatch.setattr(module, "SETTLING", 0)
        told.safe = asyncio.Event()
        bot = make()
        server.answers = [(), (), ()]
        for _ in range(2):
            assert () == await asyncio.wait_for(poll(bot), PATIENCE)
        waited = told.settled
        told.safe.set()
        await asyncio.sleep(0)
        await poll(bot)

        assert (1, 2) == (waited, told.settled)

    @pytest.mark.usefixtures("hurried")
    @pytest.mark.parametrize("left", [True, False])
    async def test_last(self, bot, server, in_hand, telegram, left):
        """At the end, what has no reply is not confirmed; all else is."""
        first, second = telegram.text("a"), telegram.text("b")
        server.answers = [(first, second), ()]
        await poll(bot)
        for update in (first,) if left else (first, second):
            with in_hand.handling(update):
                pass
        await bot.get_updates(second.update_id + 1, timeout=0)

        assert second.update_id + (not left) == server.offsets[-1]


class TestRefused:
    @pytest.mark.parametrize("error", [InvalidToken("Unauthorized"), InvalidToken("Not Found")])
    async def test_stops(self, bot, server, told, error):
        """Once the token is refused the bot is told to stop, and asks no more."""
        server.answers = [error]
        asking = asyncio.create_task(poll(bot))
        await asyncio.wait_for(told.stopped.wait(), PATIENCE)

        assert bot.refused
        assert not asking.done()
        asking.cancel()
        assert () == await bot.get_updates(timeout=0)
        assert 1 == len(server.offsets)

    async def test_own_server_gone(self, make, server, told):
        """A server of one's own may be gone for a while, and something else answer in its place."""
        bot = make(own_server=True)
        server.answers = [InvalidToken("Not Found")]

        with pytest.raises(NetworkError):
            await poll(bot)
        assert (False, False) == (bot.refused, told.stopped.is_set())


class TestComplain:
    async def test_once(self, bot, server, caplog):
        """An outage is told once for each kind of trouble, and its end."""
        caplog.set_level("INFO")
        await fail(bot, server, NetworkError("…"), NetworkError("…"), TimedOut())
        for _ in range(2):
            server.answers = [()]
            await poll(bot)

        assert [
            "telegram out of reach, trying again error=NetworkError",
            "telegram out of reach, trying again error=TimedOut",
            "telegram within reach again",
        ] == caplog.messages


class TestConflict:
    async def test_once(self, bot, server, told, clock, caplog):
        """Another bot with the same token is told once, to whoever wants to know and in the log."""
        await fail(bot, server, Conflict("…"), Conflict("…"))
        clock[0] += CALM
        await fail(bot, server, Conflict("…"))

        assert 1 == told.conflicts
        assert ["another bot serves with the same token; stop one of the two"] == warnings(caplog)

    async def test_later(self, bot, server, told, clock):
        """Long after, it is news again."""
        await fail(bot, server, Conflict("…"))
        clock[0] += CALM + 1
        await fail(bot, server, Conflict("…"))

        assert 2 == told.conflicts
