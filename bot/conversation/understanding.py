"""What a text is about, in the light of what was just talked about."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.knowledge import Entry, Knowledge
from bot.matching import Confidence, Findings, Match, Matcher, stem, words

from .leaning import goes_on, leans
from .quantity import figures

MOST_MATCHES = 3

TOUCHING = 0.35
"""Share of what was typed that an entry must carry to be found by the context."""

COVERED = 0.9
"""Share of what was typed from which an entry holds all of it."""

LOYALTY = 0.3
"""How much likelier another subject must be, for a text that leans, than the one spoken of."""

NEIGHBOUR_SURE = 0.5
"""Share of the usual probability from which an entry of the topic spoken of answers a text that leans."""


class Understanding:
    """Reads a text alone, then in its context when it leans on it."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self._knowledge = knowledge
        self._matcher = matcher

    def of(self, text: str, subject: tuple[str, ...] = (), said: str = "") -> Findings:
        """What a text is about; `subject` are the entries spoken of, `said` what stands around it in the message."""
        found = self._read(text, subject, said)
        if found.matches and (whole := self._counted(found.matches[0].entry, text)):
            others = _without(whole, found.matches[1:])
            return replace(found, matches=(replace(found.matches[0], entry=whole), *others))
        return found

    def _counted(self, entry: Entry, text: str) -> Entry | None:
        """The list that « il y a sept domaines ? » counts, where its seventh point was found."""
        whole = next((other for other in self._knowledge.entries if entry.id in other.elements), None)
        if whole is None:
            return None
        rank = whole.elements.index(entry.id) + 1
        counts = any(quantity.counted and quantity.number == rank for quantity in figures(text).quantities)
        return whole if counts and rank < len(whole.elements) else None

    def _read(self, text: str, subject: tuple[str, ...], said: str) -> Findings:
        alone = self._matcher.find(text, MOST_MATCHES)
        context = " ".join([*self._words_of(subject), said]).strip()
        if not alone.matches or not context or not leans(text):
            return alone
        together = self._matcher.find(text, MOST_MATCHES, context)
        if goes_on(text) and (titled := self._titled(text, (*together.matches, *alone.matches), subject)):
            return replace(together, matches=(titled, *_without(titled.entry, together.matches)))
        # What was just spoken of must not answer for words that have nothing to do with it.
        best = together.matches[0] if together.matches else None
        if best is None or best.typed_coverage < TOUCHING:
            return alone
        # Nor for what we know we do not answer, unless the subject makes it sure.
        if alone.refusal and best.confidence is not Confidence.SURE:
            return alone
        if self._is_bent(text, best, alone, subject):
            return alone
        return replace(together, matches=(self._nearer(best, subject), *together.matches[1:]))

    def _titled(self, text: str, found: Iterable[Match], subject: tuple[str, ...]) -> Match | None:
        """« Et le débit ? » : the entry beside the one spoken of whose title says just that."""
        meant = {stem(word) for word in self._matcher.meant(text)}
        for match in found:
            title = {stem(word) for word in words(match.entry.title)}
            if (
                meant
                and meant <= title
                and match.entry.id not in subject
                and self.is_near(match.entry, subject)
            ):
                return replace(match, confidence=Confidence.SURE)
        return None

    def _is_bent(self, text: str, best: Match, alone: Findings, subject: tuple[str, ...]) -> bool:
        """Whether what was spoken of would bend a text that is clear by itself."""
        clear = alone.matches[0]
        if best.entry == clear.entry:
            return alone.refusal is None and clear.probability >= best.probability
        # What was just told is seldom asked for again, when the text is sure of something beside it.
        is_told = best.entry.id in subject
        if is_told and clear.confidence is Confidence.SURE and self._is_beside(clear.entry, subject):
            return True
        # « Et les hôpitaux ? » goes on with the subject, where the FAQ has all of it there.
        if goes_on(text) and best.typed_coverage >= COVERED and self.is_near(best.entry, subject):
            return False
        return best.probability < clear.probability - LOYALTY

    def _nearer(self, match: Match, subject: tuple[str, ...]) -> Match:
        """A match, sure from less when it is of the topic spoken of."""
        if (
            self.is_near(match.entry, subject)
            and match.probability >= self._matcher.zones.sure_from * NEIGHBOUR_SURE
        ):
            return replace(match, confidence=Confidence.SURE)
        return match

    def is_near(self, entry: Entry, subject: tuple[str, ...]) -> bool:
        """Whether an entry is of a topic spoken of, or to be seen with it."""
        return entry.id in self._neighbours(subject)

    def _is_beside(self, entry: Entry, subject: tuple[str, ...]) -> bool:
        """Whether an entry is of the very topic of one spoken of."""
        topic = self._knowledge.topic_of(entry)
        return any(topic is self._knowledge.topic_of(other) for other in self._entries(subject))

    def _neighbours(self, subject: tuple[str, ...]) -> set[str]:
        found = {entry_id for entry in self._entries(subject) for entry_id in entry.see_also}
        for entry in self._entries(subject):
            found |= {other.id for other in self._knowledge.topic_of(entry).entries}
        return found

    def _words_of(self, subject: tuple[str, ...]) -> Iterator[str]:
        for entry in self._entries(subject):
            yield self._knowledge.topic_of(entry).title
            yield entry.title

    def _entries(self, subject: tuple[str, ...]) -> Iterator[Entry]:
        return (entry for entry_id in subject for entry in [self._knowledge.entry(entry_id)] if entry)


def _without(entry: Entry, matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(match for match in matches if match.entry != entry)
