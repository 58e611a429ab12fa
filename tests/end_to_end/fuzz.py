"""The whole bot in one process with a Telegram that hands out random updates: prints what became of them as JSON.

python fuzz.py FOLDER WELL_FORMED MALFORMED
"""

import asyncio
import json
import logging
import os
import random
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

import telegram_rules
from groups import ME, TOKEN
from inbox import Inbox
from random_updates import RandomUpdates
from telegram.warnings import PTBDeprecationWarning

import bot.channels.telegram.application as served
from bot.app import serve
from bot.channels.telegram.in_hand import _CURRENT
from bot.channels.telegram.polling import Readable
from bot.settings import Settings

BATCH = 50
"""Updates handed out at once."""

WARM = 2_000
"""Updates after which memory is to grow no more."""

AGAIN = 20
"""Batches that may be handed out twice: a reply may be slow, but not every one of them."""

GARBLED: set[int] = set()
"""Numbers of the malformed updates."""

EDITED = ("editMessageText", "editMessageReplyMarkup")


@dataclass
class Report:
    """What became of the updates."""

    handed_out: int = 0
    not_understood: int = 0
    failed: int = 0
    """Malformed updates whose handling failed: an apology was tried."""

    calls: dict[str, int] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)
    """What Telegram would have refused, of what we made of well-formed updates."""

    errors: list[str] = field(default_factory=list)
    """What else the log tells of failures."""

    memory: dict[int, float] = field(default_factory=dict)
    """Megabytes held by the process, by updates handed out; Linux only."""

    seconds: float = 0.0


class Errors(logging.Handler):
    """What is logged as an error."""

    def __init__(self, report: Report) -> None:
        super().__init__(logging.ERROR)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        told = record.getMessage()
        if told.startswith("update not understood"):
            self._report.not_understood += 1
        elif told.startswith("update failed") and is_garbled():
            self._report.failed += 1
        else:
            self._report.errors.append(told[:500])


PLAIN: dict[str, dict[str, Any]] = {
    "answerGuestQuery": {"inline_message_id": "inline"},
    "copyMessage": {"message_id": 1},
    "getChat": {"id": 1, "type": "private", "accent_color_id": 0, "max_reaction_count": 11},
    "getChatMember": {"status": "member", "user": {"id": 1, "is_bot": False, "first_name": "Afi"}},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}
"""What Telegram answers, whatever is asked."""


class Line(Readable):
    """The way to Telegram, and Telegram at its end."""

    report: Report
    updates: Iterator[dict[str, Any]]
    inbox = Inbox()
    every = WARM

    async def do_request(self, url: str, *_: Any, request_data: Any = None, **__: Any) -> tuple[int, bytes]:
        method = url.rpartition("/")[2]
        self.report.calls[method] = self.report.calls.get(method, 0) + 1
        typed = dict(request_data.json_parameters) if request_data else {}
        try:
            parameters = telegram_rules.read(method, typed)
        except telegram_rules.NotAllowedError as error:
            if not is_garbled():
                self.report.mistakes.append(f"{method}: {error}"[:500])
            parameters = typed
        result = await self._answer(method, parameters)
        return HTTPStatus.OK, json.dumps({"ok": True, "result": result}).encode()

    async def _answer(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getUpdates":
            return await self._hand_out(parameters)
        if method == "getMe":
            return ME | {"supports_inline_queries": True}
        if method in PLAIN:
            return PLAIN[method]
        if method == "sendMessage" or (method in EDITED and "inline_message_id" not in parameters):
            chat = {"id": parameters["chat_id"], "type": "private", "first_name": "Afi"}
            return {"message_id": 1, "date": int(time.time()), "chat": chat, "from": ME, "text": "…"}
        return True

    async def _hand_out(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        self.inbox.confirm(parameters.get("offset", 0))
        if not parameters["timeout"]:
            return self.inbox.batch(BATCH)
        if not self.inbox:
            for update in islice(self.updates, BATCH):
                self.inbox.put(update)
        handed_out = self.inbox.batch(BATCH)
        self._count(handed_out)
        if not handed_out:
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(1)
        return handed_out

    def _count(self, handed_out: list[dict[str, Any]]) -> None:
        before, after = self.report.handed_out, len(set(self.inbox.delivered))
        if before // self.every < after // self.every or not handed_out:
            self.report.memory[after] = megabytes()
        if len(self.inbox.delivered) > after + AGAIN * BATCH:
            sys.exit(f"handed out again and again: {handed_out}")
        self.report.handed_out = after


def is_garbled() -> bool:
    """Whether the update being handled is a malformed one."""
    current = _CURRENT.get()
    return current is not None and current[1].number in GARBLED


def megabytes() -> float:
    """What this process holds in memory."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def mixed(well_formed: int, malformed: int) -> Iterator[dict[str, Any]]:
    """So many of each, in an order of chance, but the same each time; half of the good ones of the kinds we handle."""
    updates, chance = RandomUpdates(seed=2018), random.Random(2018)
    order = ["good"] * well_formed + ["bad"] * malformed
    chance.shuffle(order)
    for sort in order:
        kind = chance.choice((None, chance.choice(served.USED)))
        update = updates.well_formed(kind) if sort == "good" else updates.malformed()
        if sort == "bad":
            GARBLED.add(update["update_id"])
        yield update


def fuzz(knowledge: Path, data: Path, well_formed: int, malformed: int) -> Report:
    """Serve them all, then stop as a service manager would."""
    report = Line.report = Report()
    Line.updates = mixed(well_formed, malformed)
    served.HTTPXRequest = served.Readable = Line
    handler = Errors(report)
    for name in ("bot", "telegram", "asyncio"):
        logging.getLogger(name).addHandler(handler)
    # Of the library, on fields of updates that nobody here reads.
    warnings.simplefilter("ignore", PTBDeprecationWarning)
    asyncio.set_event_loop(asyncio.new_event_loop())
    begin = time.monotonic()
    serve(Settings(TOKEN, knowledge, data, None, "text"), knowledge, lambda: None)
    report.seconds = time.monotonic() - begin
    return report


def main() -> None:
    folder, well_formed, malformed = sys.argv[1:]
    data = Path(folder)
    # What is told to the operator is read from the log, and would fill the terminal.
    sys.stderr = (data / "stderr").open("w", encoding="utf-8")
    report = fuzz(data / "faq", data / "data", int(well_formed), int(malformed))
    print(json.dumps(asdict(report)))


if __name__ == "__main__":
    main()
