"""The command `evaluate`: cases put to the assembled bot, and the report as a person reads it."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from bot.app import App, assemble_on
from bot.channels.channel import as_text, message_of
from bot.conversation import Answer, Contact, Outcome, Reply, Thread
from bot.evaluation import Case, Report, Row, evaluate, read_cases
from bot.evaluation.report import timed
from bot.knowledge import fold_lines
from bot.matching import Zones

CONTACT = Contact("evaluation", "cases")

SWEEP = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Thresholds tried by `--seuil` when none is given."""

MOST_FAILURES = 200
"""Failures printed; `--json` keeps them all."""


def measure(
    app: App, files: Sequence[Path], json_file: Path | None, thresholds: Sequence[float] | None
) -> None:
    """Evaluate the bot on files of cases and print the report. Raises KnowledgeError on a bad file."""
    cases = [case for file in files for case in read_cases(file)]
    report = run(app, cases)
    print_report(app, report)
    if thresholds is not None:
        print_sweep(app, cases, thresholds or SWEEP)
    if json_file:
        json_file.write_text(
            json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


def run(app: App, cases: Iterable[Case]) -> Report:
    """The report of an assembled bot on some cases, behind a progress bar."""
    shown: dict[str, str] = {}

    def answer(case: Case) -> tuple[Reply, float]:
        thread = Thread()
        for said in case.before:
            _, thread = app.responder.reply_to(message_of(CONTACT, said, thread), thread)
        message = message_of(CONTACT, case.question, thread)
        return timed(lambda: app.responder.reply_to(message, thread)[0])

    def text_of(reply: Reply) -> str:
        return fold_lines(as_text(reply, app.knowledge.voice))

    def tell(entry_id: str) -> str:
        if entry_id not in shown:
            entry = app.knowledge.entry(entry_id)
            answers = (Answer.of_entry(entry),) if entry else ()
            shown[entry_id] = text_of(Reply(Outcome.ANSWER, answers=answers))
        return shown[entry_id]

    # A bar only where somebody watches.
    watched = tqdm(list(cases), desc="Évaluation", unit="cas", leave=False, disable=not sys.stderr.isatty())
    return evaluate(watched, answer, text_of, tell)


_HEADINGS = ("genre", "cas", "justes", "parmi 3", "1er candidat", "3 candidats", "fausses", "déclinées")


def print_report(app: App, report: Report) -> None:
    """The table by kind, the time a reply took, and what was not right."""
    print(_line(_HEADINGS))
    for row in report.rows:
        print(_line(_cells(row)))
    median, slowest = report.latency_ms
    print(f"\nTemps de réponse : {median:.1f} ms (médiane), {slowest:.1f} ms (99 %).".replace(".", ",", 2))
    failures = report.failures
    if not failures:
        print("\nTout est juste.")
        return
    print(
        f"\nCe qui n'est pas juste ({len(failures)}) : question → donné, attendu, formulation la plus proche"
    )
    for verdict in failures[:MOST_FAILURES]:
        given = ", ".join(answer.entry_id for answer in verdict.reply.answers) or str(verdict.reply.outcome)
        case = verdict.case
        wanted = "rien" if not case.in_scope else " ".join(case.entries or [p.pattern for p in case.patterns])
        near = next(iter(app.matcher.find(case.question, limit=1).matches), None)
        nearest = f" « {near.question} »" if near else ""
        print(f"  [{case.genre}] {case.question}\n      → {given} ; attendu : {wanted} ;{nearest}")
    if len(failures) > MOST_FAILURES:
        print(f"  … et {len(failures) - MOST_FAILURES} autres : « --json FICHIER » les garde tous.")


def print_sweep(app: App, cases: Sequence[Case], thresholds: Sequence[float]) -> None:
    """What a stricter or laxer bot would do, threshold by threshold."""
    print("\nSi le bot ne répondait qu'à partir de ce seuil de confiance :")
    print(_line(("seuil", *_HEADINGS[1:])))
    for threshold in thresholds:
        zones = Zones(threshold, min(threshold, app.matcher.zones.unsure_from))
        row = run(assemble_on(app.knowledge, app.matcher.with_zones(zones)), cases).rows[-1]
        print(_line(_cells(replace(row, genre=f"{threshold:.2f}".replace(".", ",")))))
    print(f"(Seuil en service : {app.matcher.zones.sure_from:.2f})".replace(".", ","))


def _cells(row: Row) -> tuple[str, ...]:
    counts = (row.right, row.right3, row.first, row.first3, row.wrong, row.declined)
    return (row.genre, str(row.n), *(f"{count} ({count / row.n:.0%})" for count in counts))


def _line(cells: Sequence[str]) -> str:
    first, second, *others = cells
    return f"{first:<16}{second:>6}" + "".join(f"{cell:>14}" for cell in others)
