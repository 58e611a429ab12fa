"""The rules of a good FAQ; each broken rule yields a Problem."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .format import COMMON_FILES, SOURCE, TOPIC_FILE, Key, Kind, Shape
from .problem import Problem
from .wording import WordingError, expand, fold
from .yaml_source import Piece

ANSWER_MOST = 3800
"""Characters of answer and details: one Telegram message holds 4096, and its sources need room."""

FEWEST_WORDINGS = 5
"""Under this the matcher finds one question in two (69 % of questions found with 3 wordings, 73 % with 5)."""

_NEAR = 0.6
"""Similarity from which an unknown key is taken for a misspelt known one."""


@dataclass(frozen=True)
class Draft:
    """An FAQ folder as read, not yet judged: the pieces of its files."""

    topics: dict[str, Piece]
    """By shown file name."""

    common: dict[str, tuple[str, Piece]] = field(default_factory=dict)
    """By plain file name (`_voix.yaml`): shown name and piece."""

    @cached_property
    def entries(self) -> list[Piece]:
        """The entries of all files that have the shape of one."""
        return [entry for topic in self.topics.values() for entry in _items(topic, "entrees") if entry.keys]

    @cached_property
    def entry_ids(self) -> dict[str, Piece]:
        """The id of each entry and where it is written first."""
        ids: dict[str, Piece] = {}
        for entry in self.entries:
            if piece := entry.get("id"):
                ids.setdefault(piece.text, piece)
        return ids

    @cached_property
    def source_ids(self) -> dict[str, Piece]:
        """The sources of `_sources.yaml`, by id."""
        return self.common["_sources.yaml"][1].keys if "_sources.yaml" in self.common else {}

    @cached_property
    def refusals(self) -> list[Piece]:
        """What the FAQ says it does not answer."""
        if "_hors-sujet.yaml" not in self.common:
            return []
        return _items(self.common["_hors-sujet.yaml"][1], "hors-sujet")

    @cached_property
    def wordings(self) -> list[tuple[str, Piece, Piece]]:
        """Each wording the lines stand for, folded, with its line and its entry or refusal."""
        return [
            (fold(wording), line, entry)
            for entry in [*self.entries, *self.refusals]
            for line in _items(entry, "questions")
            for wording in _expanded(line)
        ]


def check(draft: Draft) -> Iterator[Problem]:
    """Every broken rule, in no particular order."""
    yield from shapes(draft)
    for rule in _RULES:
        yield from rule(draft)
    for entry in draft.entries:
        for entry_rule in _ENTRY_RULES:
            yield from entry_rule(entry)


# --- The shape of files: one walk along the format yields what every group has in common to break.


def shapes(draft: Draft) -> Iterator[Problem]:
    """Every file has the keys of its kind: required, known, of the right type, length and form."""
    for piece in draft.topics.values():
        yield from _of_shape(piece, TOPIC_FILE)
    for name, shape in COMMON_FILES.items():
        if name in draft.common:
            yield from _of_shape(draft.common[name][1], shape)
    if "_sources.yaml" in draft.common:
        piece = draft.common["_sources.yaml"][1]
        if not piece.keys and piece.value:
            yield _wrong_kind(piece, "le fichier", Kind.MAP, 'rapport-2018: {editeur: "…", titre: "…"}')
        for source in piece.keys.values():
            yield from _of_shape(source, SOURCE)


def _of_shape(piece: Piece, shape: Shape) -> Iterator[Problem]:
    if not isinstance(piece.value, dict):
        yield _wrong_kind(piece, shape.name, Kind.MAP, next(iter(shape.keys)).example)
        return
    name = _called(piece, shape)
    for key in shape.required:
        found = piece.get(key.name)
        if found is None:
            yield piece.problem(
                f"{name} n'a pas de « {key.name} ».",
                remedy=f"Ajoutez une ligne au même niveau que les autres :\n    {_first_line(key.example)}",
            )
        elif found.value in ("", [], {}):
            yield found.problem(
                f"{name} a un « {key.name} » vide.",
                remedy=f"Complétez-le :\n    {_first_line(key.example)}",
                line=piece.key_lines[key.name],
            )
    for key_name, found in piece.keys.items():
        if known := shape.by_name.get(key_name):
            yield from _of_key(found, known, name, piece.key_lines[key_name])
        else:
            yield piece.problem(
                f"{name} a une clé inconnue « {key_name} ».",
                remedy=_nearest_key(key_name, shape),
                line=piece.key_lines[key_name],
            )


def _called(piece: Piece, shape: Shape) -> str:
    """How a group is called to its editor: by its id, when it has one."""
    identity = piece.get("id")
    return f"{shape.name} « {identity.text} »" if identity and identity.text else shape.name


def _of_key(piece: Piece, key: Key, owner: str, line: int) -> Iterator[Problem]:
    if piece.value == "":
        return  # Missing or empty is told where it matters: for required keys.
    if key.kind is Kind.TEXT:
        yield from _of_text(piece, key, owner, line)
    elif key.kind is Kind.TEXTS:
        yield from _of_texts(piece, key, owner)
    elif key.kind is Kind.LISTS:
        yield from _of_lists(piece, key, owner)
    elif key.kind is Kind.MAP and key.shape:
        yield from _of_shape(piece, key.shape)
    elif not isinstance(piece.value, list):
        yield _wrong_kind(piece, f"{owner} : « {key.name} »", key.kind, key.example)
    elif key.shape:
        for item in piece.items:
            yield from _of_shape(item, key.shape)


def _of_text(piece: Piece, key: Key, owner: str, line: int) -> Iterator[Problem]:
    if not isinstance(piece.value, str):
        yield _wrong_kind(piece, f"{owner} : « {key.name} »", key.kind, key.example, line=line)
        return
    if key.most and len(piece.text) > key.most:
        yield piece.problem(
            f"{owner} a un « {key.name} » de {len(piece.text)} caractères (au plus {key.most}).",
            remedy="Raccourcissez-le : il doit tenir sur un bouton de téléphone.",
        )
    if key.pattern and not re.fullmatch(key.pattern, piece.text):
        yield piece.problem(
            f"{owner} : « {piece.text} » n'est pas un « {key.name} » valable.",
            remedy=f"{key.help}\n    {key.example}",
        )


def _of_texts(piece: Piece, key: Key, owner: str) -> Iterator[Problem]:
    if not isinstance(piece.value, list):
        yield _wrong_kind(piece, f"{owner} : « {key.name} »", key.kind, key.example)
    for item in piece.items:
        if isinstance(item.value, dict):
            yield _silent_colon(item, owner, key)
        elif not isinstance(item.value, str):
            yield _wrong_kind(item, f"{owner} : un élément de « {key.name} »", Kind.TEXT, key.example)
        elif not item.text:
            yield item.problem(
                f"{owner} a un élément vide dans « {key.name} ».", remedy="Complétez la ligne ou ôtez-la."
            )


def _of_lists(piece: Piece, key: Key, owner: str) -> Iterator[Problem]:
    if not isinstance(piece.value, list):
        yield _wrong_kind(piece, f"{owner} : « {key.name} »", key.kind, key.example)
    for item in piece.items:
        yield from _of_texts(item, key, owner)


def _silent_colon(item: Piece, owner: str, key: Key) -> Problem:
    """« - Quelle date : 2018 ? » becomes a mapping without a word from YAML."""
    typed = ", ".join(f"{name}: {value.text}" for name, value in item.keys.items())
    return item.problem(
        f"{owner} : le « : » au milieu d'un élément de « {key.name} » le coupe en deux.",
        remedy=f'Mettez le texte entre guillemets droits :\n    - "{typed}"',
    )


def _wrong_kind(piece: Piece, what: str, kind: Kind, example: str, line: int | None = None) -> Problem:
    return piece.problem(
        f"{what} doit être {kind}.", remedy=f"Écrivez par exemple :\n    {example}", line=line
    )


def _nearest_key(name: str, shape: Shape) -> str:
    near = process.extractOne(name, list(shape.by_name), scorer=OSA.normalized_similarity, score_cutoff=_NEAR)
    if near:
        return f"« {name} » → « {near[0]} » ?"
    return f"Les clés possibles ici : {', '.join(shape.by_name)}."


def _first_line(example: str) -> str:
    return example.split("\n", 1)[0]


# --- Rules of the whole folder.


def ids_are_unique(draft: Draft) -> Iterator[Problem]:
    """An id names one entry, and one topic."""
    seen: dict[str, Piece] = {}
    for entry in draft.entries:
        yield from _seen_twice(entry.get("id"), seen, "l'identifiant d'entrée")
    seen = {}
    for topic in draft.topics.values():
        theme = topic.get("theme")
        yield from _seen_twice(theme.get("id") if theme else None, seen, "l'identifiant de thème")


def _seen_twice(piece: Piece | None, seen: dict[str, Piece], name: str) -> Iterator[Problem]:
    if piece is None or not piece.text:
        return
    first = seen.setdefault(piece.text, piece)
    if first is not piece:
        yield piece.problem(
            f"{name} « {piece.text} » existe déjà ({_place(first)}).",
            remedy="Donnez-lui un autre nom, ou ôtez le double.",
        )


def wordings_are_readable(draft: Draft) -> Iterator[Problem]:
    """Brackets are closed, and a line stands for a bounded number of wordings."""
    lines = [line for entry in [*draft.entries, *draft.refusals] for line in _items(entry, "questions")]
    if "_voix.yaml" in draft.common:
        voice = draft.common["_voix.yaml"][1]
        lines += [line for courtesy in _items(voice, "courtoisie") for line in _items(courtesy, "questions")]
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


def sources_are_known(draft: Draft) -> Iterator[Problem]:
    """A source an entry names is in `_sources.yaml`."""
    yield from _known_ids(draft, "sources", draft.source_ids, "la source", "_sources.yaml")


def related_entries_are_known(draft: Draft) -> Iterator[Problem]:
    """An entry under « voir-aussi » exists."""
    yield from _known_ids(draft, "voir-aussi", draft.entry_ids, "l'entrée", "cette FAQ")


def _known_ids(draft: Draft, key: str, known: Iterable[str], name: str, place: str) -> Iterator[Problem]:
    known = list(known)
    for entry in draft.entries:
        for item in _items(entry, key):
            if item.text and item.text not in known:
                near = process.extractOne(
                    item.text, known, scorer=OSA.normalized_similarity, score_cutoff=_NEAR
                )
                yield item.problem(
                    f"{name} « {item.text} », citée sous « {key} », n'existe pas dans {place}.",
                    remedy=f"« {item.text} » → « {near[0]} » ?"
                    if near
                    else "Corrigez l'identifiant, ou ôtez-le.",
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
    count = sum(len(_expanded(line)) for line in _items(entry, "questions"))
    if 0 < count < FEWEST_WORDINGS:
        yield entry.problem(
            f"l'entrée « {_text(entry, 'id')} » n'a que {count} formulation{'s' if count > 1 else ''} de sa question.",
            remedy=f"Ajoutez-en jusqu'à {FEWEST_WORDINGS} au moins, avec d'autres mots : 15 est un bon nombre.",
            line=entry.key_lines["questions"],
            warning=True,
        )


def entry_has_a_source(entry: Piece) -> Iterator[Problem]:
    """A fact says where it comes from."""
    if not _items(entry, "sources"):
        yield entry.problem(
            f"l'entrée « {_text(entry, 'id')} » ne cite aucune source.",
            remedy="Ajoutez une ligne « sources: [identifiant] » et décrivez la source dans « _sources.yaml ».",
            warning=True,
        )


_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    ids_are_unique,
    wordings_are_readable,
    wordings_are_unique,
    wordings_are_not_confusable,
    sources_are_known,
    related_entries_are_known,
)
_ENTRY_RULES: tuple[Callable[[Piece], Iterator[Problem]], ...] = (
    answer_fits_one_message,
    entry_has_enough_wordings,
    entry_has_a_source,
)


def _items(piece: Piece, key: str) -> list[Piece]:
    found = piece.get(key)
    return found.items if found else []


def _text(piece: Piece, key: str) -> str:
    found = piece.get(key)
    return found.text if found else ""


def _place(piece: Piece) -> str:
    return f"{piece.file.rsplit('/', 1)[-1]}:{piece.line}"


def _expanded(line: Piece) -> tuple[str, ...]:
    """The wordings of a line; none when it cannot be read, which another rule tells."""
    try:
        return expand(line.text)
    except WordingError:
        return ()
