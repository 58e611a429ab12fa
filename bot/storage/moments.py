"""Moments as both databases keep them: whole seconds since 1970."""

from datetime import UTC, datetime
from math import ceil


def seconds_of(moment: datetime) -> int:
    """A moment kept; never before it, so that what is due then is not due sooner."""
    return ceil(moment.timestamp())


def moment_of(seconds: int) -> datetime:
    """A moment found."""
    return datetime.fromtimestamp(seconds, UTC)
