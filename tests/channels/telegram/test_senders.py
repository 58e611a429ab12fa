"""Who may be answered."""

import pytest
from fake_bot import CHAT, GROUP

from bot.channels.telegram.senders import FROM_PEOPLE, is_hidden_admin

BOT = {"id": 8, "is_bot": True, "first_name": "Autre"}
CHANNEL = {"id": -9, "type": "channel", "title": "…"}
SELF = {"id": GROUP, "type": "supergroup", "title": "Voisins"}
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "Ama"}


class TestFromPeople:
    @pytest.mark.parametrize(
        ("marks", "people"),
        [
            ({}, True),
            ({"from": BOT}, False),
            ({"from": BOT, "sender_chat": SELF}, True),
            ({"from": BOT, "sender_chat": CHANNEL}, True),
            ({"sender_chat": CHANNEL, "is_automatic_forward": True}, False),
            ({"via_bot": BOT}, False),
            ({"forward_origin": ORIGIN}, False),
        ],
    )
    def test_group(self, telegram, marks, people):
        """In a group: members, hidden admins and those who write in a channel's name, about what they wrote here."""
        update = telegram.message(chat=GROUP, text="où ?", **marks)

        assert people == FROM_PEOPLE.check_update(update)

    @pytest.mark.parametrize(
        ("marks", "people"),
        [({}, True), ({"forward_origin": ORIGIN}, True), ({"via_bot": BOT}, False), ({"from": BOT}, False)],
    )
    def test_alone(self, telegram, marks, people):
        """Alone with us, what is forwarded is asked about."""
        assert people == FROM_PEOPLE.check_update(telegram.message(chat=CHAT, text="où ?", **marks))


class TestIsHiddenAdmin:
    @pytest.mark.parametrize(("sender", "hidden"), [(SELF, True), (CHANNEL, False), (None, False)])
    def test_sender(self, telegram, sender, hidden):
        """Only who writes as the group itself is one."""
        marks = {"sender_chat": sender} if sender else {}

        assert hidden == is_hidden_admin(telegram.message(chat=GROUP, text="…", **marks).message)
