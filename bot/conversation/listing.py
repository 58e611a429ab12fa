"""Ability: « et le deuxième ? », « le suivant », when what we spoke of is a list, or a point of one."""

import re

from bot.knowledge import Entry, Knowledge
from bot.matching import Matcher

from .browsing import Browsing
from .message import Message, MessageKind
from .reply import Reply
from .thread import Thread

_ORDINAL = re.compile(r"(\d{1,2})e")
_NEXT = frozenset("suivant suivante prochain prochaine".split())
_BEFORE = frozenset("precedent precedente".split())
_LAST = frozenset("dernier derniere".split())
_BESIDE = frozenset(
    """
    developper developpe developpez detailler detaille detaillez expliquer explique expliquez parler parle parlez donner donne
    donnez dire dis dites decrire decris decrivez resumer resume resumez citer cite citez numero point element domaine
    engagement partie etape detail details lequel laquelle quoi quel quelle que qui liste plus
    """.split()
)
"""Words that may stand beside « le deuxième » without making it a question of its own."""


class Listing:
    """Answers with a point of the list that the conversation is about."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, browsing: Browsing) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._browsing = browsing

    def __call__(self, message: Message, thread: Thread) -> Reply | None:
        """The point asked for; None when no list is spoken of, or the message is no place in it."""
        if message.kind is not MessageKind.TEXT or not thread.subject:
            return None
        words = [word for word in self._matcher.meant(message.text) if word not in _BESIDE]
        if len(words) != 1:
            return None
        for entry_id in thread.subject:
            for elements, here in self._lists(entry_id):
                place = _place(words[0], here, len(elements))
                found = self._knowledge.entry(elements[place]) if place is not None else None
                if found:
                    return self._browsing.entry(found)
        return None

    def _lists(self, entry_id: str) -> list[tuple[tuple[str, ...], int | None]]:
        """The lists an entry is or belongs to, and its place in each, from 0; None when it is the whole."""
        entry = self._knowledge.entry(entry_id)
        own: list[tuple[tuple[str, ...], int | None]] = (
            [(entry.elements, None)] if entry and entry.elements else []
        )
        return own + [
            (other.elements, other.elements.index(entry_id))
            for other in self._knowledge.entries
            if _holds(other, entry_id)
        ]


def _holds(entry: Entry, entry_id: str) -> bool:
    return entry_id in entry.elements


def _place(word: str, here: int | None, count: int) -> int | None:
    """The place a word tells in a list, from 0; None when it tells none, or one that is not."""
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        place = int(ordinal[1]) - 1
    elif word in _LAST:
        place = count - 1
    elif word in _NEXT:
        place = 0 if here is None else here + 1
    elif word in _BEFORE and here is not None:
        place = here - 1
    else:
        return None
    return place if 0 <= place < count else None
