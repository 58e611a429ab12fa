"""What an admin is shown of a draft: what is awaited, the preview, the recipients counted, the confirmation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation import Outcome, Reply, Suggestion
from bot.knowledge import Knowledge

from .announcement import ALL, GROUPS, PEOPLE, Action, Announcement, State
from .quiet_hours import QUIET_HOURS, QuietHours
from .registry import Registry
from .saying import counted, said, said_hour, said_plan
from .subscribing import Subscriptions, name_of

TARGET = "a:"
"""What the buttons bring back: « a:12:verb » or « a:12:verb:argument », at most 64 bytes."""

CONTENT, REVIEW, HOUR, NIGHT, CONFIRM = "content", "review", "hour", "night", "confirm"
"""The steps of a draft."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an admin is shown."""

    reply: Reply
    preview: Announcement | None = None
    """Shown first, exactly as its recipients will see it."""

    report: int | None = None
    """The announcement whose report the message is from now on."""


class Presenting:
    """Shows drafts; changes nothing."""

    def __init__(
        self,
        registry: Registry,
        subscriptions: Subscriptions,
        knowledge: Knowledge,
        now: Callable[[], datetime],
        quiet: QuietHours = QUIET_HOURS,
    ) -> None:
        """`now` tells the time in the zone of those who read dates."""
        self._registry = registry
        self._subscriptions = subscriptions
        self._knowledge = knowledge
        self._voice = knowledge.voice
        self._now = now
        self._quiet = quiet

    async def show(self, draft: Announcement, *, preview: bool = False) -> Shown:
        """The step a draft stands at; with its preview, where it has one, if asked for."""
        if draft.step == CONTENT:
            return Shown(self._asks("annonce-contenu", draft, ("annonce-bouton-annuler", "non")))
        if draft.step == HOUR:
            return Shown(self._asks("annonce-quand", draft, ("annonce-bouton-retour", "retour")))
        if draft.step == NIGHT:
            return Shown(self._night(draft))
        reply = await (self._confirmation(draft) if draft.step == CONFIRM else self._review(draft))
        shows = (
            preview
            and draft.action is not Action.RECALL
            and not (draft.content.fact and not draft.content.entry)
        )
        return Shown(reply, preview=draft if shows else None)

    async def _review(self, draft: Announcement) -> Reply:
        audience = await self._subscriptions.audience(draft.target, self._now())
        others = [target for target in (ALL, GROUPS, PEOPLE) if target != draft.target]
        buttons = [(self._voice.say(f"annonce-bouton-{target}"), f"pour:{target}") for target in others]
        buttons.append((self._voice.say("annonce-bouton-theme"), "theme"))
        choices = (
            ("son" if draft.silent else "silence", "son"),
            ("detacher" if draft.pin else "epingler", "epingle"),
        )
        buttons += [(self._voice.say(f"annonce-bouton-{key}"), verb) for key, verb in choices]
        last = ("maintenant", "vite"), ("plus-tard", "tard"), ("annuler", "non")
        buttons += [(self._voice.say(f"annonce-bouton-{key}"), verb) for key, verb in last]
        return self.say(
            "annonce-apercu",
            draft,
            buttons,
            cible=name_of(draft.target, self._knowledge),
            personnes=counted(audience.people),
            groupes=counted(audience.groups),
            son=self._voice.say("annonce-silencieuse" if draft.silent else "annonce-sonore"),
            epingle=self._voice.say("annonce-epinglee" if draft.pin else "annonce-non-epinglee"),
        )

    async def _confirmation(self, draft: Announcement) -> Reply:
        buttons = [(self._voice.say(f"annonce-bouton-{'oui' if draft.of is None else 'faire'}"), "oui")]
        if draft.of is not None:
            copies = counted((await self._registry.progress(draft.of))[State.SENT])
            buttons.append((self._voice.say("annonce-bouton-annuler"), "non"))
            key = (
                "annonce-confirmer-rappel"
                if draft.action is Action.RECALL
                else "annonce-confirmer-correction"
            )
            return self.say(key, draft, buttons, copies=copies)
        buttons.append((self._voice.say("annonce-bouton-retour"), "retour"))
        audience = await self._subscriptions.audience(draft.target, self._now())
        return self.say(
            "annonce-confirmer",
            draft,
            buttons,
            quand=self._when(draft),
            total=counted(audience.total),
            cible=name_of(draft.target, self._knowledge),
        )

    def _when(self, draft: Announcement) -> str:
        now = self._now()
        if draft.every:
            return said_plan(draft.every)
        if draft.at is None or draft.at <= now:
            return self._voice.say("annonce-tout-de-suite")
        return said(draft.at.astimezone(now.tzinfo))

    def _night(self, draft: Announcement) -> Reply:
        buttons = [
            (self._voice.say("annonce-bouton-jour", heure=said_hour(self._quiet.end)), "jour"),
            (self._voice.say("annonce-bouton-nuit"), "nuit"),
            (self._voice.say("annonce-bouton-retour"), "retour"),
        ]
        return self.say(
            "annonce-heures-calmes",
            draft,
            buttons,
            debut=said_hour(self._quiet.start),
            fin=said_hour(self._quiet.end),
        )

    def topics(self, draft: Announcement) -> Reply:
        """The topics an announcement may be for."""
        # Short: an id of 48 characters is to fit.
        buttons = [(topic.title, f"th:{topic.id}") for topic in self._knowledge.topics]
        return self.say(
            "annonce-choisir-theme", draft, [*buttons, (self._voice.say("annonce-bouton-retour"), "retour")]
        )

    def _asks(self, key: str, draft: Announcement, button: tuple[str, str]) -> Reply:
        return self.say(key, draft, [(self._voice.say(button[0]), button[1])])

    def say(
        self,
        key: str,
        draft: Announcement | None = None,
        buttons: Sequence[tuple[str, str]] = (),
        **values: str,
    ) -> Reply:
        """A sentence of the voice; each button is a title, and a verb with its argument."""
        suggestions = tuple(
            Suggestion(title, f"{TARGET}{draft.id if draft else 0}:{verb}") for title, verb in buttons
        )
        return Reply(Outcome.SOCIAL, self._voice.say(key, **values), suggestions=suggestions)
