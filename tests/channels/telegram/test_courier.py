"""One delivery, carried once; what Telegram answers becomes a result."""

import httpx
import pytest
from telegram import Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.announcements import (
    Action,
    Announcement,
    Attachment,
    Content,
    Delivery,
    Failed,
    Moved,
    NotLeft,
    Refused,
    Sent,
    TooFast,
    Unknown,
)
from bot.channels.telegram.courier import TelegramCourier, content_of, result_of
from bot.channels.telegram.gate import ANNOUNCING
from bot.conversation import Contact
from bot.knowledge import load

BOLD = {"type": "bold", "offset": 0, "length": 4}


class Copy:
    message_id = 77


class Recording:
    """Stands for the bot: remembers each call, and refuses those it is told to."""

    def __init__(self):
        self.calls = []
        self.passes = []
        self.errors = []

    def __getattr__(self, method):
        async def call(*arguments, **options):
            self.passes.append(options.pop("rate_limit_args"))
            self.calls.append((method, arguments, options))
            if self.errors:
                error = self.errors.pop(0)
                if error:
                    raise error
            return Copy

        return call


@pytest.fixture
def recording():
    return Recording()


@pytest.fixture
def carry(recording, tiny_faq):
    topics = {}
    courier = TelegramCourier(recording, load(tiny_faq), topics.get)

    async def carry(content="Bonjour", *, topic=None, message=None, **options):
        content = Content(content) if isinstance(content, str) else content
        delivery = Delivery(1, 1, Contact("telegram", "-7"), message=message)
        topics[-7] = topic
        return await courier.carry(Announcement(content, **options), delivery)

    return carry


def caused(error, cause):
    error.__cause__ = cause
    return error


class TestCarry:
    async def test_text(self, carry, recording):
        """A text leaves as it was written, marks and all, and nothing in it is taken for HTML."""
        result = await carry(Content("Gras <b> & co", (BOLD,)), silent=True)

        ((method, _, options),) = recording.calls
        assert Sent("77") == result
        assert ("send_message", -7, "Gras <b> & co", None, True) == (
            method,
            options["chat_id"],
            options["text"],
            options["parse_mode"],
            options["disable_notification"],
        )
        assert [BOLD] == [entity.to_dict() for entity in options["entities"]]

    @pytest.mark.parametrize("kind", ["photo", "video", "animation", "document", "audio", "voice"])
    async def test_attachment(self, carry, recording, kind):
        """A file leaves by its name on Telegram, with its text and its marks."""
        await carry(Content("Plan", (BOLD,), Attachment(kind, "file-1")))

        ((method, _, options),) = recording.calls
        assert (f"send_{kind}", "file-1", "Plan", None) == (
            method,
            options[kind],
            options["caption"],
            options["parse_mode"],
        )

    async def test_entry(self, carry, recording):
        """An entry leaves as the FAQ tells it; the « fait du jour » under its heading."""
        await carry(Content(entry="accueil-adresse"))
        await carry(Content(entry="accueil-adresse", fact=True))

        told, fact = (options["text"] for _, _, options in recording.calls)
        assert "12 rue des Palmiers" in told
        assert f"Le fait du jour\n\n{told}" == fact

    async def test_entry_gone(self, carry, recording):
        """An entry removed since fails, and nothing leaves."""
        assert Failed("no such entry") == await carry(Content(entry="absente"))
        assert [] == recording.calls

    async def test_forum_topic(self, carry, recording):
        """A group gets it in the topic it chose; in the general one when that is closed or gone, which is counted too."""
        recording.errors = [BadRequest("Message thread not found")]
        result = await carry(topic=9)

        assert Sent("77") == result
        assert [9, None] == [options.get("message_thread_id") for _, _, options in recording.calls]
        assert [ANNOUNCING, None] == recording.passes

    async def test_pin(self, carry, recording):
        """A copy is pinned without noise; one that cannot be is delivered all the same."""
        recording.errors = [None, BadRequest("not enough rights")]
        result = await carry(pin=True)

        method, arguments, options = recording.calls[1]
        assert Sent("77") == result
        assert ("pin_chat_message", (-7, 77), {"disable_notification": True}) == (method, arguments, options)

    async def test_recall(self, carry, recording):
        """A recall deletes the copy; one deleted already is as good."""
        recording.errors = [None, BadRequest("Message to delete not found")]
        results = [await carry(message="5", action=Action.RECALL) for _ in range(2)]

        assert [Sent("5"), Sent(None)] == results
        assert [("delete_message", (), {"chat_id": -7, "message_id": 5})] * 2 == recording.calls

    async def test_correction(self, carry, recording):
        """A correction puts the text in place of the copy's; under a file, of what stands there."""
        recording.errors = [None, BadRequest("There is no text in the message to edit")]
        results = [await carry("Juste", message="5", action=Action.CORRECT) for _ in range(2)]

        assert [Sent("5"), Sent("5")] == results
        assert ["edit_message_text", "edit_message_text", "edit_message_caption"] == [
            method for method, _, _ in recording.calls
        ]


class TestResultOf:
    @pytest.mark.parametrize(
        ("error", "expected"),
        [
            (Forbidden("bot was blocked by the user"), Refused("forbidden")),
            (BadRequest("Chat not found"), Refused("gone")),
            (ChatMigrated(-1001), Moved(Contact("telegram", "-1001"))),
            (BadRequest("Message is too long"), Failed("Message is too long")),
            (BadRequest("Message is not modified: …"), Sent(None)),
            (caused(NetworkError("…"), httpx.ConnectError("…")), NotLeft("ConnectError")),
            (caused(TimedOut(), httpx.ConnectTimeout("…")), NotLeft("ConnectTimeout")),
            (caused(TimedOut(), httpx.PoolTimeout("…")), NotLeft("PoolTimeout")),
            (caused(TimedOut(), httpx.ReadTimeout("…")), Unknown("ReadTimeout")),
            (caused(NetworkError("…"), httpx.ReadError("…")), Unknown("ReadError")),
            (caused(NetworkError("…"), httpx.WriteError("…")), Unknown("WriteError")),
            (caused(NetworkError("…"), httpx.RemoteProtocolError("…")), Unknown("RemoteProtocolError")),
            (NetworkError("Bad Gateway"), Unknown("NetworkError")),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_each(self, error, expected):
        """What may have arrived is unknown; what certainly did not is told apart from what is refused."""
        assert expected == result_of(error)

    def test_too_fast(self):
        """Asked to wait, we know for how long."""
        assert TooFast(7) == result_of(RetryAfter(7))


class TestContentOf:
    def message(self, **content):
        return Message.de_json(
            {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, **content}, None
        )

    def test_text(self):
        """A text with its marks."""
        assert Content("Gras", (BOLD,)) == content_of(self.message(text="Gras", entities=[BOLD]))

    def test_photo(self):
        """A photo in its largest size, with its text."""
        sizes = [{"file_id": name, "file_unique_id": name, "width": 1, "height": 1} for name in ("s", "l")]
        content = content_of(self.message(photo=sizes, caption="Gras", caption_entities=[BOLD]))

        assert Content("Gras", (BOLD,), Attachment("photo", "l")) == content

    def test_animation(self):
        """An animation, which Telegram gives as a document too, stays one."""
        about = {"file_id": "a", "file_unique_id": "a"}
        animation = {**about, "width": 1, "height": 1, "duration": 1}
        content = content_of(self.message(animation=animation, document=about))

        assert Attachment("animation", "a") == content.attachment

    def test_nothing(self):
        """What we cannot announce is empty."""
        contact = {"phone_number": "1", "first_name": "A"}

        assert Content() == content_of(self.message(contact=contact))
