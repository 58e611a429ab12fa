"""A bot that sends nothing and remembers what it was asked to, and the updates people cause."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from telegram import Update
from telegram.error import TelegramError

CHAT, GROUP, AFI, KOFI = 5, -7, 5, 6

SENT_AT = datetime.fromtimestamp(1, UTC)
"""When every message was sent."""


@dataclass(frozen=True, slots=True)
class Call:
    """What the bot was asked to do."""

    method: str
    options: dict[str, Any]
    refused: bool = False

    @property
    def text(self) -> str:
        return self.options["text"]

    @property
    def buttons(self) -> list[str]:
        """What each button brings back, from top to bottom."""
        markup = self.options.get("reply_markup")
        buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
        return [button.callback_data for button in buttons]

    @property
    def choices(self) -> list[str]:
        """What the buttons that lead on bring back."""
        return [target for target in self.buttons if target and not target.startswith("vote:")]


class FakeBot:
    """Stands for PTB's bot where handlers use it; fails when told to."""

    defaults = None
    id = 1
    can_read_all_group_messages = False
    username = "essai_bot"
    supports_inline_queries = True

    def __init__(self) -> None:
        self.calls: list[Call] = []
        """Every call in order, the refused ones included."""

        self.admins: set[int] = set()
        """Who is an admin of every group."""

        self.whispers = True
        """Whether the server knows ephemeral messages; one that does not shows them to all."""

        self.description = self.short_description = ""

        self._numbers = 500
        self._failures: defaultdict[str, list[TelegramError]] = defaultdict(list)

    def fail(self, method: str, *errors: TelegramError) -> None:
        """Refuse the next calls of a method, one with each error."""
        self._failures[method] += errors

    def done(self, method: str) -> list[Call]:
        """The calls of a method that were not refused."""
        return [call for call in self.calls if call.method == method and not call.refused]

    @property
    def sent(self) -> list[str]:
        """The texts of the messages sent."""
        return [call.text for call in self.done("send_message")]

    @property
    def edited(self) -> list[str]:
        """The texts put in place of others."""
        return [call.text for call in self.done("edit_message_text")]

    async def send_message(self, chat_id: int, text: str, **options: Any) -> Any:
        self._do("send_message", chat_id=chat_id, text=text, **options)
        self._numbers += 1
        whispered = "ephemeral_message_parameters" in options.get("api_kwargs", {})
        marks = {"ephemeral_message_id": self._numbers} if whispered and self.whispers else {}
        return SimpleNamespace(chat_id=chat_id, message_id=self._numbers, api_kwargs=marks)

    async def edit_message_text(
        self, text: str, chat_id: int | None = None, message_id: int | None = None, **options: Any
    ) -> None:
        self._do("edit_message_text", text=text, chat_id=chat_id, message_id=message_id, **options)

    async def delete_message(self, chat_id: int, message_id: int) -> None:
        self._do("delete_message", chat_id=chat_id, message_id=message_id)

    async def send_chat_action(self, chat_id: int, action: str, **options: Any) -> None:
        self._do("send_chat_action", chat_id=chat_id, action=action, **options)

    async def get_chat_member(self, chat_id: int, user_id: int) -> Any:
        self._do("get_chat_member", chat_id=chat_id, user_id=user_id)
        return SimpleNamespace(status="administrator" if user_id in self.admins else "member")

    async def do_api_request(self, endpoint: str, api_kwargs: Any) -> None:
        self._do(endpoint, **api_kwargs)

    async def get_my_description(self) -> Any:
        self._do("get_my_description")
        return SimpleNamespace(description=self.description)

    async def get_my_short_description(self) -> Any:
        self._do("get_my_short_description")
        return SimpleNamespace(short_description=self.short_description)

    async def set_my_description(self, description: str) -> None:
        self._do("set_my_description", text=description)

    async def set_my_short_description(self, short_description: str) -> None:
        self._do("set_my_short_description", text=short_description)

    async def answer_callback_query(
        self, callback_query_id: str, text: str | None = None, **options: Any
    ) -> None:
        self._do("answer_callback_query", callback_query_id=callback_query_id, text=text, **options)

    async def answer_inline_query(self, inline_query_id: str, results: Any, **options: Any) -> None:
        self._do("answer_inline_query", inline_query_id=inline_query_id, results=results, **options)

    async def answer_guest_query(self, guest_query_id: str, result: Any) -> None:
        self._do("answer_guest_query", guest_query_id=guest_query_id, result=result)

    async def set_my_commands(self, commands: Any, scope: Any = None) -> None:
        self._do("set_my_commands", commands=commands, scope=scope)

    async def delete_my_commands(self, scope: Any) -> None:
        self._do("delete_my_commands", scope=scope)

    def _do(self, method: str, **options: Any) -> None:
        failures = self._failures[method]
        self.calls.append(Call(method, options, refused=bool(failures)))
        if failures:
            raise failures.pop(0)


class Telegram:
    """What people do, as the updates a bot gets."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot
        self._count = 100

    def text(self, text: str, *, chat: int = CHAT, user: int = AFI) -> Update:
        """Someone wrote."""
        return self.message(chat=chat, user=user, text=text)

    def message(self, *, chat: int = CHAT, user: int = AFI, **content: Any) -> Update:
        """Someone sent something; a command has the mark Telegram gives it."""
        command = re.match(r"/\w+(@\w+)?", content.get("text", ""))
        if command:
            mark = {"type": "bot_command", "offset": 0, "length": command.end()}
            content = {"entities": [mark], **content}
        return self.update(message=self._message(chat, self._user(user), content))

    def edited(self, text: str, *, number: int = 7, chat: int = CHAT, user: int = AFI) -> Update:
        """Someone changed what they wrote."""
        written = self.text(text, chat=chat, user=user).to_dict()["message"]
        return self.update(edited_message={**written, "message_id": number, "edit_date": 2})

    def tap(
        self,
        data: str | None,
        *,
        chat: int = CHAT,
        user: int = AFI,
        readable: bool = True,
        gone: bool = False,
    ) -> Update:
        """Someone tapped a button; its message may be too old for the bot to read, or gone."""
        me = {"id": 1, "is_bot": True, "first_name": "Essai", "username": "essai_bot"}
        under = self._message(chat, me, {"text": "…"})
        if not readable:
            under = {"chat": under["chat"], "message_id": under["message_id"], "date": 0}
        tapped = {} if gone else {"message": under}
        content = {"id": "tap", "from": self._user(user), "chat_instance": "1", **tapped}
        return self.update(callback_query=content if data is None else {**content, "data": data})

    def tap_elsewhere(self, data: str, *, user: int = AFI) -> Update:
        """Someone tapped a button under a message in a chat the bot is not in."""
        tapped = {"id": "tap", "from": self._user(user), "chat_instance": "1", "data": data}
        return self.update(callback_query={**tapped, "inline_message_id": "i"})

    def types(self, text: str, *, user: int = AFI, offset: str = "") -> Update:
        """Someone types « @bot text » somewhere."""
        self._count += 1
        query = {"id": f"q{self._count}", "from": self._user(user), "query": text, "offset": offset}
        return self.update(inline_query=query)

    def guest(self, *, user: int = AFI, by_bot: bool = False, **content: Any) -> Update:
        """Someone names the bot in a group it is not in."""
        sender = {**self._user(user), "is_bot": by_bot}
        message = self._message(GROUP, sender, {"guest_query_id": "g", **content})
        return self.update(guest_message=message)

    def update(self, **content: Any) -> Update:
        """Something else happened."""
        self._count += 1
        return self.read({"update_id": self._count, **content})

    def read(self, update: dict[str, Any]) -> Update:
        """An update as Telegram sends it."""
        return Update.de_json(update, self._bot)

    def _message(self, chat: int, sender: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        self._count += 1
        kind = (
            {"type": "private", "first_name": "Afi"}
            if chat > 0
            else {"type": "supergroup", "title": "Voisins"}
        )
        return {"message_id": self._count, "date": 1, "chat": {"id": chat, **kind}, "from": sender, **content}

    @staticmethod
    def _user(number: int) -> dict[str, Any]:
        return {"id": number, "is_bot": False, "first_name": "Afi", "language_code": "fr"}
