"""A group's settings, opened and changed by its admins."""

from types import SimpleNamespace

import pytest
from fake_bot import AFI, CHAT, GROUP, KOFI
from telegram.error import BadRequest, NetworkError

from bot.channels.telegram.admins import Admins
from bot.channels.telegram.deep_links import DeepLinks
from bot.channels.telegram.group_settings import Groups, GroupSettings
from bot.channels.telegram.settings_menu import SettingsMenu
from bot.channels.telegram.showing import Showing
from bot.conversation import ParcelsInMemory

SHOWN = "&lt;reglages-publiques&gt; reglages-non reglages-annonces-groupe"
BEGIN = ["reglages:discret:1", "reglages:ecoute:1", "reglages:fin"]


@pytest.fixture
def groups(records):
    return Groups(records)


@pytest.fixture
def menu(voice, groups):
    showing = Showing(voice, groups, DeepLinks(ParcelsInMemory()))
    return SettingsMenu(voice, groups, showing, Admins())


@pytest.fixture
def context(bot):
    bot.admins = {AFI}
    return SimpleNamespace(bot=bot)


@pytest.fixture
def tap(menu, telegram, context):
    """Somebody taps a button of the menu, perhaps in a topic."""

    async def tap(target, *, user=AFI, topic=None, readable=True):
        update = telegram.tap(f"reglages:{target}", chat=GROUP, user=user, readable=readable)
        if topic:
            written = update.to_dict()
            written["callback_query"]["message"] |= {"message_thread_id": topic, "is_topic_message": True}
            update = telegram.read(written)
        await menu.tap(update, context)

    return tap


def toasts(bot):
    """What was shown for a moment to who tapped."""
    return [call.text for call in bot.done("answer_callback_query")]


class TestOpen:
    async def test_admin(self, menu, telegram, bot, context):
        """An admin reads how things are, marks escaped, and what may be changed."""
        await menu.open(telegram.text("/reglages", chat=GROUP), context)

        (call,) = bot.done("send_message")
        assert (SHOWN, BEGIN) == (call.text, call.buttons)

    async def test_member(self, menu, telegram, bot, context):
        """Another member reads who may."""
        await menu.open(telegram.text("/reglages", chat=GROUP, user=KOFI), context)

        assert ["reglages-refuses"] == bot.sent

    async def test_hidden_admin(self, menu, telegram, bot, context):
        """A hidden admin is one, as only admins can hide."""
        group = {"id": GROUP, "type": "supergroup", "title": "Voisins"}
        sender = {"id": 9, "is_bot": True, "first_name": "Group"}
        update = telegram.message(chat=GROUP, text="/reglages", sender_chat=group, **{"from": sender})
        await menu.open(update, context)

        assert [SHOWN] == bot.sent

    async def test_not_told(self, menu, telegram, bot, context):
        """When Telegram does not say who is an admin, nobody is."""
        bot.fail("get_chat_member", NetworkError("…"))
        await menu.open(telegram.text("/reglages", chat=GROUP), context)

        assert ["reglages-non-verifie"] == bot.sent

    async def test_alone(self, menu, telegram, bot, context):
        """Outside of groups there is nothing to set."""
        await menu.open(telegram.text("/reglages", chat=CHAT), context)

        assert ["reglages-en-prive"] == bot.sent


class TestTap:
    @pytest.mark.parametrize(
        ("target", "settings"),
        [
            ("discret:1", GroupSettings(discreet=True)),
            ("discret:0", GroupSettings()),
            ("ecoute:1", GroupSettings(listening=True)),
            ("annonces:ici", GroupSettings(topic=77)),
            ("annonces:general", GroupSettings()),
            ("invente:1", GroupSettings()),
        ],
    )
    async def test_changed(self, tap, groups, bot, target, settings):
        """A tap settles something; twice the same, it stays so. What we never offered changes nothing."""
        for _ in range(2):
            await tap(target, topic=77)

        assert settings == groups.settings(GROUP)
        assert 2 == len(bot.edited)

    async def test_commands(self, tap, bot):
        """Commands are whispered in a discreet group, until it is none any more."""
        await tap("discret:1")
        await tap("discret:0")

        methods = [call.method for call in bot.calls if call.method.endswith("my_commands")]
        assert ["set_my_commands"] * 2 + ["delete_my_commands"] * 2 == methods

    async def test_offered_back(self, tap, bot):
        """What is settled can be undone."""
        for target in ("discret:1", "ecoute:1", "annonces:ici"):
            await tap(target, topic=77)

        expected = ["discret:0", "ecoute:0", "annonces:general", "fin"]
        assert [f"reglages:{name}" for name in expected] == bot.done("edit_message_text")[-1].buttons

    async def test_member(self, tap, groups, bot):
        """Who is no admin changes nothing, and reads why."""
        await tap("discret:1", user=KOFI)

        assert GroupSettings() == groups.settings(GROUP)
        assert ["reglages-refuses"] == toasts(bot)
        assert [] == bot.edited

    @pytest.mark.parametrize(
        ("target", "admin", "word"),
        [
            ("discret:1", False, "reglages-discret-sans-droits"),
            ("discret:1", True, "reglages-faits"),
            ("ecoute:1", False, "reglages-ecoute-sourde"),
            ("ecoute:1", True, "reglages-faits"),
            ("ecoute:0", False, "reglages-faits"),
        ],
    )
    async def test_word(self, tap, bot, target, admin, word):
        """Who sets what Telegram does not let us do reads what is missing."""
        bot.admins |= {bot.id} if admin else set()
        await tap(target)

        assert [word] == toasts(bot)

    @pytest.mark.parametrize("state", [{}, {"readable": False}])
    async def test_closed(self, tap, bot, groups, state):
        """The menu closes; so does one so old that we cannot read where it is."""
        await tap("fin" if not state else "discret:1", **state)

        (call,) = bot.done("edit_message_text")
        assert ("reglages-fermes", []) == (call.text, call.buttons)
        assert GroupSettings() == groups.settings(GROUP)

    @pytest.mark.parametrize("error", [BadRequest("message is not modified"), BadRequest("…")])
    async def test_not_edited(self, tap, bot, groups, error):
        """A menu that cannot be edited, and a tap that cannot be answered, settle it all the same."""
        bot.fail("edit_message_text", error)
        bot.fail("answer_callback_query", BadRequest("query is too old"))
        await tap("discret:1")

        assert groups.settings(GROUP).discreet
