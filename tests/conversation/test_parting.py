"""Messages are taken apart where people part their questions, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.parting import MOST_JOINTS, halves, is_question, sentences


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Combien ? Et qui ? Merci !", ["Combien ?", "Et qui ?", "Merci !"]),
            ("combien?et qui?", ["combien?", "et qui?"]),
            ("Je suis pressé. Qui a payé ?", ["Je suis pressé.", "Qui a payé ?"]),
            ("le délai ; le prix", ["le délai", "le prix"]),
            ("quoi ?! vraiment ?", ["quoi ?!", "vraiment ?"]),
            ("combien de colis, et qui paie ?", ["combien de colis, et qui paie ?"]),
            ("est-ce vrai ? (oui)", ["est-ce vrai ? (oui)"]),
        ],
    )
    def test_marks(self, text, expected):
        """A sentence ends with its mark, which it keeps; a semicolon only parts."""
        assert expected == sentences(text)

    @pytest.mark.parametrize(
        "text",
        [
            "le délai\nle prix",
            "- le délai\n- le prix",
            "• le délai\n• le prix",
            "1. le délai\n2. le prix",
            "1) le délai\n 2) le prix",
            "1 - le délai\n\n2 - le prix",
        ],
    )
    def test_list(self, text):
        """Each line of a list is an item, less the mark before it."""
        assert ["le délai", "le prix"] == sentences(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Quand M. Faure est-il venu ?",
            "Le Dr. Lawson est-il venu ?",
            "combien font 1.500 F ?",
            "3 - 4 septembre, c’est ça ?",
            "12 rue des Palmiers ?",
        ],
    )
    def test_whole(self, text):
        """A title, a number or a range of days parts nothing."""
        assert [text] == sentences(text)

    @pytest.mark.parametrize("text", ["", " ", "…", "?!", "\n-\n", "👍"])
    def test_none(self, text):
        """What has no word has no sentence."""
        assert [] == sentences(text)

    @given(st.text() | st.text("abc ?!.;\n-•1)"))
    def test_nothing_lost(self, text):
        """No word is lost, and every sentence has one."""
        found = sentences(text)

        assert all(any(mark.isalnum() for mark in part) for part in found)
        assert [part for part in found if part != part.strip()] == []
        letters = [mark for mark in text if mark.isalpha()]
        assert letters == [mark for part in found for mark in part if mark.isalpha()]


class TestIsQuestion:
    @pytest.mark.parametrize(
        "text",
        [
            "250 km ?",
            "qui a payé",
            "le prix",
            "explique la livraison",
            "et dis-moi la suite",
            "pouvez-vous me donner l’adresse",
            "peux-tu résumer",
            "Citez les boutiques",
        ],
    )
    def test_asks(self, text):
        """A mark, an asking word or a request makes a question."""
        assert is_question(text)

    @pytest.mark.parametrize("text", ["je suis journaliste", "merci", "c’est urgent !", "la livraison", ""])
    def test_remark(self, text):
        """A remark asks nothing."""
        assert not is_question(text)


class TestHalves:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("combien de km et qui a payé", [("combien de km ", " qui a payé")]),
            ("combien de km de fibre et de câble", []),
            ("la fibre et qui a payé", []),
            ("combien de km ?", []),
            ("combien coûte une boîte et une lettre", []),
            ("où est-il ? quand part-il ?", [("où est-il ", " quand part-il ?")]),
            ("quel été et quel hiver", [("quel été ", " quel hiver")]),
            ("", []),
        ],
    )
    def test_both_ask(self, text, expected):
        """A text is cut where it is joined, when both sides ask for something."""
        assert expected == list(halves(text))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("le délai ? le prix ?", [("le délai ", " le prix ?")]),
            ("le délai ? combien", [("le délai ", " combien")]),
            ("quel délai et le prix ? ", [("quel délai ", " le prix ? ")]),
            ("le délai et le prix ?", []),
            ("le délai ? merci", []),
            ("quel délai et merci", []),
        ],
    )
    def test_question_mark(self, text, expected):
        """A question mark asks as well as a word does."""
        assert expected == list(halves(text))

    def test_every_joint(self):
        """Each joint is a way to cut."""
        expected = [("qui", " où et quand"), ("qui, où ", " quand")]

        assert expected == list(halves("qui, où et quand"))

    def test_few_joints(self):
        """Of a text that may be cut anywhere, few places are tried: everybody else waits meanwhile."""
        assert MOST_JOINTS == len(list(halves("qui et " * 500 + "qui")))
