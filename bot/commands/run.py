"""The command `run`: serve Telegram."""

import argparse
import sys

from bot.arguments import MISUSED
from bot.settings import Settings, environment_with_file

from .command import DONE, Commands, add_command, knowledge_folder

REFUSED = (
    "Telegram refuse ce jeton (BOT_TOKEN). Redemandez-le à @BotFather : /mybots, votre bot, « API Token »."
)
NO_BOT_API = (
    "Aucun serveur Bot API ne répond à l'adresse de BOT_API_URL. "
    "Donnez-la jusqu'à « /bot » compris, sans le jeton. Exemple : BOT_API_URL=http://127.0.0.1:8081/bot"
)
CONFLICT = (
    "Un autre programme sert déjà le bot de ce jeton (BOT_TOKEN) : chacun prend une partie des messages de l'autre. "
    "Arrêtez l'un des deux. Celui-ci continue d'essayer, et servira seul dès que l'autre aura cessé."
)


def add(commands: Commands) -> None:
    """Its words on the command line."""
    add_command(
        commands,
        "run",
        run,
        "Servir Telegram.",
        "Réglages, dans l'environnement ou un fichier .env :\n"
        "  BOT_TOKEN      le jeton donné par @BotFather (obligatoire)\n"
        "  BOT_KNOWLEDGE  le dossier de la FAQ\n"
        "  BOT_DATA       le dossier où le bot garde ses données (défaut : ./data)\n"
        "  BOT_DATABASE   l'adresse d'une base PostgreSQL (défaut : un fichier SQLite dans BOT_DATA)\n"
        "  BOT_TIMEZONE   le fuseau horaire (défaut : Africa/Lome)\n"
        "  BOT_ADMINS     qui peut annoncer : des numéros d'utilisateur Telegram, séparés par des virgules\n"
        "  BOT_PACE       annonces par seconde, au plus (défaut : 28)\n"
        "  BOT_API_URL    un serveur Bot API à vous, par exemple http://127.0.0.1:8081/bot\n"
        "  BOT_LOG        text ou json\n"
        "  BOT_WEBHOOK_URL, BOT_WEBHOOK_SECRET, BOT_LISTEN\n"
        "                 l'adresse https où Telegram apporte les messages, le secret qu'il y joint,\n"
        "                 et où le bot écoute derrière elle (défaut : 127.0.0.1:8080) ; sans elle, le bot les demande\n"
        "Ctrl-C ou SIGTERM l'arrête proprement.",
    )


def run(options: argparse.Namespace) -> int:
    """Serve Telegram."""
    settings = Settings.from_environment(environment_with_file(), needs_token=True)
    from bot.app import serve  # noqa: PLC0415  # slow to load
    from bot.channels.telegram import NoBotApiError, TokenRefusedError  # noqa: PLC0415

    try:
        serve(settings, knowledge_folder(options), on_conflict=lambda: print(CONFLICT, file=sys.stderr))
    except TokenRefusedError:
        print(REFUSED, file=sys.stderr)
        return MISUSED
    except NoBotApiError:
        print(NO_BOT_API, file=sys.stderr)
        return MISUSED
    return DONE
