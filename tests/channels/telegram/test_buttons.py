"""What may be done with a reply, beside reading it."""

import pytest

from bot.channels.telegram.buttons import COPIED_MOST, MOST_BESIDE, keyboard, suggestions_only
from bot.conversation import Answer, Browsing, Outcome, Reply, Suggestion
from bot.knowledge import Entry, Knowledge, Source, Topic, Voice

NAMES = ("bouton-utile", "bouton-inutile", "bouton-copier", "bouton-partager")
VOICE = Voice({name: name.removeprefix("bouton-") for name in NAMES})


def source(number, date=None):
    return Source(str(number), f"Éditeur {number}", "Titre", f"https://exemple.tg/{number}", date)


def answered(*answers, suggestions=()):
    return Reply(Outcome.ANSWER, answers=answers, suggestions=suggestions)


def titles(markup):
    """The titles of the buttons, row by row."""
    return [[button.text for button in row] for row in markup.inline_keyboard]


class TestKeyboard:
    def test_none(self):
        """Without suggestions there is no keyboard."""
        assert keyboard(Reply(Outcome.SOCIAL, "Avec plaisir !"), VOICE) is None

    def test_rows(self):
        """Each suggestion has a row of its own: its title as typed, its target."""
        offered = (Suggestion("A & <B>", "entree:a"), Suggestion("Thèmes", "themes"))
        rows = keyboard(Reply(Outcome.SUGGEST, "?", suggestions=offered), VOICE).inline_keyboard

        found = [[(button.text, button.callback_data) for button in row] for row in rows]
        assert [[("A & <B>", "entree:a")], [("Thèmes", "themes")]] == found

    def test_kept(self):
        """Under an answer, a button says that its message is to be kept."""
        reply = Reply(
            Outcome.ANSWER, answers=(Answer("a", "A."),), suggestions=(Suggestion("B", "entree:b"),)
        )

        assert "+entree:b" == keyboard(reply, VOICE).inline_keyboard[0][0].callback_data

    def test_short_enough(self):
        """With the longest ids and ten thousand entries, what a button brings back fits Telegram's 64 bytes."""
        entries = tuple(
            Entry(f"{number:0>48}", "Titre", ("Question ?",), "Réponse.", see_also=("0" * 48,))
            for number in range(10_000)
        )
        sentences = dict.fromkeys(("theme", "themes", "bouton-themes", "bouton-retour", "bouton-suite"), "…")
        topic = Topic("t" * 48, "Thème", "", entries)
        browsing = Browsing(Knowledge((topic,), Voice(sentences)))
        last_page = len(entries) // 8 - 1

        replies = [browsing.topics(), browsing.topic(topic, last_page - 1), browsing.entry(entries[-1])]
        rows = [row for reply in replies for row in keyboard(reply, VOICE).inline_keyboard]
        targets = [button.callback_data for row in rows for button in row if button.callback_data]
        assert f"theme:{topic.id}:{last_page}" in targets
        assert f"+theme:{topic.id}:{last_page}" in targets
        assert f"vote:-:{entries[-1].id}" in targets
        assert max(len(target.encode()) for target in targets) <= 64


class TestAnswer:
    def test_rows(self):
        """An answer may be voted on, copied and shared, and its sources opened: three rows under what to see also."""
        answer = Answer("prix", "2 000 F.", title="Prix", sources=(source(1, "2018-09"), source(2)))
        markup = keyboard(
            answered(answer, suggestions=(Suggestion("Délai", "entree:delai"),)), VOICE, inline=True
        )

        expected = [
            ["Délai"],
            ["utile", "inutile"],
            ["copier", "partager"],
            ["Éditeur 1 (2018)", "Éditeur 2"],
        ]
        assert expected == titles(markup)
        (_, votes, (copy, share), (page, _)) = markup.inline_keyboard
        assert ["vote:+:prix", "vote:-:prix"] == [button.callback_data for button in votes]
        assert "2 000 F." == copy.copy_text.text
        assert "Prix" == share.switch_inline_query_chosen_chat.query
        assert "https://exemple.tg/1" == page.url

    def test_inline_mode_off(self):
        """Without inline mode nothing can be shared: Telegram would refuse the button."""
        assert [["utile", "inutile"], ["copier"]] == titles(
            keyboard(answered(Answer("prix", "2 000 F.", title="Prix")), VOICE)
        )

    def test_in_group(self):
        """In a group an answer may be voted on, no more, and leads to less: members have other things to read."""
        seen_also = tuple(Suggestion(f"S{number}", f"entree:{number}") for number in range(5))
        answer = Answer("prix", "2 000 F.", title="Prix", sources=(source(1),))

        found = titles(keyboard(answered(answer, suggestions=seen_also), VOICE, alone=False, inline=True))
        assert [*([f"S{number}"] for number in range(MOST_BESIDE)), ["utile", "inutile"]] == found

    def test_offer_in_group(self):
        """What is to be chosen from is offered whole, in groups too."""
        offered = tuple(Suggestion(f"S{number}", f"entree:{number}") for number in range(5))
        reply = Reply(Outcome.SUGGEST, "?", suggestions=offered)

        assert 5 == len(titles(keyboard(reply, VOICE, alone=False)))

    def test_several(self):
        """Of several answers no one can be meant by a vote; their sources are opened, each page once."""
        answers = (Answer("a", "A.", sources=(source(1),)), Answer("b", "B.", sources=(source(1), source(2))))

        assert [["Éditeur 1", "Éditeur 2"]] == titles(keyboard(answered(*answers), VOICE))

    @pytest.mark.parametrize("text", ["mot " * 200, "m" * 1000])
    def test_long(self, text):
        """Of a long answer what fits is copied."""
        ((_, _), (copy,)) = keyboard(answered(Answer("a", text)), VOICE).inline_keyboard

        assert 0 < len(copy.copy_text.text) <= COPIED_MOST

    def test_suggestions_only(self):
        """Where Telegram takes no other button, those that lead on are left."""
        reply = answered(Answer("a", "A."), suggestions=(Suggestion("B", "entree:b"),))

        assert [["B"]] == titles(suggestions_only(reply))
        assert suggestions_only(answered(Answer("a", "A."))) is None
