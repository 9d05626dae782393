"""One LINDA on this machine: what runs, and what is kept in its folder.

Standard library only, any Python from 3.9 on.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from local import emulator, locks, processes
from local.console import LocalError

FRONT_DOOR = "front-door"
_FRONT_DOOR_STOP_SECONDS = 5
_KEPT = (
    "outputs.json",
    "context.json",
    "twilio-messages.jsonl",
    "clock.json",
    "trace.jsonl",
    "exchanges.jsonl",
    "cdk.out",
    "logs",
)


def outputs_file(home: Path) -> Path:
    """The file with the URLs and keys of the running LINDA."""
    return home / "outputs.json"


def outputs(home: Path) -> dict[str, str]:
    """The URLs and keys of the running LINDA."""
    try:
        found: dict[str, str] = json.loads(outputs_file(home).read_text())
    except FileNotFoundError:
        raise LocalError("LINDA is not running. Run `make up` first.") from None
    except ValueError:
        raise LocalError(f"{outputs_file(home)} is damaged. Run `make up`, which rewrites it.") from None
    return found


def lock(home: Path) -> Path:
    """The lock that a command holds while it starts, stops or deploys this LINDA."""
    return home / "instance.lock"


def down(home: Path) -> None:
    """Stop what is running, by process id, and say so; the state is kept."""
    with locks.hold(lock(home)):
        _down(home)


def clean(home: Path) -> None:
    """Stop what is running and remove its state; what was installed stays."""
    with locks.hold(lock(home)):
        _down(home)
        removed = [*emulator.forget(home), *(name for name in _KEPT if _remove(home / name))]
    print(f"Removed {', '.join(removed)} from {home}." if removed else f"Nothing to remove in {home}.")


def _down(home: Path) -> None:
    stopped = [
        _stop(home, FRONT_DOOR, _FRONT_DOOR_STOP_SECONDS),
        _stop(home, emulator.NAME, emulator.STOP_SECONDS),
    ]
    if not any(stopped):
        print("LINDA is not running.")


def _stop(home: Path, name: str, grace: float) -> bool:
    running = processes.find(home, name)
    gentle = processes.stop(home, name, grace)
    if running is None:
        return False
    print(f"Stopped the {name.replace('-', ' ')} (process {running.pid}, port {running.port}).")
    if not gentle:
        print(f"  It did not end within {grace:g} seconds of being asked to, so it was killed.")
        if name == emulator.NAME:
            print("  What happened since the last `make up` after a `make down` is lost.")
    return True


def _remove(path: Path) -> bool:
    if not path.exists():
        return False
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    return True
