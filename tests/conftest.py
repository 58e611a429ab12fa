"""Tiny FAQs for the tests of the code, so that editors may rewrite the one that ships."""

from pathlib import Path

import hypothesis
import pytest

from bot.knowledge import inspect

# The same examples on every machine, however slow it is.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True)
hypothesis.settings.load_profile("tests")


@pytest.fixture
def write_faq(tmp_path):
    """Writes YAML texts by file name into a folder, and returns the folder; called again, it adds or rewrites."""

    def write(files: dict[str, str]) -> Path:
        folder = tmp_path / "faq"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def told(write_faq, tmp_path, monkeypatch):
    """Writes an FAQ, and returns what its editor reads about it from the folder above."""

    def tell(files: dict[str, str]) -> str:
        folder = write_faq(files)
        monkeypatch.chdir(tmp_path)
        return "\n".join(map(str, inspect(folder).problems))

    return tell


@pytest.fixture
def tiny_faq(write_faq):
    """A good FAQ of two topics and four entries, with sources; its voice is the default one."""
    return write_faq(
        {
            "accueil.yaml": """\
theme: {id: accueil, titre: "L'accueil", description: "Où et quand nous trouver."}
entrees:
  - id: accueil-adresse
    titre: "Adresse de l'accueil"
    questions:
      - "Où (est|se trouve) l'accueil ?"
      - "Quelle est [donc] votre adresse ?"
      - "Dans quelle rue êtes-vous ?"
    reponse: "L'accueil est au 12 rue des Palmiers, à Lomé."
    valeur: "12 rue des Palmiers"
    details: "L'entrée est dans la cour."
    sources: [guide-visiteur]
    voir-aussi: [accueil-horaires]
  - id: accueil-horaires
    titre: "Horaires d'ouverture"
    questions:
      - "À quelle heure (ouvrez-vous|fermez-vous) ?"
      - "Quels sont vos horaires [d'ouverture] ?"
      - "Êtes-vous ouverts le samedi ?"
    reponse: "De 9 h à 18 h, du lundi au vendredi."
    valeur: "9 h à 18 h"
    sources: [guide-visiteur]
""",
            "livraison.yaml": """\
theme: {id: livraison, titre: "La livraison", description: "Les délais et le suivi des colis."}
entrees:
  - id: livraison-suivi
    titre: "Suivi du colis"
    questions:
      - "Où est mon (colis|paquet) ?"
      - "Comment suivre (une commande|un envoi) ?"
      - "numéro de suivi"
    reponse: "Le lien de suivi est dans votre courriel."
    sources: [rapport-annuel]
    voir-aussi: [livraison-delai, accueil-adresse]
  - id: livraison-delai
    titre: "Délai de livraison"
    questions:
      - "Quand (arrive|vient) mon colis ?"
      - "Combien de jours dure la livraison ?"
      - "délai [moyen] de livraison"
    reponse: "Un colis arrive en 3 jours."
    valeur: "3 jours"
    sources: [rapport-annuel, guide-visiteur]
""",
            "_sources.yaml": """\
guide-visiteur: {editeur: "La Poste", titre: "Guide du visiteur", url: "https://poste.example/guide", date: 2024-05}
rapport-annuel: {editeur: "Agence des colis", titre: "Rapport annuel", date: 2023}
""",
        }
    )
