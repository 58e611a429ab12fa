"""Replies as plain text, and typed lines as messages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.channels.channel import as_text, french_date, message_of, source_as_text
from bot.conversation import (
    NONE_TARGET,
    Answer,
    Contact,
    Message,
    MessageKind,
    Outcome,
    Reply,
    Suggestion,
    Thread,
)
from bot.knowledge import Source

AFI = Contact("essai", "1")
POSTE = Source("poste", "La Poste", "Le guichet")
TARIFFS = Source("tarifs", "Ministère du Commerce", "Les tarifs", "https://exemple.tg/?a=1&b=2", "2018-09-01")
OFFERED = Thread(
    offered=(
        Suggestion("Délai", "entree:delai"),
        Suggestion("Prix", "entree:prix"),
        Suggestion("Thèmes", "themes"),
    )
)

AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def said(text, thread=OFFERED):
    return message_of(AFI, text, thread)


class TestMessageOf:
    @pytest.mark.parametrize("typed", ["/aide", "thèmes", "2", "délai", "aucune", "où est mon colis ?"])
    def test_time(self, typed):
        """Whatever a text turns out to be, it was sent when it was."""
        thread = Thread(offered=OFFERED.offered, choosing=True)

        assert AT == message_of(AFI, typed, thread, AT).at

    @pytest.mark.parametrize(
        ("typed", "command", "argument"),
        [
            ("/start", "start", ""),
            ("/start prix", "start", "prix"),
            ("  /aide  ", "aide", ""),
            ("/AIDE", "aide", ""),
            ("/Thèmes", "themes", ""),
            ("/aide@essai_bot", "aide", ""),
            ("/question@essai_bot où est mon colis ?", "question", "où est mon colis ?"),
            ("/question\nquel délai ?\net quel prix ?", "question", "quel délai ?\net quel prix ?"),
            ("/question   combien ?", "question", "combien ?"),
        ],
    )
    def test_command(self, typed, command, argument):
        """A command is read with its argument, whomever it names and however it is cased."""
        assert Message(AFI, MessageKind.COMMAND, argument, command=command) == said(typed)

    @pytest.mark.parametrize(
        ("typed", "target"),
        [
            ("1", "entree:delai"),
            ("3", "themes"),
            (" 2 ", "entree:prix"),
            ("2.", "entree:prix"),
            ("2)", "entree:prix"),
            ("2 .", "entree:prix"),
            ("02", "entree:prix"),
        ],
    )
    def test_number(self, typed, target):
        """The number of something offered chooses it."""
        assert Message(AFI, MessageKind.CHOICE, target) == said(typed)

    @pytest.mark.parametrize("typed", ["0", "4", "99", "00"])
    def test_number_out_of_range(self, typed):
        """A number that was not offered chooses nothing: it leads nowhere, as a lost button does."""
        assert Message(AFI, MessageKind.CHOICE, "") == said(typed)

    @pytest.mark.parametrize(
        ("typed", "command"),
        [
            ("thèmes", "themes"),
            ("Les thèmes", "themes"),
            ("menu", "themes"),
            ("Aide !", "aide"),
            ("/ aide", "aide"),
        ],
    )
    def test_bare_command(self, typed, command):
        """Where there are no buttons, people forget the slash."""
        assert Message(AFI, MessageKind.COMMAND, command=command) == said(typed)

    @pytest.mark.parametrize(
        ("typed", "target"),
        [
            ("le premier", "entree:delai"),
            ("La première !", "entree:delai"),
            ("2e", "entree:prix"),
            ("le 2ème", "entree:prix"),
            ("numéro 2", "entree:prix"),
            ("le numéro 3", "themes"),
            ("le second", "entree:prix"),
            ("la deuxième", "entree:prix"),
            ("le troisième", "themes"),
            ("le quatrième", "entree:suivi"),
            ("choix 9", ""),
        ],
    )
    def test_ordinal(self, typed, target):
        """When the last reply was nothing but a choice, it may be chosen from in words."""
        choosing = Thread(offered=(*OFFERED.offered, Suggestion("Suivi", "entree:suivi")), choosing=True)

        assert Message(AFI, MessageKind.CHOICE, target) == said(typed, choosing)

    @pytest.mark.parametrize("typed", ["le deuxième", "le 2", "numéro 2"])
    def test_ordinal_after_an_answer(self, typed):
        """After an answer, « le deuxième » is a question about it."""
        assert Message(AFI, MessageKind.TEXT, typed) == said(typed)

    @pytest.mark.parametrize(
        "typed",
        ["aucune", "Aucun !", "Aucune de ces questions", "non", "non, rien de tout ça", "aucune des 3"],
    )
    def test_none(self, typed):
        """« Aucune » is chosen in words too, when the last reply was nothing but a choice."""
        assert Message(AFI, MessageKind.CHOICE, NONE_TARGET) == said(typed, replace(OFFERED, choosing=True))

    @pytest.mark.parametrize("typed", ["aucune idée du délai", "non mais quel est le prix", "rien compris"])
    def test_more_than_none(self, typed):
        """« Aucune idée… » is no choice."""
        assert Message(AFI, MessageKind.TEXT, typed) == said(typed, replace(OFFERED, choosing=True))

    @pytest.mark.parametrize(
        "thread", [OFFERED, Thread(offered=OFFERED.offered[2:], choosing=True), Thread()]
    )
    def test_none_of_nothing(self, thread):
        """« Aucune » is words after an answer, or where no entry was offered."""
        assert Message(AFI, MessageKind.TEXT, "aucune") == said("aucune", thread)

    @pytest.mark.parametrize("typed", ["oui", "Oui !", "ouais", "ok", "c’est ça", "exactement"])
    def test_yes(self, typed):
        """« Oui » takes the only entry offered."""
        one = Thread(offered=(OFFERED.offered[0], Suggestion("Aucune", NONE_TARGET)), choosing=True)

        assert Message(AFI, MessageKind.CHOICE, "entree:delai") == said(typed, one)

    @pytest.mark.parametrize(
        "thread", [replace(OFFERED, choosing=True), Thread(offered=OFFERED.offered[:1]), Thread()]
    )
    def test_yes_to_nothing(self, thread):
        """« Oui » to several things, to an answer, or to nothing, is a text."""
        assert Message(AFI, MessageKind.TEXT, "oui") == said("oui", thread)

    @pytest.mark.parametrize(
        ("typed", "target"),
        [("Délai", "entree:delai"), ("delai !", "entree:delai"), ("PRIX", "entree:prix")],
    )
    def test_title(self, typed, target):
        """The title of something offered chooses it, as its number does."""
        assert Message(AFI, MessageKind.CHOICE, target) == said(typed)

    @pytest.mark.parametrize(
        "typed", ["Aucune", "aucune de ces questions", "ni l’une ni l’autre", "Rien de tout cela."]
    )
    def test_none_of_these(self, typed):
        """The way out of a choice may be said in words, where it is offered."""
        doubt = Thread(offered=(*OFFERED.offered, Suggestion("Aucune de ces questions", "aucune")))

        assert Message(AFI, MessageKind.CHOICE, "aucune") == said(typed, doubt)
        assert Message(AFI, MessageKind.TEXT, typed) == said(typed)

    @pytest.mark.parametrize("typed", ["1", "3"])
    def test_number_without_offer(self, typed):
        """Where nothing was offered a number is a text."""
        assert Message(AFI, MessageKind.TEXT, typed) == said(typed, Thread())

    @pytest.mark.parametrize(
        "typed",
        [
            "où est mon colis ?",
            "2018",
            "2 colis",
            "le 2",
            "1-2",
            "-1",
            "²",
            "/",
            "http://exemple.tg",
            "et/ou",
            "/aide/themes",
            "aide-moi",
            "",
        ],
    )
    def test_text(self, typed):
        """Anything else is a text, as typed."""
        assert Message(AFI, MessageKind.TEXT, typed) == said(typed)


class TestAsText:
    def test_words_alone(self, voice):
        """What we say in our own name is said as it stands."""
        assert "Avec plaisir !" == as_text(Reply(Outcome.SOCIAL, "Avec plaisir !"), voice)

    def test_suggestions(self, voice):
        """Suggestions are numbered lines under what we say."""
        reply = Reply(Outcome.SUGGEST, "Vous voulez dire :", suggestions=OFFERED.offered)

        assert "Vous voulez dire :\n\n1. Délai\n2. Prix\n3. Thèmes" == as_text(reply, voice)

    def test_bare_answer(self, voice):
        """An answer without more is its text."""
        assert "2 000 F." == as_text(Reply(Outcome.ANSWER, answers=(Answer("prix", "2 000 F."),)), voice)

    def test_answer(self, voice):
        """An answer is followed by its details, its source, and what to see also."""
        reply = Reply(
            Outcome.ANSWER,
            answers=(Answer("delai", "En 3 jours.", "Sauf le dimanche.", (POSTE,)),),
            suggestions=(Suggestion("Prix", "entree:prix"), Suggestion("Retour", "theme:colis")),
        )

        expected = (
            "En 3 jours.\nSauf le dimanche.\nSource : La Poste, «\u202fLe guichet\u202f»\n\n"
            "Voir aussi :\n1. Prix\n2. Retour"
        )
        assert expected == as_text(reply, voice)

    def test_several_sources(self, voice):
        """Several sources have a line each."""
        reply = Reply(Outcome.ANSWER, answers=(Answer("prix", "2 000 F.", None, (POSTE, TARIFFS)),))

        expected = (
            "2 000 F.\nSources :\n– La Poste, «\u202fLe guichet\u202f»\n"
            "– Ministère du Commerce, «\u202fLes tarifs\u202f» (1er septembre 2018), https://exemple.tg/?a=1&b=2"
        )
        assert expected == as_text(reply, voice)

    def test_several_answers(self, voice):
        """Several answers stand apart."""
        reply = Reply(
            Outcome.ANSWER, "Deux réponses.", (Answer("a", "Un."), Answer("b", "Deux.", "Et demi."))
        )

        assert "Deux réponses.\n\nUn.\n\nDeux.\nEt demi." == as_text(reply, voice)

    def test_headings(self, voice):
        """Several answers say each what it is about; one alone does not."""
        answers = (Answer("a", "Un.", title="L’un"), Answer("b", "Deux.", "Et demi.", title="L’autre"))

        expected = "— L’un\nUn.\n\n— L’autre\nDeux.\nEt demi."
        assert expected == as_text(Reply(Outcome.ANSWER, answers=answers), voice)
        assert "Un." == as_text(Reply(Outcome.ANSWER, answers=answers[:1]), voice)

    def test_only_the_way_back(self, voice):
        """The way back is no entry to see also."""
        reply = Reply(
            Outcome.ANSWER,
            answers=(Answer("prix", "2 000 F."),),
            suggestions=(Suggestion("Retour", "theme:colis"),),
        )

        assert "2 000 F.\n\n1. Retour" == as_text(reply, voice)

    def test_nothing(self, voice):
        """A reply without anything to say is no text, and no mistake."""
        assert "" == as_text(Reply(Outcome.SOCIAL), voice)


class TestSourceAsText:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            (POSTE, "La Poste, «\u202fLe guichet\u202f»"),
            (Source("a", "A", "B", date="2018"), "A, «\u202fB\u202f» (2018)"),
            (Source("a", "A", "B", url="https://exemple.tg"), "A, «\u202fB\u202f», https://exemple.tg"),
        ],
    )
    def test_parts(self, source, expected):
        """Publisher and title, then what is known of date and address."""
        assert expected == source_as_text(source)


class TestFrenchDate:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("2018-09-01", "1er septembre 2018"),
            ("2018-09-03", "3 septembre 2018"),
            ("2018-12-31", "31 décembre 2018"),
            ("2018-01", "janvier 2018"),
            ("2018", "2018"),
        ],
    )
    def test_date(self, typed, expected):
        """A day, a month or a year is said as French says it."""
        assert expected == french_date(typed)

    def test_months(self):
        """Every month has its name."""
        expected = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"

        assert expected.split() == [french_date(f"2018-{month:02}").split()[0] for month in range(1, 13)]

    @pytest.mark.parametrize(
        "typed",
        [
            "2018-13-01",
            "2018-00",
            "2018-9-1",
            "2018-09-00",
            "2018-09-32",
            "3 septembre",
            "automne 2018",
            "2018-2019",
            "",
        ],
    )
    def test_not_a_date(self, typed):
        """What is no date is left as typed."""
        assert typed == french_date(typed)
