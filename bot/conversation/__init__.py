"""What we say: from .answering import Answering
from .browsing import Browsing
from .courtesy import CourtesyAbility
from .elaborating import Elaborating
from .learning import Missed, Vote, Why
from .listing import Listing
from .lookup import MOST_FOUND, Found, Lookup, MostAsked, NothingAsked
from .memory import Forgotten, Memory
from .message import Contact, Message, MessageKind
from .parcels import Parcels, ParcelsInMemory
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
    "Found",
    "Listing",
    "Lookup",
    "MOST_FOUND",
    "Memory",
    "Message",
    "MessageKind",
    "Missed",
    "MostAsked",
    "NothingAsked",
    "Outcome",
    "Parcels",
    "ParcelsInMemory",
    "Privacy",
    "Reply",
    "Responder",
    "Suggestion",
    "Thread",
    "Vote",
    "Why",
    "forgotten",
]
