"""What was just talked about and offered, so that « et qui a payé ? » has a subject and « 2 » a meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .reply import Reply, Suggestion


@dataclass(frozen=True, slots=True)
class Thread:
    """The state of one conversation; the channel keeps it between two messages."""

    subject: tuple[str, ...] = ()
    """The entries last answered."""

    offered: tuple[Suggestion, ...] = ()
    """What the last reply let the person choose from."""

    choosing: bool = False
    """The last reply was nothing but a choice: « le deuxième » is one of it, and « oui » the only one."""

    def after(self, reply: Reply) -> "Thread":
        """The thread once a reply is sent; a reply that answers nothing leaves the subject as it was."""
        subject = tuple(answer.entry_id for answer in reply.answers) or self.subject
        return Thread(subject, reply.suggestions, choosing=bool(reply.suggestions) and not reply.answers)

    def as_record(self) -> dict[str, Any]:
        """The thread as JSON keeps it."""
        offered = [[suggestion.title, suggestion.target] for suggestion in self.offered]
        return {"subject": list(self.subject), "offered": offered, "choosing": self.choosing}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "Thread":
        """The thread that `as_record` kept; what another version left out takes its default.

        Raises TypeError or ValueError on what is no record of a thread.
        """
        offered = tuple(Suggestion(str(title), str(target)) for title, target in record.get("offered", ()))
        subject = tuple(map(str, record.get("subject", ())))
        return cls(subject, offered, choosing=bool(record.get("choosing", False)))
