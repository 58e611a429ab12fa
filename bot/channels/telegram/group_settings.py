"""What the admins of a group have decided, and where it is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

CHANNEL = "telegram"


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """A group as its admins set it; as it begins, until they do."""

    discreet: bool = False
    """Answers are shown to who asks, and to nobody else."""

    listening: bool = False
    """Questions asked to nobody are answered too, now and then."""

    topic: int | None = None
    """The forum topic announcements go to; None for the group itself, or its « General »."""

    def as_record(self) -> dict[str, Any]:
        """The settings as JSON keeps them."""
        return {"discreet": self.discreet, "listening": self.listening, "topic": self.topic}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "GroupSettings":
        """The settings that `as_record` kept; what another version left out takes its default."""
        topic = record.get("topic")
        return cls(
            bool(record.get("discreet", False)),
            bool(record.get("listening", False)),
            topic if isinstance(topic, int) else None,
        )


class GroupRecords(Protocol):
    """Keeps what groups decided; at hand at once, stored soon."""

    def record(self, channel: str, chat: str) -> Mapping[str, Any] | None:
        """What is kept of a group; None when we know of none."""

    def records(self, channel: str) -> Iterator[Mapping[str, Any]]:
        """What is kept of each group that we are in."""

    def enter(self, channel: str, chat: str) -> None:
        """We are in a group: what it had decided before holds again; its record is empty where that is nothing."""

    def keep_record(self, channel: str, chat: str, record: Mapping[str, Any]) -> None:
        """Keep this of a group in place of what was."""

    def leave(self, channel: str, chat: str) -> None:
        """We are in the group no more: what is kept of it may be forgotten some day."""

    def move(self, channel: str, chat: str, to: str) -> None:
        """The group has another number: all that is kept of it, conversations included, goes along."""


class Groups:
    """The groups on Telegram."""

    def __init__(self, records: GroupRecords) -> None:
        self._records = records

    def settings(self, chat: int) -> GroupSettings:
        """As the group's admins set it."""
        return GroupSettings.of_record(self._records.record(CHANNEL, str(chat)) or {})

    def knows(self, chat: int) -> bool:
        """Whether we are in a group, as far as we were told."""
        return self._records.record(CHANNEL, str(chat)) is not None

    def all(self) -> list[GroupSettings]:
        """The settings of every group we are in."""
        return [GroupSettings.of_record(record) for record in self._records.records(CHANNEL)]

    def enter(self, chat: int) -> None:
        """We were added; a group that knows us from before finds its settings again."""
        self._records.enter(CHANNEL, str(chat))

    def set(self, chat: int, settings: GroupSettings) -> None:
        """Settle it so."""
        self._records.keep_record(CHANNEL, str(chat), settings.as_record())

    def leave(self, chat: int) -> None:
        """We were sent away, or the group is no more."""
        self._records.leave(CHANNEL, str(chat))

    def move(self, chat: int, to: int) -> None:
        """A group became a supergroup, with another number."""
        if chat != to:
            self._records.move(CHANNEL, str(chat), str(to))
