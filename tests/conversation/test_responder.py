"""The first ability that has a reply, replies."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from conversing import about, chosen, ordered, said

from bot.conversation import Answer, Outcome, Reply, Responder, Suggestion, Thread
from bot.conversation.thread import FADES_AFTER

THANKS = Reply(Outcome.SOCIAL, "Avec plaisir !", suggestions=(Suggestion("Thèmes", "themes"),))
DOUBT = Reply(Outcome.SUGGEST, "Vous voulez dire :", suggestions=(Suggestion("Prix", "entree:prix"),))
NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)
FACT = Reply(Outcome.ANSWER, answers=(Answer("prix", "2 000 F."),))


class TestReplyTo:
    def test_first_wins(self):
        """The order of the abilities is the order of priority."""
        responder = Responder([lambda *_: THANKS, lambda *_: FACT])

        reply, _ = responder.reply_to(said("merci"), Thread())

        assert THANKS == reply

    def test_none_passes_on(self):
        """An ability that has no reply leaves the message to the next, as it came."""
        asked = []

        def deaf(message, thread):
            asked.append((message, thread))

        responder = Responder([deaf, deaf, lambda *_: FACT])

        reply, _ = responder.reply_to(said("combien ?"), about("delai"))

        assert FACT == reply
        assert [(said("combien ?"), about("delai"))] * 2 == asked

    def test_thread(self):
        """The thread comes back as it stands after the reply."""
        responder = Responder([lambda *_: THANKS])

        _, thread = responder.reply_to(said("merci"), about("prix"))

        assert about("prix").after(THANKS) == thread
        assert THANKS.suggestions == thread.offered

    def test_time(self):
        """The abilities are handed the thread as it stands when the message comes, and its time is kept."""
        asked = []

        def listening(_, thread):
            asked.append(thread)
            return THANKS

        late = replace(said("combien ?"), at=NOON + 2 * FADES_AFTER)
        _, thread = Responder([listening]).reply_to(late, replace(about("prix"), at=NOON))

        assert [Thread(at=late.at)] == asked
        assert late.at == thread.at

    @pytest.mark.parametrize(
        ("message", "expected"),
        [
            (said("la taxe ?"), "la taxe ?"),
            (ordered("question", "la taxe ?"), "la taxe ?"),
            (chosen("theme:a"), ""),
        ],
    )
    def test_doubted(self, message, expected):
        """The question we were unsure of is what was typed, never what was chosen."""
        _, thread = Responder([lambda *_: DOUBT]).reply_to(message, Thread())

        assert expected == thread.doubted

    def test_nobody_replies(self):
        """A list of abilities which leaves someone without a reply is a fault of ours, told at once."""
        responder = Responder([lambda *_: None])

        with pytest.raises(LookupError, match="no ability replied: the last one must"):
            responder.reply_to(said("merci"), Thread())
