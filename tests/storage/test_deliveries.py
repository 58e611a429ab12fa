"""The ledger: each row is served once, by one process, and what is not known is said so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from announcing import HOLDER, OTHER, Announcing, chat

from bot.announcements import (
    Action,
    Content,
    Failed,
    Moved,
    NotLeft,
    Recurrence,
    Refused,
    Sent,
    State,
    Status,
    TooFast,
    Unknown,
    plan_of,
)
from bot.storage import migrate


@pytest.fixture
async def announcing(database, clock):
    await migrate(database)
    return Announcing(database, clock)


class TestGather:
    async def test_targets(self, announcing):
        """An announcement goes to all, to the groups, to the people, or to those who follow a topic."""
        await announcing.subscribe(1, 2, -3)
        await announcing.subscriptions.subscribe(chat(4), is_group=False, topic="fibre")
        await announcing.subscriptions.subscribe(chat(5), is_group=False, topic="focac")
        found = {}
        for target in ("all", "groups", "people", "topic:fibre"):
            number = await announcing.begin(target=target)
            found[target] = sorted(
                int(delivery.contact.id)
                for delivery in await announcing.claim()
                if delivery.announcement == number
            )

        expected = {
            "all": [-3, 1, 2, 4, 5],
            "groups": [-3],
            "people": [1, 2, 4, 5],
            "topic:fibre": [-3, 1, 2, 4],
        }
        assert expected == found

    async def test_neither_ended_nor_paused(self, announcing, clock):
        """Who blocked us and who asked for a pause get nothing; a pause over, they do."""
        await announcing.subscribe(1, 2, 3)
        await announcing.subscriptions.refuse(chat(1))
        await announcing.subscriptions.pause(chat(2), clock() + timedelta(days=7))
        now = await announcing.begin()
        clock.passes(days=7)
        later = await announcing.begin()

        assert {State.WAITING: 1} == await announcing.counts(now)
        assert {State.WAITING: 2} == await announcing.counts(later)

    async def test_in_runs(self, announcing, clock):
        """Recipients are listed a run at a time, each once, wherever a crash stopped the listing."""
        await announcing.subscribe(*range(1, 8))
        number = await announcing.schedule()
        (due,) = await announcing.ledger.due(clock())
        await announcing.ledger.start(due, due.content, None)
        seen = []
        while await announcing.ledger.gather(clock(), 3):
            seen.append((await announcing.counts(number)).get(State.WAITING, 0))

        assert [3, 6, 7, 7] == seen
        assert Status.DELIVERING is await announcing.status(number)

    async def test_came_back(self, announcing, clock):
        """Who left and came back while recipients were listed is listed once."""
        await announcing.subscribe(1, 2)
        number = await announcing.schedule()
        (due,) = await announcing.ledger.due(clock())
        await announcing.ledger.start(due, due.content, None)
        await announcing.ledger.gather(clock(), 1)
        await announcing.subscriptions.unsubscribe(chat(1))
        await announcing.subscribe(1)
        while await announcing.ledger.gather(clock(), 1):
            pass

        assert {State.WAITING: 2} == await announcing.counts(number)

    async def test_nobody(self, announcing, clock):
        """An announcement to nobody is done at once."""
        number = await announcing.begin()
        await announcing.ledger.finish(clock())

        assert Status.DONE is await announcing.status(number)

    async def test_copies(self, announcing):
        """A correction goes to the copies delivered, and knows each."""
        await announcing.subscribe(1, 2)
        number = await announcing.begin()
        one, two = await announcing.claim()
        await announcing.leave([one, two])
        await announcing.settle({one.id: Sent("77"), two.id: Failed("x")})
        await announcing.ledger.finish(announcing.now())
        await announcing.begin(action=Action.CORRECT, of=number)

        (copy,) = await announcing.claim()
        assert (one.contact, "77") == (copy.contact, copy.message)


class TestStart:
    async def test_once(self, announcing, clock):
        """An announcement begins once, whoever sees it due."""
        await announcing.schedule()
        (due,) = await announcing.ledger.due(clock())

        assert await announcing.ledger.start(due, due.content, None)
        assert not await announcing.ledger.start(due, due.content, None)

    async def test_not_yet(self, announcing, clock):
        """What is due later is not due."""
        await announcing.schedule(at=clock() + timedelta(seconds=1))

        assert [] == await announcing.ledger.due(clock())

    async def test_series(self, announcing, clock):
        """A recurrence schedules its next announcement as it begins; the entries it told are known."""
        daily = plan_of("tous les jours à 9 h", clock())
        assert isinstance(daily, Recurrence)
        first = await announcing.schedule(every=daily)
        for entry in ("fibre", "cout"):
            (due,) = await announcing.ledger.due(clock())
            content = Content(entry=entry, fact=True)
            await announcing.ledger.start(due, content, daily.after(clock()))
            clock.passes(days=1)

        assert ["fibre", "cout"] == await announcing.ledger.told(first)
        (third,) = await announcing.ledger.due(clock())
        assert (Status.SCHEDULED, first, clock()) == (third.status, third.series, third.at)


class TestPostpone:
    async def test_scheduled(self, announcing, clock):
        """What has not begun is scheduled for another time."""
        await announcing.schedule()
        (due,) = await announcing.ledger.due(clock())
        await announcing.ledger.postpone(due, clock() + timedelta(days=1))

        assert [] == await announcing.ledger.due(clock())


class TestClaim:
    async def test_once(self, announcing):
        """What one process has claimed, no other gets."""
        await announcing.subscribe(*range(1, 6))
        await announcing.begin()
        one, another = await announcing.claim(HOLDER, 3), await announcing.claim(OTHER, 3)

        assert (3, 2) == (len(one), len(another))
        assert not {found.id for found in one} & {found.id for found in another}

    async def test_lease_over(self, announcing, clock):
        """What was claimed and never left goes to another process once the lease is over, and is the first's no more."""
        await announcing.subscribe(1)
        await announcing.begin()
        claimed = await announcing.claim()
        clock.passes(seconds=60)
        again = await announcing.claim(OTHER)

        assert [found.id for found in claimed] == [found.id for found in again]
        assert set() == await announcing.leave(claimed)
        assert {claimed[0].id} == await announcing.leave(again, OTHER)

    async def test_at_night(self, announcing):
        """At night only what may disturb is claimed."""
        await announcing.subscribe(1)
        await announcing.begin()
        loud = await announcing.begin(at_night=True)

        assert [loud] == [found.announcement for found in await announcing.claim(at_night=True)]

    async def test_in_turn(self, announcing):
        """A long announcement does not hold up a short one."""
        await announcing.subscribe(*range(1, 6))
        numbers = {await announcing.begin(), await announcing.begin()}
        claimed = [*await announcing.claim(most=2), *await announcing.claim(most=2)]

        assert numbers == {found.announcement for found in claimed}


class TestBegin:
    @pytest.mark.parametrize("status", [Status.PAUSED, Status.STOPPED])
    async def test_paused(self, announcing, status):
        """What is paused or stopped leaves no more, even when claimed."""
        await announcing.subscribe(1)
        number = await announcing.begin()
        claimed = await announcing.claim()
        found = await announcing.registry.find(number)
        await announcing.registry.save(replace(found, status=status), Status.DELIVERING)

        assert set() == await announcing.leave(claimed)
        assert [] == await announcing.claim(OTHER)

    async def test_twice(self, announcing):
        """What has left does not leave again."""
        await announcing.subscribe(1)
        await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed)

        assert set() == await announcing.leave(claimed)


class TestSettle:
    @pytest.mark.parametrize(
        ("result", "state"),
        [
            (Sent("5"), State.SENT),
            (Refused("blocked"), State.REFUSED),
            (Failed("too long"), State.FAILED),
            (Unknown("ReadTimeout"), State.UNKNOWN),
            (TooFast(30), State.WAITING),
            (NotLeft("ConnectError"), State.WAITING),
        ],
    )
    async def test_state(self, announcing, result, state):
        """What became of an attempt decides where the delivery stands."""
        await announcing.subscribe(1)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed)
        await announcing.settle({claimed[0].id: result})

        assert {state: 1} == await announcing.counts(number)

    async def test_too_fast(self, announcing, clock):
        """A chat that is to wait is claimed again when its time has come, and fails after so many tries."""
        await announcing.subscribe(1)
        number = await announcing.begin()
        seen = []
        for _ in range(3):
            claimed = await announcing.claim()
            await announcing.leave(claimed)
            await announcing.settle({claimed[0].id: TooFast(30)})
            seen.append(len(await announcing.claim(OTHER)))
            clock.passes(seconds=30)

        assert [0, 0, 0] == seen
        assert {State.FAILED: 1} == await announcing.counts(number)

    async def test_taken_for_lost(self, announcing, clock):
        """An answer that comes after the lease is written down all the same."""
        await announcing.subscribe(1)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed)
        clock.passes(seconds=60)
        await announcing.ledger.expire(clock())
        before = await announcing.counts(number)
        await announcing.settle({claimed[0].id: Sent("5")})

        assert ({State.UNKNOWN: 1}, {State.SENT: 1}) == (before, await announcing.counts(number))

    async def test_of_another(self, announcing):
        """Nobody writes down what became of another's delivery."""
        await announcing.subscribe(1)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed)
        await announcing.settle({claimed[0].id: Failed("x")}, OTHER)

        assert {State.SENDING: 1} == await announcing.counts(number)

    async def test_moved(self, announcing):
        """A group that moved gets the announcement where it now lives, and stays subscribed there."""
        await announcing.subscribe(-1)
        await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed)
        await announcing.subscriptions.move(chat(-1), chat(-1001))
        await announcing.settle({claimed[0].id: Moved(chat(-1001))})

        assert [chat(-1001)] == [found.contact for found in await announcing.claim()]
        assert await announcing.subscriptions.find(chat(-1)) is None
        assert await announcing.subscriptions.find(chat(-1001)) is not None

    async def test_moved_where_it_is_served(self, announcing):
        """A group known under both addresses gets the announcement once."""
        await announcing.subscribe(-1, -1001)
        number = await announcing.begin()
        old, new = sorted(await announcing.claim(), key=lambda found: len(found.contact.id))
        await announcing.leave([old, new])
        await announcing.subscriptions.move(chat(-1), chat(-1001))
        await announcing.settle({old.id: Moved(chat(-1001)), new.id: Sent("1")})

        assert {State.FAILED: 1, State.SENT: 1} == await announcing.counts(number)


class TestExpire:
    async def test_lease(self, announcing, clock):
        """What was leaving when its process died is unknown once the lease is over, and never waits again."""
        await announcing.subscribe(1, 2)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed[:1])
        clock.passes(seconds=60)

        assert 1 == await announcing.ledger.expire(clock())
        assert {State.UNKNOWN: 1, State.WAITING: 1} == await announcing.counts(number)


class TestRecover:
    async def test_restart(self, announcing, setting):
        """At a restart on SQLite what was leaving is unknown at once, and what was claimed waits for nothing."""
        await announcing.subscribe(1, 2)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed[:1])
        await announcing.ledger.recover()
        free = len(await announcing.claim(OTHER))

        # On PostgreSQL another process may be delivering them.
        state, expected = (State.SENDING, 0) if setting else (State.UNKNOWN, 1)
        assert ({state: 1, State.WAITING: 1}, expected) == (await announcing.counts(number), free)


class TestFinish:
    async def test_done(self, announcing, clock):
        """An announcement is done when nothing waits nor leaves."""
        await announcing.subscribe(1, 2)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed)
        await announcing.settle({claimed[0].id: Sent("1")})
        early = await announcing.ledger.finish(clock())
        await announcing.settle({claimed[1].id: Unknown("x")})

        assert ([], [number]) == (early, await announcing.ledger.finish(clock()))
        assert Status.DONE is await announcing.status(number)


class TestAgain:
    async def test_failed_alone(self, announcing):
        """The failed ones are tried again alone."""
        await announcing.subscribe(1, 2, 3)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed)
        results = (Failed("x"), Unknown("x"), Sent("1"))
        await announcing.settle(dict(zip([found.id for found in claimed], results, strict=True)))

        assert 1 == await announcing.registry.again(number, State.FAILED)
        assert [claimed[0].id] == [found.id for found in await announcing.claim()]


class TestPurge:
    async def test_old(self, announcing, clock):
        """What ended long ago is erased, its recipients first, a run at a time; the rest stays."""
        await announcing.subscribe(1, 2, 3)
        old = await announcing.begin()
        await announcing.deliver()
        clock.passes(days=1)
        recent = await announcing.begin()
        await announcing.deliver()
        runs = 0
        while await announcing.ledger.purge(clock() - timedelta(hours=1), 2):
            runs += 1

        assert 2 == runs
        assert ({}, None) == (await announcing.counts(old), await announcing.status(old))
        assert {State.SENT: 3} == await announcing.counts(recent)

    async def test_facts_told(self, announcing, clock):
        """What a « fait du jour » told is known as long as it is told, but not to whom, nor who began it."""
        daily = plan_of("tous les jours à 9 h", clock())
        first = await announcing.schedule(every=daily, author="42", report=chat(42), report_message="9")
        await announcing.subscribe(1)
        (due,) = await announcing.ledger.due(clock())
        await announcing.ledger.start(due, Content(entry="fibre", fact=True), daily.after(clock()))
        while await announcing.ledger.gather(clock(), 1000):
            pass
        await announcing.deliver()
        clock.passes(days=100)
        runs = 0
        while runs < 9 and await announcing.ledger.purge(clock() - timedelta(days=90), 100):
            runs += 1

        kept = await announcing.registry.find(first)
        assert (1, ["fibre"], {}) == (
            runs,
            await announcing.ledger.told(first),
            await announcing.counts(first),
        )
        assert ("", None, None) == (kept.author, kept.report, kept.report_message)
