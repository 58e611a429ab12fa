import pytest
from conversing import DELAY, PARCELS, PRICE, SHOPS, TRACKING

from bot.conversation import MOST_FOUND, Found, Lookup
from bot.knowledge import Entry, Knowledge, Topic, Voice
from bot.matching import Completed


class ScriptedCompletion:
    """Finds what it was told to."""

    def __init__(self):
        self.found = Completed(())
        self.typed = []

    def find(self, text, limit):
        self.typed.append((text, limit))
        return self.found


class Asked:
    """What people ask most."""

    def __init__(self, *ids):
        self._ids = ids

    def most_asked(self, limit):
        return self._ids[:limit]


@pytest.fixture
def completion():
    return ScriptedCompletion()


@pytest.fixture
def lookup(completion):
    return Lookup(PARCELS, completion, Asked())


class TestFind:
    def test_typed(self, lookup, completion):
        """What is typed is completed."""
        completion.found = Completed((DELAY, PRICE))

        assert Found((DELAY, PRICE)) == lookup.find("dél")
        assert [("dél", MOST_FOUND)] == completion.typed

    @pytest.mark.parametrize(
        ("typed", "completed", "missed"),
        [
            ("tulipe", Completed(()), True),
            ("dél", Completed((DELAY,)), False),
            ("délai livraison", Completed((DELAY,)), False),
            ("quand arrive mon colis", Completed((DELAY,), sure=True), False),
            ("quand arrive mon ours", Completed((DELAY,)), True),
        ],
    )
    def test_missed(self, lookup, completion, typed, completed, missed):
        """Nothing found, or a question we are not sure of, is worth asking in a conversation; a few letters are not."""
        completion.found = completed

        assert Found(completed.entries, missed) == lookup.find(typed)


class TestFindNothingTyped:
    @pytest.mark.parametrize("typed", ["", "  ", "?", "🙏"])
    def test_topics(self, lookup, completion, typed):
        """Before anything is asked, the first entry of each topic is shown."""
        assert Found((DELAY, SHOPS[0])) == lookup.find(typed)
        assert [] == completion.typed

    def test_most_asked(self, completion):
        """What is asked most comes first, once; an entry since removed is passed over."""
        lookup = Lookup(PARCELS, completion, Asked("prix", "disparue", "boutique-1", "suivi"))

        assert (PRICE, SHOPS[0], TRACKING, DELAY) == lookup.find("").entries

    def test_bound(self, completion):
        """However many topics there are, the list has an end."""
        entries = [Entry(f"e{number}", "Titre", ("?",), "Oui.") for number in range(MOST_FOUND + 9)]
        topics = tuple(Topic(entry.id, entry.id, "", (entry,)) for entry in entries)

        assert (
            tuple(entries[:MOST_FOUND])
            == Lookup(Knowledge(topics, Voice({})), completion, Asked()).find("").entries
        )
