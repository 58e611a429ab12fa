"""« Plus de détails », « quelle source ? », « pourquoi ? » are about what was just answered."""

from dataclasses import replace

import pytest
from conversing import DELAY, PARCELS, PRICE, TRACKING, about, chosen, ordered, said

from bot.conversation import Answer, Browsing, Elaborating, Outcome, Reply, Suggestion, Thread
from bot.knowledge import Entry, Knowledge, Topic

RELATED = (Suggestion.of_entry(TRACKING), Suggestion.of_entry(PRICE))


@pytest.fixture
def reply_to(browsing):
    """The reply to a text after the delay was answered, or in another thread."""
    elaborating = Elaborating(PARCELS, browsing)
    return lambda text, thread=None: elaborating(said(text), thread or about("delai"))


class TestDetails:
    @pytest.mark.parametrize(
        "text",
        ["plus de détails", "Donne-moi plus de détails stp", "expliquez", "tu peux préciser ?", "développe"],
    )
    def test_said(self, reply_to, text):
        """What stood behind the fold is said in full, with the sources and what to see also."""
        answer = Answer("delai", "Sauf le dimanche.", None, DELAY.sources, DELAY.title)

        assert Reply(Outcome.ANSWER, answers=(answer,), suggestions=RELATED) == reply_to(text)

    def test_none(self, reply_to):
        """Where there is no more to say, that is said, and the answer again."""
        reply = reply_to("plus de détails", about("prix"))

        assert "Rien de plus :" == reply.text
        assert (Answer.of_entry(PRICE),) == reply.answers


class TestSources:
    @pytest.mark.parametrize(
        "text",
        [
            "quelle source ?",
            "Quelles sont vos sources",
            "la preuve ?",
            "tu as un lien ?",
            "l’URL stp",
            "vous êtes sûr ?",
            "t’es vraiment sûr de ça ?",
            "c’est vrai ?",
            "qui a dit ça ?",
            "ki a di sa",
            "selon qui ?",
            "prouve-le",
        ],
    )
    def test_named(self, reply_to, text):
        """The answer is said again with its sources, and without its details."""
        answer = replace(Answer.of_entry(DELAY), details=None)

        assert Reply(Outcome.ANSWER, answers=(answer,), suggestions=RELATED) == reply_to(text)

    def test_after_a_turn_aside(self, reply_to):
        """What was not understood since does not make us forget the last answer."""
        assert reply_to("lien ?", replace(about("delai"), aside=2)).answers

    @pytest.mark.parametrize("text", ["c’est exact.", "qui a dit que c’est long ?", "selon le ministère ?"])
    def test_other(self, reply_to, text):
        """What says or asks more is no such question."""
        assert reply_to(text) is None


class TestWhy:
    @pytest.mark.parametrize("text", ["pourquoi ?", "et pourquoi donc", "pour quelle raison ?"])
    def test_neighbour(self, text):
        """The neighbour that explains answers « pourquoi ? »."""
        fact = Entry("fait", "Fait", ("?",), "3 jours.", see_also=("disparue", "raison"))
        reason = Entry("raison", "Pourquoi 3 jours", ("?",), "La route est longue.")
        knowledge = Knowledge((Topic("t", "T", "", (fact, reason)),), PARCELS.voice)
        browsing = Browsing(knowledge)

        assert browsing.entry(reason) == Elaborating(knowledge, browsing)(said(text), about("fait"))

    def test_no_neighbour(self, reply_to):
        """Without one the details will do."""
        assert "Sauf le dimanche." == reply_to("pourquoi ?").answers[0].text

    def test_told(self):
        """An answer that tells the reason is said again, and that there is no more to it."""
        fact = Entry("fait", "Fait", ("?",), "3 jours, car la route est longue.", details="Sauf le dimanche.")
        knowledge = Knowledge((Topic("t", "T", "", (fact,)),), PARCELS.voice)
        reply = Elaborating(knowledge, Browsing(knowledge))(said("pourquoi ?"), about("fait"))

        assert "Rien de plus :" == reply.text
        assert (Answer.of_entry(fact),) == reply.answers


class TestOther:
    @pytest.mark.parametrize(
        "text",
        [
            "plus de détails sur les boutiques",
            "quelle source d’énergie ?",
            "pourquoi le dimanche ?",
            "et toi ?",
            "merci",
            "",
        ],
    )
    def test_question_of_its_own(self, reply_to, text):
        """A text that says more, or asks for nothing of it, is left to the others."""
        assert reply_to(text) is None

    @pytest.mark.parametrize("thread", [Thread(), about("disparue"), replace(about("delai"), aside=1)])
    def test_nothing_just_answered(self, reply_to, thread):
        """It is about what was just answered, not about what was said before something else."""
        assert reply_to("plus de détails", thread) is None

    @pytest.mark.parametrize("message", [chosen("plus de détails"), ordered("question", "plus de détails")])
    def test_not_typed(self, browsing, message):
        """Choices and commands are not for it."""
        assert Elaborating(PARCELS, browsing)(message, about("delai")) is None
