"""What people see on Telegram: the real bot, on a server that takes only what Telegram takes."""

import pytest

QUESTION = "Quel est le délai de livraison ?"

PAGE = "https://exemple.tg/delais?an=2018&page=2"
_FRET = '<a href="https://exemple.tg/delais?an=2018&amp;page=2">'
_DATED = f"– {_FRET}Fret &amp; Fils, «\u202fDélais &lt;tous&gt; &amp; tarifs\u202f» (1er septembre 2018)</a>"
DELAY = (
    "Le colis arrive en 3 jours &amp; part en &lt; 24 h.\n"
    f"<i>Source\u202f:</i> {_FRET}Fret &amp; Fils (2018)</a>\n"
    "<blockquote expandable>Sauf le dimanche &amp; les jours fériés, &lt;voir&gt; le guichet.\n"
    f"{_DATED}</blockquote>"
)
TRACKING = (
    "Le lien de suivi est dans votre courriel.\n"
    f"<i>Sources\u202f:</i> La Poste, {_FRET}Fret &amp; Fils (2018)</a>\n"
    f"<blockquote expandable>– La Poste, «\u202fLe guichet\u202f»\n{_DATED}</blockquote>"
)
WELCOME = (
    "Bonjour\u202f! Posez-moi votre question, je vous réponds avec la source."
    " /themes montre de quoi je peux parler."
)
UNSURE_QUESTION = "où se trouve la boutique"
UNSURE = "Vous voulez dire\u202f:"
UNKNOWN = "Je ne sais pas répondre à cette question. Essayez avec d’autres mots, ou parcourez les thèmes."
UNKNOWN_AGAIN = "Décidément, je ne trouve pas. Le plus sûr est de partir des thèmes\u202f: /themes."
TEXT_ONLY = (
    "Je ne sais lire que le texte, pour le moment."
    " Écrivez-moi votre question en quelques mots, je vous répondrai."
)
LOST_CHOICE = "Ce choix n’existe plus. Reposez votre question, ou parcourez les thèmes."

ALL_TOPICS, BACK, MORE, NONE = "Tous les thèmes", "‹ Retour", "Suite ›", "Aucune de ces questions"
FIRST_SHOPS = [
    f"Boutique de {town}"
    for town in ("Aného", "Bassar", "Cinkassé", "Dapaong", "Kara", "Mango", "Notsé", "Sokodé")
]
LAST_SHOPS = ["Boutique de Tsévié", "Boutique de Vogan"]


def shop(title):
    """The answer of the entry of a title."""
    return f"À {title.removeprefix('Boutique de ')}, au marché."


class TestAsk:
    def test_question(self, afi):
        """A question gets the fact, the source, the details behind a fold, what to see also, and no preview."""
        message = afi.says(QUESTION)

        assert DELAY == message.html
        assert ["Suivi du colis"] == message.choices
        assert {"is_disabled": True} == message.parameters["link_preview_options"]
        assert "HTML" == message.parameters["parse_mode"]

    def test_misspelt(self, afi):
        """A question full of mistakes finds the same answer."""
        assert DELAY == afi.says("kel es le delé de livréson").html

    def test_unsure(self, afi):
        """When unsure the bot offers entries; the one tapped takes the place of the offer."""
        offer = afi.says(UNSURE_QUESTION)

        answer = afi.taps(offer.buttons[1], offer)

        *offered, last = offer.buttons
        assert (UNSURE, NONE) == (offer.text, last)
        assert {*FIRST_SHOPS, *LAST_SHOPS}.issuperset(offered)
        assert (offer.id, shop(offer.buttons[1])) == (answer.id, answer.text)
        assert [BACK] == answer.choices

    def test_none(self, afi):
        """When none of what is offered is the one, the person is led on."""
        offer = afi.says(UNSURE_QUESTION)

        answer = afi.taps(NONE, offer)

        assert answer.text.startswith("Dommage.")
        assert ["Boutiques", ALL_TOPICS] == answer.buttons

    def test_topic(self, afi):
        """The name of a topic gets its main entries, and the topic."""
        offer = afi.says("boutique")

        assert "Boutiques\u202f: que voulez-vous savoir\u202f?" == offer.text
        assert [*FIRST_SHOPS[:3], "Boutiques"] == offer.buttons

    def test_number(self, afi):
        """The number of an offer chooses, as it does where there are no buttons."""
        offer = afi.says("boutique")

        assert shop(offer.buttons[1]) == afi.says("2").text

    def test_unknown(self, afi):
        """A question the FAQ does not hold gets an honest word and the way to the topics."""
        message = afi.says("Quelle est la capitale du Pérou ?")

        assert UNKNOWN == message.text
        assert [ALL_TOPICS] == message.buttons

    def test_sticker(self, afi):
        """What is no text gets a kind line."""
        assert TEXT_ONLY == afi.sends_sticker().text

    def test_long_answer(self, afi):
        """An answer too long for one message comes in several, its buttons under the last."""
        afi.writes("/start remerciements")
        afi.writes("/start")
        afi.sees(WELCOME)

        *parts, _welcome = afi.seen()
        assert len(parts) > 1
        assert [[]] * (len(parts) - 1) + [[BACK]] == [part.choices for part in parts]
        assert 720 == sum(part.text.count("🙏") for part in parts)

    def test_two_people(self, person):
        """What is offered to one is not what another's number chooses."""
        afi, kofi = person(), person()
        offer = afi.says("boutique")

        assert UNKNOWN == kofi.says("1").text
        assert shop(offer.buttons[0]) == afi.says("1").text


class TestCommand:
    def test_start(self, afi):
        """« /start » welcomes and shows the way to the topics."""
        message = afi.says("/start")

        assert WELCOME == message.text
        assert [ALL_TOPICS] == message.buttons

    def test_deep_link(self, afi):
        """A link to an entry shows it at once."""
        message = afi.says("/start delai")

        assert DELAY == message.html
        assert ["Suivi du colis", BACK] == message.choices

    def test_dead_deep_link(self, afi):
        """A link to an entry that is no more welcomes."""
        assert WELCOME == afi.says("/start disparue").text

    def test_help(self, afi):
        """« /aide » says what the bot can do."""
        expected = (
            "Écrivez votre question comme elle vient, même avec des fautes.\n"
            "/themes\u202f: parcourir les sujets\n"
            "/question …\u202f: poser une question\n"
            "/aide\u202f: ce message\n"
            "/confidentialite\u202f: ce que je garde\u202f; /oublier\u202f: l’effacer"
        )

        assert expected == afi.says("/aide").text.strip()

    def test_question(self, afi):
        """« /question » with a question answers it."""
        assert TRACKING == afi.says("/question où est mon colis ?").html

    def test_question_without_text(self, afi):
        """« /question » alone says how to use it."""
        expected = (
            "Écrivez votre question après la commande, par exemple\u202f: /question où est mon colis\u202f?"
        )

        assert expected == afi.says("/question").text

    def test_unknown_command(self, afi):
        """A command we do not have is no question: what was talked about before does not answer it."""
        afi.says(QUESTION)

        assert UNKNOWN == afi.says("/bannir").text

    def test_privacy(self, afi):
        """« /confidentialite » says what is kept; « /oublier » erases it, and a number then chooses nothing."""
        privacy = afi.says("/confidentialite").text
        afi.says("boutique")
        forgotten = afi.says("/oublier").text
        again = afi.says("/oublier").text

        assert privacy.startswith("Ce que je garde de vous, sous votre identifiant Telegram")
        assert forgotten.endswith("Conversations en cours\u202f: 1. Avis sur des réponses\u202f: 0.")
        assert again.startswith("Je ne garde rien qui soit lié à vous")
        assert UNKNOWN == afi.says("1").text

    @pytest.mark.usefixtures("shared_bot")
    def test_menu(self, shared_api):
        """Telegram's menu names the commands, to each those they may give."""
        group = {
            "question": "Poser une question",
            "themes": "Parcourir les sujets",
            "aide": "Ce que je sais faire",
            "confidentialite": "Ce que je garde, ce que j’efface",
            "oublier": "Effacer ce qui est lié à moi",
        }
        subscribing = {
            "abonner": "Recevoir les annonces",
            "desabonner": "Ne plus recevoir les annonces",
            "pause": "Suspendre les annonces quelques jours",
        }
        alone = {**group, **subscribing}
        admins = {**alone, "reglages": "Régler mon comportement dans ce groupe"}

        shown = {
            scope: {command["command"]: command["description"] for command in commands}
            for scope, commands in shared_api.menus.items()
        }
        assert shown == {
            "default": alone,
            "all_private_chats": alone,
            "all_group_chats": group,
            "all_chat_administrators": admins,
        }


class TestBrowse:
    def test_there_and_back(self, afi):
        """Topics, a topic, its next page, an entry: one message turns its pages, and an answer is kept."""
        topics = afi.says("/themes")
        first = afi.taps("Boutiques", topics)
        second = afi.taps(MORE, first)
        entry = afi.taps("Boutique de Vogan", second)
        back = afi.taps(BACK, entry)
        first_again = afi.taps(BACK, back)
        topics_again = afi.taps(ALL_TOPICS, first_again)

        assert ["Boutiques", "Livraison & suivi"] == topics.buttons
        assert "Boutiques\nUne par ville." == first.text
        assert [*FIRST_SHOPS, MORE, ALL_TOPICS] == first.buttons
        assert [*LAST_SHOPS, BACK] == second.buttons
        assert ("À Vogan, au marché.", [BACK]) == (entry.text, entry.choices)
        assert [topics.id] * 3 == [first.id, second.id, entry.id]
        assert topics.id < back.id
        assert second.buttons == back.buttons
        assert [back.id, first.buttons] == [first_again.id, first_again.buttons]
        assert [back.id, topics.buttons] == [topics_again.id, topics_again.buttons]

    def test_marks_in_titles(self, afi):
        """« & » and « < » in an editor's titles are shown as typed."""
        topic = afi.taps("Livraison & suivi", afi.says("/themes"))

        assert "Livraison & suivi\nDu dépôt <nord> à votre porte." == topic.text

    def test_see_also(self, afi):
        """What is tapped under an answer comes below it."""
        answer = afi.says(QUESTION)

        other = afi.taps("Suivi du colis", answer)

        assert TRACKING == other.html
        assert not other.edited


class TestTap:
    def test_answered(self, shared_api, afi):
        """Each tap is answered once, so that the button stops turning."""
        offer = afi.says("boutique")
        tap = afi.presses(offer.target_of(offer.buttons[0]), offer)
        afi.writes("/start")
        afi.sees(WELCOME)

        assert 1 == shared_api.answered_taps.count(tap)

    def test_too_late(self, afi):
        """A tap Telegram takes no answer to any more is still followed."""
        offer = afi.says("boutique")

        assert shop(offer.buttons[0]) == afi.taps(offer.buttons[0], offer, late=True).text

    def test_twice(self, shared_api, afi):
        """A second tap on the same button, which changes nothing, gets no word of trouble."""
        topics = afi.says("/themes")
        afi.taps("Boutiques", topics)
        afi.presses(topics.target_of("Boutiques"), topics)
        afi.writes("/start")
        afi.sees(WELCOME)

        edits = shared_api.calls_of("editMessageText", afi.chat)
        assert [True, False] == [edit.refusal is None for edit in edits]
        assert "message is not modified" in edits[1].refusal
        assert 3 == len(afi.seen())

    def test_stale(self, afi):
        """A button of a former FAQ gets a kind line and the way to the topics."""
        offer = afi.says("boutique")
        before = len(afi.api.shown)
        afi.presses("entree:disparue", offer)

        message = afi.api.wait_for_shown(afi.chat, before)

        assert LOST_CHOICE == message.text
        assert [ALL_TOPICS] == message.buttons

    def test_message_out_of_reach(self, afi):
        """Under a message so old that Telegram hides it from the bot, what was tapped comes below."""
        offer = afi.says("boutique")
        before = len(afi.api.shown)
        afi.presses(offer.target_of(offer.buttons[0]), offer, readable=False)

        message = afi.api.wait_for_shown(afi.chat, before)

        assert shop(offer.buttons[0]) == message.text
        assert not message.edited

    def test_message_not_editable(self, shared_api, afi):
        """When Telegram lets the message be edited no more, what was tapped comes below."""
        offer = afi.says("boutique")
        shared_api.refuse("editMessageText", 400, "Bad Request: message can't be edited", chat=afi.chat)

        answer = afi.taps(offer.buttons[0], offer)

        assert shop(offer.buttons[0]) == answer.text
        assert not answer.edited


class TestTrouble:
    def test_delivered_twice(self, shared_api, afi):
        """An update that comes again is answered once."""
        afi.says(QUESTION)
        shared_api.deliver_again()
        afi.writes("/start")
        afi.sees(WELCOME)

        assert [DELAY, WELCOME] == [message.html for message in afi.seen()]

    def test_asked_to_wait(self, shared_api, person):
        """Told to wait, the bot waits and tries again, in order; meanwhile it answers other people."""
        afi, kofi = person(), person()
        refusal = "Too Many Requests: retry after 2"
        shared_api.refuse("sendMessage", 429, refusal, chat=afi.chat, retry_after=2)
        before = len(shared_api.shown)
        afi.writes(QUESTION)
        shared_api.wait_until(lambda: shared_api.calls_of("sendMessage", afi.chat), "the refused message")
        afi.writes("/start")
        kofi.writes("/start")
        afi.sees(WELCOME)

        shown = [(message.chat, message.html) for message in shared_api.shown[before:]]
        assert [(kofi.chat, WELCOME), (afi.chat, DELAY), (afi.chat, WELCOME)] == shown
        sent = shared_api.calls_of("sendMessage", afi.chat)
        assert [refusal, None, None] == [call.refusal for call in sent]

    def test_connection_cut(self, shared_api, afi):
        """A reply whose connection was cut is sent again."""
        shared_api.cut_next("sendMessage")

        assert DELAY == afi.says(QUESTION).html

    def test_blocked(self, shared_api, person):
        """Who blocked the bot is left in peace; the others are served."""
        afi, kofi = person(), person()
        refusal = "Forbidden: bot was blocked by the user"
        shared_api.refuse("sendMessage", 403, refusal, chat=afi.chat)
        afi.writes(QUESTION)
        kofi.says(QUESTION)
        afi.writes("/start")
        afi.sees(WELCOME)

        sent = shared_api.calls_of("sendMessage", afi.chat)
        assert [refusal, None] == [call.refusal for call in sent]
