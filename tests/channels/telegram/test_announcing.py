"""What admins write while the database is slow or away, and reports that are shown in the end."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from fake_bot import AFI
from telegram.error import BadRequest, RetryAfter

from bot.announcements import Announcement, Content, Status
from bot.channels.telegram import announcing
from bot.channels.telegram.announcing import Announcer
from bot.channels.telegram.group_settings import Groups
from bot.conversation import Contact
from bot.storage import (
    Database,
    StorageError,
    StoredAnnouncements,
    StoredLedger,
    StoredSubscriptions,
    migrate,
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


class Registry(StoredAnnouncements):
    """Tells when a report is done with."""

    def __init__(self, database):
        super().__init__(database)
        self.done = asyncio.Event()

    async def reported(self, announcement):
        await super().reported(announcement)
        self.done.set()


class TestReports:
    @pytest.fixture
    async def edits(self, tmp_path, announcer_of, monkeypatch, bot):
        """Lets an announcement end whose report meets errors; returns how often it was edited until that was done."""
        database = Database(None, tmp_path)
        await migrate(database)
        monkeypatch.setattr(announcing, "LOOKED_EVERY", 0)
        monkeypatch.setattr(announcing, "REPORTED_EVERY", timedelta())
        registry = Registry(database)
        announcer = announcer_of(
            registry=registry, ledger=StoredLedger(database), subscriptions=StoredSubscriptions(database)
        )

        async def edits(*errors):
            bot.fail("edit_message_text", *errors)
            place = {"report": Contact("telegram", str(AFI)), "report_message": "9"}
            await registry.add(Announcement(Content("Bonjour"), status=Status.DONE, **place))
            announcer.begin()
            async with asyncio.timeout(10):
                await registry.done.wait()
            await announcer.end()
            return len([call for call in bot.calls if call.method == "edit_message_text"])

        yield edits
        await database.disconnect()

    async def test_too_fast(self, edits):
        """A report of the end that Telegram put off is made again."""
        assert 3 == await edits(RetryAfter(1), RetryAfter(1))

    async def test_gone(self, edits):
        """One whose message is gone is not."""
        assert 1 == await edits(BadRequest("Message to edit not found"))
