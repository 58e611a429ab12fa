"""`focac-bot run` as the operator starts it: a process of its own, its log lines, its end."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot_api import PATIENCE

_LOG_LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00 (?P<level>[A-Z]+) [\w.]+: .*")


CONFLICT = (
    "Un autre programme sert déjà le bot de ce jeton (BOT_TOKEN) : chacun prend une partie des messages de l'autre. "
    "Arrêtez l'un des deux. Celui-ci continue d'essayer, et servira seul dès que l'autre aura cessé."
)
"""All that a bot may tell the operator in French while it serves."""


class BotProcess:
    """A bot which runs, or has run."""

    def __init__(
        self, folder: Path, settings: Mapping[str, str], program: Sequence[str] = ("-m", "bot")
    ) -> None:
        """Start in a folder, with nothing of this machine's own settings; `program` is what Python is given."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("BOT_") and not name.lower().endswith("_proxy")
        }
        self._process = subprocess.Popen(
            [sys.executable, *program, "run"],
            cwd=folder,
            env={**environment, "PYTHONUTF8": "1", **settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self._lines: list[str] = []
        self._told = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.stderr:
            with self._told:
                self._lines.append(line.rstrip("\n"))
                self._told.notify_all()

    @property
    def told(self) -> tuple[str, ...]:
        """The lines on standard error so far."""
        return tuple(self._lines)

    def levels(self) -> set[str]:
        """The levels of the log lines."""
        return {line["level"] for line in map(_LOG_LINE.fullmatch, self._lines) if line}

    def lines_that_are_no_log(self) -> list[str]:
        """What is on standard error in another form: tracebacks, warnings of the interpreter, prints."""
        return [line for line in self._lines if not _LOG_LINE.fullmatch(line)]

    def wait_for_line(self, wanted: Callable[[str], bool]) -> None:
        """Return once a line has come on standard error."""
        with self._told:
            came = self._told.wait_for(lambda: any(map(wanted, self._lines)), PATIENCE)
        assert came, f"no such line among: {self._lines}"

    @property
    def id(self) -> int:
        """The system's number for it."""
        return self._process.pid

    def terminate(self) -> int:
        """Stop as a service manager does, and return the exit code."""
        self.ask_to_stop()
        return self.wait()

    def ask_to_stop(self) -> None:
        """Send SIGTERM, and wait for nothing."""
        self._process.send_signal(signal.SIGTERM)

    def interrupt(self) -> int:
        """Stop as Ctrl-C does, and return the exit code."""
        self._process.send_signal(signal.SIGINT)
        return self.wait()

    def kill(self) -> None:
        """Stop as a power cut does."""
        self._process.kill()
        self.wait()

    def wait(self) -> int:
        """Wait for the end, and return the exit code; a bot that does not stop is killed, and fails the test."""
        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            code = None
        self._reader.join()
        self._process.stderr.close()
        assert code is not None, f"the bot did not stop; it told: {self._lines}"
        return code

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None
