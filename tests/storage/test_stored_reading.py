"""What editors' tools read; on both databases."""

from datetime import date

from remembering import AFI, KOFI, about, answered, missed, rows, voted

from bot.conversation import Why
from bot.storage import ALL, Counted, MissedQuestion, Opinion, read_counts, read_missed, read_opinions


class TestReadMissed:
    async def test_most_asked_first(self, memory, database, clock):
        """The most asked comes first; of those asked as often, the latest."""
        for text in ("il neige ?", "il vente ?", "il neige", "il pleut ?"):
            memory.keep(AFI, about(), missed(text, "meteo", Why.UNSURE))
            await memory.settled()
            clock.passes(days=1)
        async with database.reading() as connection:
            found = await read_missed(connection)

        assert ["il neige ?", "il pleut ?", "il vente ?"] == [question.question for question in found]
        days = date(2026, 3, 10), date(2026, 3, 12)
        assert MissedQuestion("il neige ?", Why.UNSURE, "meteo", 2, *days) == found[0]


class TestReadCounts:
    async def test_since(self, memory, database, clock):
        """Weeks before the first one asked for are left out."""
        for _ in range(2):
            memory.keep(AFI, about("prix"), answered("prix"))
            await memory.settled()
            clock.passes(days=7)
        week = date(2026, 3, 16)
        async with database.reading() as connection:
            found = await read_counts(connection, week)

        assert {Counted(week, "answer", ALL): 1, Counted(week, "answer", "prix"): 1} == found
        assert 4 == len(await rows(database, "counts"))


class TestReadOpinions:
    async def test_most_voted_on_first(self, memory, database):
        """Each entry with who found it useful and who did not, the most voted on first."""
        for contact, entry, useful in ((AFI, "a", False), (AFI, "b", True), (KOFI, "b", False)):
            memory.keep(contact, about(), voted(entry, useful=useful))
        await memory.settled()
        async with database.reading() as connection:
            found = await read_opinions(connection)

        assert [Opinion("b", 1, 1), Opinion("a", 0, 1)] == found
