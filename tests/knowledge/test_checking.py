"""Tests of bot.knowledge.checking."""

import pytest

from bot.knowledge.checking import ANSWER_MOST, FEWEST_WORDINGS

LIVRAISON = """\
theme: {id: livraison, titre: "La livraison"}
entrees:
  - id: suivi
    titre: "Suivi du colis"
    questions:
      - "Où est mon (colis|paquet|envoi) ?"
      - "Comment suivre (une commande|un achat) ?"
    reponse: "Le suivi est en ligne."
    sources: [poste]
"""
"""A good file; each test breaks a line of it."""

SOURCES = """\
poste: {editeur: "La Poste", titre: "Guide"}
"""


@pytest.fixture
def told_of(told):
    """What an editor is told of the FAQ with something else in place of a part of « livraison.yaml »."""

    def tell(part, other):
        assert part in LIVRAISON
        return told({"livraison.yaml": LIVRAISON.replace(part, other), "_sources.yaml": SOURCES})

    return tell


@pytest.fixture
def told_with(told):
    """What an editor is told of a good FAQ with one more file."""

    def tell(name, text):
        return told({"livraison.yaml": LIVRAISON, "_sources.yaml": SOURCES, name: text})

    return tell


class TestCheckGoodFaq:
    def test_nothing_to_tell(self, told_of):
        """A good FAQ has no problem."""
        assert "" == told_of("La livraison", "Les colis")

    def test_every_key(self, told):
        """Every key of the format may be used, every common file written."""
        assert "" == told(
            {
                "livraison.yaml": LIVRAISON.replace(
                    "sources: [poste]",
                    'valeur: "en ligne"\n    vrai: ["(sur|en) ligne"]\n    faux: [perdu]\n    nuances: [bientôt]\n    details: "Sauf le dimanche."\n'
                    "    sources: [poste]\n    voir-aussi: [suivi]\n    elements: [suivi]",
                ).replace('livraison"}', 'livraison", description: "Les colis."}'),
                "_sources.yaml": 'poste: {editeur: "La Poste", titre: "Guide", url: "https://poste.example", date: 2018}\n',
                "_voix.yaml": 'accueil: "Bonjour !"\n'
                "courtoisie:\n"
                "  - id: merci\n"
                '    questions: ["merci"]\n'
                '    reponse: "Avec plaisir !"\n'
                '    autres-reponses: ["De rien !"]\n',
                "_synonymes.yaml": "synonymes:\n  - [colis, paquet]\n",
                "_hors-sujet.yaml": "hors-sujet:\n  - id: meteo\n    questions: [va-t-il pleuvoir]\n",
            }
        )


class TestCheckMissingKey:
    @pytest.mark.parametrize(
        ("part", "other", "problem"),
        [
            (
                'theme: {id: livraison, titre: "La livraison"}\n',
                "",
                (
                    "faq/livraison.yaml:1 — le fichier n'a pas de « theme ».\n"
                    "    Ajoutez une ligne au même niveau que les autres :\n"
                    '        theme: {id: livraison, titre: "Livraison"}'
                ),
            ),
            (
                LIVRAISON[LIVRAISON.index("entrees") :],
                "",
                (
                    "faq/livraison.yaml:1 — le fichier n'a pas d'« entrees ».\n"
                    "    Ajoutez une ligne au même niveau que les autres :\n"
                    "        entrees:\n"
                    "          - id: mon-entree"
                ),
            ),
            (
                "id: livraison, ",
                "",
                (
                    "faq/livraison.yaml:1 — le thème n'a pas d'« id ».\n"
                    "    Ajoutez une ligne au même niveau que les autres :\n"
                    "        id: fibre-longueur"
                ),
            ),
            (
                ', titre: "La livraison"',
                "",
                (
                    "faq/livraison.yaml:1 — le thème « livraison » n'a pas de « titre ».\n"
                    "    Ajoutez une ligne au même niveau que les autres :\n"
                    '        titre: "Livraison"'
                ),
            ),
            (
                '- id: suivi\n    titre: "Suivi du colis"',
                '- titre: "Suivi du colis"',
                (
                    "faq/livraison.yaml:3 — l'entrée n'a pas d'« id ».\n"
                    "    Ajoutez une ligne au même niveau que les autres :\n"
                    "        id: fibre-longueur"
                ),
            ),
            (
                LIVRAISON[LIVRAISON.index("    questions") : LIVRAISON.index("    reponse")],
                "",
                (
                    "faq/livraison.yaml:3 — l'entrée « suivi » n'a pas de « questions ».\n"
                    "    Ajoutez une ligne au même niveau que les autres :\n"
                    '        questions: ["Où est mon colis ?"]'
                ),
            ),
            (
                '    reponse: "Le suivi est en ligne."\n',
                "",
                (
                    "faq/livraison.yaml:3 — l'entrée « suivi » n'a pas de « reponse ».\n"
                    "    Ajoutez une ligne au même niveau que les autres :\n"
                    '        reponse: "Le colis arrive en 3 jours."'
                ),
            ),
        ],
    )
    def test_in_a_topic(self, told_of, part, other, problem):
        """A required key is missed where its group begins, with a line that would be right."""
        assert problem == told_of(part, other)

    def test_in_a_source(self, told_with):
        """A source is called by its id."""
        assert (
            "faq/_sources.yaml:2 — la source « rapport » n'a pas d'« editeur ».\n"
            "    Ajoutez une ligne au même niveau que les autres :\n"
            '        editeur: "Agence Ecofin"'
        ) == told_with("_sources.yaml", f'{SOURCES}rapport: {{titre: "Rapport"}}\n')

    def test_in_a_courtesy(self, told_with):
        """A courtesy answers something."""
        assert (
            "faq/_voix.yaml:2 — la politesse « merci » n'a pas de « reponse ».\n"
            "    Ajoutez une ligne au même niveau que les autres :\n"
            '        reponse: "Avec plaisir !"'
        ) == told_with("_voix.yaml", 'courtoisie:\n  - id: merci\n    questions: ["merci"]\n')

    def test_in_a_refusal(self, told_with):
        """What is not answered is still asked."""
        assert (
            "faq/_hors-sujet.yaml:2 — le hors-sujet « meteo » n'a pas de « questions ».\n"
            "    Ajoutez une ligne au même niveau que les autres :\n"
            '        questions: ["Où est mon colis ?"]'
        ) == told_with("_hors-sujet.yaml", "hors-sujet:\n  - id: meteo\n")


class TestCheckEmptyKey:
    @pytest.mark.parametrize("empty", ["", '""', "# à faire", "[]", "{}"])
    def test_answer(self, told_of, empty):
        """A required text left empty is told once, on its line."""
        assert (
            "faq/livraison.yaml:8 — l'entrée « suivi » : « reponse » est vide.\n"
            "    Complétez la ligne :\n"
            '        reponse: "Le colis arrive en 3 jours."'
        ) == told_of('reponse: "Le suivi est en ligne."', f"reponse: {empty}")

    @pytest.mark.parametrize("empty", ["", " []"])
    def test_questions(self, told_of, empty):
        """A required list left empty is told on the line of its key."""
        questions = LIVRAISON[LIVRAISON.index("    questions") : LIVRAISON.index("    reponse")]

        assert (
            "faq/livraison.yaml:5 — l'entrée « suivi » : « questions » est vide.\n"
            "    Complétez la ligne :\n"
            '        questions: ["Où est mon colis ?"]'
        ) == told_of(questions, f"    questions:{empty}\n")

    def test_entries(self, told):
        """A topic without entries is shown how one begins."""
        assert (
            "faq/livraison.yaml:2 — le fichier : « entrees » est vide.\n"
            "    Complétez la ligne :\n"
            "        entrees:\n"
            "          - id: mon-entree"
        ) == told({"livraison.yaml": 'theme: {id: livraison, titre: "La livraison"}\nentrees:\n'})

    def test_identifier(self, told_of):
        """An empty id gives no name to call the entry by."""
        assert (
            "faq/livraison.yaml:3 — l'entrée : « id » est vide.\n"
            "    Complétez la ligne :\n"
            "        id: fibre-longueur"
        ) == told_of("id: suivi", "id:")

    def test_item(self, told_of):
        """An empty item is told on its line."""
        assert (
            "faq/livraison.yaml:7 — l'entrée « suivi » a un élément vide dans « questions ».\n"
            "    Complétez la ligne ou ôtez-la."
        ) == told_of('- "Comment suivre (une commande|un achat) ?"', '-\n      - "(le|un) colis suivi"')

    def test_refusals(self, told_with):
        """A common file may be left out, not left empty."""
        assert (
            "faq/_hors-sujet.yaml:1 — le fichier des hors-sujet : « hors-sujet » est vide.\n"
            "    Complétez la ligne :\n"
            "        hors-sujet:\n"
            "          - id: meteo"
        ) == told_with("_hors-sujet.yaml", "hors-sujet: []\n")

    @pytest.mark.parametrize(
        "key", ["titre", "valeur", "vrai", "faux", "nuances", "details", "voir-aussi", "elements"]
    )
    def test_optional(self, told_of, key):
        """An optional key may stay empty, until its editor has something to write."""
        assert "" == told_of('    titre: "Suivi du colis"', f"    {key}:")


class TestCheckKind:
    def test_text(self, told_of):
        """A text is no list."""
        assert (
            "faq/livraison.yaml:8 — l'entrée « suivi » : « reponse » doit être un texte.\n"
            "    Écrivez par exemple :\n"
            '        reponse: "Le colis arrive en 3 jours."'
        ) == told_of('reponse: "Le suivi est en ligne."', "reponse: [Le suivi, est en ligne]")

    def test_texts(self, told_of):
        """A list is no text."""
        assert (
            "faq/livraison.yaml:9 — l'entrée « suivi » : « sources » doit être une liste de textes.\n"
            "    Écrivez par exemple :\n"
            "        sources: [rapport-2018]"
        ) == told_of("sources: [poste]", "sources: poste")

    def test_item(self, told_of):
        """An item of a list of texts is a text."""
        assert (
            "faq/livraison.yaml:6 — l'entrée « suivi » : un élément de « questions » doit être un texte.\n"
            "    Écrivez par exemple :\n"
            '        questions: ["Où est mon colis ?"]'
        ) == told_of('- "Où est mon (colis|paquet|envoi) ?"', '- [a]\n      - "(le|mon|un) colis"')

    def test_group(self, told_of):
        """A topic is a group, shown with its key."""
        assert (
            "faq/livraison.yaml:1 — le thème doit être un groupe de lignes « clé: valeur ».\n"
            "    Écrivez par exemple :\n"
            '        theme: {id: livraison, titre: "Livraison"}'
        ) == told_of('{id: livraison, titre: "La livraison"}', "La livraison")

    def test_groups(self, told):
        """Entries are a list, shown as it would stand in the file."""
        assert (
            "faq/livraison.yaml:2 — le fichier : « entrees » doit être une liste de groupes « - clé: valeur ».\n"
            "    Écrivez par exemple :\n"
            "        entrees:\n"
            "          - id: mon-entree"
        ) == told({"livraison.yaml": 'theme: {id: livraison, titre: "La livraison"}\nentrees: {id: suivi}\n'})

    def test_item_of_groups(self, told):
        """An entry is a group."""
        assert (
            "faq/livraison.yaml:3 — l'entrée doit être un groupe de lignes « clé: valeur ».\n"
            "    Écrivez par exemple :\n"
            "        - id: fibre-longueur"
        ) == told({"livraison.yaml": 'theme: {id: livraison, titre: "La livraison"}\nentrees:\n  - suivi\n'})

    @pytest.mark.parametrize("text", ["bonjour\n", "- suivi\n- delai\n"])
    def test_file(self, told, text):
        """A file is a group."""
        assert (
            "faq/livraison.yaml:1 — le fichier doit être un groupe de lignes « clé: valeur ».\n"
            "    Écrivez par exemple :\n"
            '        theme: {id: livraison, titre: "Livraison"}'
        ) == told({"livraison.yaml": text})

    def test_lists(self, told_with):
        """Synonyms are a list of lists."""
        assert (
            "faq/_synonymes.yaml:2 — le fichier des synonymes : « synonymes » doit être une liste de listes de textes.\n"
            "    Écrivez par exemple :\n"
            "        synonymes:\n"
            "          - [beijing, pékin]"
        ) == told_with("_synonymes.yaml", "synonymes:\n  - colis, paquet\n")

    def test_source(self, told_with):
        """A source is a group, called by its id."""
        assert (
            "faq/_sources.yaml:2 — la source « rapport » doit être un groupe de lignes « clé: valeur ».\n"
            "    Écrivez par exemple :\n"
            '        rapport-2018: {editeur: "…", titre: "…"}'
        ) == told_with("_sources.yaml", f"{SOURCES}rapport: Le rapport\n")

    def test_sources(self, told_with):
        """Sources stand under their ids."""
        assert (
            "faq/_sources.yaml:1 — le fichier doit être un groupe de lignes « clé: valeur ».\n"
            "    Écrivez par exemple :\n"
            '        rapport-2018: {editeur: "…", titre: "…"}\n'
            "faq/livraison.yaml:9 — la source « poste », citée sous « sources », n'existe pas dans _sources.yaml.\n"
            "    Corrigez l'identifiant, ou ôtez-le."
        ) == told_with("_sources.yaml", "- poste\n")

    def test_sentence(self, told_with):
        """A sentence of the voice is a text."""
        assert (
            "faq/_voix.yaml:1 — la voix : « accueil » doit être un texte.\n"
            "    Écrivez par exemple :\n"
            '        accueil: "…"'
        ) == told_with("_voix.yaml", "accueil: [Bonjour]\n")


class TestCheckSilentColon:
    @pytest.mark.parametrize("typed", ["Quelle date : 2018 ?", "Quelle date: 2018 ?"])
    def test_question(self, told_of, typed):
        """« : » in an item makes a group of it without a word from YAML; the remedy is the line as French has it."""
        assert (
            "faq/livraison.yaml:6 — l'entrée « suivi » : le « : » au milieu d'un élément de « questions » le coupe en deux.\n"
            "    Mettez le texte entre guillemets droits :\n"
            '        - "Quelle date : 2018 ?"'
        ) == told_of('- "Où est mon (colis|paquet|envoi) ?"', f'- {typed}\n      - "(le|mon|un) colis"')


class TestCheckUnknownKey:
    def test_misspelt(self, told_of):
        """A misspelt key is shown the known one it resembles."""
        assert (
            "faq/livraison.yaml:3 — l'entrée « suivi » n'a pas de « reponse ».\n"
            "    Ajoutez une ligne au même niveau que les autres :\n"
            '        reponse: "Le colis arrive en 3 jours."\n'
            "faq/livraison.yaml:8 — l'entrée « suivi » a une clé inconnue « reponce ».\n"
            "    « reponce » → « reponse » ?"
        ) == told_of("reponse:", "reponce:")

    @pytest.mark.parametrize(
        ("typed", "known"), [("Titre", "titre"), ("détails", "details"), ("voir_aussi", "voir-aussi")]
    )
    def test_nearly_right(self, told_of, typed, known):
        """A capital, an accent or another dash are misspellings too."""
        assert (
            f"faq/livraison.yaml:4 — l'entrée « suivi » a une clé inconnue « {typed} ».\n"
            f"    « {typed} » → « {known} » ?"
        ) == told_of("    titre:", f"    {typed}:")

    def test_like_none(self, told_of):
        """A key that resembles none is shown them all."""
        assert (
            "faq/livraison.yaml:4 — l'entrée « suivi » a une clé inconnue « couleur ».\n"
            "    Les clés possibles ici : id, titre, questions, reponse, valeur, vrai, faux, nuances, details, sources, voir-aussi, elements."
        ) == told_of("    titre:", "    couleur:")

    def test_in_the_theme(self, told_of):
        """A topic has keys of its own."""
        assert (
            "faq/livraison.yaml:1 — le thème « livraison » a une clé inconnue « reponse ».\n"
            "    Les clés possibles ici : id, titre, description."
        ) == told_of("{id: livraison,", "{id: livraison, reponse: x,")

    def test_in_a_source(self, told_with):
        """A source has keys of its own."""
        assert (
            "faq/_sources.yaml:1 — la source « poste » a une clé inconnue « auteur ».\n"
            "    Les clés possibles ici : editeur, titre, url, date."
        ) == told_with("_sources.yaml", SOURCES.replace("}", ", auteur: x}"))

    def test_in_the_voice(self, told_with):
        """A sentence no one would say is told."""
        assert (
            "faq/_voix.yaml:1 — la voix a une clé inconnue « acueil ».\n    « acueil » → « accueil » ?"
        ) == told_with("_voix.yaml", 'acueil: "Bonjour !"\n')


class TestCheckForm:
    @pytest.mark.parametrize("name", ["Suivi", "suivi du colis", "délai", "suivi_colis", "a" * 49])
    def test_identifier(self, told_of, name):
        """An id fits a link: 1 to 48 of a-z, 0-9 and dashes."""
        assert (
            f"faq/livraison.yaml:3 — l'entrée « {name} » : « {name} » ne convient pas comme « id ».\n"
            "    Le nom interne, stable : a-z, 0-9 et tirets, 48 caractères au plus.\n"
            "        id: fibre-longueur"
        ) == told_of("id: suivi", f"id: {name}")

    @pytest.mark.parametrize("name", ["s", "2018", "suivi-2", "a" * 48])
    def test_good_identifier(self, told_of, name):
        """Short, long and numbered ids are good."""
        assert "" == told_of("id: suivi", f"id: {name}")

    def test_identifier_of_a_topic(self, told_of):
        """The id of a topic too."""
        assert (
            "faq/livraison.yaml:1 — le thème « La livraison » : « La livraison » ne convient pas comme « id ».\n"
            "    Le nom interne, stable : a-z, 0-9 et tirets, 48 caractères au plus.\n"
            "        id: fibre-longueur"
        ) == told_of("id: livraison", "id: La livraison")

    def test_identifier_of_a_source(self, told_with):
        """The id of a source too, which is a key."""
        assert (
            "faq/_sources.yaml:2 — « Rapport 2018 » ne convient pas comme identifiant de source.\n"
            "    Écrivez-le avec a-z, 0-9 et des tirets, 48 caractères au plus :\n"
            "        rapport-2018:"
        ) == told_with("_sources.yaml", f'{SOURCES}Rapport 2018: {{editeur: "La Poste", titre: "Rapport"}}\n')

    @pytest.mark.parametrize(
        "url", ["poste.example", "ftp://poste.example", "https://poste .example", "https://"]
    )
    def test_address(self, told_with, url):
        """An address is one a link can open."""
        assert (
            f"faq/_sources.yaml:1 — la source « poste » : « {url} » ne convient pas comme « url ».\n"
            "    L'adresse de la page ; rien si elle ne doit pas être montrée.\n"
            '        url: "https://…"'
        ) == told_with("_sources.yaml", SOURCES.replace("}", f', url: "{url}"}}'))

    def test_title(self, told_of):
        """A title is a button; 41 characters are one too many."""
        assert (
            "faq/livraison.yaml:4 — l'entrée « suivi » a un « titre » de 41 caractères (au plus 40).\n"
            "    Raccourcissez-le : il doit tenir sur un bouton de téléphone."
        ) == told_of("Suivi du colis", "é" * 41)

    def test_title_of_a_topic(self, told_of):
        """The title of a topic is a button too."""
        assert (
            "faq/livraison.yaml:1 — le thème « livraison » a un « titre » de 41 caractères (au plus 40).\n"
            "    Raccourcissez-le : il doit tenir sur un bouton de téléphone."
        ) == told_of("La livraison", "é" * 41)

    def test_longest_title(self, told_of):
        """40 characters are good."""
        assert "" == told_of("Suivi du colis", "é" * 40)


ACCUEIL = """\
theme: {id: accueil, titre: "L'accueil"}
entrees:
  - id: adresse
    questions: ["Où (êtes-vous|se trouve l'accueil) ?", "(rue|quartier|plan) de l'accueil"]
    reponse: "Rue des Palmiers."
    sources: [poste]
"""
"""Another good file; it sorts before « livraison.yaml »."""


@pytest.fixture
def told_of_both(told):
    """What an editor is told of two files, with something else in place of a part of « accueil.yaml »."""

    def tell(part, other):
        assert part in ACCUEIL
        return told(
            {
                "accueil.yaml": ACCUEIL.replace(part, other),
                "livraison.yaml": LIVRAISON,
                "_sources.yaml": SOURCES,
            }
        )

    return tell


class TestIdsAreUnique:
    def test_entries(self, told_of_both):
        """An id names one entry in the whole folder."""
        assert (
            "faq/livraison.yaml:3 — l'identifiant d'entrée « suivi » existe déjà (accueil.yaml:3).\n"
            "    Donnez-lui un autre nom, ou ôtez le double."
        ) == told_of_both("id: adresse", "id: suivi")

    def test_topics(self, told_of_both):
        """An id names one topic."""
        assert (
            "faq/livraison.yaml:1 — l'identifiant de thème « livraison » existe déjà (accueil.yaml:1).\n"
            "    Donnez-lui un autre nom, ou ôtez le double."
        ) == told_of_both("id: accueil", "id: livraison")

    def test_topic_and_entry(self, told_of_both):
        """A topic and an entry may bear the same id."""
        assert "" == told_of_both("id: adresse", "id: accueil")


class TestWordingsAreReadable:
    @pytest.mark.parametrize(
        ("question", "what", "remedy"),
        [
            (
                "Où est (mon|le colis ?",
                "une parenthèse « ( » n'est pas refermée.",
                "Ajoutez « ) » : un choix s'écrit « (posés|déployés) ».",
            ),
            (
                "Où est [donc mon colis ?",
                "un crochet « [ » n'est pas refermé.",
                "Ajoutez « ] » : une partie facultative s'écrit « [optique] ».",
            ),
            (
                "Où est donc] mon colis ?",
                "un crochet « ] » n'a pas son « [ ».",
                "Une partie facultative s'écrit « [ainsi] » ; ôtez le crochet ou ouvrez-le.",
            ),
            (
                "mon colis | mon paquet",
                "un « | » se trouve hors des parenthèses.",
                "Entourez le choix de parenthèses : « (posés|déployés) ».",
            ),
            (
                "(a|b|c|d|e|f) (a|b|c|d|e|f) (a|b|c|d|e|f)",
                "cette question représente 216 formulations (au plus 200).",
                "Répartissez ses choix sur plusieurs lignes.",
            ),
        ],
    )
    def test_line(self, told_of, question, what, remedy):
        """A line of wordings that cannot be read is told by its line; the others count all the same."""
        line = '      - "Où est mon (colis|paquet|envoi) ?"'

        assert f"faq/livraison.yaml:7 — {what}\n    {remedy}" == told_of(
            line, f'{line}\n      - "{question}"'
        )

    def test_courtesy(self, told_with):
        """Wordings of courtesies are read alike."""
        assert (
            "faq/_voix.yaml:3 — une parenthèse « ( » n'est pas refermée.\n"
            "    Ajoutez « ) » : un choix s'écrit « (posés|déployés) »."
        ) == told_with(
            "_voix.yaml",
            'courtoisie:\n  - id: merci\n    questions: ["merci (bien"]\n    reponse: "De rien."\n',
        )

    def test_refusal(self, told_with):
        """Wordings of refusals are read alike."""
        assert (
            "faq/_hors-sujet.yaml:3 — un crochet « [ » n'est pas refermé.\n"
            "    Ajoutez « ] » : une partie facultative s'écrit « [optique] »."
        ) == told_with(
            "_hors-sujet.yaml", 'hors-sujet:\n  - id: meteo\n    questions: ["quel temps [fait-il"]\n'
        )


class TestWordingsAreUnique:
    @pytest.mark.parametrize(
        "question",
        [
            "Où est mon paquet ?",
            "ou est MON paquet",
            "Où est mon (tapis|paquet)",
            "Où est mon (colis|paquet)",
            "[Dites,] où est mon colis",
        ],
    )
    def test_two_entries(self, told_of_both, question):
        """Two entries do not share a wording, however it is spelt or abridged."""
        assert (
            "faq/livraison.yaml:6 — la question « Où est mon (colis|paquet|envoi) ? » existe déjà (accueil.yaml:4).\n"
            "    Gardez-la dans une seule entrée."
        ) == told_of_both("questions: [", f'questions: ["{question}", ')

    def test_one_entry(self, told_of_both):
        """An entry may repeat itself."""
        assert "" == told_of_both("questions: [", 'questions: ["Où êtes-vous ?", ')

    def test_refusal(self, told_with):
        """What is answered is not refused."""
        assert (
            "faq/_hors-sujet.yaml:3 — la question « où est mon colis » existe déjà (livraison.yaml:6).\n"
            "    Gardez-la dans une seule entrée."
        ) == told_with("_hors-sujet.yaml", "hors-sujet:\n  - id: perdu\n    questions: [où est mon colis]\n")


class TestWordingsAreNotConfusable:
    @pytest.mark.parametrize("question", ["mon envoi, où ?", "Où est-il, mon envoi ?", "Où est mon envois ?"])
    def test_order_article_or_plural(self, told_of_both, question):
        """Two entries told apart by the order of words, an article or a plural alone are a warning."""
        assert (
            "faq/livraison.yaml:6 — avertissement : la question « Où est mon (colis|paquet|envoi) ? » "
            f"se confond avec « {question} » (accueil.yaml:4).\n"
            "    Ajoutez à l'une et à l'autre le mot qui les distingue."
        ) == told_of_both("questions: [", f'questions: ["{question}", ')

    def test_once_for_two_entries(self, told_of_both):
        """Two entries are told once, however many of their wordings meet."""
        assert (
            "faq/livraison.yaml:6 — avertissement : la question « Où est mon (colis|paquet|envoi) ? » "
            "se confond avec « mon colis, où ? » (accueil.yaml:4).\n"
            "    Ajoutez à l'une et à l'autre le mot qui les distingue."
        ) == told_of_both("questions: [", 'questions: ["mon colis, où ?", "mon envoi, où ?", ')


class TestClaimsAreToldApart:
    @pytest.mark.parametrize(
        ("claims", "first", "key"),
        [
            ('faux: ["sous (4|5) jours"], nuances: ["Sous 5 jours"]', "faux", "nuances"),
            ('vrai: ["gratuit"], faux: ["gratuit"]', "vrai", "faux"),
            ('valeur: "3 jours", faux: ["3 jours"]', "valeur", "faux"),
        ],
    )
    def test_two_verdicts(self, told, claims, first, key):
        """The same claim is not both true and false."""
        entry = f'  - {{id: prix, questions: [a b, c d, e f, g h, i j], reponse: "3 euros.", sources: [cgv], {claims}}}\n'
        topic = f'theme: {{id: prix, titre: "Prix"}}\nentrees:\n{entry}'
        found = told({"prix.yaml": topic, "_sources.yaml": 'cgv: {editeur: "A", titre: "B"}\n'})

        assert f"est à la fois sous « {first} » et sous « {key} »." in found
        assert "Gardez-le à un seul endroit." in found

    def test_value_said_again(self, told):
        """What is under « valeur » may stand under « vrai » too."""
        entry = '  - {id: prix, questions: [a b, c d, e f, g h, i j], reponse: "3 euros.", sources: [cgv], valeur: "3 euros", vrai: ["3 euros"]}\n'
        topic = f'theme: {{id: prix, titre: "Prix"}}\nentrees:\n{entry}'

        assert "" == told({"prix.yaml": topic, "_sources.yaml": 'cgv: {editeur: "A", titre: "B"}\n'})


class TestSourcesAreKnown:
    @pytest.mark.parametrize(
        ("name", "remedy"),
        [("postes", "« postes » → « poste » ?"), ("guide", "Corrigez l'identifiant, ou ôtez-le.")],
    )
    def test_unknown(self, told_of, name, remedy):
        """A source that is cited is described, or the nearest one shown."""
        assert (
            f"faq/livraison.yaml:9 — la source « {name} », citée sous « sources », n'existe pas dans _sources.yaml.\n"
            f"    {remedy}"
        ) == told_of("sources: [poste]", f"sources: [{name}]")

    def test_no_sources_file(self, told):
        """Without « _sources.yaml » no source is known."""
        assert (
            "faq/livraison.yaml:9 — la source « poste », citée sous « sources », n'existe pas dans _sources.yaml.\n"
            "    Corrigez l'identifiant, ou ôtez-le."
        ) == told({"livraison.yaml": LIVRAISON})


class TestRelatedEntriesAreKnown:
    @pytest.mark.parametrize(
        ("name", "remedy"),
        [("suivis", "« suivis » → « suivi » ?"), ("retour", "Corrigez l'identifiant, ou ôtez-le.")],
    )
    @pytest.mark.parametrize("key", ["voir-aussi", "elements"])
    def test_unknown(self, told_of, key, name, remedy):
        """An entry that is pointed to exists, or the nearest one is shown."""
        assert (
            f"faq/livraison.yaml:10 — l'entrée « {name} », citée sous « {key} », n'existe pas dans cette FAQ.\n"
            f"    {remedy}"
        ) == told_of("sources: [poste]", f"sources: [poste]\n    {key}: [{name}]")

    def test_other_file(self, told_of_both):
        """An entry of another file is known."""
        assert "" == told_of_both("sources: [poste]", "voir-aussi: [suivi]\n    sources: [poste]")


class TestAnswerFitsOneMessage:
    def test_too_long(self, told_of):
        """An answer is short enough for one message."""
        assert (
            "faq/livraison.yaml:8 — la réponse et ses détails font 3801 caractères (au plus 3800, pour un seul message).\n"
            "    Gardez le fait et l'essentiel ; le reste peut devenir une autre entrée."
        ) == told_of("Le suivi est en ligne.", "a" * (ANSWER_MOST + 1))

    def test_details_count(self, told_of):
        """Details travel in the same message."""
        assert (
            "faq/livraison.yaml:8 — la réponse et ses détails font 3801 caractères (au plus 3800, pour un seul message).\n"
            "    Gardez le fait et l'essentiel ; le reste peut devenir une autre entrée."
        ) == told_of('"Le suivi est en ligne."', f'"{"a" * ANSWER_MOST}"\n    details: "b"')

    def test_longest(self, told_of):
        """3800 characters are good: with its sources the message stays below Telegram's 4096."""
        assert 3800 == ANSWER_MOST
        assert "" == told_of("Le suivi est en ligne.", "a" * ANSWER_MOST)


class TestEntryHasEnoughWordings:
    @pytest.mark.parametrize(
        ("question", "number"),
        [
            ("Où est mon colis ?", "qu'une formulation"),
            ("(le|mon) colis", "que 2 formulations"),
            ("(a|b|c|d)", "que 4 formulations"),
        ],
    )
    def test_too_few(self, told_of, question, number):
        """An entry that can be asked for in too few ways is a warning."""
        questions = LIVRAISON[LIVRAISON.index("    questions") : LIVRAISON.index("    reponse")]

        assert (
            f"faq/livraison.yaml:5 — avertissement : l'entrée « suivi » n'a {number} de sa question.\n"
            "    Ajoutez-en pour arriver à 5 au moins, avec d'autres mots : 15 est un bon nombre."
        ) == told_of(questions, f'    questions: ["{question}"]\n')

    def test_enough(self, told_of):
        """Five are enough, on however few lines."""
        questions = LIVRAISON[LIVRAISON.index("    questions") : LIVRAISON.index("    reponse")]

        assert 5 == FEWEST_WORDINGS
        assert "" == told_of(questions, '    questions: ["(le|mon|un|ce|leur) colis"]\n')


class TestEntryHasASource:
    @pytest.mark.parametrize("sources", ["", "    sources: []\n", "    sources:\n"])
    def test_none(self, told_of, sources):
        """A fact without source is a warning."""
        assert (
            "faq/livraison.yaml:3 — avertissement : l'entrée « suivi » ne cite aucune source.\n"
            "    Ajoutez une ligne « sources: [identifiant] » et décrivez la source dans « _sources.yaml »."
        ) == told_of("    sources: [poste]\n", sources)


A_TOPIC = {
    "colis.yaml": 'theme: {id: colis, titre: "Colis"}\nentrees:\n  - {id: a, questions: ["où ?"], reponse: "Ici."}\n'
}


class TestSynonymsAreInOneGroup:
    def test_in_two(self, told):
        """A word in two groups is told where it comes back, with the line it was on first."""
        expected = (
            "faq/_synonymes.yaml:3 — le mot « Pékin » est dans deux groupes de synonymes (déjà ligne 2).\n"
            "    Gardez-le dans un seul groupe, ou réunissez les deux."
        )

        assert expected in told(
            {**A_TOPIC, "_synonymes.yaml": "synonymes:\n  - [beijing, pékin]\n  - [capitale, Pékin]\n"}
        )


class TestIdsOfCommonFiles:
    def test_refusals(self, told):
        """Two refusals do not share an id."""
        group = '  - id: meteo\n    questions: ["{}"]\n'
        faq = {
            **A_TOPIC,
            "_hors-sujet.yaml": "hors-sujet:\n" + group.format("il pleut ?") + group.format("il neige ?"),
        }

        assert "l'identifiant de hors-sujet « meteo » existe déjà (_hors-sujet.yaml:2)." in told(faq)

    def test_courtesies(self, told):
        """Nor do two courtesies."""
        group = '  - id: merci\n    questions: ["{}"]\n    reponse: "Avec plaisir."\n'
        faq = {**A_TOPIC, "_voix.yaml": "courtoisie:\n" + group.format("merci") + group.format("grand merci")}

        assert "l'identifiant de politesse « merci » existe déjà (_voix.yaml:2)." in told(faq)


class TestVoice:
    def test_unknown_mark(self, told_with):
        """What nothing replaces between braces is told, with what is near or replaced there."""
        told = told_with("_voix.yaml", 'theme-nomme: "{titr} ?"\nvote: "Merci {nom}."\npanne: "Panne {x}."\n')

        assert told == (
            "faq/_voix.yaml:1 — « {titr} », dans la phrase « theme-nomme », ne sera remplacé par rien.\n"
            "    « titr » → « titre » ?\n"
            "faq/_voix.yaml:2 — « {nom} », dans la phrase « vote », ne sera remplacé par rien.\n"
            "    Ôtez les accolades.\n"
            "faq/_voix.yaml:3 — « {x} », dans la phrase « panne », ne sera remplacé par rien.\n"
            "    Ce qui y est remplacé : {incident}."
        )

    def test_replaced(self, told_with):
        """What is replaced in a sentence may stand in an FAQ's own."""
        assert "" == told_with(
            "_voix.yaml", 'theme-nomme: "{titre}, oui."\npas-compris: "Rien sur {questions}."\n'
        )
