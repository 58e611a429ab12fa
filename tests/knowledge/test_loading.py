"""Tests of bot.knowledge.loading."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.entry import Claims, Knowledge, Source
from bot.knowledge.format import COMMON_FILES
from bot.knowledge.loading import inspect, load
from bot.knowledge.problem import KnowledgeError

AN_EXAMPLE = """
    Indiquez un dossier qui contient au moins un fichier de thème, par exemple :
        theme: {id: livraison, titre: "Livraison"}
        entrees:
          - id: delai
            questions: ["Quand arrive mon colis ?"]
            reponse: "Sous trois jours.\""""

SMALLEST = """\
theme: {id: livraison, titre: "Livraison"}
entrees:
  - id: delai
    questions: ["Quand arrive mon colis ?"]
    reponse: "Sous trois jours."
"""


class TestInspect:
    def test_good_faq(self, tiny_faq):
        """A good FAQ has neither problem nor warning."""
        assert () == inspect(tiny_faq).problems

    def test_missing_folder(self, tmp_path, monkeypatch):
        """A folder that is not there is told, with an example of what it should hold."""
        monkeypatch.chdir(tmp_path)

        [problem] = inspect(tmp_path / "faq").problems

        assert f"faq — ce dossier n'existe pas.{AN_EXAMPLE}" == str(problem)

    def test_file_instead_of_a_folder(self, write_faq, monkeypatch):
        """A file is no folder."""
        folder = write_faq({"livraison.yaml": SMALLEST})
        monkeypatch.chdir(folder)

        [problem] = inspect(folder / "livraison.yaml").problems

        assert f"livraison.yaml — ce n'est pas un dossier.{AN_EXAMPLE}" == str(problem)

    @pytest.mark.parametrize(
        "files",
        [
            {},
            {"_sources.yaml": 'poste: {editeur: "La Poste", titre: "Guide"}\n'},
            {"lisez-moi.txt": "Bonjour"},
        ],
    )
    def test_no_topic(self, told, files):
        """A folder without topic is told, with an example of one."""
        assert f"faq — ce dossier ne contient aucun thème.{AN_EXAMPLE}" == told(files)

    @pytest.mark.parametrize("text", ["", "\n", "# à écrire\n"])
    def test_empty_file(self, told, text):
        """An empty file is told, whatever else the folder holds."""
        assert (
            "faq/retours.yaml — le fichier est vide.\n    Complétez « retours.yaml », ou ôtez-le du dossier."
        ) == told({"retours.yaml": text})

    @pytest.mark.usefixtures("tiny_faq")
    def test_unknown_common_file(self, told):
        """A file that begins with « _ » has one of four names; the nearest, or all, are shown."""
        assert (
            "faq/_brouillon.yaml — les fichiers qui commencent par « _ » ont un nom fixe, et celui-ci n'en est pas un.\n"
            "    Les noms possibles : _voix.yaml, _synonymes.yaml, _hors-sujet.yaml, _sources.yaml.\n"
            "faq/_source.yaml — les fichiers qui commencent par « _ » ont un nom fixe, et celui-ci n'en est pas un.\n"
            "    « _source.yaml » → « _sources.yaml » ?\n"
            "faq/_voix.yml — les fichiers qui commencent par « _ » ont un nom fixe, et celui-ci n'en est pas un.\n"
            "    « _voix.yml » → « _voix.yaml » ?"
        ) == told({"_source.yaml": "", "_brouillon.yaml": "", "_voix.yml": ""})

    def test_both_endings(self, write_faq):
        """A topic may end in « .yml »."""
        folder = write_faq({"livraison.yml": SMALLEST})

        assert () == inspect(folder).errors
        assert ["livraison"] == [topic.id for topic in load(folder).topics]

    def test_shown_where_the_command_was_started(self, write_faq, monkeypatch):
        """Files are named from where the editor stands."""
        folder = write_faq({"livraison.yaml": SMALLEST})

        monkeypatch.chdir(folder.parent)
        below = {problem.file for problem in inspect(folder).problems}
        (folder.parent / "ailleurs").mkdir()
        monkeypatch.chdir(folder.parent / "ailleurs")
        beside = {problem.file for problem in inspect(folder).problems}

        assert {"faq/livraison.yaml"} == below
        assert {f"{folder}/livraison.yaml"} == beside

    def test_broken_sources(self, told):
        """A file of sources that cannot be read does not make every source unknown."""
        assert (
            "faq/_sources.yaml:1 — cette ligne n'est pas alignée avec ses voisines, ou sa ponctuation gêne la lecture.\n"
            "    Alignez-la sur les lignes de même niveau et mettez son texte entre guillemets droits."
        ) == told(
            {
                "livraison.yaml": SMALLEST.replace("[", '["(le|mon|un|ce) colis", ')
                + "    sources: [poste]\n",
                "_sources.yaml": 'poste: "\\z"\n',
            }
        )

    def test_broken_topic(self, told):
        """A topic that cannot be read does not make its entries unknown."""
        assert (
            "faq/retours.yaml:1 — cette ligne n'est pas alignée avec ses voisines, ou sa ponctuation gêne la lecture.\n"
            "    Alignez-la sur les lignes de même niveau et mettez son texte entre guillemets droits."
        ) == told(
            {
                "livraison.yaml": SMALLEST.replace("[", '["(le|mon|un|ce) colis", ')
                + "    sources: [poste]\n    voir-aussi: [retour]\n",
                "retours.yaml": 'theme: {id: retours, titre: "\\z"}\n',
                "_sources.yaml": 'poste: {editeur: "La Poste", titre: "Guide"}\n',
            }
        )

    def test_every_mistake_at_once(self, write_faq, tmp_path, monkeypatch):
        """Whatever the mistakes of a folder, one look names each, by file and line."""
        folder = write_faq(MISTAKES)
        (folder / "e-windows.yaml").write_bytes(WINDOWS)
        monkeypatch.chdir(tmp_path)

        problems = inspect(folder).problems

        assert EACH_MISTAKE == [
            f"{problem.file.removeprefix('faq/')}:{problem.line} {'~ ' if problem.warning else ''}{problem.what}"
            for problem in problems
        ]


MISTAKES = {
    "a-ecriture.yaml": """\
theme: {id: ecriture, titre: "Écriture"}
entrees:
  - id: ecriture
    titre: *Écriture
    questions:
\t  - "Qui écrit (a|b|c|d|e) ?"
      - @qui écrit
      - Quel jour : lundi ?
      - [Dites,] qui écrit ?
    reponse: Horaires : 9 h à 18 h
    valeur: % de lettres
    details: "Le "bon" mot"
   sources: [poste]
  - id: ecriture-suite
    titre: &suite
    questions: ["La suite (a|b|c|d|e)"]
    reponse: "Encore
    reponse: "Enfin"
    valeur: !bis
    sources: [poste]
""",
    "b-cles.yaml": """\
theme: {id: cles, titre: "Un titre qui dépasse les quarante caractères"}
entrees:
  - id: cle-manquante
    questions: ["Clé manquante (a|b|c|d|e)"]
    sources: [poste]
  - id: cle-vide
    questions: ["Clé vide (a|b|c|d|e)"]
    reponse: ""
    sources: [poste]
  - id: genre
    questions: "Genre (a|b|c|d|e)"
    reponse: [oui]
    sources: poste
  - id: cle-inconnue
    questions: ["Clé inconnue (a|b|c|d|e)"]
    reponce: "Oui."
    reponse: "Oui."
    sources: [poste]
  - id: Nom Mauvais
    titre: "Un autre titre qui dépasse quarante lettres"
    questions: ["Nom mauvais (a|b|c|d|e)"]
    reponse: "Oui."
    sources: [poste]
""",
    "c-ensemble.yaml": """\
theme: {id: cles, titre: "Ensemble"}
entrees:
  - id: cle-vide
    questions: ["Identifiant en double (a|b|c|d|e)", "CLE MANQUANTE b !", "c, clé vide"]
    reponse: "Oui."
    sources: [postes, inconnue]
    voir-aussi: [cle-vid, inconnue]
  - id: formulations
    questions:
      - "une (parenthèse"
      - "un [crochet"
      - "un] crochet"
      - "une | barre"
      - "(a|b|c|d|e|f) (a|b|c|d|e|f) (a|b|c|d|e|f) trop"
      - "la seule bonne"
    reponse: "Oui."
  - id: longueur
    questions: ["Longueur (a|b|c|d|e)"]
    reponse: "LONGUE"
    sources: [poste]
""".replace("LONGUE", "a" * 3801),
    "d-vide.yaml": "",
    "_sources.yaml": """\
poste: {editeur: "La Poste", titre: "Guide"}
adresse: {editeur: "La Poste", titre: "Guide", url: "poste.example"}
""",
    "_source.yaml": "",
}

WINDOWS = """\
theme: {id: windows, titre: "Été"}
entrees:
  - id: windows
    questions: ["À la fenêtre (a|b|c|d|e)"]
    reponse: "Oui."
    sources: [poste]
""".encode("cp1252")

EACH_MISTAKE = [
    "_source.yaml:0 les fichiers qui commencent par « _ » ont un nom fixe, et celui-ci n'en est pas un.",
    "_sources.yaml:2 la source « adresse » : « poste.example » ne convient pas comme « url ».",
    "a-ecriture.yaml:4 le texte commence par « * », que YAML garde pour lui.",
    "a-ecriture.yaml:6 une tabulation empêche de lire le fichier.",
    "a-ecriture.yaml:7 le texte commence par « @ », que YAML garde pour lui.",
    "a-ecriture.yaml:8 l'entrée « ecriture » : le « : » au milieu d'un élément de « questions » le coupe en deux.",
    "a-ecriture.yaml:9 le texte commence par « [ », que YAML garde pour lui.",
    "a-ecriture.yaml:10 le « : » au milieu du texte empêche de lire le fichier.",
    "a-ecriture.yaml:11 le texte commence par « % », que YAML garde pour lui.",
    "a-ecriture.yaml:12 des guillemets droits se trouvent à l'intérieur du texte.",
    "a-ecriture.yaml:13 la ligne n'est pas alignée avec celles de même niveau.",
    "a-ecriture.yaml:15 le texte commence par « & », que YAML garde pour lui.",
    'a-ecriture.yaml:17 le texte ouvre un guillemet " et ne le referme pas.',
    "a-ecriture.yaml:18 la clé « reponse » est écrite deux fois (déjà ligne 17).",
    "a-ecriture.yaml:19 le texte commence par « ! », que YAML garde pour lui.",
    "b-cles.yaml:1 le thème « cles » a un « titre » de 44 caractères (au plus 40).",
    "b-cles.yaml:3 l'entrée « cle-manquante » n'a pas de « reponse ».",
    "b-cles.yaml:8 l'entrée « cle-vide » : « reponse » est vide.",
    "b-cles.yaml:11 l'entrée « genre » : « questions » doit être une liste de textes.",
    "b-cles.yaml:12 l'entrée « genre » : « reponse » doit être un texte.",
    "b-cles.yaml:13 l'entrée « genre » : « sources » doit être une liste de textes.",
    "b-cles.yaml:16 l'entrée « cle-inconnue » a une clé inconnue « reponce ».",
    "b-cles.yaml:19 l'entrée « Nom Mauvais » : « Nom Mauvais » ne convient pas comme « id ».",
    "b-cles.yaml:20 l'entrée « Nom Mauvais » a un « titre » de 43 caractères (au plus 40).",
    "c-ensemble.yaml:1 l'identifiant de thème « cles » existe déjà (b-cles.yaml:1).",
    "c-ensemble.yaml:3 l'identifiant d'entrée « cle-vide » existe déjà (b-cles.yaml:6).",
    "c-ensemble.yaml:4 la question « CLE MANQUANTE b ! » existe déjà (b-cles.yaml:4).",
    "c-ensemble.yaml:4 ~ la question « c, clé vide » se confond avec « Clé vide (a|b|c|d|e) » (b-cles.yaml:7).",
    "c-ensemble.yaml:6 la source « postes », citée sous « sources », n'existe pas dans _sources.yaml.",
    "c-ensemble.yaml:6 la source « inconnue », citée sous « sources », n'existe pas dans _sources.yaml.",
    "c-ensemble.yaml:7 l'entrée « cle-vid », citée sous « voir-aussi », n'existe pas dans cette FAQ.",
    "c-ensemble.yaml:7 l'entrée « inconnue », citée sous « voir-aussi », n'existe pas dans cette FAQ.",
    "c-ensemble.yaml:8 ~ l'entrée « formulations » ne cite aucune source.",
    "c-ensemble.yaml:9 ~ l'entrée « formulations » n'a qu'une formulation de sa question.",
    "c-ensemble.yaml:10 une parenthèse « ( » n'est pas refermée.",
    "c-ensemble.yaml:11 un crochet « [ » n'est pas refermé.",
    "c-ensemble.yaml:12 un crochet « ] » n'a pas son « [ ».",
    "c-ensemble.yaml:13 un « | » se trouve hors des parenthèses.",
    "c-ensemble.yaml:14 cette question représente 216 formulations (au plus 200).",
    "c-ensemble.yaml:19 la réponse et ses détails font 3801 caractères (au plus 3800, pour un seul message).",
    "d-vide.yaml:0 le fichier est vide.",
    "e-windows.yaml:1 le fichier n'est pas enregistré en UTF-8 : ses accents seraient illisibles.",
]


class TestLoad:
    def test_topics(self, tiny_faq):
        """Topics come in the order of their files, entries in the order written."""
        knowledge = load(tiny_faq)

        assert [
            ("accueil", "L’accueil", "Où et quand nous trouver."),
            ("livraison", "La livraison", "Les délais et le suivi des colis."),
        ] == [(topic.id, topic.title, topic.description) for topic in knowledge.topics]
        assert ["accueil-adresse", "accueil-horaires", "livraison-suivi", "livraison-delai"] == [
            entry.id for entry in knowledge.entries
        ]

    def test_order_of_topics(self, write_faq):
        """Topics stand in the order of their file names, whenever the files were written."""
        folder = write_faq(
            {
                f"{name}.yaml": SMALLEST.replace("livraison", name)
                .replace("delai", f"delai-{name}")
                .replace("colis", name)
                for name in "dbeac"
            }
        )

        assert ["a", "b", "c", "d", "e"] == [topic.id for topic in load(folder).topics]

    def test_entry(self, tiny_faq):
        """An entry is typeset, its questions expanded and left as typed, its sources looked up."""
        entry = load(tiny_faq).entry("accueil-adresse")

        assert "Adresse de l’accueil" == entry.title
        assert (
            "Où est l'accueil ?",
            "Où se trouve l'accueil ?",
            "Quelle est votre adresse ?",
            "Quelle est donc votre adresse ?",
            "Dans quelle rue êtes-vous ?",
        ) == entry.questions
        assert "L’accueil est au 12 rue des Palmiers, à Lomé." == entry.answer
        assert "12 rue des Palmiers" == entry.value
        assert "L’entrée est dans la cour." == entry.details
        assert (
            Source(
                "guide-visiteur", "La Poste", "Guide du visiteur", "https://poste.example/guide", "2024-05"
            ),
        ) == entry.sources
        assert ("accueil-horaires",) == entry.see_also

    def test_claims(self, write_faq):
        """What is said true, false or partly so of an entry is written out; a list has its points in order."""
        folder = write_faq(
            {
                "livraison.yaml": SMALLEST
                + '    vrai: ["(3|trois) jours"]\n    faux: [le soir, la nuit]\n    nuances: [en 4 jours]\n'
                + "    elements: [delai]\n"
            }
        )

        entry = load(folder).entry("delai")

        expected = Claims(("3 jours", "trois jours"), ("le soir", "la nuit"), ("en 4 jours",))
        assert (expected, ("delai",)) == (entry.claims, entry.elements)

    def test_source_without_address(self, tiny_faq):
        """A source may have no address; its date stays as typed."""
        source = load(tiny_faq).entry("livraison-suivi").sources[0]

        assert Source("rapport-annuel", "Agence des colis", "Rapport annuel", None, "2023") == source

    def test_smallest(self, write_faq):
        """Five lines are an FAQ: warnings do not keep it from being served, and the title is the first question."""
        folder = write_faq({"livraison.yaml": SMALLEST})

        assert 2 == len(inspect(folder).problems)
        [entry] = load(folder).entries
        assert ("delai", "Quand arrive mon colis\u202f?", "Sous trois jours.", None, None, (), ()) == (
            entry.id,
            entry.title,
            entry.answer,
            entry.value,
            entry.details,
            entry.sources,
            entry.see_also,
        )

    @pytest.mark.parametrize("typed", ["12:30", "No", "0123", "2018-09-03", "1_000"])
    def test_values_as_typed(self, write_faq, typed):
        """A value stays the text its editor typed."""
        folder = write_faq({"livraison.yaml": f"{SMALLEST}    valeur: {typed}\n"})

        assert typed == load(folder).entry("delai").value

    def test_repeated_wording(self, write_faq):
        """A wording an entry repeats is kept once."""
        folder = write_faq({"livraison.yaml": SMALLEST.replace("[", '["Quand ?", "[Dites,] Quand ?", ')})

        assert ("Quand ?", "Dites, Quand ?", "Quand arrive mon colis ?") == load(folder).entry(
            "delai"
        ).questions

    def test_frozen(self, tiny_faq):
        """Loading twice gives two equal FAQs."""
        assert load(tiny_faq) == load(tiny_faq)

    def test_mistakes(self, write_faq):
        """An FAQ with mistakes is not served: the error holds each, and no warning."""
        folder = write_faq({"livraison.yaml": SMALLEST.replace("reponse", "reponce")})

        with pytest.raises(KnowledgeError) as error:
            load(folder)

        assert [3, 5] == [problem.line for problem in error.value.problems]
        assert inspect(folder).errors == error.value.problems
        assert 4 == len(inspect(folder).problems)

    def test_missing_folder(self, tmp_path):
        """A folder that is not there is not served."""
        with pytest.raises(KnowledgeError, match=r"ce dossier n'existe pas\."):
            load(tmp_path / "faq")


class TestLoadVoice:
    def test_default(self, tiny_faq):
        """An FAQ without « _voix.yaml » says every sentence of the format, and greets back."""
        voice = load(tiny_faq).voice

        named = {key for key in COMMON_FILES["_voix.yaml"].by_name if key != "courtoisie"}
        assert named == set(voice.sentences)
        assert all(voice.sentences.values())
        assert "merci" in [courtesy.id for courtesy in voice.courtesies]

    def test_own_sentence(self, write_faq, tiny_faq):
        """An FAQ's own sentence wins, typeset; the others stay the default ones."""
        default = load(tiny_faq).voice
        write_faq({"_voix.yaml": 'accueil: "Bienvenue à l\'accueil !"\naide:\n'})

        voice = load(tiny_faq).voice

        assert "Bienvenue à l’accueil\u202f!" == voice.say("accueil")
        assert {**default.sentences, "accueil": voice.say("accueil")} == voice.sentences
        assert default.courtesies == voice.courtesies

    def test_own_courtesies(self, write_faq, tiny_faq):
        """An FAQ's own courtesies take the place of the default ones."""
        write_faq(
            {
                "_voix.yaml": """\
courtoisie:
  - id: woezon
    questions: ["(woezon|bonjour)"]
    reponse: "Yoo !"
    autres-reponses: ["Woezon l'ami"]
"""
            }
        )

        [courtesy] = load(tiny_faq).voice.courtesies

        assert ("woezon", ("woezon", "bonjour"), ("Yoo\u202f!", "Woezon l’ami")) == (
            courtesy.id,
            courtesy.questions,
            courtesy.answers,
        )


class TestLoadRefusals:
    def test_default(self, tiny_faq):
        """What no FAQ answers is refused without a word from its editor."""
        assert "meteo" in [refusal.id for refusal in load(tiny_faq).refusals]

    def test_own(self, write_faq, tiny_faq):
        """An FAQ's own refusals come first, and may say what is answered then."""
        default = load(tiny_faq).refusals
        write_faq(
            {
                "_hors-sujet.yaml": """\
hors-sujet:
  - id: prix
    questions: ["(prix|coût) d'un colis"]
    reponse: "Je n'ai pas les prix."
  - id: emploi
    questions: ["Recrutez-vous ?"]
"""
            }
        )

        prix, emploi, *others = load(tiny_faq).refusals

        assert ("prix", ("prix d'un colis", "coût d'un colis"), "Je n’ai pas les prix.") == (
            prix.id,
            prix.questions,
            prix.answer,
        )
        assert ("emploi", None) == (emploi.id, emploi.answer)
        assert default == tuple(others)


class TestLoadSynonyms:
    def test_none(self, tiny_faq):
        """An FAQ may have no synonyms."""
        assert () == load(tiny_faq).synonyms

    def test_groups(self, write_faq, tiny_faq):
        """Groups of synonyms stay in order, as typed."""
        write_faq({"_synonymes.yaml": "synonymes:\n  - [Pékin, beijing]\n  - [No, non]\n"})

        assert (("Pékin", "beijing"), ("No", "non")) == load(tiny_faq).synonyms


GOOD = {
    "livraison.yaml": {
        "theme": {"id": "livraison", "titre": "Livraison", "description": "Les colis."},
        "entrees": [
            {
                "id": name,
                "titre": name,
                "questions": [f"{name} (un|deux)", f"[dites] {name}"],
                "reponse": "Oui.",
                "valeur": "oui",
                "details": "Vraiment.",
                "sources": ["poste"],
                "voir-aussi": ["suivi"],
                "elements": ["suivi", "delai"],
                "vrai": ["sûr"],
                "faux": ["[pas] (du tout|jamais)"],
                "nuances": ["parfois"],
            }
            for name in ("suivi", "delai")
        ],
    },
    "_sources.yaml": {
        "poste": {"editeur": "La Poste", "titre": "Guide", "url": "https://poste.example", "date": "2018"}
    },
    "_voix.yaml": {
        "accueil": "Bonjour !",
        "courtoisie": [
            {
                "id": "merci",
                "questions": ["merci"],
                "reponse": "De rien.",
                "autres-reponses": ["Avec plaisir !"],
            }
        ],
    },
    "_synonymes.yaml": {"synonymes": [["colis", "paquet"]]},
    "_hors-sujet.yaml": {"hors-sujet": [{"id": "meteo", "questions": ["pluie"], "reponse": "Non."}]},
}
"""A good FAQ with every key, in JSON, which is YAML."""

VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["suivi", "(a|b)", "[a]", "("]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside, max_size=3),
    max_leaves=5,
)


@st.composite
def slips(draw):
    """The good FAQ with up to two of its values, wherever they are, left out or replaced."""
    faq = copy.deepcopy(GOOD)
    for _ in range(draw(st.integers(0, 2))):
        holder, key = draw(st.sampled_from(list(_places(faq))))
        if draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = draw(VALUES)
    return faq


def _places(value):
    """Every place in a value: what holds it, and its key or index there."""
    for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inside, dict | list):
            yield from _places(inside)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One folder, written again for each example."""
    return tmp_path_factory.mktemp("faq")


class TestLoadAnything:
    @given(faq=slips())
    def test_served_or_told(self, folder, faq):
        """Whatever its slips, an FAQ is served when no mistake is told, and only then."""
        for path in folder.iterdir():
            path.unlink()
        for name, value in faq.items():
            (folder / name).write_text(json.dumps(value), encoding="utf-8")

        if inspect(folder).errors:
            with pytest.raises(KnowledgeError):
                load(folder)
        else:
            assert isinstance(load(folder), Knowledge)


class TestWordsNearInMeaning:
    def test_read(self, write_faq):
        """Words near in meaning stand beside the synonyms, and either may be left out."""
        knowledge = load(
            write_faq({"livraison.yaml": SMALLEST, "_synonymes.yaml": "proches:\n  - [colis, paquet]\n"})
        )

        assert (("colis", "paquet"),) == knowledge.kin
        assert () == knowledge.synonyms
