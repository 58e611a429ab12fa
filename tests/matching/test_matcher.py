import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import Refusal
from bot.matching import Confidence, Matcher, Zones
from bot.matching import matcher as module

ASKED = (
    "Combien de bâtiments sont raccordés ?",
    "kel longeur de fibr",
    "ki a preté les quinze mds",
    "réseau",
    "abonnement à la fibre",
    "tulipe",
    "",
)
OWN_WORDS = (
    "fibre",
    "réseau",
    "inauguration",
    "km",
    "15",
    "combien",
    "météo",
    "forum sino-africain",
    "l'",
    "é",
)


def told(findings):
    return [
        (match.entry.id, match.probability) for match in findings.matches
    ], findings.refusal and findings.refusal.id


class TestFind:
    def test_editors_wordings(self, matcher, knowledge):
        """Each wording of the FAQ finds its own entry, and is named as the nearest."""
        for entry in knowledge.entries:
            for question in entry.questions:
                match = matcher.find(question).matches[0]

                assert (entry.id, question) == (match.entry.id, match.question)

    @pytest.mark.parametrize(
        "text",
        [
            "Quand a eu lieu l'inauguration",
            "QUAND A EU LIEU L’INAUGURATION ???",
            "quand linauguration",
            "kan a eu lieu linogurassion",
            "date de l'inau guration",
            "la datte de l'onauguration",
            "l'inaug5uration",
            unicodedata.normalize("NFD", "date de l'inauguration du réseau"),
        ],
    )
    def test_spellings(self, best, text):
        """However it is spelt, a question finds its entry."""
        assert "reseau-inauguration" == best(text)

    @pytest.mark.parametrize(
        "text", ["les 15 milliards", "quinze milliards", "15milliards", "15mds", "les 15 mrd"]
    )
    def test_numbers(self, best, text):
        """A number finds the entry that asks with it, in words or digits, glued to its unit or not."""
        assert "argent-preteur" == best(text)

    @pytest.mark.parametrize(
        ("text", "entry"),
        [
            ("combien de km de fibre", "reseau-longueur"),
            ("combien de bornes de fibre", "reseau-longueur"),
            ("le prix du projet", "argent-cout"),
            ("que finance le focac", "argent-preteur"),
            ("que finance le sommet de Pékin", "argent-preteur"),
        ],
    )
    def test_synonyms(self, best, text, entry):
        """A word or a phrase finds what its synonyms find."""
        assert entry == best(text)

    def test_slips_cost(self, likely):
        """The right spelling is the likeliest."""
        assert likely("l'inauguration") > likely("l'inogurassion")

    def test_unknown_words(self, likely):
        """A word unknown to the FAQ makes a match less likely, and more of them still less."""
        assert (
            likely("l'inauguration")
            > likely("l'inauguration du stade")
            > likely("l'inauguration du stade des tulipes rouges")
        )

    def test_misspelt_furniture(self, matcher):
        """Furniture misspelt costs less than an unknown word."""
        slip, unknown = (
            matcher.find(text).matches[0].coverage
            for text in ("qkoi l'inauguration", "tulipe l'inauguration")
        )

        assert slip > unknown

    def test_everyday_word(self, best):
        """An everyday word is not taken for one of the FAQ's that looks a little like it."""
        assert best("trajet chambre") is None

    def test_two_close_entries(self, knowledge_of):
        """Two entries as close are a doubt, however well they fit."""
        matcher = Matcher(
            knowledge_of({"lome": ["où est le port de Lomé"], "kara": ["où est le port de Kara"]})
        )
        sure, doubt = (
            matcher.find("où est le port de Lomé").matches[0],
            matcher.find("où est le port").matches,
        )

        assert sure.probability > doubt[0].probability
        assert sure.lead > 0
        assert {"lome", "kara"} == {match.entry.id for match in doubt}
        assert sure.lead > 10 * doubt[0].lead

    def test_many_close_entries(self, knowledge_of):
        """What is likely is shared among entries as near: none of ten is the one."""
        towns = ("Lomé", "Kara", "Sokodé", "Aného", "Dapaong", "Tsévié", "Vogan", "Mango", "Notsé", "Bassar")
        matcher = Matcher(
            knowledge_of(
                {f"port-{number}": [f"où est le port de {town}"] for number, town in enumerate(towns)}
            )
        )

        found = matcher.find("où est le port", 5).matches

        assert 5 == len(found)
        assert sum(match.probability for match in found) < 1 + 1e-6
        assert found[0].confidence is not Confidence.SURE

    def test_behind_a_refusal(self, matcher, knowledge):
        """What we know we do not answer is named, and makes the nearest entry less likely."""
        without = Matcher(type(knowledge)(knowledge.topics, knowledge.voice, (), knowledge.synonyms))
        found, open_ = matcher.find("abonnement à la fibre"), without.find("abonnement à la fibre")

        assert knowledge.refusals[1] == found.refusal
        assert open_.refusal is None
        assert found.matches[0].lead < 0 < open_.matches[0].lead
        assert found.matches[0].probability < open_.matches[0].probability

    def test_refusal_alone(self, matcher):
        """A refusal is named even when no entry comes near."""
        assert ([], "meteo") == told(matcher.find("pleuvoir"))

    def test_entry_before_refusal(self, matcher):
        """It is not when an entry comes first."""
        assert matcher.find("combien de kilomètres de fibre").refusal is None

    @pytest.mark.parametrize(
        "text", ["", "  \n\t", "🎉🎉🎉", "日本語で質問", "مرحبا", "?!…", "\x00\ud800", "tulipe pivoine"]
    )
    def test_nothing_near(self, matcher, text):
        """A text with nothing of the FAQ finds nothing."""
        assert ([], None) == told(matcher.find(text))

    @pytest.mark.parametrize(
        "text", ["c'est quoi", "est ce que vous avez", "s'il vous plaît merci", "l", "a"]
    )
    def test_furniture_only(self, matcher, text):
        """A text without a word of substance does no harm."""
        assert len(matcher.find(text).matches) <= 3

    @pytest.mark.parametrize(
        "text", ["a" * 10_000, "fibre " * 1700, "日" * 10_000, "1 000 " * 1700, "l'" * 5000, "&a" * 5000]
    )
    def test_very_long(self, matcher, text):
        """Ten thousand characters do no harm."""
        assert len(matcher.find(text).matches) <= 3

    def test_long_after_the_question(self, best):
        """A long text is read from its beginning."""
        assert "reseau-inauguration" == best("Date de l'inauguration ? " + "bla " * 3000)

    @pytest.mark.parametrize("limit", [0, 1, 2, 3])
    def test_limit(self, matcher, limit):
        """At most so many are found: the first ones."""
        many = matcher.find("le réseau du projet", limit=10)

        assert len(many.matches) > 3
        assert told(many)[0][:limit] == told(matcher.find("le réseau du projet", limit))[0]

    def test_again(self, matcher, knowledge):
        """The same question finds the same, asked again or asked of a new matcher."""
        first = [matcher.find(text) for text in ASKED]

        assert first == [matcher.find(text) for text in ASKED]
        assert first[::-1] == [Matcher(knowledge).find(text) for text in reversed(ASKED)]

    @given(
        st.text(max_size=200)
        | st.lists(st.sampled_from(OWN_WORDS) | st.text(max_size=8), max_size=8).map(" ".join)
    )
    def test_any_text(self, matcher, text):
        """No text, alone or as a context, does harm; probabilities are some."""
        for found in (
            matcher.find(text),
            matcher.find("et quand ?", context=text),
            matcher.find(text, context=text),
        ):
            assert all(0 <= match.probability <= 1 for match in found.matches)


class TestTypedCoverage:
    def test_words_of_context(self, matcher):
        """The context covers nothing of what was typed."""
        (match, *_) = matcher.find("combien de tulipes ?", context="les bâtiments raccordés").matches

        assert 0 == match.typed_coverage < match.coverage

    def test_all(self, matcher):
        """All that was typed is covered by the wording itself; half of it is by half."""
        whole, half = (matcher.find(text).matches[0] for text in ("fibre optique", "fibre optique tulipe"))

        assert pytest.approx(1.0) == whole.typed_coverage
        assert 0 < half.typed_coverage < 1

    def test_another_number(self, matcher):
        """A number that the entry has not is worth all the rest."""
        assert 0 == matcher.find("combien de bâtiments raccordés en 1990").matches[0].typed_coverage

    def test_other_script(self, matcher):
        """Words of another script beside those of the FAQ do no harm."""
        assert matcher.find("fibre tulipe") == matcher.find("fibre 日 tulipe 本")


class TestContext:
    @pytest.mark.parametrize(
        ("text", "context", "entry"),
        [
            ("et combien ?", "les bâtiments", "reseau-batiments"),
            ("et combien ?", "la fibre", "reseau-longueur"),
            ("et qui ?", "l'inauguration", "reseau-inauguration"),
            ("et qui ?", "le prêteur", "argent-preteur"),
        ],
    )
    def test_subject(self, best, text, context, entry):
        """What was spoken of says what a short question is about."""
        assert entry == best(text, context)

    def test_own_words(self, best):
        """The text's own words win over the context's."""
        assert "reseau-longueur" == best("et la longueur ?", "Qui a inauguré le réseau ?")

    def test_lightly(self, matcher):
        """A word of the context counts less than the same word said."""
        recalled, said = matcher.find("combien", context="bâtiments"), matcher.find("combien bâtiments")
        weights = [
            next(likeness.weight for likeness in found.matches[0].likenesses if likeness.typed == "batiments")
            for found in (recalled, said)
        ]

        assert 0 < weights[0] < weights[1]

    @pytest.mark.parametrize("context", ["", "🎉", "日本 語", "tulipe", "c'est quoi"])
    def test_empty_context(self, matcher, context):
        """A context without a word of the FAQ changes nothing."""
        assert matcher.find("combien de bâtiments") == matcher.find("combien de bâtiments", context=context)


class TestSmallFaqs:
    def test_one_entry(self, knowledge_of):
        """One entry is found for what it is about, and only then."""
        matcher = Matcher(knowledge_of({"port": ["Où est le port ?"]}))

        assert ["port"] == [match.entry.id for match in matcher.find("le port").matches]
        assert () == matcher.find("la plage").matches

    def test_same_word_everywhere(self, knowledge_of):
        """Entries that say the same are all found, none ahead, in the order of the FAQ."""
        matches = (
            Matcher(knowledge_of({"b": ["fibre"], "a": ["fibre"], "c": ["fibre"]})).find("fibre").matches
        )

        assert ["b", "a", "c"] == [match.entry.id for match in matches]
        assert pytest.approx([0.0, 0.0, 0.0], abs=1e-5) == [match.lead for match in matches]

    @pytest.mark.parametrize("questions", [{}, {"a": ["???"]}])
    def test_no_words(self, knowledge_of, questions):
        """An FAQ without a word finds nothing."""
        assert ([], None) == told(Matcher(knowledge_of(questions)).find("fibre"))

    def test_only_a_refusal(self, knowledge_of):
        """An FAQ whose refusal alone fits says so."""
        matcher = Matcher(knowledge_of({"a": ["fibre"]}, [Refusal("meteo", ("météo",))]))

        assert ([], "meteo") == told(matcher.find("la meteo"))


class TestLikenesses:
    def test_words(self, matcher):
        """Each typed word is told with the word it was taken for, and its share of the question."""
        likenesses = matcher.find("inoguration tulipe").matches[0].likenesses

        assert [("inoguration", "inauguration"), ("tulipe", None)] == [
            (found.typed, found.known) for found in likenesses
        ]
        assert pytest.approx(1.0) == sum(found.weight for found in likenesses)
        assert 0 == likenesses[1].share < likenesses[0].share < 1


class TestMeant:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("La fibre, svp !", ("fibre",)),
            ("kel longeur ?", ("quel", "longueur")),
            ("le troisième bâtiment", ("3e", "batiment")),
            ("xyzzy", ("xyzzy",)),
            ("bonjour, c’est pour ça", ()),
            ("", ()),
        ],
    )
    def test_words(self, matcher, text, expected):
        """The words of substance of a text, as we understand them; a stranger as it was typed."""
        assert expected == matcher.meant(text)


class TestZones:
    @pytest.mark.parametrize(
        ("zones", "expected"),
        [
            (Zones(0.5, 0.2), Confidence.SURE),
            (Zones(0.6, 0.5), Confidence.UNSURE),
            (Zones(0.9, 0.6), Confidence.UNLIKELY),
        ],
    )
    def test_moved(self, matcher, monkeypatch, zones, expected):
        """Zones begin where they are told to, their first probability included."""
        monkeypatch.setattr(module, "probability", lambda _seen: 0.5)

        assert expected is matcher.with_zones(zones).find("l'inauguration").matches[0].confidence

    def test_shared(self, matcher):
        """A matcher with other zones finds the same, and leaves the first as it was."""
        before = matcher.find("réseau")

        other = matcher.with_zones(Zones(1.0, 1.0))

        assert told(before) == told(other.find("réseau"))
        assert before == matcher.find("réseau")
        assert Zones() == matcher.zones

    def test_defaults(self):
        """By default one must be surer to answer than to suggest."""
        assert 0 < Zones().unsure_from < Zones().sure_from < 1


class TestEvidence:
    def test_best_entry(self, matcher):
        """Evidence is that of the best entry, though a refusal comes first; none when nothing is near."""
        entry, _ = matcher.evidence("abonnement à la fibre")

        assert "reseau-longueur" == entry.id
        assert matcher.evidence("tulipe") is None
        assert matcher.evidence("pleuvoir") is None


class TestRanked:
    def test_all(self, matcher):
        """All candidates are ranked by score; a refusal has no entry."""
        ranked = matcher.ranked("abonnement à la fibre")

        assert ranked[0][0] is None
        assert "reseau-longueur" == ranked[1][0].id
        assert [scored.score for _, scored in ranked] == sorted(
            (scored.score for _, scored in ranked), reverse=True
        )


class TestRecall:
    def test_other_zones(self, matcher):
        """What was found before does not outlive a change of zones."""
        text = "combien de bâtiments sont raccordés"
        before = matcher.find(text).matches[0]
        after = matcher.with_zones(Zones(1.01, 1.0)).find(text).matches[0]

        assert (Confidence.SURE, Confidence.UNLIKELY) == (before.confidence, after.confidence)
        assert before == matcher.find(text).matches[0]
