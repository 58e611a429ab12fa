"""Subscriptions and the topics they chose, on both databases."""

from datetime import timedelta

import pytest
from announcing import chat

from bot.announcements import Action, Audience
from bot.storage.subscriptions import TOPICS_CHOSEN


@pytest.fixture
def subscriptions(announcing):
    return announcing.subscriptions


async def topics(subscriptions):
    """The topics of contact 1."""
    return sorted((await subscriptions.find(chat(1))).topics)


class TestSubscribe:
    async def test_twice(self, subscriptions, clock):
        """To subscribe twice is to be subscribed once."""
        for _ in range(2):
            await subscriptions.subscribe(chat(1), is_group=False)

        assert Audience(people=1) == await subscriptions.audience("all", clock())

    async def test_topics(self, subscriptions):
        """Topics add up; all of them is none in particular, and to want one more then changes nothing."""
        seen = []
        for topic in ("fibre", "focac", "fibre", None, "fibre"):
            await subscriptions.subscribe(chat(1), is_group=False, topic=topic)
            seen.append(await topics(subscriptions))

        assert [["fibre"], ["fibre", "focac"], ["fibre", "focac"], [], []] == seen

    async def test_after_a_refusal(self, subscriptions):
        """A subscription begun anew after a refusal is what is asked now, not what was."""
        await subscriptions.subscribe(chat(1), is_group=False, topic="fibre")
        await subscriptions.refuse(chat(1))
        await subscriptions.subscribe(chat(1), is_group=False, topic="focac")

        found = await subscriptions.find(chat(1))
        assert (frozenset(["focac"]), False) == (found.topics, found.refused)


class TestUnsubscribe:
    async def test_no_trace(self, subscriptions, database):
        """Nothing is left of a subscription, its topics included."""
        await subscriptions.subscribe(chat(1), is_group=False, topic="fibre")
        gone = await subscriptions.unsubscribe(chat(1))

        async with database.reading() as connection:
            left = (await connection.execute(TOPICS_CHOSEN.select())).all()
        assert (True, [], None) == (gone, left, await subscriptions.find(chat(1)))

    async def test_listed_already(self, announcing):
        """Who left gets nothing more of what was listed for them; the others do."""
        await announcing.subscribe(1, 2)
        await announcing.begin()
        await announcing.subscriptions.unsubscribe(chat(1))

        assert [chat(2)] == [claimed.contact for claimed in await announcing.claim()]

    async def test_copies(self, announcing):
        """A slip is corrected with who left, too."""
        await announcing.subscribe(1)
        sent = await announcing.begin()
        await announcing.deliver()
        await announcing.begin(action=Action.CORRECT, of=sent)
        await announcing.subscriptions.unsubscribe(chat(1))

        assert [chat(1)] == [claimed.contact for claimed in await announcing.claim()]

    async def test_nobody(self, subscriptions):
        """Who is not subscribed cannot leave."""
        assert not await subscriptions.unsubscribe(chat(1))


class TestPause:
    async def test_until(self, subscriptions, clock):
        """A pause is kept to the second."""
        until = clock() + timedelta(days=7)
        await subscriptions.subscribe(chat(1), is_group=False)
        await subscriptions.pause(chat(1), until)

        assert until == (await subscriptions.find(chat(1))).paused_until
        assert Audience() == await subscriptions.audience("all", until - timedelta(seconds=1))
        assert Audience(people=1) == await subscriptions.audience("all", until)

    async def test_listed_already(self, announcing, clock):
        """Who wants nothing for a while gets nothing of what was listed before, either."""
        await announcing.subscribe(1, 2)
        await announcing.begin()
        await announcing.subscriptions.pause(chat(1), clock() + timedelta(days=7))

        assert [chat(2)] == [claimed.contact for claimed in await announcing.claim()]

    async def test_refused(self, subscriptions, clock):
        """An ended subscription cannot be paused, nor end twice."""
        await subscriptions.subscribe(chat(1), is_group=False)

        assert await subscriptions.refuse(chat(1))
        assert not await subscriptions.refuse(chat(1))
        assert not await subscriptions.pause(chat(1), clock())


class TestMove:
    async def test_known_there(self, subscriptions, clock):
        """A group known under both addresses is subscribed once."""
        await subscriptions.subscribe(chat(-1), is_group=True)
        await subscriptions.subscribe(chat(-1001), is_group=True)
        await subscriptions.move(chat(-1), chat(-1001))

        assert Audience(groups=1) == await subscriptions.audience("all", clock())


class TestAudience:
    async def test_targets(self, subscriptions, clock):
        """People and groups are counted apart."""
        for number in (1, 2, -3):
            await subscriptions.subscribe(chat(number), is_group=number < 0)

        found = {
            target: await subscriptions.audience(target, clock()) for target in ("all", "groups", "people")
        }
        assert {"all": Audience(2, 1), "groups": Audience(0, 1), "people": Audience(2, 0)} == found
