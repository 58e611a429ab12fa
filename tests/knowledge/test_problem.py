"""Tests of bot.knowledge.problem."""

import pytest

from bot.knowledge.problem import KnowledgeError, Problem, count_of, summary


def problem(file="a.yaml", line=1, *, warning=False):
    return Problem(file, line, "le texte manque.", "Ajoutez-le.", warning)


class TestStr:
    def test_line(self):
        """A problem says where, what, and on the line below how to mend it."""
        told = Problem("faq/a.yaml", 6, "l'entrée n'a pas de « reponse ».", "Ajoutez une ligne.")

        assert "faq/a.yaml:6 — l'entrée n'a pas de « reponse ».\n    Ajoutez une ligne." == str(told)

    def test_file(self):
        """Line 0 is the file or folder itself."""
        told = Problem("faq", 0, "ce dossier n'existe pas.", "Indiquez-en un autre.")

        assert "faq — ce dossier n'existe pas.\n    Indiquez-en un autre." == str(told)

    def test_warning(self):
        """A warning is called one."""
        told = problem(warning=True)

        assert "a.yaml:1 — avertissement : le texte manque.\n    Ajoutez-le." == str(told)

    def test_remedy_of_several_lines(self):
        """The whole remedy is set in, and what it shows stays set in further."""
        told = Problem("a.yaml", 2, "le texte manque.", 'Complétez la ligne :\n    titre: "Colis"')

        assert 'a.yaml:2 — le texte manque.\n    Complétez la ligne :\n        titre: "Colis"' == str(told)


class TestKnowledgeError:
    def test_problems(self):
        """The error holds every problem, and reads as all of them."""
        error = KnowledgeError(iter([problem(line=1), problem(line=2)]))

        assert (problem(line=1), problem(line=2)) == error.problems
        assert (
            "a.yaml:1 — le texte manque.\n    Ajoutez-le.\na.yaml:2 — le texte manque.\n    Ajoutez-le."
            == str(error)
        )


class TestSummary:
    @pytest.mark.parametrize(
        ("problems", "sentence"),
        [
            ([], "0 problème dans 0 fichier."),
            ([problem()], "1 problème dans 1 fichier."),
            ([problem(), problem(line=2)], "2 problèmes dans 1 fichier."),
            ([problem(), problem("b.yaml")], "2 problèmes dans 2 fichiers."),
            ([problem(warning=True)], "1 avertissement dans 1 fichier."),
            (
                [problem(), problem("b.yaml", warning=True), problem("b.yaml", 2, warning=True)],
                "1 problème et 2 avertissements dans 2 fichiers.",
            ),
        ],
    )
    def test_counts(self, problems, sentence):
        """Problems and warnings are counted apart, files together."""
        assert sentence == summary(problems)

    def test_iterator(self):
        """Problems that can be read once only are counted in full."""
        assert "2 problèmes dans 1 fichier." == summary(iter([problem(), problem(line=2)]))


class TestCountOf:
    @pytest.mark.parametrize(
        ("number", "words"), [(0, "0 fichier"), (1, "1 fichier"), (2, "2 fichiers"), (15, "15 fichiers")]
    )
    def test_plural_from_two(self, number, words):
        """In French zero and one are singular."""
        assert words == count_of(number, "fichier")
