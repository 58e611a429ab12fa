"""Questions carried from one chat to another, when they are too long for a link."""

import time
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Protocol

KEPT = timedelta(hours=1)
"""How long a parcel is kept: who taps a link does so at once, and what was typed on the way to it is kept too."""

MOST_KEPT = 10_000
"""Parcels kept, the oldest forgotten first: a bound on memory."""

TOKEN_LENGTH = 22
_TOKEN_BYTES = 16


class Parcels(Protocol):
    """Keeps texts for a while; whose they are is not in them."""

    def keep(self, text: str) -> str:
        """The token that gives a text back: letters, digits, « - » and « _ »; at once, for people are typing."""

    def text_of(self, token: str) -> str | None:
        """The text of a token, as often as it is asked for; None when it is unknown or was kept for too long."""


def token_of(text: str) -> str:
    """The token of a text, always the same, so that typing it again keeps nothing more.

    >>> len(token_of("Combien de km ?")) == TOKEN_LENGTH
    True
    """
    digest = blake2b(text.encode(), digest_size=_TOKEN_BYTES).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A text, and the moment it is kept until, in seconds of the clock of whoever keeps it."""

    text: str
    until: float


class ParcelsInMemory:
    """Parcels that a restart loses."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """`clock` tells the seconds since some moment."""
        self._clock = clock
        self._kept: OrderedDict[str, Parcel] = OrderedDict()

    def keep(self, text: str) -> str:
        """The token that gives a text back."""
        token = token_of(text)
        self.put(token, Parcel(text, self._clock() + KEPT.total_seconds()))
        return token

    def put(self, token: str, parcel: Parcel) -> None:
        """Keep a parcel under its token, in place of the former one."""
        self._kept[token] = parcel
        self._kept.move_to_end(token)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def parcel(self, token: str) -> Parcel | None:
        """The parcel of a token, while it is kept."""
        found = self._kept.get(token)
        return found if found and found.until > self._clock() else None

    def text_of(self, token: str) -> str | None:
        """The text of a token, while it is kept."""
        found = self.parcel(token)
        return found.text if found else None

    def purge(self) -> None:
        """Forget what was kept for long enough."""
        now = self._clock()
        for token in [token for token, parcel in self._kept.items() if parcel.until <= now]:
            del self._kept[token]
