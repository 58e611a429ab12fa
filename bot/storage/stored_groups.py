"""The groups as a channel asks for them: at hand at once, stored by the writer."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from . import groups
from .groups import Chat, KeptGroup
from .recent import RecentThreads
from .threads import Place
from .writer import Writer


class StoredGroups:
    """What groups decided; no message waits for the disk."""

    def __init__(
        self, recent: RecentThreads, now: Callable[[], datetime], writer: Callable[[], Writer]
    ) -> None:
        self._recent = recent
        self._now = now
        self._writer = writer
        self._groups: dict[Chat, KeptGroup] = {}

        self._loaded = False
        """Whether what is stored was at hand once: until then, of a group unknown here nothing is known at all."""

        self._places: dict[Chat, KeptGroup] = {}
        """Whether we are in groups of which what they decided is not at hand yet."""

        self._moves: dict[Chat, Chat] = {}
        """The groups that got another number before what they decided was at hand."""

    def record(self, channel: str, chat: str) -> Mapping[str, Any] | None:
        """What is kept of a group that we are in."""
        here = Chat(channel, chat)
        kept = self._groups.get(here) or self._places.get(here)
        return kept.record if kept and kept.inside else None

    def records(self, channel: str) -> Iterator[Mapping[str, Any]]:
        """What is kept of each group that we are in."""
        for chat, kept in self._groups.items():
            if chat.channel == channel and kept.inside:
                yield kept.record

    def enter(self, channel: str, chat: str) -> None:
        """We are in a group: what it had decided before holds again."""
        self._be(Chat(channel, chat), inside=True)

    def keep_record(self, channel: str, chat: str, record: Mapping[str, Any]) -> None:
        """Keep this of a group in place of what was."""
        self._keep(Chat(channel, chat), record, inside=True)

    def leave(self, channel: str, chat: str) -> None:
        """We are in the group no more: after a while, what is kept of it is erased."""
        here = Chat(channel, chat)
        if here in self._groups or not self._loaded:
            self._be(here, inside=False)

    def _be(self, chat: Chat, *, inside: bool) -> None:
        known = self._groups.get(chat)
        if known or self._loaded:
            self._keep(chat, known.record if known else {}, inside=inside)
        else:
            # To store it now would be to put nothing in place of what may be stored.
            self._places[chat] = KeptGroup({}, inside, int(self._now().timestamp()))

    def move(self, channel: str, chat: str, to: str) -> None:
        """The group has another number: its settings and the conversations of the last day go along."""
        former, new = Chat(channel, chat), Chat(channel, to)
        if not self._loaded:
            self._moves[former] = new
            self._places.pop(former, None)
        self._inherit(new, self._groups.pop(former, None))
        pending = self._writer().pending
        pending.vacate(former)
        for place, kept in [(place, kept) for place, kept in self._recent if place[:2] == former]:
            self._recent.drop(place)
            there = Place(channel, to, to if place.person == chat else place.person)
            if self._recent[there] is None:
                self._recent.keep(there, kept)
                pending.keep_thread(there, kept)
        self._writer().wake()

    def _inherit(self, chat: Chat, former: KeptGroup | None) -> None:
        """Give a group what it had decided under its former number; what it decided since under the new one holds.

        That it is known already says nothing: Telegram may tell that we are there before it tells of the move.
        """
        known = self._groups.get(chat)
        if former and not (known and known.record):
            self._keep(chat, former.record, inside=True)

    def _keep(self, chat: Chat, record: Mapping[str, Any], *, inside: bool) -> None:
        self._places.pop(chat, None)
        self._groups[chat] = KeptGroup(record, inside, int(self._now().timestamp()))
        self._writer().pending.keep_group(chat, self._groups[chat])
        self._writer().wake()

    async def load(self, connection: AsyncConnection, now: datetime) -> None:
        """Take in what is stored; what is at hand already is newer, and stored again where it is missing."""
        until = int((now - groups.KEPT).timestamp())
        stored = await groups.everyone(connection)
        pending = self._writer().pending
        self._groups = {
            chat: kept
            for chat, kept in {**stored, **self._groups}.items()
            if chat not in pending.vacated and (kept.inside or kept.at > until)
        }
        for chat, kept in self._groups.items():
            if chat not in stored:
                pending.groups.setdefault(chat, kept)
        if not self._loaded:
            self._loaded = True
            self._catch_up(stored)

    def _catch_up(self, stored: Mapping[Chat, KeptGroup]) -> None:
        """What was told of groups before what they decided was at hand."""
        for former, new in self._moves.items():
            self._inherit(new, stored.get(former))
        for chat, place in list(self._places.items()):
            if place.inside or chat in self._groups:
                self._be(chat, inside=place.inside)
        self._moves.clear()
        self._places.clear()
