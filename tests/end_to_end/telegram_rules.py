"""What Telegram accepts of a bot: each call is read by aiogram's models, then held against the Bot API's written limits."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from aiogram import methods
from aiogram.types import InlineKeyboardMarkup
from pydantic import BaseModel, ValidationError
from telegram_html import NotAllowedError, plain, utf16_length

__all__ = ["METHODS", "NotAllowedError", "plain", "read"]

METHODS: Mapping[str, Any] = {
    method.__api_method__: method
    for method in (
        methods.AnswerCallbackQuery,
        methods.AnswerGuestQuery,
        methods.AnswerInlineQuery,
        methods.CopyMessage,
        methods.DeleteEphemeralMessage,
        methods.DeleteMessage,
        methods.DeleteMyCommands,
        methods.DeleteWebhook,
        methods.EditEphemeralMessageReplyMarkup,
        methods.EditEphemeralMessageText,
        methods.EditMessageCaption,
        methods.EditMessageReplyMarkup,
        methods.EditMessageText,
        methods.ForwardMessage,
        methods.GetChat,
        methods.GetChatAdministrators,
        methods.GetChatMember,
        methods.GetMe,
        methods.GetMyDescription,
        methods.GetMyShortDescription,
        methods.GetUpdates,
        methods.GetWebhookInfo,
        methods.LeaveChat,
        methods.PinChatMessage,
        methods.SendChatAction,
        methods.SendDocument,
        methods.SendMessage,
        methods.SendPhoto,
        methods.SetMyCommands,
        methods.SetMyDescription,
        methods.SetMyShortDescription,
        methods.SetWebhook,
        methods.UnpinChatMessage,
    )
}
"""By the name the Bot API gives them: all that our bot may call."""

TEXT_MOST = 4096
"""UTF-16 units of a message, tags not counted."""

CAPTION_MOST = 1024
"""UTF-16 units of what stands under a picture or a file."""

CALLBACK_DATA_MOST = 64
"""Bytes a button brings back."""

RESULTS_MOST = 50
"""Results of one inline answer."""


def read(method: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call, decoded. Raises NotAllowedError when one is unknown, missing or out of bounds."""
    model = METHODS[method]
    parameters = {
        name: _decoded(model, name, value)
        for name, value in typed.items()
        if f"attach://{name}" not in typed.values()
    }
    try:
        call = model.model_validate_json(json.dumps(parameters), strict=True)
    except ValidationError as error:
        raise NotAllowedError(f"{method}: {error}") from error
    for broken in (*_unknown_keys(call, method), *_RULES.get(model, _nothing)(call)):
        raise NotAllowedError(broken)
    return parameters


def _decoded(model: Any, name: str, value: Any) -> Any:
    """A form field as Telegram reads it: text stays text, a file has a name, everything else is JSON."""
    if not isinstance(value, str):
        return f"attach://{value.filename}" if hasattr(value, "filename") else value
    field = model.model_fields.get(name)
    if field is None:
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


# --- Texts and buttons.


def _text(text: str | None, parse_mode: Any, most: int = TEXT_MOST) -> Iterator[str]:
    read_text = plain(text or "", parse_mode if isinstance(parse_mode, str) else None)
    if most == TEXT_MOST and not read_text.strip():
        yield "message text is empty"
    if utf16_length(read_text) > most:
        yield "message is too long"


def _message(call: Any) -> Iterator[str]:
    yield from _text(call.text, call.parse_mode)
    yield from _keyboard(call.reply_markup)
    yield from _reply(getattr(call, "reply_parameters", None))


def _captioned(call: Any) -> Iterator[str]:
    yield from _text(call.caption, call.parse_mode, CAPTION_MOST)
    yield from _keyboard(call.reply_markup)
    yield from _reply(getattr(call, "reply_parameters", None))


def _reply(reply: Any) -> Iterator[str]:
    if reply and (reply.message_id is None) == (reply.ephemeral_message_id is None):
        yield "a reply names either a message or an ephemeral one"


def _addressed(call: Any) -> Iterator[str]:
    if (call.inline_message_id is None) == (call.chat_id is None or call.message_id is None):
        yield "message identifier is not specified, or specified twice"


def _edited(call: Any) -> Iterator[str]:
    yield from _addressed(call)
    yield from _message(call)


def _edited_caption(call: Any) -> Iterator[str]:
    yield from _addressed(call)
    yield from _captioned(call)


def _edited_markup(call: Any) -> Iterator[str]:
    yield from _addressed(call)
    yield from _keyboard(call.reply_markup)


def _keyboard(markup: Any) -> Iterator[str]:
    if markup is None:
        return
    if not isinstance(markup, InlineKeyboardMarkup):
        yield f"our bot has inline keyboards only, not {type(markup).__name__}"
        return
    for row in markup.inline_keyboard:
        if not row:
            yield "a row has no button"
        for button in row:
            yield from _button(button)


def _button(button: Any) -> Iterator[str]:
    actions = button.model_dump(exclude_none=True, exclude={"text", "style", "icon_custom_emoji_id"})
    if not button.text.strip():
        yield "a button has no text"
    if len(actions) != 1:
        yield f"button {button.text!r} must do one thing"
        return
    ((action, target),) = actions.items()
    if action == "callback_data" and not 1 <= len(target.encode()) <= CALLBACK_DATA_MOST:
        yield f"button {button.text!r}: callback_data must have 1 to 64 bytes"
    if action == "url" and not re.fullmatch(r"(?:https?|tg)://\S+", target):
        yield f"button {button.text!r}: not an address"
    if action == "copy_text" and not 1 <= len(target["text"]) <= 256:
        yield f"button {button.text!r}: 1 to 256 characters can be copied"


# --- Answers to queries.


def _tap_answer(call: Any) -> Iterator[str]:
    if len(call.text or "") > 200:
        yield "the answer to a tap is too long"


def _inline_answer(call: Any) -> Iterator[str]:
    ids = [result.id for result in call.results]
    if len(ids) > RESULTS_MOST or len(set(ids)) < len(ids):
        yield "an inline answer has at most 50 results, each with its own id"
    if len((call.next_offset or "").encode()) > 64:
        yield "the next offset has at most 64 bytes"
    if call.button and not re.fullmatch(r"[\w-]{1,64}", call.button.start_parameter or "", re.ASCII):
        yield "the button's start parameter must have 1 to 64 letters, digits, _ or -"
    for result in call.results:
        yield from _result(result)


def _guest_answer(call: Any) -> Iterator[str]:
    yield from _result(call.result)


def _result(result: Any) -> Iterator[str]:
    if not 1 <= len(result.id.encode()) <= 64:
        yield "the id of a result has 1 to 64 bytes"
    if result.type != "article" or not result.title.strip():
        yield "our bot offers articles, each with a title"
        return
    content = result.input_message_content
    yield from _text(getattr(content, "message_text", None), getattr(content, "parse_mode", None))
    yield from _keyboard(result.reply_markup)


# --- The bot itself.


def _menu(call: Any) -> Iterator[str]:
    if not 1 <= len(call.commands) <= 100:
        yield "a menu has 1 to 100 commands"
    for command in call.commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.command):
            yield f"command {command.command!r} is not lower case letters, digits and underscores"
        if not 1 <= len(command.description) <= 256:
            yield f"command {command.command!r} needs a description of 1 to 256 characters"


def _description(call: Any) -> Iterator[str]:
    if len(call.description or "") > 512:
        yield "the description is too long"


def _short_description(call: Any) -> Iterator[str]:
    if len(call.short_description or "") > 120:
        yield "the short description is too long"


def _webhook(call: Any) -> Iterator[str]:
    if not call.url.startswith("https://"):
        yield "an HTTPS URL must be provided for webhook"
    if call.secret_token is not None and not re.fullmatch(r"[\w-]{1,256}", call.secret_token, re.ASCII):
        yield "secret token contains unallowed characters"


_RULES: Mapping[type, Callable[[Any], Iterator[str]]] = {
    methods.AnswerCallbackQuery: _tap_answer,
    methods.AnswerGuestQuery: _guest_answer,
    methods.AnswerInlineQuery: _inline_answer,
    methods.CopyMessage: _captioned,
    methods.EditEphemeralMessageText: _message,
    methods.EditMessageCaption: _edited_caption,
    methods.EditMessageReplyMarkup: _edited_markup,
    methods.EditMessageText: _edited,
    methods.SendDocument: _captioned,
    methods.SendMessage: _message,
    methods.SendPhoto: _captioned,
    methods.SetMyCommands: _menu,
    methods.SetMyDescription: _description,
    methods.SetMyShortDescription: _short_description,
    methods.SetWebhook: _webhook,
}
