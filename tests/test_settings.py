"""What the operator decides, and what is said when it cannot be."""

from pathlib import Path

import pytest

from bot import settings as module
from bot.settings import Settings, SettingsError, Webhook, environment_with_file, shipped_knowledge

TOKEN = "123456:ABC-DEF1234"

NO_TOKEN = (
    "BOT_TOKEN manque : c'est le jeton que @BotFather vous a donné. Exemple : BOT_TOKEN=123456:ABC-DEF1234"
)
BAD_TOKEN = "BOT_TOKEN n'a pas la forme d'un jeton : des chiffres, « : », des lettres. Exemple : BOT_TOKEN=123456:ABC-DEF1234"
BAD_URL = "BOT_API_URL doit être une adresse qui finit par « /bot ». Exemple : BOT_API_URL=http://127.0.0.1:8081/bot"
BAD_ADMINS = "BOT_ADMINS doit être une suite de numéros d'utilisateur Telegram, séparés par des virgules. Exemple : BOT_ADMINS=123456,234567"
BAD_DATABASE = "BOT_DATABASE n'est pas l'adresse d'une base SQLite ou PostgreSQL. Exemple : BOT_DATABASE=postgresql://bot:motdepasse@localhost/bot"
BAD_TIMEZONE = "BOT_TIMEZONE n'est pas un fuseau horaire. Exemple : BOT_TIMEZONE=Africa/Lome"
BAD_WEBHOOK = (
    "BOT_WEBHOOK_URL doit être une adresse https. Exemple : BOT_WEBHOOK_URL=https://bot.exemple.tg/telegram"
)
BAD_SECRET = "BOT_WEBHOOK_SECRET est nécessaire avec BOT_WEBHOOK_URL : de 1 à 256 lettres, chiffres, _ ou -. Exemple : BOT_WEBHOOK_SECRET=une-longue-suite-au-hasard"
BAD_LISTEN = "BOT_LISTEN doit être une adresse et un port. Exemple : BOT_LISTEN=127.0.0.1:8080"
BAD_LOG = "BOT_LOG doit valoir « text » ou « json ». Exemple : BOT_LOG=text"


def wrong_in(environment, *, needs_token=False):
    """The lines said of an environment."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environment, needs_token=needs_token)
    assert "\n".join(caught.value.lines) == str(caught.value)
    return list(caught.value.lines)


class TestFromEnvironment:
    def test_nothing(self):
        """Without a word, everything has a default, but for the token."""
        expected = Settings(
            token="", knowledge=shipped_knowledge(), data=Path("data"), api_url=None, log="text"
        )

        assert expected == Settings.from_environment({})

    def test_everything(self):
        """Each setting is read from its variable; spaces around do not matter."""
        environment = {
            "BOT_TOKEN": f" {TOKEN} ",
            "BOT_KNOWLEDGE": " ma-faq ",
            "BOT_DATA": " /var/lib/bot ",
            "BOT_API_URL": " http://127.0.0.1:8081/bot ",
            "BOT_LOG": " json ",
            "PATH": "/bin",
        }

        expected = Settings(
            token=TOKEN,
            knowledge=Path("ma-faq"),
            data=Path("/var/lib/bot"),
            api_url="http://127.0.0.1:8081/bot",
            log="json",
        )
        assert expected == Settings.from_environment(environment, needs_token=True)

    @pytest.mark.parametrize(("typed", "pace"), [("", 28), ("1", 1), ("12,5", 12.5), ("1000", 1000)])
    def test_pace(self, typed, pace):
        """The pace of announcements, with a French or an English decimal mark."""
        assert pace == Settings.from_environment({"BOT_PACE": typed}).pace

    @pytest.mark.parametrize("typed", ["0", "0,5", "-1", "vite", "1001", "1e2"])
    def test_bad_pace(self, typed):
        """A pace that is none, or that Telegram would never take, is told."""
        told = "BOT_PACE doit être un nombre d'annonces par seconde, de 1 à 1000. Exemple : BOT_PACE=28"

        assert [told] == wrong_in({"BOT_PACE": typed})

    @pytest.mark.parametrize("empty", ["", "  "])
    def test_empty(self, empty):
        """A variable left empty is a variable left out."""
        environment = dict.fromkeys(
            ("BOT_TOKEN", "BOT_KNOWLEDGE", "BOT_DATA", "BOT_API_URL", "BOT_LOG"), empty
        )

        assert Settings.from_environment({}) == Settings.from_environment(environment)

    @pytest.mark.parametrize("environment", [{}, {"BOT_TOKEN": " "}])
    def test_no_token(self, environment):
        """Whoever needs a token is told where to get one."""
        assert [NO_TOKEN] == wrong_in(environment, needs_token=True)

    @pytest.mark.parametrize(
        "token", ["ABC", "123456", ":ABC", "123456:", "123456:ABC DEF", "bot123456:ABC", "12:A\n34:B"]
    )
    def test_bad_token(self, token):
        """What is no token is told to whoever needs one, and never shown."""
        assert [BAD_TOKEN] == wrong_in({"BOT_TOKEN": token}, needs_token=True)

    def test_bad_token_unneeded(self):
        """Where no token is needed, it does not matter which there is."""
        assert "ABC" == Settings.from_environment({"BOT_TOKEN": "ABC"}).token

    def test_token_not_needed(self):
        """An operator's half-written token keeps no editor from checking an FAQ."""
        assert "ABC" == Settings.from_environment({"BOT_TOKEN": "ABC"}).token

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:8081/bot", "https://exemple.tg/bot", "https://exemple.tg/a/bot"]
    )
    def test_url(self, url):
        """A server of one's own is an address, to which the token is added."""
        assert url == Settings.from_environment({"BOT_API_URL": url}).api_url

    @pytest.mark.parametrize(
        "url", ["127.0.0.1:8081", "ftp://exemple.tg", "http://", "http:///bot", "http://a b/bot", "http://a/"]
    )
    def test_bad_url(self, url):
        """What is no address, or lacks its end, is told: the token would be part of the port."""
        assert [BAD_URL] == wrong_in({"BOT_API_URL": url})

    @pytest.mark.parametrize("log", ["xml", "JSON", "text json"])
    def test_bad_log(self, log):
        """Log lines have one of two forms."""
        assert [BAD_LOG] == wrong_in({"BOT_LOG": log})

    def test_admins(self):
        """Who may announce, by their numbers."""
        assert {12, 34} == Settings.from_environment({"BOT_ADMINS": " 12, 34,"}).admins

    @pytest.mark.parametrize("admins", ["@ama", "12;34", "12 34", "-5"])
    def test_bad_admins(self, admins):
        """A user name is no number: it can change hands."""
        assert [BAD_ADMINS] == wrong_in({"BOT_ADMINS": admins})

    @pytest.mark.parametrize("url", ["sqlite:///bot.sqlite", "postgresql://bot:x@localhost/bot"])
    def test_database(self, url):
        """Another database is an address."""
        assert url == Settings.from_environment({"BOT_DATABASE": url}).database

    @pytest.mark.parametrize("url", ["bot.sqlite", "mysql://localhost/bot", "postgresql:bot"])
    def test_bad_database(self, url):
        """What is no address of a database we can use is told."""
        assert [BAD_DATABASE] == wrong_in({"BOT_DATABASE": url})

    def test_timezone(self):
        """Dates are those of a place."""
        assert "Europe/Paris" == Settings.from_environment({"BOT_TIMEZONE": "Europe/Paris"}).timezone.key

    @pytest.mark.parametrize("name", ["Lomé", "../etc", "UTC+1"])
    def test_bad_timezone(self, name):
        """What is no place is told."""
        assert [BAD_TIMEZONE] == wrong_in({"BOT_TIMEZONE": name})

    def test_webhook(self):
        """Updates may be brought to an address, with a secret."""
        environment = {
            "BOT_WEBHOOK_URL": "https://bot.exemple.tg/t",
            "BOT_WEBHOOK_SECRET": "abc-1",
            "BOT_LISTEN": "0.0.0.0:9000",
        }

        assert (
            Webhook("https://bot.exemple.tg/t", "abc-1", "0.0.0.0", 9000)
            == Settings.from_environment(environment).webhook
        )

    def test_bad_webhook(self):
        """An address without TLS, without a secret, or a door that is none."""
        assert [BAD_WEBHOOK, BAD_SECRET, BAD_LISTEN] == wrong_in(
            {"BOT_WEBHOOK_URL": "http://bot.exemple.tg", "BOT_LISTEN": "8080"}
        )

    def test_all_at_once(self):
        """Every missing or wrong setting is named at once, each with an example."""
        environment = {"BOT_API_URL": "ici", "BOT_LOG": "xml"}

        assert [NO_TOKEN, BAD_URL, BAD_LOG] == wrong_in(environment, needs_token=True)
        assert [BAD_TOKEN, BAD_URL, BAD_LOG] == wrong_in({"BOT_TOKEN": "x", **environment}, needs_token=True)


class TestShippedKnowledge:
    def test_installed(self, tmp_path, monkeypatch):
        """Installed from a wheel, the FAQ that ships is inside the package."""
        (tmp_path / "bot" / "faq").mkdir(parents=True)
        monkeypatch.setattr(module, "_PACKAGE", tmp_path / "bot")

        assert tmp_path / "bot" / "faq" == shipped_knowledge()

    def test_checkout(self, tmp_path, monkeypatch):
        """In a checkout it is beside the package."""
        monkeypatch.setattr(module, "_PACKAGE", tmp_path / "bot")

        assert tmp_path / "knowledge" == shipped_knowledge()


class TestEnvironmentWithFile:
    @pytest.fixture(autouse=True)
    def _environment(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        for name in ("BOT_LOG", "BOT_KNOWLEDGE", "BOT_TOKEN"):
            monkeypatch.delenv(name, raising=False)

    def test_no_file(self, monkeypatch):
        """Without a file there is the environment alone."""
        monkeypatch.setenv("BOT_LOG", "json")
        found = environment_with_file()

        assert "json" == found["BOT_LOG"]
        assert "BOT_KNOWLEDGE" not in found

    def test_file(self, tmp_path):
        """A `.env` file where the command is started completes it."""
        (tmp_path / ".env").write_text(
            "# réglages\nBOT_LOG=json\nBOT_KNOWLEDGE='ma faq'\nBOT_TOKEN\n", encoding="utf-8"
        )
        found = environment_with_file()

        assert ("json", "ma faq") == (found["BOT_LOG"], found["BOT_KNOWLEDGE"])
        assert "BOT_TOKEN" not in found

    def test_environment_wins(self, tmp_path, monkeypatch):
        """What the environment says wins over the file."""
        (tmp_path / ".env").write_text("BOT_LOG=json\n", encoding="utf-8")
        monkeypatch.setenv("BOT_LOG", "text")

        assert "text" == environment_with_file()["BOT_LOG"]

    def test_other_file(self, tmp_path):
        """Another file may be named."""
        (tmp_path / "essai.env").write_text("BOT_LOG=json\n", encoding="utf-8")

        assert "json" == environment_with_file(tmp_path / "essai.env")["BOT_LOG"]
