"""What an entry says that true or false will be told by, held against its own answer, for whoever writes it."""

from collections.abc import Iterable, Iterator

from bot.knowledge import Piece, Problem, expanded, items_of

from .gisting import spelt
from .quantity import figures
from .reckoning import is_told
from .stating import affirmed, holds_figures


def proofread(entries: Iterable[Piece]) -> Iterator[Problem]:
    """What an entry's « valeur » and the figures of its « faux » say otherwise than its answer, as warnings."""
    for entry in entries:
        yield from _value_is_answered(entry)
        yield from _false_is_not_answered(entry)


def _value_is_answered(entry: Piece) -> Iterator[Problem]:
    value, answer = entry.get("valeur"), entry.get("reponse")
    if value and answer and not is_told(figures(value.text), figures(answer.text)):
        yield value.problem(
            f"la valeur « {value.text} » donne un chiffre ou une date que la réponse ne donne pas.",
            remedy="Écrivez-la comme dans la réponse : c'est d'elle que dépendent « Oui » et « Non ».",
            warning=True,
        )


def _false_is_not_answered(entry: Piece) -> Iterator[Problem]:
    answer = entry.get("reponse")
    told = f" {spelt(affirmed(answer.text))} " if answer else ""
    for line in items_of(entry, "faux"):
        claims = (each for each in expanded(line) if holds_figures(each))
        if any(f" {spelt(claim)} " in told for claim in claims):
            yield line.problem(
                f"« {line.text} » est sous « faux », et la réponse l'affirme.",
                remedy="Corrigez l'un ou l'autre : le bot dirait « Non » à qui répète la réponse.",
                warning=True,
            )
