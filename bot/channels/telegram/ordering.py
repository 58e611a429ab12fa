"""Updates side by side, but those of one chat one after the other: a slow chat holds up nobody else."""

import asyncio
import inspect
from collections.abc import Awaitable
from contextlib import nullcontext
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from .in_hand import InHand

MOST_WAITING = 10_000
"""Updates taken from Telegram and not yet handled: a bound on memory."""


class OneByOneInAChat(BaseUpdateProcessor):
    """Keeps the order of a conversation, whatever Telegram makes other chats wait for."""

    def __init__(self, in_hand: InHand) -> None:
        # The library counts an update from its arrival; ours, once its turn in its chat has come.
        super().__init__(max_concurrent_updates=MOST_WAITING)
        self._in_hand = in_hand
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[None]) -> None:
        """Handle an update once its chat's earlier ones are done; while it waits it takes nobody's place."""
        if not isinstance(update, Update):
            await coroutine
            return
        chat = update.effective_chat
        # Held by whoever waits: forgotten with the last of them.
        lock = self._locks.setdefault(chat.id, asyncio.Lock()) if chat else nullcontext()
        try:
            with self._in_hand.handling(update) as place:
                async with lock:
                    await self._in_hand.sit(place)
                    await coroutine
        finally:
            # The library would complain of one that was never begun.
            if inspect.iscoroutine(coroutine):
                coroutine.close()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""
