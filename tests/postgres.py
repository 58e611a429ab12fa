"""A PostgreSQL server of our own, for as long as the tests run; where its programs are not installed, none."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "de-passage"

_FOLDERS = (
    *os.environ.get("PATH", "").split(os.pathsep),
    *map(str, Path("/usr/lib/postgresql").glob("*/bin")),
)
"""Debian keeps them out of the path."""


def missing() -> str | None:
    """Why there can be no server; None when there can."""
    if _program("initdb") is None or _program("pg_ctl") is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if os.geteuid() == 0 and _other_user() is None:
        return "PostgreSQL refuses to run as root, and there is no user « postgres »"
    return None


class Server:
    """A server on loopback; it may be stopped and started again."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self._durable = "on" if durable else "off"
        self._data = folder / "data"
        self._log = folder / "log"
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self._port = found.getsockname()[1]
        password = folder / "password"
        password.write_text(PASSWORD)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            shutil.chown(password, "postgres")
        self._run(
            "initdb", "--pgdata", self._data, "--username=bot", f"--pwfile={password}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip

    def url(self, database: str) -> str:
        """What `BOT_DATABASE` has to be."""
        return f"postgresql://bot:{PASSWORD}@127.0.0.1:{self._port}/{database}"

    def start(self) -> None:
        """Serve, and return once it does."""
        options = f"-h 127.0.0.1 -p {self._port} -k '' -c fsync={self._durable} -c max_connections=30"
        self._run(
            "pg_ctl", "start", "--wait", "--pgdata", self._data, "--log", self._log, "--options", options
        )

    def stop(self) -> None:
        """Cut every connection, and serve no more."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata", self._data)

    def _run(self, program: str, *arguments: object) -> None:
        # It refuses to run as root.
        other = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
        command = [*other, _program(program), *map(str, arguments)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/", timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """A new server, started; a `durable` one waits for the disk, as it should anywhere but in tests."""
    # Not in pytest's folders, which are closed to any other user.
    with tempfile.TemporaryDirectory(prefix="focac-bot-postgres-") as folder:
        made = Server(Path(folder), durable=durable)
        made.start()
        yield made
        made.stop()


def _program(name: str) -> str | None:
    found = (shutil.which(name, path=folder) for folder in _FOLDERS)
    return next(filter(None, found), None)


def _other_user() -> object:
    try:
        return shutil.which("runuser") and pwd.getpwnam("postgres")
    except KeyError:
        return None
