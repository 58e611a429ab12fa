"""Calls to Telegram that outlast a bad network and a full mailbox."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

_LOG = logging.getLogger(__name__)

WAITS = (1.0, 3.0, 9.0)
"""Seconds between two tries when the network fails."""

Result = TypeVar("Result")


async def persistently(call: Callable[[], Awaitable[Result]]) -> Result | None:
    """Make a call, again after a wait when Telegram or the network asks for it; None when it was refused for good.

    A message may be sent twice when its confirmation was lost: better than no answer.
    """
    for wait in (*WAITS, None):
        try:
            return await call()
        except RetryAfter as error:
            delay = (
                error.retry_after if isinstance(error.retry_after, int) else error.retry_after.total_seconds()
            )
            _LOG.warning("telegram asks to wait seconds=%d", delay)
            await asyncio.sleep(delay)
        except Forbidden:
            _LOG.info("reply refused channel=telegram")
            return None
        except BadRequest:
            raise
        except NetworkError:
            if wait is None:
                raise
            await asyncio.sleep(wait)
    return None
