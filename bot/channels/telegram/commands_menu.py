"""What Telegram shows of the bot: its commands, by who sees them, and how it presents itself."""

import logging
from collections.abc import Awaitable, Callable, Iterable

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeDefault,
)
from telegram.constants import BotDescriptionLimit
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.knowledge import Voice

from .shortening import shortened

_LOG = logging.getLogger(__name__)

ALONE = ("question", "themes", "abonner", "desabonner", "pause", "aide", "confidentialite", "oublier")
IN_GROUPS = ("question", "themes", "aide", "confidentialite", "oublier")
FOR_GROUP_ADMINS = (*IN_GROUPS, "abonner", "desabonner", "pause", "reglages")
FOR_BOT_ADMINS = (*ALONE, "annonce", "annonces", "groupes")
"""Commands in the order they are shown in."""

Call = Callable[[], Awaitable[object]]


class Presentation:
    """Sets what Telegram shows; what it refuses keeps nobody from being served."""

    def __init__(self, voice: Voice, admins: Iterable[int]) -> None:
        """`admins` of the bot, by number: they see more commands."""
        self._voice = voice
        self._admins = sorted(admins)

    async def set_up(self, bot: ExtBot[None]) -> None:
        """Say it all, the texts only where they differ from what is shown."""
        scopes: list[tuple[BotCommandScope, tuple[str, ...]]] = [
            (BotCommandScopeDefault(), ALONE),
            (BotCommandScopeAllPrivateChats(), ALONE),
            (BotCommandScopeAllGroupChats(), IN_GROUPS),
            (BotCommandScopeAllChatAdministrators(), FOR_GROUP_ADMINS),
            # Telegram knows an admin's chat once they have written to the bot.
            *((BotCommandScopeChat(admin), FOR_BOT_ADMINS) for admin in self._admins),
        ]
        calls: list[tuple[str, Call]] = [
            ("commands menu", self._setting(bot, scope, commands)) for scope, commands in scopes
        ]
        calls.append(("description", lambda: self._describe(bot)))
        calls.append(("short description", lambda: self._describe_shortly(bot)))
        for what, call in calls:
            try:
                await call()
            except TelegramError as error:
                _LOG.warning("%s not set error=%s", what, type(error).__name__)
                if not isinstance(error, BadRequest):
                    # People wait to be served: the next start says the rest.
                    return

    def _setting(self, bot: ExtBot[None], scope: BotCommandScope, commands: Iterable[str]) -> Call:
        menu = [BotCommand(command, self._voice.say(f"menu-{command}")) for command in commands]
        return lambda: bot.set_my_commands(menu, scope)

    async def _describe(self, bot: ExtBot[None]) -> None:
        text = shortened(self._voice.say("presentation").strip(), BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)
        if (await bot.get_my_description()).description != text:
            await bot.set_my_description(text)

    async def _describe_shortly(self, bot: ExtBot[None]) -> None:
        most = BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
        text = shortened(self._voice.say("presentation-courte").strip(), most)
        if (await bot.get_my_short_description()).short_description != text:
            await bot.set_my_short_description(text)


async def show_in_group(bot: ExtBot[None], voice: Voice, chat: int, *, discreet: bool) -> None:
    """Let the commands of a group be seen by who gives them and by us, and nobody else; or by all again.

    To who gave such a command even a bot that is no admin may whisper.
    """
    scopes: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
        (BotCommandScopeChat(chat), IN_GROUPS),
        (BotCommandScopeChatAdministrators(chat), FOR_GROUP_ADMINS),
    )
    try:
        for scope, commands in scopes:
            if discreet:
                await bot.set_my_commands([_whispered(command, voice) for command in commands], scope)
            else:
                await bot.delete_my_commands(scope)
    except TelegramError as error:
        _LOG.info("commands of a group not changed error=%s", type(error).__name__)


def _whispered(command: str, voice: Voice) -> BotCommand:
    """A command that only we see; settings are the whole group's business."""
    marks = {"is_ephemeral": True} if command in IN_GROUPS else None
    return BotCommand(command, voice.say(f"menu-{command}"), api_kwargs=marks)
