"""What the FAQ's authors learn from a turn; it leaves the core as values, for whoever keeps them."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why a question went without its answer."""

    UNKNOWN = "unknown"
    """Nothing near enough."""

    REFUSED = "refused"
    """The FAQ says that it does not answer this."""

    UNSURE = "unsure"
    """Entries were offered, and the person said that none was the one."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that went without its answer; who asked it is nowhere in it."""

    question: str
    """As typed; whoever keeps it masks what is personal first."""

    why: Why
    nearest: str | None = None
    """The id of the nearest entry."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody thought of an answer."""

    entry_id: str
    useful: bool
