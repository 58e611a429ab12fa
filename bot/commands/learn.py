"""The command `learn`: a wording that people use, added to the entry that answers it."""

import argparse
from typing import TYPE_CHECKING

from .command import DONE, Commands, add_command, knowledge_folder

if TYPE_CHECKING:
    from bot.app import App
    from bot.knowledge import Entry


def add(commands: Commands) -> None:
    """Its words on the command line."""
    learning = add_command(
        commands,
        "learn",
        run,
        "Ajouter une formulation à une entrée de la FAQ.",
        'Exemple :\n  focac-bot learn "c ki ki a payé la fibre" egov-preteur\n'
        "« focac-bot missed » dit ce que les gens ont demandé en vain.",
    )
    learning.add_argument("question", metavar="QUESTION", help="la formulation, entre guillemets")
    learning.add_argument("entry", metavar="ENTRÉE", help="l'identifiant de l'entrée qui y répond")


def run(options: argparse.Namespace) -> int:
    """Add the wording, or tell why it cannot be. Raises KnowledgeError."""
    from bot.app import assemble  # noqa: PLC0415  # each command loads what it needs
    from bot.knowledge.teaching import teach  # noqa: PLC0415  # what writes YAML is slow to load

    folder = knowledge_folder(options)
    answering = _answering(assemble(folder), options.question)
    lesson = teach(folder, options.entry, options.question)
    print(f"{lesson.file}:{lesson.line} : {lesson.text}")
    for warning in lesson.warnings:
        print(warning)
    if answering and answering.id != options.entry:
        print(
            f"Attention : jusqu'ici, cette question donnait « {answering.title} » ({answering.id}).\n"
            "    Si c'était la bonne réponse, ôtez la ligne ; sinon, essayez « focac-bot ask » : les deux se ressemblent."
        )
    print("Le bot s'en servira à son prochain démarrage.")
    return DONE


def _answering(app: "App", question: str) -> "Entry | None":
    """The entry that answers a question as the FAQ stands, when one surely does."""
    from bot.matching import Confidence  # noqa: PLC0415  # idem

    matches = app.matcher.find(question, 1).matches
    return matches[0].entry if matches and matches[0].confidence is Confidence.SURE else None
