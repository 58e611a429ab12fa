"""What a person who mistypes a command, or asks for help, reads."""

import pytest

from bot.arguments import FrenchParser, how_many, share


@pytest.fixture
def parser():
    made = FrenchParser(prog="essai", description="Un essai.", epilog="Exemple :\n  essai a")
    made.add_argument("mot", metavar="MOT", help="un mot")
    made.add_argument("--nombre", type=float, metavar="N", help="un nombre")
    made.add_argument("--entier", type=int)
    made.add_argument("--combien", type=how_many)
    made.add_argument("--seuil", type=share)
    made.add_argument("--liste", nargs="+")
    made.add_argument("--forme", choices=["json"])
    pace = made.add_mutually_exclusive_group()
    pace.add_argument("--vite", action="store_true")
    pace.add_argument("--lentement", action="store_true")
    return made


class TestError:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ([], "il manque : MOT"),
            (["a", "--nombre"], "--nombre : attend une valeur"),
            (["a", "--nombre", "x"], "--nombre : nombre attendu : 'x'"),
            (["a", "--entier", "1,5"], "--entier : nombre entier attendu : '1,5'"),
            (["a", "--combien", "0"], "--combien : nombre entier attendu, à partir de 1 : '0'"),
            (["a", "--combien=-1"], "--combien : nombre entier attendu, à partir de 1 : '-1'"),
            (["a", "--combien", "abc"], "--combien : nombre entier attendu, à partir de 1 : 'abc'"),
            (["a", "--seuil", "5"], "--seuil : nombre de 0 à 1 attendu : '5'"),
            (["a", "--seuil", "haut"], "--seuil : nombre de 0 à 1 attendu : 'haut'"),
            (["a", "--liste"], "--liste : attend au moins une valeur"),
            (["a", "--inconnu"], "arguments inconnus : --inconnu"),
            (["a", "b"], "arguments inconnus : b"),
            (["a", "--vite=3"], "--vite : n'attend pas de valeur : '3'"),
            (["a", "--vite", "--lentement"], "--lentement : ne va pas avec --vite"),
        ],
    )
    def test_french(self, parser, capsys, typed, expected):
        """What is wrong is said in French, with the way to help; wrong use exits with 2."""
        with pytest.raises(SystemExit) as left:
            parser.parse_args(typed)

        assert 2 == left.value.code
        assert f"essai : {expected}\nEssayez « essai --help ».\n" == capsys.readouterr().err

    def test_numbers(self, parser):
        """Numbers in their bounds are taken, with a French comma too."""
        options = parser.parse_args(["a", "--combien", "3", "--seuil", "0,5"])

        assert (3, 0.5) == (options.combien, options.seuil)

    def test_choice(self, parser, capsys):
        """An unknown choice is told with those there are."""
        with pytest.raises(SystemExit):
            parser.parse_args(["a", "--forme", "xml"])

        told = capsys.readouterr().err
        assert told.startswith("essai : --forme : choix inconnu : 'xml' (choix possibles : ")
        assert "json" in told

    def test_ambiguous(self, parser, capsys):
        """An option that could be several is told with them."""
        parser.add_argument("--nombres")
        with pytest.raises(SystemExit):
            parser.parse_args(["a", "--no", "1"])

        told = capsys.readouterr().err
        assert told.startswith("essai : option ambiguë : --no ")
        assert "--nombre, --nombres" in told


class TestHelp:
    @pytest.mark.parametrize("typed", ["-h", "--help"])
    def test_french(self, parser, capsys, monkeypatch, typed):
        """Help is in French and exits with 0; examples keep their lines."""
        monkeypatch.setenv("COLUMNS", "120")
        with pytest.raises(SystemExit) as left:
            parser.parse_args([typed])

        told = capsys.readouterr().out
        assert 0 == left.value.code
        assert told.startswith("Usage : essai [-h]")
        for line in ("Un essai.", "ce que vous donnez:", "montrer cette aide", "Exemple :\n  essai a"):
            assert line in told
        for english in ("usage:", "positional", "show this", "optional"):
            assert english not in told
