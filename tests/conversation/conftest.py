"""The abilities under test, on the FAQ of `conversing.py`."""

import pytest
from conversing import PARCELS, ScriptedMatcher

from bot.conversation import Answering, Browsing, CourtesyAbility


@pytest.fixture
def browsing() -> Browsing:
    return Browsing(PARCELS)


@pytest.fixture
def scripted() -> ScriptedMatcher:
    return ScriptedMatcher()


@pytest.fixture
def courtesy(scripted) -> CourtesyAbility:
    return CourtesyAbility(PARCELS.voice, scripted)


@pytest.fixture
def answering(scripted, browsing, courtesy) -> Answering:
    return Answering(PARCELS, scripted, browsing, courtesy)
