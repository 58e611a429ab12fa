"""What leaves next: each delivery once, for one process, to those who still want it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from announcing import HOLDER, OTHER, Announcing, chat
from sqlalchemy import delete, update

from bot.announcements import Action, State, Status
from bot.storage.moments import seconds_of
from bot.storage.subscriptions import SUBSCRIPTIONS, is_of


async def forget(announcing: Announcing, number: int) -> None:
    """End a subscription as another process would that does not see what has just been listed."""
    async with announcing.database.writing() as connection:
        await connection.execute(delete(SUBSCRIPTIONS).where(is_of(chat(number))))


async def silence(announcing: Announcing, number: int, until: datetime) -> None:
    """Begin a pause, likewise."""
    async with announcing.database.writing() as connection:
        paused = update(SUBSCRIPTIONS).where(is_of(chat(number))).values(paused_until=seconds_of(until))
        await connection.execute(paused)


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

    async def test_left_since(self, announcing, clock):
        """Who unsubscribed, blocked us or asked for a pause since they were listed is spared, and told so; others are not."""
        await announcing.subscribe(1, 2, 3, 4)
        number = await announcing.begin()
        claimed = await announcing.claim()
        await forget(announcing, 1)
        await announcing.subscriptions.refuse(chat(2))
        await silence(announcing, 3, clock() + timedelta(days=1))
        left = await announcing.leave(claimed)

        assert ["4"] == [found.contact.id for found in claimed if found.id in left]
        assert {State.SPARED: 3, State.SENDING: 1} == await announcing.counts(number)
        assert [] == await announcing.claim(OTHER)

    async def test_pause_over(self, announcing, clock):
        """A pause that is over spares nobody."""
        await announcing.subscribe(1)
        await announcing.begin()
        await silence(announcing, 1, clock() - timedelta(days=1))

        assert 1 == len(await announcing.leave(await announcing.claim()))

    async def test_copies(self, announcing):
        """A copy is mended also at those who left since: what they read is to be right."""
        await announcing.subscribe(1)
        number = await announcing.begin()
        await announcing.deliver()
        await announcing.subscriptions.unsubscribe(chat(1))
        await announcing.begin(action=Action.RECALL, of=number)

        assert 1 == len(await announcing.leave(await announcing.claim()))
