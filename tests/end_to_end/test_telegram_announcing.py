"""Announcements, from the admin who writes one to the people who asked for them, with the real process."""

from datetime import UTC, datetime

import pytest
from people import Person

SUBSCRIBED = "C’est noté\u202f: vous recevrez les annonces."
RESERVED = "Dans un groupe, seuls ses administrateurs décident des annonces."
CONFIRMED = "Oui, envoyer"


def zone_at_noon() -> str:
    """A time zone where it is neither early nor late, whenever the tests run."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}"


@pytest.fixture
def admin(own_api, words):
    return Person.alone(own_api, words)


@pytest.fixture(autouse=True)
def bot(own_api, start, admin):
    process = start(own_api, BOT_ADMINS=str(admin.id), BOT_TIMEZONE=zone_at_noon())
    yield process
    assert process.terminate() == 0


@pytest.fixture
def subscriber(own_api, words):
    """Makes someone who has subscribed."""

    def subscribe() -> Person:
        person = Person.alone(own_api, words)
        assert person.says("/abonner").text.startswith(SUBSCRIBED)
        return person

    return subscribe


def sees_in_the_end(person, beginning):
    """Wait until the last message shown to someone begins so; returns it."""

    def last():
        return next(
            (message for message in reversed(person.seen()) if message.text.startswith(beginning)), None
        )

    person.api.wait_until(lambda: last() is not None, f"{beginning!r} in chat {person.chat}")
    return last()


def announces(admin, content="Réunion samedi."):
    """Lead an announcement to its report; returns the message that is its report, as first shown."""
    admin.says("/annonce")
    before = len(admin.api.shown)
    admin.writes(content) if isinstance(content, str) else admin._sends(**content)
    admin.api.wait_until(lambda: len(admin.api.shown) >= before + 2, "a preview and its panel")
    panel = admin.seen()[-1]
    confirmation = admin.taps("Maintenant", panel)
    return admin.taps(CONFIRMED, confirmation)


def done(admin, figures):
    """Wait until the report says it is done, with these figures; returns it."""

    def found():
        last = admin.seen()[-1].text.replace("\u202f", " ")
        return "terminée" in last and all(figure in last for figure in figures)

    admin.api.wait_until(found, f"a report with {figures}")
    return admin.seen()[-1]


class TestSubscribing:
    def test_private(self, own_api, words):
        """Someone subscribes, pauses and leaves, and reads each time what was done."""
        afi = Person.alone(own_api, words)
        said = [
            afi.says(text).text
            for text in ("/pause 7 jours", "/abonner", "/pause longtemps", "/pause 2 semaines", "/desabonner")
        ]

        beginnings = (
            "Vous n’êtes pas abonné",
            SUBSCRIBED,
            "Je n’ai pas compris",
            "Pas d’annonces jusqu’au",
            "C’est fait",
        )
        assert [] == [
            text for text, begins in zip(said, beginnings, strict=True) if not text.startswith(begins)
        ]

    def test_group(self, own_api, words):
        """In a group its admins alone decide, anonymous ones too."""
        afi, kofi = Person.alone(own_api, words), Person.alone(own_api, words)
        group = own_api.new_group(bot="member")
        refused = afi.in_group(group).says("/abonner@essai_bot")
        accepted = kofi.in_group(group, place="administrator").says("/abonner@essai_bot")
        hidden = kofi.in_group(group, place="administrator").hidden().says("/desabonner@essai_bot")

        assert refused.text.startswith(RESERVED)
        assert accepted.text.startswith(SUBSCRIBED)
        assert hidden.text.startswith("C’est fait")

    def test_blocked_and_back(self, subscriber):
        """Who blocks the bot is subscribed no more; who comes back is offered it anew, and decides."""
        afi = subscriber()
        afi.blocks()
        afi.unblocks()
        offer = sees_in_the_end(afi, "Content de vous retrouver")

        assert afi.taps("Recevoir les annonces", offer).text.startswith(SUBSCRIBED)


class TestAnnouncing:
    def test_text(self, own_api, admin, subscriber, words):
        """Formatted text goes to each subscriber once, exactly as previewed; the report ends with the figures."""
        afi, kofi = subscriber(), subscriber()
        stranger = Person.alone(own_api, words)
        bold = [{"type": "bold", "offset": 0, "length": 7}]
        announces(admin, {"text": "Réunion samedi & dimanche <ici>.", "entities": bold})
        done(admin, ["Reçues : 2 sur 2"])

        preview = next(m for m in admin.seen() if m.text.startswith("Réunion"))
        copies = [m for person in (afi, kofi) for m in person.seen() if m.text.startswith("Réunion")]
        assert 2 == len(copies)
        assert [bold] * 3 == [m.parameters["entities"] for m in (preview, *copies)]
        assert [] == stranger.seen()

    def test_photo(self, admin, subscriber):
        """A photo goes with its text, by the name Telegram gave it."""
        afi = subscriber()
        size = {"file_id": "grande", "file_unique_id": "u", "width": 9, "height": 9}
        announces(admin, {"photo": [{**size, "file_id": "petite"}, size], "caption": "Le plan"})
        done(admin, ["Reçues : 1 sur 1"])

        assert [("grande", "Le plan")] == [
            (message.parameters["photo"], message.text)
            for message in afi.seen()
            if "photo" in message.parameters
        ]

    def test_refused(self, own_api, admin, subscriber):
        """One who has blocked the bot is told apart, and gets nothing more."""
        afi, kofi = subscriber(), subscriber()
        own_api.blocked.add(kofi.id)
        announces(admin)
        done(admin, ["Reçues : 1 sur 2", "Refusées (bloqué ou exclu) : 1"])
        own_api.blocked.discard(kofi.id)
        announces(admin, "Suite")
        done(admin, ["Reçues : 1 sur 1"])

        assert "Suite" == afi.seen()[-1].text
        assert "Suite" not in [message.text for message in kofi.seen()]

    def test_migrated(self, own_api, admin, subscriber, words):
        """A group that became a supergroup unheard gets the announcement at its new address."""
        subscriber()
        group = own_api.new_group(bot="member")
        chief = Person.alone(own_api, words).in_group(group, place="administrator")
        chief.says("/abonner@essai_bot")
        new = own_api.migrate(group, chief.user, told=False)
        announces(admin)
        done(admin, ["Reçues : 2 sur 2"])

        assert [new.id] == [m.chat for m in own_api.shown if m.chat < 0 and m.text.startswith("Réunion")]

    def test_lost_answer(self, own_api, admin, subscriber):
        """A copy whose answer was lost is uncertain, is not sent again by itself, and is when the admin says so."""
        afi = subscriber()
        admin.says("/annonce")
        before = len(own_api.shown)
        admin.writes("Réunion samedi.")
        own_api.wait_until(lambda: len(own_api.shown) >= before + 2, "a preview")
        confirmation = admin.taps("Maintenant", admin.seen()[-1])
        own_api.cut_next("sendMessage", done=True)
        admin.taps(CONFIRMED, confirmation)
        report = done(admin, ["Incertaines (réponse perdue, jamais renvoyées d’office) : 1"])
        once = [m.text for m in afi.seen()].count("Réunion samedi.")
        admin.presses(report.target_of("Renvoyer aux incertains (1)"), report)
        done(admin, ["Reçues : 1 sur 1"])

        assert (1, 2) == (once, [m.text for m in afi.seen()].count("Réunion samedi."))

    def test_failed_and_left(self, own_api, admin, subscriber):
        """Failures tried again reach those who still want announcements, and the report says how many did not."""
        afi, kofi, esi = subscriber(), subscriber(), subscriber()
        for person in (afi, kofi):
            own_api.refuse("sendMessage", 400, "Bad Request: odd", chat=person.chat)
        announces(admin)
        report = done(admin, ["Reçues : 1 sur 3", "Échecs : 2"])
        kofi.says("/desabonner")
        admin.taps("Réessayer les échecs (2)", report)
        final = done(admin, ["Reçues : 2 sur 3", "Échecs : 0", "Laissées de côté"])

        got = [
            [message.text for message in person.seen()].count("Réunion samedi.")
            for person in (afi, kofi, esi)
        ]
        assert [1, 0, 1] == got
        assert "Réessayer" not in str(final.buttons)

    def test_later(self, admin, subscriber):
        """A date that is not understood whole is asked for again; one that is, is said before it is confirmed."""
        subscriber()
        admin.says("/annonce")
        before = len(admin.api.shown)
        admin.writes("Réunion samedi.")
        admin.api.wait_until(lambda: len(admin.api.shown) >= before + 2, "a preview")
        admin.taps("Plus tard", admin.seen()[-1])
        doubtful = admin.says("ce soir")
        night = admin.says("demain à 23 h")
        confirmation = admin.taps("Attendre 7\u202fh", night)
        report = admin.taps(CONFIRMED, confirmation)
        stopping = admin.taps("Arrêter…", report)
        stopped = admin.taps("Oui, arrêter", stopping)

        assert doubtful.text.startswith("À quelle heure")
        assert "heures calmes" in night.text
        assert " à 7\u202fh" in confirmation.text
        assert "prévue" in report.text
        assert "arrêtée" in stopped.text

    def test_correction_and_recall(self, own_api, admin, subscriber):
        """A slip is corrected in every copy, and then every copy is deleted."""
        afi = subscriber()
        announces(admin, "Réunion samdi.")
        report = done(admin, ["Reçues : 1 sur 1"])
        copy = afi.seen()[-1]
        admin.taps("Corriger…", report)
        before = len(own_api.shown)
        admin.writes("Réunion samedi.")
        own_api.wait_until(lambda: len(own_api.shown) >= before + 2, "a preview")
        admin.taps("Oui", admin.seen()[-1])
        corrected = done(admin, ["Correction", "Reçues : 1 sur 1"])
        last = afi.seen()[-1]
        recall = admin.taps("Effacer partout…", corrected)
        admin.taps("Oui", recall)
        done(admin, ["Rappel", "Reçues : 1 sur 1"])

        assert (copy.id, "Réunion samedi.", True) == (last.id, last.text, last.edited)
        assert [(afi.chat, copy.id)] == own_api.deleted

    def test_slip_mended_before(self, admin, subscriber):
        """An admin who edits their message while it is a draft sees it anew, and so it leaves; no question is made of it."""
        afi = subscriber()
        admin.says("/annonce")
        before = len(admin.api.shown)
        admin.writes("Réunion samdi.")
        admin.api.wait_until(lambda: len(admin.api.shown) >= before + 2, "a preview and its panel")
        admin.edits("Réunion samedi.")
        admin.api.wait_until(lambda: len(admin.api.shown) >= before + 4, "another preview and its panel")
        admin.taps(CONFIRMED, admin.taps("Maintenant", admin.seen()[-1]))
        done(admin, ["Reçues : 1 sur 1"])
        admin.edits("Réunion dimanche.")
        late = sees_in_the_end(admin, "Retouche sans effet")

        assert "Réunion samedi." == afi.seen()[-1].text
        assert late == admin.seen()[-1]

    def test_entry(self, admin, subscriber):
        """An entry of the FAQ, or the « fait du jour », is told as the FAQ tells it, with its source."""
        afi = subscriber()
        panel = admin.says("/annonce suivi")
        admin.api.wait_until(lambda: "Maintenant" in admin.seen()[-1].buttons, "a panel")
        confirmation = admin.taps("Maintenant", admin.seen()[-1])
        admin.taps(CONFIRMED, confirmation)
        done(admin, ["Reçues : 1 sur 1"])
        entry = afi.seen()[-1]
        confirmation = admin.taps("Maintenant", admin.says("/annonce fait"))
        admin.taps(CONFIRMED, confirmation)
        sees_in_the_end(afi, "Le fait du jour")

        assert panel.html == entry.html
        assert "Le lien de suivi est dans votre courriel." in entry.text

    def test_pinned_and_silent(self, own_api, admin, words):
        """An announcement may be pinned where the bot may, and make no noise."""
        group = own_api.new_group(bot="administrator")
        Person.alone(own_api, words).in_group(group, place="administrator").says("/abonner@essai_bot")
        admin.says("/annonce")
        before = len(own_api.shown)
        admin.writes("Réunion samedi.")
        own_api.wait_until(lambda: len(own_api.shown) >= before + 2, "a preview")
        panel = admin.taps("Épingler", admin.seen()[-1])
        panel = admin.taps("Envoyer sans bruit", panel)
        admin.taps(CONFIRMED, admin.taps("Maintenant", panel))
        done(admin, ["Reçues : 1 sur 1"])

        (copy,) = [m for m in own_api.shown if m.chat == group.id and m.text == "Réunion samedi."]
        assert [(group.id, copy.id)] == own_api.pinned
        assert copy.parameters["disable_notification"] is True


class TestRights:
    def test_others(self, own_api, admin, subscriber):
        """Nobody else may begin an announcement, nor tap its buttons."""
        afi = subscriber()
        panel = admin.says("/annonce suivi")
        own_api.wait_until(lambda: "Maintenant" in admin.seen()[-1].buttons, "a panel")
        panel = admin.seen()[-1]
        afi.presses(panel.target_of("Maintenant"), panel)
        reply = afi.says("/annonce")

        assert "Envoyez maintenant" not in reply.text
        assert panel == admin.seen()[-1]

    def test_question_of_an_admin(self, admin, subscriber):
        """An admin who writes nothing for an announcement is answered like anyone."""
        subscriber()

        assert "courriel" in admin.says("Où est mon colis ?").text
