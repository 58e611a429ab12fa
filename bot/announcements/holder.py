"""The names of processes that deliver; of another on the same machine it can be told whether it is still there."""

import os
import secrets
import socket
from functools import cache
from hashlib import sha256
from pathlib import Path

_BOOT, _PROCESSES = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
"""One is another at each start of a machine, the other in each container; where there are none, the machine's name has to do."""


def new_holder() -> str:
    """A name no other process has, nor another run of this one."""
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(holder: str) -> bool:
    """Whether a process other than this one is known to have ended; of one elsewhere, nobody knows."""
    machine, _, run = holder.partition(":")
    number = run.partition(":")[0]
    if machine != _machine() or not number.isdecimal():
        return False
    # Another run that had our own number: in a container, every one has.
    return int(number) == os.getpid() or not _runs(int(number))


def _runs(process: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@cache
def _machine() -> str:
    """Where processes have numbers of their own: a machine or a container, without its name."""
    boot = _BOOT.read_text(encoding="ascii") if _BOOT.exists() else ""
    processes = str(_PROCESSES.readlink()) if _PROCESSES.is_symlink() else ""
    return sha256(f"{socket.gethostname()} {boot} {processes}".encode()).hexdigest()[:16]
