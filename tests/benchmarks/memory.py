"""A thousand people at once, on a good and on a slow disk, as a section of docs/mesures.md: `make bench-memory`."""

import asyncio
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from unittest import mock

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1])]

import postgres  # noqa: E402  # the tests' own folder, which is no package
from fixtures_memory import FakeMemory  # noqa: E402

from bot.app import App, assemble  # noqa: E402
from bot.channels.channel import message_of  # noqa: E402
from bot.conversation import Contact, Memory, Thread  # noqa: E402
from bot.settings import shipped_knowledge  # noqa: E402
from bot.storage import Database, StoredMemory  # noqa: E402

from .pages import write_section  # noqa: E402

PEOPLE = 1_000
SECONDS = 60
PAUSE = 20.0
"""Seconds between two things one person says, on average."""

SLOW_COMMIT = 0.5
"""Seconds."""

FOLLOWING = ("1", "et pourquoi ?", "2")
"""What leans on the conversation: its answer depends on what was said before."""


class SlowConnection(sqlite3.Connection):
    """A disk that takes its time."""

    def commit(self) -> None:
        time.sleep(SLOW_COMMIT)
        super().commit()


def stories(app: App) -> list[list[tuple[str, str]]]:
    """For each entry a conversation that begins with it: what is said, and what is replied when nobody else talks."""
    told = []
    for entry in app.knowledge.entries:
        thread, story = Thread(), []
        for text in (entry.questions[0], *FOLLOWING):
            reply, thread = app.responder.reply_to(message_of(Contact("essai", "0"), text, thread), thread)
            story.append((text, repr((reply.text, reply.answers, reply.suggestions))))
        told.append(story)
    return told


class Crowd:
    """People who talk for a while, each with their own story."""

    def __init__(self, app: App, memory: Memory) -> None:
        self._app, self._memory = app, memory
        self._stories = stories(app)
        self.took: list[float] = []
        """Seconds from each thing said to its reply, the wait for others' included."""

        self.mixed = 0

    async def talk(self) -> None:
        end = time.perf_counter() + SECONDS
        await asyncio.gather(*(self._person(number, end) for number in range(PEOPLE)))

    async def _person(self, number: int, end: float) -> None:
        chance = random.Random(number)
        # Half of them in one group.
        contact = Contact("essai", str(number) if number % 2 else "-7", str(number))
        at = time.perf_counter() + chance.uniform(0, PAUSE)
        while True:
            for text, expected in chance.choice(self._stories):
                if at > end:
                    return
                await asyncio.sleep(max(0, at - time.perf_counter()))
                self._say(contact, text, expected, at)
                at += chance.expovariate(1 / PAUSE)

    def _say(self, contact: Contact, text: str, expected: str, at: float) -> None:
        thread = self._memory.thread(contact)
        reply, after = self._app.responder.reply_to(message_of(contact, text, thread), thread)
        self._memory.keep(contact, after, reply)
        self.took.append(time.perf_counter() - at)
        if text in FOLLOWING and repr((reply.text, reply.answers, reply.suggestions)) != expected:
            self.mixed += 1


@asynccontextmanager
async def opened(memory: Memory) -> AsyncIterator[Memory]:
    await memory.open()
    yield memory
    await memory.close()


async def run(app: App, memory: Memory) -> tuple[Crowd, float]:
    """The crowd once it has talked, and the seconds until all of it was stored."""
    async with opened(memory):
        crowd = Crowd(app, memory)
        await crowd.talk()
        before = time.perf_counter()
        while not await memory.settled():  # noqa: ASYNC110  # it waits, unless the database fails
            await asyncio.sleep(0.01)
        return crowd, time.perf_counter() - before


def row(name: str, app: App, memory: Memory) -> str:
    before = resource.getrusage(resource.RUSAGE_SELF)
    crowd, settled = asyncio.run(run(app, memory))
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    p50, p95, p99 = np.percentile(np.array(crowd.took) * 1000, [50, 95, 99])
    return (
        f"| {name} | {len(crowd.took):,} | {crowd.mixed} | {p50:.1f} / {p95:.1f} / {p99:.1f} ms "
        f"| {settled * 1000:.0f} ms | {cpu / len(crowd.took) * 1000:.2f} ms |"
    )


def main() -> None:
    app = assemble(shipped_knowledge())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rows: list[tuple[str, Callable[[], Memory]]] = [
            ("nothing stored", FakeMemory),
            ("SQLite", lambda: StoredMemory(Database(None, folder / "good"))),
        ]
        if not postgres.missing():
            url = stack.enter_context(postgres.server()).url("postgres")
            rows.append(("PostgreSQL", lambda: StoredMemory(Database(url, folder))))
        table = [row(name, app, memory()) for name, memory in rows]
        # The driver makes its connections by this name, in a thread of their own.
        with mock.patch(
            "sqlite3.connect", lambda *a, _c=sqlite3.connect, **o: _c(*a, factory=SlowConnection, **o)
        ):
            slow = f"SQLite, each commit {SLOW_COMMIT * 1000:.0f} ms"
            table.append(row(slow, app, StoredMemory(Database(None, folder / "slow"))))
    lines = "\n".join(table)
    write_section(
        "A thousand people at once",
        f"""Made by `make bench-memory`: in one process, {PEOPLE:,} people talk for {SECONDS} s, each saying something every {PAUSE:.0f} s or so: a question of the FAQ
that ships, then three things that lean on it. Half of them are in one group. Mixed: replies to what leans that differ from those of a
conversation held alone. The times of a reply include the wait for others' (one thread), and no network.

| | replies | mixed | reply p50 / p95 / p99 | until all is stored at the end | processor a reply |
|---|---|---|---|---|---|
{lines}
""",
    )


if __name__ == "__main__":
    main()
