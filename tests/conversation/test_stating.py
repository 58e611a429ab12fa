"""What is stated to be confirmed is told from what is asked."""

import pytest

from bot.conversation.stating import is_negated, statement, states, without_figures


class TestStates:
    @pytest.mark.parametrize(
        "text",
        [
            "le projet est un don, c’est bien ça",
            "vous confirmez que c’est un don",
            "j’ai lu que c’est un don",
            "le réseau est à Lomé, hein",
            "est-ce que le réseau est à Lomé",
            "le réseau est à Lomé ?",
            "combien de km ? 500 non ?",
            "500 km ou pas ?",
        ],
    )
    def test_states(self, text):
        """Who asks for a yes or a no states something."""
        assert states(text)

    @pytest.mark.parametrize(
        "text",
        [
            "combien de km, 500 ?",
            "où sont les 500 km ?",
            "quand a eu lieu le sommet de 2018 ?",
            "qui a prêté les 15 milliards ?",
            "cb de km ?",
            "qu’est-ce que le plan 2019-2021 ?",
            "Que prévoit le plan 2019-2021 ?",
            "quand est-ce que le plan a été signé ?",
            "et en 2019 ?",
            "et le 24 avril ?",
            "Zhu Congjiu ?",
            "le projet fait 500 km",
            "",
        ],
    )
    def test_asks(self, text):
        """An open question, another year asked for, or a plain remark states nothing to be confirmed."""
        assert not states(text)


class TestWithoutFigures:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("c’est bien 500 km ?", "km"),
            ("inauguré en deux mille dix-huit, vrai ou faux ?", "inaugure en"),
            ("le réseau est à Lomé", "le reseau est a lome"),
        ],
    )
    def test_subject(self, text, expected):
        """What is left is what the statement is about."""
        assert expected == without_figures(text)


class TestStatement:
    def test_tags(self):
        """What asks to confirm is no part of what is stated."""
        assert "250 km" == statement("C’est bien 250 km, n’est-ce pas ?")


class TestIsNegated:
    @pytest.mark.parametrize("text", ["ce n’est pas un don ?", "il n’y a aucun prêt ?", "jamais remboursé ?"])
    def test_denied(self, text):
        """What denies is told from what affirms."""
        assert is_negated(text)

    @pytest.mark.parametrize(
        "text", ["c’est un don, n’est-ce pas ?", "un don, pas vrai ?", "250 km ou pas ?"]
    )
    def test_tag(self, text):
        """A tag denies nothing."""
        assert not is_negated(text)
