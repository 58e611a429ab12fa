"""What is announced, to whom, when; and each delivery, from waiting to what became of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.conversation import Contact

from .schedule import Recurrence


class Status(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    """Being written; nothing happens by itself."""

    SCHEDULED = "scheduled"
    GATHERING = "gathering"
    """Its time has come: its recipients are being listed in the ledger."""

    DELIVERING = "delivering"
    PAUSED = "paused"
    STOPPED = "stopped"
    """For good: who was not served will not be."""

    DONE = "done"


class State(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """About to leave, or left and not yet answered."""

    SENT = "sent"
    REFUSED = "refused"
    """The recipient does not want us: the subscription has ended."""

    FAILED = "failed"
    SPARED = "spared"
    """When its turn came the recipient had unsubscribed, been refused or asked for a pause: nothing left."""

    UNKNOWN = "unknown"
    """We stopped or lost the connection before we were answered: it may have arrived, so it never leaves again by itself."""


class Action(StrEnum):
    """What a delivery does."""

    SEND = "send"
    CORRECT = "correct"
    """Puts another text in place of a copy delivered."""

    RECALL = "recall"
    """Deletes a copy delivered."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, a document… which the channel already holds."""

    kind: str
    file: str
    """The channel's own name for it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What people see: a text, perhaps under an attachment; or an entry of the FAQ, or the one whose turn it is."""

    text: str = ""
    marks: tuple[Mapping[str, Any], ...] = ()
    """Bold, links…, as the channel gave them and takes them back."""

    attachment: Attachment | None = None
    entry: str | None = None
    """The id of an entry, told as the FAQ tells it on the day."""

    fact: bool = False
    """« Fait du jour »: the entry is chosen when the time comes."""

    def as_record(self) -> str:
        """As JSON keeps it."""
        kept: dict[str, Any] = {
            "text": self.text,
            "marks": list(self.marks),
            "entry": self.entry,
            "fact": self.fact,
        }
        if self.attachment:
            kept["attachment"] = [self.attachment.kind, self.attachment.file]
        return json.dumps({name: value for name, value in kept.items() if value}, ensure_ascii=True)

    @classmethod
    def of_record(cls, record: str) -> "Content":
        """What `as_record` kept."""
        kept = json.loads(record)
        attachment = Attachment(*kept["attachment"]) if "attachment" in kept else None
        return cls(
            kept.get("text", ""),
            tuple(kept.get("marks", ())),
            attachment,
            kept.get("entry"),
            fact=kept.get("fact", False),
        )


ALL, GROUPS, PEOPLE, TOPIC_OF = "all", "groups", "people", "topic:"
"""Whom an announcement is for, as it is typed and kept; the last is followed by a topic's id."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What we tell without being asked."""

    content: Content
    author: str = ""
    """The admin who wrote it, or nobody when a command did."""

    target: str = ALL
    at: datetime | None = None
    every: Recurrence | None = None
    at_night: bool = False
    """Whether quiet hours do not hold it up."""

    pin: bool = False
    silent: bool = False
    action: Action = Action.SEND
    of: int | None = None
    """The announcement corrected or recalled."""

    status: Status = Status.DRAFT
    step: str = ""
    """What the author is asked for next, while it is a draft."""

    series: int | None = None
    """The first of a recurrence: all its announcements have it in common."""

    report: Contact | None = None
    """Where its report is kept up to date, and which message that is."""

    report_message: str | None = None
    id: int = 0
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One announcement to one contact."""

    id: int
    announcement: int
    contact: Contact
    is_group: bool = False
    message: str | None = None
    """The copy delivered: by this delivery, or the one to correct or recall."""

    tries: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How many deliveries of an announcement stand where."""

    counts: Mapping[State, int] = field(default_factory=dict)

    def __getitem__(self, state: State) -> int:
        return self.counts.get(state, 0)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Those still to come."""
        return self[State.WAITING] + self[State.SENDING]
