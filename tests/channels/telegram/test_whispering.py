"""Messages that one member sees, on servers that know them and on others."""

import pytest
from fake_bot import AFI, GROUP
from telegram.error import BadRequest, Forbidden

from bot.channels.telegram.whispering import Ear, Whispering, is_whispered

EAR = Ear(GROUP, 77, AFI)


@pytest.fixture
def whispering():
    return Whispering()


class TestSay:
    async def test_seen_by_one(self, whispering, bot):
        """It goes to the group, in its topic, to be seen by one person."""
        assert await whispering.say(bot, EAR, "2 000 F.", None)

        (call,) = bot.done("send_message")
        assert (GROUP, 77) == (call.options["chat_id"], call.options["message_thread_id"])
        expected = {"ephemeral_message_parameters": {"receiver_user_id": AFI}}
        assert expected == call.options["api_kwargs"]

    async def test_after_a_tap(self, whispering, bot):
        """After a tap it says which, and may stand in place of what was tapped."""
        await whispering.say(bot, Ear(GROUP, None, AFI, "tap", in_place=True), "…", None)

        expected = {
            "receiver_user_id": AFI,
            "callback_query_id": "tap",
            "replace_callback_query_message": True,
        }
        (call,) = bot.done("send_message")
        assert expected == call.options["api_kwargs"]["ephemeral_message_parameters"]

    @pytest.mark.parametrize("error", [BadRequest("can't send the ephemeral message"), Forbidden("…")])
    async def test_refused(self, whispering, bot, error):
        """A refusal is told, and the next one is tried again."""
        bot.fail("send_message", error)

        assert [False, True] == [await whispering.say(bot, EAR, "…", None) for _ in range(2)]

    @pytest.mark.parametrize("errors", [(), (BadRequest("…"),)])
    async def test_shown_to_all(self, whispering, bot, errors):
        """What an old server showed to all is taken back, and none is tried any more."""
        bot.whispers = False
        bot.fail("delete_message", *errors)
        told = [await whispering.say(bot, EAR, "…", None) for _ in range(2)]

        assert [False, False] == told
        assert ["send_message", "delete_message"] == [call.method for call in bot.calls]


class TestChange:
    @pytest.fixture
    def whispered(self, telegram):
        """A whispered message of ours."""
        return telegram.message(chat=GROUP, text="…", message_id=0, ephemeral_message_id=501).message

    async def test_edited(self, whispering, bot, whispered):
        """What was whispered says something else from now on."""
        assert is_whispered(whispered)
        assert await whispering.change(bot, EAR, whispered, "<b>2</b>", None)

        (call,) = bot.calls
        assert "editEphemeralMessageText" == call.method
        expected = {
            "chat_id": GROUP,
            "receiver_user_id": AFI,
            "ephemeral_message_id": 501,
            "text": "<b>2</b>",
        }
        assert expected.items() <= call.options.items()
        assert "HTML" == call.options["parse_mode"]

    @pytest.mark.parametrize(("reason", "done"), [("message is not modified", True), ("not found", False)])
    async def test_refused(self, whispering, bot, whispered, reason, done):
        """A tap that changes nothing is none the worse; what cannot be edited is told."""
        bot.fail("editEphemeralMessageText", BadRequest(reason))

        assert done == await whispering.change(bot, EAR, whispered, "…", None)
