"""A small Bot API server on loopback: it delivers, records and checks as Telegram does, and fails when told to."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import telegram_rules
from account import Account
from aiogram.types import Update
from aiohttp import web
from answers import Answers
from calls import BotMessage, Call, InlineAnswer, RefusedError
from deliveries import Deliveries
from faults import Faults
from groups import TOKEN, USERNAME, Group
from happenings import Happenings

__all__ = ["PATIENCE", "TOKEN", "USERNAME", "BotApi", "BotMessage", "Call", "Group", "InlineAnswer"]

PATIENCE = 20
"""Seconds after which what we wait for is taken for lost; a passing test never comes near."""

Result = TypeVar("Result")


class BotApi(Faults, Answers, Account, Deliveries, Happenings):
    """The server; its methods are for the test's thread, everything private runs in its own loop."""

    def __init__(self, token: str = TOKEN) -> None:
        Faults.__init__(self)
        Deliveries.__init__(self)
        self.token = token
        self.calls: list[Call] = []
        """Every request we answered, polls included, in that order."""

        self.mistakes: list[str] = []
        """What the bot sent and Telegram would not take."""

        self.held = 0
        """Messages we took in without answering yet."""

        self._slow: list[tuple[str, int | None]] = []
        self._deaf = self._deaf_after_delivery = False
        self._closing = False
        self._held_chat: int | None = None
        self._released = asyncio.Event()
        self._released.set()
        self._port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    # --- Life.

    def start(self) -> None:
        """Listen on a free port, or again on the former one."""
        if not self._thread.is_alive():
            self._thread.start()
        self._do(self._listen())

    def stop(self) -> None:
        """Close everything."""
        self.go_down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """What `BOT_API_URL` has to be."""
        return f"http://127.0.0.1:{self._port}/bot"

    @staticmethod
    def clock() -> float:
        """Our time, in seconds from some moment."""
        return time.monotonic()

    async def _listen(self) -> None:
        self._closing = self._upset = False
        application = web.Application()
        application.router.add_route("*", "/bot{token:[^/]+}/{method}", self._serve)
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=PATIENCE
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    # --- Failing; more of it in `Faults`.

    def go_down(self) -> None:
        """Close every connection and the port."""

        async def close() -> None:
            self._closing = True
            await self._delete_webhook({})
            await self._end_polls()
            await self._runner.cleanup()

        self._do(close())

    def come_back(self) -> None:
        """Listen on the same port again, and to everything."""
        self.hear_again()
        self.start()

    def hear_nothing(self) -> None:
        """Cut every request, the open one included, before reading it."""
        self._deaf = True
        self._do(self._end_polls())

    def hear_nothing_after_delivery(self) -> None:
        """Hand out the next update, then hear nothing more: neither what the bot replies nor that it got it."""
        self._deaf_after_delivery = True

    def hear_again(self) -> None:
        """Be as before."""
        self._deaf = self._deaf_after_delivery = self._upset = False

    def hold_messages(self, chat: int | None = None) -> None:
        """Take `sendMessage` in, in one chat or any, and answer none before `release_messages`."""
        self._held_chat = chat
        self._released.clear()

    def release_messages(self) -> None:
        """Answer what was held, and hold no more."""
        self._loop.call_soon_threadsafe(self._released.set)

    def refuse_token(self) -> None:
        """Know the bot's token no more, and say so at once."""
        self.token = "0:revoked"
        self._do(self._end_polls())

    async def _end_polls(self) -> None:
        self._upset = True
        await self._tell()

    def _say_why(self) -> None:
        if self._closing or self._deaf:
            raise ConnectionResetError
        raise RefusedError(401, "Unauthorized")

    # --- Happening; more of it in `Happenings`.

    def push(self, kind: str, content: dict[str, Any], *, odd: bool = False) -> int:
        """Something happened on Telegram: it waits for the bot, if it asked for such. Returns the update's id.

        What is `odd` need not be what Telegram would tell.
        """
        update = {"update_id": self.number(), kind: content}
        if not odd:
            Update.model_validate(update)
        self._last = update

        async def add() -> None:
            if self.inbox.takes(kind):
                self.inbox.put(update)
            await self._tell()

        self._do(add())
        return update["update_id"]

    def deliver_again(self) -> None:
        """Hand out the last update once more though the bot has confirmed it; returns when it is handed out."""
        number = self._last["update_id"]
        before = self.delivered.count(number)

        async def add() -> None:
            self.inbox.put(self._last, again=True)
            await self._tell()

        self._do(add())
        self.wait_until(lambda: self.delivered.count(number) > before, "the update to be handed out again")

    @property
    def delivered(self) -> list[int]:
        """Ids of updates handed out, in order; an id stands here twice when it was handed out twice."""
        return self.inbox.delivered

    @property
    def unconfirmed(self) -> list[int]:
        """Ids of the updates the bot has not confirmed: the next one gets them again."""
        return self.inbox.unconfirmed

    # --- Waiting.

    def wait_until(self, reached: Callable[[], bool], what: str) -> None:
        """Return once a state is reached; each request and delivery is looked at."""

        async def wait() -> None:
            async with self._news:
                await asyncio.wait_for(self._news.wait_for(reached), PATIENCE)

        try:
            asyncio.run_coroutine_threadsafe(wait(), self._loop).result()
        except TimeoutError:
            raise AssertionError(f"waited in vain for {what}; calls: {self.calls[-20:]}") from None

    def wait_for_shown(self, chat: int, after: int) -> BotMessage:
        """The first message shown in a chat after so many shown in all."""

        def found() -> list[BotMessage]:
            return [message for message in self.shown[after:] if message.chat == chat]

        self.wait_until(lambda: bool(found()), f"a message in chat {chat}")
        return found()[0]

    def calls_of(self, method: str, chat: int | None = None) -> list[Call]:
        """The calls of a method, in one chat or all."""
        return [call for call in self.calls if call.method == method and chat in (None, call.chat)]

    def under_way(self, method: str, chat: int) -> bool:
        """Whether a call of a method in a chat is being slow."""
        return (method, chat) in self._slow

    # --- Serving.

    async def _serve(self, request: web.Request) -> web.Response:
        at, method = self.clock(), request.match_info["method"]
        if self._deaf:
            return await self._cut(request)
        typed = {**request.query, **await request.post()}
        if self._is_cut(method, done=False):
            return await self._cut(request)
        try:
            typed = self._read(request.match_info["token"], method, typed)
            result = await self._result(method, typed, at)
        except RefusedError as error:
            return await self._refused(Call(method, typed, str(error), at), error)
        except ConnectionError:
            return await self._cut(request)
        self.calls.append(Call(method, typed, None, at))
        if self._is_cut(method, done=True):
            return await self._cut(request)
        await self._tell()
        return web.json_response({"ok": True, "result": result})

    def _read(self, token: str, method: str, typed: dict[str, Any]) -> dict[str, Any]:
        if token != self.token:
            raise RefusedError(401, "Unauthorized")
        if method not in telegram_rules.METHODS:
            self.mistakes.append(f"unknown method {method}")
            raise RefusedError(404, "Not Found")
        try:
            return telegram_rules.read(method, typed)
        except telegram_rules.NotAllowedError as error:
            self.mistakes.append(f"{error} in {typed}")
            raise RefusedError(400, f"Bad Request: {error}") from None

    async def _result(self, method: str, parameters: dict[str, Any], at: float) -> Any:
        chat = parameters.get("chat_id")
        self._check(method, chat, self.clock())
        if delay := self._delay_of(method, chat):
            self._slow.append((method, chat))
            await self._tell()
            await asyncio.sleep(delay)
            self._slow.remove((method, chat))
        if method == "sendMessage" and self._held_chat in (None, chat) and not self._released.is_set():
            self.held += 1
            await self._tell()
            await self._released.wait()
        result = await self._call(method, parameters, at)
        if method == "getUpdates":
            self._deaf = self._deaf or (bool(result) and self._deaf_after_delivery)
        return result

    async def _cut(self, request: web.Request) -> web.Response:
        self.dropped += 1
        await self._tell()
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def _refused(self, call: Call, error: RefusedError) -> web.Response:
        self.calls.append(call)
        await self._tell()
        body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": str(error)}
        if error.parameters:
            body["parameters"] = error.parameters
        return web.json_response(body, status=error.code)
