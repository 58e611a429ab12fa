"""What we say: from a message to a reply, whatever the channel."""

from .answering import Answering
from .browsing import Browsing
from .courtesy import CourtesyAbility
from .message import Contact, Message, MessageKind
from .reply import Answer, Candidate, Outcome, Reply, Suggestion
from .responder import Responder
from .thread import Thread

__all__ = [
    "Answer",
    "Answering",
    "Browsing",
    "Candidate",
    "Contact",
    "CourtesyAbility",
    "Message",
    "MessageKind",
    "Outcome",
    "Reply",
    "Responder",
    "Suggestion",
    "Thread",
]
