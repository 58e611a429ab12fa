"""The report of « evaluate » as a person reads it, and as a script does."""

import json
import re

import pytest
from fixtures_dialogue import write_parcels

from bot.app import App, assemble
from bot.evaluation import Case
from bot.knowledge import KnowledgeError
from bot.measuring import measure, run

CASES = """
- {question: "Où est mon colis ?", entree: suivi, genre: net}
- {question: "Quel est le délai de livraison ?", contient: ["3 jours", "la poste"], genre: net}
- {question: "boutique", entree: boutique-2, genre: net}
- {question: "Combien coûte l'envoi ?", entree: delai, genre: faux}
- {question: "2", apres: ["boutique"], entree: boutique-2, genre: suite}
- {question: "Quelle est la capitale du Pérou ?", entree: null, genre: hors}
"""

HEADINGS = "genre              cas        justes       parmi 3  1er candidat   3 candidats       fausses     déclinées"


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> App:
    return assemble(write_parcels(tmp_path_factory.mktemp("measuring") / "faq"))


@pytest.fixture
def cases(tmp_path):
    """A file of cases of this text."""

    def write(text):
        path = tmp_path / "cas.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def measured(app, cases, capsys):
    """What is printed about cases of this text."""

    def measured(text, json_file=None, thresholds=None):
        measure(app, [cases(text)], json_file, thresholds)
        return capsys.readouterr().out

    return measured


class TestMeasure:
    def test_table(self, measured):
        """A row a kind, in order of appearance, and all of them last: counts and shares."""
        table = measured(CASES).split("\n\n")[0]

        expected = [
            HEADINGS,
            "net                  3       2 (67%)      3 (100%)       2 (67%)      3 (100%)        0 (0%)       1 (33%)",
            "faux                 1        0 (0%)        0 (0%)        0 (0%)        0 (0%)      1 (100%)        0 (0%)",
            "suite                1      1 (100%)      1 (100%)        0 (0%)        0 (0%)        0 (0%)        0 (0%)",
            "hors                 1      1 (100%)      1 (100%)        0 (0%)        0 (0%)        0 (0%)      1 (100%)",
            "all                  6       4 (67%)       5 (83%)       2 (33%)       3 (50%)       1 (17%)       2 (33%)",
        ]
        assert expected == table.splitlines()

    def test_latency(self, measured):
        """The time a reply took, said with French decimals."""
        line = measured(CASES).split("\n\n")[1]

        assert re.fullmatch(r"Temps de réponse : \d+,\d ms \(médiane\), \d+,\d ms \(99 %\)\.", line)

    def test_failures(self, measured):
        """What was not right: asked, given, wanted, and the wording that came nearest; wrong facts first."""
        told = measured(CASES).split("\n\n")[2]

        expected = (
            "Ce qui n'est pas juste (2) : question → donné, attendu, formulation la plus proche\n"
            "  [faux] Combien coûte l'envoi ?\n"
            "      → prix ; attendu : delai ; « Combien coûte l'envoi ? »\n"
            "  [net] boutique\n"
            "      → suggest ; attendu : boutique-2 ; « "
        )
        assert told.startswith(expected)

    def test_wanted(self, measured):
        """What was wanted is told as the editor wrote it: entries, patterns, or nothing."""
        told = measured(
            '- {question: "Où est mon colis ?", entree: null}\n'
            '- {question: "Quel est le délai de livraison ?", contient: ["4 jours", "demain"]}\n'
            '- {question: "Quel est le prix de l\'envoi ?", entree: [delai, suivi]}\n'
        )

        assert "→ suivi ; attendu : rien ;" in told
        assert "→ delai ; attendu : 4 jours demain ;" in told
        assert "→ prix ; attendu : delai suivi ;" in told

    def test_all_right(self, measured):
        """When all is right, it is said."""
        told = measured('- {question: "Où est mon colis ?", entree: suivi}')

        assert told.endswith("\n\nTout est juste.\n")

    def test_many_failures(self, measured, monkeypatch):
        """So many failures are printed, and the rest counted."""
        monkeypatch.setattr("bot.measuring.MOST_FAILURES", 2)
        told = measured('- {question: "Où est mon colis ?", entree: prix}\n' * 5)

        assert 2 == told.count("→ suivi ;")
        assert told.endswith("  … et 3 autres : « --json FICHIER » les garde tous.\n")

    def test_several_files(self, app, cases, tmp_path, capsys):
        """Files of cases are measured together; each gives its name to the cases that have no kind."""
        first = cases('- {question: "Où est mon colis ?", entree: suivi}')
        second = tmp_path / "autres.yaml"
        second.write_text('- {question: "Où se trouve mon colis ?", entree: suivi}', encoding="utf-8")
        measure(app, [first, second], None, None)

        table = capsys.readouterr().out.split("\n\n")[0].splitlines()
        assert ["cas", "autres", "all"] == [line.split()[0] for line in table[1:]]

    def test_json(self, measured, tmp_path):
        """The same in JSON, as scripts hold on to it: counts, not shares."""
        measured(CASES, json_file=tmp_path / "rapport.json")

        written = (tmp_path / "rapport.json").read_text(encoding="utf-8")
        report = json.loads(written)
        assert ["rows", "latency_ms", "failures"] == list(report)
        assert {"p50", "p99"} == set(report["latency_ms"])
        net = {"genre": "net", "n": 3, "right": 2, "right3": 3, "wrong": 0, "declined": 1}
        whole = {"genre": "all", "n": 6, "right": 4, "right3": 5, "wrong": 1, "declined": 2}
        assert net.items() <= report["rows"][0].items()
        assert whole.items() <= report["rows"][-1].items()
        assert ["Combien coûte l'envoi ?", "boutique"] == [
            failure["question"] for failure in report["failures"]
        ]
        assert "coûte" in written
        assert written.endswith("}\n")

    def test_bad_cases(self, measured):
        """A file with a mistake is told, and nothing is measured."""
        with pytest.raises(KnowledgeError, match="ce cas n'a pas de question"):
            measured("- {entree: suivi}")


class TestThresholds:
    def test_given(self, app, measured):
        """What a stricter or laxer bot would do, threshold by threshold, and the one in service."""
        told = measured('- {question: "Où est mon colis ?", entree: suivi}', thresholds=[0.0, 1.0])

        expected = [
            "Si le bot ne répondait qu'à partir de ce seuil de confiance :",
            HEADINGS.replace("genre", "seuil"),
            "0,00                 1      1 (100%)      1 (100%)      1 (100%)      1 (100%)        0 (0%)        0 (0%)",
            "1,00                 1        0 (0%)      1 (100%)      1 (100%)      1 (100%)        0 (0%)      1 (100%)",
            f"(Seuil en service : {app.matcher.zones.sure_from:.2f})".replace(".", ","),
        ]
        assert expected == told.split("\n\n")[-1].splitlines()

    def test_default(self, measured):
        """Without any given, seven are tried."""
        told = measured('- {question: "Où est mon colis ?", entree: suivi}', thresholds=[])

        rows = told.split("\n\n")[-1].splitlines()[2:-1]
        assert ["0,30", "0,40", "0,50", "0,60", "0,70", "0,80", "0,90"] == [row.split()[0] for row in rows]

    def test_none(self, measured):
        """Unasked, none is tried."""
        assert "seuil" not in measured('- {question: "Où est mon colis ?", entree: suivi}')


class TestRun:
    def test_conversations_apart(self, app):
        """Each case is a conversation of its own, after what was said before in it."""
        follows = Case("2", "suite", before=("boutique",), entries=("boutique-2",))
        alone = Case("2", "suite", entries=())

        assert [True, True, True] == [
            verdict.right for verdict in run(app, [follows, alone, follows]).verdicts
        ]

    def test_folded(self, app):
        """A pattern is held against lower case without accents, where every space is plain."""
        case = Case("Combien coûte l'envoi ?", "net", patterns=(re.compile("^l.envoi coute 2 000 f\\.$"),))

        assert run(app, [case]).verdicts[0].right
