from dataclasses import FrozenInstanceError

import pytest

from bot.knowledge import Entry
from bot.matching import Confidence, Match


class TestConfidence:
    def test_words(self):
        """The three degrees read as French words."""
        assert ["sûr", "hésitant", "improbable"] == [degree.value for degree in Confidence]


class TestMatch:
    def test_frozen(self):
        """A match never changes once found."""
        match = Match(Entry("a", "A", ("a",), "a"), "a", 0.5, Confidence.SURE, 1.0, 0.5)

        with pytest.raises(FrozenInstanceError):
            match.probability = 1.0
