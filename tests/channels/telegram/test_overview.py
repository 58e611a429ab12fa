"""What the bot's admins read of the groups."""

from types import SimpleNamespace

from fake_bot import GROUP

from bot.channels.telegram.deep_links import DeepLinks
from bot.channels.telegram.group_settings import Groups, GroupSettings
from bot.channels.telegram.overview import Overview
from bot.channels.telegram.showing import Showing
from bot.conversation import ParcelsInMemory


class TestGroups:
    async def test_counted(self, telegram, bot, voice, records):
        """How many there are, and how they are set; none is named."""
        groups = Groups(records)
        groups.set(GROUP, GroupSettings(discreet=True))
        groups.set(-8, GroupSettings(discreet=True, listening=True))
        overview = Overview(voice, groups, Showing(voice, groups, DeepLinks(ParcelsInMemory())))

        await overview.groups(telegram.text("/groupes"), SimpleNamespace(bot=bot))
        assert ["2 dont 2 et 1"] == bot.sent
