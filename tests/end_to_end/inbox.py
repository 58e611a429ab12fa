"""The updates that wait for the bot: each stays until the bot confirms it."""

from typing import Any

UNLESS_ASKED = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
"""The kinds Telegram does not send to who names none."""


class Inbox:
    """What happened and is not confirmed yet."""

    def __init__(self) -> None:
        self.allowed: list[str] | None = None
        """The kinds the bot asked for last; None when it never named any."""

        self.delivered: list[int] = []
        """Ids of updates handed out, in order; an id stands here twice when it was handed out twice."""

        self._pending: dict[int, dict[str, Any]] = {}
        self._again: set[int] = set()

    def __bool__(self) -> bool:
        return bool(self._pending)

    @property
    def unconfirmed(self) -> list[int]:
        """Ids of the updates the bot has not confirmed: the next one gets them again."""
        return sorted(self._pending)

    def takes(self, kind: str) -> bool:
        """Whether the bot asked for updates of a kind; an empty list asks for the usual ones."""
        return kind in self.allowed if self.allowed else kind not in UNLESS_ASKED

    def put(self, update: dict[str, Any], *, again: bool = False) -> None:
        """One more; `again` means that it was confirmed already, and comes once more nevertheless."""
        self._pending[update["update_id"]] = update
        if again:
            self._again.add(update["update_id"])

    def confirm(self, offset: int) -> None:
        """Forget all below a number; a negative one keeps so many of the last."""
        kept = self.unconfirmed[offset:] if offset < 0 else ()
        for number in self.unconfirmed:
            if number not in self._again and (number < offset or (offset < 0 and number not in kept)):
                del self._pending[number]

    def batch(self, limit: int) -> list[dict[str, Any]]:
        """The oldest of them, which are thereby handed out."""
        updates = [self._pending[number] for number in self.unconfirmed[:limit]]
        self.delivered += [update["update_id"] for update in updates]
        self._again.clear()
        return updates

    def clear(self) -> None:
        """Forget all."""
        self._pending.clear()
