"""True or false: what a message states, held against what an entry knows."""

import re
from collections.abc import Iterable, Iterator

from bot.knowledge import Entry
from bot.matching import asks, is_furniture, with_digits, words

from .gisting import Gists, spelt, wordy
from .quantity import is_measure, is_unit
from .reckoning import (
    Verdict,
    are_known,
    is_claimed,
    is_contradicted,
    is_of_another_date,
    of_figures,
    of_rank,
)
from .stating import affirmed, is_negated, statement, states, without_contrast

SUBJECT_SHARE = 0.3
"""A claim that so many of an entry's own questions hold is what it is about, and proves nothing."""

ABOUT_SHARE = 0.15
"""A word that so many of an entry's own questions hold belongs to its subject."""

PROOF_SHARE = 0.1
"""A claim that fewer of an entry's own questions hold is a proof where all beside it is known."""

ASKED_SHARE = 0.03
"""A word that fewer of an entry's questions hold is no proof that the entry is about it."""


def verdict(
    entry: Entry, text: str, gists: Gists | None = None, beside: Iterable[Entry] = ()
) -> Verdict | None:
    """Whether what a text states of an entry is so; None when it states nothing that the entry can judge.

    No figure is true beside what another entry, `beside` it, says is false.
    """
    if not states(text):
        return None
    return _Judge(entry, without_contrast(text), gists or Gists(), tuple(beside)).verdict()


def _whole(found: Iterable[Verdict]) -> Verdict | None:
    """One verdict out of several; right here and wrong there is partly so."""
    different = set(found)
    return different.pop() if len(different) == 1 else Verdict.PARTLY if different else None


class _Judge:
    """One statement before one entry."""

    def __init__(self, entry: Entry, text: str, gists: Gists, beside: tuple[Entry, ...]) -> None:
        self._entry = entry
        self._beside = beside
        self._text = text
        self._gists = gists
        self._negated = is_negated(text)
        self._said = f" {gists.gist(statement(text))} "

    def verdict(self) -> Verdict | None:
        """What the figures and the phrases of the statement make together."""
        figures, phrases = self._of_figures(), self._of_phrases()
        if figures is None and phrases is None and not self._negated:
            return self._of_list_or_claims()
        if figures is Verdict.TRUE and not self._is_right_in_all():
            # « La France a prêté 15 milliards ? » : the figure is right, and the rest may be wrong.
            return Verdict.PARTLY if phrases is Verdict.FALSE else None
        # « Un prêt de 25 milliards » : a loan it is, but the figure is what is to be confirmed.
        if figures is None or phrases is None or phrases is Verdict.TRUE:
            return figures or phrases
        return figures if figures is phrases else Verdict.PARTLY

    def _of_figures(self) -> Verdict | None:
        # « Ce n'est pas 250 km ? » : neither « oui » nor « non » would be understood.
        if self._negated:
            return None
        found = list(of_figures(self._entry, self._text, self._gists))
        if is_contradicted(self._entry, self._text, self._gists) and self._is_about():
            found.append(Verdict.FALSE)
        return _whole(found)

    def _is_right_in_all(self) -> bool:
        """Whether nothing that stands beside a right figure is unknown, or false of an entry beside."""
        known = are_known(self._entry, self._text, self._gists) and self._is_about()
        return known and not any(map(self._is_denied_by, self._beside))

    def _of_list_or_claims(self) -> Verdict | None:
        if self._names_entry() and (ranked := of_rank(self._entry, self._text)):
            return ranked
        claimed = is_claimed(self._entry, self._text, self._gists) and self._is_right_in_all()
        return Verdict.TRUE if claimed else None

    def _names_entry(self) -> bool:
        """« La santé vient en septième ? » states its place; « le septième domaine ? » asks for it."""
        named = self._gists.set_of(self._entry.title) - self._gists.set_of(self._entry.value or "")
        return not named.isdisjoint(self._said.split())

    def _is_denied_by(self, other: Entry) -> bool:
        """Whether another entry says that what is stated is false, and this one does not say it itself."""
        told = f" {self._gists.held(self._entry.answer)} "
        return any(
            negated is self._negated and f" {gist} " in self._said and f" {gist} " not in told
            for gist, negated in self._gists.denied(other)
        )

    def _found(self, claims: Iterable[str]) -> list[str]:
        """The gists of the claims that are stated; a text that denies states only what denies."""
        gists = (f" {self._gists.held(claim)} " for claim in claims if is_negated(claim) is self._negated)
        return [gist for gist in gists if gist in self._said and gist.strip()]

    def _of_phrases(self) -> Verdict | None:
        """The verdict of the claims found in the text: a false one first, then the longest."""
        entry = self._entry
        if self._found(wordy(entry.claims.false)):
            return None if is_of_another_date(entry, self._text) else Verdict.FALSE
        value = (entry.value,) if entry.value else ()
        true = self._found(self._exactly(wordy((*value, *entry.claims.true))))
        proofs = [gist for gist in true if not self._is_subject(gist)]
        nuances = self._found(wordy(entry.claims.partly))
        longest = max((*proofs, *nuances), key=len, default=None)
        if longest in nuances:
            return Verdict.PARTLY
        # « Les moins avancés paient-ils ? » : who is right, what is not known to be.
        proved = longest and (self._tells_no_more(longest) or self._is_proof(longest))
        return Verdict.TRUE if proved else None

    def _is_proof(self, gist: str) -> bool:
        """Whether a claim is seldom asked about, and nothing beside it is unknown."""
        return self._gists.share_asking(gist, self._entry) < PROOF_SHARE and self._is_right_in_all()

    def _exactly(self, claims: Iterable[str]) -> Iterator[str]:
        # « Remboursé » is not « à rembourser », though their stems are one.
        return (claim for claim in claims if f" {spelt(claim)} " in f" {spelt(self._text)} ")

    def _is_about(self) -> bool:
        """Whether every word of the statement, figures left out, is one that the entry answers with or is asked with.

        A proper name, and who is said to say so, must be one that it answers with.
        """
        entry, gists = self._entry, self._gists
        plain = words(f"{entry.title} {affirmed(entry.answer)} {entry.value or ''}")
        # « France » is no « francs », though their stems are one.
        told = gists.set_of(" ".join(word for word in plain if not is_unit(word)))
        told = told.union(*map(gists.set_of, entry.claims.true))
        if not gists.set_of(" ".join((*_names(self._text), *_attributed(self._text)))) <= told:
            return False
        plain = with_digits(statement(self._text).split())
        idle = gists.set_of(" ".join(word for word in plain if not _tells(word))) | _BEING_SO
        return all(
            gist in told or gists.share_asking(gist, entry) >= ASKED_SHARE
            for gist in gists.set_of(" ".join(plain)) - idle
        )

    def _tells_no_more(self, claim: str) -> bool:
        """Whether nothing is stated beside a claim but what the entry is about, its words spelt alike."""
        said = spelt(" ".join(word for word in statement(self._text).split() if not is_furniture(word)))
        known = set(spelt(self._entry.title).split())
        asked = [set(spelt(question).split()) for question in self._entry.questions]
        return all(
            self._gists.gist(word) in claim
            or self._gists.gist(word) in _BEING_SO
            or word in known
            or sum(word in question for question in asked) >= ABOUT_SHARE * len(asked)
            for word in said.split()
        )

    def _is_subject(self, gist: str) -> bool:
        return self._gists.share_asking(gist, self._entry) >= SUBJECT_SHARE


_NAME = re.compile(r"(?<=[\w’', ] )(?<![?!.] )[A-ZÀ-Ý][\w-]{2,}")
"""A proper name inside a sentence: it must be one that the answer itself tells."""


def _names(text: str) -> list[str]:
    found = () if text.isupper() else words(" ".join(_NAME.findall(text)))
    return [name for name in found if not is_measure(name)]


_ATTRIBUTED = re.compile(r"\b(?:selon|d apres) (.*)")
"""« D'après le ministère » : it is not so if the press says it."""


def _attributed(text: str) -> list[str]:
    found = _ATTRIBUTED.search(statement(text))
    return [word for word in found[1].split() if _tells(word)] if found else []


_BOUNDS = frozenset("moins plus minimum maximum environ presque".split())


def _tells(word: str) -> bool:
    """Whether a plain word tells something that must be known to be so."""
    return not (is_furniture(word) or asks(word) or is_measure(word) or word in _BOUNDS)


_BEING_SO = Gists().set_of(
    """
    compte comptent inclut incluent represente representent atteint atteignent vaut valent fait font
    dedans aussi
    devait devaient doit doivent pouvait pouvaient peut peuvent vient viennent arrive arrivent tient tiennent equivaut cite
    cites citee citees partie mentionne constitue constituent s'appelle s'appellent situe situee trouve trouvent
    existe existent figure figurent concerne concernent porte portent dure durait couvre couvrent s'eleve s'elevent
    """
)
"""Verbs that say no more than « est »."""
