"""Tests of bot.knowledge.wording."""

import re
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.wording import MOST_WORDINGS, WordingError, expand, fold, fold_lines

ANYTHING = st.text() | st.text(alphabet=" \u00a0\u202f'’.,-dlqu0123éœß½İ№\u0300")
"""Any text, and text in which elisions, digits and marks meet."""

SEQUENCES = st.recursive(
    st.just(()),
    lambda inside: st.lists(st.tuples(st.booleans(), st.lists(inside, min_size=2, max_size=5)), max_size=4),
    max_leaves=20,
)
"""What follows a word: choices, optional or not, each of several sequences."""


class TestExpand:
    def test_plain(self):
        """A line without brackets is its own and only wording."""
        assert ("Où est mon colis ?",) == expand("Où est mon colis ?")

    def test_choice(self):
        """Alternatives come in the order typed."""
        assert ("un colis perdu", "un paquet perdu") == expand("un (colis|paquet) perdu")

    def test_optional(self):
        """A part in brackets is left out first, then said."""
        assert ("combien de km", "Dites, combien de km") == expand("[Dites,] combien de km")

    def test_optional_choice(self):
        """Brackets may hold a choice without parentheses."""
        assert ("merci", "merci beaucoup", "merci bien") == expand("merci [beaucoup|bien]")

    def test_product(self):
        """Choices multiply; the last one turns fastest."""
        assert ("a c", "a d", "b c", "b d") == expand("(a|b) (c|d)")

    def test_nested(self):
        """A choice may hold choices and optional parts."""
        assert ("le colis", "le colis perdu", "le grand paquet", "le petit paquet") == expand(
            "le (colis [perdu]|(grand|petit) paquet)"
        )

    def test_inside_a_word(self):
        """A choice may be an ending."""
        assert ("colis perdu", "colis perdue") == expand("colis perdu(|e)")

    def test_parentheses_without_a_bar(self):
        """Parentheses without « | » are text, whatever they hold."""
        assert ("Le sommet (2018)",) == expand("Le sommet (2018)")
        assert ("Le sommet (de 2018)", "Le sommet (de Pékin 2018)") == expand("Le sommet (de [Pékin] 2018)")

    def test_closing_parenthesis_alone(self):
        """A closing parenthesis that closes nothing is text, as in « 1) »."""
        assert ("1) Où est-il ?",) == expand("1) Où est-il ?")

    def test_spaces(self):
        """What is left out leaves no double space behind."""
        assert ("mon colis", "mon gros colis") == expand("  mon  [gros]\u00a0 colis ")

    def test_same_wording_twice(self):
        """A wording met twice is given once."""
        assert ("a", "b") == expand("(a|b|a)")

    def test_empty(self):
        """An empty line is one empty wording: missing questions are told elsewhere."""
        assert ("",) == expand("")

    def test_most(self):
        """A line may stand for 200 wordings."""
        assert 200 == MOST_WORDINGS == len(expand(_choice(20) + _choice(10)))

    def test_too_many(self):
        """One more is told, with the number the line stands for."""
        assert (
            "cette question représente 201 formulations (au plus 200).",
            "Répartissez ses choix sur plusieurs lignes.",
        ) == _refused(_choice(201))

    def test_far_too_many(self):
        """A line that stands for billions is refused without writing them out."""
        assert (
            "cette question représente 10000000000 formulations (au plus 200)."
            == _refused(_choice(10) * 10)[0]
        )

    @pytest.mark.parametrize("line", ["mon (colis|paquet", "mon (colis", "(a|(b|c)", "[(a"])
    def test_unclosed_parenthesis(self, line):
        """A parenthesis is closed, or its editor told."""
        assert (
            "une parenthèse « ( » n'est pas refermée.",
            "Ajoutez « ) » : un choix s'écrit « (posés|déployés) ».",
        ) == _refused(line)

    @pytest.mark.parametrize("line", ["mon [gros colis", "[a [b]", "mon colis ["])
    def test_unclosed_bracket(self, line):
        """A bracket is closed, or its editor told."""
        assert (
            "un crochet « [ » n'est pas refermé.",
            "Ajoutez « ] » : une partie facultative s'écrit « [optique] ».",
        ) == _refused(line)

    @pytest.mark.parametrize("line", ["mon gros] colis", "[a]]", "(a]|b)"])
    def test_stray_bracket(self, line):
        """A bracket closes one that was opened, or its editor is told."""
        assert (
            "un crochet « ] » n'a pas son « [ ».",
            "Une partie facultative s'écrit « [ainsi] » ; ôtez le crochet ou ouvrez-le.",
        ) == _refused(line)

    @pytest.mark.parametrize("line", ["colis|paquet", "|", "(a|b)|c"])
    def test_stray_bar(self, line):
        """A « | » stands between parentheses, or its editor is told."""
        assert (
            "un « | » se trouve hors des parenthèses.",
            "Entourez le choix de parenthèses : « (posés|déployés) ».",
        ) == _refused(line)

    @given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="()[]|")))
    def test_any_text_without_brackets(self, text):
        """Any text without brackets stands for itself, its spaces made single."""
        assert (" ".join(text.split()),) == expand(text)

    @given(st.text(alphabet="ab ()[]|"))
    def test_any_brackets(self, line):
        """Any line gives 1 to 200 different wordings, or is refused in French."""
        try:
            wordings, refusal = expand(line), None
        except WordingError as error:
            wordings, refusal = (), error

        if refusal:
            assert refusal.what.endswith(".")
            assert refusal.remedy.endswith(".")
        else:
            assert 1 <= len(wordings) <= MOST_WORDINGS
            assert len(set(wordings)) == len(wordings)

    @given(SEQUENCES)
    def test_count(self, sequence):
        """A line stands for as many wordings as its choices promise, or is refused with that number."""
        line, promised = _written(sequence, count())

        if promised > MOST_WORDINGS:
            assert f"cette question représente {promised} formulations (au plus 200)." == _refused(line)[0]
        else:
            assert promised == len(expand(line))


def _choice(size):
    return "(" + "|".join(f"mot{number}" for number in range(size)) + ")"


def _refused(line):
    with pytest.raises(WordingError) as refusal:
        expand(line)
    return refusal.value.what, refusal.value.remedy


def _written(sequence, numbers):
    """A sequence as an editor types it, each word once, and how many wordings that promises."""
    line, promised = f"mot{next(numbers)}", 1
    for is_optional, alternatives in sequence:
        written = [_written(alternative, numbers) for alternative in alternatives]
        inside = "|".join(text for text, _ in written)
        line += f" [{inside}]" if is_optional else f" ({inside})"
        promised *= is_optional + sum(number for _, number in written)
    return line, promised


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("L’accueil, c’est où ?", "accueil est ou"),
            ("L'ACCUEIL c'est OÙ", "accueil est ou"),
            ("Lorsqu'il pleut, jusqu'à 9 h", "il pleut a 9 h"),
            ("Qu’est-ce que c’est ?", "est ce que est"),
            ("aujourd'hui", "aujourd hui"),
            ("Cœur, ex æquo, Straße", "coeur ex aequo strasse"),
            ("garçon naïf à Noël", "garcon naif a noel"),
            ("50 000 bourses", "50000 bourses"),
            ("50\u202f000 et 50\u00a0000 et 50.000", "50000 et 50000 et 50000"),
            ("1 234 567", "1234567"),
            ("en 2018 250 km", "en 2018 250 km"),
            ("12 3456", "12 3456"),
            ("n° 5 (bis) — fin…", "n 5 bis fin"),
            ("№ 5", "no 5"),
            ("", ""),
            ("?!", ""),
        ],
    )
    def test_comparable(self, text, folded):
        """Case, accents, elisions, ligatures, punctuation and grouped digits make no difference."""
        assert folded == fold(text)

    @given(ANYTHING)
    @example("1, 200")
    @example("½00")
    def test_twice(self, text):
        """Folded text is left as it is."""
        assert fold(text) == fold(fold(text))

    @given(ANYTHING)
    def test_alphabet(self, text):
        """Folded text is words of a-z and 0-9 with one space between."""
        assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", fold(text))


class TestFoldLines:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("250\u202fkm à Lomé", "250 km a lome"),
            ("Un fait.\n\nSource : La Poste\n", "un fait. source : la poste"),
            ("L’œuvre", "l’oeuvre"),
            ("", ""),
        ],
    )
    def test_punctuation_stands(self, text, folded):
        """Case and accents go, every run of spaces is one; punctuation stays."""
        assert folded == fold_lines(text)

    @given(ANYTHING)
    def test_twice(self, text):
        """Folded text is left as it is."""
        assert fold_lines(text) == fold_lines(fold_lines(text))
