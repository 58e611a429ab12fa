"""argparse in French, for the people who type our commands."""

import argparse
import re
from typing import Any, NoReturn

MISUSED = 2
"""Exit code of a command used wrongly, or without a setting it needs."""

_TRANSLATIONS = (
    ("the following arguments are required", "il manque"),
    ("unrecognized arguments", "arguments inconnus"),
    ("expected one argument", "attend une valeur"),
    ("expected at least one argument", "attend au moins une valeur"),
    ("invalid choice", "choix inconnu"),
    ("invalid float value", "nombre attendu"),
    ("invalid int value", "nombre entier attendu"),
    ("choose from", "choix possibles :"),
    ("ignored explicit argument", "n'attend pas de valeur :"),
    ("ambiguous option", "option ambiguë"),
    ("not allowed with argument", "ne va pas avec"),
)


def how_many(text: str) -> int:
    """A number of things to show, from 1 on; for `type=` of an argument. Raises argparse.ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"nombre entier attendu, à partir de 1 : '{text}'")
    return int(text)


def share(text: str) -> float:
    """A number from 0 to 1. Raises argparse.ArgumentTypeError."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise argparse.ArgumentTypeError(f"nombre de 0 à 1 attendu : '{text}'")
    return found


class FrenchParser(argparse.ArgumentParser):
    """A parser whose help and errors are in French."""

    def __init__(self, **options: Any) -> None:
        """As `argparse.ArgumentParser`, `add_help` and `formatter_class` excepted."""
        super().__init__(add_help=False, formatter_class=_FrenchHelp, **options)
        self._positionals.title = "ce que vous donnez"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in French, and where help is; exit with MISUSED."""
        for english, french in _TRANSLATIONS:
            message = message.replace(english, french)
        message = re.sub(r"(?<=\S): ", " : ", message.removeprefix("argument "))
        self.exit(MISUSED, f"{self.prog} : {message}\nEssayez « {self.prog} --help ».\n")


class _FrenchHelp(argparse.RawDescriptionHelpFormatter):
    """Help that begins with « Usage : »."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)
