"""Ability: write an announcement with an admin, step by step: content, preview, recipients, hour, confirmation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.knowledge import Knowledge

from .announcement import TOPIC_OF, Action, Announcement, Content, Status
from .french_dates import UnreadableDateError
from .presenting import CONFIRM, CONTENT, HOUR, NIGHT, REVIEW, Presenting, Shown
from .quiet_hours import QUIET_HOURS, QuietHours
from .registry import Registry
from .schedule import Recurrence, plan_of
from .subscribing import is_target

FACT_ARGUMENTS = ("fait", "fait du jour")


class Drafting:
    """Leads an admin from a content to an announcement scheduled; that they are one is the channel's to check."""

    def __init__(  # assembled once, in app.py
        self,
        registry: Registry,
        presenting: Presenting,
        knowledge: Knowledge,
        now: Callable[[], datetime],
        quiet: QuietHours = QUIET_HOURS,
    ) -> None:
        """`now` tells the time in the zone of those who type dates."""
        self._registry = registry
        self._presenting = presenting
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
                return Shown(self._presenting.say("annonce-entree-inconnue"))
            content = Content(entry=wanted)
        return await self._new(Announcement(content, author, step=REVIEW if wanted else CONTENT))

    async def correct(self, author: str, sent: Announcement) -> Shown:
        """A draft of what is to stand in place of an announcement sent."""
        return await self._new(_change(sent, Action.CORRECT, Content(), author, CONTENT))

    async def recall(self, author: str, sent: Announcement) -> Shown:
        """A draft of the deletion of an announcement sent."""
        return await self._new(_change(sent, Action.RECALL, sent.content, author, CONFIRM))

    async def _new(self, draft: Announcement) -> Shown:
        await self._registry.drop_draft(draft.author)
        return await self._presenting.show(replace(draft, id=await self._registry.add(draft)), preview=True)

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
            return Shown(self._presenting.say("annonce-retouche-tardive"))
        return await self._take_content(draft, content)

    async def awaited(self, author: str) -> str | None:
        """The step of a draft that waits for what its author writes: CONTENT or HOUR."""
        draft = await self._registry.draft_of(author)
        return draft.step if draft and draft.step in (CONTENT, HOUR) else None

    async def _take_content(self, draft: Announcement, content: Content) -> Shown:
        if not (content.text.strip() or content.attachment):
            return Shown(self._presenting.say("annonce-contenu-illisible"))
        if draft.of is not None and content.attachment:
            return Shown(self._presenting.say("annonce-correction-texte"))
        step = CONFIRM if draft.action is Action.CORRECT else REVIEW
        return await self._keep(replace(draft, content=content, step=step), preview=True)

    async def _take_hour(self, draft: Announcement, phrase: str) -> Shown:
        try:
            plan = plan_of(phrase, self._now())
        except UnreadableDateError as error:
            return Shown(
                self._presenting.say("annonce-date-illisible", raison=self._voice.say(f"date-{error.why}"))
            )
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
            return Shown(self._presenting.say("annonce-abandonnee"))
        if verb == "oui":
            return await self._schedule(draft)
        if verb == "theme":
            return Shown(self._presenting.topics(draft))
        changed = self._changed(draft, verb, argument)
        return await self._keep(changed) if changed else Shown(self._presenting.say("choix-perdu"))

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
            return Shown(self._presenting.say("choix-perdu"))
        # A draft left overnight: what was « now » then is now.
        now = self._now()
        at = draft.at if draft.at and draft.at > now else now
        kept = await self._registry.save(
            replace(draft, at=at.astimezone(UTC), status=Status.SCHEDULED, step=""), Status.DRAFT
        )
        # Tapped twice, the second finds it scheduled, and shows the same report.
        return Shown(self._presenting.say("annonce-partie" if kept else "choix-perdu"), report=draft.id)

    async def _keep(self, draft: Announcement, *, preview: bool = False) -> Shown:
        if not await self._registry.save(draft, Status.DRAFT):
            return Shown(self._presenting.say("choix-perdu"))
        return await self._presenting.show(draft, preview=preview)


def _change(sent: Announcement, action: Action, content: Content, author: str, step: str) -> Announcement:
    """A draft about copies delivered; it rings nobody, so it waits for no morning."""
    return Announcement(
        content, author, sent.target, at_night=True, action=action, of=sent.of or sent.id, step=step
    )
