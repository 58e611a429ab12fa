"""What is said in groups, and what of it is answered."""

from types import SimpleNamespace

import pytest
from fake_bot import GROUP, SENT_AT

from bot.channels.telegram.deep_links import DeepLinks
from bot.channels.telegram.group_settings import Groups, GroupSettings
from bot.channels.telegram.groups import InGroups
from bot.channels.telegram.handlers import Handlers
from bot.channels.telegram.showing import Showing
from bot.conversation import Answer, Missed, Outcome, ParcelsInMemory, Reply, Responder, Thread, Why

FACT = Reply(Outcome.ANSWER, answers=(Answer("prix", "2 000 F."),))
UNKNOWN = Reply(Outcome.UNKNOWN, "?", missed=Missed("…", Why.UNKNOWN))


@pytest.fixture
def groups(records):
    return Groups(records)


@pytest.fixture
def in_groups(voice, memory, groups):
    links = DeepLinks(ParcelsInMemory())
    responder = Responder([lambda message, _: FACT if "combien" in message.text else UNKNOWN])
    handlers = Handlers(responder, voice, memory, links, Showing(voice, groups, links))
    return InGroups(handlers, groups)


@pytest.fixture
def hear(in_groups, telegram, bot):
    """Somebody says something in a group."""

    async def hear(text):
        await in_groups.message(telegram.text(text, chat=GROUP), SimpleNamespace(bot=bot))

    return hear


class TestMessage:
    async def test_to_us(self, hear, bot):
        """What is said to us is answered, known or not."""
        await hear("/question combien ?")
        await hear("/question où ?")

        assert ["2 000 F.", "?"] == bot.sent

    async def test_to_others(self, hear, bot, memory):
        """What members say to each other is not, and nothing is kept of it."""
        await hear("combien ?")

        assert ([], []) == (bot.calls, memory.kept)

    async def test_entered(self, hear, groups):
        """A group that we were in before we took note of groups is noted."""
        await hear("bonjour")

        assert groups.knows(GROUP)

    async def test_overheard(self, hear, bot, groups, memory):
        """Where we may listen, what we are sure of is answered, once in a while; of the rest nothing is kept."""
        groups.set(GROUP, GroupSettings(listening=True))
        for text in ("où ?", "combien", "combien ?", "combien ?"):
            await hear(text)

        assert ["2 000 F."] == bot.sent
        assert [FACT] == memory.kept

    async def test_overheard_anew(self, hear, groups, memory):
        """What is asked to nobody is not read in the light of what was said to us before."""
        groups.set(GROUP, GroupSettings(listening=True))
        await hear("/question où ?")
        await hear("combien ?")

        assert [Thread(at=SENT_AT).after(FACT)] == list(memory.threads.values())
