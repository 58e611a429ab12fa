"""What was just talked about and offered, so that « 2 » has a meaning."""

from dataclasses import dataclass, replace

from .reply import Reply, Suggestion


@dataclass(frozen=True, slots=True)
class Thread:
    """The state of one conversation; the channel keeps it between two messages."""

    offered: tuple[Suggestion, ...] = ()
    """What the last reply let the person choose from."""

    def after(self, reply: Reply) -> "Thread":
        """The thread once a reply is sent."""
        return replace(self, offered=reply.suggestions)
