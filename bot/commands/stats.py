"""The command `stats`: what was asked, answered and thought of it, week by week."""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.arguments import how_many

from .command import DONE, WRONG, Commands, add_command, knowledge_folder, settings
from .stored import read

if TYPE_CHECKING:
    from bot.storage import Connection, Counted, Opinion

WEEKS = 12
"""Weeks shown when no other number is asked for: a quarter."""

MOST_ENTRIES = 15
"""Entries in a list: a screen holds them with the plot."""

OUTCOMES = {"answer": "répondues", "suggest": "proposées", "unknown": "inconnues"}
_MARKS = dict(zip(OUTCOMES, "█▒░", strict=True))


def add(commands: Commands) -> None:
    """Its words on the command line."""
    counting = add_command(
        commands,
        "stats",
        run,
        "Montrer les questions posées, semaine par semaine, et les avis.",
        "Exemples :\n  focac-bot stats\n  focac-bot stats --weeks 4 --html chiffres.html",
    )
    counting.add_argument(
        "--weeks", type=how_many, default=WEEKS, metavar="N", help=f"combien de semaines (défaut : {WEEKS})"
    )
    counting.add_argument("--html", metavar="FICHIER", help="écrire plutôt une page, lisible sans réseau")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was asked in some weeks."""

    weeks: tuple[date, ...]
    """Their Mondays, in order; none is left out."""

    replies: Mapping[str, tuple[int, ...]]
    """For each outcome, how many a week."""

    answered: Sequence[tuple[str, int]]
    """Entries by their title, the most often given first."""

    suggested: Sequence[tuple[str, int]]
    """Entries by their title, the most often offered by a bot unsure of having understood first."""

    opinions: Sequence[tuple[str, int, int]]
    """Entries by their title: who found them useful, who did not; the most voted on first."""

    @property
    def total(self) -> int:
        """How many replies in all."""
        return sum(map(sum, self.replies.values()))


def run(options: argparse.Namespace) -> int:
    """The figures, in the terminal or as a page. Raises SettingsError and KnowledgeError."""
    from bot.knowledge import load  # noqa: PLC0415  # each command loads what it needs

    today = datetime.now(settings().timezone).date()
    this_week = today - timedelta(days=today.weekday())
    weeks = tuple(this_week - timedelta(weeks=ago) for ago in range(options.weeks - 1, -1, -1))
    found = read(lambda connection: _read(connection, weeks[0]))
    if found is None:
        return WRONG
    titles = {entry.id: entry.title for entry in load(knowledge_folder(options)).entries}
    figures = figures_of(*found, weeks, titles)
    if options.html:
        return _write_page(Path(options.html), figures)
    print_figures(figures)
    return DONE


async def _read(connection: "Connection", since: date) -> "tuple[Counter[Counted], list[Opinion]]":
    from bot.storage import read_counts, read_opinions  # noqa: PLC0415

    return await read_counts(connection, since), await read_opinions(connection)


def figures_of(
    counts: "Counter[Counted]",
    opinions: "Sequence[Opinion]",
    weeks: tuple[date, ...],
    titles: Mapping[str, str],
) -> Figures:
    """What was counted, in the order and the words of the report."""
    from bot.storage import ALL, Counted  # noqa: PLC0415

    entries: dict[str, Counter[str]] = {"answer": Counter(), "suggest": Counter()}
    for thing, times in counts.items():
        if thing.entry != ALL and thing.outcome in entries:
            entries[thing.outcome][titles.get(thing.entry, thing.entry)] += times
    return Figures(
        weeks,
        {outcome: tuple(counts[Counted(week, outcome, ALL)] for week in weeks) for outcome in OUTCOMES},
        entries["answer"].most_common(),
        entries["suggest"].most_common(),
        [(titles.get(found.entry, found.entry), found.useful, found.useless) for found in opinions],
    )


def _write_page(file: Path, figures: Figures) -> int:
    from .stats_page import page  # noqa: PLC0415  # what draws charts is slow to load

    try:
        file.write_text(page(figures), encoding="utf-8")
    except OSError as error:
        print(f"« {file} » ne peut pas être écrit : {error.strerror}.", file=sys.stderr)
        return WRONG
    print(f"Page écrite : {file}")
    return DONE


def print_figures(figures: Figures) -> None:
    """The plot, and the lists below it."""
    if not figures.total:
        print("Aucune question n'a été posée pendant ces semaines.")
    else:
        print(f"Questions par semaine ({figures.total} en tout)\n")
        print(_plot(figures))
        print("   ".join(_legend(outcome, weeks) for outcome, weeks in figures.replies.items()))
    _print_list("Réponses les plus données", figures.answered)
    _print_list("Les plus proposées, faute d'avoir bien compris", figures.suggested)
    if figures.opinions:
        print("\nAvis : utile / pas utile")
        for title, useful, useless in figures.opinions[:MOST_ENTRIES]:
            print(f"{useful:>6} / {useless:<4} {title}")


def _legend(outcome: str, weeks: Sequence[int]) -> str:
    return f"{_MARKS[outcome]} {OUTCOMES[outcome]} : {sum(weeks)}"


def _print_list(heading: str, entries: Sequence[tuple[str, int]]) -> None:
    if entries:
        print(f"\n{heading}")
        for title, times in entries[:MOST_ENTRIES]:
            print(f"{times:>6} × {title}")


def _plot(figures: Figures) -> str:
    """A bar a week, from the oldest down; marks tell outcomes apart, for no terminal lacks them as some lack colours."""
    from plotext import figure, uncolorize  # noqa: PLC0415  # slow to load

    from bot.channels.channel import french_date  # noqa: PLC0415

    figure.clear()
    shown = [french_date(week.isoformat()).rsplit(" ", 1)[0] for week in reversed(figures.weeks)]
    heights = [list(reversed(figures.replies[outcome])) for outcome in OUTCOMES]
    bars = figure.bar(shown, heights, stacked=True, orientation="h", width=0.5, marker=list(_MARKS.values()))
    figure.draw(bars)
    most = max(map(sum, zip(*heights, strict=True)))
    figure.ruler("x").ticks([0, most], ["0", str(most)])
    around = 3
    figure.plot_size(min(shutil.get_terminal_size().columns, 100), len(shown) + around)
    return str(uncolorize(figure.build()))
