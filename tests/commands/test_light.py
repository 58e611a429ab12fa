"""What needs no database starts without one."""

import subprocess
import sys

import pytest

HEAVY = {"sqlalchemy", "alembic", "aiosqlite", "asyncpg", "ruamel.yaml", "pygal", "plotext", "telegram"}

LOADED = "import sys; from bot.cli import main; main({arguments}); print(*sys.modules, file=sys.stderr)"


class TestLoaded:
    @pytest.mark.parametrize("arguments", [["ask", "bonjour"], ["check"], ["chat"]])
    def test_none_too_many(self, arguments):
        """Asking, checking and chatting load no library of the database, of Telegram or of charts: each takes its time."""
        done = subprocess.run(
            [sys.executable, "-c", LOADED.format(arguments=arguments)],
            check=True,
            input="",
            capture_output=True,
            text=True,
        )

        assert "bot.cli" in done.stderr.split()
        assert set() == HEAVY & set(done.stderr.split())
