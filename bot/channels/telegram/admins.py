"""Who may change a group's settings: asked of Telegram, for a moment remembered."""

import time
from collections import OrderedDict
from collections.abc import Callable

from telegram.constants import ChatMemberStatus
from telegram.ext import ExtBot

REMEMBERED = 30.0
"""Seconds an answer holds: who taps three buttons in a row is checked once; who is no admin any more, soon."""

MOST = 1_000
"""Answers remembered, the oldest forgotten first: a bound on memory."""

_ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Admins:
    """Asks Telegram who is an admin where."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells the seconds since some moment."""
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[bool, float]] = OrderedDict()

    async def is_admin(self, bot: ExtBot[None], chat: int, user: int) -> bool:
        """Whether somebody is an admin of a group. Raises TelegramError when Telegram does not say."""
        known = self._known.get((chat, user))
        if known and self._clock() < known[1]:
            return known[0]
        member = await bot.get_chat_member(chat, user)
        found = member.status in _ADMINS
        self._known[chat, user] = (found, self._clock() + REMEMBERED)
        self._known.move_to_end((chat, user))
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return found
