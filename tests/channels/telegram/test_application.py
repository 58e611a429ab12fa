"""Which update goes to which handler, the commands menu, and how serving begins and ends."""

from dataclasses import replace

import pytest
from fake_bot import AFI, CHAT, GROUP, KOFI
from random_updates import KINDS, RandomUpdates
from telegram.error import NetworkError

from bot.channels.telegram import NoBotApiError, TokenRefusedError, serve
from bot.channels.telegram.application import USED
from bot.conversation import Lookup, Outcome, ParcelsInMemory, Reply, Responder, Service
from bot.knowledge import Knowledge, Voice
from bot.matching import Completion, Matcher
from bot.settings import Settings, Webhook
from bot.storage.asked import AskedEntries

TOKEN = "123456:ABC-DEF1234"
RESPONDER = Responder([lambda *_: Reply(Outcome.SOCIAL, "Bonjour.")])
NOTHING = Knowledge((), Voice({}))
LOOKUP = Lookup(NOTHING, Completion(NOTHING, Matcher(NOTHING)), AskedEntries())
ADMINS = frozenset((AFI,))
WEBHOOK = Webhook("https://bot.exemple.tg/telegram", "secret", "127.0.0.1", 8080)


class Run:
    """What was asked of serving, which ends at once: with an error when there is one."""

    def __init__(self):
        self.application = None
        self.way = ""
        self.asked = {}
        self.error = None


@pytest.fixture
def served(monkeypatch) -> Run:
    """Serving without a network."""
    run = Run()

    def stand_in(way):
        def begin(application, *places, **options):
            run.application, run.way, run.asked = application, way, {**options, "places": places}
            if run.error:
                raise run.error

        monkeypatch.setattr(f"telegram.ext.Application.{way}", begin)

    stand_in("run_polling")
    stand_in("run_webhook")
    return run


@pytest.fixture
def built(served, memory, records, office, tmp_path):
    """The application that serves, on Telegram or on a server of one's own, by polling or by webhook."""

    def build(api_url=None, webhook=None, office=office):
        settings = Settings(TOKEN, tmp_path, tmp_path, api_url, "text", ADMINS, webhook=webhook)
        service = Service(RESPONDER, office.knowledge.voice, memory, LOOKUP, ParcelsInMemory())
        serve(settings, service, records, office, lambda: None)
        return served.application

    return build


@pytest.fixture
def application(built):
    return built()


@pytest.fixture
def handler_of(application):
    """The name of the handler an update goes to; None when it goes to none."""

    def name(update):
        taken = (
            handler
            for handler in application.handlers[0]
            if handler.check_update(update) not in (None, False)
        )
        return next((handler.callback.__name__ for handler in taken), None)

    return name


class TestHandlers:
    def test_once_first(self, application):
        """An update that comes again is stopped before anything else."""
        first = min(application.handlers)

        assert ["once"] == [handler.callback.__name__ for handler in application.handlers[first]]

    @pytest.mark.parametrize("command", ["oublier", "reglages", "abonner", "desabonner", "pause"])
    @pytest.mark.parametrize("chat", [CHAT, GROUP])
    def test_paced(self, application, telegram, command, chat):
        """A command that is no question is stopped, before its handler, when its author writes too fast."""
        (handler,) = application.handlers[-1]

        assert "hold_back" == handler.callback.__name__
        assert handler.check_update(telegram.text(f"/{command}", chat=chat))
        assert handler.check_update(telegram.text("/question où ?", chat=chat)) is None

    @pytest.mark.parametrize(
        "content",
        [
            {"text": "où est mon colis ?"},
            {"location": {"longitude": 1.2, "latitude": 6.1}},
            {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
        ],
    )
    def test_private(self, handler_of, telegram, content):
        """Alone with the bot, all that a person sends is replied to."""
        assert "message" == handler_of(telegram.message(**content))

    @pytest.mark.parametrize(
        "text", ["/start", "/question où est mon colis ?", "/inconnue", "/aide@essai_bot"]
    )
    def test_private_command(self, handler_of, telegram, text):
        """So is every command."""
        assert "message" == handler_of(telegram.text(text))

    @pytest.mark.parametrize(
        "command", ["question", "themes", "aide", "start", "help", "confidentialite", "QUESTION"]
    )
    def test_group_command(self, handler_of, telegram, command):
        """In a group our commands are replied to, whether they name us or not."""
        assert "message" == handler_of(telegram.text(f"/{command} où ?", chat=GROUP))
        assert "message" == handler_of(telegram.text(f"/{command}@essai_bot où ?", chat=GROUP))

    @pytest.mark.parametrize("chat", [CHAT, GROUP])
    def test_forget(self, handler_of, telegram, chat):
        """To be forgotten can be asked for wherever one wrote."""
        assert "forget" == handler_of(telegram.text("/oublier", chat=chat))

    @pytest.mark.parametrize("text", ["/bannir", "/question@un_autre_bot où ?", "/bannir@essai_bot"])
    def test_command_of_another_bot(self, handler_of, telegram, text):
        """In a group the commands of other bots are left to them."""
        assert handler_of(telegram.text(text, chat=GROUP)) is None

    @pytest.mark.parametrize(
        "content",
        [
            {"location": {"longitude": 1, "latitude": 6}},
            {"new_chat_members": [{"id": 8, "is_bot": False, "first_name": "Ama"}]},
        ],
    )
    def test_group_talk(self, handler_of, telegram, content):
        """What is no text in a group gets no reply."""
        assert handler_of(telegram.message(chat=GROUP, **content)) is None

    @pytest.mark.parametrize(
        "marks",
        [
            {"from": {"id": 8, "is_bot": True, "first_name": "Autre"}},
            {"via_bot": {"id": 1, "is_bot": True, "first_name": "Essai"}},
            {"is_automatic_forward": True, "sender_chat": {"id": -9, "type": "channel", "title": "…"}},
            {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Ama"}},
        ],
    )
    def test_not_from_people(self, handler_of, telegram, marks):
        """What other bots and channels bring along is left alone, even when it names a command of ours."""
        for text in ("/question où ?", "où ?", "/reglages", "/oublier", "/desabonner"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
            content = {"text": text, "entities": entities if text.startswith("/") else []}

            assert handler_of(telegram.message(chat=GROUP, **content, **marks)) is None

    @pytest.mark.parametrize(
        "content",
        [
            {"text": "fibre", "via_bot": {"id": 1, "is_bot": True, "first_name": "Essai"}},
            {"pinned_message": {"message_id": 3, "date": 1, "chat": {"id": CHAT, "type": "private"}}},
        ],
    )
    def test_not_for_an_announcement(self, built, office, telegram, content):
        """What an admin does in our chat without writing to us is no content of an announcement, nor a question."""
        application = built(office=replace(office, admins=ADMINS))
        update = telegram.message(**content)

        assert not [h for h in application.handlers[0] if h.check_update(update) not in (None, False)]
        taken = [h for h in application.handlers[0] if h.check_update(telegram.text("fibre"))]
        assert "given" == taken[0].callback.__name__

    def test_edited(self, handler_of, telegram):
        """A mended question has its own handler, wherever it was asked."""
        for chat in (CHAT, GROUP):
            for text in ("où ?", "/question où ?"):
                assert "edited" == handler_of(telegram.edited(text, chat=chat))

    def test_settings(self, handler_of, telegram):
        """A group's settings are opened by a command, and changed by taps."""
        assert "open" == handler_of(telegram.text("/reglages", chat=GROUP))
        assert "tap" == handler_of(telegram.tap("reglages:discret:1", chat=GROUP))

    def test_vote(self, handler_of, telegram):
        """A vote is no choice."""
        assert "vote" == handler_of(telegram.tap("vote:+:prix"))

    def test_overview(self, handler_of, telegram):
        """The bot's admins, alone with it, may ask which groups it is in; to others it is an unknown command."""
        assert "groups" == handler_of(telegram.text("/groupes"))
        assert "message" == handler_of(telegram.text("/groupes", chat=KOFI, user=KOFI))
        assert handler_of(telegram.text("/groupes", chat=GROUP)) is None

    @pytest.mark.parametrize("chat", [CHAT, GROUP])
    def test_tap(self, handler_of, telegram, chat):
        """A tap is followed wherever it comes from."""
        assert "choice" == handler_of(telegram.tap("themes", chat=chat))

    def test_tap_elsewhere(self, handler_of, telegram):
        """A tap under a message in a chat the bot is not in has its own handler."""
        assert "tap" == handler_of(telegram.tap_elsewhere("~themes"))

    def test_inline(self, handler_of, telegram):
        """What is typed inline is answered."""
        assert "answer" == handler_of(telegram.types("fibre"))

    def test_guest(self, handler_of, telegram):
        """So is who names the bot where it is not, command or not, and no other handler takes it."""
        for text in ("@essai_bot combien ?", "/question combien ?"):
            assert "answer" == handler_of(telegram.guest(text=text))

    @pytest.mark.parametrize(
        "content",
        [
            {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
            {"write_access_allowed": {}},
        ],
    )
    def test_service_message(self, handler_of, telegram, content):
        """What Telegram tells about the chat itself gets no reply."""
        assert handler_of(telegram.message(**content)) is None

    def test_failure(self, application):
        """A failure anywhere ends in the last resort."""
        assert ["failed"] == [handler.__name__ for handler in application.error_handlers]


class TestApplication:
    def test_html(self, application):
        """Messages are HTML, and links show no preview."""
        defaults = application.bot.defaults

        assert "HTML" == defaults.parse_mode
        assert defaults.link_preview_options.is_disabled

    def test_telegram(self, application):
        """Without a server of one's own it is Telegram's."""
        assert f"https://api.telegram.org/bot{TOKEN}" == application.bot.base_url

    def test_own_server(self, built):
        """A Bot API server of one's own is talked to instead."""
        assert f"http://127.0.0.1:8081/bot{TOKEN}" == built("http://127.0.0.1:8081/bot").bot.base_url


class Started:
    """An application that has a bot, and nothing more."""

    def __init__(self, bot):
        self.bot = bot


class TestBegin:
    async def test_told(self, application, bot, caplog):
        """The operator reads that the bot serves."""
        caplog.set_level("INFO")
        await application.post_init(Started(bot))

        assert ["serving channel=telegram"] == caplog.messages

    async def test_presented(self, application, bot):
        """Telegram is told of the commands, those of the bot's admins too, and of what the bot is."""
        await application.post_init(Started(bot))

        scopes = [call.options["scope"].type for call in bot.done("set_my_commands")]
        assert "chat" == scopes[-1]
        assert ["presentation"] == [call.text for call in bot.done("set_my_description")]

    async def test_inline_mode_off(self, application, bot, caplog):
        """The operator reads how to have inline mode, when it is off."""
        caplog.set_level("INFO")
        bot.supports_inline_queries = False
        await application.post_init(Started(bot))

        assert "inline mode is off; to have it: @BotFather, /setinline" == caplog.messages[-1]

    async def test_refused(self, application, bot, caplog):
        """A menu that cannot be set keeps nobody from being served."""
        bot.fail("set_my_commands", NetworkError("…"))
        await application.post_init(Started(bot))

        assert ["commands menu not set error=NetworkError"] == [
            record.getMessage() for record in caplog.records if record.levelname == "WARNING"
        ]


class TestMemory:
    async def test_opened(self, application, bot, memory):
        """What was kept before is taken up before anybody is served."""
        await application.post_init(Started(bot))

        assert (True, False) == (memory.opened, memory.closed)

    async def test_closed(self, application, bot, memory):
        """It is closed once nobody is served any more."""
        await application.post_shutdown(Started(bot))

        assert memory.closed


class TestServe:
    def test_polling(self, built, served):
        """It asks for what it handles only, waits for the network as long as it takes, and loses no message."""
        built()

        assert ("run_polling", USED, -1) == (
            served.way,
            served.asked["allowed_updates"],
            served.asked["bootstrap_retries"],
        )
        assert not served.asked.get("drop_pending_updates")

    def test_webhook(self, built, served):
        """It is brought the same, to the path of the address, with the secret, and waits as long."""
        built(webhook=WEBHOOK)

        expected = {
            "places": ("127.0.0.1", 8080, "/telegram"),
            "webhook_url": "https://bot.exemple.tg/telegram",
            "secret_token": "secret",
            "bootstrap_retries": -1,
            "allowed_updates": USED,
        }
        assert ("run_webhook", expected) == (served.way, served.asked)

    @pytest.mark.parametrize("error", [TokenRefusedError, NoBotApiError])
    def test_not_served(self, built, served, error):
        """Why nobody can be served is the caller's to tell."""
        served.error = error()

        with pytest.raises(error):
            built()

    def test_refused_while_serving(self, built, monkeypatch):
        """So is a token refused later on."""
        monkeypatch.setattr("bot.channels.telegram.polling.PollingBot.refused", True)

        with pytest.raises(TokenRefusedError):
            built()


class TestUsed:
    @pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
    def test_exact(self, application, telegram):
        """Of all that Telegram may tell, we ask for what a handler takes, and nothing else."""
        updates, taken = RandomUpdates(seed=1), set()
        for kind in KINDS * 50:
            update = telegram.read(updates.well_formed(kind))
            handlers = (*application.handlers[0], *application.handlers[1])
            if any(handler.check_update(update) not in (None, False) for handler in handlers):
                taken.add(kind)

        assert set(USED) == taken
