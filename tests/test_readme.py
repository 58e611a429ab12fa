"""The dialogue that the README shows is what the terminal shows: `dialogues/_readme.yaml` holds what is typed.

`python tests/test_readme.py` writes it anew, to be read before it is committed.
"""

import io
import re
from pathlib import Path

from fixtures_shipped import shipped

from bot.channels.console import Console
from bot.knowledge import read

README = Path(__file__).parents[1] / "README.md"
TYPED = Path(__file__).parent / "dialogues" / "_readme.yaml"

_BLOCK = re.compile(r"(?<=<!-- transcript -->\n).*?(?=<!-- /transcript -->)", re.DOTALL)
PROMPT = "vous > "


def transcript() -> str:
    """What the terminal shows, prompt and typed lines included, as a fenced block."""
    piece, problems = read(TYPED, TYPED.name)
    assert not problems, "\n".join(map(str, problems))
    assert piece is not None
    output = io.StringIO()
    console = Console(shipped().responder, shipped().knowledge.voice, output)
    for typed in piece.items:
        output.write(f"{PROMPT}{typed.text}\n")
        console.say(typed.text)
    return f"```\n{output.getvalue().strip()}\n```\n"


def test_transcript():
    """The README is not stale."""
    shown = _BLOCK.search(README.read_text(encoding="utf-8"))

    assert shown is not None, "README.md: <!-- transcript --> … <!-- /transcript --> is missing"
    assert transcript() == shown[0], "README.md is stale: python tests/test_readme.py"


if __name__ == "__main__":
    text, count = _BLOCK.subn(lambda _: transcript(), README.read_text(encoding="utf-8"))
    README.write_text(text, encoding="utf-8")
    print(f"README.md: {count} transcript")
