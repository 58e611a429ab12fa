"""People on Telegram, who write, tap and read."""

import re
import time
from dataclasses import dataclass, field, replace
from typing import Any

from bot_api import USERNAME, BotApi, BotMessage, Group, InlineAnswer
from groups import ANONYMOUS_ADMIN, CHANNEL_AS_USER, LINKED_CHANNEL

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@\w+)?(?!\w)")
_MENTION = re.compile(rf"@{USERNAME}\b", re.IGNORECASE)


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

    seems: dict[str, Any] | None = None
    """Who the sender seems to be, when that is not the person: a hidden admin, a channel, another bot."""

    marks: dict[str, Any] = field(default_factory=dict)
    """What every message of theirs bears besides: a channel it comes from, where it was forwarded from."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    """The messages sent here, as updates hold them."""

    @classmethod
    def alone(cls, api: BotApi, words: list[str]) -> "Person":
        """Someone new, in their own chat with the bot."""
        number = api.number()
        return cls(api, number, number, words)

    # --- Where, and as whom.

    def in_group(self, group: int | Group, topic: int | None = None, *, place: str = "member") -> "Person":
        """The same person, writing in a group, where they have a place: member, administrator, creator."""
        number = group if isinstance(group, int) else group.id
        if place != "member" or not isinstance(group, int):
            self.api.group(number).members[self.id] = (self.user, place)
        return replace(self, chat=number, topic=topic, sent=[])

    def hidden(self) -> "Person":
        """The same person as an anonymous admin: Telegram shows the group as the sender."""
        return replace(
            self, seems=ANONYMOUS_ADMIN, marks={"sender_chat": self.api.chat_as_json(self.chat)}, sent=[]
        )

    def as_channel(self) -> "Person":
        """The same person, writing in the name of a channel of theirs."""
        return replace(self, seems=CHANNEL_AS_USER, marks={"sender_chat": self._channel()}, sent=[])

    def as_linked_channel(self) -> "Person":
        """The group's own channel, whose posts Telegram brings into the group."""
        channel, number = self._channel(), self.api.number()
        origin = {"type": "channel", "date": int(time.time()), "chat": channel, "message_id": number}
        marks = {"sender_chat": channel, "is_automatic_forward": True, "forward_origin": origin}
        return replace(self, seems=LINKED_CHANNEL, marks=marks, sent=[])

    def as_other_bot(self) -> "Person":
        """Another bot of the group."""
        seems = {"id": self.id, "is_bot": True, "first_name": "Autre", "username": "un_autre_bot"}
        return replace(self, seems=seems, sent=[])

    def forwarding(self) -> "Person":
        """The same person, who sends what somebody else wrote elsewhere."""
        origin = {"type": "hidden_user", "date": int(time.time()), "sender_user_name": "Ama"}
        return replace(self, marks={"forward_origin": origin}, sent=[])

    def _channel(self) -> dict[str, Any]:
        return {"id": -self.api.number(), "type": "channel", "title": "Le canal"}

    @property
    def user(self) -> dict[str, Any]:
        """The person as an update holds them."""
        return self.seems or {"id": self.id, "is_bot": False, "first_name": "Afi", "language_code": "fr"}

    # --- Writing.

    def writes(self, text: str, **more: Any) -> int:
        """Send a text, and wait for nothing. Returns the update's id."""
        self.words.append(text)
        return self._sends(text=text, entities=_entities(text), **more)

    def says(self, text: str, **more: Any) -> BotMessage:
        """Send a text, and read what the bot shows next: for when it owes nothing from before."""
        before = len(self.api.shown)
        self.writes(text, **more)
        return self.api.wait_for_shown(self.chat, before)

    def replies(self, to: BotMessage, text: str) -> int:
        """Send a text in reply to a message of the bot, and wait for nothing."""
        return self.writes(text, reply_to_message=self.api.message_as_json(to))

    def edits(self, text: str) -> int:
        """Change the last message sent here, and wait for nothing. Returns the update's id."""
        self.words.append(text)
        message = self.sent[-1] | {"edit_date": int(time.time()), "text": text, "entities": _entities(text)}
        self.sent[-1] = message
        return self._pushes("edited_message", message)

    def whispers(self, text: str) -> int:
        """Send an ephemeral command, which only the bot sees: it may answer ephemerally for a while."""
        self.words.append(text)
        self.api.lets_whisper(self.chat, self.id)
        number = {"message_id": 0, "ephemeral_message_id": self.api.number()}
        return self._sends(text=text, entities=_entities(text), **number)

    def sends_sticker(self) -> BotMessage:
        """Send a sticker, and read what the bot shows next."""
        before = len(self.api.shown)
        about = {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 512, "height": 512}
        self._sends(sticker={**about, "is_animated": False, "is_video": False})
        return self.api.wait_for_shown(self.chat, before)

    def joins(self) -> int:
        """Enter the group; the bot is told so by a message without text."""
        return self._sends(new_chat_members=[self.user])

    def blocks(self) -> int:
        """Stop the bot."""
        return self.api.blocks_bot(self.user)

    def unblocks(self) -> int:
        """Start it again."""
        return self.api.unblocks_bot(self.user)

    def _sends(self, **content: Any) -> int:
        message = {
            "message_id": self.api.number(),
            "date": int(time.time()),
            "from": self.user,
            "chat": self.api.chat_as_json(self.chat),
            **({"message_thread_id": self.topic, "is_topic_message": True} if self.topic else {}),
            **self.marks,
            **content,
        }
        self.sent.append(message)
        return self._pushes("message", message)

    def _pushes(self, kind: str, message: dict[str, Any]) -> int:
        """Tell the bot, unless it does not get to read this."""
        self.api.texts[self.chat, message["message_id"]] = message.get("text", "")
        if self.chat < 0:
            group = self.api.group(self.chat)
            group.admits(self.user)
            if self.user["is_bot"] and "sender_chat" not in message:
                group.last_bot = self.user["username"]
            if not group.lets_bot_read(message):
                return 0
        return self.api.push(kind, message)

    # --- Reading.

    def sees(self, html: str) -> None:
        """Wait until the bot has shown something here; as it keeps the order, all before it is then shown too."""
        self.api.wait_until(
            lambda: any(html == message.html for message in self.seen()), f"{html!r} in chat {self.chat}"
        )

    def seen(self) -> list[BotMessage]:
        """All the bot has shown here, to all or to this person alone."""
        return [
            message
            for message in self.api.shown
            if message.chat == self.chat and message.receiver in (None, self.id)
        ]

    # --- Tapping.

    def taps(self, title: str, message: BotMessage, *, late: bool = False) -> BotMessage:
        """Tap a button, and read what the bot shows next; `late` means Telegram takes no answer any more."""
        before = len(self.api.shown)
        self.presses(message.target_of(title), message, late=late)
        return self.api.wait_for_shown(message.chat, before)

    def presses(self, target: str, message: BotMessage, *, late: bool = False, readable: bool = True) -> str:
        """Tap the button of a target, and wait for nothing. Returns the tap's id.

        The message is not `readable` when it is so old that Telegram tells the bot its number only.
        """
        self.words.append(target)
        tap = f"tap-{self.api.number()}"
        if not late:
            self.api.open_taps[tap] = self.id
        content = {"id": tap, "from": self.user, "chat_instance": "1", "data": target}
        if message.inline:
            content["inline_message_id"] = message.inline
        else:
            content["message"] = self.api.message_as_json(message)
        if not readable:
            shown = content["message"]
            content["message"] = {key: shown[key] for key in ("message_id", "chat")} | {"date": 0}
            self.api.forget(message)
        self.api.push("callback_query", content)
        return tap

    # --- Inline and guest mode.

    def looks_up(self, text: str, offset: str = "") -> InlineAnswer:
        """Type « @bot text » in any chat, and read what appears above the keyboard."""
        query = self.types(text, offset)

        def found() -> list[InlineAnswer]:
            return [answer for answer in self.api.inline_answers if answer.query == query]

        self.api.wait_until(lambda: bool(found()), f"an answer to inline query {query}")
        return found()[0]

    def types(self, text: str, offset: str = "") -> str:
        """Type « @bot text », and wait for nothing. Returns the query's id."""
        self.words.append(text)
        query = f"query-{self.api.number()}"
        self.api.open_queries.add(query)
        content = {"id": query, "from": self.user, "query": text, "offset": offset, "chat_type": "sender"}
        self.api.push("inline_query", content)
        return query

    def chooses(self, title: str, answer: InlineAnswer) -> BotMessage:
        """Send what was offered into this chat; the bot is told so."""
        result = answer.result(title)
        message = self.api.show_result(result, self.chat)
        content = {
            "result_id": result["id"],
            "from": self.user,
            "query": "",
            "inline_message_id": message.inline,
        }
        self.api.push("chosen_inline_result", content)
        return message

    def calls_guest(self, text: str) -> BotMessage:
        """Name the bot in a group it is not in, and read what it shows there."""
        before = len(self.api.shown)
        self.names_guest(text)
        return self.api.wait_for_shown(self.chat, before)

    def names_guest(self, text: str) -> str:
        """Name the bot in a group it is not in, and wait for nothing. Returns the query's id."""
        self.words.append(text)
        query = f"guest-{self.api.number()}:{self.chat}"
        self.api.open_queries.add(query)
        named = f"@{USERNAME} {text}"
        content = {
            "message_id": self.api.number(),
            "date": int(time.time()),
            "from": self.user,
            "chat": {"id": self.chat, "type": "supergroup", "title": "Ailleurs"},
            "guest_query_id": query,
            "text": named,
            "entities": _entities(named),
        }
        self.api.push("guest_message", content)
        return query


def _entities(text: str) -> list[dict[str, Any]]:
    """The command a text begins with, and where it names the bot; counted in UTF-16 units."""
    command = _COMMAND.match(text)
    found = [("bot_command", command)] if command else []
    begin = command.end() if command else 0
    found += [("mention", mention) for mention in _MENTION.finditer(text, begin)]
    return [
        {"type": kind, "offset": len(text[: m.start()].encode("utf-16-le")) // 2, "length": len(m[0])}
        for kind, m in found
    ]
