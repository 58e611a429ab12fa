"""A wording added where an editor wrote the entry; every other byte stays."""

import os
import stat

import pytest

from bot.knowledge import KnowledgeError, load
from bot.knowledge import teaching as module
from bot.knowledge.teaching import teach

HEAD = """\
# Les colis, par l'équipe du guichet.
theme: {id: colis,   titre: 'Colis'}   # deux espaces de trop

entrees:
"""

TAIL = """
  - id: prix
    titre: "Prix"
    questions: ["Combien ça coûte ?", 'quel prix']  # sur une ligne
    reponse: >-
      Deux mille
      francs.
"""

NEW = "c koi mon colis"

LAYOUTS = {
    "block": (
        '  - id: suivi\n    questions:\n      - "Où est mon colis ?"   # la plus posée\n      # fin\n    reponse: "Ici."\n',
        '  - id: suivi\n    questions:\n      - "Où est mon colis ?"   # la plus posée\n      - "c koi mon colis"\n      # fin\n    reponse: "Ici."\n',
    ),
    "no indent": (
        "  - id: suivi\n    questions:\n    - Où est mon colis ?\n    - suivi\n    reponse: Ici.\n",
        '  - id: suivi\n    questions:\n    - Où est mon colis ?\n    - suivi\n    - "c koi mon colis"\n    reponse: Ici.\n',
    ),
    "many lines": (
        '  - id: suivi\n    reponse: Ici.\n    questions:\n      - "Où est\n        mon colis ?"\n      - où le\n        suivre\n',
        '  - id: suivi\n    reponse: Ici.\n    questions:\n      - "Où est\n        mon colis ?"\n      - où le\n        suivre\n      - "c koi mon colis"\n',
    ),
    "folded": (
        "  - id: suivi\n    questions:\n      - >\n        Où est\n        mon colis ?\n\n    reponse: Ici.\n",
        '  - id: suivi\n    questions:\n      - >\n        Où est\n        mon colis ?\n\n      - "c koi mon colis"\n    reponse: Ici.\n',
    ),
    "brackets": (
        "  - {id: suivi, questions: [Où est mon colis ?, suivi], reponse: Ici.}\n",
        '  - {id: suivi, questions: [Où est mon colis ?, suivi, "c koi mon colis"], reponse: Ici.}\n',
    ),
    "brackets on lines": (
        '  - id: suivi\n    questions: [\n      "Où est mon colis ?",\n      "suivi",\n    ]\n    reponse: Ici.\n',
        '  - id: suivi\n    questions: [\n      "Où est mon colis ?",\n      "suivi", "c koi mon colis",\n    ]\n    reponse: Ici.\n',
    ),
}


@pytest.fixture
def refused(tmp_path, monkeypatch):
    """What an editor reads when nothing is added."""
    monkeypatch.chdir(tmp_path)

    def told(folder, entry, question):
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        with pytest.raises(KnowledgeError) as caught:
            teach(folder, entry, question)
        assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
        return str(caught.value)

    return told


def good(entry):
    return HEAD + entry + TAIL


class TestTeach:
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_layout(self, write_faq, layout):
        """However the entry is laid out, one wording is added in the same manner, and nothing else changes."""
        before, after = LAYOUTS[layout]
        folder = write_faq({"colis.yaml": good(before)})
        teach(folder, "suivi", NEW)

        assert good(after) == (folder / "colis.yaml").read_text(encoding="utf-8")
        assert NEW in load(folder).entry("suivi").questions

    @pytest.mark.parametrize(("mark", "ending"), [("", "\r\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n")])
    def test_of_windows(self, write_faq, mark, ending):
        """What a Windows editor put at the head of the file, and at the end of its lines, stays."""
        before, after = LAYOUTS["block"]
        folder = write_faq({"colis.yaml": ""})
        path = folder / "colis.yaml"
        path.write_bytes((mark + good(before).replace("\n", ending)).encode())
        teach(folder, "suivi", NEW)

        assert (mark + good(after).replace("\n", ending)).encode() == path.read_bytes()

    def test_last_line_without_end(self, write_faq):
        """A file whose last line does not end gets another that does not either."""
        text = HEAD + "  - id: suivi\n    reponse: Ici.\n    questions:\n      - où"
        folder = write_faq({"colis.yaml": text})
        teach(folder, "suivi", NEW)

        assert text + f'\n      - "{NEW}"' == (folder / "colis.yaml").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        "question", ['dis "où" \\ il est', "a: b # c", "- où", "(où|quand) [donc] ?", "@kofi : 12:30"]
    )
    def test_any_text(self, write_faq, question):
        """Any mark is written so that it is read as typed."""
        folder = write_faq({"colis.yaml": good(LAYOUTS["block"][0])})
        teach(folder, "suivi", f"  {question}\n")

        assert teach(folder, "prix", NEW).text.startswith("questions: [")
        assert load(folder).entry("suivi").questions[1] in {question, "où ?"}

    def test_told(self, write_faq, tmp_path, monkeypatch):
        """The editor reads where it stands, and what the rules think of it."""
        monkeypatch.chdir(tmp_path)
        folder = write_faq({"colis.yaml": good(LAYOUTS["no indent"][0])})
        lesson = teach(folder, "suivi", "prix quel")

        assert ("faq/colis.yaml", 9, '- "prix quel"') == (lesson.file, lesson.line, lesson.text)
        expected = (
            "faq/colis.yaml:14 — avertissement : la question « quel prix » se confond avec « prix quel » (colis.yaml:9).\n"
            "    Ajoutez à l'une et à l'autre le mot qui les distingue."
        )
        assert [expected] == [str(warning) for warning in lesson.warnings]

    def test_mode(self, write_faq):
        """Who may read the file stays as it was; nothing else is left beside it."""
        folder = write_faq({"colis.yaml": good(LAYOUTS["block"][0])})
        (folder / "colis.yaml").chmod(0o640)
        teach(folder, "suivi", NEW)

        assert 0o640 == stat.S_IMODE((folder / "colis.yaml").stat().st_mode)
        assert ["colis.yaml"] == [path.name for path in folder.iterdir()]


class TestRefuse:
    def test_unknown_entry(self, write_faq, refused):
        """An unknown entry is told with the nearest."""
        folder = write_faq({"colis.yaml": good(LAYOUTS["block"][0])})

        expected = (
            "faq — l'entrée « suivis » n'existe pas.\n    Les plus proches :\n        suivi\n        prix"
        )
        assert expected == refused(folder, "suivis", NEW)

    def test_known_wording(self, write_faq, refused):
        """What the entry knows already is not added again."""
        folder = write_faq({"colis.yaml": good(LAYOUTS["block"][0])})

        expected = (
            "faq/colis.yaml:7 — l'entrée « suivi » connaît déjà « ou est mon COLIS ».\n"
            "    Il n'y a rien à ajouter."
        )
        assert expected == refused(folder, "suivi", "ou est mon COLIS")

    def test_of_another_entry(self, write_faq, refused):
        """What another entry knows cannot be this one's too."""
        folder = write_faq({"colis.yaml": good(LAYOUTS["block"][0])})

        expected = (
            "faq/colis.yaml:14 — la question « quel prix » existe déjà (colis.yaml:8).\n"
            "    Gardez-la dans une seule entrée."
        )
        assert expected == refused(folder, "suivi", "Quel prix ?")

    @pytest.mark.parametrize(
        ("question", "told"),
        [
            ("(où|quand", "faq/colis.yaml:5 — une parenthèse « ( » n'est pas refermée."),
            ("?!", "faq/colis.yaml:5 — la formulation ne contient aucun mot."),
        ],
    )
    def test_no_wording(self, write_faq, refused, question, told):
        """What cannot be read as a wording is told so."""
        folder = write_faq({"colis.yaml": good(LAYOUTS["block"][0])})

        assert told == refused(folder, "suivi", question).split("\n")[0]

    def test_broken_faq(self, write_faq, refused):
        """An FAQ with a mistake is to be mended first."""
        folder = write_faq({"colis.yaml": good("  - id: suivi\n    questions: [où]\n")})

        assert refused(folder, "prix", NEW).startswith("faq/colis.yaml:5 — ")

    def test_anything_else_changed(self, write_faq, refused, monkeypatch):
        """Should anything but the entry's wordings change, the editor is to do it by hand."""
        folder = write_faq({"colis.yaml": good(LAYOUTS["block"][0])})
        monkeypatch.setattr(module, "_addition", lambda text, *_: (text.index("Deux mille"), "Environ "))

        told = refused(folder, "suivi", NEW)
        assert told.startswith(
            "faq/colis.yaml:5 — cette entrée est écrite d'une façon que nous ne savons pas"
        )
        assert told.endswith('    - "c koi mon colis"')

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_not_writable(self, write_faq, refused):
        """A folder that may not be written is told so."""
        folder = write_faq({"colis.yaml": good(LAYOUTS["block"][0])})
        folder.chmod(0o500)

        assert refused(folder, "suivi", NEW).startswith(
            "faq/colis.yaml — ce fichier ne peut pas être changé."
        )
