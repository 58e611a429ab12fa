"""Through the FAQ without asking: welcome, help, topics, pages, entries and back."""

from dataclasses import replace

import pytest
from conversing import DELAY, PARCELS, POSTE, SHOPS, chosen, ordered, said, sent_a_picture

from bot.conversation import Answer, Missed, Outcome, Reply, Suggestion, Thread, Vote, Why

TO_TOPICS = Suggestion("Thèmes", "themes")
WELCOME = Reply(Outcome.SOCIAL, "Bienvenue.", suggestions=(TO_TOPICS,))
TOPICS = Reply(
    Outcome.SOCIAL,
    "De quoi parler ?",
    suggestions=(Suggestion("Colis", "theme:colis"), Suggestion("Boutiques", "theme:lieux")),
)
LOST = Reply(Outcome.UNKNOWN, "Ce choix n’existe plus.", suggestions=(TO_TOPICS,))
PRICE_SHOWN = Reply(
    Outcome.ANSWER,
    answers=(Answer("prix", "2 000 F.", title="Prix de l’envoi"),),
    suggestions=(Suggestion("Retour", "theme:colis"),),
)


@pytest.fixture
def reply_to(browsing):
    """The reply to a message, whatever was said before."""
    return lambda message: browsing(message, Thread())


def titles(reply):
    return [suggestion.title for suggestion in reply.suggestions]


def target_of(reply, title):
    return next(suggestion.target for suggestion in reply.suggestions if suggestion.title == title)


class TestCommand:
    def test_start(self, reply_to):
        """« /start » welcomes and shows the way to the topics."""
        assert WELCOME == reply_to(ordered("start"))

    @pytest.mark.parametrize("argument", ["prix", " prix "])
    def test_deep_link(self, reply_to, argument):
        """A link to an entry shows it at once."""
        assert PRICE_SHOWN == reply_to(ordered("start", argument))

    @pytest.mark.parametrize("argument", ["disparue", "PRIX", "theme:colis", "Où est mon colis ?"])
    def test_dead_deep_link(self, reply_to, argument):
        """A link to nothing we have welcomes."""
        assert WELCOME == reply_to(ordered("start", argument))

    @pytest.mark.parametrize("command", ["aide", "help"])
    def test_help(self, reply_to, command):
        """Help says what the bot can do, and shows the way to the topics."""
        expected = Reply(Outcome.SOCIAL, "Mode d’emploi.", suggestions=(TO_TOPICS,))

        assert expected == reply_to(ordered(command))

    def test_topics(self, reply_to):
        """« /themes » offers every topic, in order."""
        assert TOPICS == reply_to(ordered("themes"))

    @pytest.mark.parametrize("argument", ["", "  \n"])
    def test_question_without_text(self, reply_to, argument):
        """« /question » alone says how to use it."""
        assert Reply(Outcome.SOCIAL, "Quelle question ?") == reply_to(ordered("question", argument))

    def test_question(self, reply_to):
        """« /question » with a question is left to whoever answers."""
        assert reply_to(ordered("question", "où est mon colis ?")) is None

    def test_unknown_command(self, reply_to):
        """A command that is not ours is left to the others."""
        assert reply_to(ordered("bannir", "themes")) is None


class TestMessage:
    def test_text(self, reply_to):
        """A text is left to the others, were it the name of a command."""
        assert reply_to(said("themes")) is None

    def test_picture(self, reply_to):
        """What we cannot read gets a kind line."""
        assert Reply(Outcome.SOCIAL, "Du texte, svp.") == reply_to(sent_a_picture())


class TestChoice:
    def test_topics(self, reply_to):
        """The way to the topics leads there."""
        assert TOPICS == reply_to(chosen("themes"))

    def test_topic(self, reply_to):
        """A topic offers its entries, and the way back to the topics."""
        expected = Reply(
            Outcome.SOCIAL,
            "Colis\nDélais et prix.",
            suggestions=(
                Suggestion("Délai de livraison", "entree:delai"),
                Suggestion("Suivi du colis", "entree:suivi"),
                Suggestion("Prix de l’envoi", "entree:prix"),
                TO_TOPICS,
            ),
        )

        assert expected == reply_to(chosen("theme:colis"))

    def test_topic_without_description(self, reply_to):
        """A topic without description is its title, and no empty line."""
        assert "Boutiques" == reply_to(chosen("theme:lieux")).text

    def test_entry(self, reply_to):
        """An entry is answered whole, with what to see also and the way back to its topic."""
        expected = Reply(
            Outcome.ANSWER,
            answers=(Answer("delai", "En 3 jours.", "Sauf le dimanche.", (POSTE,), "Délai de livraison"),),
            suggestions=(
                Suggestion("Suivi du colis", "entree:suivi"),
                Suggestion("Prix de l’envoi", "entree:prix"),
                Suggestion("Retour", "theme:colis"),
            ),
        )

        assert expected == reply_to(chosen("entree:delai"))

    def test_related_entry_gone(self, reply_to):
        """An entry to see also that is no more is passed over."""
        assert PRICE_SHOWN == reply_to(chosen("entree:prix"))

    @pytest.mark.parametrize(
        "target", ["entree:disparue", "entree:", "theme:disparu", "theme:disparu:1", "prix", "colis", ""]
    )
    def test_stale(self, reply_to, target):
        """A choice that leads nowhere any more gets a kind line and the way to the topics."""
        assert LOST == reply_to(chosen(target))


class TestNone:
    OFFERED = (Suggestion("Prix", "entree:prix"), Suggestion("Aucune", "aucune"))

    def test_missed(self, browsing):
        """When none of what was offered is the one, the question is kept, and the nearest topic leads on."""
        thread = Thread(offered=self.OFFERED, doubted="et la taxe ?")

        expected = Reply(
            Outcome.UNKNOWN,
            "Dommage.",
            suggestions=(Suggestion("Colis", "theme:colis"), TO_TOPICS),
            missed=Missed("et la taxe ?", Why.UNSURE, "prix"),
        )
        assert expected == browsing(chosen("aucune"), thread)

    def test_nearest_gone(self, browsing):
        """An entry offered that is no more still tells what was near."""
        thread = Thread(offered=(Suggestion("Disparue", "entree:disparue"),), doubted="et la taxe ?")

        reply = browsing(chosen("aucune"), thread)

        assert (TO_TOPICS,) == reply.suggestions
        assert Missed("et la taxe ?", Why.UNSURE, "disparue") == reply.missed

    @pytest.mark.parametrize("thread", [Thread(), Thread(offered=OFFERED), Thread(offered=(TO_TOPICS,))])
    def test_nothing_doubted(self, browsing, thread):
        """Chosen twice, or long after, it keeps nothing and still leads on."""
        reply = browsing(chosen("aucune"), thread)

        assert (Outcome.UNKNOWN, "Dommage.", None) == (reply.outcome, reply.text, reply.missed)
        assert TO_TOPICS == reply.suggestions[-1]

    def test_typed(self, reply_to):
        """The word typed is left to the others: only the choice is."""
        assert reply_to(said("aucune")) is None

    def test_offered(self, browsing):
        """The way out of a choice is a choice itself."""
        assert Suggestion("Aucune", "aucune") == browsing.none_of_these()


class TestVote:
    @pytest.mark.parametrize(("sign", "useful"), [("+", True), ("-", False)])
    def test_vote(self, reply_to, sign, useful):
        """A vote is thanked for, and leaves as a value."""
        expected = Reply(Outcome.SOCIAL, "Noté.", vote=Vote("prix", useful=useful))

        assert expected == reply_to(chosen(f"vote:{sign}:prix"))

    @pytest.mark.parametrize(
        "target", ["vote:+:disparue", "vote:*:prix", "vote:+", "vote:", "vote:+:", "vote:prix"]
    )
    def test_lost(self, reply_to, target):
        """A vote on nothing, or that says nothing, is a choice that leads nowhere."""
        assert LOST == reply_to(chosen(target))


class TestPages:
    def test_first(self, reply_to):
        """A page holds eight entries; the next one is offered below."""
        expected = [*(shop.title for shop in SHOPS[:8]), "Suite", "Thèmes"]

        assert expected == titles(reply_to(chosen("theme:lieux")))

    def test_forward(self, reply_to):
        """Turning pages shows every entry once, to the last page, which has no next."""
        second = reply_to(chosen(target_of(reply_to(chosen("theme:lieux")), "Suite")))
        third = reply_to(chosen(target_of(second, "Suite")))

        assert [*(shop.title for shop in SHOPS[8:16]), "Suite", "Retour"] == titles(second)
        assert [SHOPS[16].title, "Retour"] == titles(third)

    def test_back(self, reply_to):
        """« Retour » turns one page back, down to the first."""
        first = reply_to(chosen("theme:lieux"))
        second = reply_to(chosen("theme:lieux:1"))
        third = reply_to(chosen("theme:lieux:2"))

        assert second == reply_to(chosen(target_of(third, "Retour")))
        assert first == reply_to(chosen(target_of(second, "Retour")))

    @pytest.mark.parametrize("page", ["3", "99999999999999999999", "-1", "x", "²", "", "1:2"])
    def test_no_such_page(self, reply_to, page):
        """A page that is no more, or never was, is the first one."""
        assert reply_to(chosen("theme:lieux")) == reply_to(chosen(f"theme:lieux:{page}"))

    @pytest.mark.parametrize(
        ("shop", "target"), [(0, "theme:lieux"), (8, "theme:lieux:1"), (16, "theme:lieux:2")]
    )
    def test_back_from_entry(self, reply_to, shop, target):
        """« Retour » under an entry leads to the page the entry is on."""
        entry = reply_to(chosen(f"entree:{SHOPS[shop].id}"))

        assert target == target_of(entry, "Retour")
        assert SHOPS[shop].title in titles(reply_to(chosen(target)))

    @pytest.mark.parametrize("page", [0, 1, 2])
    def test_exactly_one_page(self, browsing, page):
        """Eight entries are one page: nothing follows."""
        eight = replace(PARCELS.topics[1], entries=SHOPS[:8])

        assert [*(shop.title for shop in SHOPS[:8]), "Thèmes"] == titles(browsing.topic(eight, page))

    def test_opened(self, browsing):
        """A topic is opened on its first page."""
        topic = PARCELS.topics[1]

        assert browsing.topic(topic, 0) == browsing.topic(topic)


class TestRelated:
    def test_order(self, browsing):
        """What to see also comes in the editor's order."""
        expected = (
            Suggestion("Suivi du colis", "entree:suivi"),
            Suggestion("Prix de l’envoi", "entree:prix"),
        )

        assert expected == browsing.related(DELAY)
