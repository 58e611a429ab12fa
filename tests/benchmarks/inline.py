"""How soon « @bot … » is answered by the real process, as a section of docs/mesures.md: `make bench-inline`."""

import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "end_to_end"))

from bot_api import TOKEN, BotApi  # the tests' own folder, which is no package
from bot_process import BotProcess
from people import Person

from bot.knowledge import load
from bot.matching.french import plain
from bot.settings import shipped_knowledge

from .pages import write_section

LENGTHS = (1, 2, 3, 5, 8, 12, 20)
EACH = 12
"""Every so many titles one is typed, letter by letter."""


def main() -> None:
    typed = [
        plain(entry.title[:length])
        for entry in list(load(shipped_knowledge()).entries)[::EACH]
        for length in LENGTHS
    ]
    api = BotApi()
    api.start()
    with tempfile.TemporaryDirectory() as folder:
        bot = BotProcess(Path(folder), {"BOT_TOKEN": TOKEN, "BOT_API_URL": api.url})
        try:
            api.wait_until(lambda: api.listening, "the bot to listen")
            milliseconds = waits(api, typed)
        finally:
            bot.terminate()
            api.stop()
    write_section(
        "Inline answers",
        f"""`make bench-inline`: from the moment a query is handed to the real process until its answer reaches the Bot API server of the
tests, on the FAQ that ships; {len(typed)} queries one after the other, titles typed letter by letter, some twenty entries in most answers.
The server shares the machine.

| p50 | p95 | p99 | longest |
|---|---|---|---|
| {" | ".join(f"{value:.0f} ms" for value in np.percentile(milliseconds, [50, 95, 99, 100]))} |
""",
    )


def waits(api: BotApi, typed: list[str]) -> list[float]:
    """Milliseconds until each answer."""
    person = Person.alone(api, [])
    found = []
    for text in typed:
        api.wait_until(lambda: api.listening, "the bot to listen")
        began = api.clock()
        found.append((person.looks_up(text).at - began) * 1000)
    return found


if __name__ == "__main__":
    main()
