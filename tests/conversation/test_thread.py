"""A thread remembers what was answered and what may be chosen."""

import json

from bot.conversation import Answer, Outcome, Reply, Suggestion, Thread

OFFER = (Suggestion("Prix", "entree:prix"), Suggestion("Thèmes", "themes"))


class TestAfter:
    def test_new(self):
        """A conversation begins without a subject nor an offer."""
        assert Thread((), ()) == Thread()

    def test_answer(self):
        """What was answered is the subject, in order; what was offered may be chosen."""
        reply = Reply(Outcome.ANSWER, answers=(Answer("delai", "…"), Answer("suivi", "…")), suggestions=OFFER)

        assert Thread(("delai", "suivi"), OFFER) == Thread(("prix",)).after(reply)

    def test_no_answer(self):
        """A reply that answers nothing leaves the subject as it was."""
        reply = Reply(Outcome.SUGGEST, "Vouliez-vous savoir :", suggestions=OFFER)

        assert Thread(("prix",), OFFER, choosing=True) == Thread(("prix",)).after(reply)

    def test_no_offer(self):
        """A number chooses among what was offered last, not before."""
        reply = Reply(Outcome.SOCIAL, "Avec plaisir !")

        assert Thread(("prix",), ()) == Thread(("prix",), OFFER).after(reply)


class TestRecord:
    def test_round_trip(self):
        """A thread kept is the thread brought back."""
        thread = Thread(("delai", "suivi"), OFFER, choosing=True)

        assert thread == Thread.of_record(json.loads(json.dumps(thread.as_record())))

    def test_older_record(self):
        """What another version did not keep takes its default."""
        assert Thread() == Thread.of_record({})
