"""Who is an admin, as Telegram says, for a moment."""

import pytest
from fake_bot import AFI, GROUP, KOFI
from telegram.error import BadRequest

from bot.channels.telegram import admins as module
from bot.channels.telegram.admins import REMEMBERED, Admins


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def admins(clock):
    return Admins(clock)


class TestIsAdmin:
    async def test_asked(self, admins, bot):
        """Telegram knows."""
        bot.admins = {AFI}

        assert [True, False] == [await admins.is_admin(bot, GROUP, user) for user in (AFI, KOFI)]

    async def test_remembered(self, admins, bot, clock):
        """It is asked once for several taps, and again soon: who is no admin any more has no say."""
        bot.admins = {AFI}
        await admins.is_admin(bot, GROUP, AFI)
        bot.admins = set()
        clock.now = REMEMBERED - 1
        soon = await admins.is_admin(bot, GROUP, AFI)
        clock.now = REMEMBERED

        assert (True, False) == (soon, await admins.is_admin(bot, GROUP, AFI))

    async def test_not_told(self, admins, bot):
        """When Telegram does not say, nobody is taken for an admin, nor remembered."""
        bot.admins = {AFI}
        bot.fail("get_chat_member", BadRequest("…"))
        with pytest.raises(BadRequest):
            await admins.is_admin(bot, GROUP, AFI)

        assert await admins.is_admin(bot, GROUP, AFI)

    async def test_bound(self, admins, bot, monkeypatch):
        """So many answers are remembered, the oldest forgotten first."""
        monkeypatch.setattr(module, "MOST", 1)
        for user in (AFI, KOFI, AFI):
            await admins.is_admin(bot, GROUP, user)

        assert 3 == len(bot.calls)
