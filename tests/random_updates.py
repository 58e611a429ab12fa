"""Updates such as no test thought of: well-formed ones from the API's own types, and others that are not."""

import random
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.client.default import Default
from aiogram.types import Chat, Update, User
from pydantic import BaseModel

KINDS = tuple(name for name in Update.model_fields if name != "update_id")
"""All kinds of updates the Bot API has, those the bot does not ask for included."""

DEEPEST = 5
"""Below it, only what a type cannot do without."""

TEXTS = (
    "cb de km de fibre ?", "/question où est mon colis", "/start", "/start delai", "/aide@essai_bot", "/themes", "/",
    "bonjour", "merci 🙏", "et qui a payé ?", "1", "2", "oui", "le deuxième", "?", "…", " ", "\u200b\u202e\u0301", "<b>&amp;",
    "𝕗𝕠𝕔𝕒𝕔 ✌🏿👨‍👩‍👧‍👦", "focac " * 700, "é" * 4096, "مرحبا 你好", "a\nb\tc\x00d", "@essai_bot fibre", "+entree:x", "themes",
)  # fmt: skip
"""What people write, and what nobody should."""

WRITTEN = frozenset(("text", "query", "caption", "data", "title", "first_name"))
"""Where people, or editors, write what they like."""

PEOPLE = 500
"""People and chats there are."""


class RandomUpdates:
    """The same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._number = 0

    def well_formed(self, kind: str | None = None) -> dict[str, Any]:
        """An update of a kind, or of any."""
        self._number += 1
        kind = kind or self._random.choice(KINDS)
        return {"update_id": self._number, kind: self._of(Update.model_fields[kind].annotation, kind, 0)}

    def malformed(self) -> dict[str, Any]:
        """An update in which something is missing, or is not what it should be."""
        update = self.well_formed(
            self._random.choice(("message", "edited_message", "callback_query", *KINDS))
        )
        for _ in range(self._random.randint(1, 3)):
            self._break(update)
        return update

    def _break(self, update: dict[str, Any]) -> None:
        place, key = self._random.choice(
            [at for at in _places(update) if at[1] != "update_id"] or [(update, "x")]
        )
        if self._random.random() < 0.3 and isinstance(place, dict):
            place.pop(key, None)
        else:
            odd = (
                None,
                "",
                "x",
                "\ud800",
                0,
                -1,
                2**70,
                1.5,
                True,
                [],
                {},
                [None],
                [[]],
                {"id": "x"},
                [{}],
                "9" * 5000,
            )
            place[key] = self._random.choice(odd)

    # --- A value of a type.

    def _of(self, kind: Any, name: str, depth: int) -> Any:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        if get_origin(kind) in (Union, UnionType):
            return self._of(
                self._random.choice([k for k in get_args(kind) if k not in (NoneType, Default)]), name, depth
            )
        if get_origin(kind) is Literal:
            value = self._random.choice(get_args(kind))
            return value.value if isinstance(value, Enum) else value
        if get_origin(kind) is list:
            most = 3 if depth < DEEPEST else 1
            return [
                self._of(get_args(kind)[0], name, depth + 1) for _ in range(self._random.randint(1, most))
            ]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self._object(kind, depth)
        return self._plain(kind, name)

    def _plain(self, kind: Any, name: str) -> Any:
        if kind is bool:
            return self._random.random() < 0.5
        if kind in (int, datetime):
            return self._integer(name, kind)
        if kind is float:
            return self._random.uniform(-90, 90)
        # The one type that holds itself, rich text, may be plain text too.
        return self._text(name)

    def _object(self, kind: type[BaseModel], depth: int) -> dict[str, Any]:
        if kind is Chat:
            return self._chat()
        if kind is User:
            return self._user()
        return {
            field.alias or name: self._of(field.annotation, name, depth + 1)
            for name, field in kind.model_fields.items()
            # What has one value only says which of several types it is.
            if field.is_required()
            or get_origin(field.annotation) is Literal
            or (depth < DEEPEST and self._random.random() < self._chance(kind, name))
        }

    @staticmethod
    def _chance(kind: type[BaseModel], name: str) -> float:
        """Most messages have a text and an author, most taps a message; of all else, an object has two things or so."""
        return {"text": 0.7, "from_user": 0.9, "data": 0.9, "message": 0.8, "guest_query_id": 0.3}.get(
            name, 2 / len(kind.model_fields)
        )

    def _chat(self) -> dict[str, Any]:
        number = self._random.randint(1, PEOPLE)
        kind = self._random.choice(("private", "private", "group", "supergroup", "channel"))
        if kind == "private":
            return {"id": number, "type": kind, "first_name": "Afi"}
        return {"id": -number, "type": kind, "title": self._text("title")}

    def _user(self) -> dict[str, Any]:
        return {
            "id": self._random.randint(1, PEOPLE),
            "is_bot": self._random.random() < 0.05,
            "first_name": self._text("first_name"),
        }

    def _integer(self, name: str, kind: Any) -> int:
        if kind is datetime or name.endswith("date"):
            # A person writes every minute or so: not a flood.
            return 1_700_000_000 + self._number * 60
        return self._random.choice(
            (0, 1, 3, self._random.randint(1, 10**6), *([2**40] if name.endswith("id") else ()))
        )

    def _text(self, name: str) -> str:
        if name in WRITTEN:
            return self._random.choice(TEXTS)
        return f"{name}-{self._random.randint(1, 10**9)}"


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Where something is held in an update: what holds it, and under which key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _places(inner)
