"""Asking Telegram for updates, and noticing that it will never answer again."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from telegram.request import HTTPXRequest

_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)


class Polling(HTTPXRequest):
    """Polls; a token refused while serving stops the bot, which the library would leave idle for ever."""

    refused: bool = False
    """Whether Telegram rejected the token."""

    stop: Callable[[], None] | None = None
    """What to call then."""

    async def do_request(self, *arguments: Any, **options: Any) -> tuple[int, bytes]:
        """As the library's; never returns once the token is refused, the stop cancels it."""
        code, payload = await super().do_request(*arguments, **options)
        if code in _REFUSED and not self.refused and self.stop:
            self.refused = True
            self.stop()
            await asyncio.get_running_loop().create_future()
        return code, payload
