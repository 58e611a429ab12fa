"""An answer, suggestions, or an honest « je ne sais pas »."""

import pytest
from conversing import (
    DELAY,
    PARCELS,
    PRICE,
    SHOPS,
    SURE,
    TRACKING,
    UNLIKELY,
    UNSURE,
    ScriptedMatcher,
    about,
    ordered,
    said,
)

from bot.conversation import Answer, Answering, Browsing, Candidate, Outcome, Reply, Suggestion, Thread
from bot.knowledge import Entry, Knowledge, Refusal, Topic

TO_TOPICS = Suggestion("Thèmes", "themes")

WEATHER = Refusal("meteo", ("quel temps fait-il ?",), "La météo n’est pas mon affaire.")
BUSES = Refusal("bus", ("les horaires du bus ?",))
"""Refusals: with something to say of its own, and without."""


def unknown(*candidates):
    return Reply(Outcome.UNKNOWN, "Je ne sais pas.", suggestions=(TO_TOPICS,), candidates=candidates)


@pytest.fixture
def reply_to(answering):
    """The reply to a text, at the beginning of a conversation or in a thread."""
    return lambda text, thread=None: answering(said(text), thread or Thread())


def answered(reply):
    return [answer.entry_id for answer in reply.answers]


def offered(reply):
    return [suggestion.entry_id for suggestion in reply.suggestions]


class TestSure:
    def test_answer(self, scripted, reply_to):
        """A sure entry is answered whole, with what to see also; the nearest entries are told for measuring."""
        scripted.hears("quand ?", ("delai", 0.98765), ("suivi", UNSURE), ("prix", UNLIKELY))

        expected = Reply(
            Outcome.ANSWER,
            answers=(Answer.of_entry(DELAY),),
            suggestions=(Suggestion.of_entry(TRACKING), Suggestion.of_entry(PRICE)),
            candidates=(Candidate("delai", 0.9877), Candidate("suivi", UNSURE), Candidate("prix", UNLIKELY)),
        )
        assert expected == reply_to("quand ?")

    def test_command(self, scripted, answering):
        """The question of « /question » is answered as one typed alone."""
        scripted.hears("combien ?", ("prix", SURE))

        assert ["prix"] == answered(answering(ordered("question", "combien ?"), Thread()))

    def test_related_entry_gone(self, scripted, reply_to):
        """An entry to see also that is no more is passed over."""
        scripted.hears("combien ?", ("prix", SURE))

        assert () == reply_to("combien ?").suggestions


class TestUnsure:
    def test_suggest(self, scripted, reply_to):
        """When unsure the bot offers the likely entries, and keeps the unlikely ones to itself."""
        scripted.hears("colis", ("suivi", UNSURE), ("delai", UNSURE), ("prix", UNLIKELY))

        expected = Reply(
            Outcome.SUGGEST,
            "Vouliez-vous savoir :",
            suggestions=(Suggestion.of_entry(TRACKING), Suggestion.of_entry(DELAY)),
            candidates=(Candidate("suivi", UNSURE), Candidate("delai", UNSURE), Candidate("prix", UNLIKELY)),
        )
        assert expected == reply_to("colis")

    def test_three(self, scripted, reply_to):
        """Three entries are offered at most, and told for measuring."""
        scripted.hears("boutique", *((shop.id, UNSURE) for shop in SHOPS[:5]))

        reply = reply_to("boutique")

        expected = [shop.id for shop in SHOPS[:3]]
        assert expected == offered(reply)
        assert expected == [candidate.entry_id for candidate in reply.candidates]


class TestUnknown:
    def test_nothing_near(self, reply_to):
        """A question about nothing we know gets an honest word and a way on."""
        assert unknown() == reply_to("quelle est la capitale du Pérou ?")

    def test_unlikely(self, scripted, reply_to):
        """An unlikely entry is not offered, and told for measuring alone."""
        scripted.hears("la caisse", ("delai", UNLIKELY))

        assert unknown(Candidate("delai", UNLIKELY)) == reply_to("la caisse")

    def test_command_without_text(self, scripted, answering):
        """A command which nobody knows, and which asks nothing, is not answered with what was said before."""
        scripted.hears_in_context("", "prix", SURE)

        assert unknown() == answering(ordered("bannir"), about("prix"))


class TestRefused:
    def test_own_words(self, scripted, reply_to):
        """What we know we do not answer is declined in its own words, whatever comes near, with a way on."""
        scripted.hears("la météo du colis", ("delai", UNSURE), refusal=WEATHER)

        expected = Reply(
            Outcome.UNKNOWN,
            "La météo n’est pas mon affaire.",
            suggestions=(TO_TOPICS,),
            candidates=(Candidate("delai", UNSURE),),
        )
        assert expected == reply_to("la météo du colis")

    def test_near(self, scripted, reply_to):
        """Without words of its own, what comes near is offered for want of better."""
        scripted.hears("les horaires", ("suivi", UNSURE), ("prix", UNLIKELY), refusal=BUSES)

        reply = reply_to("les horaires")

        assert (Outcome.SUGGEST, "Faute de mieux :") == (reply.outcome, reply.text)
        assert ["suivi"] == offered(reply)

    def test_nothing_near(self, scripted, reply_to):
        """When nothing comes near either, it is not known."""
        scripted.hears("les horaires", ("prix", UNLIKELY), refusal=BUSES)

        assert unknown(Candidate("prix", UNLIKELY)) == reply_to("les horaires")

    def test_never_sure(self, scripted, reply_to):
        """However sure an entry is, what we refuse before it is not answered with it."""
        scripted.hears("les horaires", ("suivi", SURE), refusal=BUSES)

        assert Outcome.SUGGEST is reply_to("les horaires").outcome


class TestTwoQuestions:
    def test_both_sure(self, scripted, reply_to):
        """Two questions in one message get two answers, in their order, and no entry to see also that is answered."""
        scripted.hears("quel délai ?", ("delai", SURE))
        scripted.hears("qui paie ?", ("prix", SURE))

        reply = reply_to("quel délai ? et qui paie ?")

        assert Outcome.ANSWER is reply.outcome
        assert ["delai", "prix"] == answered(reply)
        assert ["suivi"] == offered(reply)

    @pytest.mark.parametrize("joint", [" et ", ", ", " ; ", " puis ", " + ", "? ", " ainsi que ", " Et "])
    def test_joints(self, scripted, reply_to, joint):
        """Two questions are told apart where people join them."""
        scripted.hears("quel délai", ("delai", SURE))
        scripted.hears("qui paie", ("prix", SURE))

        assert ["delai", "prix"] == answered(reply_to(f"quel délai{joint}qui paie"))

    def test_same_entry(self, scripted, reply_to):
        """One thing asked twice is answered once."""
        scripted.hears("où est-il et où va-t-il", ("suivi", SURE))
        scripted.hears("où est-il", ("suivi", SURE))
        scripted.hears("où va-t-il", ("suivi", SURE))

        assert ["suivi"] == answered(reply_to("où est-il et où va-t-il"))

    def test_one_unsure(self, scripted, reply_to):
        """When one of the two is not sure, the message is taken as a whole."""
        scripted.hears("quel délai et qui paie", ("delai", UNSURE), ("prix", UNSURE))
        scripted.hears("quel délai", ("delai", SURE))
        scripted.hears("qui paie", ("prix", UNSURE))

        reply = reply_to("quel délai et qui paie")

        assert Outcome.SUGGEST is reply.outcome
        assert ["delai", "prix"] == offered(reply)

    def test_both_unsure(self, scripted, reply_to):
        """So it is when neither is sure, however near each comes."""
        scripted.hears("quel délai et qui paie", ("delai", 0.45), ("prix", 0.45))
        scripted.hears("quel délai", ("delai", 0.45))
        scripted.hears("qui paie", ("prix", 0.45))

        assert Outcome.SUGGEST is reply_to("quel délai et qui paie").outcome

    def test_one_nearly_sure(self, scripted, reply_to):
        """Beside a sure half, one that is nearly sure is answered too."""
        scripted.hears("quel délai et qui paie", ("delai", UNSURE), ("prix", UNSURE))
        scripted.hears("quel délai", ("delai", 0.45))
        scripted.hears("qui paie", ("prix", SURE))

        assert ["delai", "prix"] == answered(reply_to("quel délai et qui paie"))

    def test_remark(self, scripted, reply_to):
        """A remark beside a question is not answered for want of better."""
        scripted.hears("quel délai ? je suis pressé", ("delai", SURE))
        scripted.hears("quel délai", ("delai", SURE))
        scripted.hears("je suis pressé", ("prix", 0.45))

        assert ["delai"] == answered(reply_to("quel délai ? je suis pressé"))

    def test_one_about_nothing(self, scripted, reply_to):
        """When one of the two is about nothing we know, the message is taken as a whole."""
        scripted.hears("quel délai et quel âge", ("delai", UNSURE))
        scripted.hears("quel délai", ("delai", SURE))

        assert Outcome.SUGGEST is reply_to("quel délai et quel âge").outcome

    def test_best_cut(self, scripted, reply_to):
        """Of several ways to cut a message, the one whose halves are both surest is kept."""
        scripted.hears("quel délai", ("suivi", 0.91))
        scripted.hears("quel prix et qui paie", ("prix", 0.99))
        scripted.hears("quel délai et quel prix", ("delai", 0.97))
        scripted.hears("qui paie", ("prix", 0.95))

        assert ["delai", "prix"] == answered(reply_to("quel délai et quel prix et qui paie"))

    def test_each_in_the_light_of_the_other(self, scripted, reply_to):
        """« le délai de quel colis et le prix ? »: each half is read with the other in mind."""
        scripted.hears_in_context("quel délai", "delai", SURE)
        scripted.hears_in_context("quel prix", "prix", SURE)

        assert ["delai", "prix"] == answered(reply_to("quel délai et quel prix"))

    def test_many_joints(self, scripted, reply_to):
        """However many ways a message can be cut, few are tried: everybody else waits meanwhile."""
        reply_to("qui et " * 500)

        assert scripted.searches <= 100

    def test_related_at_most_three(self):
        """Two answers offer three other entries at most, each once."""
        topic = Topic(
            "t",
            "T",
            "",
            (
                Entry("a", "A", ("?",), "a", see_also=("b", "c", "d")),
                Entry("b", "B", ("?",), "b", see_also=("a", "d", "e", "f")),
                *(Entry(name, name.upper(), ("?",), name) for name in "cdef"),
            ),
        )
        knowledge = Knowledge((topic,), PARCELS.voice)
        scripted = ScriptedMatcher(knowledge)
        scripted.hears("quel a", ("a", SURE))
        scripted.hears("quel b", ("b", SURE))
        answering = Answering(knowledge, scripted, Browsing(knowledge))

        assert ["c", "d", "e"] == offered(answering(said("quel a et quel b"), Thread()))


class TestFollowUp:
    def test_subject(self, scripted, reply_to):
        """« et qui paie ? » is asked of what was just spoken of."""
        scripted.hears("et qui paie ?", ("suivi", UNLIKELY))
        scripted.hears_in_context("et qui paie ?", "prix", SURE)

        reply = reply_to("et qui paie ?", about("delai"))

        assert ["prix"] == answered(reply)
        assert (Candidate("prix", SURE),) == reply.candidates
        assert "Colis" in scripted.contexts[0]
        assert "Délai de livraison" in scripted.contexts[0]

    def test_several_subjects(self, scripted, reply_to):
        """All that was just answered is the subject."""
        scripted.hears("et qui paie ?", ("suivi", UNLIKELY))
        reply_to("et qui paie ?", about("delai", "boutique-2"))

        assert "Délai de livraison" in scripted.contexts[0]
        assert "Boutique n° 2" in scripted.contexts[0]

    def test_clearer_alone(self, scripted, reply_to):
        """A text that is much clearer by itself is not bent towards the subject."""
        scripted.hears("et le suivi ?", ("suivi", 0.95))
        scripted.hears_in_context("et le suivi ?", "prix", 0.55)

        assert ["suivi"] == answered(reply_to("et le suivi ?", about("prix")))

    def test_loyalty(self, scripted, reply_to):
        """A text nearly as clear with the subject stays with it."""
        scripted.hears("et qui paie ?", ("suivi", 0.8))
        scripted.hears_in_context("et qui paie ?", "prix", 0.7)

        assert ["prix"] == answered(reply_to("et qui paie ?", about("delai")))

    def test_whole_question(self, scripted, reply_to):
        """A whole question does not need the subject."""
        scripted.hears("quel est le délai de livraison", ("delai", UNSURE))
        scripted.hears_in_context("quel est le délai de livraison", "prix", SURE)

        reply = reply_to("quel est le délai de livraison", about("prix"))

        assert Outcome.SUGGEST is reply.outcome
        assert [] == scripted.contexts

    def test_no_subject(self, scripted, reply_to):
        """At the beginning of a conversation there is nothing to lean on."""
        scripted.hears("et qui paie ?", ("suivi", UNLIKELY))
        scripted.hears_in_context("et qui paie ?", "prix", SURE)

        assert Outcome.UNKNOWN is reply_to("et qui paie ?").outcome

    def test_subject_gone(self, scripted, reply_to):
        """A subject that is no more, the FAQ having changed, is forgotten."""
        scripted.hears("et qui paie ?", ("suivi", UNLIKELY))
        scripted.hears_in_context("et qui paie ?", "prix", SURE)

        assert Outcome.UNKNOWN is reply_to("et qui paie ?", about("disparue")).outcome

    @pytest.mark.parametrize("alone", [[], [("prix", UNLIKELY)]])
    def test_about_nothing(self, scripted, reply_to, alone):
        """A text that says nothing of the subject is not answered with it once more."""
        scripted.hears("xyzzy", *alone)
        scripted.hears_in_context("xyzzy", "prix", SURE, typed=0.0)

        assert Outcome.UNKNOWN is reply_to("xyzzy", about("prix")).outcome

    def test_refused(self, scripted, reply_to):
        """What we know we do not answer is not offered for the subject's sake."""
        scripted.hears("et la météo ?", ("suivi", UNLIKELY), refusal=WEATHER)
        scripted.hears_in_context("et la météo ?", "prix", UNSURE)

        assert Outcome.UNKNOWN is reply_to("et la météo ?", about("prix")).outcome

    def test_refused_alone(self, scripted, reply_to):
        """What we would not answer of anything is answered of the subject, when that makes it sure."""
        scripted.hears("et les horaires ?", ("suivi", UNLIKELY), refusal=BUSES)
        scripted.hears_in_context("et les horaires ?", "boutique-2", SURE)

        assert ["boutique-2"] == answered(reply_to("et les horaires ?", about("boutique-2")))
