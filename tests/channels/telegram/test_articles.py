import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.articles import (
    DESCRIPTION_MOST,
    article_of_entry,
    article_of_reply,
    keyboard_elsewhere,
    text_elsewhere,
)
from bot.channels.telegram.outgoing import MESSAGE_MOST, pieces
from bot.channels.telegram.shortening import shortened
from bot.conversation import Answer, Outcome, Reply, Suggestion
from bot.knowledge import Entry, Source

NAME = "essai_bot"
SOURCE = Source("poste", "La Poste & Co", "Le <guichet>")
DELAY = Entry(
    "delai",
    "Délai <nord>",
    ("Quand ?",),
    "En < 3 jours & plus.",
    details="Sauf <dimanche>.",
    sources=(SOURCE,),
)
LONG = Entry("long", "Longue", ("Quoi ?",), "Oui. " * 1000)
ASK = ("Poser une question", "https://t.me/essai_bot")

FACT = Reply(
    Outcome.ANSWER,
    answers=(Answer.of_entry(DELAY),),
    suggestions=(Suggestion("Prix", "entree:prix"), Suggestion("Retour", "theme:colis")),
)
OFFER = Reply(Outcome.SUGGEST, "Lequel <a> ?", suggestions=(Suggestion("Prix", "entree:prix"),))


def buttons(markup):
    return [
        (button.text, button.url or button.callback_data) for row in markup.inline_keyboard for button in row
    ]


class TestArticleOfEntry:
    def test_in_the_list(self, voice):
        """The list shows the title and the fact, as typed."""
        article = article_of_entry(DELAY, voice, NAME)

        assert ("delai", "Délai <nord>", "En < 3 jours & plus.") == (
            article.id,
            article.title,
            article.description,
        )

    def test_sent(self, voice):
        """Chosen, the whole answer is sent: as it is said in a chat of ours, without a preview, the way to ask more."""
        article = article_of_entry(DELAY, voice, NAME)
        content = article.input_message_content

        reply = Reply(Outcome.ANSWER, answers=(Answer.of_entry(DELAY),))
        assert pieces(reply, voice) == [content.message_text]
        assert ("HTML", True) == (content.parse_mode, content.link_preview_options.is_disabled)
        assert [ASK] == buttons(article.reply_markup)

    def test_long(self, voice):
        """What one message cannot hold is read on in private."""
        article = article_of_entry(LONG, voice, NAME)

        assert len(article.input_message_content.message_text) <= MESSAGE_MOST
        assert [("Lire la suite", "https://t.me/essai_bot?start=long"), ASK] == buttons(article.reply_markup)
        assert DESCRIPTION_MOST >= len(article.description)


class TestArticleOfReply:
    def test_answer(self, voice):
        """An answer is one message; what goes with it is read in private, for the answer is to stay."""
        article = article_of_reply(FACT, voice, NAME)

        assert article_of_entry(DELAY, voice, NAME).input_message_content == article.input_message_content
        assert [("Prix", "https://t.me/essai_bot?start=prix"), ASK] == buttons(article.reply_markup)

    def test_long_answer(self, voice):
        """What one message cannot hold is read on in private."""
        reply = Reply(Outcome.ANSWER, answers=(Answer.of_entry(LONG),))

        assert ("Lire la suite", "https://t.me/essai_bot?start=long") == buttons(
            article_of_reply(reply, voice, NAME).reply_markup
        )[0]

    def test_offer(self, voice):
        """A choice is made there, in place of the offer."""
        article = article_of_reply(OFFER, voice, NAME)

        assert "Lequel &lt;a&gt; ?" == article.input_message_content.message_text
        assert [("Prix", "~entree:prix")] == buttons(article.reply_markup)

    def test_words_alone(self, voice):
        """Where there is nothing to choose, there is the way to ask more."""
        assert [ASK] == buttons(keyboard_elsewhere(Reply(Outcome.SOCIAL, "Avec plaisir !"), voice, NAME))

    def test_title(self, voice):
        """Telegram wants a title: it is short, and never empty."""
        replies = [FACT, OFFER, Reply(Outcome.ANSWER, answers=(Answer.of_entry(LONG),))]
        titles = [article_of_reply(reply, voice, NAME).title for reply in replies]

        assert ["En < 3 jours & plus.", "Lequel <a> ?"] == titles[:2]
        assert len(titles[2]) <= 60

    def test_same_text(self, voice):
        """What is put in place of a message is what would have been sent."""
        assert article_of_reply(FACT, voice, NAME).input_message_content.message_text == text_elsewhere(
            FACT, voice
        )


class TestShortened:
    @pytest.mark.parametrize(
        ("text", "short"),
        [
            ("", ""),
            ("un deux", "un deux"),
            ("un deux trois", "un deux…"),
            ("anticonstitutionnel", "anticonst…"),
            ("un  anticonstitutionnel", "un…"),
        ],
    )
    def test_words(self, text, short):
        """A text too long is cut between words where there are some."""
        assert short == shortened(text, 10)

    @given(st.text(), st.integers(2, 50))
    def test_anything(self, text, most):
        """It is never longer than wanted."""
        assert len(shortened(text, most)) <= most
