"""The buttons under a reply: what it leads to, and what may be done with an answer."""

from collections.abc import Iterator

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat

from bot.conversation import Answer, Reply
from bot.conversation.reply import VOTE_TARGET
from bot.knowledge import Source, Voice

from .incoming import KEEP
from .shortening import shortened

COPIED_MOST = 256
"""Characters that a button copies at most (Bot API, CopyTextButton)."""

QUERY_MOST = 256
"""Characters of an inline query at most."""

MOST_PAGES = 2
"""Sources that have a button: two fit side by side on a phone."""

SOURCE_MOST = 28
"""Characters of a source's button: about half the width of a phone, which cuts what is longer."""

MOST_BESIDE = 2
"""Suggestions under an answer in a group: its members have more to read than us."""

Row = list[InlineKeyboardButton]


def keyboard(
    reply: Reply, voice: Voice, *, alone: bool = True, inline: bool = False
) -> InlineKeyboardMarkup | None:
    """The buttons under a reply; None when there are none.

    `alone` means that nobody else reads along; `inline`, that answers may be shared by inline mode.
    """
    rows = [*_suggestions(reply, alone=alone)]
    if len(reply.answers) == 1:
        rows.append(_votes(reply.answers[0], voice))
    if alone and reply.answers:
        rows += _uses(reply, voice, inline=inline)
    return InlineKeyboardMarkup(rows) if rows else None


def suggestions_only(reply: Reply) -> InlineKeyboardMarkup | None:
    """What a reply leads to, for a Telegram that takes no other buttons of ours."""
    rows = list(_suggestions(reply, alone=True))
    return InlineKeyboardMarkup(rows) if rows else None


def _suggestions(reply: Reply, *, alone: bool) -> Iterator[Row]:
    mark = KEEP if reply.answers else ""
    shown = reply.suggestions if alone or not reply.answers else reply.suggestions[:MOST_BESIDE]
    for suggestion in shown:
        yield [InlineKeyboardButton(suggestion.title, callback_data=mark + suggestion.target)]


def _votes(answer: Answer, voice: Voice) -> Row:
    return [
        InlineKeyboardButton(voice.say(name), callback_data=f"{VOTE_TARGET}{sign}:{answer.entry_id}")
        for name, sign in (("bouton-utile", "+"), ("bouton-inutile", "-"))
    ]


def _uses(reply: Reply, voice: Voice, *, inline: bool) -> Iterator[Row]:
    """To copy and to share the only answer, and to read where answers come from."""
    if len(reply.answers) == 1:
        answer = reply.answers[0]
        copied = CopyTextButton(shortened(answer.text, COPIED_MOST))
        row = [InlineKeyboardButton(voice.say("bouton-copier"), copy_text=copied)]
        if inline and answer.title:
            row.append(_share(answer, voice))
        yield row
    sources = [_to_source(source) for source in _linked(reply)]
    if sources:
        yield sources


def _share(answer: Answer, voice: Voice) -> InlineKeyboardButton:
    """Opens a list of chats, then @bot and the entry's title in the one that is chosen."""
    where = SwitchInlineQueryChosenChat(
        answer.title[:QUERY_MOST], allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
    )
    return InlineKeyboardButton(voice.say("bouton-partager"), switch_inline_query_chosen_chat=where)


def _linked(reply: Reply) -> list[Source]:
    """The first sources that have a page, each page once."""
    pages = {source.url: source for answer in reply.answers for source in answer.sources if source.url}
    return list(pages.values())[:MOST_PAGES]


def _to_source(source: Source) -> InlineKeyboardButton:
    year = f" ({source.date[:4]})" if source.date else ""
    return InlineKeyboardButton(shortened(source.publisher, SOURCE_MOST - len(year)) + year, url=source.url)
