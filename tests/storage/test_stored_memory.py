"""What is remembered of a turn, across restarts, and what is forgotten when asked to; on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from announcing import Announcing
from remembering import (
    AFI,
    AFI_IN_GROUP,
    KOFI,
    KOFI_IN_GROUP,
    SOCIAL,
    about,
    answered,
    missed,
    rows,
    voted,
)
from sqlalchemy import update

from bot.announcements import State
from bot.conversation import Contact, Forgotten, Outcome, Reply, Suggestion, Thread, Why
from bot.storage import StoredSubscriptions
from bot.storage.threads import THREADS


class TestThread:
    async def test_nobody(self, memory):
        """With somebody new the conversation is new."""
        assert Thread() == memory.thread(AFI)

    async def test_kept(self, memory):
        """It goes on where it was, as soon as it is kept."""
        memory.keep(AFI, about("prix"), SOCIAL)

        assert about("prix") == memory.thread(AFI)

    async def test_latest(self, memory):
        """What was said last is where it is."""
        memory.keep(AFI, about("prix"), SOCIAL)
        memory.keep(AFI, about("delai"), SOCIAL)

        assert about("delai") == memory.thread(AFI)

    @pytest.mark.parametrize("other", [KOFI, AFI_IN_GROUP, KOFI_IN_GROUP, Contact("console", "5", "5")])
    async def test_others(self, memory, other):
        """It is one person's, in one chat, on one channel."""
        memory.keep(AFI, about("prix"), SOCIAL)

        assert Thread() == memory.thread(other)

    async def test_alone(self, memory):
        """Alone with the bot a person is their chat, whether the channel says so twice or not."""
        memory.keep(Contact("telegram", "5"), about("prix"), SOCIAL)

        assert about("prix") == memory.thread(AFI)

    async def test_a_day_later(self, memory, clock):
        """Who comes back a day later begins anew."""
        memory.keep(AFI, about("prix"), SOCIAL)
        clock.passes(days=1)

        assert Thread() == memory.thread(AFI)

    async def test_restart(self, start, clock):
        """A restart changes nothing, within the day."""
        former = await start()
        former.keep(AFI, about("prix"), SOCIAL)
        former.keep(KOFI_IN_GROUP, about("delai"), SOCIAL)
        await former.close()
        clock.passes(hours=23)
        memory = await start()

        assert [about("prix"), about("delai")] == [memory.thread(AFI), memory.thread(KOFI_IN_GROUP)]

    async def test_restart_a_day_later(self, start, clock):
        """Nor does it bring back what was before."""
        former = await start()
        former.keep(AFI, about("prix"), SOCIAL)
        await former.close()
        clock.passes(days=1)
        memory = await start()

        assert Thread() == memory.thread(AFI)

    async def test_killed(self, start):
        """What is settled is there for a process that knows nothing of the former one, which never closed."""
        former = await start()
        former.keep(AFI, about("prix"), SOCIAL)

        assert await former.settled()
        assert about("prix") == (await start()).thread(AFI)

    async def test_at_hand(self, memory):
        """What is never to be stored of it is there as long as we live."""
        doubted = replace(about("prix"), doubted="combien ?")
        memory.keep(AFI, doubted, SOCIAL)

        assert doubted == memory.thread(AFI)

    @pytest.mark.parametrize("record", ['{"offered": [1]}', "[]", "{", '{"turns": "deux"}'])
    async def test_of_another_version(self, start, database, record):
        """A thread that is none is no thread."""
        former = await start()
        former.keep(AFI, about("prix"), SOCIAL)
        await former.close()
        async with database.writing() as connection:
            await connection.execute(update(THREADS).values(record=record))
        memory = await start()

        assert Thread() == memory.thread(AFI)
        assert await memory.settled()


class TestKeep:
    async def test_votes(self, memory, database):
        """A vote is one person's on one entry; they may think again."""
        memory.keep(AFI, about("prix"), voted("prix", useful=False))
        memory.keep(KOFI, about("prix"), voted("prix", useful=False))
        memory.keep(AFI_IN_GROUP, about("prix"), voted("prix", useful=True))
        memory.keep(AFI, about("delai"), voted("delai", useful=True))
        await memory.settled()

        found = [row[:4] for row in await rows(database, "votes")]
        assert [
            ("telegram", "5", "delai", True),
            ("telegram", "5", "prix", True),
            ("telegram", "6", "prix", False),
        ] == found

    async def test_counts(self, memory, database, clock):
        """Replies are counted by week and outcome, in all and for each entry; courtesy is not."""
        offer = Reply(
            Outcome.SUGGEST, suggestions=(Suggestion("Prix", "entree:prix"), Suggestion("Thèmes", "themes"))
        )
        for reply in (answered("prix"), answered("prix", "delai"), offer, missed("pluie ?"), SOCIAL):
            memory.keep(AFI, about("prix"), reply)
        await memory.settled()
        clock.passes(days=6)
        memory.keep(AFI, about("prix"), answered("prix"))
        await memory.settled()

        week, next_week = date(2026, 3, 9), date(2026, 3, 16)
        assert [
            (week, "answer", "", 2),
            (week, "answer", "delai", 1),
            (week, "answer", "prix", 2),
            (week, "suggest", "", 1),
            (week, "suggest", "prix", 1),
            (week, "unknown", "", 1),
            (next_week, "answer", "", 1),
            (next_week, "answer", "prix", 1),
        ] == await rows(database, "counts")

    async def test_missed(self, memory, database, clock):
        """A missed question is counted with those that differ in nothing that matters; nobody is in it."""
        memory.keep(AFI, about(), missed("Il pleut à Lomé ?", "meteo"))
        await memory.settled()
        clock.passes(days=2)
        for text in ("il pleut a lome", "IL PLEUT, à Lomé !"):
            memory.keep(KOFI, about(), missed(text, "lome", Why.REFUSED))
        await memory.settled()

        first, last = date(2026, 3, 10), date(2026, 3, 12)
        assert [("il pleut a lome", "Il pleut à Lomé ?", 3, first, last, "lome", "refused")] == await rows(
            database, "missed"
        )

    async def test_missed_masked_and_cut(self, memory, database):
        """What is personal is blotted out before it is cut short, so that no part of it is left at the end."""
        memory.keep(AFI, about(), missed("a" * 290 + " 90 12 34 56 et la suite"))
        memory.keep(AFI, about(), missed("?!"))
        await memory.settled()

        assert ["a" * 290 + " [téléphon"] == [row[1] for row in await rows(database, "missed")]

    async def test_strange_text(self, memory, database):
        """No text that can be typed keeps the rest from being stored."""
        memory.keep(AFI, Thread(("\ud800\0",)), missed("le \0 zéro et la \ud800 moitié"))

        assert await memory.settled()
        assert ["le   zéro et la ? moitié"] == [row[1] for row in await rows(database, "missed")]


class TestForget:
    async def test_everywhere(self, start, memory, database):
        """All that is tied to a person is erased, in every chat, at hand and stored; the others' is not."""
        for contact in (AFI, AFI_IN_GROUP, KOFI, KOFI_IN_GROUP):
            memory.keep(contact, about("prix"), voted("prix", useful=True))
        await memory.settled()

        assert Forgotten(threads=2, votes=1) == await memory.forget(AFI_IN_GROUP)
        assert [Thread(), Thread()] == [memory.thread(AFI), memory.thread(AFI_IN_GROUP)]
        assert ["6", "6"] == [row[2] for row in await rows(database, "threads")]
        assert ["6"] == [row[1] for row in await rows(database, "votes")]
        assert about("prix") == (await start()).thread(KOFI_IN_GROUP)

    async def test_subscription(self, memory, database, clock):
        """A subscription to announcements is erased, and which ones were received; the others' stay."""
        subscriptions = StoredSubscriptions(database)
        for contact in (AFI, KOFI):
            await subscriptions.subscribe(contact, is_group=False)
        announcing = Announcing(database, clock)
        number = await announcing.begin()
        await announcing.deliver()

        assert Forgotten(subscribed=True) == await memory.forget(AFI)
        assert await subscriptions.find(AFI) is None
        assert await subscriptions.find(KOFI) is not None
        assert {State.SENT: 1} == await announcing.counts(number)

    async def test_in_the_groups_name(self, memory, database, clock):
        """An admin who writes in a group's name forgets for themselves: the group goes on getting announcements."""
        group = Contact("telegram", "-7", "-7")
        announcing = Announcing(database, clock)
        await announcing.subscribe(-7)
        number = await announcing.begin()
        await announcing.deliver()

        assert Forgotten() == await memory.forget(group)
        assert await announcing.subscriptions.find(group) is not None
        assert {State.SENT: 1} == await announcing.counts(number)

    async def test_not_stored_yet(self, memory, database):
        """What was just said is erased too, before it is ever stored or after."""
        memory.keep(AFI, about("prix"), voted("prix", useful=True))

        assert Forgotten(threads=1, votes=1) == await memory.forget(AFI)
        assert [[], []] == [await rows(database, "threads"), await rows(database, "votes")]

    async def test_longer_ago(self, start, clock):
        """What is past its day and not purged yet, or was stored by a former process, is erased as well."""
        former = await start()
        former.keep(AFI, about("prix"), voted("prix", useful=True))
        await former.close()
        clock.passes(minutes=1)
        memory = await start()

        assert Forgotten(threads=1, votes=1) == await memory.forget(AFI)

    async def test_nothing(self, memory):
        """Of somebody unknown there is nothing to erase."""
        assert Forgotten() == await memory.forget(AFI)

    async def test_begins_anew(self, memory, database):
        """Who goes on talking afterwards is remembered anew."""
        memory.keep(AFI, about("prix"), SOCIAL)
        await memory.forget(AFI)
        memory.keep(AFI, about("delai"), SOCIAL)
        await memory.settled()

        assert about("delai") == memory.thread(AFI)
        assert 1 == len(await rows(database, "threads"))


class TestPurge:
    async def test_past_its_time(self, memory, database, clock):
        """Threads go after a day, votes and missed questions after 180; counts hold nobody, and stay."""
        memory.keep(AFI, about("prix"), voted("prix", useful=True))
        memory.keep(AFI, about("prix"), missed("pluie ?"))
        await memory.settled()
        sizes = []
        for days in (0.9, 0.1, 178, 1):
            clock.passes(days=days)
            await memory._writer._purge()
            sizes.append(
                [len(await rows(database, name)) for name in ("threads", "votes", "missed", "counts")]
            )

        assert [[1, 1, 1, 1], [0, 1, 1, 1], [0, 1, 1, 1], [0, 0, 0, 1]] == sizes

    async def test_too_many(self, memory, database, monkeypatch):
        """Of too many missed questions the least asked go."""
        monkeypatch.setattr("bot.storage.missed.MOST", 2)
        for text in ("a", "b", "c", "a", "c"):
            memory.keep(AFI, about(), missed(text))
        await memory.settled()
        await memory._writer._purge()

        assert ["a", "c"] == [row[0] for row in await rows(database, "missed")]

    async def test_with_what_is_stored(self, memory, clock):
        """What is at hand goes with what is stored."""
        memory.keep(AFI, about("prix"), SOCIAL)
        clock.passes(days=1)
        await memory._writer._purge()

        assert [] == list(memory._recent)
