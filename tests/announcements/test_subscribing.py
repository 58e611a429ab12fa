"""Subscribe, pause, unsubscribe: nobody is told anything without having asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.announcements import Audience, Subscribing
from bot.conversation import Contact

AFI = Contact("telegram", "5")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Africa/Lome"))


@pytest.fixture
def says(desk, knowledge):
    """Gives a command; returns what is replied, in plain spaces."""
    subscribing = Subscribing(desk.subscriptions, knowledge, lambda: NOW)

    async def says(command, argument="", *, is_group=False):
        reply = await subscribing.reply_to(command, argument, AFI, is_group=is_group)
        return reply.text.replace("\u202f", " ")

    says.subscribing = subscribing
    return says


class TestReplyTo:
    async def test_subscribe(self, says, desk):
        """Whoever asks gets announcements."""
        text = await says("abonner")

        assert text.startswith("C’est noté : vous recevrez les annonces.")
        assert Audience(people=1) == await desk.subscriptions.audience("all", NOW)

    async def test_unknown_command(self, says, desk):
        """What is no command of ours subscribes nobody."""
        with pytest.raises(ValueError, match=r"^$"):
            await says("desabonner\nmerci")

        assert await desk.subscriptions.find(AFI) is None

    @pytest.mark.parametrize("argument", ["livraison", "La livraison", " LIVRAISON "])
    async def test_topic(self, says, desk, argument):
        """A topic may be asked for, by its id or its title."""
        text = await says("abonner", argument)

        assert "La livraison" in text
        assert frozenset(["livraison"]) == (await desk.subscriptions.find(AFI)).topics

    async def test_unknown_topic(self, says, desk):
        """A topic that does not exist is told with those that do, and nothing is subscribed."""
        text = await says("abonner", "météo")

        assert text.endswith("accueil, livraison.")
        assert await desk.subscriptions.find(AFI) is None

    async def test_unsubscribe(self, says, desk):
        """Whoever leaves is erased; who was not subscribed is told so."""
        await says("abonner")
        texts = [await says("desabonner"), await says("desabonner")]

        assert ["C’est fait", "Vous n’êtes"] == [
            text[:10].strip() if text[0] == "C" else text[:11] for text in texts
        ]
        assert await desk.subscriptions.find(AFI) is None

    @pytest.mark.parametrize(
        ("argument", "until"),
        [
            ("7 jours", "Pas d’annonces jusqu’au mardi 1er décembre 2026 à 10 h 30 inclus."),
            ("jusqu'au 3 décembre", "Pas d’annonces jusqu’au jeudi 3 décembre 2026 inclus."),
        ],
    )
    async def test_pause(self, says, desk, argument, until):
        """A pause says until when, and nobody paused is counted."""
        await says("abonner")
        text = await says("pause", argument)

        assert text.startswith(until)
        assert Audience() == await desk.subscriptions.audience("all", NOW)

    async def test_pause_over(self, says, desk):
        """To subscribe anew ends a pause."""
        await says("abonner")
        await says("pause", "7 jours")
        await says("abonner")

        assert Audience(people=1) == await desk.subscriptions.audience("all", NOW)

    @pytest.mark.parametrize(
        ("argument", "why"),
        [
            ("", "Dites-moi combien de temps."),
            ("un peu", "Je n’ai pas compris toute la date."),
            ("5 ans", "Je n’ai pas compris toute la date."),
            ("jusqu'à hier", "Je n’ai pas compris toute la date."),
        ],
    )
    async def test_pause_unread(self, says, argument, why):
        """A pause that is not understood is refused with examples."""
        await says("abonner")
        text = await says("pause", argument)

        assert text.startswith(f"{why} Par exemple : /pause 7 jours")

    async def test_pause_of_nobody(self, says):
        """Who is not subscribed has nothing to pause."""
        assert (await says("pause", "7 jours")).startswith("Vous n’êtes pas abonné")


class TestComeBack:
    async def test_refused(self, says, desk):
        """Who blocked us and comes back is offered the subscription, and nothing is subscribed by itself."""
        await says("abonner")
        await desk.subscriptions.refuse(AFI)
        offer = await says.subscribing.come_back(AFI)

        assert ["abonner"] == [suggestion.target for suggestion in offer.suggestions]
        assert Audience() == await desk.subscriptions.audience("all", NOW)

    async def test_never_subscribed(self, says):
        """Who had asked for nothing is offered nothing."""
        assert await says.subscribing.come_back(AFI) is None

    async def test_left_before(self, says):
        """Who had left of their own accord is offered nothing."""
        await says("abonner")
        await says("desabonner")

        assert await says.subscribing.come_back(AFI) is None
