import numpy as np
import pytest

from bot.matching.french import FURNITURE
from bot.matching.numbering import Numbering
from bot.matching.thesaurus import Thesaurus


@pytest.fixture
def numbering():
    return Numbering(Thesaurus([["focac", "forum sino-africain"], ["coût", "prix"]]))


def text(numbering, read, number):
    """The words of a text, and its terms."""
    written = read.written[read.starts[number] : read.starts[number + 1]].tolist()
    return [numbering.words[word] for word in written], [
        numbering.terms[term] for term in read.terms[read.rows == number].tolist()
    ]


class TestRead:
    def test_words_and_terms(self, numbering):
        """Words are kept as written, plain; terms are stems."""
        read = numbering.read(["Les câbles posés", "un câble"])

        assert (["les", "cables", "poses"], ["les", "cabl", "pos"]) == text(numbering, read, 0)
        assert (["un", "cable"], ["un", "cabl"]) == text(numbering, read, 1)

    def test_synonyms(self, numbering):
        """Synonyms are one term, though other words."""
        read = numbering.read(["coût", "prix"])

        assert 1 == len(set(read.terms.tolist()))
        assert 2 == len(set(read.written.tolist()))

    def test_phrase(self, numbering):
        """A phrase of the thesaurus is one term of substance; its words remain words."""
        read = numbering.read(["le forum sino-africain existe", "focac"])

        written, terms = text(numbering, read, 0)
        assert ["le", "forum", "sino", "africain", "existe"] == written
        assert ["le", "=focac", "exist"] == terms
        assert ["=focac"] == text(numbering, read, 1)[1]
        assert pytest.approx([FURNITURE["le"], 1, 1, 1]) == read.furniture.tolist()

    def test_phrase_cut(self, numbering):
        """A phrase does not run into the next text."""
        read = numbering.read(["le forum sino", "africain"])

        assert ["le", "forum", "sino"] == text(numbering, read, 0)[1]
        assert ["african"] == [term.replace("africain", "african") for term in text(numbering, read, 1)[1]]

    def test_kinds(self, numbering):
        """What a text asks for is kept as bits, text by text."""
        read = numbering.read(["combien et quand", "rien", "quand"])

        how_many, nothing, when = read.kinds.tolist()
        assert 0 == nothing
        assert 2 == how_many.bit_count()
        assert when == how_many & when
        assert 1 == when.bit_count()

    @pytest.mark.parametrize("texts", [[], [""], ["?", "..."]])
    def test_no_words(self, numbering, texts):
        """Texts without words have no term, and each its place."""
        read = numbering.read(texts)

        assert [0] * (len(texts) + 1) == read.starts.tolist()
        assert [0] * len(texts) == read.kinds.tolist()
        assert not len(read.terms)

    def test_then(self, numbering):
        """Texts read in two goes are as if read in one."""
        texts = ["quand le forum sino-africain", "", "combien", "prix"]

        together = numbering.read(texts)
        joined = numbering.read(texts[:2]).then(numbering.read(texts[2:]))

        for name in ("written", "starts", "rows", "terms", "furniture", "kinds"):
            np.testing.assert_array_equal(getattr(together, name), getattr(joined, name))
