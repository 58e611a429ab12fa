"""What every command has: a name, an example, the FAQ it works on, and its exit code."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.settings import Settings, environment_with_file

DONE, WRONG = 0, 1
"""Exit codes; wrong use is `arguments.MISUSED`."""

Commands = Any
"""What `add_subparsers` returns: argparse has no public name for it."""

Command = Callable[[argparse.Namespace], int]


def add_command(
    commands: Commands, name: str, function: Command, summary_line: str, example: str
) -> argparse.ArgumentParser:
    """One more command, with the options all share."""
    added: argparse.ArgumentParser = commands.add_parser(
        name, help=summary_line, description=summary_line, epilog=example
    )
    added.add_argument(
        "--knowledge",
        metavar="DOSSIER",
        help="le dossier de la FAQ (défaut : BOT_KNOWLEDGE, sinon celle qui est fournie)",
    )
    added.set_defaults(command=function)
    return added


def knowledge_folder(options: argparse.Namespace) -> Path:
    """The folder asked for, or that of the settings. Raises SettingsError."""
    return Path(options.knowledge) if options.knowledge else settings().knowledge


def settings() -> Settings:
    """What the operator decided. Raises SettingsError."""
    return Settings.from_environment(environment_with_file())
