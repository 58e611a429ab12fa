"""What in a group is meant for the bot, and what it asks."""

import pytest
from fake_bot import AFI, CHAT, GROUP, KOFI

from bot.channels.telegram.addressing import HELP, asked, is_for_others


def message_of(telegram, text, *, chat=GROUP, mention=None, before=None):
    """A message that may name somebody, and may reply to what somebody wrote."""
    content = {"text": text}
    if mention:
        at = len(text[: text.index(mention)].encode("utf-16-le")) // 2
        content["entities"] = [{"type": "mention", "offset": at, "length": len(mention)}]
    if before:
        content["reply_to_message"] = before
    return telegram.message(chat=chat, **content).message


def written(text, *, user=KOFI, bot=False, **more):
    """What somebody wrote before."""
    sender = {"id": user, "is_bot": bot, "first_name": "Kofi"}
    chat = {"id": GROUP, "type": "supergroup", "title": "Voisins"}
    return {"message_id": 3, "date": 1, "chat": chat, "from": sender, "text": text, **more}


class TestAsked:
    def test_alone(self, telegram, bot):
        """Alone with the bot all that is said is meant for it."""
        assert "où ?" == asked(message_of(telegram, "où ?", chat=CHAT), bot)

    def test_others(self, telegram, bot):
        """What members say to each other is not."""
        assert asked(message_of(telegram, "où ?"), bot) is None
        assert asked(message_of(telegram, "où ?", before=written("là")), bot) is None
        assert asked(message_of(telegram, "@ama où ?", mention="@ama"), bot) is None

    @pytest.mark.parametrize("text", ["@essai_bot où ?", "🙏 @Essai_Bot, où ?", "où ? @essai_bot"])
    def test_named(self, telegram, bot, text):
        """A message that names the bot asks what else is in it."""
        mention = "@Essai_Bot" if "Essai" in text else "@essai_bot"

        said = asked(message_of(telegram, text, mention=mention), bot)
        assert said.replace("🙏 ", "").removeprefix(", ") == "où ?"

    def test_only_named(self, telegram, bot):
        """Its bare name asks for help; in reply to somebody, what they wrote."""
        assert HELP == asked(message_of(telegram, "@essai_bot", mention="@essai_bot"), bot)
        before = written("combien ?")
        assert "combien ?" == asked(
            message_of(telegram, "@essai_bot", mention="@essai_bot", before=before), bot
        )

    def test_reply(self, telegram, bot):
        """A reply to one of its messages is meant for it."""
        assert "1" == asked(message_of(telegram, "1", before=written("…", user=bot.id, bot=True)), bot)

    def test_forum_topic(self, telegram, bot):
        """In a topic that the bot made, not every message is a reply to it."""
        made = written("", user=bot.id, bot=True, forum_topic_created={"name": "…", "icon_color": 1})

        assert asked(message_of(telegram, "où ?", before=made), bot) is None

    @pytest.mark.parametrize("command", ["/question", "/question@essai_bot ", "/QUESTION"])
    def test_question_of_another(self, telegram, bot, command):
        """« /question » in reply to somebody asks what they wrote; with a question of its own, that."""
        before = written("combien ?")

        assert "/question combien ?" == asked(message_of(telegram, command, before=before), bot)
        own = f"{command.strip()} où ?"
        assert own == asked(message_of(telegram, own, before=before), bot)

    def test_question_of_a_bot(self, telegram, bot):
        """What a bot wrote is no question."""
        assert "/question" == asked(
            message_of(telegram, "/question", before=written("combien ?", bot=True)), bot
        )

    @pytest.mark.parametrize("text", ["/!\\ Réunion demain à 15 h", "/ 2 = 4", "// où ?"])
    def test_slash(self, telegram, bot, text):
        """What begins with a slash and is no command is said to the others, unless it names the bot."""
        named = f"{text} @essai_bot"

        assert asked(message_of(telegram, text), bot) is None
        assert text == asked(message_of(telegram, named, mention="@essai_bot"), bot)

    def test_caption(self, telegram, bot):
        """A command under a picture may be for any bot: nobody obeys those."""
        picture = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]

        assert asked(telegram.message(chat=GROUP, photo=picture, caption="/ocr").message, bot) is None

    def test_no_text(self, telegram, bot):
        """What has no text asks nothing."""
        place = {"longitude": 1, "latitude": 6}

        assert asked(telegram.message(chat=GROUP, location=place).message, bot) is None


class TestIsForOthers:
    def test_to_nobody(self, telegram):
        """A plain message is said to everybody."""
        assert not is_for_others(message_of(telegram, "où ?"))

    def test_to_somebody(self, telegram):
        """A reply and a name say who is meant."""
        assert is_for_others(message_of(telegram, "où ?", before=written("là", user=AFI)))
        assert is_for_others(message_of(telegram, "@ama où ?", mention="@ama"))
