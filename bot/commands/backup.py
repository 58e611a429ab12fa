"""The command `backup`: the database saved to a file."""

import argparse
import sys
from pathlib import Path

from bot.arguments import MISUSED

from .command import DONE, WRONG, Commands, add_command
from .stored import NOTHING, sqlite_file


def add(commands: Commands) -> None:
    """Its words on the command line."""
    saving = add_command(
        commands,
        "backup",
        run,
        "Sauvegarder la base de données dans un fichier ; le bot peut servir pendant ce temps.",
        "Exemple :\n  focac-bot backup sauvegardes/bot-$(date +%F).sqlite",
    )
    saving.add_argument("file", metavar="FICHIER", help="le fichier à écrire ; il ne doit pas exister")


def run(options: argparse.Namespace) -> int:
    """Save the database, or tell which tool does. Raises SettingsError."""
    from bot.storage import BackupError, backup  # noqa: PLC0415  # slow to load

    copy = Path(options.file)
    file = sqlite_file(
        "sauvegardez-la avec son propre outil, par exemple :\n"
        f'  pg_dump --format=custom --file={copy} "$BOT_DATABASE"'
    )
    if file is None:
        return MISUSED
    if not file.exists():
        print(NOTHING, file=sys.stderr)
        return WRONG
    if copy.exists():
        print(f"« {copy} » existe déjà : choisissez un autre nom.", file=sys.stderr)
        return MISUSED
    try:
        backup(file, copy)
    except BackupError as error:
        print(error, file=sys.stderr)
        return WRONG
    print(f"Base sauvegardée dans « {copy} ». Elle dit qui parle avec le bot : gardez-la à l'abri.")
    return DONE
