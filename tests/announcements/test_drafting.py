"""From a content to an announcement scheduled, step by step; nothing leaves without a yes."""

from datetime import datetime, timedelta

import pytest
from admin import ADMIN, LOME, MORNING, NIGHT

from bot.announcements import Content, Status


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
