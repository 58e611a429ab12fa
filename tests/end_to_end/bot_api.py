"""A small Bot API server on loopback: it delivers, records and checks as Telegram does, and fails when told to."""

import asyncio
import re
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

import telegram_rules
from aiogram.types import Update
from aiohttp import web

TOKEN = "123456:TEST-token"
USERNAME = "essai_bot"

PATIENCE = 20
"""Seconds after which what we wait for is taken for lost; a passing test never comes near."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the bot which reached us."""

    method: str
    parameters: dict[str, Any]

    refusal: str | None
    """What we said when we refused it."""

    @property
    def chat(self) -> int | None:
        """The chat it is about, when it is about one."""
        return self.parameters.get("chat_id")


@dataclass(frozen=True, slots=True)
class BotMessage:
    """A message of the bot as the person sees it now."""

    chat: int
    id: int
    parameters: dict[str, Any]
    text: str
    edited: bool = False

    @property
    def html(self) -> str:
        """Its text with the tags."""
        return self.parameters["text"]

    @property
    def buttons(self) -> list[str]:
        """The titles of its buttons, from top to bottom."""
        return [button["text"] for button in self._buttons()]

    def target_of(self, title: str) -> str:
        """What the button of a title brings back."""
        return next(button["callback_data"] for button in self._buttons() if button["text"] == title)

    def _buttons(self) -> list[dict[str, str]]:
        markup = self.parameters.get("reply_markup") or {}
        return [button for row in markup.get("inline_keyboard", []) for button in row]


@dataclass(slots=True)
class Fault:
    """What we were told to refuse."""

    method: str
    chat: int | None
    code: int
    description: str
    retry_after: int | None
    until: float | None = None
    """When a call is taken again; None before the first refusal."""


class _RefusedError(Exception):
    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.retry_after = retry_after


@dataclass
class BotApi:
    """The server; its methods are for the test's thread, everything private runs in its own loop."""

    token: str = TOKEN
    calls: list[Call] = field(default_factory=list)
    """Every request we answered, polls included, in that order."""

    shown: list[BotMessage] = field(default_factory=list)
    """Every message sent or edited, in order, as it stood then."""

    answered_taps: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    """What the bot sent and Telegram would not take."""

    delivered: list[int] = field(default_factory=list)
    """Ids of updates handed out, in order; an id stands here twice when it was handed out twice."""

    dropped: int = 0
    """Requests we cut."""

    listening: int = 0
    """Polls open now: 1 while the bot waits for something to happen, 0 once it has stopped."""

    held: int = 0
    """Messages we took in without answering yet."""

    def __post_init__(self) -> None:
        self._pending: dict[int, dict[str, Any]] = {}
        self._again: set[int] = set()
        self._allowed: list[str] | None = None
        self._messages: dict[tuple[int, int], BotMessage] = {}
        self._open_taps: set[str] = set()
        self._faults: list[Fault] = []
        self._cuts: list[str] = []
        self._numbers = count(1001)
        self._polls = 0
        self._deaf = self._deaf_after_delivery = False
        self._closing = False
        self._released = asyncio.Event()
        self._released.set()
        self._news = asyncio.Condition()
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

    async def _listen(self) -> None:
        self._closing = False
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

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    # --- Failing.

    def go_down(self) -> None:
        """Close every connection and the port."""

        async def close() -> None:
            self._closing = True
            await self._tell()
            await self._runner.cleanup()

        self._do(close())

    def come_back(self) -> None:
        """Listen on the same port again, and to everything."""
        self._deaf = self._deaf_after_delivery = False
        self.start()

    def hear_nothing(self) -> None:
        """Cut every request, the open one included, before reading it."""
        self._deaf = True
        self._do(self._tell())

    def hear_nothing_after_delivery(self) -> None:
        """Hand out the next update, then hear nothing more: neither what the bot replies nor that it got it."""
        self._deaf_after_delivery = True

    def hear_again(self) -> None:
        """Be as before."""
        self._deaf = self._deaf_after_delivery = False

    def cut_next(self, method: str) -> None:
        """Cut the next request of a method once read."""
        self._cuts.append(method)

    def hold_messages(self) -> None:
        """Take `sendMessage` in, and answer none before `release_messages`."""
        self._released.clear()

    def release_messages(self) -> None:
        """Answer what was held, and hold no more."""
        self._loop.call_soon_threadsafe(self._released.set)

    def refuse(
        self,
        method: str,
        code: int,
        description: str,
        *,
        chat: int | None = None,
        retry_after: int | None = None,
    ) -> None:
        """Refuse the next call of a method, in one chat or any.

        With `retry_after`, refuse it as many times as it comes too early, as Telegram does.
        """
        self._faults.append(Fault(method, chat, code, description, retry_after))

    def refuse_token(self) -> None:
        """Know the bot's token no more, and say so at once."""
        self.token = "0:revoked"
        self._do(self._tell())

    @property
    def unconfirmed(self) -> list[int]:
        """Ids of the updates the bot has not confirmed: the next one gets them again."""
        return sorted(self._pending)

    # --- What people do.

    def number(self) -> int:
        """A number nobody else has: for people, chats, messages and taps."""
        return next(self._numbers)

    def push(self, kind: str, content: dict[str, Any], *, too_late: bool = False) -> int:
        """Something happened on Telegram: it waits for the bot. Returns the update's id.

        A tap that comes `too_late` cannot be answered any more.
        """
        number = self.number()
        update = {"update_id": number, kind: content}
        Update.model_validate(update)
        if kind == "callback_query" and not too_late:
            self._open_taps.add(content["id"])

        async def add() -> None:
            if self._allowed is None or kind in self._allowed:
                self._pending[number] = update
            await self._tell()

        self._last = update
        self._do(add())
        return number

    def deliver_again(self) -> None:
        """Hand out the last update once more though the bot has confirmed it; returns when it is handed out."""
        number = self._last["update_id"]
        before = self.delivered.count(number)

        async def add() -> None:
            self._pending[number] = self._last
            self._again.add(number)
            await self._tell()

        self._do(add())
        self.wait_until(lambda: self.delivered.count(number) > before, "the update to be handed out again")

    def chat_as_json(self, number: int) -> dict[str, Any]:
        """A chat as an update holds it: groups have numbers below zero."""
        if number > 0:
            return {"id": number, "type": "private", "first_name": "Afi"}
        return {"id": number, "type": "supergroup", "title": "Voisins"}

    def forget(self, message: BotMessage) -> None:
        """Let a message be out of the bot's reach: deleted, or too old."""
        del self._messages[message.chat, message.id]

    def message_as_json(self, message: BotMessage) -> dict[str, Any]:
        """A message of the bot as an update holds it."""
        return {
            "message_id": message.id,
            "date": int(time.time()),
            "chat": self.chat_as_json(message.chat),
            "from": _ME,
            "text": message.text,
            **{
                key: message.parameters[key]
                for key in ("reply_markup", "message_thread_id")
                if message.parameters.get(key)
            },
        }

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

    # --- Serving.

    async def _serve(self, request: web.Request) -> web.Response:
        if self._deaf:
            return await self._cut(request)
        method = request.match_info["method"]
        typed = {**request.query, **await request.post()}
        if method in self._cuts:
            self._cuts.remove(method)
            return await self._cut(request)
        try:
            parameters = self._read(request.match_info["token"], method, typed)
        except _RefusedError as error:
            return await self._refused(Call(method, typed, str(error)), error)
        try:
            self._maybe_refuse(method, parameters.get("chat_id"))
            if method == "sendMessage" and not self._released.is_set():
                self.held += 1
                await self._tell()
                await self._released.wait()
            result = await self._answer(method, parameters)
        except _RefusedError as error:
            return await self._refused(Call(method, parameters, str(error)), error)
        except ConnectionError:
            return await self._cut(request)
        self.calls.append(Call(method, parameters, None))
        await self._tell()
        return web.json_response({"ok": True, "result": result})

    def _read(self, token: str, method: str, typed: dict[str, Any]) -> dict[str, Any]:
        if token != self.token:
            raise _RefusedError(401, "Unauthorized")
        if method not in telegram_rules.METHODS:
            self.mistakes.append(f"unknown method {method}")
            raise _RefusedError(404, "Not Found")
        try:
            return telegram_rules.read(method, typed)
        except telegram_rules.NotAllowedError as error:
            self.mistakes.append(f"{error} in {typed}")
            raise _RefusedError(400, f"Bad Request: {error}") from None

    async def _cut(self, request: web.Request) -> web.Response:
        self.dropped += 1
        await self._tell()
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def _refused(self, call: Call, error: _RefusedError) -> web.Response:
        self.calls.append(call)
        await self._tell()
        body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": str(error)}
        if error.retry_after is not None:
            body["parameters"] = {"retry_after": error.retry_after}
        return web.json_response(body, status=error.code)

    def _maybe_refuse(self, method: str, chat: int | None) -> None:
        for fault in self._faults:
            if fault.method != method or fault.chat not in (None, chat):
                continue
            now, first = time.monotonic(), fault.until is None
            if fault.until is None:
                fault.until = now + (fault.retry_after or 0)
            if first or now < fault.until:
                raise _RefusedError(fault.code, fault.description, fault.retry_after)

    # --- The methods.

    async def _answer(self, method: str, parameters: dict[str, Any]) -> Any:
        """What a method of Telegram's returns; ours have its name in snake case."""
        ours = re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", method)
        return await getattr(self, f"_{ours}")(parameters)

    async def _get_me(self, _parameters: dict[str, Any]) -> dict[str, Any]:
        return _ME | {"can_join_groups": True, "can_read_all_group_messages": True}

    async def _delete_webhook(self, parameters: dict[str, Any]) -> bool:
        if parameters.get("drop_pending_updates"):
            self._pending.clear()
        return True

    async def _set_my_commands(self, _parameters: dict[str, Any]) -> bool:
        return True

    async def _get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """An update stays until a later offset confirms it; a second poll ends the first."""
        self.listening += 1
        try:
            return await self._next_updates(parameters)
        finally:
            self.listening -= 1
            self._telling = self._loop.create_task(self._tell())

    async def _next_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        self._polls += 1
        poll = self._polls
        self._allowed = parameters.get("allowed_updates", self._allowed)
        for number in [number for number in self._pending if number < parameters.get("offset", 0)]:
            if number not in self._again:
                del self._pending[number]
        async with self._news:
            self._news.notify_all()
            try:
                await asyncio.wait_for(
                    self._news.wait_for(lambda: self._pending or poll != self._polls or self._upset),
                    parameters.get("timeout", 0) or 0.001,
                )
            except TimeoutError:
                return []
        if self._closing or self._deaf:
            raise ConnectionResetError
        if self.token != TOKEN:
            raise _RefusedError(401, "Unauthorized")
        if poll != self._polls:
            raise _RefusedError(409, "Conflict: terminated by other getUpdates request")
        updates = [self._pending[number] for number in sorted(self._pending)]
        self.delivered += [update["update_id"] for update in updates]
        self._again.clear()
        self._deaf = self._deaf or (bool(updates) and self._deaf_after_delivery)
        return updates

    @property
    def _upset(self) -> bool:
        return self._closing or self._deaf or self.token != TOKEN

    async def _send_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        return self._show(parameters, self.number())

    async def _edit_message_text(self, parameters: dict[str, Any]) -> dict[str, Any]:
        former = self._messages.get((parameters["chat_id"], parameters["message_id"]))
        if former is None:
            raise _RefusedError(400, "Bad Request: message to edit not found")
        if all(former.parameters.get(key) == parameters.get(key) for key in ("text", "reply_markup")):
            raise _RefusedError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup"
                " are exactly the same as a current content and reply markup of the message",
            )
        return self._show(parameters, former.id, edited=True)

    def _show(self, parameters: dict[str, Any], number: int, *, edited: bool = False) -> dict[str, Any]:
        text = telegram_rules.plain(parameters["text"], parameters.get("parse_mode"))
        message = BotMessage(parameters["chat_id"], number, parameters, text, edited)
        self._messages[message.chat, message.id] = message
        self.shown.append(message)
        return self.message_as_json(message)

    async def _answer_callback_query(self, parameters: dict[str, Any]) -> bool:
        tap = parameters["callback_query_id"]
        if tap not in self._open_taps:
            raise _RefusedError(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        self._open_taps.discard(tap)
        self.answered_taps.append(tap)
        return True


_ME = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "Essai", "username": USERNAME}
