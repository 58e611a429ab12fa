"""« Fait du jour »: which entry's turn it is."""

from collections.abc import Sequence

from bot.knowledge import Entry, Knowledge


def next_fact(knowledge: Knowledge, told: Sequence[str]) -> Entry | None:
    """The entry to tell next, given those told, the oldest first; None when an FAQ has none.

    One never told comes first, in the FAQ's order; then the one told longest ago: never the same twice before all.
    """
    last = {entry_id: place for place, entry_id in enumerate(told)}
    return min(knowledge.entries, key=lambda entry: last.get(entry.id, -1), default=None)
