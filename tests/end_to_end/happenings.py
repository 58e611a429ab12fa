"""What happens on Telegram besides what people write: groups are made and change, people block the bot."""

import time
from abc import ABC, abstractmethod
from typing import Any

from groups import ME, Group, member_as_json
from world import World


class Happenings(World, ABC):
    """Each of them tells the bot what Telegram would tell it."""

    @abstractmethod
    def push(self, kind: str, content: dict[str, Any]) -> int:
        """Something happened: it waits for the bot. Returns the update's id."""

    def new_group(self, **about: Any) -> Group:
        """A group the bot is in and has not heard of; see `Group` for what may be told of it."""
        group = Group(-self.number(), **{"privacy": self.privacy, **about})
        self.groups[group.id] = group
        return group

    def bot_becomes(self, group: Group, place: str, by: dict[str, Any]) -> int:
        """Someone adds, promotes, restricts or removes the bot; see `member_as_json` for the places."""
        former, group.bot = group.bot, place
        return self._my_place(group.as_json(), by, former, place)

    def blocks_bot(self, user: dict[str, Any]) -> int:
        """Someone stops the bot in their own chat: it may write there no more."""
        self.blocked.add(user["id"])
        return self._my_place(self.chat_as_json(user["id"]), user, "member", "kicked")

    def unblocks_bot(self, user: dict[str, Any]) -> int:
        """Someone starts the bot again."""
        self.blocked.discard(user["id"])
        return self._my_place(self.chat_as_json(user["id"]), user, "kicked", "member")

    def _my_place(self, chat: dict[str, Any], by: dict[str, Any], former: str, place: str) -> int:
        return self.push(
            "my_chat_member",
            {
                "chat": chat,
                "from": by,
                "date": int(time.time()),
                "old_chat_member": member_as_json(ME, former),
                "new_chat_member": member_as_json(ME, place),
            },
        )

    def migrate(self, group: Group, by: dict[str, Any], *, told: bool = True) -> Group:
        """A group becomes a supergroup with another number; unless `told`, the bot finds out by a refusal.

        That the bot is there may be told before the move is: here it always is.
        """
        new = self.new_group(title=group.title, bot=group.bot, members=group.members, privacy=group.privacy)
        group.migrated_to = new.id
        if told:
            self._my_place(new.as_json(), by, "left", new.bot)
            self.service_message(group, by, migrate_to_chat_id=new.id)
            self.service_message(new, by, migrate_from_chat_id=group.id)
        return new

    def service_message(self, group: Group, by: dict[str, Any], **content: Any) -> int:
        """Telegram itself writes in a group: a topic is made, a title changes, someone leaves…"""
        about = {"message_id": self.number(), "date": int(time.time()), "chat": group.as_json(), "from": by}
        return self.push("message", about | content)

    def opens_topic(self, group: Group, name: str, by: dict[str, Any]) -> int:
        """Someone makes a forum topic. Returns its number."""
        topic = self.number()
        group.topics[topic] = "open"
        made = {"name": name, "icon_color": 7322096}
        self.service_message(
            group, by, forum_topic_created=made, message_thread_id=topic, is_topic_message=True
        )
        return topic

    def closes_topic(self, group: Group, topic: int, by: dict[str, Any]) -> None:
        """Only admins may write in the topic from now on."""
        group.topics[topic] = "closed"
        self.service_message(group, by, forum_topic_closed={}, message_thread_id=topic, is_topic_message=True)
