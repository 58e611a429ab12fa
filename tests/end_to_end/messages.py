"""The methods that send, edit and delete messages; each has Telegram's name, in snake case."""

from typing import Any

import telegram_html
from calls import BotMessage, RefusedError
from groups import USERNAME
from world import World

NOT_FOUND = "Bad Request: message to {} not found"
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup"
    " are exactly the same as a current content and reply markup of the message"
)


class Messages(World):
    """Messages seen by all."""

    async def _send_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self._check_writable(parameters)
        to = parameters.get("ephemeral_message_parameters")
        if to and self.ephemeral != "ignored":
            return self._send_ephemeral(parameters, to)
        return self._show(parameters, self.number())

    async def _send_photo(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self._check_writable(parameters)
        size = {"file_id": "photo", "file_unique_id": "photo", "width": 1, "height": 1}
        return self._show(parameters, self.number()) | {"photo": [size]}

    async def _send_document(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self._check_writable(parameters)
        return self._show(parameters, self.number()) | {
            "document": {"file_id": "document", "file_unique_id": "document"}
        }

    async def _copy_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self._check_writable(parameters)
        text = self._original(parameters, "copy")
        return {"message_id": self._show({"text": text, **parameters}, self.number())["message_id"]}

    async def _forward_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self._check_writable(parameters)
        return self._show({"text": self._original(parameters, "forward"), **parameters}, self.number())

    async def _edit_message_text(self, parameters: dict[str, Any]) -> dict[str, Any] | bool:
        return self._edit(parameters, {"text": None, "reply_markup": None})

    async def _edit_message_caption(self, parameters: dict[str, Any]) -> dict[str, Any] | bool:
        return self._edit(parameters, {"caption": None, "reply_markup": None})

    async def _edit_message_reply_markup(self, parameters: dict[str, Any]) -> dict[str, Any] | bool:
        return self._edit(parameters, {"reply_markup": None})

    async def _delete_message(self, parameters: dict[str, Any]) -> bool:
        key = parameters["chat_id"], parameters["message_id"]
        theirs = key in self.texts and (key[0] > 0 or self.group(key[0]).bot == "administrator")
        if self._messages.pop(key, None) is None and not theirs:
            raise RefusedError(400, NOT_FOUND.format("delete"))
        self.texts.pop(key, None)
        self.deleted.append(key)
        return True

    async def _pin_chat_message(self, parameters: dict[str, Any]) -> bool:
        chat = parameters["chat_id"]
        if chat < 0 and self.group(chat).bot != "administrator":
            raise RefusedError(400, "Bad Request: not enough rights to manage pinned messages in the chat")
        self._original({**parameters, "from_chat_id": chat}, "pin")
        self.pinned.append((chat, parameters["message_id"]))
        return True

    async def _unpin_chat_message(self, parameters: dict[str, Any]) -> bool:
        self.pinned.remove((parameters["chat_id"], parameters["message_id"]))
        return True

    async def _send_chat_action(self, parameters: dict[str, Any]) -> bool:
        self._check_writable(parameters)
        return True

    def _check_writable(self, parameters: dict[str, Any]) -> None:
        chat = parameters["chat_id"]
        if chat in self.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        if chat < 0:
            self.group(chat).check_writable(parameters.get("message_thread_id"))
        reply = parameters.get("reply_parameters") or {}
        number = reply.get("message_id")
        if number and not reply.get("allow_sending_without_reply"):
            self._original({"from_chat_id": reply.get("chat_id", chat), "message_id": number}, "be replied")

    def _original(self, parameters: dict[str, Any], wanted: str) -> str:
        """What a message of the bot or of a person says."""
        key = parameters["from_chat_id"], parameters["message_id"]
        if key in self._messages:
            return self._messages[key].text
        if key in self.texts:
            return self.texts[key]
        raise RefusedError(400, NOT_FOUND.format(wanted))

    def _edit(self, parameters: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any] | bool:
        inline = parameters.get("inline_message_id")
        key = (inline, 0) if inline else (parameters["chat_id"], parameters["message_id"])
        former = self._messages.get(key)
        if former is None:
            raise RefusedError(400, NOT_FOUND.format("edit"))
        self._check_modified(former, parameters, changes)
        shown = self._show({**former.parameters, **changes, **parameters}, former.id, former=former)
        return True if inline else shown

    def _check_modified(
        self, former: BotMessage, parameters: dict[str, Any], changes: dict[str, Any]
    ) -> None:
        if all(former.parameters.get(key) == parameters.get(key) for key in changes):
            raise RefusedError(400, _NOT_MODIFIED)

    def _show(
        self,
        parameters: dict[str, Any],
        number: int,
        *,
        former: BotMessage | None = None,
        inline: str | None = None,
        receiver: int | None = None,
    ) -> dict[str, Any]:
        said = parameters.get("text") or parameters.get("caption") or ""
        text = telegram_html.plain(said, parameters.get("parse_mode"))
        chat = former.chat if former else parameters["chat_id"]
        inline, receiver = (former.inline, former.receiver) if former else (inline, receiver)
        message = BotMessage(chat, number, parameters, text, former is not None, receiver, inline, self._now)
        self._messages[(inline, 0) if inline else (chat, number)] = message
        self.shown.append(message)
        if chat < 0 and not inline and not receiver:
            group = self.group(chat)
            group.last_bot = USERNAME
            group.meant_for_us.add(number)
        return self.message_as_json(message)
