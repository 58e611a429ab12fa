"""What a channel serves people with."""

from dataclasses import dataclass

from bot.knowledge import Voice

from .lookup import Lookup
from .memory import Memory
from .parcels import Parcels
from .responder import Responder


@dataclass(frozen=True, slots=True)
class Service:
    """All that a channel needs to serve people on one FAQ."""

    responder: Responder
    voice: Voice
    memory: Memory
    lookup: Lookup
    parcels: Parcels
