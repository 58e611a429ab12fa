"""The first ability that has a reply, replies."""

import pytest
from conversing import about, said

from bot.conversation import Answer, Outcome, Reply, Responder, Suggestion, Thread

THANKS = Reply(Outcome.SOCIAL, "Avec plaisir !", suggestions=(Suggestion("Thèmes", "themes"),))
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

    def test_nobody_replies(self):
        """A list of abilities which leaves someone without a reply is a fault of ours, told at once."""
        responder = Responder([lambda *_: None])

        with pytest.raises(LookupError, match="no ability replied: the last one must"):
            responder.reply_to(said("merci"), Thread())
