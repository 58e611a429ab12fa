"""Announcements at size and at pace: `make bench-announcements`, which writes its section of docs/mesures.md anew."""

import argparse
import asyncio
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.announcements import Announcement, Content, Sent, Status
from bot.storage import Database, StoredAnnouncements, StoredLedger, StoredSubscriptions, migrate
from bot.storage.subscriptions import SUBSCRIPTIONS as SUBSCRIPTIONS_TABLE

from .pages import write_section
from .soak_announcements import FAQ, BadNetwork, Campaign, Person, setting_of

HEADING = "Announcements"

SUBSCRIPTIONS = 1_000_000
CLAIMS = 1_000
DELIVERIES = 5_000
QUESTIONS_A_SECOND = 2


def memory_mb() -> float:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


FILLED_AT_ONCE = 5_000
"""Few, so that the memory measured is not what filling takes."""


async def fill(database: Database, many: int) -> None:
    """Subscribe so many, every tenth a group."""
    for first in range(1, many + 1, FILLED_AT_ONCE):
        rows = [
            {"channel": "telegram", "chat": str(number), "is_group": number % 10 == 0}
            for number in range(first, first + FILLED_AT_ONCE)
        ]
        async with database.writing() as connection:
            await connection.execute(SUBSCRIPTIONS_TABLE.insert(), rows)


async def at_size(kind: str, setting: str | None, folder: Path) -> str:
    """A row: what an announcement to a million costs."""
    database = Database(setting, folder)
    await migrate(database)
    before = memory_mb()
    await fill(database, SUBSCRIPTIONS)
    registry, ledger = StoredAnnouncements(database), StoredLedger(database)
    now = datetime.now(UTC)
    began = time.perf_counter()
    audience = await StoredSubscriptions(database).audience("all", now)
    counted = time.perf_counter() - began
    began = time.perf_counter()
    number = await registry.add(Announcement(Content("Bonjour"), at=now, status=Status.SCHEDULED))
    for due in await ledger.due(now):
        await ledger.start(due, due.content, None)
    longest = 0.0
    while True:
        step = time.perf_counter()
        if not await ledger.gather(now, 5_000):
            break
        longest = max(longest, time.perf_counter() - step)
    created = time.perf_counter() - began
    claims, begins, settles = [], [], []
    for _ in range(CLAIMS):
        step = time.perf_counter()
        claimed = await ledger.claim("bench", now, now + timedelta(seconds=60), 28, at_night=False)
        claims.append(time.perf_counter() - step)
        step = time.perf_counter()
        await ledger.begin("bench", [found.id for found in claimed[:3]], now, now + timedelta(seconds=60))
        begins.append(time.perf_counter() - step)
        step = time.perf_counter()
        await ledger.settle("bench", {claimed[0].id: Sent("1")}, now, 10)
        settles.append(time.perf_counter() - step)
    began = time.perf_counter()
    await registry.progress(number)
    progress = time.perf_counter() - began
    grown = memory_mb() - before
    await database.disconnect()
    name = "SQLite" if kind == "sqlite" else "PostgreSQL"
    return (
        f"| {name} | {audience.total:,} | {counted * 1000:.0f} ms | {created:.1f} s | {longest * 1000:.0f} ms "
        f"| {p(claims, 50)} / {p(claims, 99)} ms | {p(begins, 50)} / {p(begins, 99)} ms | {p(settles, 50)} / {p(settles, 99)} ms "
        f"| {progress * 1000:.0f} ms | {grown:.0f} MB |"
    )


def p(values: list[float], share: int) -> str:
    """A percentile of seconds, in milliseconds."""
    return f"{statistics.quantiles(values, n=100)[share - 1] * 1000:.1f}"


def at_pace(kind: str, setting: str | None, folder: Path) -> str:
    """A row: questions answered while an announcement goes out, and how fast it goes."""
    faq = folder / "faq"
    faq.mkdir()
    (faq / "accueil.yaml").write_text(FAQ, encoding="utf-8")
    api = BadNetwork(seed=1, too_fast=0, lost=0)
    api.start()
    campaign = Campaign(api, folder, faq, setting, DELIVERIES, seed=1, pace=28)
    campaign.announce(blocked=0)
    waits: list[float] = []
    over = threading.Event()

    def ask() -> None:
        people = [Person.alone(api, []) for _ in range(20)]
        chance = random.Random(3)
        while not over.is_set():
            asked = time.perf_counter()
            chance.choice(people).says("Où êtes-vous ?")
            waits.append(time.perf_counter() - asked)
            over.wait(1 / QUESTIONS_A_SECOND)

    asking = threading.Thread(target=ask)
    campaign.start()
    wanted = set(campaign.people)
    try:
        api.wait_until(lambda: bool(api.shown), "the first copy")
        asking.start()
        while sum(message.chat in wanted for message in api.shown) < DELIVERIES:
            time.sleep(1)
    finally:
        over.set()
        asking.join()
        campaign.kill()
    moments = sorted(message.at for message in api.shown if message.chat in wanted)
    rate = (len(moments) - 1) / (moments[-1] - moments[0])
    # What replies take is theirs.
    replies = len(waits) / (moments[-1] - moments[0])
    busiest = max(api.busiest(1.0, chat=chat) for chat in campaign.people)
    all_busiest = api.busiest(1.0)
    alone = max(bisect_left(moments, moment + 1) - place for place, moment in enumerate(moments))
    api.stop()
    name = "SQLite" if kind == "sqlite" else "PostgreSQL"
    return (
        f"| {name} | {len(moments):,} | {rate:.2f}/s | {replies:.2f}/s | {rate + replies:.2f}/s | {alone} | {all_busiest} | {busiest} "
        f"| {p(waits, 50)} / {p(waits, 95)} / {p(waits, 99)} ms ({len(waits)}) |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", help="print the section instead of writing it")
    options = parser.parse_args()
    sizes, paces = [], []
    for kind in ("sqlite", "postgresql"):
        with ExitStack() as opened:
            folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
            sizes.append(
                asyncio.run(at_size(kind, opened.enter_context(setting_of(kind, durable=True)), folder))
            )
            print(sizes[-1], file=sys.stderr, flush=True)
        with ExitStack() as opened:
            folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
            paces.append(at_pace(kind, opened.enter_context(setting_of(kind, durable=True)), folder))
            print(paces[-1], file=sys.stderr, flush=True)
    section = f"""Made by `make bench-announcements`.

One announcement to {SUBSCRIPTIONS:,} subscriptions. Created: from its hour until every recipient is in the ledger, in transactions of 5,000, of
which the longest is given. Claim: 28 deliveries; leave: 3 of them; settle: one; {CLAIMS:,} times each, p50 / p99, on databases that wait for
the disk.

| database | subscriptions | counted | created | longest transaction | claim | leave | settle | report | memory grown |
|---|---|---|---|---|---|---|---|---|---|
{chr(10).join(sizes)}

{DELIVERIES:,} deliveries by the real process at the default pace of 28 a second, while {QUESTIONS_A_SECOND} people a second ask a question. Rates and
limits by the server's clock; a reply takes the place of an announcement.

| database | deliveries | announcements | replies | in all | busiest second, announcements | with replies | of a chat | question to reply, p50 / p95 / p99 |
|---|---|---|---|---|---|---|---|---|
{chr(10).join(paces)}
"""
    if options.print:
        print(section)
    else:
        write_section(HEADING, section)


if __name__ == "__main__":
    main()
