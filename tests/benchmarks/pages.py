"""docs/mesures.md, to which several benchmarks write, each its own sections."""

import re
from pathlib import Path

OUTPUT = Path(__file__).parents[2] / "docs" / "mesures.md"

_SECTION = re.compile(r"^## (.*)\n(?:.*\n)*?(?=## |\Z)", re.MULTILINE)


def write_page(page: str) -> None:
    """Write the page anew, and keep after it the sections it does not hold."""
    written = {section[1] for section in _SECTION.finditer(page)}
    former = OUTPUT.read_text(encoding="utf-8") if OUTPUT.is_file() else ""
    kept = [section[0].strip() for section in _SECTION.finditer(former) if section[1] not in written]
    OUTPUT.write_text("\n\n".join([page.strip(), *kept]) + "\n", encoding="utf-8")
    print(f"written: {OUTPUT}")


def write_section(title: str, body: str) -> None:
    """Put a section in place of the former one, or at the end."""
    section = f"## {title}\n\n{body.strip()}\n"
    page = OUTPUT.read_text(encoding="utf-8")
    found = next((found for found in _SECTION.finditer(page) if found[1] == title), None)
    if found:
        rest = page[found.end() :]
        page = page[: found.start()] + section + ("\n" + rest if rest else "")
    else:
        page = f"{page.strip()}\n\n{section}"
    OUTPUT.write_text(page, encoding="utf-8")
    print(section)
