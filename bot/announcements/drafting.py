"""Ability: write an announcement with an admin, step by step: content, preview, recipients, hour, confirmation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from bot.conversation import Contact, Outcome, Reply, Suggestion
from bot.knowledge import Knowledge

from .announcement import (
    ALL,
    GROUPS,
    PEOPLE,
    TOPIC_OF,
    Action,
    Announcement,
    Content,
    Progress,
    State,
    Status,
)
from .french_dates import UnreadableDateError
from .schedule import QUIET_HOURS, QuietHours, Recurrence, plan_of, said, said_hour, said_plan
from .subscribing import Subscriptions, is_target, name_of

TARGET = "a:"
"""What the buttons bring back: « a:12:verb » or « a:12:verb:argument », at most 64 bytes."""

CONTENT, REVIEW, HOUR, NIGHT, CONFIRM = "content", "review", "hour", "night", "confirm"
"""The steps of a draft."""

FACT_ARGUMENTS = ("fait", "fait du jour")


class Registry(Protocol):
    """The announcements, drafts included."""

    async def add(self, announcement: Announcement) -> int:
        """Keep a new one; returns its number."""

    async def find(self, announcement: int) -> Announcement | None:
        """One of them as it now stands."""

    async def draft_of(self, author: str) -> Announcement | None:
        """What an admin is writing."""

    async def drop_draft(self, author: str) -> None:
        """Forget what an admin is writing."""

    async def save(self, announcement: Announcement, expected: Status) -> bool:
        """Keep an announcement as it now is; False, and nothing is kept, when its status is no more the expected one."""

    async def latest(self, most: int) -> Sequence[Announcement]:
        """The latest ones, the newest first, without drafts."""

    async def progress(self, announcement: int) -> Progress:
        """How many deliveries stand where."""

    async def again(self, announcement: int, state: State) -> int:
        """Let the deliveries of a state wait anew; returns how many."""

    async def to_report(self, now: datetime, before: datetime) -> Sequence[Announcement]:
        """Those whose report is to be brought up to date, if the last was `before` then: under way, or just ended."""

    async def reported(self, announcement: Announcement) -> None:
        """Say that a report was brought up to date; until this is said of how it ended, it is to be again."""

    async def hold_report(self, announcement: int, until: datetime) -> None:
        """Leave the message of a report as it is until then, or until it is somewhere anew."""

    async def report_in(self, announcement: int, contact: Contact, message: str) -> None:
        """Where the report of an announcement is from now on."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an admin is shown."""

    reply: Reply
    preview: Announcement | None = None
    """Shown first, exactly as its recipients will see it."""

    report: int | None = None
    """The announcement whose report the message is from now on."""


class Drafting:
    """Leads an admin from a content to an announcement scheduled; that they are one is the channel's to check."""

    def __init__(  # assembled once, in app.py
        self,
        registry: Registry,
        subscriptions: Subscriptions,
        knowledge: Knowledge,
        now: Callable[[], datetime],
        quiet: QuietHours = QUIET_HOURS,
    ) -> None:
        """`now` tells the time in the zone of those who type dates."""
        self._registry = registry
        self._subscriptions = subscriptions
        self._knowledge = knowledge
        self._voice = knowledge.voice
        self._now = now
        self._quiet = quiet

    # --- What an admin types.

    async def begin(self, author: str, argument: str) -> Shown:
        """A new draft, in place of the former one: empty, of an entry, or of the « fait du jour »."""
        wanted = argument.strip().lower()
        content = Content()
        if wanted in FACT_ARGUMENTS:
            content = Content(fact=True)
        elif wanted:
            if self._knowledge.entry(wanted) is None:
                return Shown(self._say("annonce-entree-inconnue"))
            content = Content(entry=wanted)
        return await self._new(Announcement(content, author, step=REVIEW if wanted else CONTENT))

    async def correct(self, author: str, sent: Announcement) -> Shown:
        """A draft of what is to stand in place of an announcement sent; it rings nobody, so it waits for no morning."""
        return await self._new(
            Announcement(
                Content(),
                author,
                sent.target,
                at_night=True,
                action=Action.CORRECT,
                of=sent.of or sent.id,
                step=CONTENT,
            )
        )

    async def recall(self, author: str, sent: Announcement) -> Shown:
        """A draft of the deletion of an announcement sent; it rings nobody either."""
        return await self._new(
            Announcement(
                sent.content,
                author,
                sent.target,
                at_night=True,
                action=Action.RECALL,
                of=sent.of or sent.id,
                step=CONFIRM,
            )
        )

    async def _new(self, draft: Announcement) -> Shown:
        await self._registry.drop_draft(draft.author)
        return await self._show(replace(draft, id=await self._registry.add(draft)), preview=True)

    async def give(self, author: str, content: Content, text: str) -> Shown | None:
        """Take what an admin sent as the content, or its text as the hour; None when neither is awaited."""
        draft = await self._registry.draft_of(author)
        if draft is None:
            return None
        if draft.step == CONTENT:
            return await self._take_content(draft, content)
        if draft.step == HOUR:
            return await self._take_hour(draft, text)
        return None

    async def mend(self, author: str, number: int, content: Content) -> Shown:
        """Take a draft's content anew, which its author has edited since; told, when it is no draft any more."""
        draft = await self._registry.draft_of(author)
        if draft is None or draft.id != number:
            return Shown(self._say("annonce-retouche-tardive"))
        return await self._take_content(draft, content)

    async def awaited(self, author: str) -> str | None:
        """The step of a draft that waits for what its author writes: CONTENT or HOUR."""
        draft = await self._registry.draft_of(author)
        return draft.step if draft and draft.step in (CONTENT, HOUR) else None

    async def _take_content(self, draft: Announcement, content: Content) -> Shown:
        if not (content.text.strip() or content.attachment):
            return Shown(self._say("annonce-contenu-illisible"))
        if draft.of is not None and content.attachment:
            return Shown(self._say("annonce-correction-texte"))
        step = CONFIRM if draft.action is Action.CORRECT else REVIEW
        return await self._keep(replace(draft, content=content, step=step), preview=True)

    async def _take_hour(self, draft: Announcement, phrase: str) -> Shown:
        try:
            plan = plan_of(phrase, self._now())
        except UnreadableDateError as error:
            return Shown(self._say("annonce-date-illisible", raison=self._voice.say(f"date-{error.why}")))
        if isinstance(plan, Recurrence):
            draft = replace(draft, every=plan, at=plan.after(self._now()))
        else:
            draft = replace(draft, every=None, at=plan)
        return await self._keep(replace(draft, step=self._step_after_hour(draft)))

    def _step_after_hour(self, draft: Announcement) -> str:
        disturbs = draft.at is not None and self._quiet.cover(draft.at.astimezone(self._now().tzinfo))
        return NIGHT if disturbs and not draft.at_night else CONFIRM

    # --- What an admin taps.

    async def choose(self, draft: Announcement, verb: str, argument: str) -> Shown:
        """What a button of a draft does."""
        if verb == "non":
            await self._registry.drop_draft(draft.author)
            return Shown(self._say("annonce-abandonnee"))
        if verb == "oui":
            return await self._schedule(draft)
        if verb == "theme":
            return Shown(self._topics(draft))
        changed = self._changed(draft, verb, argument)
        return await self._keep(changed) if changed else Shown(self._say("choix-perdu"))

    def _changed(self, draft: Announcement, verb: str, argument: str) -> Announcement | None:
        now = self._now()
        target = {"pour": argument, "th": f"{TOPIC_OF}{argument}"}.get(verb, "")
        if is_target(target, self._knowledge):
            return replace(draft, target=target)
        if verb in ("jour", "nuit"):
            return self._at_night_or_day(draft, by_night=verb == "nuit")
        changes = {
            "son": replace(draft, silent=not draft.silent),
            "epingle": replace(draft, pin=not draft.pin),
            "tard": replace(draft, step=HOUR),
            "retour": replace(draft, step=REVIEW, at=None, every=None, at_night=False),
            "vite": replace(draft, at=now, every=None, step=self._step_after_hour(replace(draft, at=now))),
        }
        return changes.get(verb)

    def _at_night_or_day(self, draft: Announcement, *, by_night: bool) -> Announcement:
        """Quiet hours overridden, or heeded: what was to come at night comes when they end."""
        if by_night or draft.at is None:
            return replace(draft, at_night=True, step=CONFIRM)
        local = draft.at.astimezone(self._now().tzinfo)
        every = replace(draft.every, hour=self._quiet.end) if draft.every else None
        at = every.after(self._now()) if every else self._quiet.first_after(local)
        return replace(draft, at=at, every=every, step=CONFIRM)

    async def _schedule(self, draft: Announcement) -> Shown:
        if draft.step != CONFIRM:
            return Shown(self._say("choix-perdu"))
        # A draft left overnight: what was « now » then is now.
        now = self._now()
        at = draft.at if draft.at and draft.at > now else now
        kept = await self._registry.save(
            replace(draft, at=at.astimezone(UTC), status=Status.SCHEDULED, step=""), Status.DRAFT
        )
        # Tapped twice, the second finds it scheduled, and shows the same report.
        return Shown(self._say("annonce-partie" if kept else "choix-perdu"), report=draft.id)

    # --- What an admin is shown.

    async def _keep(self, draft: Announcement, *, preview: bool = False) -> Shown:
        if not await self._registry.save(draft, Status.DRAFT):
            return Shown(self._say("choix-perdu"))
        return await self._show(draft, preview=preview)

    async def _show(self, draft: Announcement, *, preview: bool = False) -> Shown:
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
        return self._say(
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
            return self._say(key, draft, buttons, copies=copies)
        buttons.append((self._voice.say("annonce-bouton-retour"), "retour"))
        audience = await self._subscriptions.audience(draft.target, self._now())
        return self._say(
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
        return self._say(
            "annonce-heures-calmes",
            draft,
            buttons,
            debut=said_hour(self._quiet.start),
            fin=said_hour(self._quiet.end),
        )

    def _topics(self, draft: Announcement) -> Reply:
        # Short: an id of 48 characters is to fit.
        buttons = [(topic.title, f"th:{topic.id}") for topic in self._knowledge.topics]
        return self._say(
            "annonce-choisir-theme", draft, [*buttons, (self._voice.say("annonce-bouton-retour"), "retour")]
        )

    def _asks(self, key: str, draft: Announcement, button: tuple[str, str]) -> Reply:
        return self._say(key, draft, [(self._voice.say(button[0]), button[1])])

    def _say(
        self,
        key: str,
        draft: Announcement | None = None,
        buttons: Sequence[tuple[str, str]] = (),
        **values: str,
    ) -> Reply:
        suggestions = tuple(
            Suggestion(title, f"{TARGET}{draft.id if draft else 0}:{verb}") for title, verb in buttons
        )
        return Reply(Outcome.SOCIAL, self._voice.say(key, **values), suggestions=suggestions)


def counted(number: int) -> str:
    r"""A number as French writes it.

    >>> counted(1234567)
    '1\u202f234\u202f567'
    """
    return f"{number:,}".replace(",", "\u202f")
