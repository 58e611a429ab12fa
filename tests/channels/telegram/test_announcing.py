"""What admins write while the database is slow or away."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace

import pytest
from fake_bot import AFI

from bot.channels.telegram import announcing
from bot.channels.telegram.announcing import Announcer
from bot.channels.telegram.group_settings import Groups
from bot.storage import (
    StorageError,
)


class Away:
    """A registry whose database is away."""

    async def draft_of(self, _author):
        raise StorageError("ConnectionRefusedError")


class Slow:
    """A registry whose database answers when it is told to."""

    def __init__(self):
        self.answers = asyncio.Event()

    async def draft_of(self, _author):
        await self.answers.wait()


class Otherwise:
    """What replies to what no announcement waits for."""

    def __init__(self):
        self.taken = []

    async def message(self, update, _context):
        self.taken.append(update.effective_message.text)

    edited = message


@pytest.fixture
def otherwise():
    return Otherwise()


@pytest.fixture
def announcer_of(office, bot, records, otherwise):
    """Makes what admins write to, of parts of the office."""
    return lambda **parts: Announcer(
        replace(office, admins=frozenset([AFI]), **parts), bot, Groups(records), otherwise
    )


@pytest.fixture
def context(bot):
    return SimpleNamespace(bot=bot)


class TestGiven:
    async def test_away(self, announcer_of, telegram, context, otherwise):
        """While the database is away, an admin's questions are answered like anyone's."""
        await announcer_of(registry=Away()).given(telegram.text("fibre"), context)

        assert ["fibre"] == otherwise.taken

    async def test_slow(self, announcer_of, telegram, context, otherwise, monkeypatch):
        """While it is slow, they are not kept waiting."""
        monkeypatch.setattr(announcing, "PATIENCE", 0)
        registry = Slow()
        await announcer_of(registry=registry).given(telegram.text("fibre"), context)
        taken = list(otherwise.taken)
        registry.answers.set()

        assert ["fibre"] == taken


class TestMended:
    async def test_question(self, announcer_of, telegram, context, otherwise):
        """A question that an admin edits is a question, whether the database answers or not."""
        await announcer_of(registry=Away()).mended(telegram.edited("fibre ?"), context)

        assert ["fibre ?"] == otherwise.taken
