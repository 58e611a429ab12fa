"""A wording taught from the command line."""

from pathlib import Path

TEXT = '      - "suivi colis"\n'


class TestLearn:
    def test_added(self, command):
        """The editor reads which line is new, and the bot answers it from its next start on."""
        code, output, error = command("learn", "c ou mon pakè", "suivi")

        expected = 'faq/colis.yaml:23 : - "c ou mon pakè"\nLe bot s\'en servira à son prochain démarrage.\n'
        assert (0, expected, "") == (code, output, error)
        assert "Le lien de suivi est dans votre courriel." in command("ask", "c ou mon pakè")[1]

    def test_answered_by_another(self, command):
        """An editor is told which entry surely answered the question until then."""
        code, output, _ = command("learn", "mon colis il est où", "prix")

        assert 0 == code
        assert "Attention : jusqu'ici, cette question donnait « Suivi du colis » (suivi)." in output

    def test_folder(self, command, tmp_path):
        """Another folder may be taught, named in the command."""
        (tmp_path / "faq").rename(tmp_path / "autre")
        code, output, _ = command("learn", "c ou mon pakè", "suivi", "--knowledge", "autre")

        assert (0, "autre/colis.yaml:23") == (code, output.split(" : ")[0])

    def test_refused(self, command):
        """What cannot be added is told as a mistake of the FAQ is, and nothing is changed."""
        before = Path("faq/colis.yaml").read_bytes()
        code, output, error = command("learn", "c ou mon pakè", "suivie")

        assert (1, "") == (code, output)
        assert error.startswith(
            "faq — l'entrée « suivie » n'existe pas.\n    Les plus proches :\n        suivi\n"
        )
        assert before == Path("faq/colis.yaml").read_bytes()

    def test_incomplete(self, command):
        """Without an entry the command is not understood."""
        code, _, error = command("learn", "c ou mon pakè")

        assert 2 == code
        assert "il manque : ENTRÉE" in error
