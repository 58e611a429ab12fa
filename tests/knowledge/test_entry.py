"""Tests of bot.knowledge.entry."""

import dataclasses

import pytest

from bot.knowledge.entry import Entry, Knowledge, Topic, Voice

SUIVI = Entry("suivi", "Suivi du colis", ("Où est mon colis ?",), "Dans votre courriel.")
DELAI = Entry("delai", "Délai", ("Quand arrive mon colis ?",), "En 3 jours.")
ADRESSE = Entry("adresse", "Adresse", ("Où êtes-vous ?",), "Rue des Palmiers.")
LIVRAISON = Topic("livraison", "La livraison", "", (SUIVI, DELAI))
ACCUEIL = Topic("accueil", "L'accueil", "", (ADRESSE,))


@pytest.fixture
def knowledge():
    return Knowledge((LIVRAISON, ACCUEIL), Voice({}))


class TestSay:
    def test_plain(self):
        """A sentence without marks is said as it is."""
        voice = Voice({"accueil": "Bonjour !"})

        assert "Bonjour !" == voice.say("accueil")

    def test_marks(self):
        """Every mark is replaced, wherever it stands."""
        voice = Voice({"theme": "{titre} : {description} ({titre})"})

        assert "Colis : les délais (Colis)" == voice.say("theme", titre="Colis", description="les délais")

    def test_mark_without_value(self):
        """Braces an editor typed for themselves stay."""
        voice = Voice({"theme": "{titre} {ici}"})

        assert "Colis {ici}" == voice.say("theme", titre="Colis")

    def test_mark_named_key(self):
        """A mark may have any name, that of the parameter too."""
        voice = Voice({"theme": "{key}"})

        assert "Colis" == voice.say("theme", key="Colis")

    def test_unknown_key(self):
        """A sentence that no format names is a fault of ours."""
        with pytest.raises(KeyError, match="adieu"):
            Voice({}).say("adieu")


class TestFindById:
    def test_entry(self, knowledge):
        """An entry is found by its id, whatever its topic."""
        assert ADRESSE == knowledge.entry("adresse")

    def test_unknown_entry(self, knowledge):
        """An entry a link outlived is nothing."""
        assert knowledge.entry("retour") is None

    def test_topic(self, knowledge):
        """A topic is found by its id."""
        assert ACCUEIL == knowledge.topic("accueil")

    def test_unknown_topic(self, knowledge):
        """A topic a button outlived is nothing."""
        assert knowledge.topic("retours") is None

    def test_topic_of_an_entry(self, knowledge):
        """An entry leads back to its topic."""
        assert [LIVRAISON, ACCUEIL] == [knowledge.topic_of(DELAI), knowledge.topic_of(ADRESSE)]


class TestListEntries:
    def test_order(self, knowledge):
        """Entries come topic after topic, each time they are asked for."""
        assert [SUIVI, DELAI, ADRESSE] == list(knowledge.entries)
        assert [SUIVI, DELAI, ADRESSE] == list(knowledge.entries)


class TestFreeze:
    @pytest.mark.parametrize("value", [SUIVI, LIVRAISON, Voice({}), Knowledge((), Voice({}))])
    def test_assignment(self, value):
        """A conversation cannot change what we know."""
        name = dataclasses.fields(value)[0].name

        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, None)
