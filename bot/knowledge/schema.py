"""JSON Schemas of the FAQ's files, so that an editor's program completes and checks while they type.

`python -m bot.knowledge.schema FOLDER` writes them anew.
"""

import json
import sys
from pathlib import Path
from typing import Any

from .format import ID_PATTERN, REFUSALS, SOURCE, SYNONYMS, TOPIC_FILE, VOICE
from .key import Key, Kind, Shape

_TEXT = {"type": ["string", "number", "boolean"]}
"""Values are text as typed; YAML tools see `2018` as a number and `No` as a boolean."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by the file name it is written under."""
    sources = {
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^{ID_PATTERN}$"},
        "additionalProperties": _of_shape(SOURCE),
    }
    return {
        "theme.json": _document("Un thème de la FAQ", _of_shape(TOPIC_FILE)),
        "sources.json": _document("Les sources de la FAQ", sources),
        "synonymes.json": _document("Les synonymes de la FAQ", _of_shape(SYNONYMS)),
        "hors-sujet.json": _document("Ce que la FAQ ne traite pas", _of_shape(REFUSALS)),
        "voix.json": _document("La voix du bot", _of_shape(VOICE)),
    }


def _document(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _of_shape(shape: Shape) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key.name: {"description": key.help, **_of_key(key)} for key in shape.keys},
        "required": [key.name for key in shape.required],
        "additionalProperties": False,
    }


def _of_key(key: Key) -> dict[str, Any]:
    if key.kind is Kind.TEXT:
        return _of_text(key)
    if key.kind is Kind.TEXTS:
        return {"type": "array", "items": _TEXT, **({"minItems": 1} if key.required else {})}
    if key.kind is Kind.LISTS:
        return {"type": "array", "items": {"type": "array", "items": _TEXT}}
    if key.shape is None:
        raise TypeError(f"the key {key.name} holds maps of no shape")
    inside = _of_shape(key.shape)
    return inside if key.kind is Kind.MAP else {"type": "array", "items": inside}


def _of_text(key: Key) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if key.pattern:
        limits["pattern"] = f"^{key.pattern}$"
    if key.most:
        limits["maxLength"] = key.most
    return {**_TEXT, **limits}


def write(folder: Path) -> None:
    """Write every schema into a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (folder / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
