"""A voice whose every sentence is short, for channels to say."""

import pytest

from bot.knowledge import Voice


@pytest.fixture(scope="session")
def voice() -> Voice:
    return Voice(
        {
            "voir-aussi": "Voir aussi :",
            "source": "Source :",
            "sources": "Sources :",
            "panne": "Pardon <panne> & excuses.",
            "menu-question": "Poser une question",
            "menu-themes": "Parcourir les sujets",
            "menu-aide": "Ce que je sais faire",
        }
    )
