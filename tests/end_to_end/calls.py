"""What reaches the Bot API server, and what people then see."""

from dataclasses import dataclass
from typing import Any


class RefusedError(Exception):
    """A call Telegram refuses: its code, its words, and what it says besides."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the bot which reached us."""

    method: str
    parameters: dict[str, Any]

    refusal: str | None
    """What we said when we refused it."""

    at: float = 0.0
    """When it came, in seconds of our clock (`BotApi.clock`)."""

    @property
    def chat(self) -> int | None:
        """The chat it is about, when it is about one."""
        return self.parameters.get("chat_id")


@dataclass(frozen=True, slots=True)
class BotMessage:
    """A message of the bot as the person sees it now."""

    chat: int

    id: int
    """Its number in the chat; for an ephemeral message, its ephemeral number; 0 for one sent inline."""

    parameters: dict[str, Any]
    text: str
    edited: bool = False

    receiver: int | None = None
    """Who alone sees it, when it is ephemeral."""

    inline: str | None = None
    """Its inline number, when it was sent through inline or guest mode."""

    at: float = 0.0
    """When the request that shows it came, in seconds of our clock."""

    @property
    def html(self) -> str:
        """Its text, or its caption, with the tags."""
        return self.parameters.get("text") or self.parameters.get("caption") or ""

    @property
    def buttons(self) -> list[str]:
        """The titles of its buttons, from top to bottom."""
        return [button["text"] for button in self._buttons()]

    @property
    def choices(self) -> list[str]:
        """The titles of those that lead on, not of those that vote, copy, share or open a page."""
        return [
            button["text"]
            for button in self._buttons()
            if not button.get("callback_data", "vote:").startswith("vote:")
        ]

    def button(self, title: str) -> dict[str, Any]:
        """The button of a title, as the bot sent it."""
        return next(button for button in self._buttons() if button["text"] == title)

    def target_of(self, title: str) -> str:
        """What the button of a title brings back."""
        return self.button(title)["callback_data"]

    def _buttons(self) -> list[dict[str, Any]]:
        markup = self.parameters.get("reply_markup") or {}
        return [button for row in markup.get("inline_keyboard", []) for button in row]


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What appears above the keyboard of someone who types « @bot … »."""

    query: str
    """The number of the query it answers."""

    parameters: dict[str, Any]
    at: float = 0.0

    @property
    def titles(self) -> list[str]:
        """What is offered, from top to bottom."""
        return [result["title"] for result in self.parameters["results"]]

    @property
    def next_offset(self) -> str:
        """Where the next page begins; empty when this is the last."""
        return self.parameters.get("next_offset") or ""

    @property
    def button(self) -> dict[str, Any] | None:
        """The button above the list, if there is one."""
        return self.parameters.get("button")

    def result(self, title: str) -> dict[str, Any]:
        """The result of a title, as the bot sent it."""
        return next(result for result in self.parameters["results"] if result["title"] == title)
