"""Ability: the report of an announcement, kept up to date, and what an admin may do about it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation import Outcome, Reply, Suggestion
from bot.knowledge import Voice

from .announcement import Action, Announcement, Progress, State, Status
from .drafting import Drafting
from .presenting import TARGET, Shown
from .registry import Registry
from .saying import counted, said, said_plan

_FROM = {
    "pause": (Status.DELIVERING, Status.PAUSED),
    # Listing its recipients may have been interrupted too.
    "reprise": (Status.PAUSED, Status.GATHERING),
}
"""What a button changes: from a status to another."""

SURE_WITHIN = timedelta(minutes=1)
"""How long the question whether to stop stands in the report's place: somebody in a hurry is about to tap."""

_STOPPABLE = (Status.SCHEDULED, Status.GATHERING, Status.DELIVERING, Status.PAUSED)
_ENDED = (Status.STOPPED, Status.DONE)


class Reporting:
    """Says how an announcement fares; pauses it, resumes it, stops it, tries again, corrects and recalls."""

    def __init__(
        self,
        registry: Registry,
        drafting: Drafting,
        voice: Voice,
        now: Callable[[], datetime],
        rate: Callable[[], float],
    ) -> None:
        """`rate` tells how many deliveries leave in a second."""
        self._registry = registry
        self._drafting = drafting
        self._voice = voice
        self._now = now
        self._rate = rate

    async def choose(self, author: str, target: str) -> Shown:
        """What a button does that brings back `target`: of a draft, or of a report."""
        number, _, rest = target.removeprefix(TARGET).partition(":")
        verb, _, argument = rest.partition(":")
        announcement = await self._registry.find(int(number)) if number.isdecimal() else None
        if announcement is None:
            return Shown(self._lost())
        if announcement.status is Status.DRAFT:
            return await self._drafting.choose(announcement, verb, argument)
        if verb == "corriger":
            return await self._drafting.correct(author, announcement)
        if verb == "rappeler":
            return await self._drafting.recall(author, announcement)
        if verb == "arret":
            await self._registry.hold_report(announcement.id, self._now() + SURE_WITHIN)
            return Shown(self._sure(announcement))
        await self._do(announcement, verb)
        return Shown(await self.report(announcement.id), report=announcement.id)

    async def _do(self, announcement: Announcement, verb: str) -> None:
        """Change what a button changes; when it is no more so, the report shows what is."""
        if verb in _FROM:
            before, after = _FROM[verb]
            await self._registry.save(replace(announcement, status=after), before)
        elif verb == "stop" and announcement.status in _STOPPABLE:
            await self._registry.save(replace(announcement, status=Status.STOPPED), announcement.status)
        elif verb in ("echecs", "incertains") and announcement.status is Status.DONE:
            # Stopped for good, it has rows that wait: they would leave with these.
            state = State.FAILED if verb == "echecs" else State.UNKNOWN
            await self._registry.again(announcement.id, state)

    async def report(self, number: int) -> Reply:
        """How an announcement stands, and what may be done."""
        announcement = await self._registry.find(number)
        if announcement is None:
            return self._lost()
        progress = await self._registry.progress(number)
        lines = [
            self._voice.say(
                "annonce-rapport",
                numero=str(number),
                genre=self._voice.say(f"annonce-genre-{announcement.action}"),
                etat=self._voice.say(f"annonce-etat-{announcement.status}"),
            )
        ]
        if announcement.status is Status.SCHEDULED:
            lines.append(self._voice.say("annonce-prevue", quand=self._planned(announcement)))
        elif progress.total:
            lines.append(figures(progress, self._voice))
        if announcement.status is Status.DELIVERING and progress.left:
            lines.append(self._voice.say("annonce-reste", duree=self._duration(progress.left)))
        return Reply(
            Outcome.SOCIAL, "\n".join(lines), suggestions=tuple(self._buttons(announcement, progress))
        )

    def _planned(self, announcement: Announcement) -> str:
        if announcement.every:
            return said_plan(announcement.every)
        return said(announcement.at.astimezone(self._now().tzinfo)) if announcement.at else ""

    def _duration(self, left: int) -> str:
        minutes = round(left / self._rate() / 60)
        if minutes < 1:
            return self._voice.say("duree-moins-d-une-minute")
        hours, minutes = divmod(minutes, 60)
        return f"{hours}\u202fh\u202f{minutes:02}" if hours else f"{minutes}\u202fmin"

    def _buttons(self, announcement: Announcement, progress: Progress) -> Sequence[Suggestion]:
        verbs: list[tuple[str, str]] = []
        if announcement.status is Status.DELIVERING:
            verbs.append(("pause", ""))
        if announcement.status is Status.PAUSED:
            verbs.append(("reprise", ""))
        if announcement.status in _STOPPABLE:
            verbs.append(("arret", ""))
        if announcement.status is Status.DONE:
            verbs += [
                (verb, counted(progress[state]))
                for verb, state in (("echecs", State.FAILED), ("incertains", State.UNKNOWN))
                if progress[state]
            ]
        tells = announcement.action is not Action.RECALL
        if tells and announcement.status in _ENDED and progress[State.SENT]:
            verbs += [("corriger", ""), ("rappeler", "")]
        return [
            Suggestion(
                self._voice.say(f"annonce-bouton-{verb}", nombre=number), f"{TARGET}{announcement.id}:{verb}"
            )
            for verb, number in verbs
        ]

    def _sure(self, announcement: Announcement) -> Reply:
        """Stopping is for good: asked once more."""
        buttons = (("stop", "stop"), ("retour", "voir"))
        suggestions = tuple(
            Suggestion(self._voice.say(f"annonce-bouton-{key}"), f"{TARGET}{announcement.id}:{verb}")
            for key, verb in buttons
        )
        return Reply(Outcome.SOCIAL, self._voice.say("annonce-arret"), suggestions=suggestions)

    def _lost(self) -> Reply:
        return Reply(Outcome.SOCIAL, self._voice.say("choix-perdu"))

    async def latest(self, most: int) -> Reply:
        """The latest announcements, each a button to its report."""
        found = await self._registry.latest(most)
        suggestions = tuple(
            Suggestion(
                self._voice.say(
                    "annonce-bouton-voir",
                    numero=str(one.id),
                    etat=self._voice.say(f"annonce-etat-{one.status}"),
                ),
                f"{TARGET}{one.id}:voir",
            )
            for one in found
        )
        return Reply(
            Outcome.SOCIAL,
            self._voice.say("annonces-liste" if found else "annonces-aucune"),
            suggestions=suggestions,
        )


def figures(progress: Progress, voice: Voice) -> str:
    """How many deliveries stand where; those spared, where there are some."""
    named = {str(state): counted(progress[state]) for state in State}
    told = voice.say("annonce-chiffres", total=counted(progress.total), left=counted(progress.left), **named)
    spared = voice.say("annonce-epargnees", **named) if progress[State.SPARED] else ""
    return "\n".join(filter(None, (told.strip(), spared)))
