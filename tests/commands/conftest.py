"""Commands typed in a folder where a bot has served some people, or none."""

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fixtures_dialogue import write_parcels

from bot.cli import main
from bot.conversation import Contact, Reply, Thread
from bot.storage import Database, StoredMemory


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Commands are started in a folder with an FAQ, without any other setting, in a terminal of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BOT_KNOWLEDGE", str(write_parcels(tmp_path / "faq")))


@pytest.fixture
def command(capsys):
    """A command run: exit code, standard output, standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = left.code
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def remember(tmp_path) -> Callable[..., None]:
    """Stores replies as if the bot had just given them, each so many days ago and to somebody else."""

    def remember(*replies: tuple[float, Reply]) -> None:
        asyncio.run(_remember(tmp_path / "data", replies))

    return remember


async def _remember(data: Path, replies: tuple[tuple[float, Reply], ...]) -> None:
    now = datetime.now(UTC)
    for person, (days, reply) in enumerate(replies):
        memory = StoredMemory(Database(None, data), now=lambda days=days: now - timedelta(days=days))
        await memory.open()
        memory.keep(Contact("telegram", str(person)), Thread(), reply)
        await memory.close()
