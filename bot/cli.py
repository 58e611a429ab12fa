"""The way in: a command, its arguments, its exit code. Output is in French; 0 done, 1 wrong, 2 wrong use."""

import argparse
import sys
from collections.abc import Sequence

from bot.arguments import MISUSED, FrenchParser
from bot.commands import (
    announce,
    announcements,
    ask,
    backup,
    chat,
    check,
    evaluate,
    learn,
    missed,
    restore,
    run,
    stats,
)
from bot.commands.command import DONE, WRONG
from bot.knowledge import KnowledgeError, summary
from bot.settings import SettingsError

COMMANDS = (chat, ask, run, check, evaluate, missed, stats, learn, announce, announcements, backup, restore)
"""In the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except SettingsError as error:
        print(*error.lines, sep="\n", file=sys.stderr)
        return MISUSED
    except KnowledgeError as error:
        print(error, summary(error.problems), sep="\n", file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # « focac-bot ask … | head » is no mistake
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        return DONE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = FrenchParser(
        prog="focac-bot",
        description="Répond en français, sources à l'appui, aux questions d'une FAQ : par Telegram ou dans ce terminal.",
        epilog="Pour essayer tout de suite, sans jeton : focac-bot chat",
    )
    commands = parser.add_subparsers(metavar="COMMANDE", required=True, title="commandes")
    for module in COMMANDS:
        module.add(commands)
    return parser
