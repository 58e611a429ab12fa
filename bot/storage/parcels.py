"""Questions carried by links, for an hour. Whose they are is not in them."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, String, Table, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation import Parcel, ParcelsInMemory
from bot.conversation.parcels import MOST_KEPT, TOKEN_LENGTH

from .database import METADATA, insert_into

PARCELS = Table(
    "parcels",
    METADATA,
    Column("token", String(TOKEN_LENGTH), primary_key=True),
    Column("text", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
    Index("parcels_until", "until"),
)


class StoredParcels(ParcelsInMemory):
    """Parcels at hand, which a restart does not lose."""

    def __init__(self, now: Callable[[], datetime], store: Callable[[str, Parcel], None]) -> None:
        """`store` takes what is to be stored soon."""
        super().__init__(lambda: int(now().timestamp()))
        self._store = store

    def keep(self, text: str) -> str:
        """The token that gives a text back."""
        token = super().keep(text)
        if parcel := self.parcel(token):
            self._store(token, parcel)
        return token

    async def load(self, connection: AsyncConnection, now: datetime) -> None:
        """Take in what was stored and is still kept; what is at hand already is newer."""
        self.purge()
        latest = select(PARCELS).where(PARCELS.c.until > int(now.timestamp())).order_by(PARCELS.c.until)
        for row in await connection.execute(latest.limit(MOST_KEPT)):
            if self.parcel(row.token) is None:
                self.put(row.token, Parcel(row.text, row.until))


async def write(connection: AsyncConnection, parcels: Mapping[str, Parcel]) -> None:
    """Store parcels in place of the former ones."""
    rows = [
        {"token": token, "text": parcel.text, "until": int(parcel.until)} for token, parcel in parcels.items()
    ]
    if rows:
        insertion = insert_into(connection, PARCELS)
        changes = {"until": insertion.excluded["until"]}
        await connection.execute(
            insertion.on_conflict_do_update(index_elements=["token"], set_=changes), rows
        )


async def purge(connection: AsyncConnection, now: int) -> None:
    """Erase what was kept for long enough, and of what is too much the oldest."""
    await connection.execute(delete(PARCELS).where(PARCELS.c.until <= now))
    too_many = select(PARCELS.c.token).order_by(PARCELS.c.until.desc()).offset(MOST_KEPT)
    await connection.execute(delete(PARCELS).where(PARCELS.c.token.in_(too_many)))
