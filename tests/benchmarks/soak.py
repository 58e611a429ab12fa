"""200 random kills during 10,000 turns, as a section of docs/mesures.md: `make soak-memory`, some minutes."""

import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "storage")]

from fixtures_dialogue import write_parcels  # noqa: E402  # the tests' own folders, which are no packages
from soak import PEOPLE, soak  # noqa: E402

from .pages import write_section  # noqa: E402

TURNS, KILLS = 10_000, 200


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = soak(write_parcels(Path(folder) / "faq"), Path(folder) / "data", TURNS, KILLS)
    waits = np.percentile(np.array(report.waits) * 1000, [50, 99])
    write_section(
        "Killed at any moment",
        f"""Made by `make soak-memory`: {PEOPLE} people say {TURNS:,} things in all to a bot on SQLite, half of them in one group; it is killed
(`kill -9`) {KILLS} times at random, {report.before_ready} of them while it starts. A turn counts once the bot was told that it is on disk.

| turns acknowledged | kills | databases that did not open whole | threads lost | threads mixed | all said in the end | until acknowledged, p50 / p99 |
|---|---|---|---|---|---|---|
| {report.turns:,} | {report.kills} | {report.unopened} | {report.lost} | {report.mixed} | {"yes" if report.finished else "no"} | {waits[0]:.1f} / {waits[1]:.1f} ms |
""",
    )


if __name__ == "__main__":
    main()
