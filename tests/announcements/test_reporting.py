"""How an announcement fares, and what an admin may do about it."""

from datetime import timedelta

import pytest
from admin import ADMIN, NIGHT

from bot.announcements import Action, Attachment, Content, Failed, Sent, State, Status, Unknown
from bot.conversation import Contact


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
        await admin.desk.ledger.begin("x", ids, admin.now, until)
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

    async def test_spared(self, admin):
        """Those who unsubscribed since are left out of another try, and the report says how many."""
        number = await self.sent(admin)
        await self.serve(admin, Failed("x"), Failed("x"), Sent("1"))
        await admin.desk.ledger.finish(admin.now)
        without = admin.text
        await admin.desk.subscriptions.unsubscribe(Contact("telegram", "1"))
        await admin.brings(f"a:{number}:echecs")
        await self.serve(admin, Sent("2"), Sent("3"))
        await admin.brings(f"a:{number}:voir")

        assert "Laissées de côté" not in without
        assert "Laissées de côté (désabonnés, bloqués ou en pause depuis) : 1" in admin.text
        assert {State.SENT: 2, State.SPARED: 1} == await admin.desk.counts(number)

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
