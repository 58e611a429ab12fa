"""The abilities in turn: the first that has a reply, replies."""

from collections.abc import Callable, Sequence

from .message import Message, MessageKind
from .reply import Reply
from .thread import Thread

Ability = Callable[[Message, Thread], Reply | None]
"""One thing the bot can do about a message; None leaves it to the next."""


class Responder:
    """One way in for every channel."""

    def __init__(self, abilities: Sequence[Ability]) -> None:
        """The abilities in order of priority; the last must always reply."""
        self._abilities = tuple(abilities)

    def reply_to(self, message: Message, thread: Thread) -> tuple[Reply, Thread]:
        """The reply to a message, and the thread as it now stands."""
        thread = thread.at_time(message.at)
        for ability in self._abilities:
            reply = ability(message, thread)
            if reply is not None:
                question = "" if message.kind is MessageKind.CHOICE else message.text
                return reply, thread.after(reply, question)
        raise LookupError("no ability replied: the last one must")
