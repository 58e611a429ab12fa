"""The methods that answer one person: taps, inline and guest queries, ephemeral messages."""

import time
from typing import Any

from calls import BotMessage, InlineAnswer, RefusedError
from messages import NOT_FOUND, Messages

EPHEMERAL_DELAY = 15
"""Seconds after a tap or an ephemeral command during which a bot that is no admin may answer ephemerally."""

_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class Answers(Messages):
    """What one person sees, or chooses."""

    def _send_ephemeral(self, parameters: dict[str, Any], to: dict[str, Any]) -> dict[str, Any]:
        chat, receiver = parameters["chat_id"], to["receiver_user_id"]
        if chat > 0:
            raise RefusedError(400, "Bad Request: ephemeral messages are for groups")
        if self.ephemeral == "refused" or not self._may_whisper(chat, receiver, to.get("callback_query_id")):
            raise RefusedError(400, "Bad Request: can't send the ephemeral message")
        return self._show(parameters, self.number(), receiver=receiver)

    def _may_whisper(self, chat: int, receiver: int, tap: str | None) -> bool:
        if self.group(chat).bot == "administrator":
            return True
        if tap is not None:
            return self.open_taps.get(tap) == receiver
        return self._now < self.ephemeral_until.get((chat, receiver), 0)

    async def _edit_ephemeral_message_text(self, parameters: dict[str, Any]) -> bool:
        former = self._whispered(parameters, "edit")
        self._check_modified(former, parameters, {"text": None, "reply_markup": None})
        self._show({**former.parameters, **parameters}, former.id, former=former)
        return True

    async def _edit_ephemeral_message_reply_markup(self, parameters: dict[str, Any]) -> bool:
        former = self._whispered(parameters, "edit")
        self._show({**former.parameters, **parameters}, former.id, former=former)
        return True

    async def _delete_ephemeral_message(self, parameters: dict[str, Any]) -> bool:
        former = self._whispered(parameters, "delete")
        self.forget(former)
        self.deleted.append((former.chat, former.id))
        return True

    def _whispered(self, parameters: dict[str, Any], wanted: str) -> BotMessage:
        former = self._messages.get((parameters["chat_id"], parameters["ephemeral_message_id"]))
        if former is None or former.receiver != parameters["receiver_user_id"]:
            raise RefusedError(400, NOT_FOUND.format(wanted))
        return former

    # --- Queries.

    async def _answer_callback_query(self, parameters: dict[str, Any]) -> bool:
        tap = parameters["callback_query_id"]
        if self.open_taps.pop(tap, None) is None:
            raise RefusedError(400, _TOO_OLD)
        self.answered_taps.append(tap)
        return True

    async def _answer_inline_query(self, parameters: dict[str, Any]) -> bool:
        self._close_query(parameters["inline_query_id"])
        self.inline_answers.append(InlineAnswer(parameters["inline_query_id"], parameters, self._now))
        return True

    async def _answer_guest_query(self, parameters: dict[str, Any]) -> dict[str, str]:
        query = parameters["guest_query_id"]
        self._close_query(query)
        chat = int(query.partition(":")[2])
        return {"inline_message_id": self.show_result(parameters["result"], chat).inline or ""}

    def _close_query(self, query: str) -> None:
        if query not in self.open_queries:
            raise RefusedError(400, _TOO_OLD)
        self.open_queries.discard(query)

    def show_result(self, result: dict[str, Any], chat: int) -> BotMessage:
        """A result as the message it becomes in a chat."""
        content = result["input_message_content"]
        parameters = {**content, "text": content["message_text"], "reply_markup": result.get("reply_markup")}
        self._show({**parameters, "chat_id": chat}, 0, inline=f"inline-{self.number()}")
        return self.shown[-1]

    def lets_whisper(self, chat: int, user: int) -> None:
        """Someone sent an ephemeral command: they may be answered ephemerally for a while."""
        self.ephemeral_until[chat, user] = time.monotonic() + EPHEMERAL_DELAY
