"""What groups decided, across restarts, moves and removals; on both databases."""

import pytest
from remembering import AFI_IN_GROUP, KOFI_IN_GROUP, SOCIAL, about, rows

from bot.conversation import Contact, Thread

HERE, THERE = ("telegram", "-7"), ("telegram", "-100")
DISCREET, LISTENING = {"discreet": True}, {"listening": True}
AFI_THERE = Contact("telegram", "-100", AFI_IN_GROUP.person)


class TestRecord:
    async def test_unknown(self, memory):
        """Of a group we have not heard of nothing is known."""
        assert memory.groups.record(*HERE) is None

    async def test_kept(self, memory):
        """What was decided last holds at once, there and nowhere else."""
        memory.groups.keep_record(*HERE, LISTENING)
        memory.groups.keep_record(*HERE, DISCREET)

        assert (DISCREET, None) == (memory.groups.record(*HERE), memory.groups.record(*THERE))

    async def test_restart(self, memory, start):
        """It outlives us."""
        memory.groups.keep_record(*HERE, DISCREET)
        assert await memory.settled()

        again = await start()
        assert DISCREET == again.groups.record(*HERE)

    async def test_all(self, memory):
        """The groups of a channel that we are in are told, and no other."""
        memory.groups.keep_record(*HERE, DISCREET)
        memory.groups.keep_record(*THERE, LISTENING)
        memory.groups.keep_record("console", "1", {})
        memory.groups.leave(*THERE)

        assert [DISCREET] == list(memory.groups.records("telegram"))


class TestLeave:
    async def test_back(self, memory, start):
        """A group we left is as unknown; back in it, what it had decided holds again."""
        memory.groups.keep_record(*HERE, DISCREET)
        memory.groups.leave(*HERE)
        left = memory.groups.record(*HERE)
        assert await memory.settled()
        again = await start()
        again.groups.enter(*HERE)

        assert (None, DISCREET) == (left, again.groups.record(*HERE))

    async def test_new(self, memory):
        """A group that we enter for the first time is known, and has decided nothing."""
        memory.groups.enter(*HERE)

        assert {} == memory.groups.record(*HERE)

    async def test_unknown(self, memory):
        """To leave a group we have not heard of changes nothing."""
        memory.groups.leave(*HERE)

        assert memory.groups.record(*HERE) is None

    @pytest.fixture
    async def left(self, memory):
        """A group we left, beside one we are in."""
        memory.groups.keep_record(*HERE, DISCREET)
        memory.groups.keep_record(*THERE, DISCREET)
        memory.groups.leave(*HERE)
        assert await memory.settled()

    @pytest.mark.parametrize(("days", "kept"), [(89, {"-7", "-100"}), (91, {"-100"})])
    @pytest.mark.usefixtures("left")
    async def test_purged(self, start, clock, database, days, kept):
        """Ninety days after we left, it is erased; a group we are in is kept."""
        clock.passes(days=days)
        await start()

        assert kept == {row[1] for row in await rows(database, "groups")}


class TestMove:
    async def test_settings(self, memory, start):
        """What a group decided goes along with it, and is left nowhere else."""
        memory.groups.keep_record(*HERE, DISCREET)
        assert await memory.settled()
        memory.groups.move(*HERE, "-100")
        assert await memory.settled()

        again = await start()
        assert (None, DISCREET) == (again.groups.record(*HERE), again.groups.record(*THERE))

    async def test_threads(self, memory, start, database):
        """So do its conversations, even when the next restart comes at once."""
        memory.keep(AFI_IN_GROUP, about("prix"), SOCIAL)
        assert await memory.settled()
        memory.keep(KOFI_IN_GROUP, about("delai"), SOCIAL)
        memory.groups.move(*HERE, "-100")
        at_once = memory.thread(AFI_THERE)
        assert await memory.settled()

        again = await start()
        assert (about("prix"), about("prix")) == (at_once, again.thread(AFI_THERE))
        assert Thread() == again.thread(AFI_IN_GROUP)
        assert {"-100"} == {row[1] for row in await rows(database, "threads")}

    async def test_hidden_admin(self, memory):
        """Who hides behind the group has its new number too."""
        memory.keep(Contact("telegram", "-7", "-7"), about("prix"), SOCIAL)
        memory.groups.move(*HERE, "-100")

        assert about("prix") == memory.thread(Contact("telegram", "-100", "-100"))

    async def test_told_twice(self, memory):
        """Telegram tells it in both groups: what was decided in the new one meanwhile holds."""
        memory.groups.keep_record(*HERE, DISCREET)
        memory.groups.move(*HERE, "-100")
        memory.groups.keep_record(*THERE, LISTENING)
        memory.groups.move(*HERE, "-100")

        assert LISTENING == memory.groups.record(*THERE)

    async def test_told_late(self, memory, start):
        """Telegram may say that we are in the new one before it says that the group has moved there."""
        memory.groups.keep_record(*HERE, DISCREET)
        memory.groups.enter(*THERE)
        memory.groups.move(*HERE, "-100")
        assert await memory.settled()

        again = await start()
        assert [DISCREET, DISCREET] == [known.groups.record(*THERE) for known in (memory, again)]

    async def test_heard_late(self, memory):
        """What was still said under the former number undoes nothing."""
        memory.groups.keep_record(*HERE, DISCREET)
        memory.groups.move(*HERE, "-100")
        memory.groups.enter(*HERE)
        memory.groups.move(*HERE, "-100")

        assert DISCREET == memory.groups.record(*THERE)
