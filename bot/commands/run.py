"""The command `run`: serve Telegram."""

import argparse

from bot.settings import Settings, environment_with_file

from .command import Commands, add_command, knowledge_folder


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
        "  BOT_API_URL    un serveur Bot API à vous, par exemple http://127.0.0.1:8081/bot\n"
        "  BOT_LOG        text ou json\n"
        "Ctrl-C ou SIGTERM l'arrête proprement.",
    )


def run(options: argparse.Namespace) -> int:
    """Serve Telegram."""
    settings = Settings.from_environment(environment_with_file(), needs_token=True)
    from bot.app import serve  # noqa: PLC0415

    return serve(settings, knowledge_folder(options))
