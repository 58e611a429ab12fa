"""The rules of a good FAQ; each broken rule yields a Problem."""

from collections.abc import Callable, Iterable, Iterator

from .draft import Draft, expanded, items_of
from .format import CLAIM_KEYS
from .problem import Problem, did_you_mean
from .shapes import NOTHING, shapes
from .voicing import voice_marks_are_known
from .wording import WordingError, expand, fold
from .yaml_source import Piece

ANSWER_MOST = 3800
"""Characters of answer and details: one Telegram message holds 4096, and its sources need room."""

FEWEST_WORDINGS = 5
"""Measured on a real FAQ: 48 % of questions found with 1 wording an entry, 69 % with 3, 73 % with 5, 82 % with 15."""


def check(draft: Draft) -> Iterator[Problem]:
    """Every broken rule, in no particular order."""
    yield from shapes(draft)
    for rule in _RULES:
        yield from rule(draft)
    for entry in draft.entries:
        for entry_rule in _ENTRY_RULES:
            yield from entry_rule(entry)


# --- Rules of the whole folder.


def ids_are_unique(draft: Draft) -> Iterator[Problem]:
    """An id names one entry, one topic, one refusal, one courtesy."""
    themes = [theme for topic in draft.topics.values() if (theme := topic.get("theme"))]
    for groups, name in (
        (draft.entries, "l'identifiant d'entrée"),
        (themes, "l'identifiant de thème"),
        (draft.refusals, "l'identifiant de hors-sujet"),
        (draft.courtesies, "l'identifiant de politesse"),
    ):
        seen: dict[str, Piece] = {}
        for group in groups:
            piece = group.get("id")
            if piece is None or not piece.text:
                continue
            first = seen.setdefault(piece.text, piece)
            if first is not piece:
                yield piece.problem(
                    f"{name} « {piece.text} » existe déjà ({_place(first)}).",
                    remedy="Donnez-lui un autre nom, ou ôtez le double.",
                )


def synonyms_are_in_one_group(draft: Draft) -> Iterator[Problem]:
    """A word in two groups would mean one thing or the other, as chance has it."""
    seen: dict[str, tuple[Piece, Piece]] = {}
    for group in draft.word_groups("synonymes"):
        for word in group.items:
            first, in_group = seen.setdefault(fold(word.text), (word, group))
            if in_group is not group:
                yield word.problem(
                    f"le mot « {word.text} » est dans deux groupes de synonymes (déjà ligne {first.line}).",
                    remedy="Gardez-le dans un seul groupe, ou réunissez les deux.",
                )


def wordings_are_readable(draft: Draft) -> Iterator[Problem]:
    """Brackets are closed, and a line stands for a bounded number of wordings."""
    lines = [line for entry in [*draft.entries, *draft.refusals] for line in items_of(entry, "questions")]
    lines += [line for entry in draft.entries for key in CLAIM_KEYS for line in items_of(entry, key)]
    if "_voix.yaml" in draft.common:
        voice = draft.common["_voix.yaml"][1]
        lines += [
            line for courtesy in items_of(voice, "courtoisie") for line in items_of(courtesy, "questions")
        ]
    for line in lines:
        try:
            expand(line.text)
        except WordingError as error:
            yield line.problem(error.what, remedy=error.remedy)


def wordings_are_unique(draft: Draft) -> Iterator[Problem]:
    """A wording asks for one entry."""
    seen: dict[str, tuple[Piece, Piece]] = {}
    told: set[int] = set()
    for wording, line, entry in draft.wordings:
        first_line, first_entry = seen.setdefault(wording, (line, entry))
        if first_entry is not entry and id(line) not in told:
            told.add(id(line))
            yield line.problem(
                f"la question « {line.text} » existe déjà ({_place(first_line)}).",
                remedy="Gardez-la dans une seule entrée.",
            )


def wordings_are_not_confusable(draft: Draft) -> Iterator[Problem]:
    """Two entries are not told apart by the order of words, an article or a plural alone."""
    seen: dict[tuple[str, ...], tuple[str, Piece, Piece]] = {}
    told: set[tuple[int, int]] = set()
    for wording, line, entry in draft.wordings:
        first, first_line, first_entry = seen.setdefault(_gist(wording), (wording, line, entry))
        if first_entry is entry or first == wording or (id(first_entry), id(entry)) in told:
            continue
        told.add((id(first_entry), id(entry)))
        yield line.problem(
            f"la question « {line.text} » se confond avec « {first_line.text} » ({_place(first_line)}).",
            remedy="Ajoutez à l'une et à l'autre le mot qui les distingue.",
            warning=True,
        )


_SMALL_WORDS = frozenset(
    [
        "a",
        "au",
        "aux",
        "ce",
        "cet",
        "cette",
        "ces",
        "de",
        "des",
        "du",
        "en",
        "est",
        "et",
        "il",
        "la",
        "le",
        "les",
        "on",
        "ont",
        "pour",
        "se",
        "sont",
        "sur",
        "un",
        "une",
        "y",
    ]
)


def _gist(wording: str) -> tuple[str, ...]:
    """A folded wording less its order, small words and plurals.

    >>> _gist("la longueur des cables") == _gist("cable longueur")
    True
    """
    return tuple(sorted({word.removesuffix("s") for word in wording.split() if word not in _SMALL_WORDS}))


def claims_are_told_apart(draft: Draft) -> Iterator[Problem]:
    """A claim of an entry is true, false or partly so."""
    for entry in draft.entries:
        seen: dict[str, str] = {}
        if value := _text(entry, "valeur"):
            seen[fold(value)] = "valeur"
        for key in CLAIM_KEYS:
            for line in items_of(entry, key):
                for claim in map(fold, expanded(line)):
                    first = seen.setdefault(claim, key)
                    if first != key and {first, key} != {"valeur", "vrai"}:
                        yield line.problem(
                            f"« {line.text} » est à la fois sous « {first} » et sous « {key} ».",
                            remedy="Gardez-le à un seul endroit.",
                        )
                        break


def sources_are_known(draft: Draft) -> Iterator[Problem]:
    """A source an entry names is in `_sources.yaml`."""
    if "_sources.yaml" not in draft.unread:
        yield from _known_ids(draft, "sources", draft.source_ids, "la source", "_sources.yaml")


def related_entries_are_known(draft: Draft) -> Iterator[Problem]:
    """An entry under « voir-aussi » or « elements » exists."""
    if all(name.startswith("_") for name in draft.unread):
        for key in ("voir-aussi", "elements"):
            yield from _known_ids(draft, key, draft.entry_ids, "l'entrée", "cette FAQ")


def _known_ids(draft: Draft, key: str, known: Iterable[str], name: str, place: str) -> Iterator[Problem]:
    known = list(known)
    for entry in draft.entries:
        for item in items_of(entry, key):
            if item.text and item.text not in known:
                yield item.problem(
                    f"{name} « {item.text} », citée sous « {key} », n'existe pas dans {place}.",
                    remedy=did_you_mean(item.text, known) or "Corrigez l'identifiant, ou ôtez-le.",
                )


# --- Rules of one entry.


def answer_fits_one_message(entry: Piece) -> Iterator[Problem]:
    """An answer with its details fits one message of the narrowest channel."""
    pieces = [piece for key in ("reponse", "details") if (piece := entry.get(key))]
    length = sum(len(piece.text) for piece in pieces)
    if length > ANSWER_MOST:
        yield pieces[0].problem(
            f"la réponse et ses détails font {length} caractères (au plus {ANSWER_MOST}, pour un seul message).",
            remedy="Gardez le fait et l'essentiel ; le reste peut devenir une autre entrée.",
        )


def entry_has_enough_wordings(entry: Piece) -> Iterator[Problem]:
    """An entry can be asked for in several ways."""
    count = sum(len(expanded(line)) for line in items_of(entry, "questions"))
    if 0 < count < FEWEST_WORDINGS:
        so_few = "qu'une formulation" if count == 1 else f"que {count} formulations"
        yield entry.problem(
            f"l'entrée « {_text(entry, 'id')} » n'a {so_few} de sa question.",
            remedy=f"Ajoutez-en pour arriver à {FEWEST_WORDINGS} au moins, avec d'autres mots : 15 est un bon nombre.",
            line=entry.key_lines["questions"],
            warning=True,
        )


def entry_has_a_source(entry: Piece) -> Iterator[Problem]:
    """A fact says where it comes from."""
    found = entry.get("sources")
    if found is None or found.value in NOTHING:
        yield entry.problem(
            f"l'entrée « {_text(entry, 'id')} » ne cite aucune source.",
            remedy="Ajoutez une ligne « sources: [identifiant] » et décrivez la source dans « _sources.yaml ».",
            warning=True,
        )


_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    ids_are_unique,
    synonyms_are_in_one_group,
    wordings_are_readable,
    wordings_are_unique,
    wordings_are_not_confusable,
    claims_are_told_apart,
    sources_are_known,
    related_entries_are_known,
    voice_marks_are_known,
)
_ENTRY_RULES: tuple[Callable[[Piece], Iterator[Problem]], ...] = (
    answer_fits_one_message,
    entry_has_enough_wordings,
    entry_has_a_source,
)


def _text(piece: Piece, key: str) -> str:
    found = piece.get(key)
    return found.text if found else ""


def _place(piece: Piece) -> str:
    return f"{piece.file.rsplit('/', 1)[-1]}:{piece.line}"
