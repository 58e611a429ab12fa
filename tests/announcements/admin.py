"""An admin of the tests: what they send and tap, and what they are shown."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.announcements import Content, Drafting, Pace, Reporting
from bot.announcements.presenting import Presenting

LOME = ZoneInfo("Africa/Lome")
MORNING = datetime(2026, 11, 24, 10, 30, tzinfo=LOME)
NIGHT = datetime(2026, 11, 24, 22, 30, tzinfo=LOME)
ADMIN = "42"


class Admin:
    """Someone who may announce: what they send and tap, and what they are shown."""

    def __init__(self, desk, knowledge) -> None:
        self.now = MORNING
        self.desk = desk
        presenting = Presenting(desk.registry, desk.subscriptions, knowledge, lambda: self.now)
        self.drafting = Drafting(desk.registry, presenting, knowledge, lambda: self.now)
        rate = Pace(lambda: 0.0, 10)
        self.reporting = Reporting(
            desk.registry, self.drafting, knowledge.voice, lambda: self.now, lambda: rate.rate
        )
        self.shown = None

    async def commands(self, argument=""):
        self.shown = await self.drafting.begin(ADMIN, argument)

    async def sends(self, content="Bonjour"):
        content = Content(content) if isinstance(content, str) else content
        self.shown = await self.drafting.give(ADMIN, content, content.text)

    async def taps(self, title):
        """Tap the button whose title begins so."""
        (target,) = [s.target for s in self.shown.reply.suggestions if s.title.startswith(title)]
        await self.brings(target)

    async def brings(self, target):
        self.shown = await self.reporting.choose(ADMIN, target)

    @property
    def text(self):
        return self.shown.reply.text.replace("\u202f", " ")

    @property
    def buttons(self):
        return [suggestion.title for suggestion in self.shown.reply.suggestions]

    async def kept(self):
        (found,) = await self.desk.registry.latest(5)
        return found
