"""A word that only names a topic asks for none of its entries."""

import pytest
from conversing import PARCELS, VOICE, ScriptedMatcher

from bot.conversation.naming import FEWEST, Naming
from bot.knowledge import Entry, Knowledge, Topic


def entries(word, *names):
    return tuple(Entry(name, name, (f"{name} de {word} ?",), "…") for name in names)


FIBRE = Topic(
    "fibre", "La fibre", "Le câble et le réseau.", entries("la fibre et du câble", "a", "b", "c", "d")
)
CABLE = Topic("cable", "Câbles et tuyaux", "", entries("câbles", "e", "f", "g"))
PIPES = Topic("tuyaux", "Tuyaux", "Des tuyaux.", entries("tuyaux", "h", "i"))
KNOWLEDGE = Knowledge((FIBRE, CABLE, PIPES), VOICE)


@pytest.fixture
def naming():
    return Naming(KNOWLEDGE, ScriptedMatcher(KNOWLEDGE))


class TestNames:
    @pytest.mark.parametrize(
        "text", ["fibre", "la fibre", "Fibres ?", "et pour la fibre alors ?", "bonjour, la fibre svp"]
    )
    def test_topic(self, naming, text):
        """A topic is named by a word of its title, whatever stands around it that says nothing."""
        assert FIBRE is naming(text).topic

    def test_entries(self, naming):
        """The entries asked for with that word are meant, in the topic's order."""
        assert ["a", "b", "c", "d"] == [entry.id for entry in naming("fibre").entries]

    def test_title_first(self, naming):
        """A word that one topic's title and the description of another hold names the first."""
        assert CABLE is naming("câble").topic

    def test_description(self):
        """A word of the description names the topic when no title has it."""
        knowledge = Knowledge((FIBRE,), VOICE)

        assert FIBRE is Naming(knowledge, ScriptedMatcher(knowledge))("câble").topic

    @pytest.mark.parametrize(
        "text",
        ["combien de fibre", "fibre câble", "la fibre de Kara", "réseau", "tulipe", "bonjour", "", "?"],
    )
    def test_more_or_less(self, naming, text):
        """A text that says more, a word no entry is asked for with, or no word at all names nothing."""
        assert naming(text) is None

    def test_few_entries(self, naming):
        """A word that few entries are asked for with asks for them: it names no topic."""
        assert len(PIPES.entries) < FEWEST
        assert naming("tuyaux") is None

    def test_asking_word(self):
        """« Qui ? » asks, were it the title of a topic."""
        people = Topic("gens", "Qui est qui", "", entries("qui", "a", "b", "c"))
        knowledge = Knowledge((people,), VOICE)

        assert Naming(knowledge, ScriptedMatcher(knowledge))("qui ?") is None

    def test_no_topic(self):
        """A title that is not asked about names nothing."""
        assert Naming(PARCELS, ScriptedMatcher())("colis") is None
