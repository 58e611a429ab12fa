"""@bot in any chat: entries offered while somebody types."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from telegram import InlineQuery, InlineQueryResultsButton, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.conversation import Found, Lookup
from bot.knowledge import Voice

from .articles import article_of_entry
from .deep_links import TEXT_MOST, DeepLinks
from .handlers import Context

_LOG = logging.getLogger(__name__)

PAGE = 20
"""Entries offered at once; the rest comes as people scroll."""

CACHED = 60
"""Seconds Telegram may give the same answer to whoever types the same: short, for the FAQ may change."""

OFFSET_DIGITS = 2


class Inline:
    """Answers inline queries; of each person's, the newest only."""

    def __init__(self, lookup: Lookup, links: DeepLinks, voice: Voice) -> None:
        self._lookup = lookup
        self._links = links
        self._voice = voice
        self._newest: dict[int, str] = {}
        self._calls: dict[int, asyncio.Task[None]] = {}

    async def answer(self, update: Update, context: Context) -> None:
        """Offer entries, unless the person has typed on meanwhile: nobody would see them."""
        query = update.inline_query
        if query is None:
            return
        person = query.from_user.id
        self._newest[person] = query.id
        if former := self._calls.pop(person, None):
            former.cancel()
        # Newer ones that came along with this one show up first.
        await asyncio.sleep(0)
        if self._newest.get(person) == query.id:
            await self._alone(person, self._send(query, context.bot))

    async def _alone(self, person: int, sending: Coroutine[Any, Any, None]) -> None:
        """Make a call that a newer one of the same person puts an end to."""
        call = self._calls[person] = asyncio.create_task(sending)
        try:
            await asyncio.wait({call})
        finally:
            call.cancel()
            if self._calls.get(person) is call:
                del self._calls[person], self._newest[person]
        if not call.cancelled():
            call.result()

    async def _send(self, query: InlineQuery, bot: ExtBot[None]) -> None:
        text = query.query[:TEXT_MOST]
        found = self._lookup.find(text)
        first = _place(query.offset)
        shown = found.entries[first : first + PAGE]
        last = first + len(shown)
        try:
            await bot.answer_inline_query(
                query.id,
                [article_of_entry(entry, self._voice, bot.username) for entry in shown],
                cache_time=CACHED,
                is_personal=False,
                # None: of an empty text the library makes « [] », which Telegram would ask us for.
                next_offset=str(last) if last < len(found.entries) else None,
                button=self._button(text, found) if first == 0 else None,
            )
        except TelegramError as error:
            # Too old, or a bad network: the person has typed on, or will.
            _LOG.info("inline answer not delivered error=%s", type(error).__name__)

    def _button(self, text: str, found: Found) -> InlineQueryResultsButton | None:
        """The way to ask in private what is not in the list."""
        if not found.missed:
            return None
        sentence = self._voice.say("bouton-demander" if found.entries else "bouton-rien-trouve")
        return InlineQueryResultsButton(sentence, start_parameter=self._links.payload(text))


def _place(offset: str) -> int:
    """Where a page begins; what we have not given is the beginning."""
    return int(offset) if offset.isdecimal() and len(offset) <= OFFSET_DIGITS else 0
