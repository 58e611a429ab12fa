"""The command `check`: every mistake of an FAQ folder, at once."""

import argparse
from pathlib import Path

from bot.knowledge import count_of, inspect, summary

from .command import DONE, WRONG, Commands, add_command, knowledge_folder


def add(commands: Commands) -> None:
    """Its words on the command line."""
    checking = add_command(
        commands,
        "check",
        run,
        "Dire toutes les fautes d'une FAQ, avec le remède.",
        "Exemple :\n  focac-bot check ma-faq",
    )
    checking.add_argument("folder", nargs="?", metavar="DOSSIER", help="le dossier à vérifier")


def run(options: argparse.Namespace) -> int:
    """Every mistake of an FAQ folder, at once."""
    from bot.conversation.proofreading import proofread  # noqa: PLC0415  # each command loads what it needs

    folder = Path(options.folder) if options.folder else knowledge_folder(options)
    inspection = inspect(folder)
    found = [*inspection.problems, *proofread(inspection.draft.entries)]
    for problem in sorted(found, key=lambda problem: (problem.file, problem.line)):
        print(problem)
    if found:
        print(summary(found))
    if not inspection.errors:
        topics, entries = len(inspection.draft.topics), len(inspection.draft.entries)
        wordings = len(inspection.draft.wordings)
        print(
            f"{count_of(topics, 'thème')}, {count_of(entries, 'entrée')}, {count_of(wordings, 'formulation')} : la FAQ est bonne à servir."
        )
    return WRONG if inspection.errors else DONE
