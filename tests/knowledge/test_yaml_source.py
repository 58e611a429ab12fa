"""Tests of bot.knowledge.yaml_source."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_source import Piece, read

FAQ = """\
theme: {id: livraison, titre: "Livraison"}
entrees:
  - id: suivi
    titre: "Suivi du colis"
    questions:
      - "Où est mon colis ?"
      - "suivi de colis"
    reponse: "Le suivi est en ligne."
    sources: [poste]
  - id: delai
    questions: ["Quand arrive mon colis ?", "délai de livraison"]
    reponse: "Sous trois jours."
"""
"""A good file; each test breaks a line of it, and reads all lines after."""

SIGNS = [
    *("theme", "entrees", "é", "«", "\n", "\n  ", "\n    ", " ", "- ", ": ", ":", "<<", "---", "..."),
    *("'", '"', "[", "]", "{", "}", ",", "?", "#", "&", "*", "!", "|", ">", "%", "@", "`", "\\"),
    *("\t", "\r", "\u2028", "\x85", "\x00", "\ufeff"),
]
"""What YAML makes something of."""


def with_question(line):
    """The FAQ with another line 7."""
    return _with('      - "suivi de colis"', line)


def with_answer(line):
    """The FAQ with another line 8."""
    return _with('    reponse: "Le suivi est en ligne."', line)


def with_list(line):
    """The FAQ with another line 11."""
    return _with('    questions: ["Quand arrive mon colis ?", "délai de livraison"]', line)


def _with(line, other):
    assert line in FAQ
    return FAQ.replace(line, other)


@pytest.fixture
def reading(tmp_path):
    """Reads a text, or bytes, as « colis.yaml »: its piece, and what its editor is told."""

    def read_as_file(content):
        path = tmp_path / "colis.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        piece, problems = read(path, "faq/colis.yaml")
        return piece, "\n".join(map(str, problems))

    return read_as_file


@pytest.fixture
def told(reading):
    """What the editor of a text is told; the rest of the text must have been read."""

    def tell(content):
        piece, problems = reading(content)
        assert piece is not None
        return problems

    return tell


class TestRead:
    @pytest.mark.parametrize(
        "typed",
        [
            "12:30",
            "No",
            "oui",
            "0123",
            "0123456701",
            "2018-09-03",
            "1_000",
            "1e3",
            "0x1F",
            "~",
            "null",
            "3.10",
        ],
    )
    def test_text_as_typed(self, reading, typed):
        """What YAML would take for a time, a truth, a number or a date stays text."""
        piece, problems = reading(f"valeur: {typed}\nliste: [{typed}]\n")

        assert "" == problems
        assert typed == piece.keys["valeur"].text
        assert [typed] == [item.text for item in piece.keys["liste"].items]

    def test_key_as_typed(self, reading):
        """A key stays text too."""
        piece, _ = reading("No: a\n2018: b\n")

        assert ["No", "2018"] == list(piece.keys)

    @pytest.mark.parametrize("typed", ["", " ", '""', "# rien", "''"])
    def test_empty_value(self, reading, typed):
        """A key without value holds the empty text."""
        piece, problems = reading(f"valeur: {typed}\n")

        assert "" == problems
        assert "" == piece.keys["valeur"].value

    def test_block_of_text(self, reading):
        """A text of several lines keeps its line ends, less those around it."""
        piece, problems = reading("aide: |\n  Écrivez.\n\n  /aide : ce message\n\nautre: x\n")

        assert "" == problems
        assert "Écrivez.\n\n/aide : ce message" == piece.keys["aide"].text

    def test_lines(self, reading):
        """Each piece knows its file and line, each key the line it stands on."""
        piece, _ = reading(FAQ)

        suivi, delai = piece.keys["entrees"].items
        assert [1, 3, 10] == [piece.line, suivi.line, delai.line]
        assert [6, 7] == [item.line for item in suivi.keys["questions"].items]
        assert [11, 11] == [item.line for item in delai.keys["questions"].items]
        assert {"id": 3, "titre": 4, "questions": 5, "reponse": 8, "sources": 9} == suivi.key_lines
        assert "faq/colis.yaml" == suivi.keys["questions"].items[1].file

    def test_byte_order_mark(self, reading):
        """The mark Windows puts before a file is no part of it."""
        piece, problems = reading(FAQ.encode("utf-8-sig"))

        assert "" == problems
        assert ["theme", "entrees"] == list(piece.keys)

    @pytest.mark.parametrize("empty", ["", "\n\n", "# rien encore\n"])
    def test_empty_file(self, reading, empty):
        """An empty file has no piece, and no mistake in its writing."""
        assert (None, "") == reading(empty)

    def test_shown_name(self, tmp_path):
        """Problems name the file by its path, unless told how it is called."""
        path = tmp_path / "colis.yaml"
        path.write_text("a: *b", encoding="utf-8")

        _, unnamed = read(path)
        _, named = read(path, "faq/colis.yaml")

        assert [str(path)] == [problem.file for problem in unnamed]
        assert ["faq/colis.yaml"] == [problem.file for problem in named]


class TestTellTab:
    def test_before_a_key(self, told):
        """A tab may stand before a key."""
        assert (
            "faq/colis.yaml:8 — une tabulation empêche de lire le fichier.\n"
            "    Remplacez-la par des espaces : deux par niveau."
        ) == told(with_answer('\treponse: "En ligne."'))

    def test_before_an_item(self, told):
        """A tab may stand before an item."""
        assert (
            "faq/colis.yaml:7 — une tabulation empêche de lire le fichier.\n"
            "    Remplacez-la par des espaces : deux par niveau."
        ) == told(with_question('\t\t- "suivi"'))

    def test_before_an_entry(self, told):
        """A tab may stand before the first line of an entry."""
        assert (
            "faq/colis.yaml:10 — une tabulation empêche de lire le fichier.\n"
            "    Remplacez-la par des espaces : deux par niveau."
        ) == told(_with("  - id: delai", "\t- id: delai"))


class TestTellColon:
    def test_in_a_value(self, told):
        """« : » in a value without quotation marks."""
        assert (
            "faq/colis.yaml:8 — le « : » au milieu du texte empêche de lire le fichier.\n"
            "    Mettez le texte entre guillemets droits :\n"
            '        reponse: "Horaires : 9 h à 18 h"'
        ) == told(with_answer("    reponse: Horaires : 9 h à 18 h"))

    def test_with_quotation_marks_around_a_word(self, told):
        """The line shown as remedy can be copied: it holds no quotation marks inside."""
        assert (
            "faq/colis.yaml:8 — le « : » au milieu du texte empêche de lire le fichier.\n"
            "    Mettez le texte entre guillemets droits :\n"
            "        reponse: \"Le mot 'colis' : un paquet\""
        ) == told(with_answer('    reponse: Le mot "colis" : un paquet'))

    def test_in_an_item(self, reading):
        """In an item YAML says nothing and makes a group of it, told with the rules of the format."""
        piece, problems = reading(with_question("      - Quelle date : 2018 ?"))

        assert "" == problems
        assert "2018 ?" == piece.keys["entrees"].items[0].keys["questions"].items[1].keys["Quelle date"].text

    def test_twice_in_an_item(self, told):
        """Two « : » in an item are more than YAML swallows."""
        assert (
            "faq/colis.yaml:7 — le « : » au milieu du texte empêche de lire le fichier.\n"
            "    Mettez le texte entre guillemets droits :\n"
            '        - "Quand : le 3 : à midi ?"'
        ) == told(with_question("      - Quand : le 3 : à midi ?"))


class TestTellLeadingMark:
    @pytest.mark.parametrize("mark", ["*", "@", "%", "&", "!", "`", ">", "|", ","])
    @pytest.mark.parametrize("space", ["", " "])
    def test_in_a_value(self, told, mark, space):
        """A text that begins with a sign YAML keeps for itself, close to its first word or not."""
        assert (
            f"faq/colis.yaml:8 — le texte commence par « {mark} », que YAML garde pour lui.\n"
            "    Mettez le texte entre guillemets droits :\n"
            f'        reponse: "{mark}{space}suivi en ligne"'
        ) == told(with_answer(f"    reponse: {mark}{space}suivi en ligne"))

    @pytest.mark.parametrize("mark", ["*", "@", "%", "&", "!"])
    @pytest.mark.parametrize("space", ["", " "])
    def test_in_an_item(self, told, mark, space):
        """Items have the same signs."""
        assert (
            f"faq/colis.yaml:7 — le texte commence par « {mark} », que YAML garde pour lui.\n"
            "    Mettez le texte entre guillemets droits :\n"
            f'        - "{mark}{space}suivi du colis"'
        ) == told(with_question(f"      - {mark}{space}suivi du colis"))

    @pytest.mark.parametrize("question", ["[Dites,] où est-il ?", "[Dites,] [le] colis", "[gros] colis"])
    def test_optional_part(self, told, question):
        """A wording that begins with an optional part looks like a list."""
        assert (
            "faq/colis.yaml:7 — le texte commence par « [ », que YAML garde pour lui.\n"
            "    Mettez le texte entre guillemets droits :\n"
            f'        - "{question}"'
        ) == told(with_question(f"      - {question}"))

    def test_brace(self, told):
        """A text that begins with a brace looks like a group."""
        assert (
            "faq/colis.yaml:8 — le texte commence par « { », que YAML garde pour lui.\n"
            "    Mettez le texte entre guillemets droits :\n"
            '        reponse: "{3} jours"'
        ) == told(with_answer("    reponse: {3} jours"))

    def test_dash(self, told):
        """A text that begins with a dash looks like a list."""
        assert (
            "faq/colis.yaml:8 — le texte commence par « - », que YAML garde pour lui.\n"
            "    Mettez le texte entre guillemets droits :\n"
            '        reponse: "- en ligne"'
        ) == told(with_answer("    reponse: - en ligne"))

    def test_block_of_text_is_innocent(self, told):
        """« | » alone after a key is YAML as it should be, though the next line is not."""
        assert (
            "faq/colis.yaml:10 — le texte commence par « * », que YAML garde pour lui.\n"
            "    Mettez le texte entre guillemets droits :\n"
            '        details: "* sauf dimanche"'
        ) == told(with_answer("    reponse: |\n      En ligne.\n    details: * sauf dimanche"))


class TestTellIndentation:
    @pytest.mark.parametrize("spaces", [0, 2, 3, 5, 6])
    def test_key(self, told, spaces):
        """A key stands under the other keys of its entry."""
        assert (
            "faq/colis.yaml:8 — la ligne n'est pas alignée avec celles de même niveau.\n"
            "    Mettez exactement 4 espaces devant « reponse: »."
        ) == told(with_answer(" " * spaces + 'reponse: "En ligne."'))

    @pytest.mark.parametrize("spaces", [5, 7])
    def test_item(self, told, spaces):
        """An item stands under the other items of its list."""
        assert (
            "faq/colis.yaml:7 — la ligne n'est pas alignée avec celles de même niveau.\n"
            "    Mettez exactement 6 espaces devant « - »."
        ) == told(with_question(" " * spaces + '- "suivi"'))

    @pytest.mark.parametrize("spaces", [1, 3])
    def test_entry(self, told, spaces):
        """An entry stands under the other entries."""
        assert (
            "faq/colis.yaml:10 — la ligne n'est pas alignée avec celles de même niveau.\n"
            "    Mettez exactement 2 espaces devant « - »."
        ) == told(_with("  - id: delai", " " * spaces + "- id: delai"))

    def test_first_line_of_the_file(self, told):
        """A space slipped before the first key is told there."""
        assert (
            "faq/colis.yaml:1 — la ligne n'est pas alignée avec celles de même niveau.\n"
            "    Ôtez les espaces devant « theme: »."
        ) == told(_with("theme:", " theme:"))

    def test_beyond_us(self, reading):
        """What no diagnosis explains is told by its line, and the file given up."""
        assert (
            None,
            (
                "faq/colis.yaml:2 — cette ligne n'est pas alignée avec ses voisines, ou sa ponctuation gêne la lecture.\n"
                "    Alignez-la sur les lignes de même niveau et mettez son texte entre guillemets droits."
            ),
        ) == reading('a: b\nc: "\\z"\n')


class TestTellDuplicateKey:
    def test_in_an_entry(self, reading):
        """A key written twice is told at the second; the first is kept."""
        piece, problems = reading(with_answer('    reponse: "En ligne."\n    reponse: "Ailleurs."'))

        assert (
            "faq/colis.yaml:9 — la clé « reponse » est écrite deux fois (déjà ligne 8).\n"
            "    Gardez une seule des deux lignes : la seconde effacerait la première."
        ) == problems
        assert "En ligne." == piece.keys["entrees"].items[0].keys["reponse"].text


class TestTellQuotationMarks:
    @pytest.mark.parametrize("mark", ['"', "'"])
    def test_left_open(self, told, mark):
        """A quotation mark opened is closed on its line."""
        assert (
            f"faq/colis.yaml:8 — le texte ouvre un guillemet {mark} et ne le referme pas.\n"
            f"    Ajoutez {mark} à la fin du texte."
        ) == told(with_answer(f"    reponse: {mark}Le suivi est en ligne."))

    def test_left_open_above_other_texts(self, told):
        """The line that opens is told, not the one where the next quotation mark closes."""
        assert (
            'faq/colis.yaml:4 — le texte ouvre un guillemet " et ne le referme pas.\n'
            '    Ajoutez " à la fin du texte.'
        ) == told(_with('titre: "Suivi du colis"', 'titre: "Suivi du colis'))

    def test_left_open_in_an_item(self, told):
        """Items too."""
        assert (
            'faq/colis.yaml:7 — le texte ouvre un guillemet " et ne le referme pas.\n'
            '    Ajoutez " à la fin du texte.'
        ) == told(with_question('      - "suivi'))

    @pytest.mark.parametrize(
        ("typed", "remedy"),
        [
            ('"Le "suivi" est en ligne"', '"Le « suivi » est en ligne"'),
            ('"Voyez "suivi""', '"Voyez « suivi »"'),
            ('"suivi" en ligne', '"« suivi » en ligne"'),
        ],
    )
    def test_inside(self, told, typed, remedy):
        """Straight quotation marks inside a text between straight quotation marks end it too soon."""
        assert (
            "faq/colis.yaml:8 — des guillemets droits se trouvent à l'intérieur du texte.\n"
            "    Employez « » pour citer :\n"
            f"        reponse: {remedy}"
        ) == told(with_answer(f"    reponse: {typed}"))

    def test_apostrophe(self, told):
        """Between apostrophes, the apostrophe of « l'entrée » ends the text."""
        assert (
            "faq/colis.yaml:8 — une apostrophe se trouve à l'intérieur d'un texte entre apostrophes.\n"
            "    Mettez le texte entre guillemets droits :\n"
            '        reponse: "L\'entrée est libre"'
        ) == told(with_answer("    reponse: 'L'entrée est libre'"))


class TestTellList:
    @pytest.mark.parametrize(("mark", "closing", "text"), [("[", "]", "[poste"), ("{", "}", "{id: poste")])
    def test_left_open(self, told, mark, closing, text):
        """A bracket or a brace opened is closed."""
        assert (
            f"faq/colis.yaml:9 — « {mark} » n'est pas refermé.\n"
            f"    Ajoutez « {closing} » à la fin de la liste, ou mettez le texte entre guillemets droits."
        ) == told(_with("[poste]", text))

    @pytest.mark.parametrize(
        ("typed", "remedy"),
        [
            ('["Où ?" "Quand ?"]', '["Où ?", "Quand ?"]'),
            ('["Où ?, "Quand ?"]', '["Où ?", "Quand ?"]'),
            ('["Où est le "gros" colis ?", "Quand ?"]', '["Où est le \'gros\' colis ?", "Quand ?"]'),
        ],
    )
    def test_punctuation(self, told, typed, remedy):
        """A comma or a quotation mark forgotten, or one too many."""
        assert (
            "faq/colis.yaml:11 — la liste entre « [ » et « ] » est mal ponctuée.\n"
            "    Chaque texte entre guillemets droits, une virgule entre deux :\n"
            f"        questions: {remedy}"
        ) == told(with_list(f"    questions: {typed}"))


class TestTellMissing:
    def test_space_after_a_key(self, told):
        """A key and its value are two words."""
        assert (
            "faq/colis.yaml:8 — il manque une espace après « reponse: ».\n"
            "    Ajoutez-la :\n"
            '        reponse: "En ligne."'
        ) == told(with_answer('    reponse:"En ligne."'))

    def test_space_after_a_dash(self, told):
        """A dash and its text are two words."""
        assert (
            'faq/colis.yaml:7 — il manque une espace après « - ».\n    Ajoutez-la :\n        - "suivi"'
        ) == told(with_question('      -"suivi"'))

    def test_colon_after_a_key(self, told):
        """A key without its colon is no key."""
        assert (
            "faq/colis.yaml:5 — il manque « : » après « questions ».\n    Ajoutez-le :\n        questions:"
        ) == told(_with("    questions:\n", "    questions\n"))


class TestTellEncoding:
    def test_windows(self, reading):
        """A file saved by an older Windows program is told at its first accent, and the rest still read."""
        piece, problems = reading(FAQ.encode("cp1252"))

        assert (
            "faq/colis.yaml:6 — le fichier n'est pas enregistré en UTF-8 : ses accents seraient illisibles.\n"
            "    Dans votre éditeur, choisissez « Enregistrer avec l'encodage : UTF-8 »."
        ) == problems
        assert "Où est mon colis ?" == piece.keys["entrees"].items[0].keys["questions"].items[0].text

    def test_unicode_of_windows(self, reading):
        """What Windows calls « Unicode » is read too, and told once."""
        piece, problems = reading(FAQ.encode("utf-16"))

        assert (
            "faq/colis.yaml:1 — le fichier n'est pas enregistré en UTF-8 : ses accents seraient illisibles.\n"
            "    Dans votre éditeur, choisissez « Enregistrer avec l'encodage : UTF-8 »."
        ) == problems
        assert "Où est mon colis ?" == piece.keys["entrees"].items[0].keys["questions"].items[0].text

    @pytest.mark.parametrize("character", ["\x00", "\x1b", "\x07"])
    def test_invisible_character(self, told, character):
        """A character no keyboard types is told by its line."""
        assert (
            "faq/colis.yaml:8 — un caractère invisible empêche de lire le fichier.\n"
            "    Retapez cette ligne au clavier au lieu de la copier-coller."
        ) == told(with_answer(f'    reponse: "En{character} ligne."'))


class TestCountLines:
    @pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
    def test_line_ends(self, told, end):
        """Lines are counted as YAML counts them, whatever program ended them."""
        assert (
            "faq/colis.yaml:8 — le « : » au milieu du texte empêche de lire le fichier.\n"
            "    Mettez le texte entre guillemets droits :\n"
            '        reponse: "Suivi : en ligne"'
        ) == told(with_answer("    reponse: Suivi : en ligne").replace("\n", end))


class TestTellAll:
    def test_each_mistake_of_a_file(self, reading):
        """A line that cannot be read does not hide those after it."""
        piece, problems = reading("""\
theme: {id: livraison, titre: "Livraison"
entrees:
  - id: suivi
    titre: *Suivi
\tquestions: ["Où est mon colis ?"]
    reponse: Suivi : en ligne
    reponse: "Ailleurs."
   sources: [poste]
  - id: delai
    questions:
      - "Quand arrive mon colis ?
      - @livraison
    reponse: "Sous "trois" jours."
""")

        lines = sorted(int(line) for line in re.findall(r"colis\.yaml:(\d+) — ", problems))
        assert [1, 4, 5, 6, 7, 8, 11, 12, 13] == lines
        assert ["suivi", "delai"] == [entry.keys["id"].text for entry in piece.keys["entrees"].items]

    def test_nesting_without_end(self, reading):
        """A list that holds itself is told, not followed."""
        piece, problems = reading("a: &liste\n  - *liste\n")

        assert piece is None
        assert (
            "faq/colis.yaml:1 — le fichier emboîte trop de niveaux les uns dans les autres.\n"
            "    Reprenez-le d'après un fichier de thème qui fonctionne."
        ) in problems


class TestPiece:
    TEXT = Piece("a.yaml", 2, "oui")
    LIST = Piece("a.yaml", 3, [TEXT])
    MAP = Piece("a.yaml", 4, {"cle": TEXT}, {"cle": 5})

    def test_text(self):
        """Only a text has one."""
        assert ["oui", "", ""] == [self.TEXT.text, self.LIST.text, self.MAP.text]

    def test_items(self):
        """Only a list has items."""
        assert [[], [self.TEXT], []] == [self.TEXT.items, self.LIST.items, self.MAP.items]

    def test_keys(self):
        """Only pieces by key have keys."""
        assert [{}, {}, {"cle": self.TEXT}] == [self.TEXT.keys, self.LIST.keys, self.MAP.keys]

    def test_get(self):
        """A piece is found by its key, or not at all."""
        assert [self.TEXT, None, None] == [self.MAP.get("cle"), self.MAP.get("x"), self.TEXT.get("cle")]

    def test_problem(self):
        """A problem stands where the piece does, unless told another line."""
        assert Problem("a.yaml", 2, "quoi", "remède") == self.TEXT.problem("quoi", remedy="remède")
        assert Problem("a.yaml", 5, "quoi", "remède", warning=True) == self.MAP.problem(
            "quoi", remedy="remède", line=5, warning=True
        )


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """One file, written again for each example."""
    return tmp_path_factory.mktemp("faq") / "any.yaml"


class TestReadAnything:
    """Whatever a file holds, reading it gives pieces or tells why not."""

    @given(data=st.binary())
    def test_bytes(self, path, data):
        """No bytes make reading fail, and something written is always read or told."""
        _read_or_told(path, b"a" + data)
        _read_or_told(path, data, may_be_empty=True)

    @given(text=st.text())
    def test_text(self, path, text):
        """No text makes reading fail, and something written is always read or told."""
        _read_or_told(path, f"a{text}".encode())
        _read_or_told(path, text.encode(), may_be_empty=True)

    @given(parts=st.lists(st.sampled_from(SIGNS)))
    @example(parts=["\n\t\x00&a\r! "])
    @example(parts=["a: &a [*a]"])
    @example(parts=["[" * 900 + "]" * 900])
    def test_nearly_yaml(self, path, parts):
        """No mixture of YAML's signs makes reading fail."""
        _read_or_told(path, ("a" + "".join(parts)).encode())
        _read_or_told(path, "".join(parts).encode(), may_be_empty=True)

    @given(cut=st.integers(0, len(FAQ)), length=st.integers(0, 3), put=st.text(max_size=3))
    def test_one_slip(self, path, cut, length, put):
        """A slip of the pen in a good file leaves it read or told."""
        _read_or_told(path, (FAQ[:cut] + put + FAQ[cut + length :]).encode())


def _read_or_told(path, data, *, may_be_empty=False):
    path.write_bytes(data)

    piece, problems = read(path, "any.yaml")

    assert piece is not None or problems or may_be_empty
    last = max(1, len(data))
    assert all(1 <= problem.line <= last and problem.what and problem.remedy for problem in problems)
