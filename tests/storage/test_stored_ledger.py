"""The ledger: each row is served once, by one process, and what is not known is said so."""

from datetime import timedelta

from announcing import HOLDER, OTHER, chat

from bot.announcements import (
    Content,
    Recurrence,
    Sent,
    State,
    Status,
    Unknown,
    plan_of,
)


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
    async def test_restart(self, announcing, clock, setting):
        """At a restart on SQLite what was leaving is unknown at once, and what was claimed waits for nothing."""
        await announcing.subscribe(1, 2)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await announcing.leave(claimed[:1])
        await announcing.ledger.recover(clock())
        free = len(await announcing.claim(OTHER))

        # On PostgreSQL another process may be delivering them.
        state, expected = (State.SENDING, 0) if setting else (State.UNKNOWN, 1)
        assert ({state: 1, State.WAITING: 1}, expected) == (await announcing.counts(number), free)

    async def test_presence(self, announcing, clock, setting):
        """On SQLite, where one bot works at a time, a former run is not counted any more."""
        await announcing.ledger.be_present(OTHER, clock())
        await announcing.ledger.recover(clock())

        assert ([OTHER] if setting else []) == list(await announcing.ledger.present(clock()))


class TestGiveUp:
    async def test_another(self, announcing, clock):
        """What a process that ended was sending is unknown, what it had claimed is free; others' deliveries are theirs."""
        await announcing.subscribe(*range(1, 7))
        number = await announcing.begin()
        await announcing.ledger.be_present(OTHER, clock())
        theirs, ours = await announcing.claim(OTHER, 2), await announcing.claim(HOLDER, 2)
        await announcing.leave(theirs[:1], OTHER)
        await announcing.leave(ours[:1])
        await announcing.ledger.give_up(OTHER, clock())

        assert {State.UNKNOWN: 1, State.SENDING: 1, State.WAITING: 4} == await announcing.counts(number)
        assert 3 == len(await announcing.claim("a third"))
        assert [] == list(await announcing.ledger.present(clock()))


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
