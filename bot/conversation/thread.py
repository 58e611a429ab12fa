"""What was just talked about and offered, so that « et qui a payé ? » has a subject and « 2 » a meaning."""

from dataclasses import dataclass

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
