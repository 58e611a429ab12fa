"""10,000 random well-formed updates and 2,000 malformed ones through the whole bot, as a section of docs/mesures.md: `make soak-updates`."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.settings import shipped_knowledge

from .pages import write_section

WELL_FORMED, MALFORMED = 10_000, 2_000
FUZZ = Path(__file__).parents[1] / "end_to_end" / "fuzz.py"
FLAT = 0.1
"""Share by which memory may differ between the 2,000th update and the last."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(shipped_knowledge(), Path(folder) / "faq")
        command = [sys.executable, FUZZ, folder, str(WELL_FORMED), str(MALFORMED)]
        report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    memory = [report["memory"][at] for at in sorted(report["memory"], key=int)]
    write_section(
        "Updates of any kind",
        f"""Made by `make soak-updates`: {WELL_FORMED:,} random updates of every kind the Bot API has, half of them of those we handle, mixed with
{MALFORMED:,} in which something is missing or of another type, through the whole bot in one process, on the FAQ that ships.

| updates | malformed ones passed over / apologized for | well-formed ones that failed | calls Telegram would refuse | memory at the 2,000th, then each 2,000 |
|---|---|---|---|---|
| {report["handed_out"]:,} | {report["not_understood"]:,} / {report["failed"]} | {len(report["errors"])} | {len(report["mistakes"])} | {", ".join(f"{megabytes:.0f}" for megabytes in memory)} MB |
""",
    )
    flat = all(abs(megabytes / memory[0] - 1) <= FLAT for megabytes in memory)
    if report["errors"] or report["mistakes"] or report["handed_out"] != WELL_FORMED + MALFORMED or not flat:
        sys.exit(f"not as it should be: {report}")


if __name__ == "__main__":
    main()
