"""The file of SQLite saved and brought back, by SQLite's own online backup: the bot may go on meanwhile."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from alembic.script import ScriptDirectory

from .database import PATIENCE, move_aside
from .migrating import config_on

TABLE = "alembic_version"
"""What every database of ours has, and others' seldom."""


class BackupError(Exception):
    """A database cannot be saved or brought back; `str` is why, in French."""


def backup(file: Path, copy: Path) -> None:
    """Save a database to another file, whole, as it stands now. Raises BackupError, and leaves no half of it."""
    with _told(f"« {file} » ne peut pas être copié"):
        _refuse_strange(file)
        with _copied(file, copy) as written:
            written.replace(copy)


def restore(copy: Path, file: Path, now: datetime) -> Path | None:
    """Put a saved database in a file's place; returns where the former one is kept, when there was one.

    Raises BackupError, and then the file is as it was.
    """
    with _told(f"« {copy} » ne peut pas être remis en place"):
        _refuse_strange(copy)
        file.parent.mkdir(parents=True, exist_ok=True)
        with _copied(copy, file) as written:
            _hold_announcements(written, now)
            former = move_aside(file, "before", now) if file.exists() else None
            written.replace(file)
    return former


def _hold_announcements(file: Path, now: datetime) -> None:
    """What was going out when the copy was made may have arrived since: an admin decides whether it goes on."""
    with closing(_open(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'announcements'").fetchall()
        if tables:
            connection.execute(
                "UPDATE announcements SET status = 'paused' WHERE status IN ('gathering', 'delivering')"
            )
            connection.execute(
                "UPDATE announcements SET status = 'stopped', ended = :now"
                " WHERE status = 'scheduled' AND every IS NULL AND at <= :now",
                {"now": int(now.timestamp())},
            )
            connection.commit()


@contextmanager
def _copied(file: Path, place: Path) -> Iterator[Path]:
    """A copy beside the place where it is to stand; gone afterwards, unless it was moved there."""
    written = place.with_name(place.name + ".partial")
    # It tells who talks with the bot: its owner's alone.
    os.close(os.open(written, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(_open(file)) as reading, closing(sqlite3.connect(written)) as writing:
            reading.backup(writing)
            # One file, without a journal beside it.
            writing.execute("PRAGMA journal_mode=DELETE")
        yield written
    finally:
        written.unlink(missing_ok=True)


def _open(file: Path) -> sqlite3.Connection:
    # A name mistyped must not make an empty database.
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)


def _refuse_strange(file: Path) -> None:
    """Only a sound database of ours, of this version or an earlier one, is worth copying."""
    with closing(_open(file)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise BackupError(f"« {file} » est endommagé.")
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if TABLE not in tables:
            raise BackupError(f"« {file} » n'est pas une base de ce bot.")
        found = connection.execute(f"SELECT version_num FROM {TABLE}").fetchall()  # noqa: S608  # a constant
    known = {script.revision for script in ScriptDirectory.from_config(config_on(None)).walk_revisions()}
    if not {version for (version,) in found} <= known:
        raise BackupError(f"« {file} » vient d'une version plus récente du bot.")


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "sqlite_errorname", None) or getattr(error, "strerror", None) or error
        raise BackupError(f"{what} : {reason}.") from error
