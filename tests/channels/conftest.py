"""A voice whose every sentence is short, for channels to say."""

import pytest
from fixtures_memory import FakeMemory, FakeRecords

from bot.knowledge import Voice

NAMES = """
bouton-utile bouton-inutile bouton-copier bouton-partager groupe-lit-peu groupe-lit-tout groupe-reponse-privee
bouton-lire-prive reglages-publiques reglages-discretes reglages-oui reglages-non reglages-annonces-general reglages-annonces-groupe
reglages-annonces-ici reglages-annonces-ailleurs bouton-rendre-discret bouton-rendre-public bouton-ecouter
bouton-ne-plus-ecouter bouton-annonces-ici bouton-annonces-general bouton-fermer reglages-faits reglages-fermes
reglages-refuses reglages-non-verifie reglages-en-prive reglages-ecoute-sourde reglages-discret-sans-droits
menu-reglages menu-groupes presentation presentation-courte abonne desabonne abonnement-reserve
annonce-rapport annonce-genre-send annonce-etat-done
""".split()
"""Sentences told apart by their names."""


@pytest.fixture(scope="session")
def voice() -> Voice:
    return Voice(
        {
            **{key: key for key in NAMES},
            "groupe-accueil": "Bonjour, {nom} & {lecture}",
            "reglages": "<{reponses}> {ecoute} {annonces}",
            "groupes": "{nombre} dont {discrets} et {ecoutes}",
            "voir-aussi": "Voir aussi :",
            "source": "Source :",
            "sources": "Sources :",
            "bouton-question": "Poser une question",
            "bouton-lire-suite": "Lire la suite",
            "bouton-demander": "Autre chose ?",
            "bouton-rien-trouve": "Rien trouvé",
            "panne": "Pardon <panne> & excuses, n° {incident}",
            "trop-vite": "Doucement <svp>.",
            "menu-question": "Poser une question",
            "menu-themes": "Parcourir les sujets",
            "menu-aide": "Ce que je sais faire",
            "menu-confidentialite": "Ce que je garde",
            "menu-oublier": "Effacer",
            "menu-abonner": "Recevoir les annonces",
            "menu-desabonner": "Ne plus les recevoir",
            "menu-pause": "Les suspendre",
            "menu-annonce": "Annoncer",
            "menu-annonces": "Suivre",
            "oublie": "Effacé : {conversations} et {votes}.",
            "oublie-rien": "Rien à effacer.",
        }
    )


@pytest.fixture
def memory() -> FakeMemory:
    return FakeMemory()


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords()
