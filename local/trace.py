"""What the functions did, one JSON line for each invocation: a file that they write and the page reads.

A line may hold customers' words and numbers, so only the file's owner can read it. Standard library only.
"""

import json
import math
import os
import sys
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

NAME = "trace.jsonl"
LARGEST, KEPT = 10_000_000, 2_000_000  # bytes
_DEEPEST = 10
# They hold keys, or the whole shop.
_NEVER_SHOWN = frozenset(["Desk", "Office", "Premises", "Settings", "Shop", "Turn"])

type Turn = dict[str, Any]


class Place(NamedTuple):
    """How far somebody has read the file: the bytes, and the id of the last turn in them."""

    offset: int
    last: str


def append(file: Path, line: str) -> None:
    """Add one line. The writer who finds that the file has grown too large cuts it to its newest lines."""
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
        if os.fstat(descriptor).st_size > LARGEST:
            _cut(descriptor)
        os.write(descriptor, line.encode() + b"\n")
    finally:
        os.close(descriptor)


def newest(file: Path, most: int) -> list[Turn]:
    """Return the newest turns, oldest first."""
    lines = _read(file, 0).split(b"\n")
    return _turns(lines[-most - 1 : -1])


def follow(file: Path, place: Place | None) -> tuple[list[Turn], Place]:
    """Return the turns that were added since the place, and the new place; None is the end of the file.

    A line that is still being written waits for the next time, and one that is damaged is passed over.
    """
    if place is None:
        last = newest(file, 1)
        return [], Place(len(_read(file, 0)), last[0]["id"] if last else "")
    since = 0 if _size(file) < place.offset else place.offset
    whole = _read(file, since).rpartition(b"\n")[0]
    turns = _turns(whole.split(b"\n"))
    reached = since + len(whole) + 1 if whole else since
    last_id = turns[-1]["id"] if turns else place.last
    # Of a file that was cut, also while it was read, what is known is read again.
    seen = next((number for number, turn in enumerate(turns, 1) if turn["id"] == place.last), 0)
    return turns[seen:], Place(reached, last_id)


def shown(value: object, depth: int = 0) -> object:
    """Return the value as JSON can hold it: of a record, the fields that are not at their defaults.

    Of anything else that JSON does not know, only the type is told.
    """
    if depth > _DEEPEST or type(value).__name__ in _NEVER_SHOWN:
        return type(value).__name__
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return float(value) if math.isfinite(value) else str(value)
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(name): shown(one, depth + 1) for name, one in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            return {name: shown(one, depth + 1) for name, one in value._asdict().items()}
        case Set():
            return sorted((shown(one, depth + 1) for one in value), key=str)
        case Sequence() if not isinstance(value, bytes | bytearray):
            return [shown(one, depth + 1) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: shown(found, depth + 1)
            for field in fields(value)
            if (found := getattr(value, field.name)) != _default(field)
        }
    return type(value).__name__


def _default(field: Any) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _turns(lines: Sequence[bytes]) -> list[Turn]:
    found: list[Turn] = []
    for line in lines:
        with suppress(ValueError, RecursionError):
            turn = json.loads(line)
            if isinstance(turn, dict) and isinstance(turn.get("id"), str):
                found.append(turn)
    return found


def _read(file: Path, since: int) -> bytes:
    try:
        with file.open("rb") as opened:
            opened.seek(since)
            return opened.read()
    except OSError:
        return b""


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _cut(descriptor: int) -> None:
    """Leave only the newest lines, in the same file: others have it open, and wait for its lock."""
    size = os.fstat(descriptor).st_size
    os.lseek(descriptor, max(0, size - KEPT), os.SEEK_SET)
    kept = os.read(descriptor, KEPT).partition(b"\n")[2]
    os.ftruncate(descriptor, 0)
    os.write(descriptor, kept)


def _lock(descriptor: int) -> None:
    """Keep others from writing until the file is closed; Windows does without, where a cut may lose a line."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
