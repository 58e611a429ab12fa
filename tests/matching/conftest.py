"""A tiny FAQ of two topics, five entries and two refusals, as objects; what a matcher makes of it."""

from collections.abc import Sequence

import pytest

from bot.knowledge import Entry, Knowledge, Refusal, Topic, Voice
from bot.matching import Matcher
from bot.matching.thesaurus import Thesaurus

ENTRIES = (
    Entry(
        "reseau-longueur",
        "Longueur de fibre",
        (
            "Combien de kilomètres de fibre optique ont été posés ?",
            "Quelle est la longueur du réseau ?",
            "Sur quelle distance court le câble ?",
        ),
        "250 km de fibre optique ont été posés à Lomé.",
        value="250 km",
    ),
    Entry(
        "reseau-batiments",
        "Bâtiments raccordés",
        (
            "Combien de bâtiments sont raccordés ?",
            "Quels ministères sont raccordés au réseau ?",
            "Combien d'administrations sont raccordées ?",
        ),
        "565 bâtiments sont raccordés.",
        details="Dont tous les hôpitaux publics.",
    ),
    Entry(
        "reseau-inauguration",
        "Date d'inauguration",
        (
            "Quand l'inauguration du réseau a-t-elle eu lieu ?",
            "Quelle est la date de l'inauguration ?",
            "Qui a inauguré le réseau ?",
        ),
        "Le chef de l'État l'a inauguré en juin 2018.",
    ),
    Entry(
        "argent-cout",
        "Coût du projet",
        (
            "Combien le projet a-t-il coûté ?",
            "Quel est le montant du projet ?",
            "Quelle somme a été dépensée ?",
        ),
        "15 milliards de francs CFA.",
    ),
    Entry(
        "argent-preteur",
        "Prêteur",
        (
            "Quelle banque a prêté les 15 milliards ?",
            "Qui est le prêteur du projet ?",
            "Que finance le forum sino-africain ?",
        ),
        "La banque Exim de Chine.",
    ),
)
REFUSALS = (
    Refusal("meteo", ("Quel temps fait-il à Lomé ?", "Va-t-il pleuvoir demain ?", "la météo")),
    Refusal("abonnement", ("Combien coûte un abonnement à la fibre ?", "abonnement internet à domicile")),
)
SYNONYMS = (
    ("kilomètres", "km", "bornes"),
    ("focac", "forum sino-africain", "sommet de Pékin"),
    ("coûter", "coût", "prix"),
)


@pytest.fixture
def knowledge_of():
    """Makes an FAQ of some entries, each given as its id and its wordings, in one topic."""

    def make(
        questions: dict[str, Sequence[str]],
        refusals: Sequence[Refusal] = (),
        synonyms: Sequence[tuple[str, ...]] = (),
    ) -> Knowledge:
        entries = tuple(
            Entry(name, name.capitalize(), tuple(asked), f"Voilà pour {name}.")
            for name, asked in questions.items()
        )
        topic = Topic("theme", "Thème", "", entries)
        return Knowledge((topic,), Voice({}), tuple(refusals), tuple(synonyms))

    return make


@pytest.fixture(scope="session")
def knowledge():
    """The tiny FAQ."""
    topics = (
        Topic("reseau", "Le réseau", "Fibre et bâtiments.", ENTRIES[:3]),
        Topic("argent", "L'argent", "Coût et prêt.", ENTRIES[3:]),
    )
    return Knowledge(topics, Voice({}), REFUSALS, SYNONYMS)


@pytest.fixture
def thesaurus(knowledge):
    """Its synonyms."""
    return Thesaurus(knowledge.synonyms)


@pytest.fixture(scope="session")
def matcher(knowledge):
    """Its matcher."""
    return Matcher(knowledge)


@pytest.fixture
def best(matcher):
    """The id of the entry found first for a text; None when there is none."""

    def find(text: str, context: str = "") -> str | None:
        matches = matcher.find(text, context=context).matches
        return matches[0].entry.id if matches else None

    return find


@pytest.fixture
def likely(matcher):
    """How likely the best entry for a text is."""

    def find(text: str) -> float:
        return matcher.find(text).matches[0].probability

    return find
