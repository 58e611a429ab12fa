"""The bot on a disk that holds every commit up for as long as the file named by HELD_UP exists."""

import os
import sqlite3
import sys
import time
from pathlib import Path

from bot.cli import main

_HELD_UP = Path(os.environ["HELD_UP"])
_LOOK = 0.01
"""Seconds between two looks."""


class _SlowConnection(sqlite3.Connection):
    def commit(self) -> None:
        while _HELD_UP.exists():
            time.sleep(_LOOK)
        super().commit()


def _connect(*arguments, _connect=sqlite3.connect, **options):
    return _connect(*arguments, factory=_SlowConnection, **options)


sqlite3.connect = _connect
sys.exit(main())
