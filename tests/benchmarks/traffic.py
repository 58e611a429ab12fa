"""How many questions the bot answers, and how soon, as a section of docs/mesures.md: `make bench-traffic`, some minutes.

The real process polls a Bot API server on loopback; both share this machine.
"""

import asyncio
import json
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qs

import numpy as np
from aiohttp import web

from bot.knowledge import load
from bot.settings import shipped_knowledge

from .pages import write_section

TOKEN = "123456:TEST-token"
RUNS = 5

BACKLOG = 2_000
"""Questions that wait when the bot is measured at its fastest."""

PEOPLE = 400
"""Who ask them: nobody so many within a minute that it would be a flood."""

RATE = 50
"""Questions a second, at random moments."""

SECONDS = 30
WARM = 300
"""Questions answered before anything is measured."""

BLOCKED = 1
"""The person whose chat is to wait."""

GOT = {
    "getMe": {"id": 123456, "is_bot": True, "first_name": "Essai", "username": "essai_bot"},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}
"""What the bot reads besides updates."""


@dataclass
class Telegram:
    """The Bot API server: as little work as it can, so that the bot is what is measured."""

    pending: deque[dict[str, Any]] = field(default_factory=deque)
    handed_out: dict[int, float] = field(default_factory=dict)
    """When each update was first handed out, by its number."""

    waits: list[float] = field(default_factory=list)
    """Seconds from an update handed out to the message that answers it, in the order of the messages."""

    asked_at: dict[int, float] = field(default_factory=dict)
    """When each question was asked, by the number of its update."""

    felt: list[float] = field(default_factory=list)
    """Seconds from a question asked to its answer, in the same order."""

    blocked_until: float = 0.0
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _answered: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: dict[int, deque[int]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def ask(self, person: int, text: str) -> None:
        """Someone writes."""
        number = next(self._numbers)
        user = {"id": person, "is_bot": False, "first_name": "Afi"}
        chat = {"id": person, "type": "private", "first_name": "Afi"}
        message = {"message_id": number, "date": number * 10, "chat": chat, "from": user, "text": text}
        self.pending.append({"update_id": number, "message": message})
        self._asked.setdefault(person, deque()).append(number)
        self.asked_at[number] = time.monotonic()
        self._news.set()

    async def until_answered(self, answers: int) -> None:
        """Return once there are so many answers."""
        while len(self.waits) < answers:
            self._answered.clear()
            await self._answered.wait()

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call."""
        arrived, typed = time.monotonic(), parse_qs(await request.text())
        method = request.match_info["method"]
        if method == "getUpdates":
            return _result(await self._updates(typed))
        if method in GOT:
            return _result(GOT[method])
        if method != "sendMessage":
            return _result(True)  # noqa: FBT003  # what most methods return
        chat = int(typed["chat_id"][0])
        if chat == BLOCKED and arrived < self.blocked_until:
            wait = {"retry_after": int(self.blocked_until - arrived) + 1}
            refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": wait}
            return web.json_response(refusal, status=429)
        if chat != BLOCKED:
            number = self._asked[chat].popleft()
            self.waits.append(arrived - self.handed_out[number])
            self.felt.append(arrived - self.asked_at[number])
            self._answered.set()
        return _result({"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "…"})

    async def _updates(self, typed: dict[str, list[str]]) -> list[dict[str, Any]]:
        offset, wait = (int(typed.get(name, ["0"])[0]) for name in ("offset", "timeout"))
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        if not self.pending and wait:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                return []
        updates = [self.pending[place] for place in range(min(100, len(self.pending)))]
        for update in updates:
            self.handed_out.setdefault(update["update_id"], time.monotonic())
        return updates


def _result(result: Any) -> web.Response:
    return web.Response(body=json.dumps({"ok": True, "result": result}), content_type="application/json")


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """A server, and the real bot that polls it."""
    made, application = Telegram(), web.Application()
    application.router.add_route("*", "/bot{token}/{method}", made.serve)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with tempfile.TemporaryDirectory() as folder:
        own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
        settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": url, "BOT_DATA": folder}
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env={**own, **settings}, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            yield made
        finally:
            bot.send_signal(signal.SIGTERM)
            await bot.wait()
    await runner.cleanup()


def questions() -> list[str]:
    """What people ask: every wording of the FAQ that ships, in an order of chance but the same each time."""
    found = [wording for entry in load(shipped_knowledge()).entries for wording in entry.questions]
    random.Random(1).shuffle(found)
    return found


async def fastest(server: Telegram, texts: list[str]) -> float:
    """Questions answered a second when many wait."""
    before, begin = len(server.waits), time.monotonic()
    for number in range(BACKLOG):
        server.ask(2 + number % PEOPLE, texts[number % len(texts)])
    await server.until_answered(before + BACKLOG)
    return BACKLOG / (time.monotonic() - begin)


async def soon(server: Telegram, texts: list[str], *, blocked: bool = False) -> tuple[float, float]:
    """People ask at random moments; meanwhile one chat may be made to wait by Telegram.

    The 95th percentiles, in milliseconds, of what the others wait: from the update handed out, and from the question asked.
    """
    before, chance = len(server.waits), random.Random(2)
    if blocked:
        server.blocked_until = time.monotonic() + SECONDS
        server.ask(BLOCKED, texts[0])
    at = time.monotonic()
    for number in range(RATE * SECONDS):
        at += chance.expovariate(RATE)
        await asyncio.sleep(max(0, at - time.monotonic()))
        server.ask(2 + number % PEOPLE, texts[number % len(texts)])
    await server.until_answered(before + RATE * SECONDS)
    handed_out, asked = (
        np.percentile(np.array(waits[before:]) * 1000, 95) for waits in (server.waits, server.felt)
    )
    return float(handed_out), float(asked)


async def measured() -> dict[str, float]:
    """One run: questions a second, and what is waited, without and with a chat in trouble."""
    texts = questions()
    async with telegram() as server:
        for number in range(WARM):
            server.ask(2 + number % PEOPLE, texts[-1 - number])
        await server.until_answered(WARM)
        rate = await fastest(server, texts)
        plain, felt = await soon(server, texts)
        blocked, felt_blocked = await soon(server, texts, blocked=True)
    return {
        "rate": rate,
        "plain": plain,
        "felt": felt,
        "blocked": blocked,
        "felt_blocked": felt_blocked,
        "ratio": blocked / plain,
    }


def main() -> None:
    runs = [asyncio.run(measured()) for _ in range(RUNS)]
    middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    rates = ", ".join(f"{run['rate']:.0f}" for run in runs)
    write_section(
        "Traffic",
        f"""Made by `make bench-traffic`: the real process polls a Bot API server on loopback, on the FAQ that ships and SQLite; medians of {RUNS} runs.
Fastest: {BACKLOG:,} questions wait. Then {RATE} a second at random moments, {SECONDS} s long, without and with one chat that Telegram makes
wait for as long (429). Waits are 95th percentiles: from the update handed out to its answer received, and from the question asked, which
holds what it waits for those before it to be answered.

| questions a second, fastest (runs) | wait at {RATE} a second: handed out / asked | with one chat in 429 | ratio |
|---|---|---|---|
| {middle["rate"]:.0f} ({rates}) | {middle["plain"]:.0f} / {middle["felt"]:.0f} ms | {middle["blocked"]:.0f} / {middle["felt_blocked"]:.0f} ms | {middle["ratio"]:.2f} |
""",
    )


if __name__ == "__main__":
    main()
