"""Updates side by side, but those of one chat one after the other: a slow chat holds up nobody else."""

from asyncio import Lock
from collections.abc import Awaitable
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MOST_AT_ONCE = 64


class OneByOneInAChat(BaseUpdateProcessor):
    """Keeps the order of a conversation, whatever Telegram makes other chats wait for."""

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=MOST_AT_ONCE)
        self._locks: WeakValueDictionary[int, Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[None]) -> None:
        """Handle an update once its chat's earlier ones are done."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        # Held by whoever waits: forgotten with the last of them.
        lock = self._locks.setdefault(chat.id, Lock())
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""
