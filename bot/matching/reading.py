"""A typed text word by word: what each may stand for among the words of the FAQ."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .french import FURNITURE, NUMBER_WORDS, join_digits, kinds, plain, with_digits, words
from .groundwork import Groundwork
from .kin import KIN_OF_KNOWN, KIN_OF_STRANGE, Kin
from .lexicon import everyday_words
from .sms import ABBREVIATIONS
from .thesaurus import Thesaurus
from .vocabulary import Vocabulary

LIGHT = 0.45
"""Words that weigh less are read as they stand: a slip in « les » misleads nobody."""

SUBSTANCE = 1.0
"""How much of substance a word is that is not furniture."""

CONTEXT = 0.45
"""What a word of the context weighs, as a share of what it would weigh if it were said again."""

MENDED_FROM = 0.62
"""Weight of an option from which we read on as if it had been typed."""

PUT_FROM = 0.5
"""The same for how a question is put, where a wrong guess costs little."""

SHORT_NAME = 5
NAME_FROM = 0.75
"""Weight of an option under which a short name with a capital is left as it is."""

FURNITURE_FROM = 0.75
FURNITURE_AHEAD = 0.15
"""The same for furniture, which must be ahead of the FAQ's own words by so much: a lost word costs more."""

MOST_TYPED = 1000
"""Characters read of one text: a minute of dictation; the rest of a longer one is passed over."""

_AMOUNT = re.compile(r"(\d+)([a-z]{2,})(?<!eme)(?<!ere)(?<!er)(?<!em)(?<!nd)(?<!nde)(?<!\dre)")
_TYPED = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_CAPITALISED = re.compile(r"(?<=[^.!?…:] )([A-ZÀ-ÝŒ][a-zà-ÿœ]{2,})")
"""A word a person wrote with a capital inside a sentence; all-capital texts say nothing."""

_STRAY = re.compile(r"(?<=[^\W\d_])[%&@()#$*^~_=]+(?=[^\W\d_])")
"""A mark hit by mistake in the middle of a word, or « bâtiment(s) »."""

_APOSTROPHES = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "‘": " ", "'": " ", "`": " "})


@dataclass(frozen=True, slots=True)
class Sense:
    """A term of the FAQ that a typed word may stand for."""

    term: int
    word: str

    weight: float
    """1 for the word itself, less for one that looks or sounds like it."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A typed word, or a phrase known to the thesaurus, as we read it."""

    typed: str

    importance: float
    """How much it tells apart: the rarer among entries, the more; little for furniture."""

    senses: tuple[Sense, ...]
    """What it may stand for, likeliest first; none when the FAQ has nothing like it."""

    furniture: float
    """1 for a word of substance, less for what questions are made of."""

    name: bool = False
    """It is a proper name: the FAQ writes it with a capital, or the person did inside their sentence."""

    recalled: bool = False
    """It was not typed: it comes from what was spoken of before."""

    def as_recalled(self) -> "ReadWord":
        """The same word, recalled from the context: it weighs less."""
        importance, furniture = self.importance * CONTEXT, self.furniture * CONTEXT
        return replace(self, importance=importance, furniture=furniture, recalled=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as we read it."""

    words: tuple[ReadWord, ...]
    kinds: tuple[int, ...]
    """What it asks for: see `french.kinds`."""

    strange: float
    """What a word weighs that the FAQ has not."""

    @property
    def importance(self) -> float:
        """What all its words weigh together."""
        return sum(word.importance for word in self.words)

    def put(self) -> list[str]:
        """Its words as they were put, one by one: misspelt ones as we understand them, none of the context's."""
        found: list[str] = []
        for word in self.words:
            best = word.senses[0] if word.senses else None
            meant = best.word if best and best.weight >= PUT_FROM else word.typed
            found += meant.split() if not word.recalled else ()
        return found

    def about(self, context: "Reading") -> "Reading":
        """The same text said in a context: its words of substance, lightly, where the text has not its own.

        Numbers are left out when it has one: « et le quatrième ? » wants another than the third that was spoken of.
        """
        numbered = any(word.typed[0].isdigit() for word in self.words)
        held = {sense.term for word in self.words for sense in word.senses}
        added = tuple(
            word.as_recalled()
            for word in context.words
            if word.furniture == SUBSTANCE
            and not (numbered and word.typed[0].isdigit())
            and word.senses
            and held.isdisjoint(sense.term for sense in word.senses)
        )
        return replace(self, words=self.words + added)


class Reader:
    """Reads texts with the words of one FAQ in mind: those win over the lexicon of abbreviations."""

    def __init__(self, ground: Groundwork, thesaurus: Thesaurus, kin: Iterable[Iterable[str]] = ()) -> None:
        self._own = frozenset(ground.own_words) | thesaurus.words
        # What only answers say is seldom typed: in « ki a payé », nobody means Ban Ki-moon.
        self._asked = frozenset(ground.written) | thesaurus.words
        self._thesaurus = thesaurus
        self._numbers = {term: number for number, term in enumerate(ground.terms)}
        self._kin = Kin(kin, thesaurus, self._numbers)
        self._vocabulary = Vocabulary(
            self._own | self._kin.words | FURNITURE.keys() | NUMBER_WORDS, ground.other_words
        )
        self._rarity: list[float] = ground.rarity.tolist()
        self._strange = ground.strange
        self._names = frozenset(ground.names)

    def read(self, text: str) -> Reading:
        """The words of a text, mended, with what they may stand for."""
        typed = self._glued(self._split(with_digits(self._mended(self._typed(text)))))
        likely = [self._likely(word) for word in typed]
        capitalised = {word for found in _CAPITALISED.findall(text[:MOST_TYPED]) for word in words(found)}
        names = self._names | capitalised
        near = self._kin.of_phrases(likely)
        read = []
        position = 0
        while position < len(typed):
            length, term = self._thesaurus.phrase_at(likely, position)
            if length and term in self._numbers:
                phrase = " ".join(typed[position : position + length])
                number = self._numbers[term]
                meant = " ".join(likely[position : position + length])
                sense = Sense(number, meant, 1.0)
                name = not names.isdisjoint(likely[position : position + length])
                senses = self._with_kin((sense,), meant, near.get(position, {}))
                read.append(ReadWord(phrase, self._rarity[number], senses, SUBSTANCE, name))
            else:
                length = 1
                word = self._word(
                    typed[position],
                    likely[position],
                    near.get(position, {}),
                    short_name=typed[position] in capitalised,
                )
                read.append(replace(word, name=likely[position] in names))
            position += length
        return Reading(tuple(read), kinds(typed), self._strange)

    def _typed(self, text: str) -> list[str]:
        """Plain words, abbreviations written out unless the FAQ itself uses them."""
        found: list[str] = []
        composed = unicodedata.normalize("NFC", text[:MOST_TYPED])
        written = _STRAY.sub("", join_digits(composed.lower().translate(_APOSTROPHES)))
        for typed in _TYPED.findall(written):
            for part in self._parts(typed):
                word = plain(part).replace(",", ".")
                if not word:  # of another script
                    continue
                meant = ABBREVIATIONS.get(part, ABBREVIATIONS.get(word))
                # The FAQ's own words win, but for single letters, which are no words there: « les lettres F O C A C ».
                found += meant.split() if meant and (len(word) == 1 or word not in self._asked) else [word]
        return found

    def _parts(self, typed: str) -> tuple[str, ...]:
        """An amount apart from its unit, « 13mds »; anything else whole."""
        amount = _AMOUNT.fullmatch(plain(typed))
        return (
            amount.groups() if amount and typed not in ABBREVIATIONS and typed not in self._own else (typed,)
        )

    def _mended(self, typed: list[str]) -> list[str]:
        """Furniture and number words put right at once: « combiens », « huits »."""
        return [word if word in self._vocabulary else self._as_furniture(word) for word in typed]

    def _as_furniture(self, word: str) -> str:
        """The furniture a word is a slip for, when none of the FAQ's own words comes near; else the word."""
        options = self._vocabulary.options(word)
        best = options[0] if options else None
        if best is None or best.word in self._own or best.weight < FURNITURE_FROM:
            return word
        own = max((option.weight for option in options if option.word in self._own), default=0.0)
        return word if own > best.weight - FURNITURE_AHEAD else best.word

    def _split(self, typed: list[str]) -> list[str]:
        """Glued words apart: « fibreoptique », « linauguration »."""
        found: list[str] = []
        for word in typed:
            known = word in self._vocabulary or word in everyday_words()
            found += [word] if known else self._vocabulary.split(word) or [word]
        return found

    def _glued(self, typed: list[str]) -> list[str]:
        """Split words together, « inau guration », when the FAQ writes them as one."""
        found: list[str] = []
        for word in typed:
            if (
                found
                and found[-1] + word in self._own
                and not (self._stands(found[-1]) and self._stands(word))
            ):
                found[-1] += word
            else:
                found.append(word)
        return found

    def _stands(self, word: str) -> bool:
        return word in self._vocabulary or word in everyday_words()

    def _likely(self, word: str) -> str:
        """The word itself when we know it, what it most likely stands for otherwise."""
        if word in self._vocabulary:
            return word
        option = next(iter(self._vocabulary.options(word)), None)
        return option.word if option and option.weight >= MENDED_FROM else word

    def _word(self, typed: str, likely: str, near: Mapping[int, str], *, short_name: bool) -> ReadWord:
        furniture = FURNITURE.get(typed, 1.0)
        if furniture < LIGHT:
            senses = self._senses(typed, [(typed, 1.0)])
        else:
            # A name of a few letters is more likely another name than a slip: CIZO is not CIO.
            least = NAME_FROM if short_name and len(typed) <= SHORT_NAME else 0.0
            options = [option for option in self._vocabulary.options(typed) if option.weight > least]
            senses = self._senses(typed, [(option.word, option.weight) for option in options])
            furniture *= self._slip(typed)
            if furniture > LIGHT:
                senses = self._with_kin(senses, likely, near)
        best = senses[0].weight if senses else 0.0
        rarity = self._rarity[senses[0].term] if senses else self._strange
        # What a doubtful reading leaves unexplained weighs as a word unknown to the FAQ.
        importance = best * rarity + (1 - best) * self._strange
        return ReadWord(typed, importance * furniture, senses, furniture)

    def _with_kin(self, senses: tuple[Sense, ...], word: str, near: Mapping[int, str]) -> tuple[Sense, ...]:
        """What a word may stand for, and what it is near to in meaning, alone or in its phrase."""
        held = {sense.term for sense in senses}
        known = max((sense.weight for sense in senses), default=0.0)
        share = KIN_OF_KNOWN if known >= MENDED_FROM else KIN_OF_STRANGE
        kin = {**self._kin.of_word(word), **near}
        added = [Sense(term, meant, share) for term, meant in kin.items() if term not in held]
        return tuple(sorted((*senses, *added), key=lambda sense: (-sense.weight, sense.word)))

    def _slip(self, typed: str) -> float:
        """How much of substance is left of an unknown word that looks like furniture: « qkoi » weighs little."""
        option = next(iter(self._vocabulary.options(typed)), None)
        if typed in self._vocabulary or option is None:
            return 1.0
        return option.weight * FURNITURE.get(option.word, 1.0) + (1 - option.weight)

    def _senses(self, typed: str, options: list[tuple[str, float]]) -> tuple[Sense, ...]:
        best: dict[int, Sense] = {}
        for word, weight in options:
            number = self._numbers.get(self._thesaurus.term(word))
            # A word of substance is not furniture misspelt: « dont » may be « don », not the reverse.
            kept = weight if word == typed else weight * FURNITURE.get(word, 1.0)
            if number is not None and (number not in best or best[number].weight < kept):
                best[number] = Sense(number, word, kept)
        return tuple(sorted(best.values(), key=lambda sense: (-sense.weight, sense.word)))
