"""The format of an FAQ folder, defined once: the rules check it, and the JSON Schemas are made from it."""

from .key import Key, Kind, Shape
from .sentences import SENTENCES

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

VOICE = Shape(
    "la voix",
    (
        *(Key(name, Kind.TEXT, text, f'{name}: "…"') for name, text in SENTENCES.items()),
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
