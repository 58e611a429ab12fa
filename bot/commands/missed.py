"""The command `missed`: what people asked in vain, the most asked first, alike ones together."""

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.arguments import how_many
from bot.knowledge import fold

from .command import DONE, WRONG, Commands, add_command, knowledge_folder, settings
from .stored import read

if TYPE_CHECKING:
    from bot.app import App
    from bot.storage import MissedQuestion

ALIKE = 75
"""Likeness, of 100, from which two questions are probably one: the same words but one of four, in any order."""

SHOWN = 40
"""Groups shown when no other number is asked for: a screen or two."""

_WHY = {
    "unknown": "rien d'assez proche",
    "refused": "dans les hors-sujet",
    "unsure": "aucun des choix proposés ne convenait",
}


def add(commands: Commands) -> None:
    """Its words on the command line."""
    missing = add_command(
        commands,
        "missed",
        run,
        "Dire ce que les gens ont demandé en vain, le plus demandé d'abord.",
        "Exemples :\n  focac-bot missed\n  focac-bot missed --csv > questions.csv\n"
        "Puis, pour qu'une entrée réponde à l'une d'elles : focac-bot learn QUESTION ENTRÉE",
    )
    missing.add_argument("--csv", action="store_true", help="toutes les questions, pour un tableur")
    missing.add_argument("--all", action="store_true", help="aussi celles auxquelles la FAQ répond désormais")
    missing.add_argument(
        "--groups", type=how_many, default=SHOWN, metavar="N", help=f"combien en montrer (défaut : {SHOWN})"
    )


@dataclass(slots=True)
class Group:
    """Questions that are probably one."""

    questions: "list[MissedQuestion]" = field(default_factory=list)
    """The most asked first."""

    @property
    def times(self) -> int:
        """How often it was asked, however it was put."""
        return sum(question.times for question in self.questions)


def run(options: argparse.Namespace) -> int:
    """The missed questions, in the terminal or as CSV. Raises SettingsError and KnowledgeError."""
    from bot.app import assemble  # noqa: PLC0415  # each command loads what it needs
    from bot.storage import read_missed  # noqa: PLC0415

    questions = read(read_missed)
    if questions is None:
        return WRONG
    app = assemble(knowledge_folder(options), settings().data)
    left = questions if options.all else [question for question in questions if not _answered(app, question)]
    found = groups(left)
    if options.csv:
        _write_csv(found)
        return DONE
    for group in found[: options.groups]:
        _show(group)
    print(_summary(found, options.groups, len(questions) - len(left)))
    return DONE


def groups(questions: "Iterable[MissedQuestion]") -> list[Group]:
    """The questions, alike ones together, the group most asked first; they come the most asked first."""
    found: list[Group] = []
    leaders: list[str] = []
    for question in questions:
        folded = fold(question.question)
        nearest = process.extractOne(folded, leaders, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
        if nearest is None:
            leaders.append(folded)
            found.append(Group([question]))
        else:
            found[nearest[2]].questions.append(question)
    return sorted(found, key=lambda group: -group.times)


def _answered(app: "App", question: "MissedQuestion") -> bool:
    """Whether the FAQ, as it now stands, answers it."""
    from bot.channels.channel import message_of  # noqa: PLC0415
    from bot.channels.console import CONTACT  # noqa: PLC0415
    from bot.conversation import Outcome, Thread  # noqa: PLC0415

    message = message_of(CONTACT, question.question, Thread())
    return app.responder.reply_to(message, Thread())[0].outcome is Outcome.ANSWER


def _show(group: Group) -> None:
    first, *others = group.questions
    print(f"{group.times:>4} × {first.question}")
    near = f" ; la plus proche : {first.nearest}" if first.nearest else ""
    since = min(question.first for question in group.questions)
    until = max(question.last for question in group.questions)
    print(f"       {_WHY[first.why]}{near} ; {_days(since.isoformat(), until.isoformat())}")
    for other in others:
        print(f"       {other.times:>4} × {other.question}")


def _days(first: str, last: str) -> str:
    return f"le {first}" if first == last else f"du {first} au {last}"


def _summary(found: Sequence[Group], most: int, answered: int) -> str:
    if not found and not answered:
        return "Personne n'a rien demandé en vain ces 180 derniers jours."
    lines = [f"{len(found)} questions en vain, {sum(group.times for group in found)} fois en tout."]
    if len(found) > most:
        lines.append(f"Montrées ici : {most} ; « --groups {len(found)} » les montre toutes, « --csv » aussi.")
    if answered:
        lines.append(f"{answered} autres ont désormais leur réponse : « --all » les montre.")
    lines.append("Pour qu'une entrée y réponde : focac-bot learn QUESTION ENTRÉE")
    return "\n".join(lines)


def _write_csv(found: Iterable[Group]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["groupe", "question", "fois", "première", "dernière", "plus proche", "pourquoi"])
    for number, group in enumerate(found, 1):
        for question in group.questions:
            about = (
                question.times,
                question.first,
                question.last,
                question.nearest or "",
                _WHY[question.why],
            )
            writer.writerow([number, _harmless(question.question), *about])


def _harmless(text: str) -> str:
    """A spreadsheet takes what begins so for a formula, and would work it out."""
    return f"'{text}" if text[:1] in "=+-@" else text
