"""Announcements under kills, long: `make soak`. Prints a line for each arrangement; exits with 1 when a copy is lost or doubled."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "end_to_end")]

import postgres  # noqa: E402  # beside the tests that use them
from crashing import BadNetwork, Campaign  # noqa: E402
from people import Person  # noqa: E402

__all__ = ["FAQ", "BadNetwork", "Campaign", "Person", "setting_of"]

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


def soak(kind: str, bots: int, options: argparse.Namespace) -> bool:
    """One arrangement; whether all was well."""
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
    unknown_and_seen = sum(1 for chat in campaign.people if any(m.chat == chat for m in api.shown))
    print(
        f"{kind}, {bots} process(es): {options.chats} chats, {options.kills} kills, {time.monotonic() - began:.0f} s; "
        f"{counts}; arrived {api.shown and len(api.shown)}, at {unknown_and_seen} chats; "
        f"differences: {len(differences)}",
        *differences[:20],
        sep="\n  ",
        flush=True,
    )
    return not differences


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--pace", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--only", type=int, help="the number of one arrangement, from 0")
    options = parser.parse_args()
    chosen = ARRANGEMENTS if options.only is None else ARRANGEMENTS[options.only : options.only + 1]
    well = [soak(kind, bots, options) for kind, bots in chosen]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
