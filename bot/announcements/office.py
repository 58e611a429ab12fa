"""All that announcements need, but the channel that carries them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.knowledge import Knowledge

from .dispatch import Courier, Dispatch
from .drafting import Drafting
from .facts import next_fact
from .ledger import Ledger
from .pace import Pace
from .presenting import Presenting
from .quiet_hours import QUIET_HOURS, QuietHours
from .registry import Registry
from .reporting import Reporting
from .subscribing import Subscribing, Subscriptions


@dataclass(frozen=True)
class Office:
    """Made once in app.py; a channel asks it for what it needs."""

    subscriptions: Subscriptions
    registry: Registry
    ledger: Ledger
    knowledge: Knowledge
    now: Callable[[], datetime]
    """The time, in the zone of those who type dates and sleep."""

    pace: Pace
    admins: frozenset[int] = frozenset()
    """Those who may announce, by their number on the channel."""

    quiet: QuietHours = field(default=QUIET_HOURS)

    def subscribing(self) -> Subscribing:
        """The ability to subscribe."""
        return Subscribing(self.subscriptions, self.knowledge, self.now)

    def drafting(self) -> Drafting:
        """The ability to write an announcement."""
        presenting = Presenting(self.registry, self.subscriptions, self.knowledge, self.now, self.quiet)
        return Drafting(self.registry, presenting, self.knowledge, self.now, self.quiet)

    def reporting(self) -> Reporting:
        """The ability to follow announcements."""
        return Reporting(
            self.registry, self.drafting(), self.knowledge.voice, self.now, lambda: self.pace.rate
        )

    def dispatch(self, courier: Courier, holder: str) -> Dispatch:
        """What delivers."""
        return Dispatch(
            self.ledger,
            self.subscriptions,
            courier,
            self.pace,
            self.now,
            holder=holder,
            fact=partial(next_fact, self.knowledge),
            quiet=self.quiet,
        )
