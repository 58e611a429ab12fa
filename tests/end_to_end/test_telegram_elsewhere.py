"""What people see of the bot in chats it is not in: « @bot … » while they type, and where it is named as a guest."""

from base64 import urlsafe_b64encode

import pytest
from bot_api import USERNAME
from people import Person

QUESTION, OTHER_QUESTION = "Quel est le délai de livraison ?", "Où est mon colis ?"
ADDRESS = f"https://t.me/{USERNAME}"
ASK = ("Poser une question", ADDRESS)
NOTHING = "Rien trouvé. Posez-moi la question en privé"
NOT_LISTED = "Pas dans la liste\u202f? Posez votre question"
LONG_QUESTION = "Quelle est la hauteur du plus grand phare de toute la côte du Pérou, et qui l'a bâti ?"

DEPOTS = 55
"""More than people may scroll through."""


@pytest.fixture(scope="module")
def faq(faq, tmp_path_factory):
    """The FAQ of these tests, with a long topic."""
    folder = tmp_path_factory.mktemp("faq-elsewhere")
    for file in faq.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    entries = "".join(
        f"""
  - {{id: depot-{number}, titre: "Dépôt {number}", questions: ["Où se trouve le dépôt {number} ?"], reponse: "Quai {number}."}}"""
        for number in range(1, DEPOTS + 1)
    )
    (folder / "depots.yaml").write_text(
        f'theme: {{id: depots, titre: "Dépôts"}}\nentrees:{entries}\n', encoding="utf-8"
    )
    return folder


@pytest.fixture
def said(person):
    """What the bot says in private to a text, as HTML."""
    return lambda text: person().says(text).html


@pytest.fixture
def elsewhere(person, shared_api):
    """Someone in a group the bot is not in."""
    return person().in_group(-shared_api.number())


def at_shop(title):
    """The answer of the shop of a title."""
    return f"À {title.removeprefix('Boutique de ')}, au marché."


def links(message):
    """The buttons of a message that lead out of it."""
    return [(title, message.button(title).get("url")) for title in message.buttons]


class TestType:
    @pytest.mark.parametrize(
        "typed",
        [
            "dé",
            "dél",
            "délai de li",
            "delai",
            "DELAI",
            "déla",
            "deali",
            "delay livraison",
            QUESTION,
            "kel es le delé de livréson",
        ],
    )
    def test_found(self, afi, typed):
        """From the second letter on, right or misspelt, the entry is there; a question finds its answer first."""
        answer = afi.looks_up(typed)

        assert "Délai de livraison" == answer.titles[0]
        assert (
            "Le colis arrive en 3 jours & part en < 24 h."
            == answer.result("Délai de livraison")["description"]
        )

    def test_topic(self, afi):
        """The title of a topic shows its entries."""
        assert {"Boutique de Aného", "Boutique de Vogan"} <= {*afi.looks_up("boutiques").titles}

    def test_nothing_typed(self, afi):
        """Before anything is typed, there is something to choose: what is most asked, and the first entry of each topic."""
        answer = afi.looks_up("")

        assert {"Boutique de Aného", "Dépôt 1", "Délai de livraison"} <= {*answer.titles}
        assert answer.button is None

    def test_scrolled(self, afi):
        """The list goes on as one scrolls, each entry once, fifty at most."""
        seen, offset = [], ""
        for expected in (20, 20, 10):
            answer = afi.looks_up("dépôt", offset)
            assert expected == len(answer.titles)
            seen += answer.titles
            offset = answer.next_offset

        assert "" == offset
        assert 50 == len(set(seen))

    def test_cached_for_all(self, afi):
        """An answer holds nothing of who typed, and is soon asked for anew."""
        parameters = afi.looks_up("délai").parameters

        assert (60, False) == (parameters["cache_time"], parameters["is_personal"])

    @pytest.mark.parametrize("typed", ["🙏", "<b>&", "a" * 256, "?" * 256, "\u202e\u0000é", "你好"])
    def test_anything(self, afi, typed):
        """Whatever is typed, there is an answer."""
        assert afi.looks_up(typed).parameters["results"] is not None


class TestChoose:
    def test_sent(self, afi, elsewhere, said):
        """What is chosen is sent whole, as it is answered in private, without a preview; and the way to ask more."""
        message = elsewhere.chooses("Délai de livraison", afi.looks_up("délai"))

        assert said(QUESTION) == message.html
        assert "<blockquote expandable>" in message.html
        assert {"is_disabled": True} == message.parameters["link_preview_options"]
        assert [ASK] == links(message)

    def test_long(self, afi, elsewhere):
        """An answer too long for one message is read on in private, whole."""
        message = elsewhere.chooses("Mot de remerciement", afi.looks_up("mot de rem"))
        (title, link), ask = links(message)
        parameter = link.removeprefix(f"{ADDRESS}?start=")
        before = len(afi.api.shown)
        afi.writes(f"/start {parameter}")
        first = afi.api.wait_for_shown(afi.chat, before)
        second = afi.api.wait_for_shown(afi.chat, before + 1)

        assert ("Lire la suite", ASK) == (title, ask)
        assert message.html == first.html
        assert "Merci &amp; bravo" in second.html


class TestAskInPrivate:
    @pytest.mark.parametrize("question", ["capitale du Pérou", LONG_QUESTION])
    def test_carried(self, afi, said, question):
        """What finds nothing is asked in private at a tap, as if it was typed there; as often as it is tapped."""
        button = afi.looks_up(question).button
        replies = [said(f"/start {button['start_parameter']}") for _ in range(2)]

        assert NOTHING == button["text"]
        assert [said(question)] * 2 == replies

    def test_answered(self, said):
        """A question that is carried gets its answer."""
        carried = "Q" + urlsafe_b64encode(QUESTION.encode()).decode().rstrip("=")

        assert said(QUESTION) == said(f"/start {carried}")

    def test_not_sure(self, afi):
        """A question that may want something else than the list can be asked too."""
        answer = afi.looks_up("quel est le prix de la livraison à moto")

        assert NOT_LISTED == answer.button["text"]
        assert [] != answer.titles

    def test_never_a_command(self, said):
        """A link made by somebody else commands nothing."""
        carried = "Q" + urlsafe_b64encode(b"/start").decode().rstrip("=")

        assert said("/start") != said(f"/start {carried}")

    def test_lost(self, said):
        """A question kept no more is told kindly; a link of somebody else's making is a start like any other."""
        assert "n’existe plus" in said(f"/start P{'a' * 22}")
        assert said("/start") == said("/start Promo2019")


class TestRestart:
    def test_asked_and_carried(self, own_api, start, words, tmp_path):
        """After a restart, what was most asked is shown first before anything is typed, and a link still carries its question."""
        afi, kofi = Person.alone(own_api, words), Person.alone(own_api, words)
        former = start(own_api, folder=tmp_path)
        afi.says(OTHER_QUESTION)
        parameter = afi.looks_up(LONG_QUESTION).button["start_parameter"]
        former_code = former.terminate()
        bot = start(own_api, folder=tmp_path)

        assert "Suivi du colis" == afi.looks_up("").titles[0]
        assert kofi.says(LONG_QUESTION).html == afi.says(f"/start {parameter}").html
        assert [0, 0] == [former_code, bot.terminate()]


class TestTypeOn:
    def test_newest(self, own_api, start, words):
        """Of what one person typed meanwhile only the newest is answered; what others typed, too."""
        afi, kofi = Person.alone(own_api, words), Person.alone(own_api, words)
        own_api.hear_nothing()
        bot = start(own_api, wait=False)
        own_api.wait_until(lambda: own_api.dropped, "a vain call")
        typed = [afi.types("délai de livraison"[:length]) for length in range(1, 19)]
        other = kofi.types("suivi")
        own_api.hear_again()
        own_api.wait_until(lambda: len(own_api.inline_answers) >= 2, "two answers")
        afi.looks_up("suivi")

        assert [typed[-1], other] == [answer.query for answer in own_api.inline_answers[:-1]]
        assert 0 == bot.terminate()

    def test_refused(self, shared_api, shared_bot, afi):
        """An answer that comes too late is lost; the next one is not."""
        shared_api.refuse(
            "answerInlineQuery", 400, "Bad Request: query is too old and response timeout expired"
        )
        afi.types("délai")
        shared_api.wait_until(lambda: shared_api.calls_of("answerInlineQuery")[-1].refusal, "the refusal")

        assert "Délai de livraison" == afi.looks_up("dél").titles[0]
        assert {"INFO"} == shared_bot.levels()


class TestCallGuest:
    def test_question(self, elsewhere, said):
        """Named with a question where it is not, the bot answers there; what goes with it is read in private."""
        message = elsewhere.calls_guest(QUESTION)

        assert said(QUESTION) == message.html
        assert {"is_disabled": True} == message.parameters["link_preview_options"]
        assert [("Suivi du colis", f"{ADDRESS}?start=suivi"), ASK] == links(message)

    def test_conversation(self, elsewhere):
        """The conversation goes on with who began it: a number chooses."""
        offer = elsewhere.calls_guest("boutique")

        assert at_shop(offer.buttons[1]) == elsewhere.calls_guest("2").text

    def test_of_another(self, elsewhere, person):
        """Somebody else's number chooses nothing of it."""
        offer = elsewhere.calls_guest("boutique")

        assert at_shop(offer.buttons[1]) != person().in_group(elsewhere.chat).calls_guest("2").text

    def test_tapped(self, elsewhere, person):
        """Anyone there may tap what is offered: it takes the place of the offer."""
        offer = elsewhere.calls_guest("boutique")
        answer = person().in_group(elsewhere.chat).taps(offer.buttons[0], offer)

        assert (at_shop(offer.buttons[0]), offer.inline) == (answer.text, answer.inline)
        assert [ASK] == links(answer)

    def test_named_only(self, elsewhere):
        """Named and nothing else, it says what it is for."""
        assert "/question" in elsewhere.calls_guest("").text

    def test_same_number(self, afi):
        """A chat of guests may have the number of another one: neither hears of the other."""
        offer = afi.calls_guest("boutique")

        assert at_shop(offer.buttons[0]) != afi.says("1").text

    @pytest.mark.parametrize("code", [400, 403])
    def test_refused(self, shared_api, shared_bot, elsewhere, code):
        """When Telegram refuses, that answer is lost, and nothing else."""
        shared_api.refuse("answerGuestQuery", code, "Bad Request: query is too old")
        elsewhere.names_guest(QUESTION)
        shared_api.wait_until(lambda: shared_api.calls_of("answerGuestQuery")[-1].refusal, "the refusal")

        assert "courriel" in elsewhere.calls_guest(OTHER_QUESTION).text
        assert {"INFO"} == shared_bot.levels()

    def test_delivered_twice(self, shared_api, elsewhere, said):
        """Called once, it answers once."""
        elsewhere.calls_guest(QUESTION)
        shared_api.deliver_again()
        elsewhere.calls_guest(OTHER_QUESTION)

        assert [said(QUESTION), said(OTHER_QUESTION)] == [message.html for message in elsewhere.seen()]

    def test_flood(self, elsewhere, person):
        """Who calls it too fast is told so, then not answered; others are."""
        for _ in range(21):
            told = elsewhere.calls_guest(OTHER_QUESTION)
        elsewhere.names_guest(OTHER_QUESTION)
        other = person().in_group(elsewhere.chat).calls_guest(OTHER_QUESTION)

        assert "courriel" not in told.text
        assert "courriel" in other.text
        assert 22 == len(elsewhere.seen())
