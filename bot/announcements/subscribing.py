"""Ability: subscribe, pause, unsubscribe; nobody is told anything without having asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation import Contact, Outcome, Reply, Suggestion
from bot.knowledge import Knowledge, fold

from .announcement import ALL, GROUPS, PEOPLE, TOPIC_OF
from .french_dates import UnreadableDateError
from .saying import said, said_day
from .schedule import pause_of

COMMANDS = ("abonner", "desabonner", "pause")
SUBSCRIBE_TARGET = "abonner"
"""What the button brings back that offers a subscription anew."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A contact who asked for announcements."""

    contact: Contact
    is_group: bool = False
    topics: frozenset[str] = frozenset()
    """The FAQ's topics asked for; none means all."""

    paused_until: datetime | None = None
    refused: bool = False
    """Ended because the contact blocked us or put us out: to be offered anew when they come back."""


@dataclass(frozen=True, slots=True)
class Audience:
    """How many contacts a target means now."""

    people: int = 0
    groups: int = 0

    @property
    def total(self) -> int:
        """Both."""
        return self.people + self.groups


class Subscriptions(Protocol):
    """Who asked for announcements."""

    async def find(self, contact: Contact) -> Subscription | None:
        """The subscription of a contact, an ended one included; None for who never had one or left of their own accord."""

    async def subscribe(self, contact: Contact, *, is_group: bool, topic: str | None = None) -> None:
        """Begin a subscription, add a topic to it, or to all when `topic` is None; a pause ends."""

    async def unsubscribe(self, contact: Contact) -> bool:
        """Erase a subscription; False when there was none."""

    async def pause(self, contact: Contact, until: datetime) -> bool:
        """Send nothing until then; False when there is no subscription."""

    async def refuse(self, contact: Contact) -> bool:
        """End a subscription because the contact does not want us; False when there was none, or ended."""

    async def move(self, former: Contact, contact: Contact) -> None:
        """Follow a contact to another address, with what waits for it."""

    async def audience(self, target: str, now: datetime) -> Audience:
        """How many contacts a target means at a moment."""


def is_target(target: str, knowledge: Knowledge) -> bool:
    """Whether a text names whom an announcement may be for."""
    if target.startswith(TOPIC_OF):
        return knowledge.topic(target.removeprefix(TOPIC_OF)) is not None
    return target in (ALL, GROUPS, PEOPLE)


def name_of(target: str, knowledge: Knowledge) -> str:
    """A target as we say it: « Tous les abonnés », or the title of a topic."""
    topic = knowledge.topic(target.removeprefix(TOPIC_OF))
    return f"«\u202f{topic.title}\u202f»" if topic else knowledge.voice.say(f"annonce-bouton-{target}")


class Subscribing:
    """Replies to /abonner, /desabonner and /pause; who may give them in a group is the channel's to check."""

    def __init__(
        self, subscriptions: Subscriptions, knowledge: Knowledge, now: Callable[[], datetime]
    ) -> None:
        """`now` tells the time in the zone of those who type dates."""
        self._subscriptions = subscriptions
        self._knowledge = knowledge
        self._now = now

    async def reply_to(self, command: str, argument: str, contact: Contact, *, is_group: bool) -> Reply:
        """Do what a command of `COMMANDS` asks, and say what was done. Raises ValueError on another."""
        if command == "desabonner":
            gone = await self._subscriptions.unsubscribe(contact)
            return self._say("desabonne" if gone else "pas-abonne")
        if command == "pause":
            return await self._pause(argument, contact)
        if command == "abonner":
            return await self._subscribe(argument, contact, is_group=is_group)
        raise ValueError

    async def come_back(self, contact: Contact) -> Reply | None:
        """What to offer a contact who let us in again; None when they had asked for nothing."""
        former = await self._subscriptions.find(contact)
        if former is None or not former.refused:
            return None
        button = Suggestion(self._knowledge.voice.say("bouton-abonner"), SUBSCRIBE_TARGET)
        return self._say("abonnement-retour", suggestions=(button,))

    async def _subscribe(self, argument: str, contact: Contact, *, is_group: bool) -> Reply:
        if not argument.strip():
            await self._subscriptions.subscribe(contact, is_group=is_group)
            return self._say("abonne")
        wanted = fold(argument)
        for topic in self._knowledge.topics:
            if wanted in (fold(topic.id), fold(topic.title)):
                await self._subscriptions.subscribe(contact, is_group=is_group, topic=topic.id)
                return self._say("abonne-theme", titre=topic.title)
        ids = ", ".join(topic.id for topic in self._knowledge.topics)
        return self._say("abonnement-theme-inconnu", themes=ids)

    async def _pause(self, argument: str, contact: Contact) -> Reply:
        now = self._now()
        try:
            until = pause_of(argument, now)
        except UnreadableDateError as error:
            key = f"date-{error.why}" if argument.strip() else "pause-vide"
            return self._say("pause-illisible", raison=self._knowledge.voice.say(key))
        if not await self._subscriptions.pause(contact, until):
            return self._say("pas-abonne")
        midnight = not (until.hour or until.minute)
        day = said_day(until - timedelta(days=1)) if midnight else said(until)
        return self._say("pause", jusqua=day)

    def _say(self, key: str, *, suggestions: tuple[Suggestion, ...] = (), **values: str) -> Reply:
        return Reply(Outcome.SOCIAL, self._knowledge.voice.say(key, **values), suggestions=suggestions)
