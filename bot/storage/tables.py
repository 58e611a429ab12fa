"""Every table, one module a family; importing this describes them all to `METADATA`.

One more family: its module, a line in `TABLES` and in `purge`, and a migration, written with
`alembic revision --autogenerate --rev-id m… --message "…"` (the next number) on an up-to-date database and read over.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from . import groups, missed, parcels, threads, votes
from .announcements import ANNOUNCEMENTS
from .counts import COUNTS
from .deliveries import DELIVERIES
from .groups import GROUPS
from .missed import MISSED
from .parcels import PARCELS
from .presence import PRESENCE
from .subscriptions import SUBSCRIPTIONS, TOPICS_CHOSEN
from .threads import THREADS
from .votes import VOTES

TABLES = (
    THREADS,
    VOTES,
    COUNTS,
    MISSED,
    PARCELS,
    GROUPS,
    SUBSCRIPTIONS,
    TOPICS_CHOSEN,
    ANNOUNCEMENTS,
    DELIVERIES,
    PRESENCE,
)


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Erase everything past its time."""
    await threads.purge(connection, int((now - threads.KEPT).timestamp()))
    await votes.purge(connection, int((now - votes.KEPT).timestamp()))
    await missed.purge(connection, (now - missed.KEPT).date())
    await parcels.purge(connection, int(now.timestamp()))
    await groups.purge(connection, int((now - groups.KEPT).timestamp()))
