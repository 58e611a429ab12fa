"""Updates that Telegram brings to our webhook: each is acknowledged once it has its reply, so that a crash loses none."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import ExtBot, Updater

from .in_hand import InHand


class NotHandledError(Exception):
    """The bot stops before the update has its reply: Telegram is to bring it again."""


class Acknowledging(asyncio.Queue[object]):
    """Lets Telegram wait until what it brought has its reply."""

    def __init__(self, in_hand: InHand, settle: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._in_hand = in_hand
        self._settle = settle
        self._requests: set[asyncio.Task[object]] = set()

    async def put(self, item: object) -> None:
        """Hand in an update. Raises NotHandledError, which the library turns into a refusal."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        if request := asyncio.current_task():
            self._requests.add(request)
            request.add_done_callback(self._requests.discard)
        self._in_hand.take([item])
        await super().put(item)
        if not await self._in_hand.answers(item):
            raise NotHandledError
        await self._settle()

    async def acknowledge(self) -> None:
        """Return once Telegram has its answer to all it brought."""
        if self._requests:
            await asyncio.wait(self._requests)


class WebhookUpdater(Updater):
    """Stops once what was brought has its reply."""

    def __init__(self, bot: ExtBot[None], in_hand: InHand, queue: Acknowledging) -> None:
        super().__init__(bot, queue)
        self._in_hand = in_hand
        self._queue = queue

    async def stop(self) -> None:
        """As the library's, which cuts the connections Telegram waits on."""
        await self._in_hand.finish()
        await self._queue.acknowledge()
        await super().stop()
