from dataclasses import asdict, fields, replace

import pytest

from bot.matching.confidence import COEFFICIENTS, MOST_FOREIGN, MOST_LEAD, Evidence, evidence, probability
from bot.matching.scoring import subjects_of


@pytest.fixture
def seen(matcher):
    """What speaks for the best entry for a text."""
    return lambda text: matcher.evidence(text)[1]


class TestEvidence:
    def test_known_question(self, seen):
        """For an editor's own wording nothing is missing."""
        evidence = seen("Combien de bâtiments sont raccordés ?")

        assert pytest.approx((1, 1, 1)) == (evidence.asked, evidence.told, evidence.answered)
        assert pytest.approx((0, 0, 0, 0, 0)) == (
            evidence.strange,
            evidence.elsewhere,
            evidence.heaviest,
            evidence.named,
            evidence.kinds,
        )

    def test_strange(self, seen):
        """A word the FAQ has nowhere counts as strange; one of another entry as elsewhere."""
        unknown, other = (
            seen("l'inauguration de la tulipe"),
            seen("date inauguration, longueur, inauguration"),
        )

        assert unknown.strange > 0 == unknown.elsewhere
        assert other.elsewhere > 0 == other.strange

    def test_heaviest(self, seen):
        """A word unknown to the FAQ that the entry has not weighs 1."""
        assert pytest.approx(1.0, rel=1e-5) == seen("l'inauguration de la tulipe").heaviest

    def test_named(self, seen):
        """The word after « combien de » or « quel » says what is wanted: it should be the entry's."""
        assert pytest.approx(0.0) == seen("combien de bâtiments raccordés").named
        assert pytest.approx(1.0) == seen("combien de tulipes raccordées aux bâtiments").named
        assert pytest.approx(0.0) == seen("bâtiments raccordés aux tulipes").named
        assert pytest.approx(0.0) == seen("combien coûtent les tulipes de bâtiments raccordés").named
        assert pytest.approx(1.0) == seen("combien y a-t-il de tulipes raccordées aux bâtiments").named

    def test_kinds(self, seen):
        """What is asked for should be what the entry's questions ask for."""
        assert 0 == seen("combien de bâtiments raccordés").kinds
        assert 1 == seen("quand les bâtiments sont-ils raccordés").kinds

    def test_unpriced(self, seen):
        """A sum of money is asked in vain of what neither its questions nor its answer speak of money."""
        assert 1 == seen("combien ont coûté les bâtiments raccordés").unpriced
        assert 0 == seen("combien de bâtiments raccordés").unpriced
        assert 0 == seen("quel est le montant du projet").unpriced

    def test_unusual(self, seen):
        """The more of the words the entry's questions have, the less unusual they are, on the average."""
        known, half, strange = (
            seen(f"combien de bâtiments {rest}").unusual
            for rest in ("sont raccordés", "et de tulipes", "tulipes jonquilles roses")
        )

        assert 0 >= known > half > strange

    def test_unusual_recalled(self, matcher):
        """What was recalled is no evidence of that kind."""
        read = matcher.reader.read("combien de bâtiments")
        recalled = read.about(matcher.reader.read("tulipes, inauguration"))
        scored = replace(dict(matcher.ranked("combien de bâtiments"))[matcher.entries[1]], unusual=-1.0)
        subject = subjects_of(matcher.ground)[1]

        typed, spoken_of = (evidence(each, scored, (0, 0), subject, {}).unusual for each in (read, recalled))
        assert len(recalled.words) > len(read.words)
        assert typed == spoken_of < 0

    def test_answered(self, seen):
        """The more of the nearest wording is said, the more is answered."""
        assert (
            1
            >= seen("combien de kilomètres de fibre optique posés").answered
            > seen("kilomètres de fibre").answered
            > 0
        )

    def test_lead(self, seen):
        """The lead over the next is bounded, and negative behind a refusal."""
        assert 0 < seen("les bâtiments raccordés").lead <= MOST_LEAD
        assert -MOST_LEAD <= seen("abonnement à la fibre").lead < 0

    def test_length(self, seen):
        """Words of substance alone make a question long, and none longer than the longest."""
        assert seen("fibre optique").length > seen("la fibre").length > 0
        assert 1.0 == seen("la fibre " * 50).length

    def test_foreign(self, seen):
        """Proper names that the entry has not are counted; its own are not, nor small letters."""
        assert 0 == seen("la banque Exim de Chine a prêté").foreign
        assert 0 == seen("la banque a prêté des tulipes").foreign
        assert 1 == seen("la banque a prêté au Ghana").foreign
        assert 1 < seen("la banque a prêté au Ghana, au Kenya, au Tchad, au Niger").foreign <= MOST_FOREIGN

    def test_bounds(self, seen):
        """Shares stay between 0 and 1."""
        for text in (
            "kel longeur de fibr 日本 tulipe",
            "réseau " * 30,
            "c'est combien",
            "abonnement fibre météo",
        ):
            told = asdict(seen(text))
            shares = {
                name: told[name]
                for name in ("asked", "told", "habit", "strange", "elsewhere", "named", "answered")
            }

            assert all(-1e-6 <= share <= 1 + 1e-6 for share in shares.values()), shares


class TestProbability:
    def test_between(self):
        """However strong the evidence, it stays between 0 and 1."""
        nothing = Evidence(*[0.0] * len(fields(Evidence)))

        assert all(0 < probability(replace(nothing, lead=lead)) < 1 for lead in (-MOST_LEAD, 0, MOST_LEAD))

    def test_lead(self):
        """The further ahead of the next, the likelier."""
        nothing = Evidence(*[0.0] * len(fields(Evidence)))
        ahead = [probability(replace(nothing, lead=lead)) for lead in (-0.5, 0.0, 0.5)]

        assert ahead == sorted(ahead)
        assert len(ahead) == len(set(ahead))

    def test_each_part(self):
        """Every part speaks the way its coefficient says."""
        nothing = Evidence(*[0.0] * len(fields(Evidence)))

        for part in fields(Evidence):
            raised = probability(replace(nothing, **{part.name: 0.1})) - probability(nothing)
            assert (getattr(COEFFICIENTS, part.name) > 0) == (raised > 0), part.name
