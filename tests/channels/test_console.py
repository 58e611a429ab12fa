"""The terminal: lines in, lines out."""

import io
from datetime import UTC, datetime

import pytest

from bot.channels.console import CONTACT, Console
from bot.conversation import MessageKind, Outcome, Reply, Responder, Suggestion


@pytest.fixture
def heard():
    """Every message the bot got, in order."""
    return []


@pytest.fixture
def output():
    return io.StringIO()


@pytest.fixture
def console(heard, output, voice):
    """A terminal on a bot that says what it heard and offers one thing."""

    def echo(message, _thread):
        heard.append(message)
        said = f"{message.kind.name} {message.command or message.text}"
        return Reply(Outcome.SOCIAL, said, suggestions=(Suggestion("Un", "entree:un"),))

    return Console(Responder([echo]), voice, output)


@pytest.fixture
def typing(monkeypatch):
    """Someone types these lines; an exception among them is a key that interrupts. Returns the prompts shown."""

    def types(*lines):
        prompts, waiting = [], list(lines)

        def typed(prompt=""):
            prompts.append(prompt)
            line = waiting.pop(0) if waiting else EOFError()
            if isinstance(line, BaseException):
                raise line
            return line

        monkeypatch.setattr("builtins.input", typed)
        return prompts

    return types


class TestSay:
    def test_reply(self, console, heard, output):
        """A line is replied to, with an empty line after it."""
        console.say("où est mon colis ?")

        assert "TEXT où est mon colis ?\n\n1. Un\n\n" == output.getvalue()
        assert [CONTACT] == [message.contact for message in heard]

    def test_number(self, console, heard):
        """The conversation goes on from line to line: a number chooses what the last reply offered."""
        console.say("colis")
        console.say("1")

        assert (MessageKind.CHOICE, "entree:un") == (heard[1].kind, heard[1].text)

    def test_number_first(self, console, heard):
        """Before anything was offered a number is a text."""
        console.say("1")

        assert (MessageKind.TEXT, "1") == (heard[0].kind, heard[0].text)

    def test_forgotten(self, console, heard, output):
        """The terminal remembers until told to forget: the number then chooses nothing."""
        console.say("colis")
        console.say("/oublier")
        console.say("1")

        assert "Effacé : 1 et 0.\n\n" in output.getvalue()
        assert [MessageKind.TEXT, MessageKind.TEXT] == [message.kind for message in heard]

    def test_time(self, console, heard):
        """Each line is typed when it is."""
        before = datetime.now(UTC)
        console.say("colis")

        assert before <= heard[0].at <= datetime.now(UTC)


class TestTalk:
    def test_welcome(self, console, typing, output):
        """The bot speaks first, and tells how to leave."""
        typing()
        console.talk(interactive=False)

        assert "COMMAND start\n\n1. Un\n\n(Ctrl-D ou /quitter pour sortir.)\n\n\n" == output.getvalue()

    def test_lines(self, console, typing, heard):
        """Each line is replied to; empty ones are passed over, spaces around are not kept."""
        typing("bonjour", "", "   ", "  où est mon colis ?  ")
        console.talk(interactive=False)

        assert ["bonjour", "où est mon colis ?"] == [message.text for message in heard[1:]]

    @pytest.mark.parametrize("leaving", ["/quitter", "/quit", "/exit", "quitter", "exit", " /quitter "])
    def test_leaving(self, console, typing, heard, leaving):
        """A word to leave ends the talk."""
        typing("bonjour", leaving, "encore")
        console.talk(interactive=False)

        assert ["bonjour"] == [message.text for message in heard[1:]]

    @pytest.mark.parametrize("key", [EOFError(), KeyboardInterrupt()])
    def test_key(self, console, typing, heard, output, key):
        """Ctrl-D and Ctrl-C leave too, on a line of their own."""
        typing("bonjour", key, "encore")
        console.talk(interactive=False)

        assert 2 == len(heard)
        assert output.getvalue().endswith("1. Un\n\n\n")

    @pytest.mark.parametrize(("interactive", "prompt"), [(True, "vous > "), (False, "")])
    def test_prompt(self, console, typing, interactive, prompt):
        """A prompt is shown to a person, not to a pipe."""
        prompts = typing("bonjour")
        console.talk(interactive=interactive)

        assert [prompt, prompt] == prompts
