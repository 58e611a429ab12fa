"""How updates reach the bot: it asks for them, or has told where to bring them."""

import asyncio
from typing import Any

import aiohttp
from calls import RefusedError
from world import World

AGAIN_AFTER = 0.2
"""Seconds before an update is brought again which the bot did not take; Telegram takes longer."""


class Deliveries(World):
    """Both ways, one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.listening = 0
        """Polls open now: 1 while the bot waits for something to happen, 0 once it has stopped."""

        self.proxy = ""
        """Where the bot listens behind the public address of its webhook, such as « http://127.0.0.1:8080 »."""

        self.brought: list[int] = []
        """The codes the bot's webhook answered, in order."""

        self.dropped = 0
        """Requests we cut."""

        self.polls = 0
        """The polls that came, the open one included."""

        self._upset = False
        """Whether open polls have to end."""

        self._news = asyncio.Condition()
        self._bringing: asyncio.Task[None] | None = None

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    # --- Asked for.

    async def _get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """An update stays until a later offset confirms it; a second poll ends the first."""
        if self.webhook:
            raise RefusedError(409, "Conflict: can't use getUpdates method while webhook is active")
        self.listening += 1
        try:
            return await self._next_updates(parameters)
        finally:
            self.listening -= 1
            self._telling = asyncio.create_task(self._tell())

    async def _next_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        self.polls += 1
        poll = self.polls
        self.inbox.allowed = parameters.get("allowed_updates", self.inbox.allowed)
        self.inbox.confirm(parameters.get("offset", 0))
        async with self._news:
            self._news.notify_all()
            try:
                await asyncio.wait_for(
                    self._news.wait_for(lambda: self.inbox or poll != self.polls or self._upset),
                    parameters.get("timeout", 0) or 0.001,
                )
            except TimeoutError:
                return []
        if self._upset:
            self._say_why()
        if poll != self.polls:
            raise RefusedError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        return self.inbox.batch(parameters.get("limit", 100))

    def _say_why(self) -> None:
        """Raises what ends an open poll."""
        raise ConnectionResetError

    # --- Brought.

    async def _set_webhook(self, parameters: dict[str, Any]) -> bool:
        await self._delete_webhook(parameters)
        self.webhook = parameters
        self.inbox.allowed = parameters.get("allowed_updates", self.inbox.allowed)
        if parameters["url"]:
            self._bringing = asyncio.create_task(self._bring())
        return True

    async def _delete_webhook(self, parameters: dict[str, Any]) -> bool:
        if parameters.get("drop_pending_updates"):
            self.inbox.clear()
        if self._bringing:
            self._bringing.cancel()
        self._bringing, self.webhook = None, {}
        return True

    async def _get_webhook_info(self, _parameters: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.inbox.unconfirmed),
        }

    async def _bring(self) -> None:
        path = self.webhook["url"].partition("://")[2].partition("/")[2]
        secret = self.webhook.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        async with aiohttp.ClientSession(headers=headers) as session:
            while True:
                async with self._news:
                    await self._news.wait_for(lambda: bool(self.inbox))
                update = self.inbox.batch(1)[0]
                if await self._brought(session, f"{self.proxy}/{path}", update):
                    self.inbox.confirm(update["update_id"] + 1)
                else:
                    await asyncio.sleep(AGAIN_AFTER)
                await self._tell()

    async def _brought(self, session: aiohttp.ClientSession, address: str, update: dict[str, Any]) -> bool:
        """Whether the bot says it took an update; anything but « yes » brings it again."""
        try:
            async with session.post(address, json=update) as response:
                self.brought.append(response.status)
                return response.ok
        except aiohttp.ClientError:
            return False
