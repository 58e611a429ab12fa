"""An entry that contradicts itself is told to its editor."""

import pytest

from bot.conversation.proofreading import proofread
from bot.knowledge import inspect

ENTRY = """\
theme: {{id: fibre, titre: "Fibre"}}
entrees:
  - id: longueur
    questions: ["Combien de km ?"]
    reponse: "Il y a 250 km en trois phases, finis le 24 avril 2017 ; ce n'est pas 300 km."
    valeur: "{value}"
    faux: ["{false}"]
"""


@pytest.fixture
def warned(tmp_path):
    """What is said of an entry with that value and that false claim."""

    def warn(value="250 km", false="un don"):
        (tmp_path / "fibre.yaml").write_text(ENTRY.format(value=value, false=false), encoding="utf-8")
        return [problem.what for problem in proofread(inspect(tmp_path).draft.entries)]

    return warn


class TestValue:
    @pytest.mark.parametrize("value", ["250 km", "24 avril 2017", "avril 2017", "3 étapes", "un réseau"])
    def test_told(self, warned, value):
        """A value that the answer tells, in whatever words, is right."""
        assert [] == warned(value)

    @pytest.mark.parametrize("value", ["998 km", "25 avril 2017", "250 Mbit/s", "4 étapes"])
    def test_not_told(self, warned, value):
        """A figure or a date that it does not tell would make the bot contradict itself."""
        assert [f"la valeur « {value} » donne un chiffre ou une date que la réponse ne donne pas."] == warned(
            value
        )


class TestFalse:
    def test_affirmed(self, warned):
        """A figure that the answer affirms is not false."""
        assert ["« 250 km » est sous « faux », et la réponse l'affirme."] == warned(false="250 km")

    @pytest.mark.parametrize("false", ["300 km", "500 km", "trois phases de travaux"])
    def test_other(self, warned, false):
        """What it denies or does not tell may be."""
        assert [] == warned(false=false)
