"""Who is known to have ended."""

import os
import subprocess
import sys

from bot.announcements.holder import is_gone, new_holder

NAMED = "from bot.announcements.holder import new_holder; print(new_holder(), flush=True); input()"


class TestIsGone:
    def test_process(self):
        """A process of this machine is known to have ended once it has, however that came."""
        with subprocess.Popen(
            [sys.executable, "-c", NAMED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            name = process.stdout.readline().strip()
            before = is_gone(name)
            process.kill()
            process.wait()

        assert (False, True) == (before, is_gone(name))

    def test_same_number(self):
        """In a container the next run has the number of the former: that one is gone."""
        assert is_gone(new_holder())

    def test_elsewhere(self):
        """Of a process of another machine nobody knows."""
        assert not is_gone(f"elsewhere:{os.getpid()}:1234")
        assert not is_gone("a name of another kind")


class TestNewHolder:
    def test_another(self):
        """Each name is given once, and fits where it is kept."""
        assert new_holder() != new_holder()
        assert len(new_holder()) <= 64
