"""Groups as Telegram keeps them: members and their rights, topics, and what a bot in privacy mode gets to read."""

from dataclasses import dataclass, field
from typing import Any

from calls import RefusedError

TOKEN = "123456:TEST-token"
USERNAME = "essai_bot"
ME = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "Essai", "username": USERNAME}

ANONYMOUS_ADMIN = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Who an admin seems to be when hidden."""

CHANNEL_AS_USER = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
"""Who a channel seems to be when it writes in a group."""

LINKED_CHANNEL = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
"""Who brings the posts of a group's channel into the group."""

_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_react_to_messages",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
    "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag",
)  # fmt: skip


def member_as_json(user: dict[str, Any], status: str) -> dict[str, Any]:
    """Someone's place in a group: creator, administrator, member, restricted, left or kicked."""
    member = {"status": status, "user": user}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "administrator":
        return member | dict.fromkeys(_RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    if status == "restricted":
        return member | dict.fromkeys(_PERMISSIONS, False) | {"is_member": True, "until_date": 0}
    if status == "kicked":
        return member | {"until_date": 0}
    return member


@dataclass
class Group:
    """A group the bot is in, or was."""

    id: int
    title: str = "Voisins"

    kind: str = "supergroup"
    """« group », « supergroup » or « channel »."""

    forum: bool = False
    privacy: bool = False
    """Whether the bot reads only what is meant for it."""

    mentions_delivered: bool = False
    """Whether, privacy mode notwithstanding, a message that names the bot reaches it."""

    bot: str = "member"
    """The bot's own place: see `member_as_json`."""

    members: dict[int, tuple[dict[str, Any], str]] = field(default_factory=dict)
    """Who is in it, and their place."""

    topics: dict[int, str] = field(default_factory=dict)
    """The forum topics by number: « open » or « closed »; any number is one when we were given none."""

    migrated_to: int | None = None

    last_bot: str | None = None
    """Which bot wrote last; a command that names no bot goes to it, and to the only bot there is."""

    meant_for_us: set[int] = field(default_factory=set)
    """Numbers of the messages sent to the bot or through it: it gets the replies to them."""

    def as_json(self) -> dict[str, Any]:
        """As an update holds it."""
        return {"id": self.id, "type": self.kind, "title": self.title} | (
            {"is_forum": True} if self.forum else {}
        )

    def admits(self, user: dict[str, Any]) -> None:
        """Who writes is a member, unless we know better."""
        self.members.setdefault(user["id"], (user, "member"))

    def place_of(self, user: int) -> dict[str, Any]:
        """Someone's place, as `getChatMember` tells it."""
        if user == ME["id"]:
            return member_as_json(ME, self.bot)
        stranger = {"id": user, "is_bot": False, "first_name": "Inconnu"}
        return member_as_json(*self.members.get(user, (stranger, "left")))

    def admins(self) -> list[dict[str, Any]]:
        """As `getChatAdministrators` tells: other bots are left out."""
        places = [(ME, self.bot), *self.members.values()]
        return [
            member_as_json(user, status)
            for user, status in places
            if status in ("creator", "administrator") and (user is ME or not user["is_bot"])
        ]

    def lets_bot_read(self, message: dict[str, Any]) -> bool:
        """Whether the bot gets a message, by Telegram's written rules on bots in groups."""
        if self.bot in ("left", "kicked"):
            return False
        sender = message.get("from", {})
        if sender.get("is_bot") and "sender_chat" not in message:
            return False
        if not {"text", "caption", "sticker"} & message.keys():
            return True  # A service message: all bots get it.
        for_us = self._is_for_bot(message)
        if for_us:
            self.meant_for_us.add(message["message_id"])
        return for_us or not self.privacy or self.bot == "administrator"

    def _is_for_bot(self, message: dict[str, Any]) -> bool:
        text = message.get("text", "")
        if message.get("via_bot", {}).get("id") == ME["id"]:
            return True
        if message.get("reply_to_message", {}).get("message_id") in self.meant_for_us:
            return True
        if text.startswith("/"):
            _, named, bot = text.split()[0].partition("@")
            return bot.lower() == USERNAME if named else self.last_bot in (None, USERNAME)
        return self.mentions_delivered and f"@{USERNAME}" in text.lower()

    def check_writable(self, topic: int | None) -> None:
        """Raises RefusedError when the bot may not write here."""
        if self.migrated_to is not None:
            raise RefusedError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated_to,
            )
        if self.bot == "kicked":
            raise RefusedError(403, f"Forbidden: bot was kicked from the {self.kind} chat")
        if self.bot == "left":
            raise RefusedError(403, f"Forbidden: bot is not a member of the {self.kind} chat")
        if self.bot == "restricted":
            raise RefusedError(400, "Bad Request: not enough rights to send text messages to the chat")
        if topic is not None and self.topics and topic not in self.topics:
            raise RefusedError(400, "Bad Request: message thread not found")
        if topic is not None and self.topics.get(topic) == "closed" and self.bot != "administrator":
            raise RefusedError(400, "Bad Request: TOPIC_CLOSED")
