"""The command `restore`: a saved database brought back."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.arguments import MISUSED

from .command import DONE, WRONG, Commands, add_command
from .stored import sqlite_file


def add(commands: Commands) -> None:
    """Its words on the command line."""
    restoring = add_command(
        commands,
        "restore",
        run,
        "Remettre en place une base de données sauvegardée ; arrêtez le bot avant.",
        "Exemple :\n  focac-bot restore sauvegardes/bot-2026-03-10.sqlite\n"
        "La base en place est gardée à côté, sous la date du jour.",
    )
    restoring.add_argument("file", metavar="FICHIER", help="un fichier écrit par « focac-bot backup »")


def run(options: argparse.Namespace) -> int:
    """Bring the database back, or tell which tool does. Raises SettingsError."""
    from bot.storage import BackupError, restore  # noqa: PLC0415  # slow to load

    copy = Path(options.file)
    file = sqlite_file(
        "remettez-la en place avec son propre outil, par exemple :\n"
        f'  pg_restore --clean --if-exists --dbname="$BOT_DATABASE" {copy}'
    )
    if file is None:
        return MISUSED
    if not copy.is_file():
        print(f"« {copy} » n'est pas un fichier.", file=sys.stderr)
        return MISUSED
    try:
        former = restore(copy, file, datetime.now(UTC))
    except BackupError as error:
        print(error, file=sys.stderr)
        return WRONG
    print(
        f"Base remise en place depuis « {copy} ». Au démarrage du bot, ce qui a passé son temps est effacé."
    )
    if former:
        print(f"La précédente est dans « {former} » : effacez-la quand tout va bien.")
    return DONE
