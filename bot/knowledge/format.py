"""The format of an FAQ folder, defined once: the rules check it, and the JSON Schemas are made from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a key holds; the value is how we call it to an editor."""

    TEXT = "un texte"
    TEXTS = "une liste de textes"
    MAP = "un groupe de lignes « clé: valeur »"
    MAPS = "une liste de groupes « - clé: valeur »"
    LISTS = "une liste de listes de textes"


@dataclass(frozen=True, slots=True)
class Key:
    """A key an editor may write."""

    name: str
    kind: Kind
    help: str
    """One French sentence; editors see it while they type."""

    example: str
    """A line that would be right, shown as remedy."""

    required: bool = False
    most: int | None = None
    """Characters at most, for a text."""

    pattern: str | None = None
    shape: "Shape | None" = None
    """What is inside, for maps."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A group of keys, called by its French name in messages."""

    name: str
    keys: tuple[Key, ...]
    by_name: Mapping[str, Key] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {key.name: key for key in self.keys})

    @property
    def required(self) -> Iterator[Key]:
        """The keys without which the group means nothing."""
        return (key for key in self.keys if key.required)


ID_PATTERN = r"[a-z0-9-]{1,48}"
"""Fits a deep link (64 of A-Z a-z 0-9 _ -) with room for a prefix."""

TITLE_MOST = 40
"""A title is a button on a phone; longer ones are cut there."""

_ID = Key(
    "id",
    Kind.TEXT,
    "Le nom interne, stable : a-z, 0-9 et tirets, 48 caractères au plus.",
    "id: fibre-longueur",
    required=True,
    pattern=ID_PATTERN,
)

THEME = Shape(
    "le thème",
    (
        _ID,
        Key(
            "titre",
            Kind.TEXT,
            "Le titre du thème, tel qu'il s'affiche.",
            'titre: "Livraison"',
            required=True,
            most=TITLE_MOST,
        ),
        Key(
            "description",
            Kind.TEXT,
            "Une phrase qui dit ce qu'on y trouve.",
            'description: "Les délais et le suivi."',
        ),
    ),
)

QUESTIONS = Key(
    "questions",
    Kind.TEXTS,
    "Les façons de poser la question, une par ligne ; (a|b) est un choix, [x] est facultatif.",
    'questions: ["Où est mon colis ?"]',
    required=True,
)

CLAIMS = (
    ("vrai", "Autres façons de dire juste : la réponse s'ouvre par « Oui ».", 'vrai: ["trois jours ouvrés"]'),
    (
        "faux",
        "Ce qu'on croit à tort : la réponse s'ouvre par « Non ».",
        'faux: ["(livré|livraison) le dimanche"]',
    ),
    (
        "nuances",
        "Ce qui n'est vrai qu'en partie : la réponse s'ouvre par « Pas tout à fait ».",
        'nuances: ["72 heures"]',
    ),
)
"""What a statement to be confirmed is held against, beside `valeur`: written like wordings, `(a|b) [c]`."""

CLAIM_KEYS = tuple(name for name, _, _ in CLAIMS)

ENTRY = Shape(
    "l'entrée",
    (
        _ID,
        Key(
            "titre",
            Kind.TEXT,
            "Le texte du bouton, 40 caractères au plus.",
            'titre: "Suivi du colis"',
            most=TITLE_MOST,
        ),
        QUESTIONS,
        Key(
            "reponse",
            Kind.TEXT,
            "La réponse : le fait d'abord, court.",
            'reponse: "Le colis arrive en 3 jours."',
            required=True,
        ),
        Key("valeur", Kind.TEXT, "Le fait en deux mots : un chiffre, une date, un nom.", 'valeur: "3 jours"'),
        *(Key(name, Kind.TEXTS, text, example) for name, text, example in CLAIMS),
        Key(
            "details",
            Kind.TEXT,
            "Ce qui complète la réponse, montré sous un pli.",
            'details: "Sauf le dimanche."',
        ),
        Key(
            "sources",
            Kind.TEXTS,
            "Les identifiants de « _sources.yaml » d'où vient le fait.",
            "sources: [rapport-2018]",
        ),
        Key("voir-aussi", Kind.TEXTS, "Les identifiants d'entrées proches.", "voir-aussi: [retour-colis]"),
        Key(
            "elements",
            Kind.TEXTS,
            "Si la réponse est une liste : l'entrée de chaque point, dans l'ordre (« et le deuxième ? »).",
            "elements: [etape-commande, etape-paiement]",
        ),
    ),
)

TOPIC_FILE = Shape(
    "le fichier",
    (
        Key(
            "theme",
            Kind.MAP,
            "Le thème du fichier.",
            'theme: {id: livraison, titre: "Livraison"}',
            required=True,
            shape=THEME,
        ),
        Key(
            "entrees",
            Kind.MAPS,
            "Les entrées du thème.",
            "entrees:\n  - id: mon-entree",
            required=True,
            shape=ENTRY,
        ),
    ),
)

SOURCE = Shape(
    "la source",
    (
        Key(
            "editeur",
            Kind.TEXT,
            "Qui publie : un ministère, un journal.",
            'editeur: "Agence Ecofin"',
            required=True,
        ),
        Key(
            "titre",
            Kind.TEXT,
            "Le titre de la page ou du document.",
            'titre: "Le Togo se connecte"',
            required=True,
        ),
        Key(
            "url",
            Kind.TEXT,
            "L'adresse de la page ; rien si elle ne doit pas être montrée.",
            'url: "https://…"',
            pattern=r"https?://\S+",
        ),
        Key(
            "date",
            Kind.TEXT,
            "Un jour, un mois ou une année : 2018-09-03, 2018-09, 2018.",
            'date: "2018-09-03"',
        ),
    ),
)

COURTESY = Shape(
    "la politesse",
    (
        _ID,
        QUESTIONS,
        Key("reponse", Kind.TEXT, "Ce que le bot répond.", 'reponse: "Avec plaisir !"', required=True),
        Key(
            "autres-reponses",
            Kind.TEXTS,
            "D'autres façons de répondre, dites tour à tour.",
            'autres-reponses: ["Je vous en prie !"]',
        ),
    ),
)

_SENTENCES = {
    "accueil": "Le premier message, à « /start ».",
    "aide": "Ce que le bot sait faire, à « /aide ».",
    "inconnu": "L'aveu qu'on ne sait pas, et la voie qui reste.",
    "inconnu-encore": "L'aveu, dit autrement, quand on n'a pas su deux fois de suite.",
    "proposer": "Ce qui précède les suggestions quand on hésite.",
    "proposer-faute-de-mieux": "Ce qui précède les entrées voisines d'une question sans réponse.",
    "themes": "Ce qui précède la liste des thèmes.",
    "theme": "Ce qui précède les entrées d'un thème ; {titre} et {description} sont remplacés.",
    "vote": "Le remerciement à qui donne son avis sur une réponse.",
    "bouton-aucune": "Le choix qui dit qu'aucune des entrées proposées n'est la bonne.",
    "aucune": "La réponse à ce choix : où chercher encore.",
    "theme-nomme": "Ce qui précède les entrées d'un thème dont seul le nom a été écrit ; {titre} est remplacé.",
    "rien-de-plus": "Ce qui précède une réponse déjà donnée, quand on en demande plus qu'elle ne dit.",
    "pas-compris": "Ce qui précède, parmi plusieurs questions d'un message, celles restées sans réponse ; {questions} est remplacé.",
    "questions-en-trop": "Ce qui précède les questions d'un message qui en pose trop à la fois ; {questions} est remplacé.",
    "ouverture-oui": "Le début d'une réponse à qui dit juste.",
    "ouverture-non": "Le début d'une réponse à qui se trompe.",
    "ouverture-nuance": "Le début d'une réponse à qui n'a raison qu'en partie.",
    "bouton-themes": "Le bouton vers les thèmes.",
    "bouton-retour": "Le bouton qui revient au thème.",
    "bouton-suite": "Le bouton vers les entrées suivantes d'un thème.",
    "bouton-question": "Le bouton vers la conversation avec le bot, sous une réponse envoyée ailleurs.",
    "bouton-lire-suite": "Le bouton vers la réponse entière, quand elle est trop longue pour un message envoyé ailleurs.",
    "bouton-demander": "Le bouton, au-dessus de la liste de « @bot … », pour poser la question en privé.",
    "bouton-rien-trouve": "Le même bouton, quand la liste est vide.",
    "source": "Ce qui précède la source d'un fait.",
    "sources": "Ce qui précède les sources d'un fait, quand il y en a plusieurs.",
    "voir-aussi": "Ce qui précède les entrées proches.",
    "pas-du-texte": "La réponse à une photo, un vocal, un autocollant.",
    "question-vide": "La réponse à « /question » sans question.",
    "sans-mots": "La réponse à un message sans mot : un emoji, un point d'interrogation.",
    "choix-perdu": "La réponse à un bouton ou à un numéro qui ne mène plus nulle part.",
    "menu-question": "Ce que le menu dit de « /question ».",
    "menu-themes": "Ce que le menu dit de « /themes ».",
    "menu-aide": "Ce que le menu dit de « /aide ».",
    "menu-confidentialite": "Ce que le menu dit de « /confidentialite ».",
    "menu-oublier": "Ce que le menu dit de « /oublier ».",
    "confidentialite": "Ce que le bot garde et ce qu'il ne garde pas, à « /confidentialite ».",
    "oublie": "Ce qui vient d'être effacé, à « /oublier » ; {conversations} et {votes} sont des nombres.",
    "oublie-abonnement": "Ce qui s'ajoute quand un abonnement aux annonces est effacé, à « /oublier ».",
    "oublie-rien": "La réponse à « /oublier » quand il n'y avait rien à effacer.",
    "oublie-plus-tard": "La réponse à « /oublier » quand la base de données est en panne.",
    "panne": "L'excuse quand une erreur nous empêche de répondre ; {incident} est remplacé par son numéro.",
    "trop-vite": "Ce qu'on dit une fois à qui envoie plus de vingt messages en une minute ; ensuite, silence.",
    "bouton-utile": "Le bouton qui dit qu'une réponse a été utile.",
    "bouton-inutile": "Le bouton qui dit qu'une réponse n'a pas été utile.",
    "bouton-copier": "Le bouton qui copie la réponse courte.",
    "bouton-partager": "Le bouton qui propose une réponse à quelqu'un d'autre.",
    "groupe-accueil": "Le premier message dans un groupe ; {nom} est remplacé par le nom du bot, {lecture} par l'une des deux phrases suivantes.",
    "groupe-lit-peu": "Ce que le bot lit d'un groupe quand Telegram ne lui en montre qu'une part.",
    "groupe-lit-tout": "Ce que le bot lit d'un groupe quand Telegram lui en montre tout.",
    "groupe-reponse-privee": "La ligne visible de tous quand la réponse discrète n'a pas pu être montrée.",
    "bouton-lire-prive": "Le bouton, sous cette ligne, qui mène à la réponse.",
    "reglages": "Les réglages d'un groupe, à « /reglages » ; {reponses}, {ecoute} et {annonces} sont remplacés.",
    "reglages-publiques": "Dans les réglages : les réponses sont vues de tous.",
    "reglages-discretes": "Dans les réglages : les réponses sont vues de qui demande.",
    "reglages-oui": "Dans les réglages : le bot écoute.",
    "reglages-non": "Dans les réglages : le bot n'écoute pas.",
    "reglages-annonces-groupe": "Dans les réglages : les annonces vont dans le groupe, qui n'a pas de sujets.",
    "reglages-annonces-general": "Dans les réglages : les annonces vont dans le sujet général.",
    "reglages-annonces-ici": "Dans les réglages : les annonces vont dans le sujet où l'on est.",
    "reglages-annonces-ailleurs": "Dans les réglages : les annonces vont dans un autre sujet.",
    "bouton-rendre-discret": "Le bouton des réponses discrètes.",
    "bouton-rendre-public": "Le bouton des réponses vues de tous.",
    "bouton-ecouter": "Le bouton qui met le bot à l'écoute.",
    "bouton-ne-plus-ecouter": "Le bouton qui met fin à l'écoute.",
    "bouton-annonces-ici": "Le bouton qui fait venir les annonces dans le sujet où l'on est.",
    "bouton-annonces-general": "Le bouton qui fait venir les annonces dans le sujet général.",
    "bouton-fermer": "Le bouton qui ferme les réglages.",
    "reglages-faits": "Ce qui s'affiche un instant quand un réglage est changé.",
    "reglages-fermes": "Ce qui reste des réglages une fois fermés.",
    "reglages-refuses": "La réponse à qui n'est pas administrateur du groupe.",
    "reglages-non-verifie": "La réponse quand Telegram ne dit pas qui est administrateur.",
    "reglages-en-prive": "La réponse à « /reglages » hors d'un groupe.",
    "reglages-ecoute-sourde": "Ce qui s'affiche quand on active l'écoute sans que Telegram montre les messages au bot ; 200 caractères au plus.",
    "reglages-discret-sans-droits": "Ce qui s'affiche quand on active les réponses discrètes sans que le bot soit administrateur ; 200 caractères au plus.",
    "menu-reglages": "Ce que le menu dit de « /reglages ».",
    "menu-groupes": "Ce que le menu dit de « /groupes », montrée aux administrateurs du bot.",
    "groupes": "La réponse à « /groupes » ; {nombre}, {discrets} et {ecoutes} sont des nombres.",
    "presentation": "Ce que Telegram montre du bot avant la première conversation ; 512 caractères au plus.",
    "presentation-courte": "Ce que Telegram montre sur la fiche du bot ; 120 caractères au plus.",
    "menu-abonner": "Ce que le menu dit de « /abonner ».",
    "menu-desabonner": "Ce que le menu dit de « /desabonner ».",
    "menu-pause": "Ce que le menu dit de « /pause ».",
    "menu-annonce": "Ce que le menu dit de « /annonce », montrée aux administrateurs du bot.",
    "menu-annonces": "Ce que le menu dit de « /annonces », montrée aux administrateurs du bot.",
    "abonne": "La réponse à « /abonner ».",
    "abonne-theme": "La réponse à « /abonner » suivi d'un thème ; {titre} est remplacé.",
    "abonnement-theme-inconnu": "La réponse à « /abonner » suivi d'un thème inconnu ; {themes} est remplacé.",
    "abonnement-reserve": "Ce qu'on dit à qui n'est pas administrateur du groupe.",
    "abonnement-retour": "Ce qu'on propose à qui nous rouvre sa porte.",
    "bouton-abonner": "Le bouton qui rétablit un abonnement.",
    "desabonne": "La réponse à « /desabonner ».",
    "pas-abonne": "La réponse à « /desabonner » ou « /pause » sans abonnement.",
    "pause": "La réponse à « /pause » ; {jusqua} est remplacé.",
    "pause-vide": "La raison, quand « /pause » est seul.",
    "pause-illisible": "Ce qui suit une durée de pause qu'on ne comprend pas ; {raison} est remplacé.",
    "date-pas-comprise": "Pourquoi une date n'est pas prise : les mots.",
    "date-sans-heure": "Pourquoi une date n'est pas prise : l'heure manque.",
    "date-sans-jour": "Pourquoi une date n'est pas prise : le jour manque.",
    "date-double-sens": "Pourquoi une date n'est pas prise : elle a deux sens.",
    "date-impossible": "Pourquoi une date n'est pas prise : elle n'existe pas.",
    "date-passee": "Pourquoi une date n'est pas prise : elle est passée.",
    "date-trop-loin": "Pourquoi une date n'est pas prise : elle est trop loin.",
    "annonce-contenu": "Ce qu'on demande après « /annonce ».",
    "annonce-contenu-illisible": "La réponse à un contenu qu'on ne sait pas annoncer.",
    "annonce-retouche-tardive": "La réponse à qui retouche le message d'une annonce déjà prévue, envoyée ou abandonnée.",
    "annonce-album": "La réponse à plusieurs photos envoyées ensemble.",
    "annonce-entree-inconnue": "La réponse à « /annonce » suivi d'une entrée inconnue.",
    "annonce-correction-texte": "La réponse à une correction qui n'est pas un texte.",
    "annonce-apercu-impossible": "Ce qu'on dit quand Telegram refuse l'aperçu.",
    "annonce-apercu": "Ce qui suit l'aperçu d'une annonce ; les mots entre accolades sont remplacés.",
    "annonce-sonore": "Dans l'aperçu : le téléphone sonnera.",
    "annonce-silencieuse": "Dans l'aperçu : le téléphone ne sonnera pas.",
    "annonce-epinglee": "Dans l'aperçu : l'annonce sera épinglée.",
    "annonce-non-epinglee": "Dans l'aperçu : l'annonce ne sera pas épinglée.",
    "annonce-choisir-theme": "Ce qui précède les thèmes, au choix des destinataires.",
    "annonce-quand": "Ce qu'on demande quand l'annonce est pour plus tard.",
    "annonce-date-illisible": "Ce qui suit une date qu'on ne prend pas ; {raison} est remplacé.",
    "annonce-heures-calmes": "Ce qu'on demande pour une annonce de nuit ; {debut} et {fin} sont remplacés.",
    "annonce-confirmer": "La dernière question avant l'envoi ; les mots entre accolades sont remplacés.",
    "annonce-confirmer-correction": "La dernière question avant une correction ; {copies} est remplacé.",
    "annonce-confirmer-rappel": "La dernière question avant un rappel ; {copies} est remplacé.",
    "annonce-tout-de-suite": "Quand, pour une annonce immédiate.",
    "annonce-partie": "Ce qu'on dit quand l'annonce est confirmée.",
    "annonce-abandonnee": "Ce qu'on dit quand l'annonce est abandonnée.",
    "annonce-arret": "Ce qu'on demande avant d'arrêter une annonce.",
    "annonce-rapport": "La première ligne d'un rapport ; {genre}, {numero} et {etat} sont remplacés.",
    "annonce-prevue": "Dans un rapport : quand l'annonce partira ; {quand} est remplacé.",
    "annonce-chiffres": "Dans un rapport : les chiffres ; les mots entre accolades sont remplacés.",
    "annonce-epargnees": "Dans un rapport : ceux qui ne veulent plus d'annonces depuis ; {spared} est remplacé.",
    "annonce-reste": "Dans un rapport : le temps qui reste ; {duree} est remplacé.",
    "duree-moins-d-une-minute": "Un temps très court.",
    "annonces-liste": "Ce qui précède la liste des annonces.",
    "annonces-aucune": "Quand il n'y a aucune annonce.",
    "annonce-fait": "Le titre du fait du jour.",
    "annonce-genre-send": "Comment on appelle une annonce.",
    "annonce-genre-correct": "Comment on appelle une correction.",
    "annonce-genre-recall": "Comment on appelle un rappel.",
    "annonce-etat-draft": "L'état d'une annonce qu'on écrit.",
    "annonce-etat-scheduled": "L'état d'une annonce prévue.",
    "annonce-etat-gathering": "L'état d'une annonce dont on dresse la liste.",
    "annonce-etat-delivering": "L'état d'une annonce qui part.",
    "annonce-etat-paused": "L'état d'une annonce suspendue.",
    "annonce-etat-stopped": "L'état d'une annonce arrêtée.",
    "annonce-etat-done": "L'état d'une annonce finie.",
    "annonce-bouton-all": "Le bouton, et le nom, de tous les abonnés.",
    "annonce-bouton-groups": "Le bouton, et le nom, des groupes.",
    "annonce-bouton-people": "Le bouton, et le nom, des personnes.",
    "annonce-bouton-theme": "Le bouton vers les abonnés d'un thème.",
    "annonce-bouton-silence": "Le bouton qui rend l'annonce silencieuse.",
    "annonce-bouton-son": "Le bouton qui rend l'annonce sonore.",
    "annonce-bouton-epingler": "Le bouton qui épingle l'annonce.",
    "annonce-bouton-detacher": "Le bouton qui n'épingle plus l'annonce.",
    "annonce-bouton-maintenant": "Le bouton d'un envoi immédiat.",
    "annonce-bouton-plus-tard": "Le bouton d'un envoi différé.",
    "annonce-bouton-annuler": "Le bouton qui abandonne.",
    "annonce-bouton-retour": "Le bouton qui revient en arrière.",
    "annonce-bouton-oui": "Le bouton qui confirme.",
    "annonce-bouton-faire": "Le bouton qui confirme une correction ou un rappel.",
    "annonce-bouton-jour": "Le bouton qui attend la fin des heures calmes ; {heure} est remplacé.",
    "annonce-bouton-nuit": "Le bouton qui passe outre les heures calmes.",
    "annonce-bouton-pause": "Le bouton qui suspend une annonce.",
    "annonce-bouton-reprise": "Le bouton qui reprend une annonce.",
    "annonce-bouton-arret": "Le bouton qui arrête une annonce.",
    "annonce-bouton-stop": "Le bouton qui confirme l'arrêt.",
    "annonce-bouton-echecs": "Le bouton qui réessaie les échecs ; {nombre} est remplacé.",
    "annonce-bouton-incertains": "Le bouton qui renvoie aux incertains ; {nombre} est remplacé.",
    "annonce-bouton-corriger": "Le bouton qui corrige une annonce.",
    "annonce-bouton-rappeler": "Le bouton qui rappelle une annonce.",
    "annonce-bouton-voir": "Le bouton vers un rapport ; {numero} et {etat} sont remplacés.",
}

VOICE = Shape(
    "la voix",
    (
        *(Key(name, Kind.TEXT, text, f'{name}: "…"') for name, text in _SENTENCES.items()),
        Key(
            "courtoisie",
            Kind.MAPS,
            "Les politesses et leurs réponses.",
            "courtoisie:\n  - id: merci",
            shape=COURTESY,
        ),
    ),
)

SYNONYMS = Shape(
    "le fichier des synonymes",
    (
        Key(
            "synonymes",
            Kind.LISTS,
            "Les groupes de mots de même sens.",
            "synonymes:\n  - [beijing, pékin]",
        ),
        Key(
            "proches",
            Kind.LISTS,
            "Les groupes de mots de sens voisin, qui comptent un peu l'un pour l'autre.",
            "proches:\n  - [banque, établissement financier]",
        ),
    ),
)

REFUSAL = Shape(
    "le hors-sujet",
    (
        _ID,
        QUESTIONS,
        Key(
            "reponse",
            Kind.TEXT,
            "Ce que le bot dit alors ; sinon, sa phrase « inconnu ».",
            'reponse: "Je n\'ai pas ce chiffre."',
        ),
    ),
)

REFUSALS = Shape(
    "le fichier des hors-sujet",
    (
        Key(
            "hors-sujet",
            Kind.MAPS,
            "Ce que les gens demandent et que cette FAQ ne traite pas.",
            "hors-sujet:\n  - id: meteo",
            required=True,
            shape=REFUSAL,
        ),
    ),
)

COMMON_FILES = {"_voix.yaml": VOICE, "_synonymes.yaml": SYNONYMS, "_hors-sujet.yaml": REFUSALS}
"""Files of a fixed shape; `_sources.yaml` holds a SOURCE under each id."""
