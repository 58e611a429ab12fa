"""The terminal: try the FAQ without a token."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TextIO

from bot.conversation import Contact, Forgotten, MessageKind, Responder, Thread, forgotten
from bot.knowledge import Voice

from .channel import as_text, message_of

CONTACT = Contact("console", "terminal")
_LEAVING = frozenset(("/quitter", "/quit", "/exit", "quitter", "exit"))


class Console:
    """A conversation between a terminal and the bot."""

    def __init__(self, responder: Responder, voice: Voice, output: TextIO) -> None:
        self._responder = responder
        self._voice = voice
        self._output = output
        self._thread = Thread()

    def talk(self, *, interactive: bool) -> None:
        """Reply to each line typed until the person leaves; `interactive` shows a prompt and line editing."""
        if interactive:
            # Arrow keys and history, where the machine has them.
            with suppress(ImportError):
                import readline  # noqa: F401, PLC0415  # importing it is what switches it on
        self.say("/start")
        self._print("(Ctrl-D ou /quitter pour sortir.)\n")
        with suppress(EOFError, KeyboardInterrupt):
            while (typed := input("vous > " if interactive else "").strip()) not in _LEAVING:
                if typed:
                    self.say(typed)
        self._print("")

    def say(self, typed: str) -> None:
        """Print the reply to one line."""
        message = message_of(CONTACT, typed, self._thread, datetime.now(UTC))
        if message.kind is MessageKind.COMMAND and message.command == "oublier":
            reply, self._thread = forgotten(self._voice, Forgotten(threads=1)), Thread()
        else:
            reply, self._thread = self._responder.reply_to(message, self._thread)
        self._print(as_text(reply, self._voice) + "\n")

    def _print(self, text: str) -> None:
        print(text, file=self._output, flush=True)
