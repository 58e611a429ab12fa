"""Which texts may need what was said before them to be understood."""

import pytest

from bot.conversation.leaning import is_said_to_us, leans


class TestLeans:
    @pytest.mark.parametrize(
        "text",
        [
            "et qui a payé pour les travaux ?",
            "Mais qui a payé pour les travaux ?",
            "il dure combien de temps en tout",
            "quel est son prix au kilo",
            "combien cela a coûté en tout",
            "l’année du début",
            "la boutique d’Aného",
            "le prix",
            "pourquoi ?",
        ],
    )
    def test_leans(self, text):
        """A text that begins with « et », points back or is very short may need what was said before."""
        assert leans(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Quelle est la longueur de la fibre ?",
            "le prix du colis",
            "Combien de boutiques y a-t-il au Togo ?",
            "Est-ce que le colis de ma tante part à Kara ?",
            "En quelle année la boutique a ouvert ?",
            "Qu’est-ce que le bureau de poste vend ?",
        ],
    )
    def test_stands_alone(self, text):
        """A whole question stands alone; « il y a », « ce que » and « en quelle » point to nothing."""
        assert not leans(text)


class TestIsSaidToUs:
    @pytest.mark.parametrize("text", ["qui es-tu ?", "Vous allez bien ?", "et toi", "c’est quoi votre nom"])
    def test_said_to_us(self, text):
        """Who says « tu » or « vous » speaks to the bot."""
        assert is_said_to_us(text)

    @pytest.mark.parametrize("text", ["par qui ?", "où ?", "et demain ?", "comment est-il venu", ""])
    def test_said_of_something(self, text):
        """Who does not speaks of something."""
        assert not is_said_to_us(text)
