"""Replies as Telegram's HTML, and keyboards: whatever an editor types is shown as typed, and nothing is lost."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import french_date
from bot.channels.telegram.outgoing import MESSAGE_MOST, MOST_SOURCES, pieces, utf16_length
from bot.conversation import Answer, Outcome, Reply
from bot.knowledge import Source, Voice

VOICE = Voice({"source": "Source <s> & co :", "sources": "Sources :"})

_PART = re.compile(
    r"""(?P<text>[^<>&]+)
    | (?P<entity>&(?:lt|gt|amp|quot|\#\d+|\#x[0-9a-f]+);)
    | </(?P<closing>[a-z]+)>
    | <(?P<opening>[bi]|blockquote\ expandable|a\ href="(?P<href>[^"<>]*)")>""",
    re.VERBOSE,
)


def read(html):
    """What a person sees of a piece, and where its links lead; fails when the HTML is not well-formed."""
    seen, links, opened, position = "", [], [], 0
    while position < len(html):
        part = _PART.match(html, position)
        assert part, f"not well-formed at {position}: {html[position : position + 40]!r}"
        if part["opening"]:
            opened.append(part["opening"].split(" ")[0])
            links += [] if part["href"] is None else [unescape(part["href"])]
        elif part["closing"]:
            assert opened, f"</{part['closing']}> closes nothing"
            assert part["closing"] == opened.pop()
        else:
            seen += unescape(part[0]) if part["entity"] else part[0]
        position = part.end()
    assert [] == opened
    return seen, links


def seen_in(html):
    return read(html)[0]


def gist(*texts):
    """Texts without their spaces: what must not be lost."""
    return "".join("".join(text.split()) for text in texts)


def says(text):
    return Reply(Outcome.SOCIAL, text)


def answers(text, details=None, *sources, value=None):
    return Reply(Outcome.ANSWER, answers=(Answer("e", text, details, sources, value=value),))


def folded(*lines):
    return "<blockquote expandable>" + "\n".join(lines) + "</blockquote>"


class TestPieces:
    def test_words_alone(self):
        """What we say in our own name is said as it stands, marks escaped."""
        assert ['3 &lt; 4 &amp; « 5 » &gt; "4"'] == pieces(says('3 < 4 & « 5 » > "4"'), VOICE)

    def test_bare_answer(self):
        """An answer without more is its text."""
        assert ["2 000 F."] == pieces(answers("2 000 F."), VOICE)

    def test_details(self):
        """Details come behind a fold."""
        expected = "En 3 jours.\n<blockquote expandable>Sauf le &lt;dimanche&gt;.</blockquote>"

        assert [expected] == pieces(answers("En 3 jours.", "Sauf le <dimanche>."), VOICE)

    @pytest.mark.parametrize(
        ("text", "value", "expected"),
        [
            ("Le colis arrive en 3 jours.", "3 jours", "Le colis arrive en <b>3 jours</b>."),
            ("3 jours.", "3 jours", "<b>3 jours</b>."),
            ("3 jours", "3 jours", "<b>3 jours</b>"),
            ("3 & 4 <jours>, soit 4.", "4", "3 &amp; <b>4</b> &lt;jours&gt;, soit 4."),
        ],
    )
    def test_value(self, text, value, expected):
        """The fact itself is bold, where it first stands."""
        assert [expected] == pieces(answers(text, value=value), VOICE)

    def test_one_source(self):
        """A source is a line, a link where there is an address; its title and date are behind the fold."""
        source = Source("s", "A & B", "Les <prix>", 'https://exemple.tg/?a="1"&b=2', "2018-09")

        link = '<a href="https://exemple.tg/?a=&quot;1&quot;&amp;b=2">'
        expected = f"2 000 F.\n<i>Source &lt;s&gt; &amp; co :</i> {link}A &amp; B (2018)</a>\n" + folded(
            f"– {link}A &amp; B, «\u202fLes &lt;prix&gt;\u202f» (septembre 2018)</a>"
        )
        assert [expected] == pieces(answers("2 000 F.", None, source), VOICE)

    def test_several_sources(self):
        """Two sources share a line; one without address is no link, one without date has none."""
        sources = (Source("a", "A", "Un"), Source("b", "B", "Deux", "https://exemple.tg", "2018"))

        expected = '2 000 F.\n<i>Sources :</i> A, <a href="https://exemple.tg">B (2018)</a>\n' + folded(
            "– A, «\u202fUn\u202f»", '– <a href="https://exemple.tg">B, «\u202fDeux\u202f» (2018)</a>'
        )
        assert [expected] == pieces(answers("2 000 F.", None, *sources), VOICE)

    def test_many_sources(self):
        """More than two are counted on the line, and all behind the fold."""
        sources = tuple(Source(name, name, "T") for name in "ABCD")

        [piece] = pieces(answers("2 000 F.", None, *sources), VOICE)

        assert "<i>Sources :</i> A, B + 2\n" in piece
        assert folded(*(f"– {name}, «\u202fT\u202f»" for name in "ABCD")) in piece

    def test_details_and_sources(self):
        """Details come before the sources behind one fold."""
        [piece] = pieces(answers("2 000 F.", "Tout & rien.", Source("a", "A", "Un")), VOICE)

        assert piece.endswith(" A\n" + folded("Tout &amp; rien.", "– A, «\u202fUn\u202f»"))

    def test_several_answers(self):
        """Several answers stand apart, each under its heading, and apart from what we say before."""
        reply = Reply(
            Outcome.ANSWER,
            "Deux réponses.",
            (Answer("a", "Un.", title="A & <A>"), Answer("b", "Deux.", "Et demi.", title="B")),
        )

        expected = "Deux réponses.\n\n<b>A &amp; &lt;A&gt;</b>\nUn.\n\n<b>B</b>\nDeux.\n" + folded("Et demi.")
        assert [expected] == pieces(reply, VOICE)

    def test_no_heading(self):
        """One answer needs no heading, and an answer without title has none."""
        assert ["Un."] == pieces(Reply(Outcome.ANSWER, answers=(Answer("a", "Un.", title="A"),)), VOICE)
        assert ["Un.\n\nDeux."] == pieces(
            Reply(Outcome.ANSWER, answers=(Answer("a", "Un."), Answer("b", "Deux."))), VOICE
        )

    def test_nothing(self):
        """A reply without anything to say is no message."""
        assert [] == pieces(Reply(Outcome.SOCIAL), VOICE)


class TestLong:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("a" * 4096, 1),
            ("a" * 4097, 2),
            ("🙏" * 2048, 1),
            ("🙏" * 2049, 2),
            ("é" * 4096, 1),
            ("&" * 4096, 1),
        ],
    )
    def test_bound(self, text, count):
        """A message holds 4096 UTF-16 units of what a person sees: tags and escapes do not count."""
        found = pieces(says(text), VOICE)

        assert count == len(found)
        assert text == "".join(map(seen_in, found))

    @pytest.mark.parametrize(("more", "count"), [(0, 1), (1, 2)])
    def test_filled(self, more, count):
        """Parts are put together as long as one message holds them."""
        answers = (Answer("a", "a" * 2047), Answer("b", "b" * (2047 + more)))

        assert count == len(pieces(Reply(Outcome.ANSWER, answers=answers), VOICE))

    def test_links(self):
        """A fold too long for one message loses its links rather than be cut in the middle of one."""
        source = Source("s", "A", "T", "https://exemple.tg")
        found = pieces(answers("Un.", "Sauf le dimanche. " * 300, source), VOICE)

        assert ["https://exemple.tg"] == [link for piece in found for link in read(piece)[1]]
        assert "– A, «\u202fT\u202f»" in "".join(map(seen_in, found))

    def test_sentences(self):
        """A long text is cut after sentences, and no sooner than needed."""
        sentence = "Le colis arrive en trois jours ! "
        found = pieces(says(sentence * 300), VOICE)

        assert 3 == len(found)
        assert all(piece.endswith("jours !") for piece in found)
        assert all(piece.startswith("Le colis") for piece in found)

    @pytest.mark.parametrize("mark", [".", "!", "?", "…", "\n"])
    def test_end_of_sentence(self, mark):
        """A sentence ends with its mark or its line."""
        first = "a " * 1500 + "b" + mark
        found = pieces(says(first + " " + "c " * 1500), VOICE)

        assert first.strip() == found[0]

    def test_words(self):
        """A monstrous sentence is cut between words."""
        found = pieces(says("anticonstitutionnellement " * 400), VOICE)

        assert {"anticonstitutionnellement"} == {word for piece in found for word in piece.split()}

    def test_one_word(self):
        """A monstrous word is cut where it must be."""
        assert ["a" * 4096, "a" * 904] == pieces(says("a" * 5000), VOICE)

    def test_details(self):
        """Details too long for one message are behind a fold in each."""
        found = pieces(answers("En 3 jours.", "Sauf le dimanche. " * 300), VOICE)

        assert "En 3 jours." == found[0]
        assert 2 == len(found[1:])
        for piece in found[1:]:
            assert piece.startswith("<blockquote expandable>Sauf")
            assert piece.endswith("</blockquote>")

    def test_answers(self):
        """Two answers that do not fit one message are two messages, cut between them."""
        reply = Reply(Outcome.ANSWER, answers=(Answer("a", "a" * 3000), Answer("b", "b" * 3000)))

        assert ["a" * 3000, "b" * 3000] == pieces(reply, VOICE)


MARKS = st.sampled_from("""<>&"'\\ .!?…\n🙏é""") | st.characters(codec="utf-8")
TYPED = st.text(MARKS, min_size=1).map(str.strip).filter(bool)
"""What an editor may have typed: something, without spaces around."""

LONG = st.builds(
    lambda text, end, times: ((text + end) * times).strip(),
    TYPED,
    st.sampled_from(["", " ", ". "]),
    st.integers(1, 400),
)
SOURCES = st.builds(
    Source,
    st.just("s"),
    TYPED,
    TYPED,
    st.none() | TYPED,
    st.none() | TYPED | st.dates().map(lambda day: day.isoformat()),
)
VALUES = st.none() | st.integers(1, 20)
"""How much of the beginning of a text is the fact itself."""

ANSWERS = st.builds(
    lambda text, details, sources, title, value: Answer(
        "e", text, details, tuple(sources), title, text[:value] if value else None
    ),
    TYPED | LONG,
    st.none() | TYPED | LONG,
    st.lists(SOURCES, max_size=4),
    st.just("") | TYPED,
    VALUES,
)
REPLIES = st.builds(
    Reply, st.just(Outcome.ANSWER), st.just("") | TYPED | LONG, st.lists(ANSWERS, max_size=3).map(tuple)
)


def told(reply):
    """All that a reply has to tell, in order."""
    yield reply.text
    for answer in reply.answers:
        yield answer.title if len(reply.answers) > 1 else ""
        yield answer.text
        yield from told_of_sources(answer.sources)
        yield answer.details or ""
        for source in answer.sources:
            date = f"({french_date(source.date)})" if source.date else ""
            yield f"–{source.publisher},«{source.title}»{date}"


def told_of_sources(sources):
    if sources:
        yield VOICE.say("sources" if len(sources) > 1 else "source")
        yield ",".join(
            source.publisher + (f"({source.date[:4]})" if source.date else "")
            for source in sources[:MOST_SOURCES]
        )
    if len(sources) > MOST_SOURCES:
        yield f"+{len(sources) - MOST_SOURCES}"


class TestAnyReply:
    @given(REPLIES)
    def test_nothing_lost(self, reply):
        """Whatever is in it, a reply is well-formed HTML that shows it all, in order."""
        assert gist(*told(reply)) == gist(*map(seen_in, pieces(reply, VOICE)))

    @given(REPLIES)
    def test_short_enough(self, reply):
        """Every message holds something, and no more than Telegram takes."""
        for piece in pieces(reply, VOICE):
            assert 0 < utf16_length(seen_in(piece)) <= MESSAGE_MOST

    @given(REPLIES)
    def test_links(self, reply):
        """Every source named on a line leads where it says, and no link leads elsewhere."""
        links = [link for piece in pieces(reply, VOICE) for link in read(piece)[1]]

        named = [
            source.url for answer in reply.answers for source in answer.sources[:MOST_SOURCES] if source.url
        ]
        assert all(links.count(url) >= named.count(url) for url in named)
        assert {source.url for answer in reply.answers for source in answer.sources} >= set(links)

    @given(REPLIES)
    def test_folded_links(self, reply):
        """So does every source behind the fold, when that is not cut."""
        found = pieces(reply, VOICE)
        links = [link for piece in found for link in read(piece)[1]]

        if len(found) == 1:
            for answer in reply.answers:
                assert set(links) >= {source.url for source in answer.sources if source.url}

    @given(
        st.lists(
            TYPED.map(lambda text: re.sub(r"[.!?…\n]", "", text)[:500].strip() or "a"),
            min_size=2,
            max_size=40,
        )
    )
    def test_cut_on_sentences(self, sentences):
        """Where there are sentences, no message ends in the middle of one."""
        found = pieces(says(". ".join([*sentences * 8, "Fin."])), VOICE)

        assert all(seen_in(piece).endswith(".") for piece in found)
