"""Announcements are kept as they were given, and changed by one at a time."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest
from announcing import chat

from bot.announcements import (
    Action,
    Announcement,
    Attachment,
    Content,
    Failed,
    Recurrence,
    Sent,
    State,
    Status,
    Unknown,
)


@pytest.fixture
def registry(announcing):
    return announcing.registry


class TestFind:
    async def test_as_given(self, registry, clock):
        """Everything given is found again."""
        given = Announcement(
            Content("Été", ({"type": "bold", "offset": 0},), Attachment("photo", "x")),
            "42",
            "topic:fibre",
            clock(),
            Recurrence((0, 3), time(9, 30)),
            at_night=True,
            pin=True,
            silent=True,
            action=Action.CORRECT,
            of=7,
            status=Status.SCHEDULED,
            step="x",
            series=3,
            report=chat(42),
            report_message="99",
        )
        number = await registry.add(given)
        found = await registry.find(number)

        assert given == replace(found, id=0, created=None)
        assert number == found.id

    async def test_none(self, registry):
        """One that is not there is not found."""
        assert await registry.find(1) is None


class TestDraft:
    async def test_one_an_author(self, registry):
        """An author has one draft; another's is another's."""
        await registry.add(Announcement(Content("a"), "1"))
        await registry.add(Announcement(Content("b"), "2"))
        await registry.drop_draft("1")

        assert await registry.draft_of("1") is None
        assert "b" == (await registry.draft_of("2")).content.text


class TestSave:
    async def test_once(self, registry):
        """Of two that change the same at once, one does."""
        number = await registry.add(Announcement(Content("a"), "1"))
        draft = await registry.find(number)
        scheduled = replace(draft, status=Status.SCHEDULED)
        saved = await asyncio.gather(*(registry.save(scheduled, Status.DRAFT) for _ in range(2)))

        assert [False, True] == sorted(saved)


class TestLatest:
    async def test_order(self, registry):
        """The newest first, without drafts."""
        numbers = [await registry.add(Announcement(Content("a"), status=Status.DONE)) for _ in range(3)]
        await registry.add(Announcement(Content("a"), "1"))

        assert numbers[:0:-1] == [found.id for found in await registry.latest(2)]


class TestAgain:
    async def ended(self, announcing, *results):
        """An announcement whose deliveries ended so, each to the person of its number, from 1; theirs, in order."""
        await announcing.subscribe(*range(1, len(results) + 1))
        number = await announcing.begin()
        claimed = sorted(await announcing.claim(), key=lambda found: int(found.contact.id))
        await announcing.leave(claimed)
        await announcing.settle(dict(zip([found.id for found in claimed], results, strict=True)))
        await announcing.ledger.finish(announcing.now())
        return number, claimed

    async def test_failed_alone(self, announcing):
        """The failed ones are tried again alone, at once."""
        number, claimed = await self.ended(announcing, Failed("x"), Unknown("x"), Sent("1"))

        assert 1 == await announcing.registry.again(number, State.FAILED)
        assert Status.DELIVERING is await announcing.status(number)
        assert [claimed[0].id] == [found.id for found in await announcing.claim()]

    async def test_nothing(self, announcing):
        """With nothing to try again, what is done stays so; what is under way is not meddled with."""
        number, _ = await self.ended(announcing, Sent("1"))
        other = await announcing.begin()

        assert (0, 0) == (
            await announcing.registry.again(number, State.FAILED),
            await announcing.registry.again(other, State.WAITING),
        )
        assert Status.DONE is await announcing.status(number)

    @pytest.mark.parametrize(
        ("result", "state"), [(Failed("x"), State.FAILED), (Unknown("x"), State.UNKNOWN)]
    )
    async def test_left_since(self, announcing, clock, result, state):
        """Who has unsubscribed, blocked us or asked for a pause since is not written to."""
        number, claimed = await self.ended(announcing, result, result, result, result)
        await announcing.subscriptions.unsubscribe(chat(1))
        await announcing.subscriptions.refuse(chat(2))
        await announcing.subscriptions.pause(chat(3), clock() + timedelta(days=1))
        await announcing.registry.again(number, state)
        left = await announcing.leave(await announcing.claim())

        assert {claimed[3].id} == left
        assert {State.SPARED: 3, State.SENDING: 1} == await announcing.counts(number)


class TestToReport:
    async def report(self, announcing, before=timedelta(seconds=5)):
        now = announcing.now()
        return [found.id for found in await announcing.registry.to_report(now, now - before)]

    async def test_under_way(self, announcing, clock):
        """Under way it is reported every few seconds, by one process."""
        await announcing.subscribe(1)
        number = await announcing.begin()
        await announcing.registry.report_in(number, chat(42), "9")
        seen = [await self.report(announcing), await self.report(announcing)]
        clock.passes(seconds=5)
        seen.append(await self.report(announcing))

        assert [[number], [], [number]] == seen

    async def ended(self, announcing):
        await announcing.subscribe(1)
        number = await announcing.begin()
        await announcing.registry.report_in(number, chat(42), "9")
        await announcing.deliver()
        return number

    async def test_ended(self, announcing, clock):
        """Ended, it is reported until that is done: Telegram may have said « too fast »."""
        number = await self.ended(announcing)
        seen = [await self.report(announcing), await self.report(announcing)]
        clock.passes(seconds=5)
        seen.append(await self.report(announcing))
        await announcing.registry.reported(await announcing.registry.find(number))
        clock.passes(seconds=5)
        seen.append(await self.report(announcing))

        assert [[number], [], [number], []] == seen

    async def test_ended_meanwhile(self, announcing, clock):
        """A report made before the end is none of the end."""
        await announcing.subscribe(1)
        number = await announcing.begin()
        await announcing.registry.report_in(number, chat(42), "9")
        (under_way,) = await announcing.registry.to_report(clock(), clock())
        await announcing.deliver()
        await announcing.registry.reported(under_way)
        clock.passes(seconds=5)

        assert [number] == await self.report(announcing)

    async def test_nowhere(self, announcing):
        """One without a report is not reported."""
        await announcing.subscribe(1)
        await announcing.begin()

        assert [] == await self.report(announcing)
