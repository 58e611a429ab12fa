"""Ability: « plus de détails », « quelle source ? », « vous êtes sûr ? », « pourquoi ? » about what was just answered."""

import re
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
_SOURCE = frozenset(
    """
    source sources preuve preuves prouve prouver prouvez reference references lien liens provenance url urls link adresse
    """.split()
)
_SAYING = frozenset("dit di dis ecrit affirme raconte selon apres".split())
_WHO = frozenset(("qui", "ki"))
"""« Qui a dit ça ? », « selon qui ? » ask for the source."""

_DOUBT = re.compile(
    r"(?:et |mais |ah |alors |non )*(?:(?:t|tu|vous|c|est ce|en) )?(?:es|etes|est)?(?: (?:tu|vous|ce|que c est))?"
    r" ?(?:vraiment |bien )*(?:surs?|sures?|certains?|serieux|fiable|verifie|vrai|exact|officiel|prouve)"
    r"(?: (?:de|que) (?:ca|cela|toi|vous|c est (?:vrai|ca)|(?:ta|votre) reponse|ce que (?:tu|vous) \w+))?"
)
"""« Vous êtes sûr ? », « c'est vrai ? » : what makes us sure is the source."""

_WHY = frozenset(("pourquoi", "raison"))
_CAUSE = frozenset("cause causes parce car raison raisons puisque faute grace".split())
_BESIDE = frozenset(
    """
    et de d des du le la les l un une en y a ca c est ce cela que qu quel quelle quelles quels ou donc alors mais stp svp moi m me
    donne donnez donner dis dites dire peux tu pouvez vous peut on avoir je j veux voudrais voulais plait s il vient votre ta vos l le
    tes es etes ki sa pourriez pourrait pourrais puis souhaite souhaiterais souhaiterions aimerais nous au sur qui quoi pour bien juste sont cette cet merci ok oui ah encore autre autres toi te avez as ils elle elles t
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
        if entry is None or message.kind is not MessageKind.TEXT:
            return None
        # « Lien ? » is about the last answer, whatever was not understood since.
        if _asks_source(message.text):
            return self._sources(entry)
        if thread.aside:
            return None
        said = set(words(message.text))
        asked = said - _BESIDE
        if said & _WHY and asked <= _WHY:
            return self._why(entry)
        if asked and asked <= _MORE:
            return self._details(entry)
        return None

    def _details(self, entry: Entry) -> Reply:
        """What stood behind the fold, in full; the answer again where nothing did."""
        if entry.details is None:
            return self._nothing_more(entry)
        told = replace(Answer.of_entry(entry), text=entry.details, details=None, value=None)
        return Reply(Outcome.ANSWER, answers=(told,), suggestions=self._browsing.related(entry))

    def _sources(self, entry: Entry) -> Reply:
        return Reply(
            Outcome.ANSWER,
            answers=(replace(Answer.of_entry(entry), details=None),),
            suggestions=self._browsing.related(entry),
        )

    def _why(self, entry: Entry) -> Reply:
        """The neighbour that explains, where the FAQ has one; the details otherwise, unless the answer itself explains."""
        beside = self._browsing.beside(entry)
        explaining = next((other for other in beside if "pourquoi" in words(other.title)), None)
        if explaining:
            return self._browsing.entry(explaining)
        if not _CAUSE.isdisjoint(words(entry.answer)):
            return self._nothing_more(entry)
        return self._details(entry)

    def _nothing_more(self, entry: Entry) -> Reply:
        """The answer again, which says all that we know."""
        return Reply(
            Outcome.ANSWER,
            self._knowledge.voice.say("rien-de-plus"),
            answers=(Answer.of_entry(entry),),
            suggestions=self._browsing.related(entry),
        )


def _asks_source(text: str) -> bool:
    plain = words(text)
    if "?" in text and _DOUBT.fullmatch(" ".join(plain)):
        return True
    asked = set(plain) - _BESIDE
    if asked and asked <= _SOURCE:
        return True
    return bool(asked) and asked <= _SAYING and not _WHO.isdisjoint(plain)
