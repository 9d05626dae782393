"""What a person sees: steps with their seconds, and errors in words. Standard library only, any Python from 3.9 on."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_BROKEN_PIPE = 128 + 13
_CLEAR_LINE = "\r\x1b[K"


class LocalError(Exception):
    """An expected error: its text says what happened and what to do about it."""


class UsageError(LocalError):
    """The command was called incorrectly."""


def exit_code(run: Callable[[], int]) -> int:
    """Run a command; an expected error is a message on standard error and exit code 1 (2 for wrong usage).

    A reader that has gone, such as `head`, ends it in silence, with a shell's code for that.
    """
    try:
        try:
            return _carried_out(run)
        finally:
            sys.stdout.flush()  # or Python would find out while it ends, and say so
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return _BROKEN_PIPE


def _carried_out(run: Callable[[], int]) -> int:
    try:
        return run()
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except LocalError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def confirm(what: str) -> None:
    """Have a person at a terminal type "yes". Raises LocalError if nobody does."""
    if not sys.stdin.isatty():
        raise LocalError("Nothing has been changed. To go on without being asked, add YES=1, or --yes.")
    print(f'{what} Type "yes" to go on: ', end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() != "yes":
        raise LocalError("Nothing has been changed.")


def progress(text: str) -> None:
    """Show how far the command is, in one line that the next one replaces; only on a terminal."""
    if sys.stderr.isatty():
        print(f"{_CLEAR_LINE}{text}", end="", file=sys.stderr, flush=True)


def answer(question: str) -> str:
    """Ask the person at the terminal on standard error; return the answer without white space around it.

    Raises LocalError where nobody can be asked: input that is not a terminal, or a build server's (`CI` is set).
    """
    if not sys.stdin.isatty() or os.environ.get("CI"):
        raise LocalError("Nobody is here to be asked.")
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


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
