"""The figures of `stats` as a page that opens without a network: charts are drawn in it, it loads nothing."""

import re
import sys
from collections.abc import Sequence
from html import escape

import pygal
from pygal.style import Style

from bot.channels.channel import french_date

from .stats import MOST_ENTRIES, OUTCOMES, Figures

# The library takes part in every later import, for maps we do not draw, in a way that Python warns of.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    colors=("#1b7f4b", "#e0a100", "#b3261e"),
    font_family="system-ui, sans-serif",
    label_font_size=12,
    major_label_font_size=12,
    legend_font_size=13,
    value_font_size=12,
)

_HEAD = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ce que les gens demandent</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .2rem .8rem; border-bottom: 1px solid #ccc; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
</style>
</head>
<body>
"""


def page(figures: Figures) -> str:
    """The whole page."""
    first, last = french_date(figures.weeks[0].isoformat()), french_date(figures.weeks[-1].isoformat())
    parts = [
        _HEAD,
        "<h1>Ce que les gens demandent</h1>\n",
        f"<p>Semaines du {first} au {last} : {figures.total} questions.</p>\n",
        "<h2>Par semaine</h2>\n",
        _weeks_chart(figures),
        _weeks_table(figures),
        _entries("Réponses les plus données", figures.answered),
        _entries("Les plus proposées, faute d'avoir bien compris", figures.suggested),
        _opinions(figures.opinions),
        "</body>\n</html>\n",
    ]
    return "".join(parts)


def _options(height: int) -> dict[str, object]:
    return {"style": _STYLE, "js": (), "height": height, "width": 900, "disable_xml_declaration": True}


def _drawn(chart: pygal.Graph) -> str:
    """The chart without its scripts: the page is to be read, by whoever forbids them too."""
    return re.sub(r"<script.*?</script>|<!--.*?-->", "", str(chart.render(is_unicode=True)), flags=re.DOTALL)


def _weeks_chart(figures: Figures) -> str:
    chart = pygal.StackedBar(legend_at_bottom=True, x_label_rotation=30, **_options(420))
    chart.x_labels = [french_date(week.isoformat()) for week in figures.weeks]
    for outcome, name in OUTCOMES.items():
        chart.add(name, figures.replies[outcome])
    return _drawn(chart) + "\n"


def _weeks_table(figures: Figures) -> str:
    rows = [
        (french_date(week.isoformat()), *(str(figures.replies[outcome][place]) for outcome in OUTCOMES))
        for place, week in enumerate(figures.weeks)
    ]
    return _table(("semaine du", *OUTCOMES.values()), rows)


def _entries(heading: str, entries: Sequence[tuple[str, int]]) -> str:
    if not entries:
        return ""
    shown = entries[:MOST_ENTRIES]
    chart = pygal.HorizontalBar(show_legend=False, print_values=True, **_options(60 + 28 * len(shown)))
    chart.x_labels = [title for title, _ in reversed(shown)]
    chart.add("", [times for _, times in reversed(shown)])
    rows = [(title, str(times)) for title, times in entries]
    drawn = _drawn(chart)
    return f"<h2>{escape(heading)}</h2>\n{drawn}\n<details><summary>Toutes</summary>\n{_table(('entrée', 'fois'), rows)}</details>\n"


def _opinions(opinions: Sequence[tuple[str, int, int]]) -> str:
    if not opinions:
        return ""
    rows = [(title, str(useful), str(useless)) for title, useful, useless in opinions]
    return f"<h2>Avis</h2>\n{_table(('entrée', 'utile', 'pas utile'), rows)}"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        first, *others = (escape(cell) for cell in cells)
        numbers = "".join(f'<{tag} class="number">{cell}</{tag}>' for cell in others)
        return f"<tr><{tag}>{first}</{tag}>{numbers}</tr>\n"

    return f"<table>\n{row(headings, 'th')}{''.join(row(cells, 'td') for cells in rows)}</table>\n"
