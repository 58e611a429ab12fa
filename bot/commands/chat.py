"""The command `chat`: a conversation in the terminal."""

import argparse
import sys

from .command import DONE, Commands, add_command, knowledge_folder, settings


def add(commands: Commands) -> None:
    """Its words on the command line."""
    add_command(
        commands, "chat", run, "Converser dans le terminal.", "Exemple :\n  focac-bot chat --knowledge ma-faq"
    )


def run(options: argparse.Namespace) -> int:
    """A conversation in the terminal."""
    from bot.app import assemble  # noqa: PLC0415  # each command loads what it needs, to start at once
    from bot.channels.console import Console  # noqa: PLC0415

    app = assemble(knowledge_folder(options), settings().data)
    Console(app.responder, app.knowledge.voice, sys.stdout).talk(interactive=sys.stdin.isatty())
    return DONE
