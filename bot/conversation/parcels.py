"""Questions carried from one chat to another, when they are too long for a link."""

import time
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from hashlib import blake2b
from typing import Protocol

KEPT = timedelta(days=1)
"""How long a parcel is kept: who taps a link does so at once, or after reading what else is new."""

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


class ParcelsInMemory:
    """Parcels that a restart loses."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells the seconds since some moment."""
        self._clock = clock
        self._kept: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def keep(self, text: str) -> str:
        """The token that gives a text back."""
        token = token_of(text)
        self._kept[token] = (text, self._clock() + KEPT.total_seconds())
        self._kept.move_to_end(token)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return token

    def text_of(self, token: str) -> str | None:
        """The text of a token, while it is kept."""
        text, until = self._kept.get(token, (None, 0.0))
        if text is not None and until <= self._clock():
            del self._kept[token]
            return None
        return text
