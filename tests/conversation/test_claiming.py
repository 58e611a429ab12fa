"""What a message states is told true, false or partly so; what it asks, or what we cannot judge, is not."""

from dataclasses import replace

import pytest

from bot.conversation.claiming import verdict
from bot.conversation.reckoning import Verdict
from bot.knowledge import Claims, Entry

TRUE, FALSE, PARTLY = Verdict.TRUE, Verdict.FALSE, Verdict.PARTLY

LENGTH = Entry("longueur", "Longueur", ("Combien de km de fibre fait le réseau ?",), "250 km.", "250 km")
LOAN = Entry(
    "pret",
    "Prêt",
    ("Combien a été emprunté ?", "Qui a prêté ?"),
    "15 milliards.",
    "15 milliards de FCFA",
    claims=Claims(("prêt", "emprunt"), ("don", "gratuit"), ("aide", "30 millions de dollars")),
)
BUILDINGS = Entry(
    "batiments",
    "Bâtiments",
    ("Combien de bâtiments ?",),
    "565 bâtiments.",
    "565 bâtiments",
    claims=Claims(("560 administrations",), (), ("500 bâtiments",)),
)
OPENING = Entry(
    "inauguration",
    "Inauguration",
    ("Quand ?",),
    "Le 24 avril 2017.",
    "24 avril 2017",
    claims=Claims((), (), ("2016",)),
)
SUMMIT = Entry(
    "sommet",
    "Sommet",
    ("Quand a eu lieu le sommet ?",),
    "Les 3 et 4 septembre 2018.",
    "3 et 4 septembre 2018",
)
PLAN = Entry("plan", "Plan", ("Quelles années couvre le plan ?",), "De 2019 à 2021.", "2019-2021")
LENDER = Entry(
    "preteur",
    "Prêteur",
    ("Qui est Exim Bank ?", "Exim Bank est à qui ?", "Qui a prêté ?"),
    "Une banque publique.",
    "Exim Bank",
    claims=Claims(("banque publique",), ("BAD", "Banque mondiale")),
)


class TestFigure:
    @pytest.mark.parametrize(
        "text",
        [
            "c’est bien 250 km ?",
            "C'EST BIEN 250KM",
            "250 km ?",
            "deux cent cinquante kilomètres, exact ?",
            "le réseau fait 250 km de fibre, n’est-ce pas",
            "on m’a dit 250",
            "je crois que c’est 250 km",
        ],
    )
    def test_true(self, text):
        """The figure that the entry holds is true, in digits or in words, with its unit or bare."""
        assert TRUE is verdict(LENGTH, text)

    @pytest.mark.parametrize(
        "text", ["c’est bien 500 km ?", "500 km ?", "cinq cents kilomètres, non ?", "25 km ?"]
    )
    def test_false(self, text):
        """Another figure of the same thing is false."""
        assert FALSE is verdict(LENGTH, text)

    @pytest.mark.parametrize("text", ["260 km, c’est ça ?", "c’est bien 245 km ?"])
    def test_nearly(self, text):
        """A figure close to the true one is not quite right."""
        assert PARTLY is verdict(LENGTH, text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("c’est 15 000 000 000 F CFA, c’est ça ?", TRUE),
            ("quinze mds, c’est ça ?", TRUE),
            ("c’est 15 milliards de dollars, c’est ça ?", FALSE),
            ("c’est 15 millions de FCFA, c’est ça ?", FALSE),
            ("c’est 30 millions de dollars, c’est ça ?", PARTLY),
            ("cela a pris 15 ans, c’est ça ?", None),
        ],
    )
    def test_unit(self, text, expected):
        """A figure is held against figures of its kind alone, and a currency is part of it."""
        assert expected is verdict(LOAN, text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("565 bâtiments, exact ?", TRUE),
            ("500 bâtiments, exact ?", PARTLY),
            ("560 administrations, exact ?", TRUE),
            ("100 bâtiments, exact ?", FALSE),
            ("5 ministères, exact ?", None),
        ],
    )
    def test_counted(self, text, expected):
        """Other things counted prove nothing, but what the editor says of them."""
        assert expected is verdict(BUILDINGS, text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("plus de 200 km, non ?", TRUE),
            ("au moins 250 km, non ?", TRUE),
            ("plus d’un million de km, non ?", FALSE),
            ("moins de 300 km, non ?", TRUE),
            ("au plus 100 km, non ?", FALSE),
            ("jusqu’à 250 km, non ?", TRUE),
        ],
    )
    def test_bound(self, text, expected):
        """« plus de 200 km » is true of 250, and « au plus 100 km » is not."""
        assert expected is verdict(LENGTH, text)

    def test_several(self):
        """Right in one figure and wrong in another is partly so."""
        assert PARTLY is verdict(LENGTH, "il y a 250 km dont 500 km à Lomé, c’est ça ?")

    def test_beside(self):
        """A bare number beside the figure that tells its unit is of something else."""
        assert FALSE is verdict(LENGTH, "le réseau fait 500 km et a coûté 250 milliards, non ?")

    def test_told_beside(self):
        """Another figure that the answer tells is neither confirmed nor denied."""
        entry = Entry("e", "E", ("?",), "250 km, dont 200 km à Lomé.", "250 km")

        assert verdict(entry, "200 km, c’est ça ?") is None
        assert FALSE is verdict(entry, "100 km, c’est ça ?")

    def test_said_to_be_false(self):
        """What the editor says is false is, were it near the truth or told in the answer."""
        entry = Entry("e", "E", ("?",), "250 km, et non 245 km.", "250 km", claims=Claims((), ("245 km",)))

        assert FALSE is verdict(entry, "245 km, c’est ça ?")

    def test_nothing_held(self):
        """An entry without a value judges no figure."""
        assert verdict(Entry("e", "E", ("?",), "…"), "c’est bien 500 km ?") is None


class TestDate:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("inauguré le 24 avril 2017 ?", TRUE),
            ("inauguré le 24/04/2017 ?", TRUE),
            ("c’était en 2017, non ?", TRUE),
            ("inauguré en avril ?", TRUE),
            ("inauguré en 2018 ?", FALSE),
            ("inauguré le 25 avril 2017 ?", FALSE),
            ("inauguré le 24 mai ?", FALSE),
            ("inauguré en 2016 ?", PARTLY),
            ("inauguré avant 2018 ?", TRUE),
            ("inauguré avant 2017 ?", FALSE),
            ("inauguré après 2016 ?", TRUE),
            ("inauguré en 2017, au mois de mai ?", FALSE),
        ],
    )
    def test_date(self, text, expected):
        """A date is true as far as it is said; the editor may have said that another is partly so."""
        assert expected is verdict(OPENING, text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("c’était le 3 septembre ?", TRUE),
            ("c’était les 3 et 4 septembre 2018 ?", TRUE),
            ("c’était les 4 et 5 septembre 2018 ?", FALSE),
        ],
    )
    def test_days(self, text, expected):
        """Each of several days is true, and no other."""
        assert expected is verdict(SUMMIT, text)

    @pytest.mark.parametrize("text", ["c’était en avril ?", "c’était le 3 avril 2019 ?"])
    def test_more_than_known(self, text):
        """What the entry does not know of a date is neither confirmed nor denied."""
        assert verdict(PLAN, text) is None

    def test_several_dates(self):
        """Of several dates one is told and another asked about: the best is what counts."""
        assert TRUE is verdict(SUMMIT, "le sommet après celui de 2015, c’était en 2018 ?")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("le plan couvre 2019-2021 ?", TRUE),
            ("le plan va de 2019 à 2021 ?", TRUE),
            ("le plan couvre 2018-2021 ?", PARTLY),
            ("le plan couvre 2015–2018 ?", FALSE),
        ],
    )
    def test_period(self, text, expected):
        """Both ends of a period are stated."""
        assert expected is verdict(PLAN, text)


class TestBesideTheFigure:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("ce projet compte trois volets ?", FALSE),
            ("le projet de 2021 a duré trois jours ?", PARTLY),
            ("le projet de 2021 compte six volets ?", TRUE),
            ("trois volets à Kara, c’est ça ?", None),
        ],
    )
    def test_another_of_the_answer(self, text, expected):
        """The only figure of its kind in the answer contradicts another, where the value tells none."""
        entry = Entry(
            "e", "Le projet", ("Que dure ce projet ?",), "En 2021, six volets en deux jours.", "2021"
        )

        assert expected is verdict(entry, text)

    def test_denied_beside(self):
        """What an entry beside says is false makes no right figure a « oui »."""
        beside = Entry("don", "Don", ("Un don ?",), "Un prêt.", claims=Claims((), ("la BAD a prêté",)))
        entry = replace(LOAN, answer="15 milliards, pas de la BAD. La BAD.", questions=("Qui a prêté ?",))

        assert TRUE is verdict(entry, "la BAD a prêté 15 milliards, non ?")
        assert verdict(entry, "la BAD a prêté 15 milliards, non ?", beside=(beside,)) is None

    def test_told_of_another(self):
        """What the answer only tells as unknown is not confirmed."""
        entry = Entry("e", "Ateliers", ("?",), "Dix ateliers ; aucune source ne cite Kara.", "dix ateliers")

        assert TRUE is verdict(entry, "dix ateliers, c’est ça ?")
        assert verdict(entry, "dix ateliers à Kara, c’est ça ?") is None

    @pytest.mark.parametrize(
        "text",
        [
            "la France a prêté 15 milliards de FCFA ?",
            "un prêt de 15 milliards sans intérêts, c’est ça ?",
            "15 milliards pour le Ghana, non ?",
        ],
    )
    def test_unknown(self, text):
        """A right figure proves nothing of what stands beside it."""
        assert verdict(LOAN, text) is None

    def test_rank(self):
        """A rank counts nothing."""
        health = Entry("sante", "La santé", ("Quel domaine est la santé ?",), "La santé.", "domaine n° 7")

        assert verdict(health, "il y a sept domaines ?") is None

    def test_another_form(self):
        """« Remboursé » is not « à rembourser »."""
        loan = Entry("pret", "Un prêt à rembourser", ("Faut-il rembourser le prêt ?",), "Un prêt.", "prêt")

        assert verdict(loan, "c’est remboursé ?") is None


class TestRank:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("la santé vient en septième, non ?", TRUE),
            ("la santé est le domaine n° 7, non ?", TRUE),
            ("la santé est le cinquième domaine, non ?", FALSE),
            ("c’est le septième domaine, non ?", None),
        ],
    )
    def test_rank(self, text, expected):
        """A place in a list is judged where what has it is named."""
        entry = Entry(
            "sante", "La santé", ("Quel rang ?",), "La santé est le septième domaine.", "domaine n° 7"
        )

        assert expected is verdict(entry, text)


class TestPhrase:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("le projet a été un don, non ?", FALSE),
            ("c’est gratuit ?", FALSE),
            ("est-ce que c’était gratuit ?", FALSE),
            ("ce sont des dons, c’est ça ?", FALSE),
            ("c’était un prêt, non ?", TRUE),
            ("une aide chinoise, c’est ça ?", PARTLY),
            ("donnez-moi le montant, hein", None),
            ("c’est un cadeau, non ?", None),
        ],
    )
    def test_phrase(self, text, expected):
        """What the editor says is true, false or partly so is found in any form, whole words only."""
        assert expected is verdict(LOAN, text)

    @pytest.mark.parametrize(
        "text",
        [
            "ce n’est pas un don ?",
            "jamais un don, si ?",
            "ce n’est pas 15 milliards ?",
        ],
    )
    def test_negation(self, text):
        """What is denied is not judged by what affirms: « non » would be taken either way."""
        assert verdict(LOAN, text) is None

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("c’est un prêt, pas un don, non ?", TRUE),
            ("c’est un don, et non un prêt, c’est ça ?", FALSE),
        ],
    )
    def test_contrast(self, text, expected):
        """What it is told not to be is left out."""
        assert expected is verdict(LOAN, text)

    def test_another_event(self):
        """What is false of an entry is not told of what happened at another date."""
        claims = Claims((), ("à Paris",))
        entry = Entry(
            "suite", "Suite", ("?",), "Le sommet qui suit celui de 2018 est de 2021.", "2021", claims=claims
        )

        assert FALSE is verdict(entry, "ce sommet à Paris, non ?")
        assert verdict(entry, "le sommet de 2018 à Paris, non ?") is None

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("le montant n’est pas connu, c’est ça ?", TRUE),
            ("le montant n’est jamais signé, c’est ça ?", FALSE),
            ("le montant est connu, c’est ça ?", None),
        ],
    )
    def test_denial(self, text, expected):
        """It is by a claim that denies too."""
        claims = Claims(("n’est pas connu",), ("jamais signé",))
        entry = Entry("montant", "Montant", ("Le montant est-il connu ?",), "Pas connu.", claims=claims)

        assert expected is verdict(entry, text)

    def test_longest(self):
        """Of a true claim and a nuance, the one that says more wins."""
        claims = Claims(("routes",), (), ("routes goudronnées",))
        entry = Entry("travaux", "Travaux", ("Quels travaux ?",), "Des routes.", claims=claims)

        assert TRUE is verdict(entry, "des routes, c’est ça ?")
        assert PARTLY is verdict(entry, "des routes goudronnées, c’est ça ?")

    def test_more_than_known(self):
        """« Oui » is not said to what states more than the claim and the entry are about."""
        claims = Claims(("obligation",))
        entry = Entry("pret", "Prêt", ("Quel prêt ?",), "Une obligation.", claims=claims)

        assert TRUE is verdict(entry, "le prêt est une obligation, non ?")
        assert verdict(entry, "le prêt est une obligation de Paris, non ?") is None

    @pytest.mark.parametrize("text", ["c’est un don ou un prêt ?", "un prêt ou bien 15 milliards ?"])
    def test_alternative(self, text):
        """« X ou Y ? » states neither."""
        assert verdict(LOAN, text) is None

    def test_false_beside_true(self):
        """A false claim tells more than a true one, which may be what is spoken of."""
        assert FALSE is verdict(LOAN, "ce prêt est en fait un don, c’est ça ?")

    def test_subject(self):
        """What the entry's own questions name is its subject, and proves nothing."""
        assert verdict(LENDER, "Exim Bank a prêté à Kara, non ?") is None
        assert TRUE is verdict(LENDER, "c’est une banque publique, non ?")

    @pytest.mark.parametrize("text", ["c’est la BAD qui a payé ?", "c’était la Banque mondiale qui a payé ?"])
    def test_cleft(self, text):
        """« C’est X qui » states, for all its « qui »."""
        assert FALSE is verdict(LENDER, text)


class TestBoth:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("un prêt de 15 milliards, c’est ça ?", TRUE),
            ("un prêt de 25 milliards, c’est ça ?", FALSE),
            ("un don de 15 milliards, c’est ça ?", PARTLY),
            ("un don de 25 milliards, c’est ça ?", FALSE),
        ],
    )
    def test_figure_and_phrase(self, text, expected):
        """Right in the figure and wrong in the words is partly so; a true phrase leaves the figure to judge."""
        assert expected is verdict(LOAN, text)
