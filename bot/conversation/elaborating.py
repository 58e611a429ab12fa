"""Ability: « plus de détails », « quelle source ? », « pourquoi ? » about what was just answered."""

from dataclasses import replace

from bot.knowledge import Entry, Knowledge
from bot.matching import words

from .browsing import Browsing
from .message import Message, MessageKind
from .reply import Answer, Outcome, Reply
from .thread import Thread

_MORE = frozenset(
    """
    plus detail details detailler detaille detaillez developper developpe developpez expliquer explique expliquez savoir suite
    precise precisez preciser precision precisions info infos information informations clair mieux davantage continue
    """.split()
)
_SOURCE = frozenset("source sources preuve preuves reference references lien liens provenance".split())
_WHY = frozenset(("pourquoi", "raison"))
_BESIDE = frozenset(
    """
    et de d des du le la les l un une en y a ca c est ce cela que qu quel quelle quelles quels ou donc alors mais stp svp moi m me
    donne donnez donner dis dites dire peux tu pouvez vous peut on avoir je j veux voudrais voulais plait s il vient votre ta vos
    tes pourriez pourrait pourrais puis souhaite souhaiterais souhaiterions aimerais nous au sur qui quoi pour bien juste sont cette cet merci ok oui ah encore autre autres toi te avez as ils elle elles t
    """.split()
)
"""Words that may stand beside, without making it a question of its own."""


class Elaborating:
    """Says more of what was just answered, when that is all that is asked."""

    def __init__(self, knowledge: Knowledge, browsing: Browsing) -> None:
        self._knowledge = knowledge
        self._browsing = browsing

    def __call__(self, message: Message, thread: Thread) -> Reply | None:
        """The details or the sources of the entry spoken of; None when something else is asked."""
        entry = self._knowledge.entry(thread.subject[0]) if thread.subject else None
        if entry is None or message.kind is not MessageKind.TEXT or thread.aside:
            return None
        said = set(words(message.text))
        asked = said - _BESIDE
        if asked and asked <= _SOURCE:
            return self._sources(entry)
        if said & _WHY and asked <= _WHY:
            return self._why(entry)
        if asked and asked <= _MORE:
            return self._details(entry)
        return None

    def _details(self, entry: Entry) -> Reply:
        """What stood behind the fold, in full."""
        answer = Answer.of_entry(entry)
        told = replace(answer, text=entry.details, details=None, value=None) if entry.details else answer
        return Reply(Outcome.ANSWER, answers=(told,), suggestions=self._browsing.related(entry))

    def _sources(self, entry: Entry) -> Reply:
        return Reply(
            Outcome.ANSWER,
            answers=(replace(Answer.of_entry(entry), details=None),),
            suggestions=self._browsing.related(entry),
        )

    def _why(self, entry: Entry) -> Reply:
        """The neighbour that explains, where the FAQ has one; the details otherwise."""
        related = (self._knowledge.entry(entry_id) for entry_id in entry.see_also)
        explaining = next((other for other in related if other and "pourquoi" in words(other.title)), None)
        return self._browsing.entry(explaining) if explaining else self._details(entry)
