"""Who decides whether a person or a group gets announcements, and what they read."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from fake_bot import AFI, CHAT, GROUP, KOFI
from telegram.error import BadRequest

from bot.channels.telegram.admins import Admins
from bot.channels.telegram.deep_links import DeepLinks
from bot.channels.telegram.group_settings import Groups, GroupSettings
from bot.channels.telegram.showing import Showing
from bot.channels.telegram.subscribers import Subscribers
from bot.conversation import ParcelsInMemory


class FakeSubscriptions:
    """Remembers who subscribed."""

    def __init__(self) -> None:
        self.chats = set()

    async def subscribe(self, contact, *, is_group):
        assert is_group == contact.id.startswith("-")
        self.chats.add(int(contact.id))

    async def unsubscribe(self, contact):
        known = int(contact.id) in self.chats
        self.chats.discard(int(contact.id))
        return known


@pytest.fixture
def subscriptions():
    return FakeSubscriptions()


@pytest.fixture
def groups(records):
    return Groups(records)


@pytest.fixture
def subscribers(office, voice, groups, subscriptions):
    showing = Showing(voice, groups, DeepLinks(ParcelsInMemory()))
    return Subscribers(replace(office, subscriptions=subscriptions), showing, Admins())


@pytest.fixture
def context(bot):
    bot.admins = {AFI}
    return SimpleNamespace(bot=bot)


@pytest.fixture
def gives(subscribers, telegram, context):
    """Somebody gives a command."""

    async def gives(text, *, chat=GROUP, user=AFI):
        await subscribers.command(telegram.text(text, chat=chat, user=user), context)

    return gives


class TestCommand:
    async def test_more_on_the_next_line(self, gives, bot, subscriptions):
        """A word of thanks below the command does not make another command of it."""
        subscriptions.chats.add(CHAT)
        await gives("/desabonner\nmerci", chat=CHAT)

        assert (["desabonne"], set()) == (bot.sent, subscriptions.chats)

    async def test_member(self, gives, bot, subscriptions):
        """Another member of a group reads who may, and nothing changes."""
        await gives("/abonner", user=KOFI)

        assert (["abonnement-reserve"], set()) == (bot.sent, subscriptions.chats)

    async def test_not_checked(self, gives, bot, subscriptions):
        """Where Telegram does not say who is an admin, that is told, and nothing changes."""
        bot.fail("get_chat_member", BadRequest("Member list is inaccessible"))
        await gives("/abonner")

        assert (["reglages-non-verifie"], set()) == (bot.sent, subscriptions.chats)

    async def test_mute(self, gives, bot, subscriptions):
        """Where we may not write, it is done without a word, and is no fault."""
        bot.fail("send_message", BadRequest("Not enough rights to send text messages to the chat"))
        await gives("/abonner")

        assert ([], {GROUP}) == (bot.sent, subscriptions.chats)

    async def test_hung_on_the_question(self, gives, bot):
        """In a group the reply is hung on what it replies to."""
        await gives("/abonner")

        (call,) = bot.done("send_message")
        assert call.options["reply_parameters"] is not None

    async def test_discreet(self, gives, bot, groups):
        """In a discreet group the admin alone reads it."""
        groups.set(GROUP, GroupSettings(discreet=True))
        await gives("/abonner")

        (call,) = bot.done("send_message")
        assert "ephemeral_message_parameters" in call.options["api_kwargs"]

    async def test_asked_once(self, gives, bot):
        """Who gives ten commands is checked once."""
        for _ in range(10):
            await gives("/abonner")

        assert 1 == len(bot.done("get_chat_member"))

    async def test_as_a_channel(self, subscribers, telegram, context, bot, subscriptions):
        """Who writes in the name of a channel of theirs decides nothing here."""
        written = telegram.text("/abonner", chat=GROUP).to_dict()
        written["message"]["sender_chat"] = {"id": -9, "type": "channel", "title": "…"}
        await subscribers.command(telegram.read(written), context)

        assert (["abonnement-reserve"], set()) == (bot.sent, subscriptions.chats)


class TestOffered:
    async def test_member(self, subscribers, telegram, context, bot, subscriptions):
        """A member who may not is told so alone; the offer stays for those who may."""
        await subscribers.offered(telegram.tap("abonner", chat=GROUP, user=KOFI), context)

        (toast,) = bot.done("answer_callback_query")
        assert ("abonnement-reserve", True) == (toast.text, toast.options["show_alert"])
        assert ([], [], set()) == (bot.edited, bot.sent, subscriptions.chats)

    async def test_admin(self, subscribers, telegram, context, bot, subscriptions):
        """An admin accepts it, and it says so from then on."""
        await subscribers.offered(telegram.tap("abonner", chat=GROUP), context)

        assert (["abonne"], {GROUP}) == (bot.edited, subscriptions.chats)

    async def test_too_old(self, subscribers, telegram, context, bot, subscriptions):
        """An offer that cannot be changed any more is accepted below."""
        bot.fail("edit_message_text", BadRequest("Message can't be edited"))
        await subscribers.offered(telegram.tap("abonner", readable=False), context)

        assert (["abonne"], {CHAT}) == (bot.sent, subscriptions.chats)
