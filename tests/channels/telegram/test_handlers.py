"""What each kind of update gets, and what happens when Telegram does not play along."""

import re
from types import SimpleNamespace

import pytest
from fake_bot import AFI, CHAT, GROUP, KOFI, SENT_AT
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import ApplicationHandlerStop

from bot.channels.telegram import handlers as module
from bot.channels.telegram.deep_links import DeepLinks
from bot.channels.telegram.flooding import MOST
from bot.channels.telegram.group_settings import Groups
from bot.channels.telegram.handlers import Handlers
from bot.channels.telegram.showing import Showing
from bot.conversation import (
    Answer,
    Contact,
    Forgotten,
    MessageKind,
    Outcome,
    ParcelsInMemory,
    Reply,
    Responder,
    Suggestion,
    Thread,
    Vote,
)

OFFER = Reply(Outcome.SUGGEST, "Lequel <a> ?", suggestions=(Suggestion("Prix", "entree:prix"),))
FACT = Reply(
    Outcome.ANSWER, answers=(Answer("prix", "2 000 F."),), suggestions=(Suggestion("Thèmes", "themes"),)
)
TOPICS = Reply(Outcome.SOCIAL, "Thèmes :", suggestions=(Suggestion("Colis", "theme:colis"),))
LONG = Reply(
    Outcome.ANSWER,
    answers=(Answer("long", "Oui. " * 1000),),
    suggestions=(Suggestion("Prix", "entree:prix"),),
)
UNREAD = Reply(Outcome.SOCIAL, "Du texte, svp.")

VOTED = Reply(Outcome.SOCIAL, "Merci.", vote=Vote("prix", useful=True))

REPLIES = {
    "vote:+:prix": VOTED,
    "colis": OFFER,
    "combien ?": FACT,
    "entree:prix": FACT,
    "themes": TOPICS,
    "long": LONG,
}


def reply_of(message, _thread):
    """The bot under these handlers: what it says to a text, to a target, and to anything else."""
    if message.text == "panne":
        raise RuntimeError("what was written: panne")
    return UNREAD if message.kind is MessageKind.OTHER else REPLIES.get(message.text, OFFER)


@pytest.fixture
def handlers(voice, memory, records) -> Handlers:
    links = DeepLinks(ParcelsInMemory())
    return Handlers(Responder([reply_of]), voice, memory, links, Showing(voice, Groups(records), links))


@pytest.fixture
def context(bot):
    return SimpleNamespace(bot=bot, error=None)


@pytest.fixture(autouse=True)
def _without_waiting(naps):
    """No handler waits for real."""


class TestOnce:
    async def test_twice(self, handlers, telegram, context):
        """An update that comes a second time goes no further."""
        update = telegram.text("colis")
        await handlers.once(update, context)

        with pytest.raises(ApplicationHandlerStop):
            await handlers.once(update, context)

    async def test_same_text(self, handlers, telegram, context):
        """The same text sent twice is two updates."""
        await handlers.once(telegram.text("colis"), context)

        assert await handlers.once(telegram.text("colis"), context) is None

    async def test_bound(self, handlers, telegram, context, monkeypatch):
        """So many updates are remembered; the oldest is forgotten first."""
        monkeypatch.setattr(module, "MOST_UPDATES", 2)
        updates = [telegram.text("colis") for _ in range(3)]
        for update in updates:
            await handlers.once(update, context)

        assert await handlers.once(updates[0], context) is None
        with pytest.raises(ApplicationHandlerStop):
            await handlers.once(updates[2], context)


class TestMessage:
    async def test_text(self, handlers, telegram, bot, context):
        """A text is replied to in its chat, marks escaped, with buttons."""
        await handlers.message(telegram.text("colis"), context)

        assert [CHAT] == [call.options["chat_id"] for call in bot.calls]
        assert ["Lequel &lt;a&gt; ?"] == bot.sent
        assert ["entree:prix"] == bot.calls[0].buttons

    async def test_carried(self, handlers, telegram, bot, context):
        """A question that a link carries is replied to as if it was typed."""
        payload = DeepLinks(ParcelsInMemory()).payload("combien ?")
        await handlers.message(telegram.text(f"/start {payload}"), context)

        assert ["2 000 F."] == bot.sent

    async def test_group(self, handlers, telegram, bot, context):
        """In a group the reply goes to the group."""
        await handlers.message(telegram.text("/question colis", chat=GROUP), context)

        assert [GROUP] == [call.options["chat_id"] for call in bot.calls]

    async def test_forum_topic(self, handlers, telegram, bot, context):
        """In a group parted into topics the reply goes where the question was asked, each part of it."""
        asked = {"text": "long", "message_thread_id": 77, "is_topic_message": True}
        await handlers.message(telegram.message(chat=GROUP, **asked), context)
        context.error = RuntimeError("…")
        await handlers.failed(telegram.message(chat=GROUP, **{**asked, "text": "/question"}), context)

        assert [77, 77, 77] == [call.options.get("message_thread_id") for call in bot.calls]

    async def test_thread_of_replies(self, handlers, telegram, bot, context):
        """A thread of replies is no topic: Telegram would refuse its number."""
        await handlers.message(telegram.message(chat=GROUP, text="colis", message_thread_id=77), context)

        assert bot.calls[0].options.get("message_thread_id") is None

    async def test_picture(self, handlers, telegram, bot, context):
        """What we cannot read is replied to, without buttons."""
        await handlers.message(telegram.message(location={"longitude": 1.2, "latitude": 6.1}), context)

        assert ["Du texte, svp."] == bot.sent
        assert [] == bot.calls[0].buttons

    async def test_long(self, handlers, telegram, bot, context):
        """A long reply is several messages in order, its buttons under the last."""
        await handlers.message(telegram.text("long"), context)

        assert 2 == len(bot.sent)
        assert [[], ["+entree:prix"]] == [call.choices for call in bot.calls]

    async def test_no_chat(self, handlers, telegram, bot, context):
        """What came from nowhere is not replied to."""
        await handlers.message(telegram.update(), context)

        assert [] == bot.calls

    async def test_blocked(self, handlers, telegram, bot, context):
        """Who blocked the bot is left in peace, without a fuss; the others are served."""
        bot.fail("send_message", Forbidden("bot was blocked by the user"))
        await handlers.message(telegram.text("colis"), context)
        await handlers.message(telegram.text("colis", chat=8, user=8), context)

        assert ["Lequel &lt;a&gt; ?"] == bot.sent

    async def test_asked_to_wait(self, handlers, telegram, bot, context, naps):
        """Told to wait in the middle of a long reply, the bot waits and goes on where it was."""
        bot.fail("send_message", RetryAfter(3))
        await handlers.message(telegram.text("long"), context)

        assert [3] == naps
        assert 2 == len(bot.sent)

    async def test_bad_network(self, handlers, telegram, bot, context):
        """A reply lost on the way is sent again."""
        bot.fail("send_message", NetworkError("…"), NetworkError("…"))
        await handlers.message(telegram.text("colis"), context)

        assert ["Lequel &lt;a&gt; ?"] == bot.sent

    async def test_refused(self, handlers, telegram, bot, context):
        """A reply Telegram does not take is for the last resort."""
        bot.fail("send_message", BadRequest("can't parse entities"))

        with pytest.raises(BadRequest):
            await handlers.message(telegram.text("colis"), context)


class TestHaste:
    async def test_flood(self, handlers, telegram, bot, context):
        """Who writes too fast is told so once; others are replied to, in the same group too."""
        for _ in range(MOST + 10):
            await handlers.message(telegram.text("/question colis", chat=GROUP), context)
        await handlers.message(telegram.text("/question colis", chat=GROUP, user=KOFI), context)

        assert ["Doucement &lt;svp&gt;."] == bot.sent[MOST:-1]
        assert MOST + 2 == len(bot.sent)

    async def test_commands(self, handlers, telegram, bot, context):
        """Commands count as questions do: those given too fast go no further."""
        for _ in range(MOST):
            await handlers.hold_back(telegram.text("/oublier"), context)
        for _ in range(2):
            with pytest.raises(ApplicationHandlerStop):
                await handlers.hold_back(telegram.text("/oublier"), context)
        await handlers.message(telegram.text("colis"), context)

        assert ["Doucement &lt;svp&gt;."] == bot.sent

    async def test_mended(self, handlers, telegram, bot, context):
        """A slip mended counts when it is mended: what was written before does not seem to come after it."""
        for moment in range(MOST):
            later = {"text": "colis", "date": 1 + 60 * moment}
            await handlers.message(telegram.message(**later), context)
        mended = telegram.edited("colis", number=9).to_dict()["edited_message"]
        await handlers.edited(telegram.update(edited_message={**mended, "edit_date": 60 * MOST}), context)

        assert "Doucement &lt;svp&gt;." not in bot.sent

    async def test_channel(self, handlers, telegram, bot, context):
        """Channels that write in groups all seem to be the same person; their paces are their own."""
        for number in range(MOST + 10):
            channel = {"id": -100 - number, "type": "channel", "title": "…"}
            await handlers.message(telegram.message(text="colis", sender_chat=channel), context)

        assert MOST + 10 == len(bot.sent)


class TestThreads:
    async def test_number(self, handlers, telegram, bot, context):
        """The conversation goes on: a number chooses what was offered last."""
        await handlers.message(telegram.text("colis"), context)
        await handlers.message(telegram.text("1"), context)

        assert ["Lequel &lt;a&gt; ?", "2 000 F."] == bot.sent

    async def test_after_a_tap(self, handlers, telegram, bot, context):
        """A tap is part of the conversation."""
        await handlers.choice(telegram.tap("themes"), context)
        await handlers.choice(telegram.tap("entree:prix"), context)
        await handlers.message(telegram.text("1"), context)

        assert ["Thèmes :"] == bot.sent

    @pytest.mark.parametrize("other", [{"chat": GROUP, "user": KOFI}, {"chat": CHAT, "user": AFI}])
    async def test_of_one_person_in_one_chat(self, handlers, telegram, bot, context, other):
        """What is offered to one person in one chat is not what another's number chooses, nor theirs elsewhere."""
        await handlers.message(telegram.text("/question colis", chat=GROUP, user=AFI), context)
        await handlers.message(telegram.text("1", **other), context)
        await handlers.message(telegram.text("1", chat=GROUP, user=AFI), context)

        assert ["Lequel &lt;a&gt; ?", "2 000 F."] == bot.sent[1:]


class TestForget:
    async def test_told(self, handlers, telegram, bot, context, memory):
        """What was tied to the person is erased, and they read how much it was."""
        memory.forgotten = Forgotten(threads=2, votes=3)
        await handlers.forget(telegram.text("/oublier", chat=GROUP, user=KOFI), context)

        assert [Contact("telegram", str(GROUP), str(KOFI))] == memory.asked_to_forget
        assert ["Effacé : 2 et 3."] == bot.sent
        assert [GROUP] == [call.options["chat_id"] for call in bot.calls]

    async def test_forgotten(self, handlers, telegram, bot, context):
        """A number after it chooses nothing: the conversation begins anew."""
        await handlers.message(telegram.text("colis"), context)
        await handlers.forget(telegram.text("/oublier"), context)
        await handlers.message(telegram.text("1"), context)

        assert ["Rien à effacer.", "Lequel &lt;a&gt; ?"] == bot.sent[1:]


class TestChoice:
    async def test_in_place(self, handlers, telegram, bot, context):
        """What a tapped button leads to takes the place of the offer, with its own buttons."""
        tap = telegram.tap("themes")
        await handlers.choice(tap, context)

        expected = {"chat_id": CHAT, "message_id": tap.callback_query.message.message_id}
        edit = bot.done("edit_message_text")[0]
        assert ["Thèmes :"] == bot.edited
        assert ["theme:colis"] == edit.buttons
        assert expected.items() <= edit.options.items()
        assert [] == bot.sent

    async def test_kept(self, handlers, telegram, bot, context):
        """Under an answer, what was tapped comes below: the answer is kept."""
        await handlers.choice(telegram.tap("+themes"), context)

        assert ["Thèmes :"] == bot.sent
        assert [] == bot.edited

    @pytest.mark.parametrize("state", [{"readable": False}, {"gone": True}])
    async def test_message_out_of_reach(self, handlers, telegram, bot, context, state):
        """A message out of our reach is not edited."""
        await handlers.choice(telegram.tap("themes", **state), context)

        assert [] == bot.done("edit_message_text")
        assert ([] if state.get("gone") else ["Thèmes :"]) == bot.sent

    async def test_long(self, handlers, telegram, bot, context):
        """What does not fit in one message comes below."""
        await handlers.choice(telegram.tap("long"), context)

        assert [] == bot.edited
        assert 2 == len(bot.sent)

    async def test_answered(self, handlers, telegram, bot, context):
        """Each tap is answered once, so that the button stops turning; before anything is shown."""
        await handlers.choice(telegram.tap("themes"), context)

        assert ["answer_callback_query", "edit_message_text"] == [call.method for call in bot.calls]
        assert "tap" == bot.calls[0].options["callback_query_id"]

    async def test_answered_too_late(self, handlers, telegram, bot, context):
        """A tap Telegram takes no answer to any more is still followed."""
        bot.fail("answer_callback_query", BadRequest("Query is too old and response timeout expired"))
        await handlers.choice(telegram.tap("themes"), context)

        assert ["Thèmes :"] == bot.edited

    @pytest.mark.parametrize("error", [NetworkError("…"), Forbidden("…")])
    async def test_not_answered(self, handlers, telegram, bot, context, error):
        """The person waits for what was tapped, not for the button to stop turning: nobody waits for that."""
        bot.fail("answer_callback_query", error)
        await handlers.choice(telegram.tap("themes"), context)

        assert ["Thèmes :"] == bot.edited
        assert 2 == len(bot.calls)

    async def test_twice(self, handlers, telegram, bot, context):
        """A second tap, which changes nothing, sends nothing."""
        bot.fail(
            "edit_message_text", BadRequest("Message is not modified: specified new content is the same")
        )
        await handlers.choice(telegram.tap("themes"), context)

        assert [] == bot.sent

    async def test_not_editable(self, handlers, telegram, bot, context):
        """When the message may be edited no more, what was tapped comes below."""
        bot.fail("edit_message_text", BadRequest("Message can't be edited"))
        await handlers.choice(telegram.tap("themes"), context)

        assert ["Thèmes :"] == bot.sent

    async def test_blocked(self, handlers, telegram, bot, context):
        """Who blocked the bot since is not written to another way."""
        bot.fail("edit_message_text", Forbidden("bot was blocked by the user"))
        await handlers.choice(telegram.tap("themes"), context)

        assert [] == bot.sent

    async def test_asked_to_wait(self, handlers, telegram, bot, context, naps):
        """Told to wait, the bot waits and edits then."""
        bot.fail("edit_message_text", RetryAfter(3))
        await handlers.choice(telegram.tap("themes"), context)

        assert [3] == naps
        assert ["Thèmes :"] == bot.edited

    async def test_no_tap(self, handlers, telegram, bot, context):
        """An update without a tap is not for this handler."""
        await handlers.choice(telegram.text("themes"), context)

        assert [] == bot.calls


class TestDiscreet:
    @pytest.fixture(autouse=True)
    def _discreet(self, records):
        records.keep_record("telegram", str(GROUP), {"discreet": True})

    async def test_tap(self, handlers, telegram, bot, context):
        """A tap is answered once its reply is shown: nobody may whisper for a tap that is answered."""
        await handlers.choice(telegram.tap("themes", chat=GROUP, user=KOFI), context)

        assert ["send_message", "answer_callback_query"] == [call.method for call in bot.calls]

    async def test_mended(self, handlers, telegram, bot, context):
        """A mended question is answered again, and the line that all see is not turned into the answer."""
        bot.fail("send_message", BadRequest("…"))
        await handlers.message(telegram.message(chat=GROUP, text="/question colis", message_id=7), context)
        await handlers.edited(telegram.edited("/question combien ?", chat=GROUP), context)

        assert [] == bot.edited
        assert "2 000 F." == bot.sent[-1]


class TestVote:
    async def test_counted(self, handlers, telegram, bot, context, memory):
        """A vote is kept and thanked for, and nothing else changes, the conversation included."""
        await handlers.message(telegram.text("colis"), context)
        await handlers.vote(telegram.tap("vote:+:prix"), context)
        await handlers.message(telegram.text("1"), context)

        assert ["Lequel &lt;a&gt; ?", "2 000 F."] == bot.sent
        assert ["Merci."] == [call.text for call in bot.done("answer_callback_query")]
        assert Vote("prix", useful=True) == memory.kept[1].vote

    async def test_gone(self, handlers, telegram, bot, context, memory):
        """A vote on what is no more gets a word, and is not kept."""
        await handlers.vote(telegram.tap("vote:+:disparue"), context)

        assert ["Lequel <a> ?"] == [call.text for call in bot.calls]
        assert [] == memory.kept


class TestEdited:
    @pytest.fixture
    def ask(self, handlers, telegram, context):
        """Somebody asks, by a message whose number is 7."""

        async def ask(text):
            await handlers.message(telegram.message(text=text, message_id=7), context)

        return ask

    @pytest.fixture
    def mend(self, handlers, telegram, context):
        """Somebody changes what message 7 asks."""

        async def mend(text):
            await handlers.edited(telegram.edited(text), context)

        return mend

    async def test_in_place(self, ask, mend, bot):
        """A mended question changes its answer."""
        await ask("colis")
        await mend("combien ?")

        (call,) = bot.done("edit_message_text")
        assert ("2 000 F.", CHAT, 501) == (call.text, call.options["chat_id"], call.options["message_id"])

    async def test_conversation(self, ask, mend, memory):
        """The mended question stands in the conversation where the former stood."""
        await ask("colis")
        await mend("combien ?")

        assert [Thread(at=SENT_AT).after(FACT)] == list(memory.threads.values())

    async def test_said_since(self, ask, mend, memory):
        """What was said since the question is not undone."""
        await ask("colis")
        since = Thread(("delai",))
        memory.threads = dict.fromkeys(memory.threads, since)
        await mend("combien ?")

        assert [since] == list(memory.threads.values())

    @pytest.mark.parametrize("text", ["long", "combien ?"])
    async def test_below(self, ask, mend, bot, text):
        """An answer that does not fit, or can be edited no more, comes below."""
        bot.fail("edit_message_text", BadRequest("message can't be edited"))
        await ask("colis")
        await mend(text)

        assert [] == bot.edited
        assert len(bot.sent) > 1

    async def test_edited_next(self, ask, mend, bot):
        """The one below is what is edited next."""
        bot.fail("edit_message_text", BadRequest("message can't be edited"))
        await ask("colis")
        await mend("combien ?")
        await mend("colis")

        assert [502] == [call.options["message_id"] for call in bot.done("edit_message_text")]

    async def test_long_ago(self, mend, bot):
        """A question we do not remember is answered anew."""
        await mend("combien ?")

        assert ["2 000 F."] == bot.sent

    async def test_same(self, ask, mend, bot):
        """An answer that stays the same is left as it is."""
        bot.fail("edit_message_text", BadRequest("Message is not modified"))
        await ask("colis")
        await mend("colis")

        assert 1 == len(bot.sent)

    async def test_not_for_us(self, handlers, telegram, bot, context):
        """What members of a group said to each other may be mended in peace."""
        await handlers.edited(telegram.edited("combien ?", chat=GROUP), context)

        assert [] == bot.calls


class TestFailed:
    async def test_overheard(self, handlers, telegram, bot, context):
        """What nobody said to us gets no apology."""
        context.error = RuntimeError("…")
        await handlers.failed(telegram.text("panne", chat=GROUP), context)

        assert [] == bot.calls

    async def test_place(self, handlers, telegram, bot, context):
        """Who lets us into a group, or puts us out of it, has asked nothing."""
        me = {"id": 1, "is_bot": True, "first_name": "Essai"}
        change = {
            "chat": {"id": GROUP, "type": "supergroup", "title": "Voisins"},
            "from": {"id": AFI, "is_bot": False, "first_name": "Afi"},
            "date": 1,
            "old_chat_member": {"status": "left", "user": me},
            "new_chat_member": {"status": "member", "user": me},
        }
        context.error = RuntimeError("…")
        await handlers.failed(telegram.update(my_chat_member=change), context)

        assert [] == bot.calls

    async def test_apology(self, handlers, telegram, bot, context, caplog):
        """When all else failed the person gets a word, whatever marks it holds, and the number the operator reads."""
        context.error = RuntimeError("…")
        await handlers.failed(telegram.text("panne"), context)

        ((sent,), (logged,)) = bot.sent, caplog.messages
        number = sent.removeprefix("Pardon &lt;panne&gt; &amp; excuses, n° ")
        assert re.fullmatch(r"\d{6}", number)
        assert f"update failed incident={number} error=RuntimeError at=?" == logged
        assert [CHAT] == [call.options["chat_id"] for call in bot.calls]

    @pytest.mark.parametrize("error", [Forbidden("…"), BadRequest("…"), NetworkError("…"), RuntimeError("…")])
    async def test_apology_refused(self, handlers, telegram, bot, context, error):
        """When even that fails, nothing more happens."""
        bot.fail("send_message", error)
        await handlers.failed(telegram.text("panne"), context)

        assert [] == bot.sent

    async def test_polling(self, handlers, context, caplog):
        """What becomes of polling is told by polling."""
        context.error = NetworkError("…")
        await handlers.failed(None, context)

        assert [] == caplog.messages

    async def test_guest(self, handlers, telegram, bot, context):
        """A guest's chat is not written to: its number may be that of another chat."""
        context.error = RuntimeError("…")
        await handlers.failed(telegram.guest(text="@essai_bot panne"), context)

        assert [] == bot.calls

    @pytest.mark.parametrize("update", [None, "no update at all"])
    async def test_nobody_to_tell(self, handlers, bot, context, update):
        """An error without a person has nobody to be told to."""
        await handlers.failed(update, context)

        assert [] == bot.calls


class TestLog:
    @pytest.fixture
    def _numbered(self, monkeypatch):
        """Every incident is number 7."""
        monkeypatch.setattr(module, "randbelow", lambda _: 7)

    async def test_discreet(self, handlers, telegram, context, caplog):
        """The operator reads outcomes and kinds of errors, never what people write."""
        caplog.set_level("INFO")
        await handlers.message(telegram.text("colis"), context)
        with pytest.raises(RuntimeError) as caught:
            await handlers.message(telegram.text("panne"), context)
        context.error = caught.value
        await handlers.failed(telegram.text("panne"), context)

        replied, failed = caplog.messages
        assert "replied channel=telegram outcome=suggest" == replied
        assert re.fullmatch(
            r"update failed incident=\d{6} error=RuntimeError at=test_handlers\.py:\d+", failed
        )

    @pytest.mark.usefixtures("_numbered")
    async def test_trouble(self, handlers, telegram, bot, context, caplog):
        """The operator reads why someone saw nothing, or saw it late."""
        caplog.set_level("INFO")
        bot.fail("answer_callback_query", BadRequest("Query is too old"))
        bot.fail("send_message", Forbidden("bot was blocked by the user"))
        context.error = RuntimeError("…")
        await handlers.choice(telegram.tap("themes"), context)
        await handlers.failed(telegram.text("colis"), context)
        await handlers.failed(None, context)

        expected = [
            "replied channel=telegram outcome=social",
            "tap not acknowledged",
            "update failed incident=000007 error=RuntimeError at=?",
            "apology not delivered incident=000007 error=Forbidden",
            "failure outside of updates error=RuntimeError at=?",
        ]
        assert expected == caplog.messages
