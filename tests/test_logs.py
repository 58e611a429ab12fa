"""Log lines tell the operator enough, and nobody's secrets."""

import json
import logging
import re

import pytest

from bot import logs

TOKEN = "123456:ABC-DEF1234"


@pytest.fixture(autouse=True)
def _as_before():
    """Logging is left as it was found."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, levels = list(root.handlers), (root.level, ours.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.fixture
def lines(capsys):
    """The lines written to standard error since the last look; nothing goes to standard output."""

    def read():
        written = capsys.readouterr()
        assert "" == written.out
        return written.err.splitlines()

    return read


@pytest.fixture(params=["text", "json"])
def line_of(request, lines):
    """The only line that a logging call writes, in each of the two forms."""

    def line(name, *said, **more):
        logs.set_up(request.param, (TOKEN,))
        logging.getLogger(name).error(*said, **more)
        (only,) = lines()
        return only

    return line


def fail(text):
    raise ValueError(text)


def failure(text):
    """A failure as `exc_info` wants it."""
    try:
        fail(text)
    except ValueError as error:
        return error


class TestText:
    def test_line(self, lines):
        """Moment, level, place, and what is said, in a line."""
        logs.set_up("text", ())
        logging.getLogger("bot.channels").info("replied outcome=%s", "answer")

        (line,) = lines()
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00 INFO bot\.channels: replied outcome=answer", line
        )

    def test_error(self, lines):
        """Of a failure, its kind and no more."""
        logs.set_up("text", ())
        logging.getLogger("bot").error("update failed", exc_info=failure("what was written"))

        (line,) = lines()
        assert line.endswith(" ERROR bot: update failed error=ValueError")


class TestJson:
    def test_line(self, lines):
        """The same in JSON, an object a line."""
        logs.set_up("json", ())
        logging.getLogger("bot.channels").info("replied outcome=%s", "answer")

        (line,) = lines()
        told = json.loads(line)
        moment = told.pop("time")
        expected = {
            "level": "INFO",
            "logger": "bot.channels",
            "message": "replied outcome=answer",
            "error": None,
        }
        assert expected == told
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", moment)

    def test_error(self, lines):
        """Of a failure, its kind and no more."""
        logs.set_up("json", ())
        logging.getLogger("bot").error("update failed", exc_info=failure("what was written"))

        (line,) = lines()
        assert "ValueError" == json.loads(line)["error"]
        assert "what was written" not in line


class TestSecrets:
    @pytest.mark.parametrize("name", ["bot", "bot.channels", "telegram.ext", "httpx"])
    def test_in_template(self, line_of, name):
        """A secret never appears, whoever says it."""
        told = line_of(name, f"POST https://api.telegram.org/bot{TOKEN}/getMe")

        assert TOKEN not in told
        assert "bot[secret]/getMe" in told

    def test_in_argument(self, line_of):
        """Nor in what our own lines hold."""
        told = line_of("bot", "url=%s", f"/bot{TOKEN}/getMe")

        assert TOKEN not in told
        assert "url=/bot[secret]/getMe" in told

    def test_in_failure(self, line_of):
        """Nor in a failure."""
        assert TOKEN not in line_of("bot", "failed", exc_info=failure(TOKEN))

    def test_none(self, lines):
        """An empty secret hides nothing."""
        logs.set_up("text", ("",))
        logging.getLogger("bot").info("serving")

        (line,) = lines()
        assert line.endswith(" INFO bot: serving")


class TestLibraries:
    @pytest.mark.parametrize("name", ["telegram.ext.Application", "httpx", "asyncio", "botanique"])
    def test_arguments(self, line_of, name):
        """What a library's line is filled with is what people wrote: it is left out."""
        told = line_of(name, "No handler for %s", "où est mon colis ?")

        assert "mon colis" not in told
        assert "No handler for %s" in told

    def test_failure(self, line_of):
        """Of a library's failure, its kind and no more."""
        told = line_of("telegram", "Failed", exc_info=failure("où est mon colis ?"))

        assert "mon colis" not in told
        assert "ValueError" in told

    def test_many_lines(self, line_of):
        """Of what a library says in several lines, the first: asyncio fills the others with what failed."""
        told = line_of(
            "asyncio", "Task exception was never retrieved\nfuture: ValueError('où est mon colis ?')"
        )

        assert "mon colis" not in told
        assert "Task exception was never retrieved" in told

    @pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
    def test_chatter(self, lines, level):
        """What libraries say in passing is left out: httpx tells addresses, which hold the token."""
        logs.set_up("text", ())
        logging.getLogger("httpx").log(level, "HTTP Request: POST …")

        assert [] == lines()


class TestLevels:
    def test_ours(self, lines):
        """Ours are told from INFO on."""
        logs.set_up("text", ())
        logging.getLogger("bot").debug("looking")
        logging.getLogger("bot").info("serving")

        assert ["serving"] == [line.rsplit(": ", 1)[1] for line in lines()]

    def test_twice(self, lines):
        """Set up again, lines still come once."""
        logs.set_up("json", ())
        logs.set_up("text", ())
        logging.getLogger("bot").info("serving")

        assert 1 == len(lines())
