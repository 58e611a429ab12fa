"""An answer, suggestions, or an honest « je ne sais pas »."""

from dataclasses import replace

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

from bot.conversation import (
    Answer,
    Answering,
    Browsing,
    Candidate,
    CourtesyAbility,
    Missed,
    Outcome,
    Reply,
    Suggestion,
    Thread,
    Why,
)
from bot.conversation.answering import (
    LEAST_NEAR_PART,
    LEAST_PART,
    LEAST_TOUCHING,
    MOST_QUESTIONS,
    MOST_QUOTED,
)
from bot.knowledge import Claims, Entry, Knowledge, Refusal, Topic

TO_TOPICS = Suggestion("Thèmes", "themes")
TO_PARCELS = Suggestion("Colis", "theme:colis")
NONE = Suggestion("Aucune", "aucune")

WEATHER = Refusal("meteo", ("quel temps fait-il ?",), "La météo n’est pas mon affaire.")
BUSES = Refusal("bus", ("les horaires du bus ?",))
"""Refusals: with something to say of its own, and without."""


def answering_on(knowledge, scripted):
    """The ability on another FAQ."""
    return Answering(knowledge, scripted, Browsing(knowledge), CourtesyAbility(knowledge.voice, scripted))


@pytest.fixture
def reply_to(answering):
    """The reply to a text, at the beginning of a conversation or in a thread."""
    return lambda text, thread=None: answering(said(text), thread or Thread())


def answered(reply):
    return [answer.entry_id for answer in reply.answers]


def offered(reply):
    return [suggestion.entry_id for suggestion in reply.suggestions if suggestion.entry_id]


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
        """When unsure the bot offers the likely entries and the way out, and keeps the unlikely ones to itself."""
        scripted.hears("colis", ("suivi", UNSURE), ("delai", UNSURE), ("prix", UNLIKELY))

        expected = Reply(
            Outcome.SUGGEST,
            "Vous voulez dire :",
            suggestions=(Suggestion.of_entry(TRACKING), Suggestion.of_entry(DELAY), NONE),
            candidates=(Candidate("suivi", UNSURE), Candidate("delai", UNSURE), Candidate("prix", UNLIKELY)),
        )
        assert expected == reply_to("colis")

    def test_three(self, scripted, reply_to):
        """Three entries are offered at most, and told for measuring."""
        scripted.hears("où acheter", *((shop.id, UNSURE) for shop in SHOPS[:5]))

        reply = reply_to("où acheter")

        expected = [shop.id for shop in SHOPS[:3]]
        assert expected == offered(reply)
        assert expected == [candidate.entry_id for candidate in reply.candidates]


class TestNamed:
    def test_topic(self, scripted, reply_to):
        """A word that only names a topic gets its main entries as choices, however sure one of them is."""
        scripted.hears("boutique", ("boutique-5", SURE))

        expected = Reply(
            Outcome.SUGGEST,
            "Boutiques ?",
            suggestions=(*map(Suggestion.of_entry, SHOPS[:3]), Suggestion("Boutiques", "theme:lieux")),
            candidates=(Candidate("boutique-5", SURE),),
            subject=("boutique-1",),
        )
        assert expected == reply_to("boutique")

    def test_follow_up(self, scripted, reply_to):
        """« Et la boutique ? » goes on with what was answered, when that is sure; « la boutique » begins anew."""
        scripted.hears("et la boutique ?", ("boutique-5", SURE))
        scripted.hears("la boutique", ("boutique-5", SURE))

        assert ["boutique-5"] == answered(reply_to("et la boutique ?", about("delai")))
        assert Outcome.SUGGEST is reply_to("la boutique", about("delai")).outcome


class TestUnknown:
    def test_nothing_near(self, reply_to):
        """A question about nothing we know gets an honest word and a way on, and is kept for the FAQ's authors."""
        expected = Reply(
            Outcome.UNKNOWN,
            "Je ne sais pas.",
            suggestions=(TO_TOPICS,),
            missed=Missed("quelle est la capitale du Pérou ?", Why.UNKNOWN),
        )
        assert expected == reply_to("quelle est la capitale du Pérou ?")

    def test_unlikely(self, scripted, reply_to):
        """An unlikely entry is not offered; its topic is, before the others."""
        scripted.hears("la caisse", ("delai", UNLIKELY))

        expected = Reply(
            Outcome.UNKNOWN,
            "Je ne sais pas.",
            suggestions=(TO_PARCELS, TO_TOPICS),
            candidates=(Candidate("delai", UNLIKELY),),
            missed=Missed("la caisse", Why.UNKNOWN, "delai"),
        )
        assert expected == reply_to("la caisse")

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [(LEAST_TOUCHING, [TO_PARCELS, TO_TOPICS]), (LEAST_TOUCHING - 0.01, [TO_TOPICS])],
    )
    def test_touching(self, scripted, reply_to, typed, expected):
        """A topic that has little to do with what was typed is not offered first."""
        scripted.hears("et la caisse ?", ("delai", UNLIKELY), typed=typed)

        assert expected == list(reply_to("et la caisse ?").suggestions)

    def test_again(self, reply_to):
        """When we did not know just before, we say so otherwise."""
        assert "Décidément." == reply_to("xyzzy", Thread(unknowns=1)).text
        assert "Je ne sais pas." == reply_to("xyzzy", Thread(unknowns=0)).text

    def test_command_without_text(self, scripted, answering):
        """A command which nobody knows, and which asks nothing, is no question missed."""
        scripted.hears_in_context("", "prix", SURE)

        expected = Reply(Outcome.UNKNOWN, "Je ne sais pas.", suggestions=(TO_TOPICS,))
        assert expected == answering(ordered("bannir"), about("prix"))


class TestRefused:
    def test_own_words(self, scripted, reply_to):
        """What we know we do not answer is declined in its own words, whatever comes near, with a way on."""
        scripted.hears("la météo du colis", ("delai", UNSURE), refusal=WEATHER)

        expected = Reply(
            Outcome.UNKNOWN,
            "La météo n’est pas mon affaire.",
            suggestions=(TO_TOPICS,),
            candidates=(Candidate("delai", UNSURE),),
            missed=Missed("la météo du colis", Why.REFUSED, "delai"),
        )
        assert expected == reply_to("la météo du colis")

    def test_near(self, scripted, reply_to):
        """Without words of its own, what comes near is offered for want of better."""
        scripted.hears("les horaires", ("suivi", UNSURE), ("prix", UNLIKELY), refusal=BUSES)

        reply = reply_to("les horaires")

        assert (Outcome.SUGGEST, "Faute de mieux :") == (reply.outcome, reply.text)
        assert (Suggestion.of_entry(TRACKING), NONE) == reply.suggestions

    def test_nothing_near(self, scripted, reply_to):
        """When nothing comes near either, it is not known, and no topic is said to be near."""
        scripted.hears("les horaires", ("prix", UNLIKELY), refusal=BUSES)

        expected = Reply(
            Outcome.UNKNOWN,
            "Je ne sais pas.",
            suggestions=(TO_TOPICS,),
            candidates=(Candidate("prix", UNLIKELY),),
            missed=Missed("les horaires", Why.REFUSED, "prix"),
        )
        assert expected == reply_to("les horaires")

    def test_never_sure(self, scripted, reply_to):
        """However sure an entry is, what we refuse before it is not answered with it."""
        scripted.hears("les horaires", ("suivi", SURE), refusal=BUSES)

        assert Outcome.SUGGEST is reply_to("les horaires").outcome


class TestCourtesy:
    @pytest.mark.parametrize(
        "text",
        [
            "Bonjour ! où est-il ? Merci !",
            "bonjour\noù est-il ?",
            "où est-il ? Merci.",
            "Bonjour, où est-il, merci",
        ],
    )
    def test_beside_a_question(self, scripted, reply_to, text):
        """Courtesy around a question is not searched: the question is answered."""
        scripted.hears("où est-il", ("suivi", SURE))

        assert ["suivi"] == answered(reply_to(text))

    def test_unknown(self, reply_to):
        """What is missed is the question without the courtesy."""
        assert Missed("où est-il ?", Why.UNKNOWN) == reply_to("Bonjour ! où est-il ?").missed

    def test_nothing_else(self, answering):
        """A command that says nothing but courtesy is looked for as it is."""
        assert "merci" == answering(ordered("question", "merci"), Thread()).missed.question


class TestStatement:
    DELAY = Entry(
        "delai",
        "Délai",
        ("Combien de jours ?",),
        "Le colis arrive en 3 jours.",
        "3 jours",
        claims=Claims(("par avion",), ("par bateau",), ()),
    )
    REASON = Entry(
        "raison", "Pourquoi 3 jours", ("Pourquoi 3 jours ?",), "La route est longue.", see_also=("delai",)
    )

    @pytest.fixture
    def scripted(self):
        return ScriptedMatcher(self.knowledge)

    @pytest.fixture
    def answering(self, scripted):
        return answering_on(self.knowledge, scripted)

    @property
    def knowledge(self):
        return Knowledge((Topic("t", "T", "", (self.DELAY, self.REASON)),), PARCELS.voice)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("c’est bien 3 jours ?", "Oui, le colis arrive en 3 jours."),
            ("c’est bien trois jours ?", "Oui, le colis arrive en 3 jours."),
            ("c’est bien 5 jours ?", "Non, le colis arrive en 3 jours."),
            ("3 jours, par bateau, c’est ça ?", "Pas tout à fait : le colis arrive en 3 jours."),
            ("combien de jours ?", "Le colis arrive en 3 jours."),
        ],
    )
    def test_opening(self, scripted, reply_to, text, expected):
        """A statement is answered with what we think of it, a question without."""
        scripted.hears(text, ("delai", SURE))

        [answer] = reply_to(text).answers
        assert (expected, "3 jours") == (answer.text, answer.value)

    def test_explanation(self, scripted, reply_to):
        """An entry that explains a figure judges by the figure it explains."""
        scripted.hears("pourquoi 5 jours, c’est ça ?", ("raison", SURE))

        assert "Non, la route est longue." == reply_to("pourquoi 5 jours, c’est ça ?").answers[0].text

    def test_wrong_figure(self, scripted, reply_to):
        """A wrong figure does not hide what the statement is about."""
        scripted.hears("le colis met 5 jours, non ?", ("delai", UNSURE))
        scripted.hears("le colis met jours", ("delai", SURE))

        assert ["delai"] == answered(reply_to("le colis met 5 jours, non ?"))

    def test_wrong_figure_elsewhere(self, scripted, reply_to):
        """Unless it would then be about something else."""
        scripted.hears("le colis met 5 jours, non ?", ("delai", UNSURE))
        scripted.hears("le colis met jours", ("raison", SURE))

        assert Outcome.SUGGEST is reply_to("le colis met 5 jours, non ?").outcome


class TestTwoQuestions:
    def test_both_sure(self, scripted, reply_to):
        """Two questions in one message get two answers, in their order, and no entry to see also that is answered."""
        scripted.hears("quel délai ?", ("delai", SURE))
        scripted.hears("et qui paie ?", ("prix", SURE))

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

    @pytest.mark.parametrize(
        ("other", "probability", "expected"),
        [
            ("prix", LEAST_NEAR_PART, Outcome.ANSWER),
            ("prix", LEAST_NEAR_PART - 0.01, Outcome.SUGGEST),
            ("boutique-1", LEAST_PART, Outcome.ANSWER),
            ("boutique-1", LEAST_PART - 0.01, Outcome.SUGGEST),
        ],
    )
    def test_one_unsure(self, scripted, reply_to, other, probability, expected):
        """Beside a sure half, one less sure is answered too, and sooner on the same topic."""
        scripted.hears("quel délai et qui paie", ("delai", UNSURE), (other, UNSURE))
        scripted.hears("quel délai", ("delai", SURE))
        scripted.hears("qui paie", (other, probability))

        reply = reply_to("quel délai et qui paie")

        assert expected is reply.outcome
        assert (["delai", other] if expected is Outcome.ANSWER else []) == answered(reply)

    def test_both_unsure(self, scripted, reply_to):
        """So it is when neither is sure, however near each comes."""
        scripted.hears("quel délai et qui paie", ("delai", 0.45), ("prix", 0.45))
        scripted.hears("quel délai", ("delai", 0.45))
        scripted.hears("qui paie", ("prix", 0.45))

        assert Outcome.SUGGEST is reply_to("quel délai et qui paie").outcome

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

        reply = answering_on(knowledge, scripted)(said("quel a et quel b"), Thread())

        assert ["c", "d", "e"] == offered(reply)


class TestSentences:
    def test_in_order(self, scripted, reply_to):
        """Each question is answered, in order, under its heading."""
        scripted.hears("où est-il", ("suivi", SURE))
        scripted.hears("quel délai", ("delai", SURE))
        scripted.hears("combien", ("prix", SURE))

        reply = reply_to("où est-il ? quel délai ?\ncombien")

        assert ["suivi", "delai", "prix"] == answered(reply)
        assert ["Suivi du colis", "Délai de livraison", "Prix de l’envoi"] == [
            answer.title for answer in reply.answers
        ]

    def test_list(self, scripted, reply_to):
        """A list of questions is several, its marks left out."""
        scripted.hears("quel délai", ("delai", SURE))
        scripted.hears("quel prix", ("prix", SURE))

        assert ["delai", "prix"] == answered(reply_to("1. quel délai\n2. quel prix"))

    def test_too_many(self, scripted, reply_to):
        """Three are answered at most; those beyond are asked for again, and are not missed."""
        for place, shop in enumerate(SHOPS[:5], 1):
            scripted.hears(f"où est la {place}", (shop.id, SURE))

        reply = reply_to(" ".join(f"où est la {place} ?" for place in range(1, 6)))

        assert [shop.id for shop in SHOPS[:MOST_QUESTIONS]] == answered(reply)
        assert "Trop : «\u202foù est la 4 ?\u202f», «\u202foù est la 5 ?\u202f»" == reply.text
        assert reply.missed is None

    def test_not_understood(self, scripted, reply_to):
        """What was not understood among them is said, and missed."""
        scripted.hears("quel délai", ("delai", SURE))

        reply = reply_to("quel délai ? quel âge ?")

        assert ["delai"] == answered(reply)
        assert "Pas la réponse à : «\u202fquel âge ?\u202f»" == reply.text
        assert Missed("quel âge ?", Why.UNKNOWN) == reply.missed

    def test_long_question(self, scripted, reply_to):
        """A long question that was not understood is not recited."""
        scripted.hears("quel délai", ("delai", SURE))

        reply = reply_to(f"quel délai ? quel {'très grand ' * 100}âge ?")

        assert len(reply.text) < 2 * MOST_QUOTED
        assert reply.text.endswith("…\u202f»")

    def test_none_understood(self, reply_to):
        """When none was, the message is taken as a whole."""
        assert (Outcome.UNKNOWN, "Je ne sais pas.") == (
            reply_to("quel délai ? quel âge ?").outcome,
            reply_to("quel délai ? quel âge ?").text,
        )

    def test_refused(self, scripted, reply_to):
        """What we know we do not answer is not, beside another question."""
        scripted.hears("quel délai", ("delai", SURE))
        scripted.hears("quel temps fait-il", ("suivi", SURE), refusal=WEATHER)

        reply = reply_to("quel délai ? quel temps fait-il ?")

        assert ["delai"] == answered(reply)
        assert "Pas la réponse à : «\u202fquel temps fait-il ?\u202f»" == reply.text

    def test_asked_twice(self, scripted, reply_to):
        """One thing asked in two sentences is one question: its second best answer is not given."""
        scripted.hears("quel délai ? combien de jours", ("delai", SURE))
        scripted.hears("quel délai", ("delai", SURE), ("prix", UNSURE))
        scripted.hears("combien de jours", ("delai", SURE), ("prix", UNSURE))

        assert ["delai"] == answered(reply_to("quel délai ? combien de jours ?"))

    def test_in_the_light_of_those_before(self, scripted, reply_to):
        """« Quel délai ? Et qui paie ? »: the second is read with the first in mind."""
        scripted.hears("quel délai", ("delai", SURE))
        scripted.hears("et qui paie", ("suivi", UNLIKELY))
        scripted.hears_in_context("et qui paie", "prix", SURE)

        assert ["delai", "prix"] == answered(reply_to("quel délai ? et qui paie ?"))
        assert "Délai de livraison" in scripted.contexts[-1]


class TestAgain:
    def test_repeated(self, scripted, reply_to):
        """What goes on with the answer just given and finds it again is told that there is no more to it."""
        scripted.hears("et où ?", ("suivi", SURE))

        assert "Rien de plus :" == reply_to("et où ?", about("suivi")).text

    @pytest.mark.parametrize(
        ("text", "subject"), [("où est mon colis de mardi ?", "suivi"), ("et où ?", "prix")]
    )
    def test_asked_anew(self, scripted, reply_to, text, subject):
        """A whole question, or one about another answer, is simply answered."""
        scripted.hears(text, ("suivi", SURE))

        assert not reply_to(text, about(subject)).text

    def test_judged_beside(self):
        """« C'est gratuit ? » of what was just told is answered by the entry beside it that knows."""
        told = Entry("prix", "Prix", ("Combien ?",), "2 000 F.")
        free = Entry("gratuit", "Gratuit ?", ("Gratuit ?",), "Payant.", claims=Claims((), ("gratuit",)))
        knowledge = Knowledge((Topic("t", "T", "", (told, free)),), PARCELS.voice)
        scripted = ScriptedMatcher(knowledge)
        scripted.hears("c’est gratuit, ça ?", ("prix", SURE), ("gratuit", UNLIKELY))

        reply = answering_on(knowledge, scripted)(said("c’est gratuit, ça ?"), about("prix"))

        assert ["gratuit"] == answered(reply)
        assert "Non, Payant." == reply.answers[0].text

    def test_after_a_turn_aside(self, scripted, reply_to):
        """So is what comes after something else was said."""
        scripted.hears("et où ?", ("suivi", SURE))

        assert not reply_to("et où ?", replace(about("suivi"), aside=1)).text


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
