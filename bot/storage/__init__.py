"""What we remember: the one place that knows a database. Slow to load: commands that need none leave it."""

from .database import Database, DatabaseUrlError, StorageError
from .stored_memory import StoredMemory

__all__ = ["Database", "DatabaseUrlError", "StorageError", "StoredMemory"]
