"""File locks that the kernel releases when their holder dies. Standard library only, any Python from 3.9 on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from local.console import LocalError

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: IO[str]) -> bool:
        """Take the file's lock, or say that somebody else has it."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def is_locked(file: IO[str]) -> bool:
        """Whether somebody holds the file's lock."""
        return not try_lock(file)

else:
    import fcntl

    def try_lock(file: IO[str]) -> bool:
        """Take the file's lock, or say that somebody else has it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def is_locked(file: IO[str]) -> bool:
        """Whether somebody holds the file's lock (tested with a shared one: two tests do not collide)."""
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


@contextmanager
def hold(path: Path, seconds: float = 300) -> Iterator[None]:
    """Hold the lock while the block runs, so that concurrent commands run one after the other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + seconds
    waiting = False
    with path.open("a") as file:
        while not try_lock(file):
            if not waiting:
                waiting = True
                print("Another `python -m local` is running here: waiting for it.", flush=True)
            if time.monotonic() > deadline:
                raise LocalError(
                    f"Another `python -m local` has been running for {seconds:.0f} seconds and still holds "
                    f"{path}. End it, then run this again."
                )
            time.sleep(0.1)
        yield
