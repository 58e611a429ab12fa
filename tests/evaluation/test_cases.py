"""Cases as editors write them, and what they are told when one is wrong."""

import pytest

from bot.evaluation import Case, read_cases
from bot.knowledge import KnowledgeError


@pytest.fixture
def cases_of(tmp_path, monkeypatch):
    """The cases of a file named « suivi.yaml » of this text."""
    monkeypatch.chdir(tmp_path)
    path = (tmp_path / "suivi.yaml").relative_to(tmp_path)

    def cases(text):
        path.write_text(text, encoding="utf-8")
        return read_cases(path)

    return cases


@pytest.fixture
def problems_of(cases_of):
    """All that is wrong with such a file, as its editor reads it."""

    def problems(text):
        with pytest.raises(KnowledgeError) as caught:
            cases_of(text)
        return str(caught.value)

    return problems


def one(cases):
    """The only case, its patterns as text."""
    (case,) = cases
    return case, [pattern.pattern for pattern in case.patterns]


class TestReadCases:
    def test_whole(self, cases_of):
        """Every key is read."""
        case, patterns = one(
            cases_of(
                """
                - question: "et qui a payé ?"
                  apres: ["c'est quoi ?", "et où ?"]
                  contient: ["exim", "[0-9]+ km"]
                  entree: [preteur, banque]
                  genre: followup
                  ouverture: non
                  faits: [peu-importe]
                """
            )
        )

        assert ["exim", "[0-9]+ km"] == patterns
        expected = Case(
            "et qui a payé ?",
            "followup",
            before=("c'est quoi ?", "et où ?"),
            patterns=case.patterns,
            entries=("preteur", "banque"),
            opening="non",
        )
        assert expected == case

    def test_bare(self, cases_of):
        """A question and its entry are enough; the kind is then the file's name."""
        case, _ = one(cases_of("- question: où ?\n  entree: suivi"))

        assert Case("où ?", "suivi", entries=("suivi",)) == case
        assert case.in_scope

    def test_pattern_alone(self, cases_of):
        """Patterns alone decide: which entry says it does not matter."""
        case, patterns = one(cases_of("- {question: où ?, contient: courriel}"))

        assert (["courriel"], None, True) == (patterns, case.entries, case.in_scope)

    def test_one_text(self, cases_of):
        """Where a list is meant, one text is a list of one."""
        case, patterns = one(cases_of("- {question: où ?, apres: bonjour, contient: a, entree: suivi}"))

        assert (("bonjour",), ["a"], ("suivi",)) == (case.before, patterns, case.entries)

    @pytest.mark.parametrize("nothing", ["null", "~", "", "[]", '""'])
    def test_out_of_scope(self, cases_of, nothing):
        """« entree: null » wants no answer, however YAML writes nothing."""
        case, _ = one(cases_of(f"- question: quel temps fait-il ?\n  entree: {nothing}"))

        assert () == case.entries
        assert not case.in_scope

    @pytest.mark.parametrize("opening", ["oui", "non", "nuance"])
    def test_opening(self, cases_of, opening):
        """An opening is taken as typed: « non » is no truth value."""
        case, _ = one(cases_of(f"- {{question: vrai ?, ouverture: {opening}}}"))

        assert opening == case.opening

    def test_order(self, cases_of):
        """Cases come in the order of the file."""
        cases = cases_of("- {question: b, entree: x}\n- {question: a, entree: x}\n- {question: c, entree: x}")

        assert ["b", "a", "c"] == [case.question for case in cases]


class TestProblems:
    def test_no_file(self, tmp_path, monkeypatch):
        """A file that is not there is told."""
        monkeypatch.chdir(tmp_path)
        path = (tmp_path / "cas.yaml").relative_to(tmp_path)

        with pytest.raises(KnowledgeError) as caught:
            read_cases(path)
        expected = "cas.yaml — ce fichier n'existe pas.\n    Indiquez un fichier de cas (YAML)."
        assert expected == str(caught.value)

    @pytest.mark.parametrize("text", ["", "# rien\n", "[]", "question: où ?\nentree: suivi\n", "où ?"])
    def test_no_case(self, problems_of, text):
        """A file without a list of cases is told how to begin."""
        expected = 'suivi.yaml:1 — le fichier ne contient aucun cas.\n    Commencez par une ligne « - question: "…" ».'

        assert expected == problems_of(text)

    @pytest.mark.parametrize(
        "case", ["- entree: suivi", '- {question: "", entree: suivi}', "- {question: [a], entree: b}"]
    )
    def test_no_question(self, problems_of, case):
        """A case asks something."""
        expected = 'suivi.yaml:1 — ce cas n\'a pas de question.\n    Ajoutez « question: "…" ».'

        assert expected == problems_of(case)

    def test_unknown_key(self, problems_of):
        """A key that means nothing is told, on its line."""
        expected = (
            "suivi.yaml:3 — clé inconnue « contients ».\n"
            "    Les clés d'un cas : question, apres, contient, entree, genre, ouverture, faits."
        )

        assert expected == problems_of("- question: où ?\n  entree: suivi\n  contients: courriel")

    @pytest.mark.parametrize(
        "rest", ["", "\n  contient: []", "\n  contient:", '\n  contient: ""', "\n  genre: sms"]
    )
    def test_no_expectation(self, problems_of, rest):
        """A case that nothing could prove wrong is told."""
        expected = (
            "suivi.yaml:1 — ce cas ne dit pas ce que la réponse doit être.\n"
            "    Ajoutez « entree: identifiant », « entree: null » ou « contient: ['motif'] »."
        )

        assert expected == problems_of(f"- question: où ?{rest}")

    def test_bad_opening(self, problems_of):
        """An opening is one of three."""
        expected = (
            "suivi.yaml:2 — « peut-être » n'est pas une ouverture.\n    Choisissez parmi : oui, non, nuance."
        )

        assert expected == problems_of("- question: vrai ?\n  ouverture: peut-être")

    def test_bad_pattern(self, problems_of):
        """A pattern is a regular expression."""
        expected = (
            "suivi.yaml:2 — le motif « (km » n'est pas une expression régulière.\n"
            "    Python dit : missing ), unterminated subpattern at position 0."
        )

        assert expected == problems_of('- question: où ?\n  contient: ["(km"]')

    @pytest.mark.parametrize("key", ["contient", "apres", "entree"])
    def test_silent_colon(self, problems_of, key):
        """A « : » that makes a group of a text does not pass for a text."""
        expected = f"suivi.yaml:4 — un élément de « {key} » n'est pas un texte.\n    Mettez-le entre guillemets droits."

        assert expected == problems_of(f"- question: où ?\n  ouverture: oui\n  {key}:\n    - réponse : oui")

    def test_all_at_once(self, problems_of):
        """Every problem of a file is told in one go."""
        told = problems_of("- entree: a\n- question: où ?\n- {question: b, entree: c, genrre: d}\n")

        assert ["suivi.yaml:1", "suivi.yaml:2", "suivi.yaml:3"] == [
            line.split(" — ")[0] for line in told.splitlines() if not line.startswith(" ")
        ]

    def test_bad_yaml(self, problems_of):
        """A file that is no YAML is told as any other of an editor's files."""
        told = problems_of("- question: où : là ?\n  entree: suivi")

        assert told.startswith("suivi.yaml:1 — le « : » au milieu du texte empêche de lire le fichier.")
