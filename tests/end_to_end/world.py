"""Telegram as far as a bot can see or change it: messages, groups, menus, what may still be answered."""

import re
import time
from itertools import count
from typing import Any

from calls import BotMessage, InlineAnswer
from groups import ME, Group
from inbox import Inbox


class World:
    """The state of Telegram, as far as a bot can change it."""

    def __init__(self) -> None:
        self.inbox = Inbox()

        self.shown: list[BotMessage] = []
        """Every message sent or edited, in order, as it stood then."""

        self.deleted: list[tuple[int, int]] = []
        """Chat and number of every message the bot deleted."""

        self.pinned: list[tuple[int, int]] = []
        """Chat and number of every message the bot pinned."""

        self.inline_answers: list[InlineAnswer] = []
        self.answered_taps: list[str] = []
        self.menus: dict[str, list[dict[str, Any]]] = {}
        """The commands by scope: « default », « all_private_chats », « chat -1001 »…"""

        self.descriptions: dict[str, str] = {}
        """« description » and « short_description », as the bot set them."""

        self.ephemeral = "accepted"
        """« accepted », « refused », or « ignored », as an old server does, which shows the message to all."""

        self.privacy = False
        """Whether groups of this bot are in privacy mode, unless they have their own."""

        self.left: list[int] = []
        """The chats the bot left."""

        self.groups: dict[int, Group] = {}
        self.blocked: set[int] = set()
        """Who blocked the bot."""

        self.texts: dict[tuple[int, int], str] = {}
        """What people wrote, by chat and number."""

        self.webhook: dict[str, Any] = {}
        """What `setWebhook` was told last; empty when updates are asked for."""

        self.open_taps: dict[str, int] = {}
        """The taps the bot may still answer, and who tapped."""

        self.open_queries: set[str] = set()
        """The inline and guest queries the bot may still answer."""

        self.ephemeral_until: dict[tuple[int, int], float] = {}
        """Until when someone in a chat may be answered ephemerally, for an ephemeral command of theirs."""

        self._numbers = count(1001)
        self._messages: dict[tuple[int | str, int], BotMessage] = {}
        self._now = 0.0
        """When the request being answered came."""

    def number(self) -> int:
        """A number nobody else has: for people, chats, messages and taps."""
        return next(self._numbers)

    def group(self, number: int) -> Group:
        """A group by number; one we have not heard of is an ordinary one."""
        return self.groups.setdefault(number, Group(number, privacy=self.privacy))

    def chat_as_json(self, number: int) -> dict[str, Any]:
        """A chat as an update holds it: groups have numbers below zero."""
        if number > 0:
            return {"id": number, "type": "private", "first_name": "Afi"}
        return self.group(number).as_json()

    def message_as_json(self, message: BotMessage) -> dict[str, Any]:
        """A message of the bot as an update holds it."""
        carried = ("reply_markup", "message_thread_id")
        content = {"text": message.text} if "text" in message.parameters else {"caption": message.text}
        return {
            "message_id": 0 if message.receiver else message.id,
            "date": int(time.time()),
            "chat": self.chat_as_json(message.chat),
            "from": ME,
            **content,
            **{key: message.parameters[key] for key in carried if message.parameters.get(key)},
            **({"is_topic_message": True} if message.parameters.get("message_thread_id") else {}),
            **(
                {
                    "ephemeral_message_id": message.id,
                    "receiver_user": {"id": message.receiver, "is_bot": False, "first_name": "Afi"},
                }
                if message.receiver
                else {}
            ),
        }

    def forget(self, message: BotMessage) -> None:
        """Let a message be out of the bot's reach: deleted, or too old."""
        del self._messages[message.chat, message.id]

    async def _call(self, method: str, parameters: dict[str, Any], now: float) -> Any:
        """What a method returns; ours have Telegram's name, in snake case. Raises RefusedError."""
        self._now = now
        ours = re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", method)
        return await getattr(self, f"_{ours}")(parameters)
