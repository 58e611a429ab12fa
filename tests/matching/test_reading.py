import unicodedata

import pytest

from bot.matching import reading as module
from bot.matching.matcher import Matcher
from bot.matching.reading import ReadWord, Sense


@pytest.fixture
def typed(matcher):
    """The words of a text as they are read."""
    return lambda text: [word.typed for word in matcher.reader.read(text).words]


@pytest.fixture
def word(matcher):
    """The only word of a text."""

    def read(text: str) -> ReadWord:
        (only,) = matcher.reader.read(text).words
        return only

    return read


def meant(word: ReadWord) -> str | None:
    return word.senses[0].word if word.senses else None


class TestTyped:
    @pytest.mark.parametrize("mark", ["'", "’", "‘", "`", "´", "′", " ", "' ", " ’ "])
    def test_elision(self, typed, mark):
        """An elision stands alone, whatever parts it from its word."""
        assert ["l", "inauguration"] == typed(f"l{mark}inauguration")

    @pytest.mark.parametrize("text", ["linauguration", "lʼinauguration", "dinauguration"])
    def test_elision_stuck(self, typed, text):
        """An elision stuck to its word is dropped."""
        assert ["inauguration"] == typed(text)

    def test_accents_apart(self, typed):
        """Accents may be sent as marks of their own, as some telephones do."""
        text = "Combien de bâtiments raccordés à Lomé"

        assert typed(text) == typed(unicodedata.normalize("NFD", text))

    @pytest.mark.parametrize("text", ["bati%ments", "bâtiment(s)", "bâti@ments"])
    def test_stray_marks(self, word, text):
        """A mark hit by mistake in a word is passed over."""
        assert "batiments" == meant(word(text))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("13mds", ["13", "milliards"]),
            ("300km", ["300", "km"]),
            ("300kilomètres", ["300", "kilometres"]),
            ("15 000km", ["15000", "km"]),
            ("quinze mds", ["15", "milliards"]),
            ("3ème", ["3e"]),
            ("7em", ["7e"]),
            ("1er", ["1e"]),
            ("1re", ["1e"]),
            ("2nde", ["2e"]),
            ("2,5", ["2.5"]),
            ("deux virgule cinq", ["2.5"]),
        ],
    )
    def test_numbers(self, typed, text, expected):
        """An amount stands apart from its unit; ordinals and decimals are one word."""
        assert expected == typed(text)

    def test_said_once(self, typed):
        """« c'est » is said once, however it is typed."""
        assert ["c", "est", "quoi"] == typed("c'est quoi") == typed("cé koi")

    @pytest.mark.parametrize("text", ["", " ", "🎉🎉", "日本語", "؟", "\x00", "___", "…?!"])
    def test_nothing(self, typed, text):
        """A text without a Latin letter or a digit has no words."""
        assert [] == typed(text)

    def test_other_script_beside(self, typed):
        """Words of another script leave those beside them alone."""
        assert typed("fibre optique") == typed("日本 fibre 中国 optique 語")

    def test_long(self, matcher):
        """What comes after so many characters is passed over."""
        text = "fibre " * 2000

        assert matcher.reader.read(text) == matcher.reader.read(text[: module.MOST_TYPED])


class TestMended:
    @pytest.mark.parametrize("text", ["fibreoptique", "fibre optique", "fibr optique"])
    def test_glued_words(self, matcher, text):
        """Two words stuck together are two."""
        assert ["fibre", "optique"] == [meant(word) for word in matcher.reader.read(text).words]

    @pytest.mark.parametrize("text", ["inau guration", "bati ments"])
    def test_split_words(self, word, text):
        """A word typed in two is one."""
        assert text.replace(" ", "") == meant(word(text))

    def test_two_words_that_make_one(self, knowledge_of):
        """Two words that each stand are not put together, though the FAQ has the word they make."""
        matcher = Matcher(knowledge_of({"a": ["un portefeuille", "la feuille", "la porte"]}))

        assert ["porte", "feuille"] == [word.typed for word in matcher.reader.read("porte feuille").words]

    @pytest.mark.parametrize("text", ["quelke", "qkoi", "commbien", "pourqoui"])
    def test_furniture(self, word, text):
        """Furniture misspelt is furniture, and weighs less than a word of substance."""
        assert word(text).furniture < module.SUBSTANCE

    def test_own_words(self, knowledge_of):
        """A word as near to one of the FAQ's as to furniture is the FAQ's."""
        matcher = Matcher(knowledge_of({"a": ["la commune de Lomé"], "b": ["autre chose"]}))

        assert "commune" == meant(matcher.reader.read("commmune").words[0])

    def test_everyday_word(self, word):
        """An everyday word is not mended into one of the FAQ's."""
        assert () == word("chambre").senses

    def test_words_of_refusals(self, word):
        """A word that only refusals have is known as spelt; misspelt, it is a word like any other."""
        assert "pleuvoir" == meant(word("pleuvoir"))
        assert () == word("pleuvoire").senses


class TestRead:
    def test_phrase(self, word):
        """A phrase of the synonyms is one word, of substance."""
        phrase = word("forum sino-africain")

        assert ("forum sino africain", 1.0) == (phrase.typed, phrase.furniture)
        assert phrase.senses[0].term == word("focac").senses[0].term

    @pytest.mark.parametrize("text", ["forom sino africain", "forum sino-afriquain", "sommet de Pékin"])
    def test_phrase_misspelt(self, word, text):
        """So it is with a slip, or with another phrase of its group."""
        assert word("focac").senses[0].term == word(text).senses[0].term

    def test_senses(self, matcher):
        """What a word may stand for comes likeliest first, each term once."""
        for read in matcher.reader.read("raccordment prété fibte longeur bornes").words:
            weights = [sense.weight for sense in read.senses]

            assert weights == sorted(weights, reverse=True)
            assert len(read.senses) == len({sense.term for sense in read.senses})

    def test_rare_words(self, word):
        """A word that few entries ask with weighs more than one that many do; furniture least."""
        assert word("longueur").importance > word("reseau").importance > word("du").importance > 0

    def test_unknown_word(self, word):
        """A word unknown to the FAQ weighs as much as unknown words do."""
        assert pytest.approx(word("pivoine").importance) == word("tulipe").importance
        assert word("pivoine").importance > word("reseau").importance

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("la banque de Chine", ["chine"]),
            ("la banque de chine", ["chine"]),
            ("la fibre au Ghana", ["ghana"]),
            ("la fibre au ghana", []),
            ("Ghana ? Banque ? Fibre", []),
        ],
    )
    def test_names(self, matcher, text, names):
        """A name is one the answers write with a capital, or the person does inside a sentence."""
        assert names == [word.typed for word in matcher.reader.read(text).words if word.name]

    def test_kinds(self, matcher):
        """What is asked for is told, in SMS too."""
        assert matcher.reader.read("combien").kinds == matcher.reader.read("cb").kinds != ()

    def test_importance(self, matcher):
        """A reading weighs what its words weigh together."""
        reading = matcher.reader.read("la longueur du réseau")

        assert pytest.approx(sum(word.importance for word in reading.words)) == reading.importance


class TestAbout:
    def test_words_of_context(self, matcher):
        """The context's words of substance are added, lighter than if they were said again."""
        context = matcher.reader.read("la longueur de fibre")

        added = matcher.reader.read("et combien ?").about(context).words[2:]

        assert ["longueur", "fibre"] == [word.typed for word in added]
        assert all(
            word.importance < said.importance for word, said in zip(added, context.words[1::2], strict=True)
        )

    def test_said_again(self, matcher):
        """What the text says itself is not added, even said with a synonym."""
        reading = matcher.reader.read("combien de km ?")

        assert reading == reading.about(matcher.reader.read("les kilomètres"))

    @pytest.mark.parametrize("context", ["pivoine", "c'est quoi", ""])
    def test_unknown(self, matcher, context):
        """Neither are words unknown to the FAQ, nor furniture."""
        reading = matcher.reader.read("et quand ?")

        assert reading == reading.about(matcher.reader.read(context))

    def test_numbers(self, matcher):
        """A number is added, unless the text has one of its own."""
        context = matcher.reader.read("les 15 milliards")

        added = [
            [word.typed for word in matcher.reader.read(text).about(context).words if word.recalled]
            for text in ("et quand ?", "et les 16 ?")
        ]

        assert [["15", "milliards"], ["milliards"]] == added

    def test_other_script(self, matcher):
        """A context in another script adds nothing."""
        reading = matcher.reader.read("et quand ?")

        assert reading == reading.about(matcher.reader.read("日本 語"))


class TestAsRecalled:
    def test_lighter(self):
        """A word recalled from the context means the same, and weighs less."""
        word = ReadWord("fibre", 2.0, (Sense(1, "fibre", 1.0),), 1.0)

        recalled = word.as_recalled()

        assert (word.typed, word.senses, True) == (recalled.typed, recalled.senses, recalled.recalled)
        assert 0 < recalled.importance < word.importance
        assert 0 < recalled.furniture < word.furniture


class TestPut:
    def test_put(self, matcher):
        """The words as they were put: mended where they are misspelt, strange ones as typed, the context left out."""
        read = matcher.reader.read

        reading = read("kel longeur de tulipe ?").about(read("inauguration"))

        assert ["quel", "longueur", "de", "tulipe"] == reading.put()
