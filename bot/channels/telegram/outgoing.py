"""Reply → HTML in pieces short enough for Telegram."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import chain

from bot.channels.channel import french_date
from bot.conversation import Answer, Reply
from bot.knowledge import Source, Voice

MESSAGE_MOST = 4096
"""UTF-16 units of text in one message, tags not counted (Bot API, sendMessage)."""


@dataclass(frozen=True, slots=True)
class Block:
    """Text that stands together, and the tags around it."""

    text: str
    opening: str = ""
    closing: str = ""

    inner: str = ""
    """The text with tags of its own; without them when it must be cut."""

    @property
    def html(self) -> str:
        """The block as Telegram reads it."""
        return f"{self.opening}{self.inner or escape(self.text, quote=False)}{self.closing}"

    @property
    def length(self) -> int:
        """As Telegram counts: UTF-16 units."""
        return utf16_length(self.text)


def utf16_length(text: str) -> int:
    """UTF-16 units of a text: an emoji counts two.

    >>> utf16_length("été"), utf16_length("🙏")
    (3, 2)
    """
    return len(text.encode("utf-16-le")) // 2


def pieces(reply: Reply, voice: Voice) -> list[str]:
    """The messages that say a reply, in order: nearly always one."""
    found: list[str] = []
    html: list[str] = []
    length = 0
    for block in chain.from_iterable(map(_split, _blocks(reply, voice))):
        if html and length + block.length > MESSAGE_MOST:
            found.append("".join(html))
            html, length = [], 0
        html.append(block.html)
        length += block.length
    found.append("".join(html))
    return [piece.strip() for piece in found if piece.strip()]


MOST_SOURCES = 2
"""Sources named under an answer; the fold holds them all."""


def _blocks(reply: Reply, voice: Voice) -> Iterator[Block]:
    if reply.text:
        yield Block(reply.text)
    for number, answer in enumerate(reply.answers):
        if number or reply.text:
            yield Block("\n\n")
        if len(reply.answers) > 1 and answer.title:
            yield Block(answer.title, "<b>", "</b>")
            yield Block("\n")
        yield from _answer(answer, voice)


def _answer(answer: Answer, voice: Voice) -> Iterator[Block]:
    """The fact, where it comes from in a line, and the rest behind a fold."""
    yield from _fact(answer)
    if answer.sources:
        yield Block("\n")
        yield Block(voice.say("source" if len(answer.sources) == 1 else "sources"), "<i>", "</i>")
        for number, source in enumerate(answer.sources[:MOST_SOURCES]):
            yield Block(", " if number else " ")
            yield _named(source)
        if len(answer.sources) > MOST_SOURCES:
            yield Block(f" + {len(answer.sources) - MOST_SOURCES}")
    folded = [*([Block(answer.details)] if answer.details else []), *_all_sources(answer)]
    if folded:
        yield Block("\n")
        yield Block(
            "\n".join(block.text for block in folded),
            "<blockquote expandable>",
            "</blockquote>",
            "\n".join(block.html for block in folded),
        )


def _all_sources(answer: Answer) -> Iterator[Block]:
    """Each source with its title, when the line above cannot hold them."""
    for source in answer.sources:
        date = f" ({french_date(source.date)})" if source.date else ""
        text = f"– {source.publisher}, «\u202f{source.title}\u202f»{date}"
        link = f'<a href="{escape(source.url)}">{escape(text[2:], quote=False)}</a>' if source.url else ""
        yield Block(text, inner=f"– {link}" if link else "")


def _fact(answer: Answer) -> Iterator[Block]:
    """The answer's text, the fact itself bold."""
    if not answer.value:
        yield Block(answer.text)
        return
    before, _, after = answer.text.partition(answer.value)
    yield from (Block(before), Block(answer.value, "<b>", "</b>"), Block(after))


def _named(source: Source) -> Block:
    """A source by its publisher and year, a link where there is a page."""
    year = f" ({source.date[:4]})" if source.date else ""
    link = (f'<a href="{escape(source.url)}">', "</a>") if source.url else ("", "")
    return Block(source.publisher + year, *link)


_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def _split(block: Block) -> Iterator[Block]:
    """A block too long for one message, cut after sentences; a monstrous sentence is cut where it must be."""
    if block.length <= MESSAGE_MOST:
        yield block
        return
    rest = block.text
    while utf16_length(rest) > MESSAGE_MOST:
        # An emoji counts two: half as many characters always fit.
        most = (
            MESSAGE_MOST
            if rest[:MESSAGE_MOST].isascii() or utf16_length(rest[:MESSAGE_MOST]) <= MESSAGE_MOST
            else MESSAGE_MOST // 2
        )
        ends = [match.end() for match in _SENTENCE_END.finditer(rest, 0, most)]
        cut = ends[-1] if ends else rest.rfind(" ", 0, most) + 1 or most
        yield Block(rest[:cut], block.opening, block.closing)
        rest = rest[cut:]
    yield Block(rest, block.opening, block.closing)
