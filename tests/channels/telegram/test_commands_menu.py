"""What Telegram is told to show of the bot."""

import pytest
from fake_bot import AFI, GROUP
from telegram.error import BadRequest, NetworkError

from bot.channels.telegram.commands_menu import Presentation, show_in_group


@pytest.fixture
def presentation(voice):
    return Presentation(voice, [AFI])


def menus(bot):
    """The names of the commands by scope, with the chat where it is one."""
    return {
        (call.options["scope"].type, getattr(call.options["scope"], "chat_id", None)): [
            command.command for command in call.options["commands"]
        ]
        for call in bot.done("set_my_commands")
    }


class TestSetUp:
    async def test_scopes(self, presentation, bot):
        """Each sees the commands they may give; admins of groups and of the bot, one more."""
        await presentation.set_up(bot)

        everybody = ["question", "themes", "aide", "confidentialite", "oublier"]
        subscribing = ["abonner", "desabonner", "pause"]
        alone = [*everybody[:2], *subscribing, *everybody[2:]]
        expected = {
            ("default", None): alone,
            ("all_private_chats", None): alone,
            ("all_group_chats", None): everybody,
            ("all_chat_administrators", None): [*everybody, *subscribing, "reglages"],
            ("chat", AFI): [*alone, "annonce", "annonces", "groupes"],
        }
        assert expected == menus(bot)

    async def test_described(self, presentation, bot):
        """What is not shown yet is said."""
        bot.description = "presentation"
        await presentation.set_up(bot)

        assert [] == bot.done("set_my_description")
        assert ["presentation-courte"] == [call.text for call in bot.done("set_my_short_description")]

    async def test_admin_unknown(self, presentation, bot, caplog):
        """An admin who never wrote to the bot has no menu of their own; all else is said."""
        bot.fail("set_my_commands", BadRequest("chat not found"))
        await presentation.set_up(bot)

        assert 4 == len(menus(bot))
        assert 1 == len(bot.done("set_my_short_description"))
        assert ["commands menu not set error=BadRequest"] == caplog.messages

    async def test_bad_network(self, presentation, bot, caplog):
        """While the network is bad nobody waits for the rest."""
        bot.fail("set_my_commands", NetworkError("…"))
        await presentation.set_up(bot)

        assert 1 == len(bot.calls)
        assert ["commands menu not set error=NetworkError"] == caplog.messages


class TestShowInGroup:
    async def test_discreet(self, voice, bot):
        """In a discreet group commands are whispered, the settings' one excepted; to admins too."""
        await show_in_group(bot, voice, GROUP, discreet=True)

        everybody = ["question", "themes", "aide", "confidentialite", "oublier"]
        assert {
            ("chat", GROUP): everybody,
            ("chat_administrators", GROUP): [*everybody, "abonner", "desabonner", "pause", "reglages"],
        } == menus(bot)
        whispered = [
            command.command
            for command in bot.calls[1].options["commands"]
            if command.to_dict().get("is_ephemeral")
        ]
        assert everybody == whispered

    async def test_public(self, voice, bot):
        """In any other the commands are those of all groups."""
        await show_in_group(bot, voice, GROUP, discreet=False)

        assert ["chat", "chat_administrators"] == [
            call.options["scope"].type for call in bot.done("delete_my_commands")
        ]

    async def test_refused(self, voice, bot):
        """A menu that cannot be changed is no fault."""
        bot.fail("set_my_commands", BadRequest("…"))
        await show_in_group(bot, voice, GROUP, discreet=True)

        assert {} == menus(bot)
