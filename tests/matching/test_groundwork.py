from dataclasses import replace

import numpy as np
import pytest

from bot.knowledge import Claims, Refusal
from bot.matching.french import MONEY, stem
from bot.matching.french import kinds as kinds_of
from bot.matching.groundwork import KIND_COUNT, lay, names_in
from bot.matching.scoring import own_share
from bot.matching.thesaurus import Thesaurus


@pytest.fixture
def ground(knowledge, thesaurus):
    return lay(knowledge, thesaurus)


def row(ground, wording):
    return ground.features[ground.starts[wording] : ground.starts[wording + 1]].tolist()


def pairs(ground):
    """Each pair of terms, by their names."""
    count = len(ground.terms)
    return {(ground.terms[key // count], ground.terms[key % count]) for key in ground.pair_keys.tolist()}


class TestLay:
    def test_owners(self, ground, knowledge):
        """Wordings come in the order of the FAQ, those of refusals last."""
        asked = [entry.questions for entry in knowledge.entries] + [
            refusal.questions for refusal in knowledge.refusals
        ]

        assert [number for number, each in enumerate(asked) for _ in each] == ground.owners.tolist()

    def test_length(self, ground):
        """Each wording is of length 1."""
        squares = np.add.reduceat(ground.values.astype(float) ** 2, ground.starts[:-1])

        np.testing.assert_allclose(np.ones(len(ground.owners)), squares, atol=1e-5)

    def test_features(self, ground):
        """Features are numbered without a gap; a wording holds each once, in order."""
        assert len(ground.terms) + len(ground.pair_keys) + KIND_COUNT == ground.feature_count
        assert ground.features.min() >= 0
        assert ground.features.max() < ground.feature_count
        for wording in range(len(ground.owners)):
            held = row(ground, wording)
            assert held == sorted(set(held))

    def test_pairs_numbered(self, ground):
        """Each pair is held by some wording, and pairs are kept in order."""
        held = {
            feature
            for feature in ground.features.tolist()
            if 0 <= feature - len(ground.terms) < len(ground.pair_keys)
        }

        assert len(ground.pair_keys) == len(held)
        assert sorted(set(ground.pair_keys.tolist())) == ground.pair_keys.tolist()

    def test_terms(self, ground, thesaurus):
        """A term has one number, its synonyms the same."""
        assert len(ground.terms) == len(set(ground.terms))
        assert thesaurus.term("km") in ground.terms
        assert "km" not in ground.terms

    def test_words(self, ground):
        """Words are kept plain: those of entries, and those that only refusals have."""
        assert {"fibre", "565", "hopitaux", "exim"} <= set(ground.own_words)
        assert {"pleuvoir", "abonnement"} <= set(ground.other_words)
        assert set(ground.own_words).isdisjoint(ground.other_words)

    def test_rarity(self, ground, thesaurus):
        """The fewer entries ask with a term, the more it weighs; one of answers alone weighs less than the rarest."""
        longueur, reseau, hopitaux = (
            ground.rarity[ground.terms.index(thesaurus.term(word))]
            for word in ("longueur", "reseau", "hopitaux")
        )

        assert longueur > reseau > 0
        assert longueur > hopitaux > 0
        assert pytest.approx(ground.strange, rel=1e-5) == longueur

    def test_habits(self, ground):
        """The more of a subject's wordings hold a term, the more it is its own."""
        habits = slice(ground.habit_starts[1], ground.habit_starts[2])
        own = dict(
            zip(
                ground.habit_terms[habits].tolist(),
                own_share(ground.habit_counts[habits]).tolist(),
                strict=True,
            )
        )

        assert (
            1 > own[ground.terms.index(stem("raccordes"))] > own[ground.terms.index(stem("ministeres"))] > 0
        )

    def test_told(self, ground):
        """Title, answer and details of an entry are told."""
        told = {
            ground.terms[term]
            for term in ground.told_terms[ground.told_starts[1] : ground.told_starts[2]].tolist()
        }

        assert {stem("batiments"), "565", stem("hopitaux")} <= told
        assert stem("longueur") not in told

    def test_told_of_claims(self, knowledge):
        """So is what is true, false or partly so of it: « c'est un don ? » is its question too."""
        entry = replace(knowledge.topics[0].entries[0], claims=Claims(("prêt",), ("don",), ("avance",)))
        small = replace(knowledge, topics=(replace(knowledge.topics[0], entries=(entry,)),))
        ground = lay(small, Thesaurus(()))

        told = {ground.terms[term] for term in ground.told_terms.tolist()}
        assert {"pret", "don", stem("avance")} <= told

    def test_kinds(self, knowledge_of):
        """What the questions of a subject ask for, taken together."""
        ground = lay(
            knowledge_of({"a": ["Quand ?", "Qui, et à quelle date ?"], "b": ["la fibre"]}), Thesaurus()
        )

        assert [sum(1 << kind for kind in kinds_of(["quand", "qui"])), 0] == ground.subject_kinds.tolist()

    def test_money(self, knowledge):
        """An entry whose answer tells a sum of money may be asked for one."""
        entries = [
            replace(knowledge.topics[0].entries[0], answer=answer)
            for answer in ("Elle a prêté 15 milliards.", "Elle a 15 agences.")
        ]
        small = replace(
            knowledge, topics=(replace(knowledge.topics[0], entries=tuple(entries)),), refusals=()
        )
        ground = lay(small, Thesaurus(()))

        assert [True, False] == [bool(kinds >> MONEY & 1) for kinds in ground.subject_kinds.tolist()]


class TestNamesIn:
    @pytest.mark.parametrize(
        ("texts", "names"),
        [
            (["Le prêt du Ghana."], {"ghana"}),
            (["La fibre. La fibre."], set()),
            (["Elle est à Lomé ! Bonjour."], {"lome"}),
            (["le Port de Lomé", "le port", "un port"], {"lome"}),
            (["L’État et l'Équateur"], {"etat", "equateur"}),
            ([""], set()),
            ([], set()),
        ],
    )
    def test_capitals(self, texts, names):
        """Names are words nearly always written with a capital, inside sentences too."""
        assert names == names_in(texts)

    def test_of_the_faq(self, ground):
        """An FAQ's names are those of its answers."""
        assert {"exim", "chine"} <= set(ground.names)
        assert "fibre" not in ground.names


class TestPairs:
    def test_words_of_substance(self, knowledge_of):
        """Two words of substance in a row make a pair, over the articles between them; furniture makes none."""
        ground = lay(knowledge_of({"a": ["la banque de la Chine est ici"]}), Thesaurus())

        assert {("banqu", "chin")} == pairs(ground)

    def test_two_wordings(self, knowledge_of):
        """No pair goes from one wording to the next."""
        ground = lay(knowledge_of({"a": ["banque", "Chine"]}), Thesaurus())

        assert set() == pairs(ground)

    def test_said_twice(self, knowledge_of):
        """A word said twice in a wording is one feature of it."""
        ground = lay(knowledge_of({"a": ["banque banque banque"]}), Thesaurus())

        assert [ground.terms.index("banqu"), len(ground.terms)] == row(ground, 0)


class TestSmall:
    @pytest.mark.parametrize(
        ("questions", "refusals"),
        [
            ({"a": ["fibre"]}, ()),
            ({"a": ["???"]}, ()),
            ({"a": ["fibre"], "b": ["fibre"]}, (Refusal("r", ("fibre",)),)),
            ({}, ()),
        ],
    )
    def test_small(self, knowledge_of, questions, refusals):
        """However small an FAQ is, its arrays fit each other and hold numbers."""
        ground = lay(knowledge_of(questions, refusals), Thesaurus())

        assert len(ground.owners) + 1 == len(ground.starts)
        assert len(ground.features) == len(ground.values) == ground.starts[-1]
        assert np.isfinite(ground.values).all()
        assert np.isfinite(ground.rarity).all()
