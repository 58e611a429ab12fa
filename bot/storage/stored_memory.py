"""The memory that conversation asks for, on a database."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from bot.conversation import Contact, Forgotten, Parcel, Reply, Thread

from . import threads
from .asked import AskedEntries
from .counts import counted
from .database import Database
from .missed import question_of
from .parcels import StoredParcels
from .recent import RecentThreads
from .stored_groups import StoredGroups
from .threads import ID_MOST, Kept, place_of
from .votes import Ballot, Cast
from .writer import Writer


class StoredMemory:
    """Replies are made from what is at hand; the database follows, and may fail for as long as it likes."""

    def __init__(
        self, database: Database, timezone: tzinfo = UTC, now: Callable[[], datetime] | None = None
    ) -> None:
        """`timezone` says which day, and which week, it is."""
        self._now = now or (lambda: datetime.now(timezone))
        self._recent = RecentThreads()
        self.asked = AskedEntries()
        """The entries most asked of late."""

        self.parcels = StoredParcels(self._now, self._keep_parcel)
        """Questions carried by links."""

        self.groups = StoredGroups(self._recent, self._now, lambda: self._writer)
        """What groups decided."""

        others = (self.asked, self.parcels, self.groups)
        self._writer = Writer(database, self._recent, self._now, others)

    async def open(self) -> None:
        """Take up where we stopped; a database that fails keeps nobody from being served."""
        await self._writer.start()

    async def close(self) -> None:
        """Store what is not yet."""
        await self._writer.stop()

    def thread(self, contact: Contact) -> Thread:
        """The conversation as it stood within the last day; a new one otherwise."""
        kept = self._recent[place_of(contact)]
        if kept is None or kept.at <= (self._now() - threads.KEPT).timestamp():
            return Thread()
        return kept.thread

    def keep(self, contact: Contact, thread: Thread, reply: Reply) -> None:
        """Remember a turn: the thread, what was missed or voted, what to count; returns at once."""
        now, place, pending = self._now(), place_of(contact), self._writer.pending
        at = int(now.timestamp())
        kept = Kept(thread, at)
        self._recent.keep(place, kept)
        pending.keep_thread(place, kept)
        counts = counted(reply, now)
        pending.counts.update(counts)
        self.asked.count(counts)
        if reply.vote:
            ballot = Ballot(place.who, reply.vote.entry_id[:ID_MOST])
            pending.keep_vote(ballot, Cast(reply.vote.useful, at))
        if reply.missed and (question := question_of(reply.missed, now)):
            pending.keep_missed(question)
        self._writer.wake()

    def _keep_parcel(self, token: str, parcel: Parcel) -> None:
        self._writer.pending.keep_parcel(token, parcel)
        self._writer.wake()

    async def forget(self, contact: Contact) -> Forgotten:
        """Erase a person's threads, votes and subscription, in every chat: here at once, in the database before we return."""
        who = place_of(contact).who
        places = set(self._recent.forget(who))
        dropped = self._writer.pending.forget(who)
        erased = await self._writer.erase(who)
        if erased is None:
            return Forgotten(len(places), len(dropped.votes), postponed=True)
        return Forgotten(
            len(places | erased.threads), len(dropped.votes | erased.votes), subscribed=erased.subscribed
        )

    async def settled(self) -> bool:
        """Whether all that was kept so far is on disk, once it is; False when the database fails."""
        return await self._writer.settled()
