"""What these tests converse about and with: parcels in a few lines of Python, and a matcher told what to find."""

from bot.conversation import Contact, Message, MessageKind, Thread
from bot.knowledge import Courtesy, Entry, Knowledge, Refusal, Source, Topic, Voice
from bot.matching import Confidence, Findings, Match, Zones, is_furniture, with_digits, words

POSTE = Source("poste", "La Poste", "Le guichet")

DELAY = Entry(
    "delai",
    "Délai de livraison",
    ("Quand arrive mon colis ?",),
    "En 3 jours.",
    details="Sauf le dimanche.",
    sources=(POSTE,),
    see_also=("suivi", "prix"),
)
TRACKING = Entry(
    "suivi", "Suivi du colis", ("Où est mon colis ?",), "Dans votre courriel.", see_also=("prix",)
)
PRICE = Entry("prix", "Prix de l’envoi", ("Combien coûte l’envoi ?",), "2 000 F.", see_also=("disparue",))

SHOPS = tuple(
    Entry(
        f"boutique-{number}", f"Boutique n° {number}", (f"Où est la boutique {number} ?",), f"Rue {number}."
    )
    for number in range(1, 18)
)
"""Two full pages and one entry more."""

VOICE = Voice(
    {
        "accueil": "Bienvenue.",
        "aide": "Mode d’emploi.",
        "inconnu": "Je ne sais pas.",
        "inconnu-encore": "Décidément.",
        "proposer": "Vous voulez dire :",
        "proposer-faute-de-mieux": "Faute de mieux :",
        "themes": "De quoi parler ?",
        "theme": "{titre}\n{description}",
        "theme-nomme": "{titre} ?",
        "rien-de-plus": "Rien de plus :",
        "pas-compris": "Pas la réponse à : {questions}",
        "questions-en-trop": "Trop : {questions}",
        "aucune": "Dommage.",
        "vote": "Noté.",
        "ouverture-oui": "Oui,",
        "ouverture-non": "Non,",
        "ouverture-nuance": "Pas tout à fait :",
        "bouton-aucune": "Aucune",
        "bouton-themes": "Thèmes",
        "bouton-retour": "Retour",
        "bouton-suite": "Suite",
        "pas-du-texte": "Du texte, svp.",
        "question-vide": "Quelle question ?",
        "sans-mots": "Bien reçu.",
        "choix-perdu": "Ce choix n’existe plus.",
    },
    (
        Courtesy("bonjour", ("bonjour", "bonsoir", "salut"), ("Bonjour !",)),
        Courtesy(
            "merci",
            ("merci", "merci beaucoup", "je vous remercie", "merci quand même"),
            ("Avec plaisir !", "De rien !"),
        ),
        Courtesy("qui", ("qui es-tu", "qui êtes-vous", "tu es un robot"), ("Un robot.",)),
    ),
)

PARCELS = Knowledge(
    (
        Topic("colis", "Colis", "Délais et prix.", (DELAY, TRACKING, PRICE)),
        Topic("lieux", "Boutiques", "", SHOPS),
    ),
    VOICE,
)

ZONES = Zones(sure_from=0.5, unsure_from=0.1)
SURE, UNSURE, UNLIKELY = 0.9, 0.2, 0.05
"""Probabilities in each of the three zones."""


class ScriptedMatcher:
    """Finds in an FAQ what it was told for a text, alone or in a context; nothing for any other text."""

    zones = ZONES

    def __init__(self, knowledge: Knowledge = PARCELS) -> None:
        self._knowledge = knowledge
        self._found: dict[tuple[str, bool], Findings] = {}
        self.searches = 0
        self.contexts: list[str] = []
        """Every context a text was read in, in order."""

    def hears(
        self, text: str, *likely: tuple[str, float], refusal: Refusal | None = None, typed: float = 1.0
    ) -> None:
        """From now on a text alone is about these entries, each with its probability, or first about a refusal."""
        matches = tuple(self._match(entry_id, probability, typed) for entry_id, probability in likely)
        self._found[_key(text), False] = Findings(matches, refusal)

    def hears_in_context(self, text: str, entry_id: str, probability: float, *, typed: float = 1.0) -> None:
        """From now on a text in any context is about an entry, which carries so much of what is typed."""
        self._found[_key(text), True] = Findings((self._match(entry_id, probability, typed),))

    def find(self, text: str, limit: int = 3, context: str = "") -> Findings:
        self.searches += 1
        if context:
            self.contexts.append(context)
        alone = self._found.get((_key(text), False), Findings(()))
        found = self._found.get((_key(text), True), alone) if context else alone
        return Findings(found.matches[:limit], found.refusal)

    def meant(self, text: str) -> tuple[str, ...]:
        return tuple(word for word in with_digits(words(text)) if not is_furniture(word))

    def _match(self, entry_id: str, probability: float, typed: float) -> Match:
        confidence = Confidence.UNLIKELY
        if probability >= ZONES.unsure_from:
            confidence = Confidence.SURE if probability >= ZONES.sure_from else Confidence.UNSURE
        entry = self._knowledge.entry(entry_id)
        return Match(
            entry=entry,
            question=entry.questions[0],
            probability=probability,
            confidence=confidence,
            coverage=probability,
            lead=0.0,
            typed_coverage=typed,
        )


def _key(text: str) -> str:
    """A text as it is looked up: its marks at the end count for nothing."""
    return text.strip(" ?;,.")


def said(text: str) -> Message:
    """Someone typed a text."""
    return Message(Contact("essai", "1"), MessageKind.TEXT, text)


def ordered(command: str, argument: str = "") -> Message:
    """Someone gave a command."""
    return Message(Contact("essai", "1"), MessageKind.COMMAND, argument, command=command)


def chosen(target: str) -> Message:
    """Someone chose something offered."""
    return Message(Contact("essai", "1"), MessageKind.CHOICE, target)


def sent_a_picture() -> Message:
    """Someone sent what we cannot read."""
    return Message(Contact("essai", "1"), MessageKind.OTHER)


def about(*subject: str) -> Thread:
    """A conversation in which these entries were just answered."""
    return Thread(subject)
