"""What is kept and not yet stored, merged as it comes: it grows with people and entries, not with messages."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation import Contact, Parcel

from . import counts, deliveries, groups, missed, parcels, subscriptions, threads, votes
from .counts import Counted
from .groups import Chat, KeptGroup
from .missed import MissedQuestion
from .threads import Kept, Person, Place
from .votes import Ballot, Cast

MOST = 20_000
"""Threads, votes or missed questions held while the database fails, the oldest forgotten first: a bound on memory."""

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(slots=True)
class Erased:
    """What was tied to a person."""

    threads: set[Place] = field(default_factory=set)
    votes: set[Ballot] = field(default_factory=set)
    subscribed: bool = False


@dataclass(slots=True)
class Pending:
    """One batch: what to erase first, then what to store."""

    erasures: set[Person] = field(default_factory=set)

    threads: dict[Place, Kept] = field(default_factory=dict)
    votes: dict[Ballot, Cast] = field(default_factory=dict)
    counts: Counter[Counted] = field(default_factory=Counter)
    missed: dict[str, MissedQuestion] = field(default_factory=dict)
    parcels: dict[str, Parcel] = field(default_factory=dict)

    vacated: set[Chat] = field(default_factory=set)
    """The chats that have another number now: what is stored of them is erased before all else."""

    groups: dict[Chat, KeptGroup] = field(default_factory=dict)

    def __bool__(self) -> bool:
        kept = (self.threads, self.votes, self.counts, self.missed, self.parcels, self.groups)
        return any((self.erasures, self.vacated, *kept))

    def __str__(self) -> str:
        """How much of each, for the log."""
        kinds = ("erasures", "threads", "votes", "counts", "missed", "parcels", "groups")
        return " ".join(f"{kind}={len(getattr(self, kind))}" for kind in kinds)

    def keep_thread(self, place: Place, kept: Kept) -> None:
        """Store a thread in place of the former one."""
        _put(self.threads, place, kept)

    def keep_vote(self, ballot: Ballot, cast: Cast) -> None:
        """Store a vote in place of the former one."""
        _put(self.votes, ballot, cast)

    def keep_missed(self, question: MissedQuestion) -> None:
        """Count a missed question once more."""
        former = self.missed.get(question.folded)
        _put(self.missed, question.folded, former.and_later(question) if former else question)

    def keep_parcel(self, token: str, parcel: Parcel) -> None:
        """Store a parcel in place of the former one."""
        _put(self.parcels, token, parcel)

    def keep_group(self, chat: Chat, kept: KeptGroup) -> None:
        """Store what is known of a group in place of the former."""
        _put(self.groups, chat, kept)

    def vacate(self, chat: Chat) -> None:
        """Drop what is of a chat here, and erase it where it is stored: it has another number now."""
        self.vacated.add(chat)
        self._leave({chat})

    def _leave(self, chats: Collection[Chat]) -> None:
        for chat in chats:
            self.groups.pop(chat, None)
        for place in [place for place in self.threads if Chat(place.channel, place.chat) in chats]:
            del self.threads[place]

    def forget(self, who: Person) -> Erased:
        """Drop what is tied to a person here, and erase it where it is stored; returns what was dropped."""
        self.erasures.add(who)
        return self._drop({who})

    def _drop(self, people: Collection[Person]) -> Erased:
        dropped = Erased(
            {place for place in self.threads if place.who in people},
            {ballot for ballot in self.votes if ballot.who in people},
        )
        for place in dropped.threads:
            del self.threads[place]
        for ballot in dropped.votes:
            del self.votes[ballot]
        return dropped

    def put_back(self, older: "Pending") -> None:
        """Take in a batch that could not be stored, under what came since."""
        older._drop(self.erasures)  # noqa: SLF001  # another of us
        older._leave(self.vacated)  # noqa: SLF001
        newer = (self.threads, self.votes, self.missed, self.parcels)
        self.threads, self.votes, self.missed, self.parcels = (
            older.threads,
            older.votes,
            older.missed,
            older.parcels,
        )
        for place, kept in newer[0].items():
            self.keep_thread(place, kept)
        for ballot, cast in newer[1].items():
            self.keep_vote(ballot, cast)
        for question in newer[2].values():
            self.keep_missed(question)
        for token, parcel in newer[3].items():
            self.keep_parcel(token, parcel)
        self.groups = {**older.groups, **self.groups}
        self.counts.update(older.counts)
        self.erasures |= older.erasures
        self.vacated |= older.vacated

    async def store(self, connection: AsyncConnection) -> dict[Person, Erased]:
        """Erase, then store; returns what was erased of whom."""
        erased = {who: await _erase(connection, who) for who in self.erasures}
        await groups.vacate(connection, self.vacated)
        await groups.write(connection, self.groups.items())
        await threads.write(connection, self.threads.items())
        await votes.write(connection, self.votes)
        await counts.write(connection, self.counts)
        await missed.write(connection, self.missed.values())
        await parcels.write(connection, self.parcels)
        return erased


async def _erase(connection: AsyncConnection, who: Person) -> Erased:
    # Alone with the bot, the chat is the person; who hides behind a group has its number.
    contact = Contact(who.channel, who.person)
    await deliveries.erase_deliveries(connection, contact)
    return Erased(
        set(await threads.erase(connection, who)),
        set(await votes.erase(connection, who)),
        await subscriptions.forget(connection, contact),
    )


def _put(kept: dict[Key, Value], key: Key, value: Value) -> None:
    """Put the latest last, and forget the oldest when there are too many."""
    kept.pop(key, None)
    kept[key] = value
    if len(kept) > MOST:
        del kept[next(iter(kept))]
