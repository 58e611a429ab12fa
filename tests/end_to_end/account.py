"""The methods on the bot itself, and on chats and their members."""

import json
from typing import Any

from groups import ME, Group
from world import World


class Account(World):
    """What the bot says of itself and asks of others."""

    async def _get_me(self, _parameters: dict[str, Any]) -> dict[str, Any]:
        return ME | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": True,
            "supports_guest_queries": True,
        }

    async def _set_my_commands(self, parameters: dict[str, Any]) -> bool:
        self.menus[_scope(parameters)] = parameters["commands"]
        return True

    async def _delete_my_commands(self, parameters: dict[str, Any]) -> bool:
        self.menus.pop(_scope(parameters), None)
        return True

    async def _set_my_description(self, parameters: dict[str, Any]) -> bool:
        self.descriptions["description"] = parameters.get("description", "")
        return True

    async def _set_my_short_description(self, parameters: dict[str, Any]) -> bool:
        self.descriptions["short_description"] = parameters.get("short_description", "")
        return True

    async def _get_my_description(self, _parameters: dict[str, Any]) -> dict[str, str]:
        return {"description": self.descriptions.get("description", "")}

    async def _get_my_short_description(self, _parameters: dict[str, Any]) -> dict[str, str]:
        return {"short_description": self.descriptions.get("short_description", "")}

    async def _get_chat(self, parameters: dict[str, Any]) -> dict[str, Any]:
        chat = parameters["chat_id"]
        if chat < 0:
            self._check_inside(chat)
        types = {"unlimited_gifts": True, "limited_gifts": True, "unique_gifts": True}
        gifts = types | {"premium_subscription": True, "gifts_from_channels": True}
        return self.chat_as_json(chat) | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": gifts,
        }

    async def _get_chat_member(self, parameters: dict[str, Any]) -> dict[str, Any]:
        return self._check_inside(parameters["chat_id"]).place_of(parameters["user_id"])

    async def _get_chat_administrators(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        return self._check_inside(parameters["chat_id"]).admins()

    async def _leave_chat(self, parameters: dict[str, Any]) -> bool:
        self._check_inside(parameters["chat_id"]).bot = "left"
        self.left.append(parameters["chat_id"])
        return True

    def _check_inside(self, chat: int) -> Group:
        group = self.group(chat)
        if group.bot != "restricted":
            group.check_writable(None)
        return group


def _scope(parameters: dict[str, Any]) -> str:
    scope = parameters.get("scope") or {"type": "default"}
    if isinstance(scope, str):
        scope = json.loads(scope)
    language = parameters.get("language_code")
    told = [str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope]
    return " ".join([*told, *([f"({language})"] if language else [])])
