"""Conversations of citizens, journalists and officials on the FAQ that ships, as `dialogues/*.yaml` write them."""

from pathlib import Path

import pytest
from dialogue_script import Script, play, read_scripts
from fixtures_shipped import shipped

from bot.knowledge import KnowledgeError

FOLDER = Path(__file__).parent / "dialogues"
MOST_MISSES = 0.09
"""Share of the turns that may be known to fail."""

SCRIPTS = [script for file in sorted(FOLDER.glob("[!_]*.yaml")) for script in read_scripts(file)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.title)
def test_conversation(script):
    """Every turn gets the reply that a good interlocutor would give, or is a known miss."""
    wrong = list(play(script, shipped()))

    if wrong:
        pytest.fail(f"{script.title}\n" + "\n".join(wrong), pytrace=False)


def test_titles_differ():
    """A title tells its conversation from all others."""
    titles = [script.title for script in SCRIPTS]

    assert sorted(set(titles)) == sorted(titles)


def test_entries_exist():
    """A conversation waits for no entry that the FAQ does not hold."""
    named = {entry for script in SCRIPTS for entry in _entries(script)}

    assert set() == named - {entry.id for entry in shipped().knowledge.entries}


def _entries(script: Script) -> set[str]:
    return {entry for turn in script.turns for entries in (*turn.entries, turn.offered) for entry in entries}


def test_few_misses():
    """The known misses are no way out; lower the bound as they are mended."""
    turns = [turn for script in SCRIPTS for turn in script.turns]

    assert sum(turn.is_miss for turn in turns) <= MOST_MISSES * len(turns)


class TestReadScripts:
    def test_mistakes(self, tmp_path):
        """An editor reads every mistake of a file at once, with its line and remedy."""
        file = tmp_path / "citoyen.yaml"
        file.write_text(
            """\
- titre: "Un marchand"
  tour: []
- titre: "Une élève"
  tours:
    - dit: "bjr"
      social: oui
    - dit: "c koi le focac"
      entré: focac-objet
    - entree: focac-objet
    - dit: "c'est bien 250 km ?"
      entree: egov-fibre-longueur
      ouverture: peut-être
    - dit: "merci"
      social: peut-être
      contient: ["("]
""",
            encoding="utf-8",
        )

        with pytest.raises(KnowledgeError) as told:
            read_scripts(file)

        assert """\
citoyen.yaml:2 — clé inconnue « tour ».
    « tour » → « tours » ?
citoyen.yaml:1 — 0 tours : une conversation en a au moins 5.
    Ajoutez des lignes « - dit: "…" » sous « tours: ».
citoyen.yaml:8 — clé inconnue « entré ».
    « entré » → « entree » ?
citoyen.yaml:7 — ce tour n'attend rien.
    Ajoutez l'une de ces clés : entree, entrees, propose, inconnu, social.
citoyen.yaml:9 — ce tour ne dit rien.
    Ajoutez « dit: "…" ».
citoyen.yaml:12 — « peut-être » n'est pas une ouverture.
    Choisissez parmi : oui, non, nuance, aucune.
citoyen.yaml:14 — « social » veut dire « oui ».
    Écrivez « social: oui », ou ôtez-la.
citoyen.yaml:15 — le motif « ( » n'est pas une expression régulière.
    Python dit : missing ), unterminated subpattern at position 0.""" == str(told.value)

    def test_empty(self, tmp_path):
        """A file without a conversation is a mistake, not a test that passes."""
        file = tmp_path / "citoyen.yaml"
        file.write_text("", encoding="utf-8")

        with pytest.raises(KnowledgeError, match="aucune conversation"):
            read_scripts(file)


class TestPlay:
    def test_complaint(self, tmp_path):
        """A turn that fails says where it is written, what was said, expected and received, and what was shown."""
        file = tmp_path / "essai.yaml"
        turn = '    - {dit: "/themes", social: oui}\n'
        file.write_text(
            f'- titre: "Essai"\n  tours:\n{turn * 4}    - {{dit: "azertyuiop", entree: egov-quoi}}\n',
            encoding="utf-8",
        )

        (wrong,) = play(read_scripts(file)[0], shipped())

        assert [
            "essai.yaml:7 — tour 5 : « azertyuiop »",
            "    attendu : answer egov-quoi ; reçu : unknown",
        ] == wrong.splitlines()[:2]

    def test_miss_that_works(self, tmp_path):
        """A known miss that works is told, so that it is taken off."""
        file = tmp_path / "essai.yaml"
        turn = '    - {dit: "/themes", social: oui}\n'
        file.write_text(
            f'- titre: "Essai"\n  tours:\n{turn * 4}    - {{dit: "/themes", social: oui, manque: oui}}\n',
            encoding="utf-8",
        )

        (wrong,) = play(read_scripts(file)[0], shipped())

        assert "    ce tour est juste désormais : ôtez « manque »." == wrong.splitlines()[1]
