"""What any channel can show."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge import Entry, Source

from .learning import Missed, Vote

ENTRY_TARGET = "entree:"
TOPIC_TARGET = "theme:"
TOPICS_TARGET = "themes"
NONE_TARGET = "aucune"
VOTE_TARGET = "vote:"
"""What a choice brings back: « entree:id », « theme:id:page », « themes », « aucune », « vote:+:id » or « vote:-:id »;
at most 64 bytes, Telegram's bound."""


class Outcome(StrEnum):
    """What became of a message."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    UNKNOWN = "unknown"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something we offer: an entry when we are unsure, a topic, the way back."""

    title: str
    target: str

    @property
    def entry_id(self) -> str | None:
        """The entry it leads to, when it leads to one."""
        return self.target.removeprefix(ENTRY_TARGET) if self.target.startswith(ENTRY_TARGET) else None

    @classmethod
    def of_entry(cls, entry: Entry) -> "Suggestion":
        """The suggestion that leads to an entry."""
        return cls(entry.title, ENTRY_TARGET + entry.id)


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry as we say it."""

    entry_id: str
    text: str
    details: str | None = None
    sources: tuple[Source, ...] = ()

    title: str = ""
    """Heads the answer where a reply holds several."""

    opening: str = ""
    """« Oui, » or « Non, », with which the text begins, where a statement was judged."""

    value: str | None = None
    """The words of the text that are the fact itself, to be shown bold."""

    @classmethod
    def of_entry(cls, entry: Entry, opening: str = "") -> "Answer":
        """What an entry says, perhaps after « Oui, » or « Non, »."""
        text = opened(entry.answer, opening) if opening else entry.answer
        value = entry.value if entry.value and entry.value in text else None
        return cls(entry.id, text, entry.details, entry.sources, entry.title, opening, value)


_LOWERED = re.compile(
    r"(?:L[ea’]|Les|Une?|Des|Du|De|D’|Ce|Cet|Cette|Ces|C’|Ils?|Elles?|On|Selon|En|Aux?|À|Pour|Par|Dans|Sur|Sous|Sans|Avec|Avant|Après"
    r"|Plus|Aucune?|Son|Sa|Ses|Leurs?|Environ|Près|Entre|Depuis|Deux|Trois|Quatre|Cinq|Six|Sept|Huit|Neuf|Dix|Parmi|Chaque|Tous|Toute?|Pendant|Cinquante|Quinze|Vingt|Trente|Quarante|Soixante|Cent|Mille|Dès|Chez|Lors|Lorsque|Certaine?s?|Quelques?|Outre|Comme|Quand|Autour|Même|Ni|Jusqu’"
    r"|Plusieurs|Début|Fin|Toutes|Seule?|Rien|Personne|Il|Oui|Non)(?![\w])|(?:L|D|C|N|S)’"
)
"""Beginnings that lose their capital after « Oui, »; a proper name keeps its own."""


def opened(text: str, opening: str) -> str:
    """A sentence after « Oui, » or « Non, »; one that already opens so is left as it is.

    >>> opened("Le projet est un prêt.", "Non,"), opened("Huawei l'a construit.", "Oui,"), opened("Non : un prêt.", "Non,")
    ('Non, le projet est un prêt.', "Oui, Huawei l'a construit.", 'Non : un prêt.')
    """
    if re.match(r"(?:Oui|Non|Pas tout à fait)\b", text):
        return text
    lowered = text[0].lower() + text[1:] if _LOWERED.match(text) else text
    return f"{opening} {lowered}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the entries nearest to a text, whatever became of it; for measuring."""

    entry_id: str
    probability: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What we send back."""

    outcome: Outcome

    text: str = ""
    """What we say in our own name; before the suggestions when there are."""

    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    subject: tuple[str, ...] = ()
    """The entries it speaks of without answering them, so that « c'est où ? » has a subject."""

    missed: Missed | None = None
    """The question that went without its answer, for the FAQ's authors."""

    vote: Vote | None = None
    """What the person just said of an answer."""
