"""Updates side by side, but those of one chat one after the other: a slow chat holds up nobody else."""

from asyncio import Lock, Semaphore
from collections.abc import Awaitable
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MOST_AT_ONCE = 64
"""Updates handled side by side."""

MOST_WAITING = 10_000
"""Updates taken from Telegram and not yet handled: a bound on memory."""


class OneByOneInAChat(BaseUpdateProcessor):
    """Keeps the order of a conversation, whatever Telegram makes other chats wait for."""

    def __init__(self) -> None:
        # The library counts an update from its arrival; ours, once its turn in its chat has come.
        super().__init__(max_concurrent_updates=MOST_WAITING)
        self._places = Semaphore(MOST_AT_ONCE)
        self._locks: WeakValueDictionary[int, Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[None]) -> None:
        """Handle an update once its chat's earlier ones are done; while it waits it takes nobody's place."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            async with self._places:
                await coroutine
            return
        # Held by whoever waits: forgotten with the last of them.
        lock = self._locks.setdefault(chat.id, Lock())
        async with lock, self._places:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""
