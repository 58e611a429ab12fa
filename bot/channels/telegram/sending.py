"""Calls to Telegram that outlast a bad network and a full mailbox."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from .in_hand import rest

_LOG = logging.getLogger(__name__)

WAITS = (1.0, 3.0, 9.0, 30.0, 60.0)
"""Seconds between two tries when the network fails; only the chat concerned waits."""

Result = TypeVar("Result")


async def persistently(call: Callable[[], Awaitable[Result]]) -> Result | None:
    """Make a call, again after a wait when Telegram or the network asks for it; None when it was refused for good.

    A message may be sent twice when its confirmation was lost: better than no answer. Raises BadRequest at once,
    NetworkError when the waits are used up.
    """
    waits = iter(WAITS)
    while True:
        try:
            return await call()
        except RetryAfter as error:
            _LOG.warning("telegram asks to wait seconds=%d", seconds_of(error))
            await rest(seconds_of(error))
        except Forbidden:
            _LOG.info("reply refused channel=telegram")
            return None
        except BadRequest:
            raise
        except NetworkError:
            wait = next(waits, None)
            if wait is None:
                raise
            await rest(wait)


def _nobody_cares(_former: int, _new: int) -> None:
    """A move that nobody keeps anything for."""


async def to_chat(
    chat: int, call: Callable[[int], Awaitable[Result]], on_move: Callable[[int, int], None] = _nobody_cares
) -> Result | None:
    """Make a call to a chat as `persistently` does; where it has moved, once it became a supergroup.

    `on_move` is told the former and the new number.
    """
    try:
        return await persistently(lambda: call(chat))
    except ChatMigrated as moved:
        new_chat = moved.new_chat_id
        on_move(chat, new_chat)
        return await persistently(lambda: call(new_chat))


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait; the library gives a number or a duration, as it is set."""
    delay = error.retry_after
    return delay.total_seconds() if isinstance(delay, timedelta) else float(delay)
