import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import Entry, Knowledge, Topic, Voice
from bot.matching import Completed, Completion, Matcher

MOST = 5


@pytest.fixture(scope="session")
def completion(knowledge, matcher):
    return Completion(knowledge, matcher)


@pytest.fixture
def found(completion):
    """The ids of what is found, best first."""
    return lambda text, limit=MOST: [entry.id for entry in completion.find(text, limit).entries]


class TestFind:
    @pytest.mark.parametrize(
        "typed", ["lo", "lon", "longueu", "longueur de fi", "Longueur de fibre", "fibre long"]
    )
    def test_title(self, found, typed):
        """The beginning of a title finds its entry, from the second letter on; so do its words in another order."""
        assert "reseau-longueur" == found(typed)[0]

    def test_each_letter(self, found, knowledge):
        """However much of a title is typed, its entry is found."""
        for entry in knowledge.entries:
            for length in range(2, len(entry.title) + 1):
                assert entry.id in found(entry.title[:length])

    @pytest.mark.parametrize(
        "typed",
        [
            "lg",
            "lnog",
            "lonugeur",
            "longeur",
            "longuuer de fibre",
            "longueur de firbe",
            "lomgueur",
            "lôngüeur",
            "LONGUEUR",
            "l'longueur",
        ],
    )
    def test_slips(self, found, typed):
        """Accents, capitals and a slip are no hindrance, from the second letter on."""
        assert "reseau-longueur" == found(typed)[0]

    @pytest.mark.parametrize(
        ("typed", "entry"),
        [
            ("ministères", "reseau-batiments"),
            ("minis", "reseau-batiments"),
            ("hôpit", "reseau-batiments"),
            ("banque exi", "argent-preteur"),
            ("exim", "argent-preteur"),
            ("15 mill", "argent-preteur"),
            ("565", "reseau-batiments"),
            ("forum si", "argent-preteur"),
            ("focac", "argent-preteur"),
            ("prix", "argent-cout"),
            ("cb ça coute", "argent-cout"),
        ],
    )
    def test_elsewhere(self, found, typed, entry):
        """What stands in questions, answers and synonyms finds it too."""
        assert entry == found(typed)[0]

    @pytest.mark.parametrize(
        "typed",
        [
            "Combien de kilomètres de fibre ont été posés ?",
            "combien de km de fibre",
            "sur quelle distance court le câble",
            "combien de km de fib",
        ],
    )
    def test_question(self, found, typed):
        """A question typed whole, or nearly, finds its answer first."""
        assert "reseau-longueur" == found(typed)[0]

    def test_title_first(self, found):
        """A word in a title weighs more than in a question."""
        assert "reseau-batiments" == found("raccord")[0]
        assert "argent-cout" == found("projet")[0]

    @pytest.mark.parametrize("typed", ["L'argent", "argent", "argnet"])
    def test_topic(self, found, typed):
        """The title of a topic finds its entries first, in their order."""
        assert ["argent-cout", "argent-preteur"] == found(typed)[:2]

    def test_topic_with_aside(self):
        """What is in parentheses in the title of a topic need not be typed."""
        entries = tuple(
            Entry(name, name, (f"Qu'est-ce que {name} ?",), "Voilà.") for name in ("usine", "tour")
        )
        knowledge = Knowledge((Topic("t", "Industrie (domaine 1)", "", entries),), Voice({}))
        found = Completion(knowledge, Matcher(knowledge)).find("industrie", MOST)

        assert entries == found.entries

    @pytest.mark.parametrize(
        "typed", ["", " ", "?", "🙏", "你好", "tulipe", "xyz", "météo", "les tulipes rouges à Kara"]
    )
    def test_nothing(self, completion, typed):
        """What the FAQ has nothing of finds nothing."""
        assert Completed(()) == completion.find(typed, MOST)

    def test_limit(self, found):
        """No more is found than was asked for, and those are the best."""
        assert found("réseau")[:1] == found("réseau", 1)

    def test_far_behind(self, found):
        """What is far behind the best is left out."""
        assert ["argent-cout"] == found("Quel est le montant du projet ?")

    def test_same_again(self, completion):
        """The same letters always find the same."""
        assert completion.find("re", MOST) == completion.find("re", MOST)

    def test_decomposed(self, found):
        """Accents may come apart from their letters, as some phones send them."""
        assert found("câble") == found(unicodedata.normalize("NFD", "câble")) != []


class TestSure:
    @pytest.mark.parametrize(
        ("typed", "sure"),
        [
            ("Combien de kilomètres de fibre optique ont été posés ?", True),
            ("quelle banque a prêté les 15 milliards", True),
            ("re", False),
            ("Combien coûte un abonnement à la fibre ?", False),
            ("tulipe", False),
        ],
    )
    def test_sure(self, completion, typed, sure):
        """We are sure of what the matcher would answer, neither of a few letters nor of what the FAQ refuses."""
        assert sure == completion.find(typed, MOST).sure


@given(st.text(max_size=300))
def test_anything(completion, typed):
    """Whatever is typed, entries of the FAQ are found, each once."""
    found = completion.find(typed, MOST).entries

    assert len(found) == len(set(found)) <= MOST


def test_empty_faq():
    """An FAQ without entries finds nothing."""
    knowledge = Knowledge((), Voice({}))

    assert Completed(()) == Completion(knowledge, Matcher(knowledge)).find("fibre", MOST)
