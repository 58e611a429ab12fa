"""« Et le deuxième ? » is a point of the list spoken of."""

from dataclasses import replace

import pytest
from conversing import VOICE, ScriptedMatcher, about, chosen, said

from bot.conversation import Browsing, Listing, Suggestion, Thread
from bot.knowledge import Entry, Knowledge, Topic

STEPS = Entry(
    "etapes", "Les étapes", ("Quelles sont les étapes ?",), "Trois étapes.", elements=("un", "deux", "trois")
)
BROKEN = Entry("autres", "Autres", ("Quels autres ?",), "Deux.", elements=("disparu", "trois"))
POINTS = tuple(
    Entry(name, name, (f"{name} ?",), f"Étape {name}.") for name in ("un", "deux", "trois", "ailleurs")
)


@pytest.fixture
def places():
    """The entry that a text asks for after some entries were answered; None when it is no place in a list."""
    knowledge = Knowledge((Topic("t", "T", "", (STEPS, *POINTS, BROKEN)),), VOICE)
    listing = Listing(knowledge, ScriptedMatcher(knowledge), Browsing(knowledge))

    def place(text, *subject):
        reply = listing(said(text), about(*subject))
        return reply and reply.answers[0].entry_id

    return place


@pytest.fixture
def offered():
    """The reply to a text after an answer beside which two entries and the way back were offered."""
    knowledge = Knowledge((Topic("t", "T", "", (STEPS, *POINTS, BROKEN)),), VOICE)
    listing = Listing(knowledge, ScriptedMatcher(knowledge), Browsing(knowledge))
    ways = (*map(Suggestion.of_entry, POINTS[:2]), Suggestion("Retour", "theme:t"))
    return lambda text, subject="ailleurs": listing(said(text), replace(about(subject), offered=ways))


class TestOfTheWhole:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("le premier", "un"),
            ("et le deuxième ?", "deux"),
            ("le 2e", "deux"),
            ("2ème point", "deux"),
            ("le second stp", "deux"),
            ("parle-moi du 3e", "trois"),
            ("et la troisième étape, c’est quoi ?", "trois"),
            ("numéro 3", "trois"),
            ("le point 2", "deux"),
            ("le dernier", "trois"),
            ("le suivant", "un"),
        ],
    )
    def test_place(self, places, text, expected):
        """A rank, a number after « point », the last or the next is a point of the list."""
        assert expected == places(text, "etapes")

    @pytest.mark.parametrize("text", ["le 4e", "le point 9", "numéro 0"])
    def test_no_such_point(self, places, text):
        """A rank beyond the list is answered with the list, which tells how many points it has."""
        assert "etapes" == places(text, "etapes")


class TestOfAPoint:
    @pytest.mark.parametrize(
        ("text", "here", "expected"),
        [
            ("le suivant", "un", "deux"),
            ("et la suivante ?", "deux", "trois"),
            ("le précédent", "deux", "un"),
            ("le dernier", "un", "trois"),
            ("le premier", "trois", "un"),
            ("le suivant", "trois", "etapes"),
            ("le précédent", "un", "etapes"),
        ],
    )
    def test_neighbour(self, places, text, here, expected):
        """From a point one goes to its neighbours, and beyond the ends back to the list."""
        assert expected == places(text, here)

    def test_several_subjects(self, places):
        """The list may be that of any entry spoken of."""
        assert "deux" == places("le suivant", "ailleurs", "un")


class TestOffered:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("le premier", "un"),
            ("le 2", "deux"),
            ("n°1", "un"),
            ("[2]", "deux"),
            ("la deuxième stp", "deux"),
            ("montre-moi le numéro 2", "deux"),
        ],
    )
    def test_beside_an_answer(self, offered, text, expected):
        """Where no list is spoken of, a place is one of what is to be seen also."""
        assert expected == offered(text).answers[0].entry_id

    @pytest.mark.parametrize(
        "text", ["-1", "le 4", "n°3", "et le deuxième ?", "la première fois", "le 2 mai"]
    )
    def test_no_place(self, offered, text):
        """What says more, or a place where no entry is offered, chooses nothing."""
        assert offered(text) is None

    def test_list_first(self, offered):
        """A list spoken of comes before what was offered beside it."""
        assert "deux" == offered("n°2", "etapes").answers[0].entry_id


class TestNoList:
    @pytest.mark.parametrize(
        "text",
        [
            "5",
            "le précédent",
            "le deuxième coûte combien ?",
            "qui a payé le deuxième ?",
            "le deuxième et le troisième",
            "les étapes",
            "merci",
            "",
        ],
    )
    def test_other_words(self, places, text):
        """A bare number, a question of its own, or no place at all is left to the others."""
        assert places(text, "etapes") is None

    @pytest.mark.parametrize("subject", [(), ("ailleurs",), ("inconnu",)])
    def test_no_list_spoken_of(self, places, subject):
        """Without a list « le deuxième » is left to the others."""
        assert places("le deuxième", *subject) is None

    def test_point_gone(self, places):
        """A point that is no more gives the list."""
        assert "autres" == places("le premier", "autres")

    def test_not_a_text(self):
        """A choice is no place in a list."""
        knowledge = Knowledge((Topic("t", "T", "", (STEPS, *POINTS)),), VOICE)
        listing = Listing(knowledge, ScriptedMatcher(knowledge), Browsing(knowledge))

        assert listing(chosen("le deuxième"), about("etapes")) is None
        assert listing(said("le deuxième"), Thread()) is None
