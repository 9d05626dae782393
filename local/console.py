"""What a person sees: steps with their seconds, and errors in words. Standard library only, any Python from 3.9 on."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_CLEAR_LINE = "\r\x1b[K"


class LocalError(Exception):
    """An expected error: its text says what happened and what to do about it."""


class UsageError(LocalError):
    """The command was called incorrectly."""


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Print a step's name, then its seconds; the function it yields shows where the step is (on a terminal)."""
    start = time.monotonic()
    label = f"  {name} "
    print(label, end="", flush=True)

    def note(text: str) -> None:
        if sys.stdout.isatty():
            room = shutil.get_terminal_size().columns - len(label) - 1
            print(f"{_CLEAR_LINE}{label}{text[: max(room, 0)]}", end="", flush=True)

    def finish(outcome: str) -> None:
        line = f"{label.ljust(44, '.')} {outcome}{time.monotonic() - start:.1f} s"
        print(f"{_CLEAR_LINE}{line}" if sys.stdout.isatty() else line[len(label) :], flush=True)

    try:
        yield note
    except BaseException:
        finish("failed after ")
        raise
    finish("")
