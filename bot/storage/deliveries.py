"""The ledger: a row for each recipient of each announcement, claimed, marked and settled one transaction at a time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import (
    Action,
    Announcement,
    Content,
    Delivery,
    Failed,
    Moved,
    NotLeft,
    Refused,
    Result,
    Sent,
    State,
    Status,
    TooFast,
    Unknown,
)
from bot.conversation import Contact

from . import announcements, presence
from .announcements import ANNOUNCEMENTS, WORD_MOST, announcement_of
from .database import METADATA, Database, insert_into
from .moments import seconds_of
from .subscriptions import NUMBER, SUBSCRIPTIONS, is_meant
from .threads import ID_MOST

REASON_MOST = 64
"""Characters of the reason a delivery failed."""

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("announcement", NUMBER, nullable=False),
    Column("channel", String(ID_MOST), nullable=False),
    Column("chat", String(ID_MOST), nullable=False),
    Column("is_group", Boolean, nullable=False),
    Column("state", String(WORD_MOST), nullable=False),
    # Waiting: when it may be claimed. Leaving: when it is taken for lost.
    Column("due", BigInteger, nullable=False),
    Column("holder", String(ID_MOST)),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("message", String(ID_MOST)),
    Column("reason", String(REASON_MOST)),
    Column("at", BigInteger),
    UniqueConstraint("announcement", "channel", "chat", name="deliveries_once"),
    Index("deliveries_next", "announcement", "state", "due"),
)
_SENDING = DELIVERIES.c.state == State.SENDING
Index("deliveries_sending", DELIVERIES.c.due, sqlite_where=_SENDING, postgresql_where=_SENDING)

_ACTIVE = (Status.DELIVERING, Status.PAUSED)


class StoredLedger:
    """The ledger in a database; fulfils `bot.announcements.Ledger`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turns = count()

    async def recover(self) -> None:
        """Give up what another run was sending, and take back what it had claimed. Raises StorageError.

        On PostgreSQL another process may be at work: there the leases end by themselves.
        """
        async with self._database.writing() as connection:
            if connection.dialect.name != "sqlite":
                return
            await connection.execute(update(DELIVERIES).where(_SENDING).values(_lost("restart")))
            active = select(ANNOUNCEMENTS.c.id).where(ANNOUNCEMENTS.c.status.in_(_ACTIVE))
            await connection.execute(
                update(DELIVERIES)
                .where(DELIVERIES.c.announcement.in_(active), DELIVERIES.c.state == State.WAITING)
                .where(DELIVERIES.c.due > 0, DELIVERIES.c.holder.is_not(None))
                .values(due=0, holder=None)
            )

    async def be_present(self, holder: str, now: datetime) -> None:
        """Say that a bot is at work. Raises StorageError."""
        await presence.be_present(self._database, holder, now)

    async def be_absent(self, holder: str) -> None:
        """Say that it has stopped. Raises StorageError."""
        await presence.be_absent(self._database, holder)

    async def present(self, now: datetime) -> int:
        """How many bots are at work. Raises StorageError."""
        return await presence.present(self._database, now)

    async def due(self, now: datetime) -> Sequence[Announcement]:
        """The scheduled announcements whose time has come. Raises StorageError."""
        chosen = select(ANNOUNCEMENTS).where(
            ANNOUNCEMENTS.c.status == Status.SCHEDULED, ANNOUNCEMENTS.c.at <= seconds_of(now)
        )
        async with self._database.reading() as connection:
            return [announcement_of(row) for row in await connection.execute(chosen)]

    async def told(self, series: int) -> Sequence[str]:
        """The entries that a series has told, the oldest first. Raises StorageError."""
        chosen = select(ANNOUNCEMENTS.c.content).where(
            ANNOUNCEMENTS.c.series == series, ANNOUNCEMENTS.c.status != Status.SCHEDULED
        )
        async with self._database.reading() as connection:
            records = (await connection.execute(chosen.order_by(ANNOUNCEMENTS.c.id))).scalars()
            contents = [Content.of_record(record) for record in records]
        return [content.entry for content in contents if content.entry]

    async def start(self, announcement: Announcement, content: Content, following: datetime | None) -> bool:
        """Begin an announcement, and schedule the next of its series. Raises StorageError."""
        async with self._database.writing() as connection:
            return await announcements.start(connection, announcement, content, following)

    async def postpone(self, announcement: Announcement, at: datetime) -> None:
        """Schedule for another time what has not begun. Raises StorageError."""
        scheduled = ANNOUNCEMENTS.c.status == Status.SCHEDULED
        changed = update(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == announcement.id, scheduled)
        async with self._database.writing() as connection:
            await connection.execute(changed.values(at=seconds_of(at)))

    async def find(self, announcement: int) -> Announcement | None:
        """An announcement as it now stands. Raises StorageError."""
        async with self._database.reading() as connection:
            chosen = select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == announcement)
            row = (await connection.execute(chosen)).first()
        return announcement_of(row) if row else None

    # --- Listing recipients.

    async def gather(self, now: datetime, most: int) -> bool:
        """List some more recipients of one announcement; False when none waits for it. Raises StorageError."""
        chosen = select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.status == Status.GATHERING)
        async with self._database.writing() as connection:
            locked = chosen.order_by(ANNOUNCEMENTS.c.id).limit(1).with_for_update(skip_locked=True)
            row = (await connection.execute(locked)).first()
            if row is None:
                return False
            last = await _list(connection, row, seconds_of(now), most)
            changes = {"status": Status.DELIVERING} if last is None else {"gathered": last}
            await connection.execute(
                update(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == row.id).values(changes)
            )
            return True

    # --- Delivering.

    async def claim(
        self, holder: str, now: datetime, until: datetime, most: int, *, at_night: bool
    ) -> Sequence[Delivery]:
        """Some waiting deliveries of one announcement, each announcement in turn. Raises StorageError."""
        delivering = select(ANNOUNCEMENTS.c.id).where(ANNOUNCEMENTS.c.status == Status.DELIVERING)
        if at_night:
            delivering = delivering.where(ANNOUNCEMENTS.c.at_night.is_(True))
        async with self._database.reading() as connection:
            numbers = (await connection.execute(delivering.order_by(ANNOUNCEMENTS.c.id))).scalars().all()
        turn = next(self._turns) % max(1, len(numbers))
        for number in (*numbers[turn:], *numbers[:turn]):
            async with self._database.writing() as connection:
                claimed = await _claim(connection, number, holder, (seconds_of(now), seconds_of(until)), most)
            if claimed:
                return claimed
        return []

    async def begin(self, holder: str, ids: Collection[int], until: datetime) -> Collection[int]:
        """Mark deliveries as leaving; returns those which may leave. Raises StorageError."""
        delivering = select(ANNOUNCEMENTS.c.id).where(ANNOUNCEMENTS.c.status == Status.DELIVERING)
        # Found by number alone: PostgreSQL, which may know nothing of a table just filled, picks no worse index.
        asked = select(DELIVERIES).where(DELIVERIES.c.id.in_(ids)).with_for_update()
        async with self._database.writing() as connection:
            numbers = set((await connection.execute(delivering)).scalars())
            rows = (await connection.execute(asked)).all()
            ready = [
                row.id
                for row in rows
                if row.holder == holder and row.state == State.WAITING and row.announcement in numbers
            ]
            values = {"state": State.SENDING, "due": seconds_of(until), "tries": DELIVERIES.c.tries + 1}
            await connection.execute(update(DELIVERIES).where(DELIVERIES.c.id.in_(ready)).values(values))
            return ready

    async def settle(
        self, holder: str, results: Mapping[int, Result], now: datetime, most_tries: int
    ) -> None:
        """Write down what became of our deliveries. Raises StorageError."""
        ours = (
            (DELIVERIES.c.id == bindparam("number"))
            & (DELIVERIES.c.holder == holder)
            & or_(_SENDING, DELIVERIES.c.state == State.UNKNOWN)
        )
        async with self._database.writing() as connection:
            for result_type, values in _VALUES.items():
                rows = [
                    {"number": number, **_parameters(result, now)}
                    for number, result in results.items()
                    if type(result) is result_type
                ]
                if rows:
                    settled = update(DELIVERIES).where(ours).values(**values(most_tries), at=seconds_of(now))
                    await connection.execute(settled, rows)

    async def release(self, holder: str, ids: Iterable[int], due: datetime) -> None:
        """Give back deliveries that were not begun. Raises StorageError."""
        ours = DELIVERIES.c.id.in_(list(ids)) & (DELIVERIES.c.holder == holder)
        released = update(DELIVERIES).where(ours, DELIVERIES.c.state == State.WAITING)
        async with self._database.writing() as connection:
            await connection.execute(released.values(due=seconds_of(due), holder=None))

    async def expire(self, now: datetime) -> int:
        """Mark as unknown what was leaving when its lease ended; returns how many. Raises StorageError."""
        overdue = _SENDING & (DELIVERIES.c.due <= seconds_of(now))
        async with self._database.reading() as connection:
            if not (await connection.execute(select(DELIVERIES.c.id).where(overdue).limit(1))).first():
                return 0
        async with self._database.writing() as connection:
            lost = await connection.execute(update(DELIVERIES).where(overdue).values(_lost("lease")))
            return lost.rowcount

    async def finish(self, now: datetime) -> Sequence[int]:
        """End the announcements that have nothing more to deliver; returns them. Raises StorageError."""
        left = exists().where(
            DELIVERIES.c.announcement == ANNOUNCEMENTS.c.id,
            DELIVERIES.c.state.in_((State.WAITING, State.SENDING)),
        )
        over = (ANNOUNCEMENTS.c.status == Status.DELIVERING) & ~left
        async with self._database.reading() as connection:
            if not (await connection.execute(select(ANNOUNCEMENTS.c.id).where(over))).first():
                return []
        ended = update(ANNOUNCEMENTS).where(over).values(status=Status.DONE, ended=seconds_of(now))
        async with self._database.writing() as connection:
            return list((await connection.execute(ended.returning(ANNOUNCEMENTS.c.id))).scalars())

    async def purge(self, until: datetime, most: int) -> bool:
        """Erase some of what ended before a moment; False when nothing is left of it. Raises StorageError.

        Which entries a series told stays, without anybody's name: it may go round the FAQ for longer than that.
        """
        old = select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.ended <= seconds_of(until)).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(old)).first()
        if row is None:
            return False
        rows = select(DELIVERIES.c.id).where(DELIVERIES.c.announcement == row.id).limit(most)
        async with self._database.writing() as connection:
            erased = await connection.execute(delete(DELIVERIES).where(DELIVERIES.c.id.in_(rows)))
            if erased.rowcount < most:
                await announcements.let_go(connection, announcement_of(row))
        return True


def _lost(reason: str) -> dict[str, Any]:
    return {"state": State.UNKNOWN, "reason": reason}


async def _list(connection: AsyncConnection, row: Row[Any], now: int, most: int) -> int | None:
    """Add a run of recipients to the ledger; returns the last one's number, None when there are no more."""
    source, recipients = _recipients(row, now)
    run = recipients.order_by(source.c.id).limit(most).subquery()
    last: int | None = (await connection.execute(select(func.max(run.c.id)))).scalar()
    if last is not None:
        names = ("announcement", "channel", "chat", "is_group", "message", "state", "due")
        listed = recipients.where(source.c.id <= last).subquery()
        columns = [column for column in listed.c if column.name != "id"]
        # Who left and came back while we listed has a row already. SQLite takes « ON » for a join's without a « WHERE ».
        added = insert_into(connection, DELIVERIES).from_select(
            names, select(*columns).where(listed.c.due > 0)
        )
        await connection.execute(added.on_conflict_do_nothing())
    return last


def _recipients(row: Row[Any], now: int) -> tuple[Table, Select[Any]]:
    """Who is to get an announcement, from where the listing stands: subscriptions, or copies delivered."""
    action = Action(row.action)
    source = SUBSCRIPTIONS if action is Action.SEND else DELIVERIES
    message: Any = null() if action is Action.SEND else DELIVERIES.c.message
    columns = (source.c.channel, source.c.chat, source.c.is_group)
    chosen = select(
        source.c.id,
        literal(row.id).label("announcement"),
        *columns,
        message.label("message"),
        literal(str(State.WAITING)).label("state"),
        literal(now, BigInteger).label("due"),
    ).where(source.c.id > row.gathered)
    if action is Action.SEND:
        return source, chosen.where(is_meant(row.target, now))
    return source, chosen.where(DELIVERIES.c.announcement == row.of, DELIVERIES.c.state == State.SENT)


async def _claim(
    connection: AsyncConnection, announcement: int, holder: str, lease: tuple[int, int], most: int
) -> list[Delivery]:
    now, until = lease
    waiting = (
        select(DELIVERIES)
        .where(DELIVERIES.c.announcement == announcement, DELIVERIES.c.state == State.WAITING)
        .where(DELIVERIES.c.due <= now)
        .order_by(DELIVERIES.c.due)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = (await connection.execute(waiting)).all()
    if rows:
        numbers = [row.id for row in rows]
        held = update(DELIVERIES).where(DELIVERIES.c.id.in_(numbers)).values(due=until, holder=holder)
        await connection.execute(held)
    return [_delivery(row) for row in rows]


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.id,
        row.announcement,
        Contact(row.channel, row.chat),
        row.is_group,
        row.message,
        row.tries,
    )


# --- What each result changes.


def _ended(state: State) -> Any:
    return lambda _most: {"state": state, "reason": bindparam("why"), "holder": None}


def _waits(state: Any = State.WAITING) -> dict[str, Any]:
    return {"state": state, "reason": bindparam("why"), "due": bindparam("when"), "holder": None}


def _waits_but(most_tries: int) -> dict[str, Any]:
    tried_out = DELIVERIES.c.tries >= most_tries
    return _waits(case((tried_out, str(State.FAILED)), else_=str(State.WAITING)))


def _waits_there(_most: int) -> dict[str, Any]:
    """Where it now lives, unless that address has a delivery of its own."""
    there = DELIVERIES.c.chat == bindparam("there")
    return _waits(case((there, str(State.WAITING)), else_=str(State.FAILED)))


_VALUES: Mapping[type, Any] = {
    Sent: lambda _most: {
        "state": State.SENT,
        "message": func.coalesce(bindparam("copy"), DELIVERIES.c.message),
        "reason": None,
    },
    Refused: _ended(State.REFUSED),
    Failed: _ended(State.FAILED),
    # Ours until it is known: the answer may still come.
    Unknown: lambda _most: {"state": State.UNKNOWN, "reason": bindparam("why")},
    TooFast: _waits_but,
    NotLeft: lambda _most: _waits(),
    Moved: _waits_there,
}


def _parameters(result: Result, now: datetime) -> dict[str, Any]:
    match result:
        case Sent(message):
            return {"copy": message}
        case Refused(reason) | Failed(reason) | Unknown(reason):
            return {"why": reason[:REASON_MOST]}
        case TooFast(seconds):
            return {"why": "too fast", "when": seconds_of(now + timedelta(seconds=seconds))}
        case NotLeft(reason):
            return {"why": reason[:REASON_MOST], "when": seconds_of(now)}
        case Moved(contact):
            return {"why": "moved", "when": seconds_of(now), "there": contact.id}


# --- For the other families.


async def counts_of(connection: AsyncConnection, announcement: int) -> dict[State, int]:
    """How many deliveries of an announcement stand where."""
    counted = select(DELIVERIES.c.state, func.count()).where(DELIVERIES.c.announcement == announcement)
    rows = await connection.execute(counted.group_by(DELIVERIES.c.state))
    return {State(state): number for state, number in rows.all()}


async def wait_again(connection: AsyncConnection, announcement: int, state: State) -> int:
    """Let the deliveries of a state wait anew; returns how many."""
    those = (DELIVERIES.c.announcement == announcement) & (DELIVERIES.c.state == state)
    values = {"state": State.WAITING, "due": 0, "holder": None, "tries": 0, "reason": None}
    return (await connection.execute(update(DELIVERIES).where(those).values(values))).rowcount


async def move_deliveries(connection: AsyncConnection, former: Contact, contact: Contact) -> None:
    """Send what waits for a contact to its other address, unless something waits there already."""
    there = DELIVERIES.alias()
    served = exists().where(
        there.c.announcement == DELIVERIES.c.announcement,
        there.c.channel == contact.channel,
        there.c.chat == contact.id,
    )
    active = select(ANNOUNCEMENTS.c.id).where(ANNOUNCEMENTS.c.status.in_(_ACTIVE))
    await connection.execute(
        update(DELIVERIES)
        .where(DELIVERIES.c.announcement.in_(active), _lives_at(former), ~served)
        .where(DELIVERIES.c.state.in_((State.WAITING, State.SENDING)))
        .values(channel=contact.channel, chat=contact.id)
    )


async def spare(connection: AsyncConnection, contact: Contact) -> None:
    """Let nothing new leave that was listed for a contact; the copies delivered may still be mended."""
    news = select(ANNOUNCEMENTS.c.id).where(
        ANNOUNCEMENTS.c.status.in_((Status.GATHERING, *_ACTIVE)), ANNOUNCEMENTS.c.action == Action.SEND
    )
    listed = _lives_at(contact) & (DELIVERIES.c.state == State.WAITING)
    await connection.execute(delete(DELIVERIES).where(DELIVERIES.c.announcement.in_(news), listed))


async def erase_deliveries(connection: AsyncConnection, contact: Contact) -> None:
    """Erase what tells that a person was written to; what tells it of a group is not one of its people's to erase."""
    await connection.execute(delete(DELIVERIES).where(_lives_at(contact), DELIVERIES.c.is_group.is_(False)))


def _lives_at(contact: Contact) -> ColumnElement[bool]:
    return (DELIVERIES.c.channel == contact.channel) & (DELIVERIES.c.chat == contact.id)
