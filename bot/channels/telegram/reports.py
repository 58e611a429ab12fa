"""Reports of announcements, kept up to date where their admins read them."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.announcements import Announcement, Registry, Reporting
from bot.knowledge import Voice

from .buttons import suggestions_only
from .outgoing import pieces

_LOG = logging.getLogger(__name__)

REPORTED_EVERY = timedelta(seconds=5)
"""Between two editions of a report: Telegram counts them as messages."""

LOOKED_EVERY = 1.0
"""Seconds between two looks at what is to be reported."""


class Reports:
    """Edits each report as its announcement goes on."""

    def __init__(
        self,
        registry: Registry,
        reporting: Reporting,
        bot: ExtBot[None],
        voice: Voice,
        now: Callable[[], datetime],
    ) -> None:
        self._registry = registry
        self._reporting = reporting
        self._bot = bot
        self._voice = voice
        self._now = now

    async def keep(self) -> None:
        """Bring up to date what is to be, until cancelled."""
        while True:
            await asyncio.sleep(LOOKED_EVERY)
            try:
                now = self._now()
                for announcement in await self._registry.to_report(now, now - REPORTED_EVERY):
                    await self._edit(announcement)
            except Exception as error:  # noqa: BLE001  # a report is not worth stopping for
                _LOG.info("reports wait error=%s", type(error).__name__)

    async def _edit(self, announcement: Announcement) -> None:
        reply = await self._reporting.report(announcement.id)
        if announcement.report is None or announcement.report_message is None:
            return
        try:
            await self._bot.edit_message_text(
                pieces(reply, self._voice)[0],
                int(announcement.report.id),
                int(announcement.report_message),
                reply_markup=suggestions_only(reply),
            )
        except (BadRequest, Forbidden):
            # It says so already, or is gone: nothing better will come of another try.
            _LOG.info("report not changed announcement=%d", announcement.id)
        except TelegramError as error:
            _LOG.info("report waits error=%s", type(error).__name__)
            return
        await self._registry.reported(announcement)
