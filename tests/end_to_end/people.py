"""People on Telegram, who write, tap and read."""

import re
import time
from dataclasses import dataclass
from typing import Any

from bot_api import BotApi, BotMessage

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@\w+)?(?!\w)")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a chat: their own with the bot, or a group."""

    api: BotApi
    id: int
    chat: int

    words: list[str]
    """All that was written and tapped, by anyone: none of it may be in a log."""

    topic: int | None = None
    """The forum topic written in, in a group that has some."""

    @classmethod
    def alone(cls, api: BotApi, words: list[str]) -> "Person":
        """Someone new, in their own chat with the bot."""
        number = api.number()
        return cls(api, number, number, words)

    def in_group(self, group: int, topic: int | None = None) -> "Person":
        """The same person, writing in a group."""
        return Person(self.api, self.id, group, self.words, topic)

    def writes(self, text: str) -> int:
        """Send a text, and wait for nothing. Returns the update's id."""
        self.words.append(text)
        command = _COMMAND.match(text)
        entities = [{"type": "bot_command", "offset": 0, "length": command.end()}] if command else []
        return self._sends(text=text, entities=entities)

    def says(self, text: str) -> BotMessage:
        """Send a text, and read what the bot shows next: for when it owes nothing from before."""
        before = len(self.api.shown)
        self.writes(text)
        return self.api.wait_for_shown(self.chat, before)

    def sees(self, html: str) -> None:
        """Wait until the bot has shown something here; as it keeps the order, all before it is then shown too."""
        self.api.wait_until(
            lambda: any(html == message.html for message in self.seen()), f"{html!r} in chat {self.chat}"
        )

    def seen(self) -> list[BotMessage]:
        """All the bot has shown here."""
        return [message for message in self.api.shown if message.chat == self.chat]

    def sends_sticker(self) -> BotMessage:
        """Send a sticker, and read what the bot shows next."""
        before = len(self.api.shown)
        about = {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 512, "height": 512}
        self._sends(sticker={**about, "is_animated": False, "is_video": False})
        return self.api.wait_for_shown(self.chat, before)

    def joins(self) -> int:
        """Enter the group; the bot is told so by a message without text."""
        return self._sends(new_chat_members=[self._user()])

    def taps(self, title: str, message: BotMessage, *, late: bool = False) -> BotMessage:
        """Tap a button, and read what the bot shows next; `late` means Telegram takes no answer any more."""
        before = len(self.api.shown)
        self.presses(message.target_of(title), message, late=late)
        return self.api.wait_for_shown(self.chat, before)

    def presses(self, target: str, message: BotMessage, *, late: bool = False, readable: bool = True) -> str:
        """Tap the button of a target, and wait for nothing. Returns the tap's id.

        The message is not `readable` when it is so old that Telegram tells the bot its number only.
        """
        self.words.append(target)
        tap = f"tap-{self.api.number()}"
        shown = self.api.message_as_json(message)
        if not readable:
            shown = {key: shown[key] for key in ("message_id", "chat")} | {"date": 0}
            self.api.forget(message)
        content = {"id": tap, "from": self._user(), "message": shown, "chat_instance": "1", "data": target}
        self.api.push("callback_query", content, too_late=late)
        return tap

    def _sends(self, **content: Any) -> int:
        return self.api.push(
            "message",
            {
                "message_id": self.api.number(),
                "date": int(time.time()),
                "from": self._user(),
                "chat": self.api.chat_as_json(self.chat),
                **({"message_thread_id": self.topic, "is_topic_message": True} if self.topic else {}),
                **content,
            },
        )

    def _user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": "Afi", "language_code": "fr"}
