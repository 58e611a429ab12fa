"""Questions carried by links: given back after a restart, for an hour; on both databases."""

import pytest
from remembering import rows

from bot.conversation.parcels import KEPT, token_of
from bot.storage import parcels as module

LONG = "Combien de kilomètres de fibre optique l'État togolais a-t-il posés avec la Chine à Lomé ?"


class TestStoredParcels:
    async def test_given_back(self, memory):
        """A text comes back at once, before it is stored."""
        assert LONG == memory.parcels.text_of(memory.parcels.keep(LONG))

    async def test_restart(self, memory, start):
        """It comes back after a restart."""
        token = memory.parcels.keep(LONG)
        await memory.settled()

        assert LONG == (await start()).parcels.text_of(token)

    async def test_unknown(self, memory):
        """A token that we never gave brings nothing back."""
        assert memory.parcels.text_of(token_of(LONG)) is None

    async def test_once(self, memory, database):
        """Typed again, it is stored once."""
        for _ in range(2):
            memory.parcels.keep(LONG)
            await memory.settled()

        assert [(token_of(LONG), LONG)] == [row[:2] for row in await rows(database, "parcels")]

    async def test_an_hour_later(self, memory, start, clock):
        """It is kept for an hour, here and after a restart."""
        token = memory.parcels.keep(LONG)
        await memory.settled()
        clock.now += KEPT

        assert (None, None) == (memory.parcels.text_of(token), (await start()).parcels.text_of(token))

    async def test_typed_again(self, memory, start, clock):
        """Typed again, it is kept for an hour from then."""
        token = memory.parcels.keep(LONG)
        await memory.settled()
        clock.now += KEPT / 2
        memory.parcels.keep(LONG)
        await memory.settled()
        clock.now += KEPT / 2

        assert LONG == (await start()).parcels.text_of(token)

    async def test_purged(self, memory, database, clock):
        """An hour later it is nowhere any more."""
        memory.parcels.keep(LONG)
        await memory.settled()
        clock.now += KEPT
        await memory._writer._purge()

        assert [] == await rows(database, "parcels")
        assert {} == memory.parcels._kept

    async def test_bound(self, memory, database, clock, monkeypatch):
        """Of what is too much the oldest goes."""
        monkeypatch.setattr(module, "MOST_KEPT", 2)
        for text in ("a", "b", "c"):
            memory.parcels.keep(text)
            clock.passes(seconds=1)
        await memory.settled()
        await memory._writer._purge()

        assert {"b", "c"} == {row[1] for row in await rows(database, "parcels")}

    @pytest.mark.parametrize("text", ["é" * 256, "🙏 ? %s 'a' \"b\" ; --", "\u202e"])
    async def test_anything(self, memory, start, text):
        """Whatever was typed comes back as it was."""
        token = memory.parcels.keep(text)
        await memory.settled()

        assert text == (await start()).parcels.text_of(token)
