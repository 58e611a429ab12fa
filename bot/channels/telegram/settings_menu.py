"""`/reglages`: the admins of a group decide how the bot behaves there."""

import logging
from dataclasses import replace
from html import escape

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram import Message as TelegramMessage
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.knowledge import Voice

from .admins import Admins
from .commands_menu import show_in_group
from .group_settings import Groups, GroupSettings
from .handlers import Context
from .senders import is_group, is_hidden_admin
from .sending import persistently
from .showing import Showing, answered_message

_LOG = logging.getLogger(__name__)

TARGET = "reglages:"
"""What the menu's buttons bring back: « reglages:name:value », never « the other way round », for a tap may come twice."""

CLOSE = "fin"
HERE, GENERAL = "ici", "general"


class SettingsMenu:
    """Shows a group's settings to its admins, and changes them."""

    def __init__(self, voice: Voice, groups: Groups, showing: Showing, admins: Admins) -> None:
        self._voice = voice
        self._groups = groups
        self._showing = showing
        self._admins = admins

    async def open(self, update: Update, context: Context) -> None:
        """Show the menu to an admin; to others, why they do not see it."""
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        if not is_group(message):
            await self._say(update, context.bot, "reglages-en-prive")
            return
        refusal = (
            None if is_hidden_admin(message) else await self._refusal(context.bot, message.chat_id, user.id)
        )
        if refusal:
            await self._say(update, context.bot, refusal)
            return
        settings = self._groups.settings(message.chat_id)
        await self._showing.send_text(
            update,
            context.bot,
            self._text(settings, message),
            self._buttons(settings, message),
            answered_message(update),
        )

    async def tap(self, update: Update, context: Context) -> None:
        """Change a setting, if an admin tapped: the menu hangs there for everybody."""
        query = update.callback_query
        message = query.message if query else None
        if query is None or message is None:
            return
        chat = message.chat.id
        refusal = await self._refusal(context.bot, chat, query.from_user.id)
        if refusal:
            await _answer(query, self._voice.say(refusal), alert=True)
            return
        # Of a message too old to be read we know no topic.
        menu = message if isinstance(message, TelegramMessage) and message.is_accessible else None
        name = (query.data or "").removeprefix(TARGET)
        if name == CLOSE or menu is None:
            await _answer(query)
            await _change(query, escape(self._voice.say("reglages-fermes"), quote=False), None)
            return
        settings = _changed(self._groups.settings(chat), name, menu)
        self._groups.set(chat, settings)
        _LOG.info("group settings changed")
        await _answer(query, self._voice.say(await self._word(context.bot, name, chat)))
        await _change(query, self._text(settings, menu), self._buttons(settings, menu))
        if name.startswith("discret:"):
            await show_in_group(context.bot, self._voice, chat, discreet=settings.discreet)

    async def _refusal(self, bot: ExtBot[None], chat: int, user: int) -> str | None:
        """Why somebody may not change the settings; None when they may."""
        try:
            return None if await self._admins.is_admin(bot, chat, user) else "reglages-refuses"
        except TelegramError as error:
            _LOG.warning("admin not checked error=%s", type(error).__name__)
            return "reglages-non-verifie"

    async def _word(self, bot: ExtBot[None], name: str, chat: int) -> str:
        """What to say of a change: some need that Telegram lets us do more than it does."""
        if name == "ecoute:1" and not bot.can_read_all_group_messages and not await self._is_admin(bot, chat):
            return "reglages-ecoute-sourde"
        if name == "discret:1" and not await self._is_admin(bot, chat):
            return "reglages-discret-sans-droits"
        return "reglages-faits"

    async def _is_admin(self, bot: ExtBot[None], chat: int) -> bool:
        return await self._refusal(bot, chat, bot.id) is None

    async def _say(self, update: Update, bot: ExtBot[None], sentence: str) -> None:
        text = escape(self._voice.say(sentence), quote=False)
        await self._showing.send_text(update, bot, text, question=answered_message(update))

    def _text(self, settings: GroupSettings, menu: TelegramMessage) -> str:
        """The settings as they are."""
        said = {
            "reponses": "reglages-discretes" if settings.discreet else "reglages-publiques",
            "ecoute": "reglages-oui" if settings.listening else "reglages-non",
            "annonces": _where(settings, menu),
        }
        text = self._voice.say("reglages", **{name: self._voice.say(key) for name, key in said.items()})
        return escape(text.strip(), quote=False)

    def _buttons(self, settings: GroupSettings, menu: TelegramMessage) -> InlineKeyboardMarkup:
        """What an admin may change: what is so already is not offered."""
        offered = [
            ("bouton-rendre-public", "discret:0")
            if settings.discreet
            else ("bouton-rendre-discret", "discret:1"),
            ("bouton-ne-plus-ecouter", "ecoute:0") if settings.listening else ("bouton-ecouter", "ecoute:1"),
        ]
        if _topic_of(menu) not in (None, settings.topic):
            offered.append(("bouton-annonces-ici", f"annonces:{HERE}"))
        if settings.topic is not None:
            offered.append(("bouton-annonces-general", f"annonces:{GENERAL}"))
        offered.append(("bouton-fermer", CLOSE))
        return InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(self._voice.say(title), callback_data=TARGET + name)]
                for title, name in offered
            ]
        )


def _topic_of(menu: TelegramMessage) -> int | None:
    return menu.message_thread_id if menu.is_topic_message else None


def _where(settings: GroupSettings, menu: TelegramMessage) -> str:
    """Where announcements go, as seen from the menu."""
    if settings.topic is None:
        return "reglages-annonces-general" if menu.chat.is_forum else "reglages-annonces-groupe"
    return "reglages-annonces-ici" if settings.topic == _topic_of(menu) else "reglages-annonces-ailleurs"


def _changed(settings: GroupSettings, name: str, menu: TelegramMessage) -> GroupSettings:
    """The settings after a tap; what we have not offered changes nothing."""
    changes = {
        "discret:0": replace(settings, discreet=False),
        "discret:1": replace(settings, discreet=True),
        "ecoute:0": replace(settings, listening=False),
        "ecoute:1": replace(settings, listening=True),
        f"annonces:{HERE}": replace(settings, topic=_topic_of(menu)),
        f"annonces:{GENERAL}": replace(settings, topic=None),
    }
    return changes.get(name, settings)


async def _answer(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    try:
        await query.answer(text, show_alert=alert)
    except TelegramError:
        _LOG.info("tap not acknowledged")


async def _change(query: CallbackQuery, html: str, buttons: InlineKeyboardMarkup | None) -> None:
    """The menu after a tap; one that cannot be edited is left as it was."""
    try:
        await persistently(lambda: query.edit_message_text(html, reply_markup=buttons))
    except TelegramError as error:
        if "not modified" not in str(error):
            _LOG.info("menu not changed error=%s", type(error).__name__)
