"""What became of one attempt to deliver; a channel says so, and the ledger writes it down."""

from dataclasses import dataclass

from bot.conversation import Contact


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived."""

    message: str | None = None
    """The copy, where the channel has a name for it."""


@dataclass(frozen=True, slots=True)
class _Explained:
    reason: str
    """A few words for the log and the ledger, not for people."""


class Refused(_Explained):
    """The recipient does not want us, or is gone."""


class Failed(_Explained):
    """It was not delivered, and trying again soon would not help."""


class Unknown(_Explained):
    """It left; no answer came."""


class NotLeft(_Explained):
    """It was certainly not delivered: the network failed before."""


@dataclass(frozen=True, slots=True)
class TooFast:
    """It was not delivered: we are to wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Moved:
    """It was not delivered: the contact has another address now."""

    contact: Contact


Result = Sent | Refused | Failed | Unknown | NotLeft | TooFast | Moved
