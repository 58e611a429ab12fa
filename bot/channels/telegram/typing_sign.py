"""« écrit… », shown to who waits for an answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

SHOWN_AFTER = 0.5
"""Seconds an answer may take before the sign is worth a call: most take a hundredth of that."""


@asynccontextmanager
async def typing_sign(bot: ExtBot[None], chat: int | None, topic: int | None) -> AsyncIterator[None]:
    """Show the sign, once, while the block takes long; nothing ever waits for it."""
    task = asyncio.create_task(_show(bot, chat, topic)) if chat is not None else None
    try:
        yield
    finally:
        if task:
            task.cancel()
            await asyncio.wait([task])


async def _show(bot: ExtBot[None], chat: int, topic: int | None) -> None:
    await asyncio.sleep(SHOWN_AFTER)
    try:
        await bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=topic)
    except TelegramError:
        return
