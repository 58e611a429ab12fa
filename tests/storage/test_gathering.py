"""Who is listed in the ledger: those meant, each once, wherever the listing stopped."""

from datetime import timedelta

from announcing import chat

from bot.announcements import Action, Failed, Sent, State, Status


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
