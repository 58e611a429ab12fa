"""Announcements under kills, long, as a section of docs/mesures.md: `make soak-announcements`.

Exits with 1 when a copy is lost or doubled.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from bot.announcements import State

from .pages import write_section

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "end_to_end")]

import postgres  # noqa: E402  # beside the tests that use them
from crashing import BadNetwork, Campaign  # noqa: E402
from people import Person  # noqa: E402

__all__ = ["FAQ", "BadNetwork", "Campaign", "Person", "setting_of"]

HEADING = "Announcements under kills"

ARRANGEMENTS = (("sqlite", 1), ("postgresql", 1), ("postgresql", 2))

FAQ = """\
theme: {id: accueil, titre: "Accueil"}
entrees:
  - id: adresse
    questions: ["Où êtes-vous ?"]
    reponse: "À Lomé."
"""


@contextmanager
def setting_of(kind: str, *, durable: bool = False) -> Iterator[str | None]:
    """What `BOT_DATABASE` says, for an empty database; a `durable` one waits for the disk, as SQLite does."""
    if kind == "sqlite":
        yield None
        return
    with postgres.server(durable=durable) as server:

        async def create() -> None:
            connection = await asyncpg.connect(server.url("postgres"))
            await connection.execute("CREATE DATABASE essai")
            await connection.close()

        asyncio.run(create())
        yield server.url("essai")


def soak(kind: str, bots: int, options: argparse.Namespace) -> tuple[str, bool]:
    """One arrangement: a row of the table, and whether all was well."""
    began = time.monotonic()
    api = BadNetwork(options.seed, too_fast=0.05, lost=0.02)
    api.start()
    with tempfile.TemporaryDirectory() as name, setting_of(kind) as setting:
        folder, faq = Path(name), Path(name) / "faq"
        faq.mkdir()
        (faq / "accueil.yaml").write_text(FAQ, encoding="utf-8")
        campaign = Campaign(api, folder, faq, setting, options.chats, options.seed, options.pace)
        campaign.announce(blocked=0.03)
        campaign.survive(options.kills, bots)
        campaign.kill()
        differences, counts = campaign.differences(), campaign.counts()
    api.stop()
    copies = Counter(message.chat for message in api.shown if message.chat in set(campaign.people))
    print(*differences[:20], sep="\n", file=sys.stderr)
    figures = [counts.get(state, 0) for state in (State.SENT, State.REFUSED, State.FAILED, State.UNKNOWN)]
    row = [
        "SQLite" if kind == "sqlite" else "PostgreSQL",
        bots,
        options.kills,
        *figures,
        len(copies),
        sum(many > 1 for many in copies.values()),
        len(differences),
        f"{time.monotonic() - began:.0f} s",
    ]
    return f"| {' | '.join(map(str, row))} |", not differences


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--pace", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--only", type=int, help="the number of one arrangement, from 0; written nowhere")
    options = parser.parse_args()
    chosen = ARRANGEMENTS if options.only is None else ARRANGEMENTS[options.only : options.only + 1]
    rows, well = [], True
    for kind, bots in chosen:
        row, good = soak(kind, bots, options)
        print(row, file=sys.stderr, flush=True)
        rows.append(row)
        well = well and good
    if options.only is None:
        write_section(HEADING, section(rows, options))
    return 0 if well else 1


def section(rows: list[str], options: argparse.Namespace) -> str:
    """What docs/mesures.md says."""
    return f"""Made by `make soak-announcements`: an announcement to {options.chats:,} chats by the real process, killed with SIGKILL at {options.kills} moments of chance and
started again, or two of them on one database. Of the messages 5 % are answered « too fast » (429), of the chats 3 % have blocked the bot,
and for 2 % the connection is cut after the message was taken. Then the ledger is held against what the server saw, chat by chat: a difference is a
copy too many, a chat that is missing, or a state that is not what happened.

| database | processes | kills | sent | refused | failed | unknown | chats that saw it | twice | differences | took |
|---|---|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}
"""


if __name__ == "__main__":
    sys.exit(main())
