"""The command `ask`: answers to questions given as arguments, or one a line."""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

from .command import DONE, Commands, add_command, knowledge_folder, settings


def add(commands: Commands) -> None:
    """Its words on the command line."""
    asking = add_command(
        commands,
        "ask",
        run,
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


def run(options: argparse.Namespace) -> int:
    """Answers to the arguments, or to each line of standard input."""
    from bot.app import assemble  # noqa: PLC0415
    from bot.channels.channel import as_text, message_of  # noqa: PLC0415
    from bot.channels.console import CONTACT  # noqa: PLC0415
    from bot.conversation import MessageKind, Outcome, Thread  # noqa: PLC0415
    from bot.matching import explain  # noqa: PLC0415

    app = assemble(knowledge_folder(options), settings().data)
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
