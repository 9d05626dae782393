"""How far the stack's clock is ahead of the real one, in a file of the instance. Standard library only.

A file that is missing or damaged means the real time.
"""

from __future__ import annotations

import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from local.console import LocalError

NAME = "clock.json"
FURTHEST = timedelta(days=3_660)


def ahead(file: Path) -> timedelta:
    """Return how far the clock is ahead."""
    try:
        seconds = json.loads(file.read_bytes())["ahead_seconds"]
        found = timedelta(seconds=seconds)
    except (OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return timedelta()
    return found if timedelta() <= found <= FURTHEST else timedelta()


def now(file: Path) -> datetime:
    """Return the present instant by the moved clock, in UTC."""
    return datetime.now(UTC) + ahead(file)


def move(file: Path, by: timedelta) -> timedelta:
    """Move the clock forward by this, and return how far it is ahead now.

    Raises LocalError for a move backward, or further than ten years ahead in all.
    """
    if by < timedelta():
        raise LocalError(
            "The clock only moves forward: what has been sent and booked stands. Reset it to the real time."
        )
    before = ahead(file)
    if by > FURTHEST - before:
        raise LocalError(f"The clock can be at most {FURTHEST.days} days ahead.")
    _write(file, before + by)
    return before + by


def reset(file: Path) -> None:
    """Go back to the real time."""
    file.unlink(missing_ok=True)


def _write(file: Path, moved: timedelta) -> None:
    """Replace the file in one step: whoever reads it meanwhile gets one time or the other."""
    descriptor, new = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(descriptor, "w") as output:
        json.dump({"ahead_seconds": moved.total_seconds()}, output)
    Path(new).replace(file)
