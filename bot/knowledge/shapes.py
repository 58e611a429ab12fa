"""The rules that every group of keys has in common to break: one walk along the format."""

import re
from collections.abc import Iterator
from textwrap import indent

from .draft import Draft
from .format import COMMON_FILES, ID_PATTERN, SOURCE, TOPIC_FILE
from .key import Key, Kind, Shape
from .problem import Problem, did_you_mean
from .yaml_source import Piece

NOTHING: tuple[object, ...] = ("", [], {})
"""What an empty key holds."""


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
        for source_id, source in piece.keys.items():
            name = f"{SOURCE.name} « {source_id} »"
            if not re.fullmatch(ID_PATTERN, source_id):
                yield source.problem(
                    f"« {source_id} » ne convient pas comme identifiant de source.",
                    remedy="Écrivez-le avec a-z, 0-9 et des tirets, 48 caractères au plus :\n    rapport-2018:",
                    line=piece.key_lines[source_id],
                )
            yield from _of_shape(source, SOURCE, name, 'rapport-2018: {editeur: "…", titre: "…"}')


def _of_shape(
    piece: Piece, shape: Shape, name: str | None = None, example: str | None = None
) -> Iterator[Problem]:
    if not isinstance(piece.value, dict):
        yield _wrong_kind(piece, name or shape.name, Kind.MAP, example or next(iter(shape.keys)).example)
        return
    name = name or _called(piece, shape)
    for key in shape.required:
        found = piece.get(key.name)
        if found is None:
            yield piece.problem(
                f"{name} n'a pas {_of(key.name)}.",
                remedy=f"Ajoutez une ligne au même niveau que les autres :\n{_shown(key.example)}",
            )
        elif found.value in NOTHING:
            yield found.problem(
                f"{name} : « {key.name} » est vide.",
                remedy=f"Complétez la ligne :\n{_shown(key.example)}",
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
    if piece.value in NOTHING:
        return  # Missing or empty is told where it matters: for required keys.
    if key.kind is Kind.TEXT:
        yield from _of_text(piece, key, owner, line)
    elif key.kind is Kind.TEXTS:
        yield from _of_texts(piece, key, owner)
    elif key.kind is Kind.LISTS:
        yield from _of_lists(piece, key, owner)
    elif key.kind is Kind.MAP and key.shape:
        yield from _of_shape(piece, key.shape, example=key.example)
    elif not isinstance(piece.value, list):
        yield _wrong_kind(piece, f"{owner} : « {key.name} »", key.kind, key.example)
    elif key.shape:
        for item in piece.items:
            yield from _of_shape(item, key.shape, example=f"- {next(iter(key.shape.keys)).example}")


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
            f"{owner} : « {piece.text} » ne convient pas comme « {key.name} ».",
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
    typed = ", ".join(f"{name} : {value.text}" for name, value in item.keys.items())
    return item.problem(
        f"{owner} : le « : » au milieu d'un élément de « {key.name} » le coupe en deux.",
        remedy=f'Mettez le texte entre guillemets droits :\n    - "{typed}"',
    )


def _wrong_kind(piece: Piece, what: str, kind: Kind, example: str, line: int | None = None) -> Problem:
    return piece.problem(
        f"{what} doit être {kind}.", remedy=f"Écrivez par exemple :\n{_shown(example)}", line=line
    )


def _nearest_key(name: str, shape: Shape) -> str:
    return did_you_mean(name, shape.by_name) or f"Les clés possibles ici : {', '.join(shape.by_name)}."


def _shown(example: str) -> str:
    return indent(example, "    ")


def _of(name: str) -> str:
    """A key's name after « de », which loses its « e » before a vowel."""
    return f"d'« {name} »" if name[0] in "aeiou" else f"de « {name} »"
