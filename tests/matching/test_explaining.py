import re

import pytest

from bot.knowledge import Entry, Refusal
from bot.matching import Confidence, Findings, Likeness, Match, Zones, explain
from bot.matching import matcher as module

ZONES = Zones(0.6, 0.3)
ENTRY = Entry("livraison-delai", "Délai", ("Quel délai ?",), "Trois jours.")


@pytest.fixture
def told(matcher, monkeypatch):
    """What is explained of the best entry for a text, at a given probability, every other figure written « n »."""

    def tell(text: str, probability: float) -> str:
        monkeypatch.setattr(module, "probability", lambda seen: probability if seen.lead > 0 else 0.0)
        explained = explain(matcher.with_zones(ZONES).find(text, limit=1), ZONES)
        first, *rest = explained.split("\n")
        return "\n".join(
            [first, *(re.sub(r"\d+ %|[+-]\d,\d\d", "n", line.replace("\u202f", " ")) for line in rest)]
        )

    return tell


def match(confidence, probability=0.5, coverage=1.0, lead=0.5, likenesses=()):
    return Match(ENTRY, "Quel délai ?", probability, confidence, coverage, lead, likenesses)


def first_line(found):
    return explain(Findings((found,)), ZONES).split("\n")[0].replace("\u202f", " ")


class TestTinyFaq:
    def test_sure(self, told):
        """A sure match: we answer."""
        assert """\
1. reseau-batiments — sûr (87\u202f%) : au moins 60\u202f%, on répond
   formulation la plus proche : « Combien de bâtiments sont raccordés ? »
   couvre n du poids de la question ; avance sur le suivant : n
   mots : combien (n) · de (n) · batimens → batiments (n, ressemblance n) · raccordes (n)""" == told(
            "Combien de batimens raccordés", 0.87
        )

    def test_unsure(self, told):
        """An unsure one: we suggest."""
        assert """\
1. reseau-batiments — hésitant (45\u202f%) : entre 30\u202f% et 60\u202f%, on propose : les indices sont faibles ensemble
   formulation la plus proche : « Combien de bâtiments sont raccordés ? »
   couvre n du poids de la question ; avance sur le suivant : n
   mots : batiments (n) · raccordes (n)""" == told("bâtiments raccordés", 0.45)

    def test_unlikely(self, told):
        """An unlikely one: we say nothing of it."""
        assert """\
1. reseau-inauguration — improbable (12\u202f%) : moins de 30\u202f%, on se tait : des mots importants manquent à l'entrée
   formulation la plus proche : « Quelle est la date de l'inauguration ? »
   couvre n du poids de la question ; avance sur le suivant : n
   mots : date (n) · tulipe (absent, n) · pivoine (absent, n)""" == told("date tulipe pivoine", 0.12)

    def test_nothing(self, matcher):
        """Nothing near."""
        assert "Aucune entrée ne partage un mot avec cette question." == explain(matcher.find(""), ZONES)

    def test_refusal_alone(self, matcher):
        """A refusal, and nothing near."""
        assert """\
La question ressemble d'abord à un hors-sujet connu : « meteo ».
Aucune entrée ne partage un mot avec cette question.""" == explain(matcher.find("pleuvoir"), ZONES)


class TestExplain:
    def test_figures(self):
        """Figures are French: a decimal comma, a narrow space before « % »; light words are left out."""
        words = (
            Likeness("delé", "delai", 0.75, 0.8),
            Likeness("tulipe", None, 0.24, 0.0),
            Likeness("le", "le", 0.01, 1.0),
        )

        assert """\
La question ressemble d'abord à un hors-sujet connu : « retours ».
1. livraison-delai — sûr (94\u202f%) : au moins 60\u202f%, on répond
   formulation la plus proche : « Quel délai ? »
   couvre 76\u202f% du poids de la question ; avance sur le suivant : -0,25
   mots : delé → delai (75\u202f%, ressemblance 80\u202f%) · tulipe (absent, 24\u202f%)""" == explain(
            Findings((match(Confidence.SURE, 0.94, 0.76, -0.25, words),), Refusal("retours", ("retours",))),
            ZONES,
        )

    def test_several(self):
        """Candidates are numbered, best first."""
        found = Findings((match(Confidence.SURE), match(Confidence.UNSURE)))

        assert ["1", "2"] == re.findall(r"^(\d)\.", explain(found, ZONES), re.MULTILINE)

    @pytest.mark.parametrize(
        ("coverage", "lead", "reason"),
        [
            (1.0, 0.5, "les indices sont faibles ensemble"),
            (0.2, 0.5, "des mots importants manquent à l'entrée"),
            (1.0, 0.01, "une autre réponse est aussi proche"),
            (1.0, -0.4, "une autre réponse est plus proche"),
            (0.2, -0.4, "des mots importants manquent à l'entrée et une autre réponse est plus proche"),
        ],
    )
    def test_doubts(self, coverage, lead, reason):
        """A doubt says what it rests on, whether we suggest or say nothing."""
        unsure, unlikely = (
            match(degree, 0.4, coverage, lead) for degree in (Confidence.UNSURE, Confidence.UNLIKELY)
        )

        assert (
            f"1. livraison-delai — hésitant (40 %) : entre 30 % et 60 %, on propose : {reason}"
            == first_line(unsure)
        )
        assert f"1. livraison-delai — improbable (40 %) : moins de 30 %, on se tait : {reason}" == first_line(
            unlikely
        )
