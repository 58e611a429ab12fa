"""Whole conversations as an editor writes them: what is said, turn by turn, and what the bot owes to it.

    - titre: "Une élève prépare un exposé"
      tours:
        - dit: "c koi le focac"
          entree: [focac-sigle, focac-objet]    # the entry that must answer, or several of which any will do
        - dit: "et le deuxième ?"
          entree: domaine-2-infrastructures

Beside `dit`, a turn says what the reply must be; of several, any will do:
`entree` · `entrees` (several questions at once: each its entry, in order) · `propose` (entries that are all offered, or `oui`)
· `inconnu: oui` (an honest « je ne sais pas ») · `social: oui` (courtesy, help, topics).
And, if wished: `contient` and `sans` (patterns found and not found in the reply, lower case, no accents),
`ouverture` (oui, non, nuance, or aucune), `manque: oui` (known to fail; fails here the day it works).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.channels.channel import as_text, message_of
from bot.conversation import Contact, Outcome, Reply, Thread
from bot.evaluation.cases import OPENINGS
from bot.knowledge import KnowledgeError, Piece, Problem, fold_lines, read
from bot.knowledge.problem import did_you_mean

CONTACT = Contact("dialogue", "script")

SCRIPT_KEYS = ("titre", "tours")
EXPECTED = {
    "entree": Outcome.ANSWER,
    "entrees": Outcome.ANSWER,
    "propose": Outcome.SUGGEST,
    "inconnu": Outcome.UNKNOWN,
    "social": Outcome.SOCIAL,
}
"""What a turn may expect → the outcome which that is."""

TURN_KEYS = ("dit", *EXPECTED, "contient", "sans", "ouverture", "manque")
FLAGS = ("inconnu", "social", "manque")
YES = ("oui", "true")
NO_OPENING = "aucune"

FEWEST_TURNS = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said, and what the reply must be."""

    said: str
    place: str
    """File and line, for whoever mends it."""

    outcomes: frozenset[Outcome]
    entries: tuple[tuple[str, ...], ...] = ()
    """For each question of the message, in order, the entries of which any will do."""

    offered: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()
    unwanted: tuple[re.Pattern[str], ...] = ()
    opening: str | None = None
    is_miss: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """One conversation."""

    title: str
    turns: tuple[Turn, ...]


def read_scripts(path: Path) -> list[Script]:
    """The conversations of a file. Raises KnowledgeError with every Problem of it."""
    piece, problems = read(path, path.name)
    items = piece.items if piece else []
    problems += [problem for item in items for problem in _script_problems(item)]
    if not problems and not items:
        problems = [Problem(path.name, 1, "aucune conversation.", 'Commencez par « - titre: "…" ».')]
    if problems:
        raise KnowledgeError(problems)
    return [Script(item.keys["titre"].text, tuple(map(_turn, item.keys["tours"].items))) for item in items]


def _script_problems(item: Piece) -> Iterator[Problem]:
    yield from _unknown_keys(item, SCRIPT_KEYS, "d'une conversation")
    if not (title := item.get("titre")) or not title.text:
        yield item.problem("cette conversation n'a pas de titre.", remedy='Ajoutez « titre: "…" ».')
    turns = item.keys["tours"].items if "tours" in item.keys else []
    if len(turns) < FEWEST_TURNS:
        yield item.problem(
            f"{len(turns)} tours : une conversation en a au moins {FEWEST_TURNS}.",
            remedy='Ajoutez des lignes « - dit: "…" » sous « tours: ».',
        )
    for turn in turns:
        yield from _turn_problems(turn)


def _turn_problems(turn: Piece) -> Iterator[Problem]:
    yield from _unknown_keys(turn, TURN_KEYS, "d'un tour")
    if not (said := turn.get("dit")) or not said.text:
        yield turn.problem("ce tour ne dit rien.", remedy='Ajoutez « dit: "…" ».')
    if not any(key in turn.keys for key in EXPECTED):
        yield turn.problem(
            "ce tour n'attend rien.", remedy=f"Ajoutez l'une de ces clés : {', '.join(EXPECTED)}."
        )
    for key in FLAGS:
        if (flag := turn.get(key)) and flag.text not in YES:
            yield flag.problem(f"« {key} » veut dire « oui ».", remedy=f"Écrivez « {key}: oui », ou ôtez-la.")
    openings = (*OPENINGS, NO_OPENING)
    if (opening := turn.get("ouverture")) and opening.text not in openings:
        yield opening.problem(
            f"« {opening.text} » n'est pas une ouverture.",
            remedy=f"Choisissez parmi : {', '.join(openings)}.",
        )
    for pattern in (*_list(turn, "contient"), *_list(turn, "sans")):
        try:
            re.compile(pattern.text)
        except re.error as error:
            yield pattern.problem(
                f"le motif « {pattern.text} » n'est pas une expression régulière.",
                remedy=f"Python dit : {error}.",
            )


def _unknown_keys(item: Piece, keys: tuple[str, ...], of: str) -> Iterator[Problem]:
    for key in item.keys:
        if key not in keys:
            yield item.problem(
                f"clé inconnue « {key} ».",
                remedy=did_you_mean(key, keys) or f"Les clés {of} : {', '.join(keys)}.",
                line=item.key_lines[key],
            )


def _list(item: Piece, key: str) -> list[Piece]:
    """A list, or one text as a list of one."""
    found = item.get(key)
    if found is None:
        return []
    return found.items or ([found] if found.text else [])


def _texts(item: Piece, key: str) -> tuple[str, ...]:
    return tuple(piece.text for piece in _list(item, key))


def _turn(turn: Piece) -> Turn:
    questions = [
        tuple(each.text for each in piece.items) or (piece.text,) for piece in _list(turn, "entrees")
    ]
    if "entree" in turn.keys:
        questions.append(_texts(turn, "entree"))
    opening = turn.get("ouverture")
    return Turn(
        said=turn.keys["dit"].text,
        place=f"{turn.file}:{turn.line}",
        outcomes=frozenset(outcome for key, outcome in EXPECTED.items() if key in turn.keys),
        entries=tuple(questions),
        offered=tuple(entry for entry in _texts(turn, "propose") if entry not in YES),
        patterns=tuple(map(re.compile, _texts(turn, "contient"))),
        unwanted=tuple(map(re.compile, _texts(turn, "sans"))),
        opening=opening.text if opening else None,
        is_miss="manque" in turn.keys,
    )


def play(script: Script, app: App) -> Iterator[str]:
    """What is wrong with each turn of a conversation, as its editor reads it; nothing when it all holds."""
    thread = Thread()
    for number, turn in enumerate(script.turns, 1):
        reply, thread = app.responder.reply_to(message_of(CONTACT, turn.said, thread), thread)
        shown = as_text(reply, app.knowledge.voice)
        wrong = list(_complaints(turn, reply, fold_lines(shown)))
        if turn.is_miss:
            wrong = [] if wrong else ["ce tour est juste désormais : ôtez « manque »."]
        if wrong:
            yield "\n".join(
                (
                    f"{turn.place} — tour {number} : « {turn.said} »",
                    *(f"    {each}" for each in wrong),
                    *(f"    | {line}" for line in shown.splitlines()),
                )
            )


def _complaints(turn: Turn, reply: Reply, text: str) -> Iterator[str]:
    given = [answer.entry_id for answer in reply.answers]
    offered = [suggestion.entry_id for suggestion in reply.suggestions if suggestion.entry_id]
    received = f"{reply.outcome} {', '.join(given or offered)}".strip()
    if not _holds(turn, reply.outcome, given, offered):
        yield f"attendu : {_wanted(turn)} ; reçu : {received}"
    for pattern in turn.patterns:
        if not pattern.search(text):
            yield f"la réponse ne contient pas « {pattern.pattern} »"
    for pattern in turn.unwanted:
        if pattern.search(text):
            yield f"la réponse contient « {pattern.pattern} »"
    opening = next((name for name, words in OPENINGS.items() if text.startswith(words)), NO_OPENING)
    if turn.opening not in (None, opening):
        yield f"ouverture attendue : {turn.opening} ; reçue : {opening}"


def _holds(turn: Turn, outcome: Outcome, given: list[str], offered: list[str]) -> bool:
    if outcome not in turn.outcomes:
        return False
    if outcome is Outcome.ANSWER:
        return len(given) == len(turn.entries) and all(
            entry in accepted for entry, accepted in zip(given, turn.entries, strict=True)
        )
    return outcome is not Outcome.SUGGEST or set(turn.offered) <= set(offered)


def _wanted(turn: Turn) -> str:
    answers = " puis ".join(" ou ".join(accepted) for accepted in turn.entries)
    wanted = {
        Outcome.ANSWER: f"{Outcome.ANSWER} {answers}",
        Outcome.SUGGEST: f"{Outcome.SUGGEST} {', '.join(turn.offered)}".strip(),
    }
    return " / ".join(wanted.get(outcome, str(outcome)) for outcome in sorted(turn.outcomes))
