"""Many updates at once, too many of them, odd ones, and failures: the real bot goes on, and nobody waits for another."""

import re
import time

import pytest
from people import Person

from bot.channels.telegram.application import USED

QUESTION = "Où est mon colis ?"
ANSWER = "Le lien de suivi est dans votre courriel."
TOO_FAST = (
    "Vous m’écrivez plus vite que je ne peux vous lire. Je vous réponds à nouveau dès que vous ralentissez."
)
SORRY = re.compile(r"Pardon <panne> & excuses\u202f: réessayez \((\d{6})\)\.")

MOST = 20
"""Messages that one person may send in a minute."""


def texts(person):
    """The first line of all the bot has shown to someone."""
    return [message.text.split("\n")[0] for message in person.seen()]


class TestChats:
    def test_side_by_side(self, shared_api, person):
        """A chat to which messages go slowly makes no other wait."""
        afi, kofi = person(), person()
        shared_api.slow("sendMessage", 1, chat=afi.chat)
        before = len(shared_api.shown)
        afi.writes(QUESTION)
        shared_api.wait_until(lambda: shared_api.under_way("sendMessage", afi.chat), "a slow message")
        kofi.says(QUESTION)
        afi.writes("/start")
        shared_api.wait_until(lambda: len(afi.seen()) == 2, "both answers")
        shared_api.hurry()

        assert [kofi.chat, afi.chat, afi.chat] == [message.chat for message in shared_api.shown[before:]]

    def test_one_in_trouble(self, shared_api, person):
        """While one chat is to wait, others are served, and what they asked is confirmed."""
        afi, kofi = person(), person()
        shared_api.ask_to_wait(2, chat=afi.chat)
        afi.writes(QUESTION)
        shared_api.wait_until(lambda: shared_api.calls_of("sendMessage", afi.chat), "the refused message")
        for _ in range(5):
            kofi.says(QUESTION)
        unconfirmed, first = list(shared_api.unconfirmed), texts(afi)
        shared_api.wait_for_shown(afi.chat, 0)

        assert len(unconfirmed) <= 1
        assert [] == first
        assert [ANSWER] == texts(afi)

    def test_moved(self, shared_api, afi):
        """A group that became a supergroup before the bot heard of it gets its answer there."""
        group = shared_api.new_group(kind="group")
        member = afi.in_group(group)
        new = shared_api.migrate(group, afi.user, told=False)
        member.writes(f"/question {QUESTION}")

        assert shared_api.wait_for_shown(new.id, 0).text.startswith(ANSWER)


class TestFlood:
    def test_told_once(self, person):
        """Who writes too fast reads it once, then nothing; others are answered, and so is the same person later."""
        afi, kofi = person(), person()
        for _ in range(MOST + 10):
            afi.writes("/start")
        kofi.says("/start")
        afi.writes("/start", date=int(time.time()) + 120)
        afi.api.wait_until(lambda: len(afi.seen()) == MOST + 2, "an answer after the flood")

        assert [TOO_FAST] == [text for text in texts(afi) if text != texts(kofi)[0]]
        assert TOO_FAST == texts(afi)[MOST]

    def test_long_message(self, afi):
        """Of a very long message the beginning is read."""
        long = QUESTION + " " * 1_000 + "Où se trouve la boutique de Vogan ?"

        assert [ANSWER] == [afi.says(long).text.split("\n")[0]]


class TestFailure:
    def test_apology(self, shared_api, shared_bot, afi):
        """What goes wrong is said once, with a number that the operator finds in the log."""
        shared_api.refuse("sendMessage", 400, "Bad Request: something odd", chat=afi.chat)
        said = SORRY.fullmatch(afi.says(QUESTION).text)
        assert said
        shared_bot.wait_for_line(lambda line: f"incident={said[1]} error=BadRequest" in line)
        afi.says("/start")

        assert 2 == len(afi.seen())

    def test_failing_apology(self, shared_api, afi):
        """An apology that fails too stops nothing."""
        shared_api.refuse("sendMessage", 400, "Bad Request: something odd", chat=afi.chat, times=2)
        afi.writes(QUESTION)

        assert ANSWER == afi.says(QUESTION).text.split("\n")[0]

    @pytest.mark.parametrize("content", [{}, {"message_id": 1, "date": 2, "chat": "ici"}, "bonjour", None])
    def test_malformed(self, shared_api, shared_bot, afi, content):
        """An update that cannot be read is told to the operator, confirmed, and holds up nothing."""
        odd = shared_api.push("message", content, odd=True)
        after = afi.writes(QUESTION)
        shared_api.wait_for_shown(afi.chat, 0)
        shared_api.wait_until(lambda: not {odd, after} & {*shared_api.unconfirmed}, "both to be confirmed")
        if content is not None:
            shared_bot.wait_for_line(lambda line: "update not understood" in line)

        assert [ANSWER] == texts(afi)


class TestAllowed:
    @pytest.mark.usefixtures("shared_bot")
    def test_exact(self, shared_api):
        """Telegram is asked for what the bot handles, and nothing else."""
        assert list(USED) == shared_api.inbox.allowed


class TestKilled:
    @pytest.fixture
    def afi(self, own_api, words):
        return Person.alone(own_api, words)

    def test_reply_under_way(self, own_api, start, afi):
        """A question whose answer was under way when the power failed is answered by the next bot."""
        former = start(own_api)
        own_api.hold_messages()
        update = afi.writes(QUESTION)
        own_api.wait_until(lambda: own_api.held, "a reply under way")
        former.kill()
        own_api.release_messages()
        unconfirmed, before = own_api.unconfirmed, len(own_api.shown)
        start(own_api)
        own_api.wait_for_shown(afi.chat, before)

        assert [update] == unconfirmed
        assert texts(afi)[before:] == [ANSWER]

    def test_others_meanwhile(self, own_api, start, afi, words):
        """What was answered meanwhile, while one chat had to wait, is not asked for again."""
        kofi = Person.alone(own_api, words)
        former = start(own_api)
        own_api.ask_to_wait(600, chat=afi.chat)
        afi.writes(QUESTION)
        own_api.wait_until(lambda: own_api.calls_of("sendMessage", afi.chat), "the refused message")
        kofi.says(QUESTION)
        kofi.says(QUESTION)
        own_api.wait_until(lambda: own_api.listening and not own_api.unconfirmed, "all to be confirmed")
        former.kill()
        start(own_api)
        kofi.says(QUESTION)

        assert 3 == len(kofi.seen())
