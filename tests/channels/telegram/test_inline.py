"""What is offered to who types « @bot … », and what becomes of what they typed before."""

import asyncio
from types import SimpleNamespace

import pytest
from fake_bot import AFI, KOFI, FakeBot
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.channels.telegram.deep_links import DeepLinks
from bot.channels.telegram.inline import CACHED, PAGE, Inline
from bot.conversation import MOST_FOUND, Found, ParcelsInMemory
from bot.knowledge import Entry

ENTRIES = tuple(Entry(f"e{number}", f"Titre {number}", ("?",), "Oui.") for number in range(MOST_FOUND))
LONG = "combien de kilomètres de fibre optique ont été posés à Lomé"

FOUND = {
    "": Found(ENTRIES[:3]),
    "dél": Found(ENTRIES[:2]),
    "tout": Found(ENTRIES),
    "vingt": Found(ENTRIES[:PAGE]),
    "peu sûr": Found(ENTRIES[:1], missed=True),
}


class ScriptedLookup:
    def __init__(self):
        self.typed = []

    def find(self, text):
        self.typed.append(text)
        if text == "panne":
            raise RuntimeError("what was typed: panne")
        return FOUND.get(text, Found((), missed=True))


@pytest.fixture
def lookup():
    return ScriptedLookup()


@pytest.fixture
def parcels():
    return ParcelsInMemory()


@pytest.fixture
def inline(lookup, parcels, voice):
    return Inline(lookup, DeepLinks(parcels), voice)


@pytest.fixture
def context(bot):
    return SimpleNamespace(bot=bot)


@pytest.fixture
def offered(inline, telegram, bot, context):
    """What is offered to somebody who types."""

    async def offer(text, offset=""):
        await inline.answer(telegram.types(text, offset=offset), context)
        return bot.done("answer_inline_query")[-1].options

    return offer


def ids(options):
    return [article.id for article in options["results"]]


class TestAnswer:
    async def test_list(self, offered):
        """What is found is offered, in order, and nothing else."""
        options = await offered("dél")

        assert ["e0", "e1"] == ids(options)
        assert (None, None) == (options["button"], options["next_offset"])

    async def test_nothing_typed(self, offered):
        """Before anything is typed there is something to choose."""
        assert ["e0", "e1", "e2"] == ids(await offered(""))

    async def test_cache(self, offered):
        """An answer is the same for everybody, and is soon asked for anew."""
        options = await offered("dél")

        assert (CACHED, False) == (options["cache_time"], options["is_personal"])

    async def test_pages(self, offered):
        """What does not fit one page comes as people scroll, each entry once, to the end."""
        seen, offset = [], "début"
        while offset:
            options = await offered("tout", offset.removeprefix("début"))
            seen += ids(options)
            offset = options["next_offset"]

        assert [entry.id for entry in ENTRIES] == seen

    async def test_last_page_full(self, offered):
        """A page that holds the last entry is the last."""
        assert (await offered("vingt"))["next_offset"] is None

    @pytest.mark.parametrize("offset", ["a", "-1", "1e9", "999999999999", "²", "1.5", " 20"])
    async def test_odd_offset(self, offered, offset):
        """An offset that we have not given is the beginning."""
        assert "e0" == ids(await offered("tout", offset))[0]

    async def test_beyond(self, offered):
        """Beyond the end there is nothing, nor anything more to come."""
        options = await offered("dél", "40")

        assert ([], None, None) == (ids(options), options["next_offset"], options["button"])

    async def test_long(self, offered, lookup):
        """No more is read than can be typed."""
        await offered("a" * 5000)

        assert ["a" * 256] == lookup.typed

    async def test_no_query(self, inline, telegram, bot, context):
        """An update that asks nothing is answered nothing."""
        await inline.answer(telegram.text("dél"), context)

        assert [] == bot.calls


class TestButton:
    async def test_nothing_found(self, offered):
        """What finds nothing is asked in private, at a tap."""
        button = (await offered("tulipe"))["button"]

        assert ("Rien trouvé", "QdHVsaXBl") == (button.text, button.start_parameter)

    async def test_not_sure(self, offered):
        """So is a question that may want something else than what is offered."""
        options = await offered("peu sûr")

        assert (["e0"], "Autre chose ?") == (ids(options), options["button"].text)

    async def test_long(self, offered, parcels):
        """What a link cannot hold is kept meanwhile."""
        parameter = (await offered(LONG))["button"].start_parameter

        assert LONG == parcels.text_of(parameter[1:])

    async def test_next_page(self, offered):
        """The button stands above the first page only."""
        assert (await offered("peu sûr", "20"))["button"] is None


class HeldBot(FakeBot):
    """Answers inline queries when told to."""

    def __init__(self):
        super().__init__()
        self.released = asyncio.Event()
        self.begun = asyncio.Event()

    async def answer_inline_query(self, inline_query_id, results, **options):
        self.begun.set()
        await self.released.wait()
        await super().answer_inline_query(inline_query_id, results, **options)


class TestNewest:
    """Of what one person types, only the newest is worth an answer."""

    @pytest.fixture
    def bot(self):
        return HeldBot()

    async def run(self, inline, context, updates):
        """Handle updates side by side, as the library does."""
        tasks = [asyncio.create_task(inline.answer(update, context)) for update in updates]
        context.bot.released.set()
        await asyncio.gather(*tasks)
        return [call.options["inline_query_id"] for call in context.bot.done("answer_inline_query")]

    async def test_same_batch(self, inline, telegram, lookup, context):
        """What came along with a newer one is not even looked up."""
        updates = [telegram.types(text) for text in ("d", "dé", "dél")]

        assert [updates[-1].inline_query.id] == await self.run(inline, context, updates)
        assert ["dél"] == lookup.typed

    async def test_under_way(self, inline, telegram, bot, context):
        """An answer under way is given up when the person types on."""
        first, second = telegram.types("dé"), telegram.types("dél")
        former = asyncio.create_task(inline.answer(first, context))
        await bot.begun.wait()

        assert [second.inline_query.id] == await self.run(inline, context, [second])
        await former

    async def test_others(self, inline, telegram, context):
        """What others type is another matter."""
        updates = [telegram.types("dé", user=user) for user in (AFI, KOFI)]

        assert [update.inline_query.id for update in updates] == await self.run(inline, context, updates)

    async def test_nothing_left(self, inline, telegram, context):
        """Nothing is remembered of who typed."""
        await self.run(
            inline, context, [telegram.types(text, user=user) for text in "abc" for user in range(9)]
        )

        assert ({}, {}) == (inline._newest, inline._calls)

    async def test_stopped(self, inline, telegram, bot, context):
        """When the bot stops, what is under way stops with it."""
        task = asyncio.create_task(inline.answer(telegram.types("dé"), context))
        await bot.begun.wait()
        task.cancel()

        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0)
        assert [] == bot.calls
        assert {} == inline._calls


class TestTrouble:
    @pytest.mark.parametrize("error", [BadRequest, NetworkError, RetryAfter])
    async def test_refused(self, inline, telegram, context, caplog, error):
        """An answer that is not taken is not sent again: the person has typed on. The operator reads why, not what."""
        caplog.set_level("INFO")
        context.bot.fail(
            "answer_inline_query", error(3) if error is RetryAfter else error("query is too old")
        )
        await inline.answer(telegram.types("dél"), context)

        assert 1 == len(context.bot.calls)
        assert [f"inline answer not delivered error={error.__name__}"] == caplog.messages

    async def test_broken(self, inline, telegram, context):
        """An error of ours is for the last resort, and the next query is answered."""
        with pytest.raises(RuntimeError):
            await inline.answer(telegram.types("panne"), context)
        await inline.answer(telegram.types("dél"), context)

        assert 1 == len(context.bot.done("answer_inline_query"))
