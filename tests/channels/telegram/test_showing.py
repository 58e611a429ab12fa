"""Where replies are shown, and what happens when Telegram does not play along."""

import pytest
from fake_bot import AFI, CHAT, GROUP, KOFI
from telegram.error import BadRequest, ChatMigrated

from bot.channels.telegram.deep_links import DeepLinks
from bot.channels.telegram.group_settings import Groups
from bot.channels.telegram.showing import Showing
from bot.conversation import Answer, Outcome, ParcelsInMemory, Reply, Suggestion

FACT = Reply(
    Outcome.ANSWER, answers=(Answer("prix", "2 000 F."),), suggestions=(Suggestion("Thèmes", "themes"),)
)
OFFER = Reply(Outcome.SUGGEST, "Lequel ?", suggestions=(Suggestion("Prix", "entree:prix"),))
LONG = Reply(Outcome.ANSWER, answers=(Answer("long", "Oui. " * 1000),))
REFUSED = BadRequest("can't send the ephemeral message")


@pytest.fixture
def showing(voice, records):
    return Showing(voice, Groups(records), DeepLinks(ParcelsInMemory()))


@pytest.fixture
def show(showing, telegram, bot):
    """A reply is shown to who wrote a text in a group, or did something else."""

    async def show(text, reply=FACT, *, chat=GROUP, user=AFI, **marks):
        update = telegram.message(chat=chat, user=user, text=text, **marks)
        return await showing.show(update, bot, reply)

    return show


@pytest.fixture(autouse=True)
def _without_waiting(naps):
    """Nothing waits for real."""


class TestShow:
    async def test_numbers(self, show):
        """The numbers of the messages that say it are told."""
        assert (501, 502) == await show("long", LONG, chat=CHAT)

    async def test_hangs_on_the_question(self, show, bot):
        """In a group the first message of a reply hangs on the question; alone with the bot, there is no need."""
        await show("/question long", LONG, message_id=9)
        await show("long", LONG, chat=CHAT)

        hung = [call.options["reply_parameters"] for call in bot.done("send_message")]
        assert (9, True) == (hung[0].message_id, hung[0].allow_sending_without_reply)
        assert [None] * 3 == hung[1:]

    async def test_fewer_buttons(self, show, bot):
        """In a group an answer has fewer buttons than alone with somebody."""
        await show("/question combien ?")
        await show("combien ?", chat=CHAT)

        few, many = (call.buttons for call in bot.done("send_message"))
        assert ["+themes", "vote:+:prix", "vote:-:prix"] == few
        assert len(few) < len(many)

    @pytest.mark.parametrize(
        "reason", ["Not enough rights to send text messages to the chat", "TOPIC_CLOSED"]
    )
    async def test_mute(self, show, bot, reason):
        """Where Telegram lets us write nothing, that is no fault."""
        bot.fail("send_message", BadRequest(reason))

        assert () == await show("/question combien ?")

    async def test_mute_alone(self, show, bot):
        """Alone with somebody it is one."""
        bot.fail("send_message", BadRequest("Not enough rights"))

        with pytest.raises(BadRequest):
            await show("combien ?", chat=CHAT)

    async def test_moved(self, show, bot, records):
        """A group found to have another number is answered there, and keeps its settings."""
        bot.fail("send_message", ChatMigrated(-100))
        await show("/question combien ?")

        assert [-100] == [call.options["chat_id"] for call in bot.done("send_message")]
        assert [(str(GROUP), "-100")] == records.moves

    async def test_odd_button(self, show, bot):
        """A button that Telegram does not take costs nobody the answer."""
        bot.fail("send_message", BadRequest("Button_url_invalid"))
        await show("combien ?", chat=CHAT)

        assert [["+themes"]] == [call.buttons for call in bot.done("send_message")]


class TestDiscreet:
    @pytest.fixture(autouse=True)
    def _discreet(self, records):
        records.keep_record("telegram", str(GROUP), {"discreet": True})

    @pytest.fixture
    def link_of(self, show, bot):
        """Where the line leads that is shown when somebody cannot be whispered to."""

        async def link_of(text, reply, **marks):
            bot.fail("send_message", REFUSED)
            await show(text, reply, **marks)
            (line,) = bot.done("send_message")
            assert "groupe-reponse-privee" == line.text
            return line.options["reply_markup"].inline_keyboard[0][0].url

        return link_of

    async def test_whispered(self, show, bot):
        """In a discreet group a reply is for who asked; nobody else sees its number."""
        assert () == await show("/question combien ?", user=KOFI)

        (call,) = bot.done("send_message")
        assert KOFI == call.options["api_kwargs"]["ephemeral_message_parameters"]["receiver_user_id"]

    async def test_alone(self, show, bot):
        """Alone with somebody there is nobody to hide it from."""
        await show("combien ?", chat=CHAT)

        assert "api_kwargs" not in bot.done("send_message")[0].options

    async def test_refused(self, link_of):
        """When it cannot be, a line leads to the entry that answers."""
        assert "https://t.me/essai_bot?start=prix" == await link_of("/question combien ?", FACT)

    async def test_question_carried(self, link_of):
        """Where no single entry answers, the question is asked again in private."""
        assert "https://t.me/essai_bot?start=QY29saXM" == await link_of("/question@essai_bot colis ", OFFER)

    async def test_question_of_another(self, link_of):
        """So is one that somebody else wrote and that was handed to us."""
        before = {
            "message_id": 3,
            "date": 1,
            "chat": {"id": GROUP, "type": "supergroup", "title": "Voisins"},
            "from": {"id": KOFI, "is_bot": False, "first_name": "Kofi"},
            "text": "colis",
        }

        link = await link_of("/question", OFFER, reply_to_message=before)
        assert "https://t.me/essai_bot?start=QY29saXM" == link

    async def test_named(self, link_of):
        """The bot's own name is no part of it."""
        mention = [{"type": "mention", "offset": 0, "length": 10}]

        link = await link_of("@essai_bot colis", OFFER, entities=mention)
        assert "https://t.me/essai_bot?start=QY29saXM" == link

    async def test_command_refused(self, link_of):
        """A command is given again there, by hand."""
        assert "https://t.me/essai_bot" == await link_of("/themes", OFFER)

    async def test_whispered_refused(self, link_of):
        """What was whispered to us is not told to all by the link."""
        whispered = {"message_id": 0, "ephemeral_message_id": 9}

        assert "https://t.me/essai_bot" == await link_of("combien ?", FACT, **whispered)

    async def test_hidden_admin(self, show, bot):
        """Who hides behind the group cannot be whispered to."""
        sender = {"id": 9, "is_bot": True, "first_name": "Group"}
        group = {"id": GROUP, "type": "supergroup", "title": "Voisins"}
        await show("/question combien ?", sender_chat=group, **{"from": sender})

        assert ["groupe-reponse-privee"] == bot.sent

    async def test_tap(self, showing, telegram, bot):
        """What is tapped there is shown to who tapped, in place of the offer."""
        update = telegram.tap("themes", chat=GROUP, user=KOFI)
        turned = await showing.turn_page(update, bot, OFFER)
        await showing.show(update, bot, OFFER)

        expected = {
            "receiver_user_id": KOFI,
            "callback_query_id": "tap",
            "replace_callback_query_message": True,
        }
        (sent,) = bot.calls
        assert not turned
        assert expected == sent.options["api_kwargs"]["ephemeral_message_parameters"]

    async def test_tap_kept(self, showing, telegram, bot):
        """Under an answer, it comes below."""
        await showing.show(telegram.tap("+themes", chat=GROUP, user=KOFI), bot, OFFER)

        expected = {"receiver_user_id": KOFI, "callback_query_id": "tap"}
        assert expected == bot.calls[0].options["api_kwargs"]["ephemeral_message_parameters"]


class TestChange:
    async def test_in_place(self, showing, telegram, bot):
        """A reply takes the place of an earlier one, with its buttons."""
        assert await showing.change(telegram.edited("combien ?"), bot, 501, FACT)

        (call,) = bot.done("edit_message_text")
        assert ("2 000 F.", CHAT, 501) == (call.text, call.options["chat_id"], call.options["message_id"])
        assert "+themes" == call.buttons[0]

    async def test_long(self, showing, telegram, bot):
        """One that does not fit in a message does not."""
        assert not await showing.change(telegram.edited("long"), bot, 501, LONG)

    @pytest.mark.parametrize(
        ("reason", "done"), [("message is not modified", True), ("can't be edited", False)]
    )
    async def test_refused(self, showing, telegram, bot, reason, done):
        """One that is there already is; one that cannot be edited is told."""
        bot.fail("edit_message_text", BadRequest(reason))

        assert done == await showing.change(telegram.edited("combien ?"), bot, 501, FACT)
