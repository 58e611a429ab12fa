"""Asking Telegram for updates, confirming those replied to, and noticing what makes asking vain."""

import asyncio
import json
import logging
import operator
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from .in_hand import InHand

_LOG = logging.getLogger(__name__)

PROMPT = 0.25
"""Seconds the replies under way are waited for before asking for more: one slow connection must not silence everybody."""

SETTLING = 2.0
"""Seconds that what is remembered is given to be safe before asking for more: a slow disk must not silence the bot."""

CALM = 600.0
"""Seconds without a conflict after which the next one is news."""


class TokenRefusedError(Exception):
    """Telegram does not know the token."""


class NoBotApiError(Exception):
    """What answers at the address of one's own Bot API server is none."""


class Readable(HTTPXRequest):
    """Reads updates one by one: what the library cannot read would otherwise come back for ever, with all that follows."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library's; an update it will not understand becomes an empty one, so that it is confirmed."""
        response = HTTPXRequest.parse_json_payload(payload)
        if isinstance(response.get("result"), list):
            response["result"] = [_readable(update) for update in response["result"]]
        return response


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        read = Update.de_json(update)
        # The library takes any value. We keep chats and people by their number, and texts in UTF-8.
        for who in (read.effective_chat, read.effective_user):
            if who:
                operator.index(who.id)
        json.dumps(update, ensure_ascii=False).encode()
    except Exception as error:  # noqa: BLE001  # the library raises whatever comes to it
        _LOG.error("update not understood error=%s", type(error).__name__)
        return {"update_id": update["update_id"]}
    return update


@dataclass(frozen=True, slots=True)
class Calls:
    """Whom polling calls, and when."""

    stop: Callable[[], None]
    """The token is refused while we serve."""

    on_conflict: Callable[[], None]
    """Another bot asks for the same updates; at most once in `CALM`."""

    settled: Callable[[], Awaitable[object]]
    """All that came before has its reply: what is remembered is to outlive us."""


class PollingBot(ExtBot[None]):
    """Asks for the next updates once those before are replied to."""

    def __init__(self, in_hand: InHand, calls: Calls, *, own_server: bool, **options: Any) -> None:
        """`own_server` means that it is not Telegram itself which answers."""
        super().__init__(**options)
        # The library's objects take no other attributes than private ones.
        self._in_hand = in_hand
        self._calls = calls
        self._own_server = own_server
        self._refused = False
        self._slow: asyncio.Future[object] | None = None
        self._complaint: str | None = None
        self._conflict_at: float | None = None

    @property
    def refused(self) -> bool:
        """Whether Telegram rejected the token while we served."""
        return self._refused

    async def initialize(self) -> None:
        """As the library's, which tries again for ever; tells the operator why it has to."""
        try:
            await super().initialize()
        except InvalidToken as error:
            # Telegram has 401 « Unauthorized » for an unknown token; a server which is none of its kind, 404.
            if self._own_server and not str(error.__cause__).startswith("Unauthorized"):
                raise NoBotApiError from error
            raise TokenRefusedError from error
        except TelegramError as error:
            self._complain(error)
            raise
        self._complain(None)

    async def get_updates(
        self, offset: int | None = None, *arguments: Any, **options: Any
    ) -> tuple[Update, ...]:
        """As the library's; confirms only what has its reply, or rests. Never returns once the token is refused.

        While a reply is under way, more updates are looked for without waiting: Telegram hands out again what is not
        confirmed, and would do so at once.
        """
        if self._refused:
            return ()
        # The library asks without waiting at the end only, to confirm.
        last = not options.get("timeout")
        first = await (self._first_given_up() if last else self._first_left())
        await self.settle()
        if first is not None:
            options["timeout"] = 0
        try:
            updates = await super().get_updates(first or offset, *arguments, **options)
        except TelegramError as error:
            await self._fail(error)
            raise
        self._complain(None)
        if first and offset:
            updates = tuple(update for update in updates if update.update_id >= offset)
        if not last:
            self._in_hand.take(updates)
        return updates

    async def _first_left(self) -> int | None:
        await self._in_hand.answered(PROMPT)
        return self._in_hand.under_way

    async def _first_given_up(self) -> int | None:
        await self._in_hand.finish()
        return self._in_hand.first

    async def settle(self) -> None:
        """Return once what is remembered is safe, or takes long: then nobody waits again before it is."""
        if self._slow and not self._slow.done():
            return
        settling = asyncio.ensure_future(self._calls.settled())
        _, late = await asyncio.wait((settling,), timeout=SETTLING)
        self._slow = settling if late else None

    async def _fail(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            self._tell_conflict()
        elif not isinstance(error, InvalidToken):
            self._complain(error)
        elif self._own_server and not str(error).startswith("Unauthorized"):
            raise NetworkError("not found") from error
        else:
            self._refused = True
            while True:
                # It has no effect before the library has wholly started.
                self._calls.stop()
                await asyncio.sleep(1)

    def _complain(self, error: TelegramError | None) -> None:
        """Tell the operator once what is wrong, and when it is over."""
        complaint = type(error).__name__ if error else None
        if complaint and complaint != self._complaint:
            _LOG.warning("telegram out of reach, trying again error=%s", complaint)
        elif self._complaint and not complaint:
            _LOG.info("telegram within reach again")
        self._complaint = complaint

    def _tell_conflict(self) -> None:
        now = time.monotonic()
        if self._conflict_at is None or now - self._conflict_at > CALM:
            _LOG.error("another bot serves with the same token; stop one of the two")
            self._calls.on_conflict()
        self._conflict_at = now
