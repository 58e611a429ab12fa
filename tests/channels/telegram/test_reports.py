"""Reports are shown in the end."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from fake_bot import AFI
from telegram.error import BadRequest, RetryAfter

from bot.announcements import Announcement, Content, Status
from bot.channels.telegram import reports as module
from bot.channels.telegram.reports import Reports
from bot.conversation import Contact
from bot.storage import Database, StoredAnnouncements, migrate


class Registry(StoredAnnouncements):
    """Tells when a report is done with."""

    def __init__(self, database):
        super().__init__(database)
        self.done = asyncio.Event()

    async def reported(self, announcement):
        await super().reported(announcement)
        self.done.set()


class TestKeep:
    @pytest.fixture
    async def edits(self, tmp_path, office, monkeypatch, bot):
        """Lets an announcement end whose report meets errors; returns how often it was edited until that was done."""
        database = Database(None, tmp_path)
        await migrate(database)
        monkeypatch.setattr(module, "LOOKED_EVERY", 0)
        monkeypatch.setattr(module, "REPORTED_EVERY", timedelta())
        registry = Registry(database)
        reporting = replace(office, registry=registry).reporting()
        reports = Reports(registry, reporting, bot, office.knowledge.voice, office.now)

        async def edits(*errors):
            bot.fail("edit_message_text", *errors)
            place = {"report": Contact("telegram", str(AFI)), "report_message": "9"}
            await registry.add(Announcement(Content("Bonjour"), status=Status.DONE, **place))
            keeping = asyncio.create_task(reports.keep())
            async with asyncio.timeout(10):
                await registry.done.wait()
            keeping.cancel()
            await asyncio.wait([keeping])
            return len([call for call in bot.calls if call.method == "edit_message_text"])

        yield edits
        await database.disconnect()

    async def test_too_fast(self, edits):
        """A report of the end that Telegram put off is made again."""
        assert 3 == await edits(RetryAfter(1), RetryAfter(1))

    async def test_gone(self, edits):
        """One whose message is gone is not."""
        assert 1 == await edits(BadRequest("Message to edit not found"))
