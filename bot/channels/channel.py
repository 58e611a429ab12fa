"""What a channel owes the bot: a Reply as plain text, a typed number or command as a Message."""

import re
from datetime import datetime

from bot.conversation import NONE_TARGET, Answer, Contact, Message, MessageKind, Reply, Thread
from bot.knowledge import Source, Voice, fold

_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_ORDINALS = {
    "premier": 0,
    "deuxieme": 1,
    "second": 1,
    "troisieme": 2,
    "quatrieme": 3,
}
_ORDINAL = re.compile(
    rf"(?:le |la |numero |no |choix )?(?:numero )?(\d{{1,2}}|{'|'.join(_ORDINALS)})(?:e|er|ere|eme)?"
)
_YES = frozenset(("oui", "ouais", "oui merci", "ok", "okay", "exact", "exactement", "est ca", "oui est ca"))
_NONE_SAID = re.compile(
    r"non|ni une? ni (?:une? )?autre|(?:non )?(?:aucune?|rien|pas)(?: (?:de|des|d|ces|ca|cela|tout|toutes|\d|trois|deux|questions?|choix|propositions?|ne|convient))*"
)
"""« Aucune », « non, rien de tout ça », « aucune des trois »."""

_BARE_COMMANDS = {
    "themes": "themes",
    "les themes": "themes",
    "theme": "themes",
    "menu": "themes",
    "aide": "aide",
}
"""What people type where there are no buttons, for want of the slash."""

_NUMBER = re.compile(r"\s*(\d{1,2})\s*[.)]?\s*")


def message_of(contact: Contact, text: str, thread: Thread, at: datetime | None = None) -> Message:
    """A text typed at some time as a message: a command, the number of something offered, or words.

    >>> message_of(Contact("console", "1"), "/question combien ?", Thread()).command
    'question'
    """
    command = _COMMAND.fullmatch(text.strip())
    if command:
        return Message(contact, MessageKind.COMMAND, command[2] or "", fold(command[1]), at)
    place = _chosen(text, thread)
    if place is not None:
        target = thread.offered[place].target if 0 <= place < len(thread.offered) else ""
        return Message(contact, MessageKind.CHOICE, target, at=at)
    if _chooses_none(text, thread):
        return Message(contact, MessageKind.CHOICE, NONE_TARGET, at=at)
    if fold(text) in _BARE_COMMANDS:
        return Message(contact, MessageKind.COMMAND, command=_BARE_COMMANDS[fold(text)], at=at)
    named = _named(text, thread)
    return Message(contact, MessageKind.CHOICE if named else MessageKind.TEXT, named or text, at=at)


def _chosen(text: str, thread: Thread) -> int | None:
    """The place of what a text chooses among what was offered, from 0; None when it chooses nothing."""
    if not thread.offered:
        return None
    number = _NUMBER.fullmatch(text)
    if number:
        return int(number[1]) - 1
    if not thread.choosing:
        return None
    entries = [place for place, suggestion in enumerate(thread.offered) if suggestion.entry_id]
    if len(entries) == 1 and fold(text) in _YES:
        return entries[0]
    ordinal = _ORDINAL.fullmatch(fold(text))
    if ordinal is None:
        return None
    return int(ordinal[1]) - 1 if ordinal[1].isdigit() else _ORDINALS[ordinal[1]]


def _named(text: str, thread: Thread) -> str | None:
    """Where what was offered under the title typed leads."""
    typed = fold(text)
    return next(
        (suggestion.target for suggestion in thread.offered if typed and typed == fold(suggestion.title)),
        None,
    )


def _chooses_none(text: str, thread: Thread) -> bool:
    """Whether a text says « aucune » to entries that were all we said, or where that is offered."""
    is_offered = any(
        suggestion.target == NONE_TARGET or (thread.choosing and suggestion.entry_id)
        for suggestion in thread.offered
    )
    return is_offered and _NONE_SAID.fullmatch(fold(text)) is not None


def as_text(reply: Reply, voice: Voice) -> str:
    """A reply as a person reads it where there are no buttons: suggestions are numbered lines."""
    blocks = [reply.text] if reply.text else []
    headed = len(reply.answers) > 1
    blocks += [_answer_as_text(answer, voice, headed=headed) for answer in reply.answers]
    if reply.suggestions:
        lines = [f"{number}. {suggestion.title}" for number, suggestion in enumerate(reply.suggestions, 1)]
        if reply.answers and reply.suggestions[0].entry_id:
            lines.insert(0, voice.say("voir-aussi"))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _answer_as_text(answer: Answer, voice: Voice, *, headed: bool) -> str:
    lines = [f"— {answer.title}"] if headed and answer.title else []
    lines.append(answer.text)
    if answer.details:
        lines.append(answer.details)
    if len(answer.sources) == 1:
        lines.append(f"{voice.say('source')} {source_as_text(answer.sources[0])}")
    elif answer.sources:
        lines.append(voice.say("sources"))
        lines += [f"– {source_as_text(source)}" for source in answer.sources]
    return "\n".join(lines)


def source_as_text(source: Source) -> str:
    """A source in a line: publisher, title, date, address."""
    date = f" ({french_date(source.date)})" if source.date else ""
    address = f", {source.url}" if source.url else ""
    return f"{source.publisher}, «\u202f{source.title}\u202f»{date}{address}"


_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
LONGEST_MONTH = 31
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def french_date(date: str) -> str:
    """A date as French says it; what is not year-month-day is left as typed.

    >>> french_date("2018-09-01"), french_date("2018-09"), french_date("2018")
    ('1er septembre 2018', 'septembre 2018', '2018')
    """
    match = _DATE.fullmatch(date)
    if not match or not 1 <= int(match[2]) <= len(_MONTHS) or not 1 <= int(match[3] or 1) <= LONGEST_MONTH:
        return date
    month = _MONTHS[int(match[2]) - 1]
    if not match[3]:
        return f"{month} {match[1]}"
    day = int(match[3])
    return f"{'1er' if day == 1 else day} {month} {match[1]}"
