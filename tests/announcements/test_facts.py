"""« Fait du jour »: each entry in its turn."""

from bot.announcements import next_fact
from bot.knowledge import Entry, Knowledge, Topic, Voice


def knowledge(*ids):
    return Knowledge(
        (Topic("t", "T", "", tuple(Entry(name, name, (name,), name) for name in ids)),), Voice({})
    )


def told_in_turn(faq, days, told=()):
    """What is told on so many days."""
    told = list(told)
    for _ in range(days):
        told.append(next_fact(faq, told).id)
    return told


class TestNextFact:
    def test_all_first(self):
        """Never the same twice before all have been, and again in the same order."""
        assert ["a", "b", "c", "a", "b"] == told_in_turn(knowledge("a", "b", "c"), 5)

    def test_new_entry(self):
        """An entry added is told at once, and once."""
        assert ["a", "b", "c", "a", "b"] == told_in_turn(knowledge("a", "b", "c"), 3, ["a", "b"])

    def test_entry_removed(self):
        """An entry removed is told no more."""
        assert ["a", "b", "a"] == told_in_turn(knowledge("a"), 1, ["a", "b"])

    def test_empty(self):
        """An FAQ without entries has no fact."""
        assert next_fact(knowledge(), []) is None
