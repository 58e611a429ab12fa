"""Every request passes here: replies go straight through and are counted, so that announcements leave them room."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.announcements import Pace

from .sending import seconds_of

ANNOUNCING = "announcing"
"""Said with a request whose pace is already seen to."""

_UNCOUNTED = ("sendChatAction", "getChatMember", "getChat", "deleteMessage")
"""Methods that name a chat and write nothing in it."""


class Gate(BaseRateLimiter[Any]):
    """Holds nothing up."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    async def process_request(  # noqa: PLR0913, PLR0917  # the library's
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Any:
        """Make a request at once; one to a chat is a message Telegram counts, and one it refuses is a sign."""
        chat = str(data.get("chat_id") or "")
        if not chat or rate_limit_args == ANNOUNCING or endpoint in _UNCOUNTED:
            return await callback(*args, **kwargs)
        number = self._pace.leave(chat)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self._pace.refused(chat, seconds_of(error))
            raise
        finally:
            self._pace.answered(number)
