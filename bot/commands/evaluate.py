"""The command `evaluate`: measures of the answers against cases."""

import argparse
import sys
from pathlib import Path

from bot.arguments import MISUSED, share

from .command import DONE, Commands, add_command, knowledge_folder, settings


def add(commands: Commands) -> None:
    """Its words on the command line."""
    measuring = add_command(
        commands,
        "evaluate",
        run,
        "Mesurer les réponses sur des cas, genre par genre.",
        "Exemples :\n  focac-bot evaluate cas.yaml\n  focac-bot evaluate cas.yaml --seuil 0.5 0.7 0.9 --json rapport.json",
    )
    measuring.add_argument("cases", nargs="+", metavar="CAS", help="un fichier de cas (YAML)")
    measuring.add_argument("--json", metavar="FICHIER", help="écrire aussi le rapport en JSON")
    measuring.add_argument(
        "--seuil", nargs="*", type=share, metavar="SEUIL", help="essayer ces seuils de confiance, de 0 à 1"
    )


def run(options: argparse.Namespace) -> int:
    """Measures of the answers against cases."""
    from bot.app import assemble  # noqa: PLC0415
    from bot.measuring import measure  # noqa: PLC0415

    thresholds = options.seuil
    json_file = Path(options.json) if options.json else None
    if json_file and not json_file.parent.is_dir():
        print(
            f"Le dossier de « {json_file} » n'existe pas : créez-le, ou choisissez un autre fichier.",
            file=sys.stderr,
        )
        return MISUSED
    app = assemble(knowledge_folder(options), settings().data)
    measure(app, [Path(file) for file in options.cases], json_file, thresholds)
    return DONE
