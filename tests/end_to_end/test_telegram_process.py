"""What the operator lives through: `focac-bot run` starts, waits, recovers and stops, and loses nothing on the way."""

import socket
from contextlib import closing

import httpx
import pytest
from bot_process import CONFLICT, BotProcess
from people import Person

from bot.channels.telegram.application import USED

QUESTION = "Où est mon colis ?"
ANSWER = "Le lien de suivi est dans votre courriel."
UNKNOWN = "Je ne sais pas répondre à cette question. Essayez avec d’autres mots, ou parcourez les thèmes."

TOKEN_MISSING = (
    "BOT_TOKEN manque : c'est le jeton que @BotFather vous a donné. Exemple : BOT_TOKEN=123456:ABC-DEF1234"
)
TOKEN_REFUSED = (
    "Telegram refuse ce jeton (BOT_TOKEN). Redemandez-le à @BotFather : /mybots, votre bot, « API Token »."
)

NO_BOT_API = (
    "Aucun serveur Bot API ne répond à l'adresse de BOT_API_URL. Donnez-la jusqu'à « /bot » compris, sans le jeton."
    " Exemple : BOT_API_URL=http://127.0.0.1:8081/bot"
)


@pytest.fixture
def afi(own_api, words):
    """Someone alone with the bot of one test."""
    return Person.alone(own_api, words)


def texts(person):
    """The first line of all the bot has shown to someone."""
    return [message.text.split("\n")[0] for message in person.seen()]


def free_port():
    """A port nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


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

    def test_no_bot_api(self, own_api, start):
        """An address where something else answers is told as such: the token is not to blame."""
        bot = start(own_api, wait=False, BOT_API_URL=f"{own_api.url}/ailleurs/bot")

        assert 2 == bot.wait()
        assert NO_BOT_API == bot.told[-1]

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
        own_api.wait_until(lambda: own_api.held, "a reply under way")
        bot.ask_to_stop()
        own_api.release_messages()

        assert 0 == bot.wait()
        assert [ANSWER] == texts(afi)
        assert [] == own_api.unconfirmed

    def test_wait_under_way(self, own_api, start, afi, words):
        """A wait that Telegram asks for is not sat out, nor what comes after it in its chat; the operator reads how many."""
        kofi = Person.alone(own_api, words)
        bot = start(own_api)
        own_api.ask_to_wait(3600, chat=afi.chat)
        afi.writes(QUESTION)
        own_api.wait_until(lambda: own_api.calls_of("sendMessage", afi.chat), "the refused message")
        afi.writes(QUESTION)
        kofi.says(QUESTION)

        assert 0 == bot.terminate()
        assert any("stopping with replies not sent updates=2" in line for line in bot.told)
        assert [] == texts(afi)

    def test_endless_reply(self, own_api, start, afi, words):
        """A reply that does not come to its end is left to the next bot, and what was answered is not."""
        kofi = Person.alone(own_api, words)
        former = start(own_api)
        own_api.hold_messages(afi.chat)
        kofi.says(QUESTION)
        update = afi.writes(QUESTION)
        own_api.wait_until(lambda: own_api.held, "a reply under way")
        code, unconfirmed = former.terminate(), list(own_api.unconfirmed)
        own_api.release_messages()
        before = len(own_api.shown)
        start(own_api)
        own_api.wait_for_shown(afi.chat, before)

        assert (0, [update]) == (code, unconfirmed)
        assert ([ANSWER], [ANSWER]) == (texts(kofi), texts(afi)[-1:])

    def test_other_bot_with_the_token(self, own_api, start, afi):
        """A second bot with the same token: both say so once in plain words, go on, and one alone is enough again."""
        bots = [start(own_api), start(own_api)]
        for bot in bots:
            bot.wait_for_line(lambda line: line == CONFLICT)
            bot.wait_for_line(lambda line: "another bot serves with the same token" in line)
        code = bots[1].terminate()
        afi.says(QUESTION)

        assert [0, 0] == [code, bots[0].terminate()]
        assert [1, 1] == [bot.told.count(CONFLICT) for bot in bots]
        assert [ANSWER] == texts(afi)


class TestWebhook:
    @pytest.fixture
    def brought(self, own_api, start, tmp_path):
        """A bot to whose webhook a proxy brings what Telegram sends to its public address."""

        def start_brought(*, wait=True):
            own_api.proxy = f"http://127.0.0.1:{free_port()}"
            settings = {
                "BOT_WEBHOOK_URL": "https://bot.exemple.tg/ici/telegram",
                "BOT_WEBHOOK_SECRET": "un-secret",
                "BOT_LISTEN": own_api.proxy.removeprefix("http://"),
            }
            bot = start(own_api, wait=False, folder=tmp_path, **settings)
            if wait:
                own_api.wait_until(lambda: own_api.webhook, "the webhook to be set")
            return bot

        return start_brought

    def test_answered(self, own_api, brought, afi):
        """Telegram is told where to bring what, with which secret; it brings, people are answered, nothing is asked for."""
        bot = brought()
        afi.says(QUESTION)
        own_api.wait_until(lambda: not own_api.unconfirmed, "all to be taken")

        assert [ANSWER] == texts(afi)
        assert [] == own_api.calls_of("getUpdates")
        (call,) = own_api.calls_of("setWebhook")
        assert ("https://bot.exemple.tg/ici/telegram", "un-secret", list(USED)) == (
            call.parameters["url"],
            call.parameters["secret_token"],
            call.parameters["allowed_updates"],
        )
        assert 0 == bot.terminate()

    def test_stranger(self, own_api, brought, afi):
        """What comes without the secret is not Telegram's, and gets no answer."""
        bot = brought()
        afi.says("/start")
        update = {"update_id": 5, "message": afi.sent[0] | {"text": QUESTION}}
        codes = [
            httpx.post(own_api.proxy + path, json=update, headers=headers).status_code
            for path, headers in (
                ("/ici/telegram", {}),
                ("/ici/telegram", {"X-Telegram-Bot-Api-Secret-Token": "autre"}),
                ("/", {"X-Telegram-Bot-Api-Secret-Token": "un-secret"}),
            )
        ]
        afi.says("/start")

        assert [403, 403, 404] == codes
        assert ANSWER not in texts(afi)
        assert 0 == bot.terminate()

    def test_killed(self, own_api, brought, afi):
        """A question whose answer was under way when the power failed is brought to the next bot."""
        former = brought()
        own_api.hold_messages()
        afi.writes(QUESTION)
        own_api.wait_until(lambda: own_api.held, "a reply under way")
        former.kill()
        own_api.release_messages()
        before = len(own_api.shown)
        bot = brought()
        own_api.wait_for_shown(afi.chat, before)

        assert ANSWER == texts(afi)[-1]
        assert 0 == bot.terminate()

    def test_reply_under_way(self, own_api, brought, afi):
        """Told to stop, the bot sends the reply under way, and Telegram brings the question to no other."""
        bot = brought()
        own_api.hold_messages()
        afi.writes(QUESTION)
        own_api.wait_until(lambda: own_api.held, "a reply under way")
        bot.ask_to_stop()
        own_api.release_messages()

        assert 0 == bot.wait()
        own_api.wait_until(lambda: not own_api.unconfirmed, "the question to be taken")
        assert [ANSWER] == texts(afi)


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
