"""The commands: what a person types in a terminal. Output is in French; 0 done, 1 wrong, 2 wrong use."""

import argparse
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.arguments import MISUSED, FrenchParser
from bot.knowledge import KnowledgeError, count_of, inspect, summary
from bot.settings import Settings, SettingsError, environment_with_file

DONE, WRONG = 0, 1


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


def chat(options: argparse.Namespace) -> int:
    """A conversation in the terminal."""
    from bot.app import assemble  # noqa: PLC0415  # each command loads what it needs, to start at once
    from bot.channels.console import Console  # noqa: PLC0415

    app = assemble(_knowledge_folder(options), _settings().data)
    Console(app.responder, app.knowledge.voice, sys.stdout).talk(interactive=sys.stdin.isatty())
    return DONE


def ask(options: argparse.Namespace) -> int:
    """Answers to the arguments, or to each line of standard input."""
    from bot.app import assemble  # noqa: PLC0415
    from bot.channels.channel import as_text, message_of  # noqa: PLC0415
    from bot.channels.console import CONTACT  # noqa: PLC0415
    from bot.conversation import MessageKind, Outcome, Thread  # noqa: PLC0415
    from bot.matching import explain  # noqa: PLC0415

    app = assemble(_knowledge_folder(options), _settings().data)
    thread = Thread()
    for question in _questions(options):
        if options.conversation and not question:
            thread = Thread()
            continue
        message = message_of(CONTACT, question, thread)
        reply, after = app.responder.reply_to(message, thread)
        thread = after if options.conversation else Thread()
        text = as_text(reply, app.knowledge.voice)
        if options.json:
            print(json.dumps(_as_json(question, reply, text), ensure_ascii=False), flush=True)
        else:
            print(text, end="\n\n", flush=True)
        if options.explain and message.kind is MessageKind.TEXT and reply.outcome is not Outcome.SOCIAL:
            why = explain(app.matcher.find(question), app.matcher.zones)
            print(why, end="\n\n", file=sys.stderr if options.json else sys.stdout, flush=True)
    return DONE


def _questions(options: argparse.Namespace) -> Iterator[str]:
    if options.questions:
        yield from options.questions
        return
    # A line saved in another encoding is read as well as can be: the others must not wait for it.
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    if sys.stdin.isatty():
        print("Une question par ligne ; Ctrl-D pour finir.", file=sys.stderr)
    for line in sys.stdin:
        question = line.strip()
        if question or options.conversation:
            yield question


def _as_json(question: str, reply: Any, text: str) -> dict[str, Any]:
    """The object of one reply, as design.md fixes it."""
    entries = [answer.entry_id for answer in reply.answers]
    candidates = [{"entry": found.entry_id, "confidence": found.probability} for found in reply.candidates]
    likely = {found.entry_id: found.probability for found in reply.candidates}
    # What was chosen or linked to was not guessed.
    confidence = likely.get(entries[0], 1.0) if entries else max(likely.values(), default=0.0)
    return {
        "question": question,
        "outcome": str(reply.outcome),
        "entry": entries[0] if entries else None,
        "entries": entries,
        "confidence": confidence,
        "text": text,
        "suggestions": [
            {"entry": suggestion.entry_id, "title": suggestion.title}
            for suggestion in reply.suggestions
            if suggestion.entry_id
        ],
        "candidates": candidates,
    }


def check(options: argparse.Namespace) -> int:
    """Every mistake of an FAQ folder, at once."""
    folder = Path(options.folder) if options.folder else _knowledge_folder(options)
    inspection = inspect(folder)
    for problem in inspection.problems:
        print(problem)
    if inspection.problems:
        print(summary(inspection.problems))
    if not inspection.errors:
        topics, entries = len(inspection.draft.topics), len(inspection.draft.entries)
        wordings = len(inspection.draft.wordings)
        print(
            f"{count_of(topics, 'thème')}, {count_of(entries, 'entrée')}, {count_of(wordings, 'formulation')} : la FAQ est bonne à servir."
        )
    return WRONG if inspection.errors else DONE


def evaluate(options: argparse.Namespace) -> int:
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
    app = assemble(_knowledge_folder(options), _settings().data)
    measure(app, [Path(file) for file in options.cases], json_file, thresholds)
    return DONE


def run(options: argparse.Namespace) -> int:
    """Serve Telegram."""
    settings = Settings.from_environment(environment_with_file(), needs_token=True)
    from bot.app import serve  # noqa: PLC0415

    return serve(settings, _knowledge_folder(options))


def _knowledge_folder(options: argparse.Namespace) -> Path:
    if options.knowledge:
        return Path(options.knowledge)
    return _settings().knowledge


def _settings() -> Settings:
    return Settings.from_environment(environment_with_file())


def _parser() -> argparse.ArgumentParser:
    parser = FrenchParser(
        prog="focac-bot",
        description="Répond en français, sources à l'appui, aux questions d'une FAQ : par Telegram ou dans ce terminal.",
        epilog="Pour essayer tout de suite, sans jeton : focac-bot chat",
    )
    commands = parser.add_subparsers(metavar="COMMANDE", required=True, title="commandes")

    def command(name: str, function: Any, summary_line: str, example: str) -> argparse.ArgumentParser:
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

    command("chat", chat, "Converser dans le terminal.", "Exemple :\n  focac-bot chat --knowledge ma-faq")
    asking = command(
        "ask",
        ask,
        "Répondre à des questions, en arguments ou une par ligne.",
        'Exemples :\n  focac-bot ask "combien de km de fibre ?"\n  focac-bot ask --json < questions.txt',
    )
    asking.add_argument(
        "questions",
        nargs="*",
        metavar="QUESTION",
        help="la question, entre guillemets ; sans elle, l'entrée standard",
    )
    asking.add_argument(
        "--explain", action="store_true", help="dire aussi pourquoi : quels mots, quelles entrées"
    )
    asking.add_argument("--json", action="store_true", help="un objet JSON par ligne")
    asking.add_argument(
        "--conversation",
        action="store_true",
        help="les lignes se suivent ; une ligne vide ouvre une autre conversation",
    )
    command(
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
    checking = command(
        "check",
        check,
        "Dire toutes les fautes d'une FAQ, avec le remède.",
        "Exemple :\n  focac-bot check ma-faq",
    )
    measuring = command(
        "evaluate",
        evaluate,
        "Mesurer les réponses sur des cas, genre par genre.",
        "Exemples :\n  focac-bot evaluate cas.yaml\n  focac-bot evaluate cas.yaml --seuil 0.5 0.7 0.9 --json rapport.json",
    )
    measuring.add_argument("cases", nargs="+", metavar="CAS", help="un fichier de cas (YAML)")
    measuring.add_argument("--json", metavar="FICHIER", help="écrire aussi le rapport en JSON")
    measuring.add_argument(
        "--seuil", nargs="*", type=float, metavar="SEUIL", help="essayer ces seuils de confiance, de 0 à 1"
    )
    checking.add_argument("folder", nargs="?", metavar="DOSSIER", help="le dossier à vérifier")
    return parser
