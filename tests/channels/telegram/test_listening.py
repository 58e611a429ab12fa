"""When the bot may speak in a group without being asked to, with a clock of ours."""

import pytest
from fake_bot import GROUP

from bot.channels.telegram import listening as module
from bot.channels.telegram.listening import EVERY, Listening, is_sure
from bot.conversation import Answer, Missed, Outcome, Reply, Why


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def listening(clock):
    return Listening(clock)


@pytest.fixture
def say(telegram):
    """What somebody says in a group."""
    return lambda text="où ?", chat=GROUP: telegram.text(text, chat=chat).message


class TestMayAnswer:
    @pytest.mark.parametrize(("text", "may"), [("où ?", True), ("où ? ", True), ("où", False), ("", False)])
    def test_question(self, listening, say, text, may):
        """Only what ends like a question is one."""
        assert may == listening.may_answer(say(text))

    def test_again(self, listening, clock, say):
        """After an answer there is silence for five minutes, in that group."""
        listening.answered(GROUP)
        clock.now = EVERY - 1
        early, elsewhere = listening.may_answer(say()), listening.may_answer(say(chat=-8))
        clock.now = EVERY

        assert (False, True, True) == (early, elsewhere, listening.may_answer(say()))

    def test_bound(self, listening, say, monkeypatch):
        """So many groups are remembered; the one longest silent is forgotten first."""
        monkeypatch.setattr(module, "MOST_GROUPS", 2)
        for chat in (-1, -2, -3):
            listening.answered(chat)

        assert [True, False, False] == [listening.may_answer(say(chat=chat)) for chat in (-1, -2, -3)]


class TestIsSure:
    def test_reply(self):
        """An answer to all that was asked is sure; to a part of it, or an offer, is not."""
        answer = (Answer("prix", "2 000 F."),)

        assert is_sure(Reply(Outcome.ANSWER, answers=answer))
        assert not is_sure(Reply(Outcome.ANSWER, answers=answer, missed=Missed("…", Why.UNKNOWN)))
        assert not is_sure(Reply(Outcome.SUGGEST))
