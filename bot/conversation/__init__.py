"""What we say: from a message to a reply, whatever the channel."""

from .answering import Answering
from .browsing import Browsing
from .courtesy import CourtesyAbility
from .elaborating import Elaborating
from .learning import Missed, Vote, Why
from .listing import Listing
from .memory import Forgotten, Memory
from .message import Contact, Message, MessageKind
from .privacy import Privacy, forgotten
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
    "Elaborating",
    "Forgotten",
    "Listing",
    "Memory",
    "Message",
    "MessageKind",
    "Missed",
    "Outcome",
    "Privacy",
    "Reply",
    "Responder",
    "Suggestion",
    "Thread",
    "Vote",
    "Why",
    "forgotten",
]
