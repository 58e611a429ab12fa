"""What Telegram accepts of a bot: each call is read by aiogram's models, then held against the Bot API's written limits."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any, get_args

from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteWebhook,
    EditMessageText,
    GetMe,
    GetUpdates,
    SendMessage,
    SetMyCommands,
)
from aiogram.types import InlineKeyboardMarkup
from pydantic import BaseModel, ValidationError

METHODS: Mapping[str, Any] = {
    method.__api_method__: method
    for method in (
        AnswerCallbackQuery,
        DeleteWebhook,
        EditMessageText,
        GetMe,
        GetUpdates,
        SendMessage,
        SetMyCommands,
    )
}
"""By the name the Bot API gives them: all that our bot may call."""

TEXT_MOST = 4096
"""UTF-16 units of a message, tags not counted."""

CALLBACK_DATA_MOST = 64
"""Bytes a button brings back."""


class NotAllowedError(ValueError):
    """A call which Telegram would refuse, or misunderstand; says why."""


def read(method: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call, decoded. Raises NotAllowedError when one is unknown, missing or out of bounds."""
    model = METHODS[method]
    parameters = {name: _decoded(model, name, value) for name, value in typed.items()}
    try:
        call = model.model_validate_json(json.dumps(parameters), strict=True)
    except ValidationError as error:
        raise NotAllowedError(f"{method}: {error}") from error
    for broken in (*_unknown_keys(call, method), *_RULES.get(model, _nothing)(call)):
        raise NotAllowedError(broken)
    return parameters


def _decoded(model: Any, name: str, value: Any) -> Any:
    """A form field as Telegram reads it: text stays text, everything else is JSON."""
    field = model.model_fields.get(name)
    if field is None or not isinstance(value, str):
        return value
    accepted = get_args(field.annotation) or (field.annotation,)
    if str in accepted and int not in accepted:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _unknown_keys(value: Any, path: str) -> Iterator[str]:
    """The keys of a call, at any depth, which the Bot API does not have: aiogram's models let them pass."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{path}: unknown key {name!r}"
        for name in type(value).model_fields:
            yield from _unknown_keys(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from _unknown_keys(item, path)


def _nothing(_call: Any) -> Iterator[str]:
    yield from ()


def _message(call: Any) -> Iterator[str]:
    text = plain(call.text, call.parse_mode if isinstance(call.parse_mode, str) else None)
    if not text.strip():
        yield "message text is empty"
    if utf16_length(text) > TEXT_MOST:
        yield "message is too long"
    if call.reply_markup:
        yield from _keyboard(call.reply_markup)


def _edited(call: Any) -> Iterator[str]:
    if call.inline_message_id is None and (call.chat_id is None or call.message_id is None):
        yield "message identifier is not specified"
    yield from _message(call)


def _keyboard(markup: Any) -> Iterator[str]:
    if not isinstance(markup, InlineKeyboardMarkup):
        yield f"our bot has inline keyboards only, not {type(markup).__name__}"
        return
    for row in markup.inline_keyboard:
        if not row:
            yield "a row has no button"
        for button in row:
            actions = button.model_dump(exclude_none=True, exclude={"text", "style", "icon_custom_emoji_id"})
            if not button.text.strip():
                yield "a button has no text"
            if list(actions) != ["callback_data"]:
                yield f"button {button.text!r} must do one thing, which is to call back"
            elif not 1 <= len(actions["callback_data"].encode()) <= CALLBACK_DATA_MOST:
                yield f"button {button.text!r}: callback_data must have 1 to 64 bytes"


def _answered(call: Any) -> Iterator[str]:
    if len(call.text or "") > 200:
        yield "the answer to a tap is too long"


def _menu(call: Any) -> Iterator[str]:
    if not 1 <= len(call.commands) <= 100:
        yield "a menu has 1 to 100 commands"
    for command in call.commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.command):
            yield f"command {command.command!r} is not lower case letters, digits and underscores"
        if not 1 <= len(command.description) <= 256:
            yield f"command {command.command!r} needs a description of 1 to 256 characters"


_RULES: Mapping[type, Callable[[Any], Iterator[str]]] = {
    SendMessage: _message,
    EditMessageText: _edited,
    AnswerCallbackQuery: _answered,
    SetMyCommands: _menu,
}


def utf16_length(text: str) -> int:
    """A text's length as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


_PIECE = re.compile(
    r"""(?P<text>[^<>&]+)
    | (?P<entity>&(?:lt|gt|amp|quot|\#\d+|\#x[0-9a-fA-F]+);)
    | </(?P<closing>[a-z-]+)>
    | <(?P<opening>[a-z-]+)(?P<attributes>(?:\s+[a-z-]+(?:="[^"<>]*")?)*)>""",
    re.VERBOSE,
)

_TAGS = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre"), r""),
    "tg-spoiler": r"",
    "span": r'\s+class="tg-spoiler"',
    "blockquote": r"(?:\s+expandable)?",
    "a": r'\s+href="(?:https?|tg|mailto):[^"\s]+"',
}
"""The tags Telegram knows, each with the attributes it may bear."""


def plain(text: str, parse_mode: str | None) -> str:
    """What a person reads of a text. Raises NotAllowedError when its HTML is not what Telegram understands."""
    if parse_mode is None:
        return text
    if parse_mode != "HTML":
        raise NotAllowedError(f"our bot writes HTML, not {parse_mode}")
    read_text, opened, position = "", [], 0
    while position < len(text):
        piece = _PIECE.match(text, position)
        if piece is None:
            raise NotAllowedError(f"can't parse entities: unescaped {text[position]!r} at {position}")
        if tag := piece["opening"]:
            _check_tag(tag, piece["attributes"], opened)
            opened.append(tag)
        elif piece["closing"]:
            if not opened or opened.pop() != piece["closing"]:
                raise NotAllowedError(f"can't parse entities: </{piece['closing']}> closes nothing")
        else:
            read_text += unescape(piece[0])
        position = piece.end()
    if opened:
        raise NotAllowedError(f"can't parse entities: <{opened[-1]}> is not closed")
    return read_text


def _check_tag(tag: str, attributes: str, opened: list[str]) -> None:
    if tag not in _TAGS:
        raise NotAllowedError(f"can't parse entities: unsupported tag <{tag}>")
    if not re.fullmatch(_TAGS[tag], attributes):
        raise NotAllowedError(f"can't parse entities: <{tag}{attributes}> has attributes it may not bear")
    if tag in opened and tag in ("a", "blockquote"):
        raise NotAllowedError(f"can't parse entities: <{tag}> cannot be nested")
    if opened and opened[-1] in ("code", "pre"):
        raise NotAllowedError(f"can't parse entities: <{opened[-1]}> holds no tag")
