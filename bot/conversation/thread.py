"""What was just talked about and offered, so that « et qui a payé ? » has a subject and « 2 » a meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from .reply import Outcome, Reply, Suggestion

FADES_AFTER = timedelta(minutes=30)
"""Silence after which « et qui a payé ? » is about nothing any more; what was offered may still be chosen."""

MOST_TURNS_ASIDE = 4
"""Replies without an answer after which the subject is forgotten."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The state of one conversation; the channel keeps it between two messages."""

    subject: tuple[str, ...] = ()
    """The entries last answered."""

    offered: tuple[Suggestion, ...] = ()
    """What the last reply let the person choose from."""

    choosing: bool = False
    """The last reply was nothing but a choice: « le deuxième » is one of it, and « oui » the only one."""

    turns: int = 0
    """Replies so far: what we say for the second time is said otherwise."""

    aside: int = 0
    """Replies since the subject was last spoken of."""

    unknowns: int = 0
    """How many times in a row we did not know."""

    at: datetime | None = None
    """When the last message was sent."""

    doubted: str = ""
    """The question we were unsure of, while its choices stand; never kept outside memory."""

    def at_time(self, at: datetime | None) -> "Thread":
        """The thread as it stands when a message comes: after a long silence its subject is gone."""
        faded = at is not None and self.at is not None and at - self.at > FADES_AFTER
        return replace(self, subject=() if faded else self.subject, at=at or self.at)

    def after(self, reply: Reply, question: str = "") -> "Thread":
        """The thread once a reply to a question is sent; one that answers nothing leaves the subject, for a while."""
        answered = tuple(answer.entry_id for answer in reply.answers)
        spoken = answered or reply.subject
        aside = 0 if spoken else self.aside + 1
        return Thread(
            subject=spoken or (self.subject if aside <= MOST_TURNS_ASIDE else ()),
            offered=reply.suggestions,
            choosing=bool(reply.suggestions) and not answered,
            turns=self.turns + 1,
            aside=aside,
            unknowns=self.unknowns + 1 if reply.outcome is Outcome.UNKNOWN else 0,
            at=self.at,
            doubted=question if reply.outcome is Outcome.SUGGEST else "",
        )

    def as_record(self) -> dict[str, Any]:
        """The thread as JSON keeps it; nothing in it was written by the person."""
        return {
            "subject": list(self.subject),
            "offered": [[suggestion.title, suggestion.target] for suggestion in self.offered],
            "choosing": self.choosing,
            "turns": self.turns,
            "aside": self.aside,
            "unknowns": self.unknowns,
            "at": self.at.isoformat() if self.at else None,
        }

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "Thread":
        """The thread that `as_record` kept; what another version left out takes its default.

        Raises TypeError or ValueError on what is no record of a thread.
        """
        at = record.get("at")
        return cls(
            subject=tuple(map(str, record.get("subject", ()))),
            offered=tuple(Suggestion(str(title), str(target)) for title, target in record.get("offered", ())),
            choosing=bool(record.get("choosing", False)),
            turns=int(record.get("turns", 0)),
            aside=int(record.get("aside", 0)),
            unknowns=int(record.get("unknowns", 0)),
            at=datetime.fromisoformat(at) if at else None,
        )
