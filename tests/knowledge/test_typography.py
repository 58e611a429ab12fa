"""Tests of bot.knowledge.typography."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.typography import typeset

TYPED = st.text() | st.text(alphabet=" \u00a0\u202f\n'’«»;!?:%€012345678abkmé.,()")
"""Any text, and text in which the rules meet."""


class TestTypeset:
    @pytest.mark.parametrize(
        ("typed", "printed"),
        [
            ("C'est l'accueil", "C’est l’accueil"),
            ("l'été, 'cité'", "l’été, 'cité'"),
            ("Où ? Ici ! Bien ; voici : fin", "Où\u202f? Ici\u202f! Bien\u202f; voici\u202f: fin"),
            ("«Bonjour»", "«\u202fBonjour\u202f»"),
            ("«   Bonjour   »", "«\u202fBonjour\u202f»"),
            ("«\u00a0Bonjour\u00a0»", "«\u202fBonjour\u202f»"),
            ("«\u202fBonjour\u202f»", "«\u202fBonjour\u202f»"),
            ("Où ?)", "Où\u202f?)"),
            ("50 000 bourses", "50\u202f000 bourses"),
            ("1 234 567 FCFA", "1\u202f234\u202f567\u202fFCFA"),
            ("60 milliards, 12 % et 250 km", "60\u202fmilliards, 12\u202f% et 250\u202fkm"),
        ],
    )
    def test_printed_french(self, typed, printed):
        """Apostrophes, quotation marks, double punctuation and numbers are set as in print."""
        assert printed == typeset(typed)

    @pytest.mark.parametrize(
        "text", ["12:30", "https://poste.example/?a=b", "Oui.", "3 jours", "12 3456", "a  b", "ligne\nligne"]
    )
    def test_left_alone(self, text):
        """Times, addresses and everything the rules do not name stay as typed."""
        assert text == typeset(text)

    @given(TYPED)
    def test_twice(self, text):
        """Typeset text is left as it is."""
        assert typeset(text) == typeset(typeset(text))

    @given(TYPED)
    def test_only_spaces_and_apostrophes_change(self, text):
        """No letter, digit or other sign is changed, lost or added."""
        assert _signs(text) == _signs(typeset(text))


def _signs(text):
    return "".join(text.split()).replace("'", "’")
