"""What is most asked of late, as it is counted and after a restart; on both databases."""

from remembering import AFI, KOFI, SOCIAL, about, answered, missed

from bot.conversation import Outcome, Reply
from bot.storage.asked import LATE

OFFERED = Reply(Outcome.SUGGEST, "?", suggestions=about("x").offered)


def say(memory, *replies):
    for number, reply in enumerate(replies):
        memory.keep(AFI if number % 2 else KOFI, about("prix"), reply)


class TestMostAsked:
    async def test_nothing(self, memory):
        """Before anybody asked there is nothing."""
        assert [] == memory.asked.most_asked(9)

    async def test_order(self, memory):
        """The most answered comes first; as often answered, in the order of the ids; no more than wanted."""
        say(memory, answered("prix"), answered("suivi"), answered("delai", "suivi"), answered("horaires"))

        assert ["suivi", "delai", "horaires", "prix"] == memory.asked.most_asked(9)
        assert ["suivi", "delai"] == memory.asked.most_asked(2)

    async def test_answers_only(self, memory):
        """What was only offered, missed or said out of courtesy is no answer."""
        say(memory, SOCIAL, OFFERED, missed("il pleut ?", "meteo"), answered("prix"))

        assert ["prix"] == memory.asked.most_asked(9)

    async def test_restart(self, memory, start):
        """It is known after a restart, and counted on."""
        say(memory, answered("suivi"), answered("prix"))
        await memory.settled()
        later = await start()
        say(later, answered("prix"))

        assert ["prix", "suivi"] == later.asked.most_asked(9)

    async def test_of_late(self, memory, clock):
        """What was asked long ago counts no more, once what is stored is gone through."""
        say(memory, answered("suivi"), answered("suivi"))
        await memory.settled()
        clock.now += LATE
        clock.passes(days=7)
        say(memory, answered("prix"))
        await memory.settled()
        await memory._writer._purge()

        assert ["prix"] == memory.asked.most_asked(9)
