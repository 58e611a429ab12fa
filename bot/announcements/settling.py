"""What became of deliveries, written down; a database that fails is tried again at each result."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from .announcement import Delivery
from .ledger import Ledger
from .results import Moved, Refused, Result
from .subscribing import Subscriptions

_LOG = logging.getLogger(__name__)

MOST_TRIES = 10
"""Attempts that Telegram put off, before a delivery counts as failed."""


class Settling:
    """Writes results down, and what they say of a subscription."""

    def __init__(
        self, ledger: Ledger, subscriptions: Subscriptions, now: Callable[[], datetime], holder: str
    ) -> None:
        self._ledger = ledger
        self._subscriptions = subscriptions
        self._now = now
        self._holder = holder
        self._found: dict[int, Result] = {}
        self._writing = asyncio.Lock()

    async def settle_soon(self, delivery: Delivery, result: Result) -> None:
        """Write down what is known, others' results with this one; never raises."""
        self._found[delivery.id] = result
        try:
            if isinstance(result, Refused):
                await self._subscriptions.refuse(delivery.contact)
            elif isinstance(result, Moved):
                await self._subscriptions.move(delivery.contact, result.contact)
            await self.settle()
        except Exception as error:  # noqa: BLE001  # kept, and written down later
            _LOG.warning("delivery not written down yet error=%s", type(error).__name__)

    async def settle(self) -> None:
        """Write down what is not yet. Raises an Exception of storage's, and then keeps it for the next time."""
        async with self._writing:
            found, self._found = self._found, {}
            if not found:
                return
            try:
                await self._ledger.settle(self._holder, found, self._now(), MOST_TRIES)
            except BaseException:
                self._found = {**found, **self._found}
                raise
