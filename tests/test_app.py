"""The assembled bot: every ability in its place, on any FAQ folder."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures_dialogue import write_parcels

from bot.app import assemble, assemble_on, serve
from bot.conversation import Contact, Message, MessageKind, Outcome, Thread
from bot.knowledge import KnowledgeError, load
from bot.matching import Matcher, Zones
from bot.settings import Settings, SettingsError, Webhook

TOKEN = "123456:ABC-DEF1234"
CONTACT = Contact("essai", "1")


@pytest.fixture(scope="module")
def parcels(tmp_path_factory) -> Path:
    return write_parcels(tmp_path_factory.mktemp("app") / "faq")


@pytest.fixture(scope="module")
def app(parcels):
    return assemble(parcels)


def reply_of(app, text, kind=MessageKind.TEXT, command=""):
    reply, _ = app.responder.reply_to(Message(CONTACT, kind, text, command), Thread())
    return reply


class TestAssemble:
    def test_browsing(self, app):
        """Commands and choices are led through the FAQ."""
        topics = reply_of(app, "", MessageKind.COMMAND, "themes")

        assert ["Boutiques", "Colis"] == [suggestion.title for suggestion in topics.suggestions]

    def test_courtesy(self, app):
        """Courtesy comes before answers."""
        assert Outcome.SOCIAL is reply_of(app, "bonjour").outcome

    def test_answering(self, app):
        """A question is answered with what the folder holds."""
        reply = reply_of(app, "Où est mon colis ?")

        assert ["suivi"] == [answer.entry_id for answer in reply.answers]

    def test_every_entry(self, app):
        """Every entry is found by its own first question."""
        for entry in app.knowledge.entries:
            assert entry.id == app.matcher.find(entry.questions[0]).matches[0].entry.id

    def test_bad_folder(self, tmp_path):
        """A folder that cannot be served is told, whole."""
        with pytest.raises(KnowledgeError, match="ce dossier n'existe pas"):
            assemble(tmp_path / "absent")


class TestAssembleOn:
    def test_zones(self, parcels):
        """With a matcher of other zones the same knowledge answers less readily."""
        knowledge = load(parcels)
        cautious = assemble_on(knowledge, Matcher(knowledge, Zones(sure_from=1.1, unsure_from=0.1)))

        reply = reply_of(cautious, "Où est mon colis ?")
        assert Outcome.SUGGEST is reply.outcome
        assert "suivi" == reply.suggestions[0].entry_id


def settings_of(knowledge, data):
    webhook = Webhook("https://bot.exemple.tg/telegram", "un-secret", "127.0.0.1", 8080)
    return Settings(TOKEN, knowledge, data, "http://127.0.0.1:8081/bot", "text", webhook=webhook)


class TestServe:
    @pytest.fixture(autouse=True)
    def _logging_as_before(self):
        root, ours = logging.getLogger(), logging.getLogger("bot")
        handlers, levels = list(root.handlers), (root.level, ours.level)
        yield
        root.handlers[:] = handlers
        root.setLevel(levels[0])
        ours.setLevel(levels[1])

    def test_handed_over(self, parcels, tmp_path, monkeypatch, capsys):
        """Telegram is served with the folder's bot, and no log line tells the token."""
        served = []

        def serve_telegram(settings, service, _records, office, on_conflict):
            logging.getLogger("bot").info("token=%s secret=%s", settings.token, settings.webhook.secret)
            said, thread = service.voice.say("source"), service.memory.thread(CONTACT)
            found = service.lookup.find("suivi du col").entries[0].id
            served.append((settings, said, thread, found, office.admins, on_conflict))

        monkeypatch.setattr("bot.channels.telegram.serve", serve_telegram)
        settings = settings_of(parcels, tmp_path)
        serve(settings, parcels, print)

        assert [(settings, "Source\u202f:", Thread(), "suivi", settings.admins, print)] == served
        assert "token=[secret] secret=[secret]" in capsys.readouterr().err

    def test_bad_database(self, parcels, tmp_path, monkeypatch):
        """A database that cannot be used is told before Telegram hears of us."""
        monkeypatch.setattr("bot.channels.telegram.serve", lambda *_: pytest.fail("served all the same"))
        settings = replace(settings_of(parcels, tmp_path), database="postgresql+mystery://localhost/bot")

        with pytest.raises(SettingsError, match="BOT_DATABASE n'est pas l'adresse d'une base"):
            serve(settings, parcels, print)

    def test_bad_folder(self, tmp_path, monkeypatch):
        """A folder that cannot be served is told before Telegram hears of us."""
        monkeypatch.setattr("bot.channels.telegram.serve", lambda *_: pytest.fail("served all the same"))

        with pytest.raises(KnowledgeError):
            serve(settings_of(tmp_path, tmp_path), tmp_path / "absent", print)
