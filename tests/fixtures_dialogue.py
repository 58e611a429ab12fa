"""A tiny FAQ of parcels and shops, for tests of the whole bot."""

from collections.abc import Mapping
from pathlib import Path

SOURCES = """
poste:
  editeur: "La Poste"
  titre: "Le guichet"
  date: "2018-09"
tarifs:
  editeur: "Ministère du Commerce"
  titre: "Les tarifs"
  url: "https://exemple.tg/tarifs"
"""

PARCELS = """
theme: {id: colis, titre: "Colis", description: "Les délais, le suivi et les prix."}
entrees:
  - id: delai
    titre: "Délai de livraison"
    questions:
      - "Quel est le délai de livraison [d'un colis] ?"
      - "(Combien de temps dure|En combien de jours se fait) la livraison [d'un colis] ?"
      - "Quand mon colis arrive-t-il ?"
      - "délai livraison"
    reponse: "Le colis arrive en 3 jours."
    valeur: "3 jours"
    details: "Sauf le dimanche."
    sources: [poste]
    voir-aussi: [suivi, prix]
  - id: suivi
    titre: "Suivi du colis"
    questions:
      - "Où (est|se trouve) mon colis ?"
      - "Comment suivre mon colis ?"
      - "Quel est le numéro de suivi [du colis] ?"
      - "suivi colis"
    reponse: "Le lien de suivi est dans votre courriel."
    sources: [poste, tarifs]
  - id: prix
    titre: "Prix de l'envoi"
    questions:
      - "Combien coûte l'envoi [d'un colis] ?"
      - "Quel est le (prix|tarif) de l'envoi ?"
      - "Qui paie l'envoi d'un colis ?"
      - "prix envoi"
    reponse: "L'envoi coûte 2 000 F."
"""

TOWNS = ("Aného", "Bassar", "Cinkassé", "Dapaong", "Kara", "Mango", "Notsé", "Sokodé", "Tsévié", "Vogan")

SHOPS = 'theme: {id: boutiques, titre: "Boutiques", description: "Une par ville."}\nentrees:\n' + "".join(
    f"""
  - id: boutique-{number}
    titre: "Boutique de {town}"
    questions:
      - "Où se trouve la boutique de {town} ?"
      - "adresse [de la] boutique [de] {town}"
      - "je cherche la boutique de {town}"
      - "Quels sont les horaires de la boutique de {town} ?"
    reponse: "À {town}, au marché, de 8 h à 17 h."
"""
    for number, town in enumerate(TOWNS, 1)
)

PARCELS_FAQ = {"_sources": SOURCES, "boutiques": SHOPS, "colis": PARCELS}


def write_parcels(folder: Path, files: Mapping[str, str] = PARCELS_FAQ) -> Path:
    """An FAQ folder of these files: name → YAML."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
