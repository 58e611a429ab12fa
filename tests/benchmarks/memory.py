"""A thousand people at once, on a good and on a slow disk, as a section of docs/mesures.md: `make bench-memory`."""

import asyncio
import os
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
PAUSE = 40.0
"""Seconds between two things one person says, on average."""

TURNS = 1_000
BETWEEN = 0.02
"""Seconds between two replies: what is kept is written meanwhile."""

SLOW_COMMIT = 0.5
"""Seconds."""

FOLLOWING = ("1", "et pourquoi ?", "2")
"""What leans on the conversation: its answer depends on what was said before."""


Stories = list[list[tuple[str, str]]]
"""What is said and what is to be replied, conversation by conversation."""


class SlowConnection(sqlite3.Connection):
    """A disk that takes its time."""

    def commit(self) -> None:
        time.sleep(SLOW_COMMIT)
        super().commit()


def stories(app: App) -> Stories:
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

    def __init__(self, app: App, memory: Memory, told: Stories) -> None:
        self._app, self._memory, self._stories = app, memory, told
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


async def run(app: App, memory: Memory, told: Stories) -> tuple[Crowd, float]:
    """The crowd once it has talked, and the seconds until all of it was stored."""
    async with opened(memory):
        crowd = Crowd(app, memory, told)
        await crowd.talk()
        before = time.perf_counter()
        while not await memory.settled():  # noqa: ASYNC110  # it waits, unless the database fails
            await asyncio.sleep(0.01)
        return crowd, time.perf_counter() - before


def row(name: str, app: App, memory: Memory, told: Stories) -> str:
    before = resource.getrusage(resource.RUSAGE_SELF)
    crowd, settled = asyncio.run(run(app, memory, told))
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    p50, p95, p99 = np.percentile(np.array(crowd.took) * 1000, [50, 95, 99])
    return (
        f"| {name} | {len(crowd.took):,} | {crowd.mixed} | {p50:.1f} / {p95:.1f} / {p99:.1f} ms "
        f"| {settled * 1000:.0f} ms | {cpu / len(crowd.took) * 1000:.2f} ms |"
    )


async def in_turns(app: App, memories: dict[str, Memory], told: Stories) -> dict[str, list[float]]:
    """Seconds of each reply, memory by memory in turns, so that whatever else the machine does weighs on all alike."""
    took: dict[str, list[float]] = {name: [] for name in memories}
    texts = [text for story in told for text, _ in story]
    for memory in memories.values():
        await memory.open()
    for turn in range(TURNS):
        for name, memory in memories.items():
            contact = Contact("essai", str(turn % PEOPLE))
            due = time.perf_counter() + BETWEEN
            await asyncio.sleep(BETWEEN)
            thread = memory.thread(contact)
            reply, after = app.responder.reply_to(
                message_of(contact, texts[turn % len(texts)], thread), thread
            )
            memory.keep(contact, after, reply)
            took[name].append(time.perf_counter() - due)
    for memory in memories.values():
        await memory.close()
    return took


def turn_rows(took: dict[str, list[float]]) -> str:
    rows = []
    first = None
    for name, seconds in took.items():
        p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
        first = first or (p50, p95)
        rows.append(
            f"| {name} | {len(seconds):,} | {p50:.1f} / {p95:.1f} ms | {p50 / first[0] - 1:+.1%} / {p95 / first[1] - 1:+.1%} |"
        )
    return "\n".join(rows)


def main() -> None:
    app = assemble(shipped_knowledge())
    told = stories(app)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rows: list[tuple[str, Callable[[], Memory]]] = [
            ("nothing stored", FakeMemory),
            ("SQLite", lambda: StoredMemory(Database(None, folder / "good"))),
        ]
        if not postgres.missing():
            url = stack.enter_context(postgres.server()).url("postgres")
            rows.append(("PostgreSQL", lambda: StoredMemory(Database(url, folder))))
        table = [row(name, app, memory(), told) for name, memory in rows]
        # The driver makes its connections by this name, in a thread of their own.
        with mock.patch(
            "sqlite3.connect", lambda *a, _c=sqlite3.connect, **o: _c(*a, factory=SlowConnection, **o)
        ):
            slow = f"SQLite, each commit {SLOW_COMMIT * 1000:.0f} ms"
            table.append(row(slow, app, StoredMemory(Database(None, folder / "slow")), told))
            memories = {
                "nothing stored": FakeMemory(),
                slow: StoredMemory(Database(None, folder / "slow-turns")),
            }
            turns = turn_rows(asyncio.run(in_turns(app, memories, told)))
    lines = "\n".join(table)
    write_section(
        "A thousand people at once",
        f"""Made by `make bench-memory`: in one process, {PEOPLE:,} people talk for {SECONDS} s, each saying something every {PAUSE:.0f} s or so: a question of the FAQ
that ships, then three things that lean on it. Half of them are in one group. Mixed: replies to what leans that differ from those of a
conversation held alone. The times of a reply include the wait for others' (one thread), and no network. Load of the machine meanwhile: {os.getloadavg()[1]:.0f} on {os.cpu_count()} cores.

| | replies | mixed | reply p50 / p95 / p99 | until all is stored at the end | processor a reply |
|---|---|---|---|---|---|
{lines}

Reply by reply in turns with and without a disk that takes {SLOW_COMMIT * 1000:.0f} ms to commit, {BETWEEN * 1000:.0f} ms after each other:

| | replies | p50 / p95 | against nothing stored |
|---|---|---|---|
{turns}
""",
    )


if __name__ == "__main__":
    main()
