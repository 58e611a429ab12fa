"""The command `learn`: a wording that people use, added to the entry that answers it."""

import argparse

from .command import DONE, Commands, add_command, knowledge_folder


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
    from bot.knowledge.teaching import teach  # noqa: PLC0415  # what writes YAML is slow to load

    lesson = teach(knowledge_folder(options), options.entry, options.question)
    print(f"{lesson.file}:{lesson.line} : {lesson.text}")
    for warning in lesson.warnings:
        print(warning)
    print("Le bot s'en servira à son prochain démarrage.")
    return DONE
