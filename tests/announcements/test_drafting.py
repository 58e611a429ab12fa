"""From a content to an announcement scheduled, step by step; nothing leaves without a yes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.announcements import (
    Action,
    Attachment,
    Content,
    Drafting,
    Failed,
    Pace,
    Reporting,
    Sent,
    State,
    Status,
    Unknown,
)
from bot.conversation import Contact

LOME = ZoneInfo("Africa/Lome")
MORNING = datetime(2026, 11, 24, 10, 30, tzinfo=LOME)
NIGHT = datetime(2026, 11, 24, 22, 30, tzinfo=LOME)
ADMIN = "42"


class Admin:
    """Someone who may announce: what they send and tap, and what they are shown."""

    def __init__(self, desk, knowledge) -> None:
        self.now = MORNING
        self.desk = desk
        self.drafting = Drafting(desk.registry, desk.subscriptions, knowledge, lambda: self.now)
        rate = Pace(lambda: 0.0, 10)
        self.reporting = Reporting(
            desk.registry, self.drafting, knowledge.voice, lambda: self.now, lambda: rate.rate
        )
        self.shown = None

    async def commands(self, argument=""):
        self.shown = await self.drafting.begin(ADMIN, argument)

    async def sends(self, content="Bonjour"):
        content = Content(content) if isinstance(content, str) else content
        self.shown = await self.drafting.give(ADMIN, content, content.text)

    async def taps(self, title):
        """Tap the button whose title begins so."""
        (target,) = [s.target for s in self.shown.reply.suggestions if s.title.startswith(title)]
        await self.brings(target)

    async def brings(self, target):
        self.shown = await self.reporting.choose(ADMIN, target)

    @property
    def text(self):
        return self.shown.reply.text.replace("\u202f", " ")

    @property
    def buttons(self):
        return [suggestion.title for suggestion in self.shown.reply.suggestions]

    async def kept(self):
        (found,) = await self.desk.registry.latest(5)
        return found


@pytest.fixture
async def admin(desk, knowledge):
    await desk.subscribe(1, 2, -3)
    return Admin(desk, knowledge)


class TestBegin:
    async def test_content_first(self, admin):
        """/annonce asks for the content, which is then shown as it will be seen, with how many will see it."""
        await admin.commands()
        asked = admin.text
        await admin.sends("Réunion")

        assert asked.startswith("Envoyez maintenant")
        assert "Réunion" == admin.shown.preview.content.text
        assert "Pour : Tous les abonnés (2 en privé, 1 groupes)." in admin.text

    async def test_entry(self, admin):
        """An entry needs no content."""
        await admin.commands("accueil-adresse")

        assert "accueil-adresse" == admin.shown.preview.content.entry

    async def test_unknown_entry(self, admin):
        """An entry that does not exist is told."""
        await admin.commands("lune")

        assert admin.text.startswith("Je ne connais pas cette entrée")

    async def test_anew(self, admin, desk):
        """Another /annonce takes the place of a draft."""
        await admin.commands()
        former = (await desk.registry.draft_of(ADMIN)).id
        await admin.commands()

        assert await desk.registry.find(former) is None or former == (await desk.registry.draft_of(ADMIN)).id


class TestGive:
    async def test_nothing_awaited(self, admin):
        """What an admin writes that no draft waits for is a message like any other."""
        await admin.sends("Où est mon colis ?")

        assert admin.shown is None

    async def test_unreadable(self, admin):
        """What cannot be announced is told, and the content still awaited."""
        await admin.commands()
        await admin.sends(Content())
        told = admin.text
        await admin.sends("Bonjour")

        assert told.startswith("Je ne sais pas annoncer cela")
        assert admin.shown.preview

    @pytest.mark.parametrize("phrase", ["ce soir", "hier à 9h", "bientôt"])
    async def test_bad_hour(self, admin, phrase):
        """An hour that is not understood is refused with an example, and still awaited."""
        await admin.commands()
        await admin.sends()
        await admin.taps("Plus tard")
        await admin.sends(phrase)
        told = admin.text
        await admin.sends("demain à 9h")

        assert "Par exemple" in told
        assert "mercredi 25 novembre 2026 à 9 h" in admin.text


class TestMend:
    async def test_draft(self, admin):
        """A slip mended in the message is mended in the draft, and shown anew."""
        await admin.commands()
        await admin.sends("Réunion samdi.")
        draft = admin.shown.preview.id
        await admin.taps("Maintenant")
        admin.shown = await admin.drafting.mend(ADMIN, draft, Content("Réunion samedi."))
        panel = admin.text
        await admin.taps("Maintenant")
        await admin.taps("Oui")

        assert panel.startswith("Voici l’annonce")
        assert "Réunion samedi." == (await admin.kept()).content.text

    async def test_too_late(self, admin):
        """What is scheduled stays as it was confirmed; and another draft is another's."""
        await admin.commands()
        await admin.sends("Réunion samdi.")
        draft = admin.shown.preview.id
        await admin.taps("Maintenant")
        await admin.taps("Oui")
        await admin.commands()
        mended = await admin.drafting.mend(ADMIN, draft, Content("Réunion samedi."))

        assert mended.reply.text.startswith("Retouche sans effet")
        assert ["Réunion samdi.", "content"] == [
            (await admin.kept()).content.text,
            await admin.drafting.awaited(ADMIN),
        ]


class TestChoose:
    async def test_now(self, admin):
        """Now, once confirmed; tapped twice it is one announcement."""
        await admin.commands()
        await admin.sends()
        await admin.taps("Maintenant")
        confirmation = admin.shown
        await admin.taps("Oui, envoyer")
        admin.shown = confirmation
        await admin.taps("Oui, envoyer")

        found = await admin.kept()
        assert (Status.SCHEDULED, MORNING, ADMIN) == (found.status, found.at, found.author)
        assert found.id == admin.shown.report

    async def test_options(self, admin):
        """Recipients, noise and pin are chosen, and shown as they now are."""
        await admin.commands()
        await admin.sends()
        for title in ("Les groupes", "Envoyer sans bruit", "Épingler"):
            await admin.taps(title)
        shown = admin.text
        await admin.taps("Maintenant")
        await admin.taps("Oui")

        found = await admin.kept()
        assert "Les groupes (0 en privé, 1 groupes).\nSans bruit. Épinglée" in shown
        assert ("groups", True, True) == (found.target, found.silent, found.pin)

    async def test_topic(self, admin):
        """A topic's subscribers may be chosen, and the preview is not shown again."""
        await admin.commands()
        await admin.sends()
        await admin.taps("Un thème…")
        longest = admin.shown.reply.suggestions[0].target.replace("accueil", "x" * 48)
        await admin.taps("La livraison")

        assert "« La livraison »" in admin.text
        assert len(longest.replace("a:1:", "a:1234567:")) <= 64
        assert admin.shown.preview is None

    @pytest.mark.parametrize(
        ("choice", "at"),
        [("Attendre 7", datetime(2026, 11, 25, 7, tzinfo=LOME)), ("Envoyer quand même", NIGHT)],
    )
    async def test_night(self, admin, choice, at):
        """At night the admin chooses: the morning, or now all the same."""
        admin.now = NIGHT
        await admin.commands()
        await admin.sends()
        await admin.taps("Maintenant")
        asked = admin.text
        await admin.taps(choice)
        await admin.taps("Oui")

        found = await admin.kept()
        assert "heures calmes, de 21 h à 7 h" in asked
        assert (at, choice != "Attendre 7") == (found.at, found.at_night)

    async def test_every_night(self, admin):
        """A recurrence at night becomes one at the end of it."""
        await admin.commands("fait")
        await admin.taps("Plus tard")
        await admin.sends("tous les jours à 22 h")
        await admin.taps("Attendre 7")
        await admin.taps("Oui")

        found = await admin.kept()
        assert ("0,1,2,3,4,5,6 07:00", datetime(2026, 11, 25, 7, tzinfo=LOME)) == (
            found.every.as_text(),
            found.at,
        )

    async def test_back(self, admin):
        """Back from an hour, everything is as before."""
        await admin.commands()
        await admin.sends()
        before = admin.text
        await admin.taps("Plus tard")
        await admin.taps("‹ Retour")

        assert before == admin.text

    async def test_cancel(self, admin, desk):
        """Given up, nothing is left of it."""
        await admin.commands()
        await admin.taps("Annuler")

        assert admin.text.startswith("Annonce abandonnée")
        assert await desk.registry.draft_of(ADMIN) is None

    @pytest.mark.parametrize("target", ["a:99:oui", "a:x:oui", "a:", "a:1:volons", "a:1:pour:lune"])
    async def test_lost(self, admin, target):
        """A button that leads nowhere any more is told kindly."""
        await admin.commands()
        await admin.brings(target)

        assert admin.text.startswith("Ce choix n’existe plus")

    async def test_left_overnight(self, admin):
        """« Now » is when it is confirmed, not when it was first tapped."""
        await admin.commands()
        await admin.sends()
        await admin.taps("Maintenant")
        admin.now += timedelta(hours=3)
        await admin.taps("Oui")

        assert admin.now == (await admin.kept()).at


class TestReporting:
    async def sent(self, admin):
        """An announcement whose recipients are listed."""
        await admin.commands()
        await admin.sends()
        await admin.taps("Maintenant")
        await admin.taps("Oui")
        number = admin.shown.report
        (due,) = await admin.desk.ledger.due(admin.now)
        await admin.desk.ledger.start(due, due.content, None)
        while await admin.desk.ledger.gather(admin.now, 10):
            pass
        await admin.brings(f"a:{number}:voir")
        return number

    async def serve(self, admin, *results):
        """Let so many deliveries end so."""
        until = admin.now + timedelta(minutes=1)
        claimed = await admin.desk.ledger.claim("x", admin.now, until, len(results), at_night=False)
        ids = [found.id for found in claimed]
        await admin.desk.ledger.begin("x", ids, until)
        await admin.desk.ledger.settle("x", dict(zip(ids, results, strict=True)), admin.now, 10)

    async def test_under_way(self, admin):
        """Under way: the figures, the time left, and what may be done."""
        await self.sent(admin)

        assert "en cours d’envoi" in admin.text
        assert "Reçues : 0 sur 3" in admin.text
        assert "Fin dans environ une minute." in admin.text
        assert ["Suspendre", "Arrêter…"] == admin.buttons

    async def test_pause(self, admin):
        """Paused it may be resumed."""
        await self.sent(admin)
        await admin.taps("Suspendre")
        paused = (admin.text, admin.buttons)
        await admin.taps("Reprendre")

        assert "suspendue" in paused[0]
        assert ["Reprendre", "Arrêter…"] == paused[1]
        assert Status.GATHERING is (await admin.kept()).status

    async def test_stop(self, admin):
        """To stop is for good, and asked once more."""
        await self.sent(admin)
        await admin.taps("Arrêter…")
        await admin.taps("‹ Retour")
        not_yet = (await admin.kept()).status
        await admin.taps("Arrêter…")
        await admin.taps("Oui, arrêter")

        assert (Status.DELIVERING, Status.STOPPED) == (not_yet, (await admin.kept()).status)

    async def test_failed_again(self, admin):
        """Failures and uncertain ones are tried again apart, each when the admin says so."""
        number = await self.sent(admin)
        await self.serve(admin, Failed("x"), Unknown("x"), Sent("1"))
        await admin.desk.ledger.finish(admin.now)
        await admin.brings(f"a:{number}:voir")
        buttons = admin.buttons
        await admin.taps("Réessayer")

        expected = [
            "Réessayer les échecs (1)",
            "Renvoyer aux incertains (1)",
            "Corriger…",
            "Effacer partout…",
        ]
        assert expected == buttons
        assert {State.WAITING: 1, State.UNKNOWN: 1, State.SENT: 1} == await admin.desk.counts(number)

    async def test_sure(self, admin):
        """The question whether to stop is left in the report's place for a minute, or until it is answered."""
        number = await self.sent(admin)
        await admin.desk.registry.report_in(number, Contact("telegram", ADMIN), "9")

        async def stale(**later):
            now = admin.now + timedelta(**later)
            return [one.id for one in await admin.desk.registry.to_report(now, now - timedelta(seconds=5))]

        await admin.taps("Arrêter…")
        seen = [await stale(seconds=30), await stale(seconds=65)]
        await admin.brings(f"a:{number}:arret")
        await admin.brings(f"a:{number}:voir")
        await admin.desk.registry.report_in(number, Contact("telegram", ADMIN), "9")

        assert [[], [number], [number]] == [*seen, await stale(seconds=1)]

    @pytest.mark.parametrize("verb", ["echecs", "incertains"])
    async def test_stopped_for_good(self, admin, verb):
        """Of a stopped one nothing is tried again: with it would leave what was stopped."""
        number = await self.sent(admin)
        await self.serve(admin, Failed("x"), Unknown("x"))
        await admin.brings(f"a:{number}:stop")
        buttons = admin.buttons
        await admin.brings(f"a:{number}:{verb}")

        assert [] == buttons
        assert Status.STOPPED is (await admin.kept()).status
        expected = {State.WAITING: 1, State.FAILED: 1, State.UNKNOWN: 1}
        assert expected == await admin.desk.counts(number)

    async def test_at_night(self, admin):
        """Corrections and recalls wait for no morning: they ring nobody, and people read the slip meanwhile."""
        number = await self.sent(admin)
        await self.serve(admin, Sent("1"))
        await admin.brings(f"a:{number}:stop")
        admin.now = NIGHT
        await admin.taps("Corriger")
        await admin.sends("Juste")
        await admin.taps("Oui")
        await admin.brings(f"a:{number}:rappeler")
        await admin.taps("Oui")

        recall, correction, _ = await admin.desk.registry.latest(5)
        assert (True, True) == (recall.at_night, correction.at_night)

    async def test_correction(self, admin):
        """A correction is a text, of the first announcement even when it corrects a correction."""
        number = await self.sent(admin)
        await admin.brings(f"a:{number}:corriger")
        await admin.sends(Content("x", (), Attachment("photo", "f")))
        refused = admin.text
        await admin.sends("Juste")
        asked = admin.text
        await admin.taps("Oui")
        correction = admin.shown.report
        await admin.brings(f"a:{correction}:corriger")

        assert refused.startswith("Une correction remplace le texte")
        assert asked.startswith("Remplacer le texte dans les 0 copies")
        draft = await admin.desk.registry.draft_of(ADMIN)
        assert (Action.CORRECT, number) == (draft.action, draft.of)

    async def test_latest(self, admin):
        """The latest announcements are buttons to their reports."""
        number = await self.sent(admin)
        reply = await admin.reporting.latest(5)

        assert [f"a:{number}:voir"] == [suggestion.target for suggestion in reply.suggestions]

    async def test_none(self, admin):
        """Without any, how to make one is told."""
        assert "/annonce" in (await admin.reporting.latest(5)).text
