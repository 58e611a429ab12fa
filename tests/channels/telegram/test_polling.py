"""A token refused while serving stops the bot; everything else is the library's affair."""

import asyncio

import pytest
from telegram.request import HTTPXRequest

from bot.channels.telegram.polling import Polling

PATIENCE = 10
"""Seconds after which what we wait for is taken for lost; a passing test never comes near."""


@pytest.fixture
def answers(monkeypatch):
    """Telegram answers with these codes, one a request."""

    def answer(*codes):
        left = list(codes)

        async def do_request(*_arguments, **_options):
            return left.pop(0), b"{}"

        monkeypatch.setattr(HTTPXRequest, "do_request", do_request)

    return answer


@pytest.fixture
def stopped():
    """Set once the bot is told to stop."""
    return asyncio.Event()


@pytest.fixture
def polling(stopped):
    made = Polling(connection_pool_size=1)
    made.stop = stopped.set
    return made


class TestDoRequest:
    @pytest.mark.parametrize("code", [200, 400, 409, 429, 500, 502])
    async def test_other(self, polling, stopped, answers, code):
        """An answer comes back as it is, be it good or bad."""
        answers(code)

        assert (code, b"{}") == await polling.do_request("…", "POST")
        assert (False, False) == (polling.refused, stopped.is_set())

    @pytest.mark.parametrize("code", [401, 404])
    async def test_refused(self, polling, stopped, answers, code):
        """Once the token is refused the bot is told to stop, and asks no more."""
        answers(code)
        asking = asyncio.create_task(polling.do_request("…", "POST"))
        await asyncio.wait_for(stopped.wait(), PATIENCE)

        assert polling.refused
        assert not asking.done()
        asking.cancel()

    async def test_refused_at_the_start(self, answers):
        """Before anything is being served the library tells of a bad token itself."""
        answers(401)
        polling = Polling(connection_pool_size=1)

        assert (401, b"{}") == await polling.do_request("…", "POST")
