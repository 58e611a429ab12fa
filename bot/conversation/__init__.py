"""What we say: from a message to a reply, whatever the channel."""

from .answering import Answering
from .browsing import Browsing
from .courtesy import CourtesyAbility
from .elaborating import Elaborating
from .learning import Missed, Vote, Why
from .listing import Listing
from .lookup import MOST_FOUND, Found, Lookup, MostAsked
from .memory import Forgotten, Memory
from .message import Contact, Message, MessageKind
from .parcels import Parcel, Parcels, ParcelsInMemory
from .privacy import Privacy, forgotten
from .reply import NONE_TARGET, Answer, Candidate, Outcome, Reply, Suggestion
from .responder import Responder
from .service import Service
from .thread import Thread

__all__ = [
    "MOST_FOUND",
    "NONE_TARGET",
    "Answer",
    "Answering",
    "Browsing",
    "Candidate",
    "Contact",
    "CourtesyAbility",
    "Elaborating",
    "Forgotten",
    "Found",
    "Listing",
    "Lookup",
    "Memory",
    "Message",
    "MessageKind",
    "Missed",
    "MostAsked",
    "Outcome",
    "Parcel",
    "Parcels",
    "ParcelsInMemory",
    "Privacy",
    "Reply",
    "Responder",
    "Service",
    "Suggestion",
    "Thread",
    "Vote",
    "Why",
    "forgotten",
]
