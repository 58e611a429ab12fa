"""The Bot API server of these tests would see a wrong call: each rule is broken once."""

import pytest
import telegram_rules
from telegram_rules import NotAllowedError

BUTTON = {"text": "Oui", "callback_data": "oui"}


def keyboard(**button: str) -> dict[str, object]:
    return {"inline_keyboard": [[button]]}


class TestRead:
    def test_good_message(self):
        """What Telegram takes passes, decoded as it decodes."""
        typed = {
            "chat_id": "5",
            "text": "12",
            "parse_mode": "HTML",
            "link_preview_options": '{"is_disabled": true}',
            "reply_markup": '{"inline_keyboard": [[{"text": "Oui", "callback_data": "oui"}]]}',
        }

        expected = {
            "chat_id": 5,
            "text": "12",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": [[BUTTON]]},
        }
        assert expected == telegram_rules.read("sendMessage", typed)

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"txt": "a"}, "unknown key 'txt'"),
            ({"link_preview_options": {"disabled": True}}, "unknown key 'disabled'"),
            ({"reply_markup": keyboard(**BUTTON, colour="red")}, "unknown key 'colour'"),
            ({"chat_id": None}, "validation error"),
            ({"disable_notification": "yes"}, "validation error"),
            ({"parse_mode": "Markdown"}, "writes HTML"),
            ({"text": "<b> </b>"}, "empty"),
            ({"text": "é" * 4097}, "too long"),
            ({"text": "🙏" * 2049}, "too long"),
            ({"text": "a & b"}, "unescaped"),
            ({"reply_markup": {"keyboard": [[{"text": "Oui"}]]}}, "inline keyboards only"),
            ({"reply_markup": {"inline_keyboard": [[]]}}, "no button"),
            ({"reply_markup": keyboard(text=" ", callback_data="oui")}, "no text"),
            ({"reply_markup": keyboard(text="Oui")}, "one thing"),
            ({"reply_markup": keyboard(**BUTTON, url="https://exemple.tg")}, "one thing"),
            ({"reply_markup": keyboard(text="Oui", callback_data="é" * 33)}, "64 bytes"),
        ],
    )
    def test_bad_message(self, changes, why):
        """A key, a type or a bound Telegram does not take is told."""
        message = {"chat_id": 5, "text": "oui", "parse_mode": "HTML", **changes}

        with pytest.raises(NotAllowedError, match=why):
            telegram_rules.read("sendMessage", message)

    @pytest.mark.parametrize(
        ("method", "parameters", "why"),
        [
            ("editMessageText", {"text": "oui", "chat_id": 5}, "identifier"),
            ("editMessageText", {"text": "", "chat_id": 5, "message_id": 6}, "empty"),
            ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "too long"),
            ("setMyCommands", {"commands": []}, "1 to 100"),
            ("setMyCommands", {"commands": [{"command": "Thèmes", "description": "a"}]}, "lower case"),
            ("setMyCommands", {"commands": [{"command": "aide", "description": ""}]}, "description"),
            ("getUpdates", {"offset": "dernier"}, "validation error"),
            ("getMe", {"id": 1}, "unknown key 'id'"),
            ("deleteWebhook", {"url": ""}, "unknown key 'url'"),
        ],
    )
    def test_bad_call(self, method, parameters, why):
        """The other methods have their bounds too."""
        with pytest.raises(NotAllowedError, match=why):
            telegram_rules.read(method, parameters)


class TestPlain:
    def test_tags(self):
        """The tags go, the text stays."""
        html = '<b>a</b>\n<blockquote expandable>b &amp; <i>c</i></blockquote><a href="https://exemple.tg?d&amp;e">f</a>'

        assert "a\nb & cf" == telegram_rules.plain(html, "HTML")

    def test_no_tags(self):
        """Without a parse mode all is text."""
        assert "<b>3 < 4 & 5" == telegram_rules.plain("<b>3 < 4 & 5", None)

    @pytest.mark.parametrize(
        "html",
        [
            "a < b",
            "a > b",
            "a & b",
            "a&nbsp;b",
            "<b>a",
            "a</b>",
            "<b><i>a</b></i>",
            "<p>a</p>",
            "<br>",
            "<B>a</B>",
            '<b class="x">a</b>',
            "<blockquote open>a</blockquote>",
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "<code><b>a</b></code>",
            "<a>b</a>",
            '<a href="ville de Lomé">b</a>',
            "<span>a</span>",
        ],
    )
    def test_bad_html(self, html):
        """HTML that Telegram does not read is told."""
        with pytest.raises(NotAllowedError, match="can't parse entities"):
            telegram_rules.plain(html, "HTML")
