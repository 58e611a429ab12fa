"""What the operator lives through: `focac-bot run` starts, waits, recovers and stops, and loses nothing on the way."""

import pytest
from bot_process import BotProcess
from people import Person

QUESTION = "Où est mon colis ?"
ANSWER = "Le lien de suivi est dans votre courriel."
UNKNOWN = "Je ne sais pas répondre à cette question. Essayez avec d’autres mots, ou parcourez les thèmes."

TOKEN_MISSING = (
    "BOT_TOKEN manque : c'est le jeton que @BotFather vous a donné. Exemple : BOT_TOKEN=123456:ABC-DEF1234"
)
TOKEN_REFUSED = (
    "Telegram refuse ce jeton (BOT_TOKEN). Redemandez-le à @BotFather : /mybots, votre bot, « API Token »."
)


@pytest.fixture
def afi(own_api, words):
    """Someone alone with the bot of one test."""
    return Person.alone(own_api, words)


def texts(person):
    """The first line of all the bot has shown to someone."""
    return [message.text.split("\n")[0] for message in person.seen()]


def wait_for_outage(bot):
    """Return once the operator is told that the network fails."""
    bot.wait_for_line(lambda line: "NetworkError" in line)


class TestStart:
    def test_token_missing(self, tmp_path, processes):
        """Without a token the bot says which setting it lacks, with an example, and does not start."""
        bot = BotProcess(tmp_path, {})
        processes.append(bot)

        assert 2 == bot.wait()
        assert (TOKEN_MISSING,) == bot.told

    def test_token_refused(self, own_api, start):
        """A token Telegram does not know is told in one line, with where to get another."""
        own_api.refuse_token()
        bot = start(own_api, wait=False)

        assert 2 == bot.wait()
        assert (TOKEN_REFUSED,) == bot.told

    def test_server_down(self, own_api, start, afi):
        """A bot that finds no network waits for it, and answers what was asked meanwhile."""
        own_api.hear_nothing()
        afi.writes(QUESTION)
        bot = start(own_api, wait=False)
        own_api.wait_until(lambda: own_api.dropped >= 2, "two vain calls")
        own_api.hear_again()

        own_api.wait_for_shown(afi.chat, 0)
        assert [ANSWER] == texts(afi)
        assert 0 == bot.terminate()

    def test_stopped_before_it_started(self, own_api, start):
        """A bot that waits for the network stops when told to."""
        own_api.hear_nothing()
        bot = start(own_api, wait=False)
        own_api.wait_until(lambda: own_api.dropped, "a vain call")

        assert 0 == bot.terminate()


class TestStop:
    def test_sigterm(self, own_api, start):
        """Told to stop by a service manager, the bot stops cleanly and complains of nothing."""
        bot = start(own_api)

        assert 0 == bot.terminate()
        assert {"INFO"} == bot.levels()

    def test_ctrl_c(self, own_api, start):
        """Ctrl-C stops it as cleanly."""
        bot = start(own_api)

        assert 0 == bot.interrupt()
        assert {"INFO"} == bot.levels()

    def test_reply_under_way(self, own_api, start, afi):
        """A reply under way is sent before the end, and is not sent again by the next bot."""
        bot = start(own_api)
        own_api.hold_messages()
        afi.writes(QUESTION)
        own_api.wait_until(lambda: own_api.held and own_api.listening, "a reply under way")
        bot.ask_to_stop()
        own_api.wait_until(lambda: not own_api.listening, "the bot to listen no more")
        own_api.release_messages()

        assert 0 == bot.wait()
        assert [ANSWER] == texts(afi)
        assert [] == own_api.unconfirmed


class TestRestart:
    def test_conversation(self, own_api, start, afi):
        """The buttons of a former bot lead where they led; a number, whose list is forgotten, does no harm."""
        former = start(own_api)
        offer = afi.says("boutique")
        former_code = former.terminate()
        bot = start(own_api)
        number = afi.says("2")
        answer = afi.taps(offer.buttons[0], offer)

        assert UNKNOWN == number.text
        assert offer.buttons[0].replace("Boutique de", "À") + ", au marché." == answer.text
        assert offer.id == answer.id
        assert [0, 0] == [former_code, bot.terminate()]

    def test_same_folder(self, own_api, start, afi, tmp_path):
        """Where the former bot kept its data, the conversation goes on: a number chooses what that one offered."""
        former = start(own_api, folder=tmp_path)
        offer = afi.says("boutique")
        former_code = former.terminate()
        bot = start(own_api, folder=tmp_path)
        answer = afi.says("2")

        assert answer.text.startswith(offer.buttons[1].replace("Boutique de", "À"))
        assert [0, 0] == [former_code, bot.terminate()]

    def test_killed_before_confirming(self, own_api, start, afi):
        """A question the killed bot had received but not confirmed is answered by the next one."""
        former = start(own_api)
        own_api.hear_nothing_after_delivery()
        update = afi.writes(QUESTION)
        own_api.wait_until(lambda: own_api.delivered, "the question to be handed out")
        former.kill()
        own_api.hear_again()
        bot = start(own_api)

        own_api.wait_for_shown(afi.chat, 0)
        assert [ANSWER] == texts(afi)
        assert [update, update] == own_api.delivered
        assert 0 == bot.terminate()


class TestOutage:
    def test_server_gone_for_a_while(self, own_api, start, afi):
        """When the network fails the bot waits for it, and answers what was asked meanwhile; each question once."""
        bot = start(own_api)
        afi.says("/start")
        own_api.go_down()
        wait_for_outage(bot)
        afi.writes(QUESTION)
        own_api.come_back()

        own_api.wait_for_shown(afi.chat, 1)
        assert ANSWER == texts(afi)[-1]
        assert 2 == len(afi.seen())
        assert 0 == bot.terminate()

    def test_stopped_meanwhile(self, own_api, start):
        """A bot without network stops when told to."""
        bot = start(own_api)
        own_api.go_down()
        wait_for_outage(bot)

        assert 0 == bot.terminate()

    def test_token_revoked(self, own_api, start):
        """A token revoked while the bot serves ends it with the same line as at the start: a service manager sees it."""
        bot = start(own_api)
        own_api.refuse_token()

        assert 2 == bot.wait()
        assert TOKEN_REFUSED == bot.told[-1]
