"""What became of an attempt decides where its delivery stands."""

import pytest
from announcing import OTHER, chat

from bot.announcements import Failed, Moved, NotLeft, Refused, Sent, State, TooFast, Unknown


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
