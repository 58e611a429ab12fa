"""What we remember: the one place that knows a database. Slow to load: commands that need none leave it."""

from sqlalchemy.ext.asyncio import AsyncConnection as Connection

from .backup import BackupError, backup, restore
from .counts import ALL, Counted
from .counts import read as read_counts
from .database import Database, DatabaseUrlError, StorageError
from .migrating import migrate
from .missed import MissedQuestion
from .missed import read as read_missed
from .stored_announcements import StoredAnnouncements
from .stored_ledger import StoredLedger
from .stored_memory import StoredMemory
from .subscriptions import StoredSubscriptions
from .votes import Opinion
from .votes import opinions as read_opinions

__all__ = [
    "ALL",
    "BackupError",
    "Connection",
    "Counted",
    "Database",
    "DatabaseUrlError",
    "MissedQuestion",
    "Opinion",
    "StorageError",
    "StoredAnnouncements",
    "StoredLedger",
    "StoredMemory",
    "StoredSubscriptions",
    "backup",
    "migrate",
    "read_counts",
    "read_missed",
    "read_opinions",
    "restore",
]
