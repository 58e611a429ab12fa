"""`/groupes`: what who looks after the bot wants to know of the groups it is in; no group is named."""

from html import escape

from telegram import Update

from bot.knowledge import Voice

from .group_settings import Groups
from .handlers import Context
from .showing import Showing


class Overview:
    """Tells the bot's admins where it is."""

    def __init__(self, voice: Voice, groups: Groups, showing: Showing) -> None:
        self._voice = voice
        self._groups = groups
        self._showing = showing

    async def groups(self, update: Update, context: Context) -> None:
        """How many groups, and how they are set."""
        groups = self._groups.all()
        text = self._voice.say(
            "groupes",
            nombre=str(len(groups)),
            discrets=str(sum(group.discreet for group in groups)),
            ecoutes=str(sum(group.listening for group in groups)),
        )
        await self._showing.send_text(update, context.bot, escape(text.strip(), quote=False))
