"""An FAQ's wordings made into arrays, once: what a search rests on, ready to be saved and read back."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import Entry, Knowledge

from .french import KINDS, MONEY, MONEYED, words
from .index import Floats, Ints
from .numbering import Numbered, Numbering
from .thesaurus import Thesaurus

PAIR = 0.4
"""What two words of substance in a row weigh, beside what they weigh each."""

PAIRED_FROM = 0.45
"""Words that weigh more than this make pairs; « de » and « la » between them are passed over."""

KIND = 0.8
"""What the kind of a question weighs: who, when, how much…"""

ANSWER_RARITY = 0.8
"""What a word found in answers alone weighs, as a share of the weight of the rarest word of questions."""

KIND_COUNT = len(set(KINDS.values()))


@dataclass(frozen=True)
class Groundwork:
    """Everything about the wordings of an FAQ that does not depend on a question.

    A subject is an entry, or a refusal: entries come first. Features are numbered: terms, then pairs, then kinds.
    """

    terms: list[str]
    """By number."""

    own_words: list[str]
    """The plain words of entries: questions and answers."""

    other_words: list[str]
    """Those of refusals."""

    names: list[str]
    """The plain words that the answers write as proper names: Ghana, Huawei."""

    owners: Ints
    """The subject of each wording."""

    written: list[str]
    """The plain words of wordings, by number."""

    written_starts: Ints
    written_words: Ints
    """Wording `w` is `written_words[written_starts[w]:written_starts[w + 1]]`, word by word."""

    rarity: Floats
    """The weight of each term: the logarithm of how many entries there are for one that asks with it."""

    pair_keys: NDArray[np.int64]
    """Each pair of terms, as first × terms + second, in order."""

    starts: Ints
    features: Ints
    values: Floats
    """Wording `w` holds `features[starts[w]:starts[w + 1]]`, with `values` likewise; of length 1."""

    habit_starts: Ints
    habit_terms: Ints
    habit_counts: Ints
    """The same for subjects: the terms of its questions, and how many of them hold each."""

    told_starts: Ints
    told_terms: Ints
    """The same for entries: the terms of its title, answer and details."""

    subject_kinds: Ints
    """The kinds each subject's questions ask for, as bits; money also when it tells a sum."""

    @property
    def strange(self) -> float:
        """What a word weighs that the FAQ has not: as much as one that a single entry has."""
        return float(np.log(len(self.told_starts)))

    @property
    def feature_count(self) -> int:
        """How many features there are."""
        return len(self.terms) + len(self.pair_keys) + KIND_COUNT


def lay(knowledge: Knowledge, thesaurus: Thesaurus) -> Groundwork:
    """The groundwork of an FAQ."""
    entries = list(knowledge.entries)
    questions = [entry.questions for entry in entries] + [refusal.questions for refusal in knowledge.refusals]
    owners = np.repeat(np.arange(len(questions), dtype=np.int32), [len(asked) for asked in questions])
    numbering = Numbering(thesaurus)
    own = numbering.read(chain.from_iterable(entry.questions for entry in entries))
    refused = numbering.read(chain.from_iterable(refusal.questions for refusal in knowledge.refusals))
    asked = own.then(refused)
    written = numbering.words
    told = numbering.read(map(_told_by, entries))
    own_words, told_words, refused_words = (_held(each, numbering.words) for each in (own, told, refused))

    count = len(numbering.terms)
    subject_of = owners[asked.rows]
    habit_starts, habit_terms, held = _counted(subject_of, asked.rows, asked.terms, len(questions), count)
    holders = np.bincount(habit_terms[: habit_starts[len(entries)]], minlength=count)
    strange = np.log(1 + len(entries))
    rarity = np.where(holders > 0, np.log1p(len(entries) / np.maximum(holders, 1)), ANSWER_RARITY * strange)
    starts, features, values, pair_keys = _rows(asked, rarity, len(owners), count)
    told_starts, told_terms, _ = _counted(told.rows, told.rows, told.terms, len(entries), count)
    kinds = np.zeros(len(questions), dtype=np.int32)
    np.bitwise_or.at(kinds, owners, asked.kinds)
    moneyed = [number for number, word in enumerate(numbering.words) if word in MONEYED]
    tells = np.searchsorted(told.starts, np.flatnonzero(np.isin(told.written, moneyed)), side="right") - 1
    kinds[tells] |= 1 << MONEY
    return Groundwork(
        terms=numbering.terms,
        own_words=sorted(own_words | told_words),
        other_words=sorted(refused_words - own_words - told_words),
        names=sorted(names_in(f"{entry.answer} {entry.details or ''}" for entry in entries)),
        owners=owners,
        written=written,
        written_starts=asked.starts,
        written_words=asked.written,
        rarity=rarity.astype(np.float32),
        pair_keys=pair_keys,
        starts=starts,
        features=features,
        values=values,
        habit_starts=habit_starts,
        habit_terms=habit_terms,
        habit_counts=held.astype(np.int32),
        told_starts=told_starts,
        told_terms=told_terms,
        subject_kinds=kinds,
    )


def _told_by(entry: Entry) -> str:
    """All that an entry says, and what it says of what others claim: « c'est un don ? » is its question too."""
    claims = entry.claims
    parts = (entry.title, entry.answer, entry.details or "", *claims.true, *claims.false, *claims.partly)
    return " ".join(parts)


MOSTLY = 3
"""Times more often a name has a capital than not."""

_SMALL = re.compile(r"\b[a-zà-ÿœ][\w-]*")
_CAPITALISED = re.compile(r"(?<![.!?:«»…] )(?<!^)(?<=[ ’'(])([A-ZÀ-ÝŒ][\w-]{2,})")
"""A word with a capital where no sentence begins."""


def names_in(texts: Iterable[str]) -> set[str]:
    """The plain words of some texts that nearly always have a capital, inside sentences too.

    >>> sorted(names_in(["Le prêt du Ghana. Au Togo, Huawei pose la fibre.", "La fibre de Huawei."]))
    ['ghana', 'huawei', 'togo']
    """
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        capital.update(words(" ".join(_CAPITALISED.findall(text))))
        small.update(words(" ".join(_SMALL.findall(text))))
    return {word for word, count in capital.items() if count > small[word] * MOSTLY}


def _held(texts: Numbered, by_number: list[str]) -> set[str]:
    """The plain words of some texts."""
    return {by_number[number] for number in np.unique(texts.written).tolist()}


def _counted(
    groups: Ints, rows: Ints, terms: Ints, group_count: int, term_count: int
) -> tuple[Ints, Ints, NDArray[np.int64]]:
    """For each group, its terms and how many of its rows hold each."""
    # Once a row: a word said twice in a wording is no more of a habit.
    once = np.unique(rows.astype(np.int64) * term_count + terms, return_index=True)[1]
    keys, counts = np.unique(groups[once].astype(np.int64) * term_count + terms[once], return_counts=True)
    starts = np.searchsorted(keys, np.arange(group_count + 1, dtype=np.int64) * term_count)
    return starts.astype(np.int32), (keys % term_count).astype(np.int32), counts


def _rows(
    asked: Numbered, rarity: NDArray[np.float64], row_count: int, term_count: int
) -> tuple[Ints, Ints, Floats, NDArray[np.int64]]:
    """Each wording as features: its terms, its pairs of words of substance, its kinds; of length 1."""
    weights = rarity[asked.terms] * asked.furniture
    heavy = asked.furniture > PAIRED_FROM
    terms, rows, each = asked.terms[heavy].astype(np.int64), asked.rows[heavy], weights[heavy]
    joined = np.flatnonzero(rows[1:] == rows[:-1])
    keys = terms[joined] * term_count + terms[joined + 1]
    pair_keys, pairs = np.unique(keys, return_inverse=True)
    kind_rows, kinds = np.nonzero(asked.kinds[:, None] & (1 << np.arange(KIND_COUNT))[None, :])
    all_rows = np.concatenate([asked.rows, rows[joined], kind_rows]).astype(np.int64)
    all_features = np.concatenate([asked.terms, term_count + pairs, term_count + len(pair_keys) + kinds])
    all_values = np.concatenate(
        [weights, PAIR * (each[joined] + each[joined + 1]), np.full(len(kinds), KIND)]
    )
    feature_count = term_count + len(pair_keys) + KIND_COUNT
    # The heaviest first, so that the first of equal keys is the one to keep.
    order = np.lexsort((-all_values, all_rows * feature_count + all_features))
    keys = (all_rows * feature_count + all_features)[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    kept_rows, values = all_rows[order][first], all_values[order][first]
    lengths = np.sqrt(np.bincount(kept_rows, weights=values**2, minlength=row_count))
    starts = np.searchsorted(kept_rows, np.arange(row_count + 1))
    return (
        starts.astype(np.int32),
        all_features[order][first].astype(np.int32),
        (values / lengths[kept_rows]).astype(np.float32),
        pair_keys,
    )
