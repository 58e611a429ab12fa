"""The bot's own place in groups."""

from types import SimpleNamespace

import pytest
from fake_bot import GROUP

from bot.channels.telegram.deep_links import DeepLinks
from bot.channels.telegram.group_settings import Groups, GroupSettings
from bot.channels.telegram.showing import Showing
from bot.channels.telegram.welcome import Welcome
from bot.conversation import ParcelsInMemory

ME = {"id": 1, "is_bot": True, "first_name": "Essai", "username": "essai_bot"}
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
    "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag",
    "can_react_to_messages",
)  # fmt: skip


def place(status, *, inside=True):
    """The bot's place in a group, as Telegram tells it."""
    member = {"status": status, "user": ME}
    if status == "administrator":
        return {**member, **dict.fromkeys(RIGHTS, True), "can_be_edited": False, "is_anonymous": False}
    if status == "restricted":
        return {**member, **dict.fromkeys(PERMISSIONS, False), "is_member": inside, "until_date": 0}
    return {**member, "until_date": 0} if status == "kicked" else member


@pytest.fixture
def groups(records):
    return Groups(records)


@pytest.fixture
def welcome(voice, groups):
    return Welcome(voice, groups, Showing(voice, groups, DeepLinks(ParcelsInMemory())))


@pytest.fixture
def becomes(welcome, telegram, bot):
    """The bot's place changes from one to another."""

    async def becomes(former, new, kind="supergroup", **about):
        chat = {"id": GROUP, "type": kind, "title": "Voisins"}
        user = {"id": 5, "is_bot": False, "first_name": "Afi"}
        change = {"chat": chat, "from": user, "date": 1}
        places = {"old_chat_member": place(former), "new_chat_member": place(new, **about)}
        update = telegram.update(my_chat_member={**change, **places})
        await welcome.place_changed(update, SimpleNamespace(bot=bot))

    return becomes


class TestPlaceChanged:
    @pytest.mark.parametrize(
        ("reads_all", "new", "told"),
        [
            (False, "member", "groupe-lit-peu"),
            (True, "member", "groupe-lit-tout"),
            (False, "administrator", "groupe-lit-tout"),
        ],
    )
    async def test_added(self, becomes, bot, reads_all, new, told):
        """Added, the bot says who it is and what it gets to read, its marks escaped."""
        bot.can_read_all_group_messages = reads_all
        await becomes("left", new)

        assert [f"Bonjour, @essai_bot &amp; {told}"] == bot.sent

    async def test_noted(self, becomes, groups):
        """It takes note of where it is."""
        await becomes("left", "member")

        assert groups.knows(GROUP)

    @pytest.mark.parametrize(("former", "new"), [("member", "administrator"), ("restricted", "member")])
    async def test_inside_already(self, becomes, bot, former, new):
        """It greets nobody when its place changes in a group that it is in."""
        await becomes(former, new)

        assert [] == bot.calls

    @pytest.mark.parametrize("new", ["left", "kicked"])
    async def test_removed(self, becomes, bot, groups, new):
        """Sent away, it takes note; back again it greets, and knows what was decided."""
        groups.set(GROUP, GroupSettings(discreet=True))
        await becomes("member", new)
        inside = groups.knows(GROUP)
        await becomes(new, "member")

        assert (False, 1) == (inside, len(bot.sent))
        assert groups.settings(GROUP).discreet

    async def test_restricted(self, becomes, bot, groups):
        """Where it may not write it says nothing; restricted from outside, it is not in."""
        await becomes("left", "restricted")
        inside = groups.knows(GROUP)
        await becomes("restricted", "restricted", inside=False)

        assert (True, False) == (inside, groups.knows(GROUP))
        assert [] == bot.calls

    @pytest.mark.parametrize("kind", ["private", "channel"])
    async def test_elsewhere(self, becomes, bot, groups, kind):
        """Outside of groups there is nobody to greet."""
        await becomes("left", "member", kind)

        assert [] == bot.calls
        assert not groups.knows(GROUP)


class TestMoved:
    @pytest.mark.parametrize("said", [{"migrate_to_chat_id": -100}, {"migrate_from_chat_id": -100}])
    async def test_told(self, welcome, telegram, bot, groups, said):
        """A group that becomes a supergroup keeps what it decided, in whichever of the two it is told."""
        former, new = (GROUP, -100) if "migrate_to_chat_id" in said else (-100, GROUP)
        groups.set(former, GroupSettings(discreet=True))
        await welcome.moved(telegram.message(chat=GROUP, **said), SimpleNamespace(bot=bot))

        assert groups.settings(new).discreet
        assert not groups.knows(former)

    async def test_discreet(self, welcome, telegram, bot, groups):
        """Its commands are whispered under its new number too."""
        groups.set(-100, GroupSettings(discreet=True))
        await welcome.moved(telegram.message(chat=GROUP, migrate_from_chat_id=-100), SimpleNamespace(bot=bot))

        assert [GROUP] * 2 == [call.options["scope"].chat_id for call in bot.done("set_my_commands")]
