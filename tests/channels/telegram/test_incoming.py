"""Telegram's updates as messages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fake_bot import AFI, CHAT, GROUP, SENT_AT

from bot.channels.telegram.incoming import READ_MOST, contact_of, read
from bot.conversation import Contact, Message, MessageKind, Suggestion, Thread

HERE = Contact("telegram", str(CHAT), str(AFI))
PICTURE = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
OFFERED = Thread(offered=(Suggestion("Prix", "entree:prix"),))


def timeless(message):
    """A message but for when it was sent."""
    return replace(message, at=None)


class TestContactOf:
    def test_private(self, telegram):
        """A person is written to where they write."""
        assert HERE == contact_of(telegram.text("bonjour"))

    def test_group(self, telegram):
        """A group is written to as a whole; who wrote is told apart."""
        assert Contact("telegram", str(GROUP), str(AFI)) == contact_of(telegram.text("bonjour", chat=GROUP))

    def test_no_chat(self, telegram):
        """What happens in no chat has nowhere to be replied to."""
        assert Contact("telegram", "") == contact_of(telegram.update())


class TestRead:
    def test_text(self, telegram):
        """A text comes as typed."""
        expected = Message(HERE, MessageKind.TEXT, " Où est mon colis ? ", at=SENT_AT)

        assert expected == read(telegram.text(" Où est mon colis ? "), OFFERED)

    @pytest.mark.parametrize("before", ["", "/question "])
    def test_long(self, telegram, before):
        """Of a very long message the beginning is read, command included."""
        message = read(telegram.text(before + "colis," * 1_000), Thread())

        assert READ_MOST == len(before) + len(message.text)

    @pytest.mark.parametrize("typed", ["/question combien ?", "/question@essai_bot combien ?"])
    def test_command(self, telegram, typed):
        """A command comes with its argument, whether it names the bot or not."""
        expected = Message(HERE, MessageKind.COMMAND, "combien ?", command="question", at=SENT_AT)

        assert expected == read(telegram.text(typed), OFFERED)

    def test_caption(self, telegram):
        """What is written under a picture is read as a text is."""
        expected = Message(HERE, MessageKind.TEXT, "combien ?", at=SENT_AT)

        assert expected == read(telegram.message(photo=PICTURE, caption="combien ?"), OFFERED)

    def test_number(self, telegram):
        """The number of something offered chooses it, as it does where there are no buttons."""
        expected = Message(HERE, MessageKind.CHOICE, "entree:prix", at=SENT_AT)

        assert expected == read(telegram.text("1"), OFFERED)

    @pytest.mark.parametrize(
        ("data", "target"),
        [("entree:prix", "entree:prix"), ("+entree:prix", "entree:prix"), ("themes", "themes"), (None, "")],
    )
    def test_tap(self, telegram, data, target):
        """A tapped button is a choice; whether its message is to be kept is between Telegram and us."""
        assert Message(HERE, MessageKind.CHOICE, target) == timeless(read(telegram.tap(data), Thread()))

    def test_tapped_at(self, telegram):
        """A tap is made when we are told of it, however old its message is."""
        before = datetime.now(UTC)

        assert before <= read(telegram.tap("themes"), Thread()).at <= datetime.now(UTC)

    def test_tap_on_old_message(self, telegram):
        """A button under a message too old to be read is a choice all the same."""
        expected = Message(HERE, MessageKind.CHOICE, "themes")

        assert expected == timeless(read(telegram.tap("themes", readable=False), Thread()))

    def test_tap_on_lost_message(self, telegram):
        """So is one whose message Telegram does not name at all."""
        expected = Message(Contact("telegram", "", str(AFI)), MessageKind.CHOICE, "themes")

        assert expected == timeless(read(telegram.tap("themes", gone=True), Thread()))

    @pytest.mark.parametrize(
        "content",
        [
            {"photo": PICTURE},
            {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
            {"location": {"longitude": 1.2, "latitude": 6.1}},
        ],
    )
    def test_other(self, telegram, content):
        """What we cannot read is told from what we can."""
        assert Message(HERE, MessageKind.OTHER, at=SENT_AT) == read(telegram.message(**content), Thread())
