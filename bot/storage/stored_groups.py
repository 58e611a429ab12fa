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

    def record(self, channel: str, chat: str) -> Mapping[str, Any] | None:
        """What is kept of a group that we are in."""
        kept = self._groups.get(Chat(channel, chat))
        return kept.record if kept and kept.inside else None

    def records(self, channel: str) -> Iterator[Mapping[str, Any]]:
        """What is kept of each group that we are in."""
        for chat, kept in self._groups.items():
            if chat.channel == channel and kept.inside:
                yield kept.record

    def enter(self, channel: str, chat: str, record: Mapping[str, Any]) -> None:
        """We are in a group: what it had decided before holds again, or else this."""
        known = self._groups.get(Chat(channel, chat))
        self.keep_record(channel, chat, known.record if known else record)

    def keep_record(self, channel: str, chat: str, record: Mapping[str, Any]) -> None:
        """Keep this of a group in place of what was."""
        self._keep(Chat(channel, chat), record, inside=True)

    def leave(self, channel: str, chat: str) -> None:
        """We are in the group no more: after a while, what is kept of it is erased."""
        known = self._groups.get(Chat(channel, chat))
        if known:
            self._keep(Chat(channel, chat), known.record, inside=False)

    def move(self, channel: str, chat: str, to: str) -> None:
        """The group has another number: its settings and the conversations of the last day go along."""
        former, new = Chat(channel, chat), Chat(channel, to)
        known = self._groups.pop(former, None)
        if known and new not in self._groups:
            self._keep(new, known.record, inside=True)
        pending = self._writer().pending
        pending.vacate(former)
        for place, kept in [(place, kept) for place, kept in self._recent if place[:2] == former]:
            self._recent.drop(place)
            there = Place(channel, to, to if place.person == chat else place.person)
            if self._recent[there] is None:
                self._recent.keep(there, kept)
                pending.keep_thread(there, kept)
        self._writer().wake()

    def _keep(self, chat: Chat, record: Mapping[str, Any], *, inside: bool) -> None:
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
