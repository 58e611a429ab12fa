"""A text is read alone, then in its context when it leans on it."""

import pytest
from conversing import PARCELS, SHOPS, SURE, UNLIKELY, UNSURE, ScriptedMatcher

from bot.conversation.understanding import (
    COVERED,
    LOYALTY,
    MOST_MATCHES,
    NEIGHBOUR_SURE,
    TOUCHING,
    Understanding,
)
from bot.knowledge import Entry, Knowledge, Refusal, Topic
from bot.matching import Confidence

WEATHER = Refusal("meteo", ("quel temps fait-il ?",))
NEARLY_SURE = ScriptedMatcher.zones.sure_from * NEIGHBOUR_SURE
"""From this probability a neighbour answers."""


@pytest.fixture
def understanding(scripted):
    return Understanding(PARCELS, scripted)


def best(found):
    """The id and confidence of the best match."""
    return found.matches[0].entry.id, found.matches[0].confidence


class TestAlone:
    def test_no_context(self, scripted, understanding):
        """Without a context a text is read once, alone."""
        scripted.hears("et le prix ?", ("prix", SURE))

        assert ("prix", Confidence.SURE) == best(understanding.of("et le prix ?"))
        assert (1, []) == (scripted.searches, scripted.contexts)

    def test_whole(self, scripted, understanding):
        """A whole question is not read in its context."""
        scripted.hears("quel est le prix de l’envoi", ("prix", UNSURE))
        scripted.hears_in_context("quel est le prix de l’envoi", "delai", SURE)

        assert ("prix", Confidence.UNSURE) == best(
            understanding.of("quel est le prix de l’envoi", ("delai",))
        )

    def test_about_nothing(self, scripted, understanding):
        """A text that is about nothing is not made to be about the subject."""
        scripted.hears_in_context("pizza", "prix", SURE)

        assert () == understanding.of("pizza", ("prix",)).matches

    def test_few(self, scripted, understanding):
        """A few matches are enough."""
        scripted.hears("boutique", *((shop.id, UNSURE) for shop in SHOPS))

        assert MOST_MATCHES == len(understanding.of("boutique").matches)


class TestInContext:
    def test_words(self, scripted, understanding):
        """The context is made of the topics and titles of what was spoken of, and of what stands around the text."""
        scripted.hears("et le prix ?", ("prix", UNLIKELY))
        understanding.of("et le prix ?", ("delai", "boutique-2"), "quel délai ?")

        assert ["Colis Délai de livraison Boutiques Boutique n° 2 quel délai ?"] == scripted.contexts

    def test_around(self, scripted, understanding):
        """What stands around a text is a context by itself."""
        scripted.hears("et le prix ?", ("suivi", UNLIKELY))
        scripted.hears_in_context("et le prix ?", "prix", SURE)

        assert ("prix", Confidence.SURE) == best(understanding.of("et le prix ?", said="quel délai ?"))

    def test_subject_gone(self, scripted, understanding):
        """A subject that is no more, the FAQ having changed, is no context."""
        scripted.hears("et le prix ?", ("prix", UNLIKELY))
        understanding.of("et le prix ?", ("disparue",))

        assert [] == scripted.contexts

    @pytest.mark.parametrize(("typed", "expected"), [(TOUCHING, "prix"), (TOUCHING - 0.01, "suivi")])
    def test_touching(self, scripted, understanding, typed, expected):
        """What was spoken of answers only for words that have something to do with it."""
        scripted.hears("il coûte ?", ("suivi", UNLIKELY))
        scripted.hears_in_context("il coûte ?", "prix", SURE, typed=typed)

        assert expected == best(understanding.of("il coûte ?", ("delai",)))[0]

    @pytest.mark.parametrize(("less", "expected"), [(0.01, "prix"), (-0.01, "suivi")])
    def test_loyalty(self, scripted, understanding, less, expected):
        """Another subject wins only when it is much likelier."""
        scripted.hears("il coûte ?", ("suivi", SURE))
        scripted.hears_in_context("il coûte ?", "prix", SURE - LOYALTY + less)

        assert expected == best(understanding.of("il coûte ?", ("delai",)))[0]


class TestRefused:
    def test_unsure(self, scripted, understanding):
        """What we know we do not answer is not answered for the subject's sake."""
        scripted.hears("et la météo ?", ("suivi", UNLIKELY), refusal=WEATHER)
        scripted.hears_in_context("et la météo ?", "boutique-1", UNSURE)

        assert WEATHER is understanding.of("et la météo ?", ("delai",)).refusal

    def test_sure(self, scripted, understanding):
        """Unless the subject makes it sure."""
        scripted.hears("et la météo ?", ("suivi", UNLIKELY), refusal=WEATHER)
        scripted.hears_in_context("et la météo ?", "boutique-1", SURE)

        found = understanding.of("et la météo ?", ("delai",))

        assert (None, ("boutique-1", Confidence.SURE)) == (found.refusal, best(found))


class TestNeighbour:
    @pytest.mark.parametrize(
        ("probability", "expected"),
        [(NEARLY_SURE, Confidence.SURE), (NEARLY_SURE - 0.01, Confidence.UNSURE)],
    )
    def test_same_topic(self, scripted, understanding, probability, expected):
        """After an answer, an entry of its topic is sure from less."""
        scripted.hears("il coûte ?", ("prix", UNLIKELY))
        scripted.hears_in_context("il coûte ?", "prix", probability)

        assert ("prix", expected) == best(understanding.of("il coûte ?", ("delai",)))

    def test_other_topic(self, scripted, understanding):
        """An entry of another topic is not."""
        scripted.hears("et à Kara ?", ("boutique-1", UNLIKELY))
        scripted.hears_in_context("et à Kara ?", "boutique-1", NEARLY_SURE)

        assert Confidence.UNSURE is best(understanding.of("et à Kara ?", ("delai",)))[1]

    @pytest.mark.parametrize(
        ("entry", "subject", "expected"),
        [
            ("prix", ("delai",), True),
            ("prix", ("boutique-1", "delai"), True),
            ("prix", ("boutique-1",), False),
            ("prix", ("disparue",), False),
            ("prix", (), False),
        ],
    )
    def test_is_near(self, understanding, entry, subject, expected):
        """Near is what shares the topic of any entry spoken of."""
        assert expected == understanding.is_near(PARCELS.entry(entry), subject)

    def test_to_be_seen_with(self):
        """So is what the editor says is to be seen with it, wherever it is."""
        here = Entry("ici", "Ici", ("?",), "…", see_also=("loin",))
        far = Entry("loin", "Loin", ("?",), "…")
        knowledge = Knowledge((Topic("t", "T", "", (here,)), Topic("u", "U", "", (far,))), PARCELS.voice)
        understanding = Understanding(knowledge, ScriptedMatcher(knowledge))

        assert understanding.is_near(far, ("ici",))
        assert not understanding.is_near(here, ("loin",))


class TestGoingOn:
    def test_title(self, scripted, understanding):
        """« Et le prix ? » is the entry beside the one spoken of whose title says so, however likely another is."""
        scripted.hears("et le prix ?", ("boutique-1", SURE))
        scripted.hears_in_context("et le prix ?", "prix", UNLIKELY)

        assert ("prix", Confidence.SURE) == best(understanding.of("et le prix ?", ("delai",)))

    def test_elsewhere(self, scripted, understanding):
        """A title of another topic is no reason."""
        scripted.hears("et la boutique ?", ("boutique-1", SURE))
        scripted.hears_in_context("et la boutique ?", "prix", UNLIKELY, typed=COVERED - 0.1)

        assert ("boutique-1", Confidence.SURE) == best(understanding.of("et la boutique ?", ("delai",)))

    @pytest.mark.parametrize(("typed", "expected"), [(COVERED, "suivi"), (COVERED - 0.01, "boutique-1")])
    def test_covered(self, scripted, understanding, typed, expected):
        """What the FAQ has in full beside the entry spoken of is not left for another topic."""
        scripted.hears("et mon paquet ?", ("boutique-1", SURE))
        scripted.hears_in_context("et mon paquet ?", "suivi", UNLIKELY, typed=typed)

        assert expected == best(understanding.of("et mon paquet ?", ("delai",)))[0]


class TestCounting:
    @pytest.fixture
    def steps(self):
        """What is understood of a list of three steps, whose second is what a text finds."""
        points = tuple(Entry(name, name, (f"{name} ?",), "…") for name in ("un", "deux", "trois"))
        whole = Entry(
            "etapes", "Étapes", ("Les étapes ?",), "Trois étapes.", elements=("un", "deux", "trois")
        )
        knowledge = Knowledge((Topic("t", "T", "", (whole, *points)),), PARCELS.voice)
        scripted = ScriptedMatcher(knowledge)

        def found(text):
            scripted.hears(text, ("deux", SURE))
            return best(Understanding(knowledge, scripted).of(text))[0]

        return found

    @pytest.mark.parametrize("text", ["il y a deux étapes ?", "2 étapes"])
    def test_count(self, steps, text):
        """So many things counted are those of the list, not the point of that rank."""
        assert "etapes" == steps(text)

    @pytest.mark.parametrize("text", ["la deuxième étape", "étape 2", "l’étape des trois colis"])
    def test_rank(self, steps, text):
        """A rank, or another count, leaves the point that was found."""
        assert "deux" == steps(text)
