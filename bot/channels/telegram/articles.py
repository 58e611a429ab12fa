"""A reply as one message that the bot sends into a chat it is not in: inline, or as a guest."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.conversation import Answer, Outcome, Reply
from bot.knowledge import Entry, Voice

from .deep_links import link_to
from .outgoing import pieces
from .shortening import shortened

ELSEWHERE = "~"
"""Before a button's target: its message is in a chat the bot is not in, and can only be changed."""

DESCRIPTION_MOST = 160
"""Characters of the short fact in the list: phones show two lines of it."""

TITLE_MOST = 60
"""Characters of a title that nobody reads, but that Telegram wants."""

Rows = list[list[InlineKeyboardButton]]


def article_of_entry(entry: Entry, voice: Voice, username: str) -> InlineQueryResultArticle:
    """An entry in the list above the keyboard: its title and its fact; chosen, its whole answer is sent."""
    reply = Reply(Outcome.ANSWER, answers=(Answer.of_entry(entry),))
    text, more = _one_message(reply, voice)
    rows = [*_read_on(more, reply, voice, username), _ask_row(voice, username)]
    return InlineQueryResultArticle(
        entry.id,
        entry.title,
        _content(text),
        reply_markup=InlineKeyboardMarkup(rows),
        description=shortened(entry.answer, DESCRIPTION_MOST),
    )


def article_of_reply(reply: Reply, voice: Voice, username: str) -> InlineQueryResultArticle:
    """A reply to somebody who called the bot into their chat."""
    text, _ = _one_message(reply, voice)
    title = reply.text or next((answer.text for answer in reply.answers), "") or username
    return InlineQueryResultArticle(
        "reponse",
        shortened(title, TITLE_MOST),
        _content(text),
        reply_markup=keyboard_elsewhere(reply, voice, username),
    )


def text_elsewhere(reply: Reply, voice: Voice) -> str:
    """A reply as the HTML of one message; the rest of a longer one is read in private."""
    return _one_message(reply, voice)[0]


def keyboard_elsewhere(reply: Reply, voice: Voice, username: str) -> InlineKeyboardMarkup:
    """The buttons under a reply in a chat the bot is not in.

    A choice changes its message. What goes with an answer is read in private: the answer is to stay.
    """
    if reply.answers:
        _, more = _one_message(reply, voice)
        neighbours = [
            [InlineKeyboardButton(suggestion.title, url=link_to(username, suggestion.entry_id))]
            for suggestion in reply.suggestions
            if suggestion.entry_id
        ]
        rows = [*_read_on(more, reply, voice, username), *neighbours, _ask_row(voice, username)]
    else:
        rows = [
            [InlineKeyboardButton(suggestion.title, callback_data=ELSEWHERE + suggestion.target)]
            for suggestion in reply.suggestions
        ] or [_ask_row(voice, username)]
    return InlineKeyboardMarkup(rows)


def _one_message(reply: Reply, voice: Voice) -> tuple[str, bool]:
    """The HTML of one message, and whether there is more to say."""
    texts = pieces(reply, voice)
    return texts[0], len(texts) > 1


def _content(text: str) -> InputTextMessageContent:
    return InputTextMessageContent(
        text, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )


def _read_on(more: bool, reply: Reply, voice: Voice, username: str) -> Rows:  # noqa: FBT001
    """The way to all of an answer that is too long for one message."""
    if not more:
        return []
    link = link_to(username, reply.answers[0].entry_id if reply.answers else "")
    return [[InlineKeyboardButton(voice.say("bouton-lire-suite"), url=link)]]


def _ask_row(voice: Voice, username: str) -> list[InlineKeyboardButton]:
    return [InlineKeyboardButton(voice.say("bouton-question"), url=link_to(username))]
