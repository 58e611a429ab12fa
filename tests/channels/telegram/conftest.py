"""Telegram without a network nor a clock."""

import asyncio
from datetime import UTC, datetime

import pytest
from fake_bot import FakeBot, Telegram

from bot.announcements import Office, Pace
from bot.knowledge import Knowledge


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch):
    """python-telegram-bot is to give durations as such: without this, `RetryAfter` warns as soon as it is made."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


@pytest.fixture
def telegram(bot) -> Telegram:
    return Telegram(bot)


@pytest.fixture
def naps(monkeypatch) -> list[float]:
    """The seconds of each wait, in order; none is waited for."""
    taken: list[float] = []

    async def nap(seconds: float) -> None:
        taken.append(seconds)

    monkeypatch.setattr("bot.channels.telegram.sending.rest", nap)
    return taken


class Idle:
    """Storage that is asked and never answers."""

    def __getattr__(self, _name):
        async def never(*_arguments, **_options):
            await asyncio.Event().wait()

        return never


@pytest.fixture
def office(voice) -> Office:
    """Announcements which nothing happens to."""
    clock = lambda: datetime.now(UTC)  # noqa: E731  # as short as it is
    return Office(Idle(), Idle(), Idle(), Knowledge((), voice), clock, Pace(lambda: 0.0))
