"""Whole conversations, as someone at a terminal reads them."""

import io
from collections.abc import Callable

import pytest
from fixtures_dialogue import write_parcels

from bot.app import assemble
from bot.channels.console import Console

HELP = (
    "Écrivez votre question comme elle vient, même avec des fautes.\n"
    "/themes\u202f: parcourir les sujets\n"
    "/question …\u202f: poser une question\n"
    "/aide\u202f: ce message\n/confidentialite\u202f: ce que je garde\u202f; /oublier\u202f: l’effacer\n\n1. Tous les thèmes"
)
WELCOME = (
    "Bonjour\u202f! Posez-moi votre question, je vous réponds avec la source."
    " /themes montre de quoi je peux parler.\n\n1. Tous les thèmes"
)
TOPICS = "De quoi voulez-vous parler\u202f?\n\n1. Boutiques\n2. Colis"
PARCELS = (
    "Colis\nLes délais, le suivi et les prix.\n\n"
    "1. Délai de livraison\n2. Suivi du colis\n3. Prix de l’envoi\n4. Tous les thèmes"
)
FIRST_SHOPS = (
    "Boutiques\nUne par ville.\n\n"
    "1. Boutique de Aného\n2. Boutique de Bassar\n3. Boutique de Cinkassé\n4. Boutique de Dapaong\n"
    "5. Boutique de Kara\n6. Boutique de Mango\n7. Boutique de Notsé\n8. Boutique de Sokodé\n"
    "9. Suite ›\n10. Tous les thèmes"
)
LAST_SHOPS = "Boutiques\nUne par ville.\n\n1. Boutique de Tsévié\n2. Boutique de Vogan\n3. ‹ Retour"

DELAY_ALONE = "Le colis arrive en 3 jours.\nSauf le dimanche.\nSource\u202f: La Poste, «\u202fLe guichet\u202f» (septembre 2018)"
DELAY = f"{DELAY_ALONE}\n\nVoir aussi\u202f:\n1. Suivi du colis\n2. Prix de l’envoi"
DELAY_BROWSED = f"{DELAY}\n3. ‹ Retour"
TRACKING = (
    "Le lien de suivi est dans votre courriel.\n"
    "Sources\u202f:\n"
    "– La Poste, «\u202fLe guichet\u202f» (septembre 2018)\n"
    "– Ministère du Commerce, «\u202fLes tarifs\u202f», https://exemple.tg/tarifs"
)
TRACKING_BROWSED = f"{TRACKING}\n\n1. ‹ Retour"
PRICE = "L’envoi coûte 2\u202f000 F."
BASSAR = "À Bassar, au marché, de 8 h à 17 h."
KARA = "À Kara, au marché, de 8 h à 17 h."
KARA_AGAIN = f"Je n’ai rien de plus précis que ceci\u202f:\n\n{KARA}"

SHOPS_NAMED = (
    "Boutiques\u202f: que voulez-vous savoir\u202f?\n\n"
    "1. Boutique de Aného\n2. Boutique de Bassar\n3. Boutique de Cinkassé\n4. Boutiques"
)
UNSURE = "Où se trouve la boutique ?"
SHOPS_OFFERED = (
    "Vous voulez dire\u202f:\n\n"
    "1. Boutique de Kara\n2. Boutique de Vogan\n3. Boutique de Bassar\n4. Aucune de ces questions"
)
NONE_OF_THESE = (
    "Dommage. Voici où chercher encore\u202f; vous pouvez aussi écrire la question avec d’autres mots.\n\n"
    "1. Boutiques\n2. Tous les thèmes"
)
UNKNOWN = (
    "Je ne sais pas répondre à cette question. Essayez avec d’autres mots, ou parcourez les thèmes.\n\n"
    "1. Tous les thèmes"
)
UNKNOWN_AGAIN = (
    "Décidément, je ne trouve pas. Le plus sûr est de partir des thèmes\u202f: /themes.\n\n1. Tous les thèmes"
)
LOST = "Ce choix n’existe plus. Reposez votre question, ou parcourez les thèmes.\n\n1. Tous les thèmes"

HELLO = "Bonjour\u202f! Quelle est votre question\u202f?"
THANKS, THANKS_LATER, THANKS_AT_LAST = "De rien\u202f!", "Avec plaisir\u202f!", "Je vous en prie\u202f!"
"""At the first turn, the second, the third: whoever sits at the terminal begins there."""
NOTED = "Bien reçu. Quelle est votre question\u202f?"


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory) -> Callable[..., None]:
    """Play the turns of one conversation, each what is typed and what is shown: `dialogue((typed, shown), …)`."""
    app = assemble(write_parcels(tmp_path_factory.mktemp("dialogue") / "faq"))

    def play(*turns: tuple[str, str]) -> None:
        output = io.StringIO()
        console = Console(app.responder, app.knowledge.voice, output)
        for typed, expected in turns:
            output.seek(0)
            output.truncate()
            console.say(typed)
            shown = output.getvalue().strip()

            assert expected == shown

    return play


class TestAsking:
    def test_question(self, dialogue):
        """A question gets the fact, its details, its source and what to see also."""
        dialogue(("Quel est le délai de livraison ?", DELAY))

    @pytest.mark.parametrize(
        "typed",
        [
            "quel est le delai de livraison",
            "QUEL EST LE DÉLAI DE LIVRAISON",
            "kel es le delé de livréson",
            "Bonjour, quel est le délai de livraison svp ?",
            "/question quel est le délai de livraison ?",
            "/QUESTION@essai_bot délai livraison",
        ],
    )
    def test_however_spelt(self, dialogue, typed):
        """However it is spelt or addressed, the question finds its answer."""
        dialogue((typed, DELAY))

    def test_see_also(self, dialogue):
        """The number of something to see also shows it, and where it belongs."""
        dialogue(("Quel est le délai de livraison ?", DELAY), ("1", TRACKING_BROWSED), ("1", PARCELS))

    def test_choosing_a_suggestion(self, dialogue):
        """When unsure the bot suggests; the person's choice is then answered."""
        dialogue((UNSURE, SHOPS_OFFERED), ("3", f"{BASSAR}\n\n1. ‹ Retour"), ("1", FIRST_SHOPS))

    def test_rephrasing(self, dialogue):
        """Instead of choosing, the person may say it better."""
        dialogue((UNSURE, SHOPS_OFFERED), ("je cherche la boutique de Kara", KARA))

    @pytest.mark.parametrize("typed", ["aucune", "4", "Aucune de ces questions"])
    def test_none_of_these(self, dialogue, typed):
        """When none of what is suggested is the one, the bot leads on."""
        dialogue((UNSURE, SHOPS_OFFERED), (typed, NONE_OF_THESE), ("1", FIRST_SHOPS))

    def test_topic(self, dialogue):
        """The name of a topic gets its main entries, and the topic itself."""
        dialogue(("boutique", SHOPS_NAMED), ("4", FIRST_SHOPS))

    def test_two_questions(self, dialogue):
        """Two questions in one message get two answers, in order, each under its heading."""
        dialogue(
            (
                "Où est mon colis ? Qui paie l'envoi ?",
                f"— Suivi du colis\n{TRACKING}\n\n— Prix de l’envoi\n{PRICE}",
            ),
            (
                "Combien coûte l'envoi et quel est le délai de livraison ?",
                f"— Prix de l’envoi\n{PRICE}\n\n— Délai de livraison\n{DELAY_ALONE}\n\nVoir aussi\u202f:\n1. Suivi du colis",
            ),
        )

    def test_one_not_understood(self, dialogue):
        """What is not understood beside a question is said."""
        dialogue(
            (
                "Combien coûte l'envoi ? Quelle est la capitale du Pérou ?",
                f"Je n’ai pas la réponse à\u202f: «\u202fQuelle est la capitale du Pérou ?\u202f»\n\n{PRICE}",
            )
        )

    @pytest.mark.parametrize(
        ("typed", "opened"),
        [
            ("c'est bien 3 jours pour la livraison ?", "Oui, le"),
            ("le délai de livraison est de trois jours, non ?", "Oui, le"),
            ("le délai de livraison est de 5 jours, c'est ça ?", "Non, le"),
        ],
    )
    def test_true_or_false(self, dialogue, typed, opened):
        """What is stated is told true or false before the fact."""
        dialogue((typed, DELAY.replace("Le", opened, 1)))

    def test_unknown(self, dialogue):
        """A question the FAQ does not hold gets an honest word and a way on."""
        dialogue(
            ("Quelle est la capitale du Pérou ?", UNKNOWN),
            ("1", TOPICS),
            ("2", PARCELS),
            ("3", f"{PRICE}\n\n1. ‹ Retour"),
        )

    def test_unknown_again(self, dialogue):
        """The second time in a row it is said otherwise."""
        dialogue(("capitale du Pérou", UNKNOWN), ("xyzzy", UNKNOWN_AGAIN), ("xyzzy", UNKNOWN_AGAIN))

    def test_empty_question(self, dialogue):
        """« /question » alone says how to use it; the question may then come by itself."""
        dialogue(
            (
                "/question",
                "Écrivez votre question après la commande, par exemple\u202f: /question où est mon colis\u202f?",
            ),
            ("où est mon colis ?", TRACKING),
        )


class TestFollowingUp:
    def test_subject(self, dialogue):
        """A short question that leans on what was said is understood by it."""
        dialogue(("je cherche la boutique de Kara", KARA), ("et les horaires ?", KARA_AGAIN))

    def test_another_subject(self, dialogue):
        """A whole question changes the subject."""
        dialogue(
            ("je cherche la boutique de Kara", KARA),
            ("Où est mon colis ?", TRACKING),
            ("Combien coûte l'envoi ?", PRICE),
        )

    @pytest.mark.parametrize(
        "typed", ["xyzzy", "pizza", "et la météo ?", "il pleut ?", "le football", "non", "/bannir"]
    )
    def test_about_nothing(self, dialogue, typed):
        """What is about nothing we know is not answered with the last answer once more."""
        dialogue(("Combien coûte l'envoi ?", PRICE), (typed, UNKNOWN))

    def test_courtesy_between(self, dialogue):
        """Thanks do not make the bot forget what was spoken of."""
        dialogue(
            ("je cherche la boutique de Kara", KARA), ("merci", THANKS_LATER), ("et les horaires ?", KARA)
        )


class TestNumbers:
    @pytest.mark.parametrize("typed", ["0", "5", "99"])
    def test_not_offered(self, dialogue, typed):
        """A number that was not offered gets a kind line, not an answer to something else."""
        dialogue((UNSURE, SHOPS_OFFERED), (typed, LOST))

    def test_offered_before(self, dialogue):
        """A number chooses among what was offered last: after thanks there is nothing to choose from."""
        dialogue((UNSURE, SHOPS_OFFERED), ("merci", THANKS_LATER), ("2", UNKNOWN))

    def test_first_thing_said(self, dialogue):
        """A number out of the blue means nothing."""
        dialogue(("1", UNKNOWN))


class TestCourtesy:
    def test_greeting(self, dialogue):
        """A greeting is greeted, and the question that follows answered."""
        dialogue(("bonjour", HELLO), ("Combien coûte l'envoi ?", PRICE), ("merci beaucoup !", THANKS_AT_LAST))

    @pytest.mark.parametrize(
        "typed", ["bonjour, où est mon colis ?", "Bonsoir je veux savoir où est mon colis, merci"]
    )
    def test_greeting_with_question(self, dialogue, typed):
        """A greeting with a question is a question."""
        dialogue((typed, TRACKING))

    @pytest.mark.parametrize("typed", ["Bonjour monsieur", "bonsoir à tous", "bonjour à vous"])
    def test_greeting_someone(self, dialogue, typed):
        """A greeting that says to whom is still a greeting."""
        dialogue((typed, HELLO))

    @pytest.mark.parametrize("typed", ["bonjour et merci", "merci infiniment", "ok merci"])
    def test_more_than_a_word(self, dialogue, typed):
        """Thanks with a word around them are still thanks."""
        dialogue((typed, THANKS))

    @pytest.mark.parametrize("typed", ["👍", "🙏🙏", "?", "…"])
    def test_no_words(self, dialogue, typed):
        """A message without a word is noted, in the middle of anything."""
        dialogue((typed, NOTED), (UNSURE, SHOPS_OFFERED), (typed, NOTED))


class TestBrowsing:
    def test_there_and_back(self, dialogue):
        """From the welcome to an entry and back to its page, by numbers alone."""
        dialogue(
            ("/start", WELCOME),
            ("1", TOPICS),
            ("1", FIRST_SHOPS),
            ("9", LAST_SHOPS),
            ("2", "À Vogan, au marché, de 8 h à 17 h.\n\n1. ‹ Retour"),
            ("1", LAST_SHOPS),
            ("3", FIRST_SHOPS),
            ("10", TOPICS),
            ("2", PARCELS),
            ("1", DELAY_BROWSED),
            ("3", PARCELS),
        )

    def test_subject(self, dialogue):
        """What was browsed to is spoken of, too."""
        dialogue(
            ("/themes", TOPICS),
            ("1", FIRST_SHOPS),
            ("5", f"{KARA}\n\n1. ‹ Retour"),
            ("et les horaires ?", KARA_AGAIN),
        )

    def test_deep_link(self, dialogue):
        """A link to an entry shows it at once; one to an entry that is no more welcomes."""
        dialogue(("/start prix", f"{PRICE}\n\n1. ‹ Retour"), ("/start disparue", WELCOME))

    @pytest.mark.parametrize("typed", ["/aide", "/help", "/AIDE", "/aide@essai_bot"])
    def test_help(self, dialogue, typed):
        """Help says what can be typed."""
        dialogue((typed, HELP))
