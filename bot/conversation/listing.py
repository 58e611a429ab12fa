"""Ability: « et le deuxième ? », « le suivant », of a list that we spoke of or of what we offered beside an answer."""

import re
from collections.abc import Iterator

from bot.knowledge import Entry, Knowledge
from bot.matching import Matcher, with_digits
from bot.matching import words as plain_words

from .browsing import Browsing
from .message import Message, MessageKind
from .reply import Reply
from .thread import Thread

_ORDINAL = re.compile(r"(\d{1,2})e")
_NUMBER = re.compile(r"(\d{1,2})e?")
_POINTS = frozenset("numero point element domaine engagement partie etape".split())
"""Words that a bare number may follow: « le point 5 »."""

_NEXT = frozenset("suivant suivante prochain prochaine".split())
_BEFORE = frozenset("precedent precedente".split())
_LAST = frozenset("dernier derniere".split())
_BESIDE = frozenset(
    """
    developper developpe developpez detailler detaille detaillez expliquer explique expliquez parler parle parlez donner donne
    donnez dire dis dites decrire decris decrivez resumer resume resumez citer cite citez detail details lequel laquelle quoi quel
    quelle que qui liste plus
    """.split()
)
"""Words that may stand beside « le deuxième » without making it a question of its own."""


_OFFERED = re.compile(
    r"(?:(?:donne|donnez|montre|montrez|moi|voir|ouvre|choix|lien|numero|n|no|point|reponse|question|le|la|l) )*"
    r"(\d{1,2})e?(?: (?:stp|svp|choix|lien|question|reponse|proposition))*"
)
"""A place among what was offered; « et le deuxième ? » goes on with what is spoken of instead."""


class Listing:
    """Answers with a point of the list that the conversation is about."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, browsing: Browsing) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._browsing = browsing

    def __call__(self, message: Message, thread: Thread) -> Reply | None:
        """The point asked for, or what stands at its place among what was offered; None when the message is no place."""
        if message.kind is not MessageKind.TEXT:
            return None
        return self._of_list(message, thread) or self._of_offered(message, thread)

    def _of_list(self, message: Message, thread: Thread) -> Reply | None:
        meant = [word for word in self._matcher.meant(message.text) if word not in _BESIDE]
        words = [word for word in meant if word not in _POINTS]
        if len(words) != 1:
            return None
        numbered = len(meant) > 1 or (_number_said(message.text) and not message.text.strip().isdigit())
        told = (_NUMBER if numbered else _ORDINAL).fullmatch(words[0])
        for whole, here in self._lists(thread.subject):
            place = int(told[1]) - 1 if told else _place(words[0], here, len(whole.elements))
            if place is not None:
                return self._browsing.entry(self._point(whole, place))
        return None

    def _of_offered(self, message: Message, thread: Thread) -> Reply | None:
        """« Le premier », « n° 2 » of what is to be seen also, where no list is spoken of."""
        place = (_number_said(message.text) or 0) - 1
        offered = thread.offered[place] if 0 <= place < len(thread.offered) else None
        return self._browsing.choice(offered.target) if offered and offered.entry_id else None

    def _lists(self, subject: tuple[str, ...]) -> Iterator[tuple[Entry, int | None]]:
        """The lists that some entries are or belong to, and the place in each, from 0; None for the whole."""
        for entry_id in subject:
            entry = self._knowledge.entry(entry_id)
            if entry and entry.elements:
                yield entry, None
            for other in self._knowledge.entries:
                if entry_id in other.elements:
                    yield other, other.elements.index(entry_id)

    def _point(self, whole: Entry, place: int) -> Entry:
        """A point of a list; the list itself where there is none."""
        found = self._knowledge.entry(whole.elements[place]) if 0 <= place < len(whole.elements) else None
        return found or whole


def _number_said(text: str) -> int | None:
    """The number of a place, when a text says nothing else.

    >>> _number_said("n°2"), _number_said("le premier"), _number_said("-1"), _number_said("les 2 pays")
    (2, 1, None, None)
    """
    said = _OFFERED.fullmatch(" ".join(with_digits(plain_words(text.replace("°", " ")))))
    return int(said[1]) if said and not text.lstrip().startswith("-") else None


def _place(word: str, here: int | None, count: int) -> int | None:
    """The place a word tells in a list, from 0, perhaps beyond its ends; None when it tells none."""
    if word in _LAST:
        return count - 1
    if word in _NEXT:
        return 0 if here is None else here + 1
    return here - 1 if word in _BEFORE and here is not None else None
