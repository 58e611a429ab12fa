"""Telegram without a network nor a clock."""

import pytest
from fake_bot import FakeBot, Telegram


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
