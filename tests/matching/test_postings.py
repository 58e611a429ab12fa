import pytest

from bot.matching.groundwork import lay
from bot.matching.postings import IN_ANSWER, IN_QUESTIONS, IN_TITLE, IN_TOPIC, Postings
from bot.matching.thesaurus import Thesaurus


@pytest.fixture(scope="module")
def carried(knowledge):
    """How much each entry carries a word, by id."""
    thesaurus = Thesaurus(knowledge.synonyms)
    postings = Postings(knowledge, lay(knowledge, thesaurus), thesaurus)
    ids = [entry.id for entry in knowledge.entries]

    def carry(*meant, weight=1.0):
        found = postings.carried({thesaurus.term(word): weight for word in meant})
        return dict(zip(ids, found.tolist(), strict=True))

    return carry


class TestCarried:
    def test_where(self, carried):
        """A word in a title says most; in questions, the topic's title or an answer, less."""
        assert IN_TITLE == carried("longueur")["reseau-longueur"]
        assert 0 < carried("distance")["reseau-longueur"] < IN_QUESTIONS
        assert pytest.approx(IN_TOPIC) == carried("argent")["argent-cout"]
        assert pytest.approx(IN_ANSWER) == carried("hopitaux")["reseau-batiments"]

    def test_habit(self, carried):
        """In questions, a word says the more the more of them hold it."""
        assert carried("raccordes")["reseau-batiments"] > carried("ministeres")["reseau-batiments"]

    def test_synonyms(self, carried):
        """A synonym is the word itself."""
        assert carried("kilometres")["reseau-longueur"] == carried("bornes")["reseau-longueur"] > 0

    def test_phrase(self, carried):
        """A word of a phrase that has synonyms counts less than the phrase; its little words, nothing."""
        assert 0 < carried("sino")["argent-preteur"] < carried("focac")["argent-preteur"]

    def test_unlikely(self, carried):
        """What the word only may stand for counts as much as it is likely."""
        assert pytest.approx(0.3) == carried("longueur", weight=0.3)["reseau-longueur"]

    def test_best(self, carried):
        """Of all it may stand for, the best counts."""
        found = carried("longueur", "hopitaux", "tulipe")

        assert IN_TITLE == found["reseau-longueur"]
        assert pytest.approx(IN_ANSWER) == found["reseau-batiments"]

    def test_unknown(self, carried):
        """What no entry holds, none carries."""
        assert {0.0} == set(carried("tulipe").values())
