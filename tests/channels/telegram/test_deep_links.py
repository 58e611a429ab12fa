import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.deep_links import PAYLOAD_MOST, TEXT_MOST, DeepLinks, link_to
from bot.conversation import Contact, Message, MessageKind, ParcelsInMemory
from bot.conversation.parcels import token_of

HERE = Contact("telegram", "5", "5")
LONG = "Combien de kilomètres de fibre optique ont été posés à Lomé par le projet E-Gouvernement ?"


def start(payload):
    return Message(HERE, MessageKind.COMMAND, payload, command="start")


@pytest.fixture
def links():
    return DeepLinks(ParcelsInMemory())


class TestPayload:
    @pytest.mark.parametrize(
        "text", ["fibre", "À quelle heure ?", "c'est 100 % < vrai > & « sûr »", "🙏", LONG, "é" * 256]
    )
    def test_there_and_back(self, links, text):
        """A question comes back as it was typed, through what a link may carry."""
        payload = links.payload(text)

        assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{PAYLOAD_MOST}}}", payload)
        assert Message(HERE, MessageKind.TEXT, text) == links.opened(start(payload))

    @pytest.mark.parametrize(("length", "kept"), [(47, 0), (48, 1)])
    def test_short_in_the_link(self, length, kept):
        """What a link can hold is not kept by us."""
        parcels = ParcelsInMemory()
        DeepLinks(parcels).payload("a" * length)

        assert kept == (parcels.text_of(token_of("a" * length)) is not None)

    def test_spaces(self, links):
        """A question comes back on one line."""
        assert "quel prix ?" == links.opened(start(links.payload(" quel\n\t prix\u202f? "))).text

    def test_bound(self, links):
        """A link carries no more than can be typed inline."""
        assert "a" * TEXT_MOST == links.opened(start(links.payload("a" * 5000))).text

    @given(st.text(min_size=1).filter(lambda text: any(mark.isalnum() for mark in text)))
    def test_anything(self, text):
        """Whatever was typed, what matters of it comes back."""
        links = DeepLinks(ParcelsInMemory())
        opened = links.opened(start(links.payload(text)))

        assert MessageKind.TEXT is opened.kind
        assert [mark for mark in text[:TEXT_MOST] if mark.isalnum()] == [
            mark for mark in opened.text if mark.isalnum()
        ]


class TestOpened:
    @pytest.mark.parametrize(
        "payload",
        [
            "",
            "delai",
            "qu-est-ce",
            "Quoi",
            "Q",
            "Q=",
            "Q_w",
            "QAAAA",
            "Q8J-Y",
            "Promo",
            "P",
            "P" + "a" * 30,
            "prix",
            "Qé",
            "\ud800",
        ],
    )
    def test_not_ours(self, links, payload):
        """Any other payload is left to whoever knows it."""
        assert start(payload) == links.opened(start(payload))

    def test_lost(self, links):
        """A question that is kept no more is a choice that leads nowhere."""
        expected = Message(HERE, MessageKind.CHOICE)

        assert expected == links.opened(start("P" + token_of(LONG)))

    @pytest.mark.parametrize("text", ["/annonce tout", "1", "oui"])
    def test_only_a_text(self, links, text):
        """What is carried is never a command nor a choice: anybody may make a link."""
        assert Message(HERE, MessageKind.TEXT, text) == links.opened(start(links.payload(text)))

    @pytest.mark.parametrize(
        "message",
        [
            Message(HERE, MessageKind.TEXT, "QZmlicmU"),
            Message(HERE, MessageKind.CHOICE, "QZmlicmU"),
            Message(HERE, MessageKind.COMMAND, "QZmlicmU", command="question"),
            Message(HERE, MessageKind.OTHER),
        ],
    )
    def test_other_messages(self, links, message):
        """What is no `/start` is left as it is."""
        assert message == links.opened(message)


class TestLinkTo:
    def test_chat(self):
        """Without anything to carry it is the chat itself."""
        assert "https://t.me/essai_bot" == link_to("essai_bot")

    def test_carried(self):
        """What it carries comes back with `/start`."""
        assert "https://t.me/essai_bot?start=delai" == link_to("essai_bot", "delai")
