"""Courtesy gets courtesy, unless the message asks for more."""

from dataclasses import replace

import pytest
from conversing import SURE, UNSURE, about, chosen, ordered, said, sent_a_picture

from bot.conversation import Contact, Outcome, Reply, Thread

HELLO = Reply(Outcome.SOCIAL, "Bonjour !")
THANKS = (Reply(Outcome.SOCIAL, "Avec plaisir !"), Reply(Outcome.SOCIAL, "De rien !"))
ROBOT = Reply(Outcome.SOCIAL, "Un robot.")
NOTED = Reply(Outcome.SOCIAL, "Bien reçu.")


@pytest.fixture
def reply_to(courtesy):
    """The reply to a message, whatever was said before."""
    return lambda message: courtesy(message, Thread())


class TestText:
    @pytest.mark.parametrize("text", ["bonjour", "Bonsoir !", "SALUT", "bonjour bonjour", "  bonjour 👋"])
    def test_greeting(self, reply_to, text):
        """A greeting and nothing else is greeted."""
        assert HELLO == reply_to(said(text))

    @pytest.mark.parametrize("text", ["merci", "Merci beaucoup !!", "je vous remercie 🙏"])
    def test_thanks(self, reply_to, text):
        """Thanks are returned."""
        assert reply_to(said(text)) in THANKS

    @pytest.mark.parametrize("text", ["mercii", "je vous remersie", "qui ètes vous"])
    def test_misspelt(self, reply_to, text):
        """A slip in a courtesy is no question."""
        assert Outcome.SOCIAL is reply_to(said(text)).outcome

    def test_who_are_you(self, reply_to):
        """Who the bot is, it says itself."""
        assert ROBOT == reply_to(said("Qui es-tu ?"))

    @pytest.mark.parametrize(
        "text",
        [
            "bonjour, où est mon colis ?",
            "Bonjour le délai de livraison svp",
            "merci de me dire combien coûte l’envoi",
            "où est mon colis ?",
        ],
    )
    def test_question(self, reply_to, text):
        """A greeting with a question is a question."""
        assert reply_to(said(text)) is None

    @pytest.mark.parametrize("text", ["👍", "🙏🏿🙏🏿", "?", "…", " ", "", "k", "c ?"])
    def test_no_words(self, reply_to, text):
        """A message without a word is noted, and asked for a question."""
        assert NOTED == reply_to(said(text))


class TestInConversation:
    @pytest.mark.parametrize("text", ["où ?", "par qui ?", "qui ?", "et qui est-ce ?"])
    def test_question(self, courtesy, text):
        """A short question about what is spoken of is no courtesy, however courteous its words."""
        assert courtesy(said(text), about("delai")) is None

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("qui es-tu ?", (ROBOT,)), ("merci", THANKS), ("merci quand même", THANKS), ("salut", (HELLO,))],
    )
    def test_courtesy(self, courtesy, text, expected):
        """Courtesy stays courtesy, and who the bot is may be asked at any time."""
        assert courtesy(said(text), about("delai")) in expected


class TestInTurn:
    def test_each_turn(self, courtesy):
        """What is said again is said otherwise, until every answer was heard."""
        heard = [courtesy(said("merci"), Thread(turns=turn)) for turn in range(4)]

        assert set(THANKS) == set(heard[:2])
        assert heard[:2] == heard[2:]

    def test_each_person(self, courtesy):
        """People do not all begin at the same answer."""
        heard = {
            courtesy(replace(said("merci"), contact=Contact("essai", "1", str(person))), Thread())
            for person in range(20)
        }

        assert set(THANKS) == heard

    def test_every_run(self, courtesy):
        """Nothing is left to chance: at every run the same person hears the same."""
        heard = [
            courtesy(replace(said("merci"), contact=Contact("essai", str(chat))), Thread()).text
            for chat in range(4)
        ]

        assert ["Avec plaisir !", "De rien !", "Avec plaisir !", "De rien !"] == heard


class TestHeardIn:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Merci beaucoup !", "merci"),
            ("bonsoir", "bonjour"),
            ("où est mon colis ?", None),
            ("", None),
            ("👍", None),
        ],
    )
    def test_courtesy(self, courtesy, text, expected):
        """A sentence that is nothing but courtesy is known as such."""
        heard = courtesy.heard_in(text)

        assert expected == (heard and heard.id)


class TestOther:
    @pytest.mark.parametrize("message", [ordered("merci"), chosen("bonjour"), sent_a_picture()])
    def test_not_a_text(self, reply_to, message):
        """Commands, choices and pictures are not for courtesy."""
        assert reply_to(message) is None


class TestAgainstTheFaq:
    def test_entry_surer(self, scripted, reply_to):
        """An entry of the FAQ that asks for the same, and is surer, wins over our courtesy."""
        scripted.hears("qui êtes-vous", ("suivi", 1.0))

        assert reply_to(said("qui êtes-vous")) is None

    @pytest.mark.parametrize("probability", [UNSURE, SURE])
    def test_entry_less_sure(self, scripted, courtesy, probability):
        """An entry that is less sure than our courtesy does not."""
        scripted.hears("qui êtes-vous", ("suivi", probability))
        ours = courtesy._matcher.find("qui êtes-vous").matches[0].probability

        assert ours > probability
        assert ROBOT == courtesy(said("qui êtes-vous"), Thread())
