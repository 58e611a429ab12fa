"""A word that only names a topic asks for none of its entries."""

import pytest
from conversing import PARCELS, VOICE, ScriptedMatcher

from bot.conversation.naming import FEWEST, FEWEST_TITLES, Naming
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
        assert FIBRE.title == naming(text).title

    def test_entries(self, naming):
        """The entries asked for with that word are meant, in the topic's order."""
        assert ["a", "b", "c", "d"] == [entry.id for entry in naming("fibre").entries]

    def test_title_first(self, naming):
        """A word that one topic's title and the description of another hold names the first."""
        assert CABLE.title == naming("câble").title

    def test_description(self):
        """A word of the description names the topic when no title has it."""
        knowledge = Knowledge((FIBRE,), VOICE)

        assert FIBRE.title == Naming(knowledge, ScriptedMatcher(knowledge))("câble").title

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


class TestProperNames:
    TITLES = (
        "Visite de Mme Ada Poste à Kara",
        "L’âge d’Ada Poste",
        "Mme Poste (Ada)",
        "Pourquoi Ada Poste est là",
    )

    def naming(self, titles):
        told = tuple(Entry(f"e{number}", title, ("?",), "…") for number, title in enumerate(titles))
        knowledge = Knowledge((Topic("t", "Gens", "", told),), VOICE)
        return Naming(knowledge, ScriptedMatcher(knowledge))

    @pytest.mark.parametrize("text", ["Ada", "ada poste", "Poste ?"])
    def test_name(self, text):
        """A name that many titles hold asks for none of them; the titles that tell least come first."""
        assert len(self.TITLES) >= FEWEST_TITLES
        assert ["e1", "e2", "e3", "e0"] == [entry.id for entry in self.naming(self.TITLES)(text).entries]

    @pytest.mark.parametrize("text", ["Kara", "visite", "Ada Kara", "quel âge a Ada"])
    def test_other(self, text):
        """A name of few titles, a common word, or more than a name asks for something."""
        assert self.naming(self.TITLES)(text) is None
