"""Telegram's HTML: what a person reads of it, and what Telegram does not understand."""

import re
from html import unescape


class NotAllowedError(ValueError):
    """A call which Telegram would refuse, or misunderstand; says why."""


_PIECE = re.compile(
    r"""(?P<text>[^<>&]+)
    | (?P<entity>&(?:lt|gt|amp|quot|\#\d+|\#x[0-9a-fA-F]+);)
    | </(?P<closing>[a-z-]+)>
    | <(?P<opening>[a-z-]+)(?P<attributes>(?:\s+[a-z-]+(?:="[^"<>]*")?)*)>""",
    re.VERBOSE,
)

_TAGS = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre"), r""),
    "tg-spoiler": r"",
    "span": r'\s+class="tg-spoiler"',
    "blockquote": r"(?:\s+expandable)?",
    "a": r'\s+href="(?:https?|tg|mailto):[^"\s]+"',
}
"""The tags Telegram knows, each with the attributes it may bear."""


def plain(text: str, parse_mode: str | None) -> str:
    """What a person reads of a text. Raises NotAllowedError when its HTML is not what Telegram understands."""
    if parse_mode is None:
        return text
    if parse_mode != "HTML":
        raise NotAllowedError(f"our bot writes HTML, not {parse_mode}")
    read_text, opened, position = "", [], 0
    while position < len(text):
        piece = _PIECE.match(text, position)
        if piece is None:
            raise NotAllowedError(f"can't parse entities: unescaped {text[position]!r} at {position}")
        if tag := piece["opening"]:
            _check_tag(tag, piece["attributes"], opened)
            opened.append(tag)
        elif piece["closing"]:
            if not opened or opened.pop() != piece["closing"]:
                raise NotAllowedError(f"can't parse entities: </{piece['closing']}> closes nothing")
        else:
            read_text += unescape(piece[0])
        position = piece.end()
    if opened:
        raise NotAllowedError(f"can't parse entities: <{opened[-1]}> is not closed")
    return read_text


def _check_tag(tag: str, attributes: str, opened: list[str]) -> None:
    if tag not in _TAGS:
        raise NotAllowedError(f"can't parse entities: unsupported tag <{tag}>")
    if not re.fullmatch(_TAGS[tag], attributes):
        raise NotAllowedError(f"can't parse entities: <{tag}{attributes}> has attributes it may not bear")
    if tag in opened and tag in ("a", "blockquote"):
        raise NotAllowedError(f"can't parse entities: <{tag}> cannot be nested")
    if opened and opened[-1] in ("code", "pre"):
        raise NotAllowedError(f"can't parse entities: <{opened[-1]}> holds no tag")


def utf16_length(text: str) -> int:
    """A text's length as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
