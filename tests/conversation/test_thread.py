"""A thread remembers what was answered and what may be chosen, for a while."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import Answer, Outcome, Reply, Suggestion, Thread
from bot.conversation.thread import FADES_AFTER, MOST_TURNS_ASIDE

OFFER = (Suggestion("Prix", "entree:prix"), Suggestion("Thèmes", "themes"))
NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)
FACT = Reply(Outcome.ANSWER, answers=(Answer("prix", "…"),))
THANKS = Reply(Outcome.SOCIAL, "Avec plaisir !")
UNKNOWN = Reply(Outcome.UNKNOWN, "Je ne sais pas.")
DOUBT = Reply(Outcome.SUGGEST, "Vous voulez dire :", suggestions=OFFER)


def after(*replies, thread=None):
    """The thread once these replies are sent, from a new one or another."""
    thread = thread or Thread()
    for reply in replies:
        thread = thread.after(reply)
    return thread


class TestAfter:
    def test_new(self):
        """A conversation begins without a subject nor an offer."""
        assert Thread((), ()) == Thread()

    def test_answer(self):
        """What was answered is the subject, in order; what was offered may be chosen."""
        reply = Reply(Outcome.ANSWER, answers=(Answer("delai", "…"), Answer("suivi", "…")), suggestions=OFFER)

        assert Thread(("delai", "suivi"), OFFER, turns=1) == Thread(("prix",)).after(reply)

    def test_no_answer(self):
        """A reply that answers nothing leaves the subject as it was."""
        assert Thread(("prix",), OFFER, choosing=True, turns=1, aside=1) == Thread(("prix",)).after(DOUBT)

    def test_spoken_of(self):
        """What a reply speaks of without answering it is the subject too."""
        reply = Reply(Outcome.SUGGEST, "Colis ?", suggestions=OFFER, subject=("delai",))

        assert (("delai",), 0) == (after(FACT, reply).subject, after(FACT, reply).aside)

    def test_no_offer(self):
        """A number chooses among what was offered last, not before."""
        assert () == Thread(("prix",), OFFER).after(THANKS).offered

    def test_turns(self):
        """Every reply is a turn, whatever became of the message."""
        assert 4 == after(FACT, THANKS, UNKNOWN, DOUBT).turns

    def test_when(self):
        """The time of the last message is kept."""
        assert NOON == after(FACT, thread=Thread(at=NOON)).at


class TestAside:
    def test_kept(self):
        """A few words aside do not make the subject forgotten."""
        assert ("prix",) == after(FACT, *[THANKS] * MOST_TURNS_ASIDE).subject

    def test_forgotten(self):
        """More do."""
        assert () == after(FACT, *[THANKS] * (MOST_TURNS_ASIDE + 1)).subject

    def test_spoken_of_again(self):
        """An answer begins the count anew."""
        aside = [THANKS] * MOST_TURNS_ASIDE

        assert ("prix",) == after(FACT, *aside, FACT, *aside).subject


class TestUnknowns:
    @pytest.mark.parametrize(
        ("replies", "expected"),
        [
            ([UNKNOWN], 1),
            ([UNKNOWN, UNKNOWN], 2),
            ([UNKNOWN, FACT], 0),
            ([UNKNOWN, THANKS, UNKNOWN], 1),
            ([UNKNOWN, UNKNOWN, DOUBT], 0),
        ],
    )
    def test_in_a_row(self, replies, expected):
        """What we did not know is counted until we know something again."""
        assert expected == after(*replies).unknowns


class TestDoubted:
    def test_while_choices_stand(self):
        """The question we were unsure of is held while its choices stand, and no longer."""
        doubting = Thread().after(DOUBT, "la taxe ?")

        assert "la taxe ?" == doubting.doubted
        assert "" == doubting.after(THANKS, "merci").doubted

    @pytest.mark.parametrize("reply", [FACT, THANKS, UNKNOWN])
    def test_no_doubt(self, reply):
        """A question that raised no doubt is not held."""
        assert "" == Thread().after(reply, "la taxe ?").doubted


class TestAtTime:
    @pytest.mark.parametrize(
        ("silence", "subject"),
        [
            (timedelta(0), ("prix",)),
            (FADES_AFTER, ("prix",)),
            (FADES_AFTER + timedelta(seconds=1), ()),
            (timedelta(days=400), ()),
            (-timedelta(hours=1), ("prix",)),
        ],
    )
    def test_silence(self, silence, subject):
        """After a long silence the subject is gone, and what was offered may still be chosen."""
        thread = Thread(("prix",), OFFER, choosing=True, turns=3, at=NOON)

        assert replace(thread, subject=subject, at=NOON + silence) == thread.at_time(NOON + silence)

    @pytest.mark.parametrize(
        ("at", "now", "expected"), [(None, NOON, NOON), (NOON, None, NOON), (None, None, None)]
    )
    def test_no_time(self, at, now, expected):
        """Where time does not pass nothing fades, and the last time known is kept."""
        thread = Thread(("prix",), at=at)

        assert replace(thread, at=expected) == thread.at_time(now)

    def test_other_zone(self):
        """Times compare as moments, whatever their zone."""
        elsewhere = NOON.astimezone()

        assert ("prix",) == Thread(("prix",), at=NOON).at_time(elsewhere).subject


class TestRecord:
    @pytest.mark.parametrize("at", [None, NOON, NOON.replace(microsecond=5)])
    def test_round_trip(self, at):
        """A thread kept is the thread brought back."""
        thread = Thread(("delai", "suivi"), OFFER, choosing=True, turns=7, aside=2, unknowns=1, at=at)

        assert thread == Thread.of_record(json.loads(json.dumps(thread.as_record())))

    def test_nothing_typed(self):
        """Nothing that the person wrote is kept."""
        thread = Thread(("delai",), doubted="mon numéro est le 90 00 00 00")

        assert "numéro" not in json.dumps(thread.as_record(), ensure_ascii=False)
        assert replace(thread, doubted="") == Thread.of_record(thread.as_record())

    def test_older_record(self):
        """What another version did not keep takes its default."""
        assert Thread() == Thread.of_record({})
        assert Thread(("prix",), choosing=True) == Thread.of_record({"subject": ["prix"], "choosing": True})

    @pytest.mark.parametrize(
        "record", [{"turns": "x"}, {"offered": [["Prix"]]}, {"offered": 3}, {"subject": None}, {"at": "hier"}]
    )
    def test_no_record(self, record):
        """What is no record of a thread is told as such."""
        with pytest.raises((TypeError, ValueError)):
            Thread.of_record(record)
