"""What becomes of who names the bot where it is not."""

from types import SimpleNamespace

import pytest
from fake_bot import AFI, GROUP, KOFI, SENT_AT
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.channels.telegram.flooding import Haste
from bot.channels.telegram.guest import Guest
from bot.conversation import Answer, Contact, Message, MessageKind, Outcome, Reply, Suggestion, Thread

OFFER = Reply(Outcome.SUGGEST, "Lequel <a> ?", suggestions=(Suggestion("Prix", "entree:prix"),))
FACT = Reply(Outcome.ANSWER, answers=(Answer("prix", "2 000 F."),), suggestions=OFFER.suggestions)


class Conversation:
    """Offers, then answers; remembers what it was told, and by whom."""

    def __init__(self):
        self.told = []
        self.thread = Thread()

    def __call__(self, contact, read_in):
        message = read_in(self.thread)
        self.told.append(message)
        assert contact == message.contact
        return FACT if message.kind is MessageKind.CHOICE else OFFER


@pytest.fixture
def conversation():
    return Conversation()


@pytest.fixture
def hastes():
    """How fast who calls the bot does so; as fast as one may once there is nothing more here."""
    return []


@pytest.fixture
def guest(conversation, hastes, voice):
    return Guest(conversation, lambda _: hastes.pop(0) if hastes else Haste.FINE, voice)


@pytest.fixture
def context(bot):
    return SimpleNamespace(bot=bot)


@pytest.fixture(autouse=True)
def _without_waiting(naps):
    """No handler waits for real."""


HERE = Contact("telegram", f"guest:{GROUP}", str(AFI))


class TestAnswer:
    async def test_question(self, guest, telegram, bot, context, conversation):
        """A question beside the bot's name is replied to, once, marks escaped, with buttons."""
        await guest.answer(telegram.guest(text="@Essai_Bot  combien ?"), context)

        (call,) = bot.calls
        content = call.options["result"].input_message_content
        assert [Message(HERE, MessageKind.TEXT, "combien ?", at=SENT_AT)] == conversation.told
        assert ("answer_guest_query", "g") == (call.method, call.options["guest_query_id"])
        assert "Lequel &lt;a&gt; ?" == content.message_text
        assert "~entree:prix" == call.options["result"].reply_markup.inline_keyboard[0][0].callback_data

    @pytest.mark.parametrize(
        ("content", "kind", "text", "command"),
        [
            ({"text": "combien @essai_bot de km"}, MessageKind.TEXT, "combien de km", ""),
            ({"text": "@essai_bot_2 combien"}, MessageKind.TEXT, "@essai_bot_2 combien", ""),
            ({"caption": "@essai_bot combien ?"}, MessageKind.TEXT, "combien ?", ""),
            ({"text": "/question@essai_bot combien ?"}, MessageKind.COMMAND, "combien ?", "question"),
            ({"text": "@essai_bot"}, MessageKind.COMMAND, "", "aide"),
            ({"text": "@essai_bot /oublier"}, MessageKind.COMMAND, "", "aide"),
            ({"text": "@essai_bot /start delai"}, MessageKind.COMMAND, "", "aide"),
            ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}}, MessageKind.OTHER, "", ""),
        ],
    )
    async def test_read(self, guest, telegram, context, conversation, content, kind, text, command):  # noqa: PLR0913, PLR0917
        """The bot's name is no part of the question; alone, it asks for help."""
        await guest.answer(telegram.guest(**content), context)

        assert [Message(HERE, kind, text, command=command, at=SENT_AT)] == conversation.told

    @pytest.mark.parametrize("before", [{"text": "combien ?"}, {"caption": "combien ?"}])
    async def test_under_a_question(self, guest, telegram, context, conversation, before):
        """The name alone, in reply to what somebody wrote, asks that."""
        replied = {
            "message_id": 3,
            "date": 1,
            "chat": {"id": GROUP, "type": "supergroup", "title": "V"},
            **before,
        }
        await guest.answer(telegram.guest(text="@essai_bot", reply_to_message=replied), context)

        assert [Message(HERE, MessageKind.TEXT, "combien ?", at=SENT_AT)] == conversation.told

    async def test_number(self, guest, telegram, context, conversation):
        """A number chooses what was offered there."""
        conversation.thread = Thread(offered=OFFER.suggestions)
        await guest.answer(telegram.guest(text="@essai_bot 1"), context)

        assert [Message(HERE, MessageKind.CHOICE, "entree:prix", at=SENT_AT)] == conversation.told

    async def test_person(self, guest, telegram, context, conversation):
        """Each person has a conversation of their own."""
        for user in (AFI, KOFI):
            await guest.answer(telegram.guest(text="@essai_bot combien ?", user=user), context)

        assert [str(AFI), str(KOFI)] == [message.contact.person for message in conversation.told]

    async def test_flood(self, guest, telegram, context, conversation, hastes):
        """Who calls too fast is told so, once, then not answered until they slow down."""
        hastes += [Haste.TOO_FAST, Haste.STILL_TOO_FAST, Haste.FINE]
        for _ in range(3):
            await guest.answer(telegram.guest(text="@essai_bot combien ?"), context)

        said = [call.options["result"].input_message_content.message_text for call in context.bot.calls]
        assert ["Doucement &lt;svp&gt;.", "Lequel &lt;a&gt; ?"] == said
        assert 1 == len(conversation.told)

    async def test_other_bot(self, guest, telegram, bot, context):
        """Another bot is not answered: it might answer back."""
        await guest.answer(telegram.guest(text="@essai_bot combien ?", by_bot=True), context)

        assert [] == bot.calls

    async def test_no_query(self, guest, telegram, bot, context):
        """What cannot be answered is not."""
        await guest.answer(telegram.guest(text="@essai_bot", guest_query_id=None), context)
        await guest.answer(telegram.text("@essai_bot"), context)

        assert [] == bot.calls

    @pytest.mark.parametrize("error", [BadRequest("query is too old"), Forbidden("…")])
    async def test_refused(self, guest, telegram, bot, context, error):
        """When Telegram refuses, nothing more happens."""
        bot.fail("answer_guest_query", error)
        await guest.answer(telegram.guest(text="@essai_bot combien ?"), context)

        assert [True] == [call.refused for call in bot.calls]

    async def test_bad_network(self, guest, telegram, bot, context):
        """What was lost on the way, or came too early, is sent again."""
        bot.fail("answer_guest_query", NetworkError("…"), RetryAfter(3))
        await guest.answer(telegram.guest(text="@essai_bot combien ?"), context)

        assert [True, True, False] == [call.refused for call in bot.calls]

    async def test_no_network(self, guest, telegram, bot, context, caplog):
        """What can never be sent is given up; the operator reads it, without what was written."""
        caplog.set_level("INFO")
        bot.fail("answer_guest_query", *[NetworkError("…")] * 9)
        await guest.answer(telegram.guest(text="@essai_bot combien ?"), context)

        assert ["guest answer not delivered error=NetworkError"] == caplog.messages


class TestTap:
    async def test_in_place(self, guest, telegram, bot, context, conversation):
        """What a button leads to takes the place of its message, with its own buttons."""
        await guest.tap(telegram.tap_elsewhere("~entree:prix"), context)

        tick, edit = bot.calls
        assert "answer_callback_query" == tick.method
        assert ("2 000 F.", "i") == (edit.text, edit.options["inline_message_id"])
        assert "https://t.me/essai_bot?start=prix" == edit.options["reply_markup"].inline_keyboard[0][0].url
        assert ["entree:prix"] == [message.text for message in conversation.told]
        assert conversation.told[0].at > SENT_AT

    @pytest.mark.parametrize("error", [BadRequest("Query is too old"), NetworkError("…")])
    async def test_not_acknowledged(self, guest, telegram, bot, context, error):
        """The button may turn on: the person waits for what was tapped."""
        bot.fail("answer_callback_query", error)
        await guest.tap(telegram.tap_elsewhere("~entree:prix"), context)

        assert ["2 000 F."] == bot.edited

    @pytest.mark.parametrize(
        "error", [BadRequest("Message is not modified"), BadRequest("…"), Forbidden("…")]
    )
    async def test_refused(self, guest, telegram, bot, context, error):
        """When Telegram refuses, nothing more happens."""
        bot.fail("edit_message_text", error)
        await guest.tap(telegram.tap_elsewhere("~entree:prix"), context)

        assert [] == bot.edited

    async def test_elsewhere_only(self, guest, telegram, bot, context):
        """A tap in a chat of ours is not for this handler."""
        await guest.tap(telegram.tap("~entree:prix"), context)
        await guest.tap(telegram.text("~entree:prix"), context)

        assert [] == bot.calls
