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

    def after(self, reply: Reply) -> "Thread":
        """The thread once a reply is sent; a reply that answers nothing leaves the subject as it was."""
        subject = tuple(answer.entry_id for answer in reply.answers) or self.subject
        return Thread(subject, reply.suggestions)
