"""A voice whose every sentence is short, for channels to say."""

import pytest
from fixtures_memory import FakeMemory

from bot.knowledge import Voice


@pytest.fixture(scope="session")
def voice() -> Voice:
    return Voice(
        {
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
            "oublie": "Effacé : {conversations} et {votes}.",
            "oublie-rien": "Rien à effacer.",
        }
    )


@pytest.fixture
def memory() -> FakeMemory:
    return FakeMemory()
