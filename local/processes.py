"""Our programs in the background, each with a name, a pid file and a log.

A program holds the lock on its own pid file, through an inherited descriptor, for as long as it lives. So a pid file
left behind by a crash is recognized as stale, whichever program has that pid by now.
Standard library only, any Python from 3.9 on.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from local.console import LocalError
from local.locks import is_locked, try_lock

LOOPBACK = "127.0.0.1"
_POLL_SECONDS = 0.02
_KILL_SECONDS = 5
_children: dict[Path, subprocess.Popen[bytes]] = {}  # of this very process, by their pid files


@dataclass(frozen=True)
class Running:
    """A program in the background: `version` tells whether it is the one that would be started today."""

    pid: int
    port: int
    version: str


def log_of(home: Path, name: str) -> Path:
    """The file that everything the program prints goes to."""
    return home / "logs" / f"{name}.log"


def start(
    home: Path, name: str, command: Sequence[str], environment: dict[str, str], port: int, version: str
) -> Running:
    """Start a program in the background, in a session of its own."""
    log = log_of(home, name)
    log.parent.mkdir(parents=True, exist_ok=True)
    with _pid_file(home, name).open("a") as pid_file:
        if not try_lock(pid_file):
            raise LocalError(f"The {name} is already running. Run `make down` first.")
        pid_file.truncate(0)
        with log.open("wb") as output:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=Path(__file__).parent.parent,
                start_new_session=True,
                pass_fds=() if sys.platform == "win32" else (pid_file.fileno(),),
            )
        _children[_pid_file(home, name)] = child
        running = Running(child.pid, port, version)
        json.dump(asdict(running), pid_file)
    return running


def find(home: Path, name: str) -> Running | None:
    """The running program of this name, if there is one."""
    try:
        with _pid_file(home, name).open() as pid_file:
            record = pid_file.read()
            if sys.platform != "win32" and not is_locked(pid_file):
                return None
        running = Running(**json.loads(record))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    if sys.platform == "win32" and not _listed_by_windows(running.pid):
        return None
    return running


def has_left_traces(home: Path, name: str) -> bool:
    """Whether a program of this name was started and never stopped."""
    return _pid_file(home, name).exists()


def stop(home: Path, name: str, grace: float) -> bool | None:
    """End the program by its pid: True if it ended by itself, False if it was killed, None if none was running."""
    running = find(home, name)
    if running is None:
        _forget(home, name)
        return None
    os.kill(running.pid, signal.SIGTERM)
    gentle = _gone(home, name, grace)
    if not gentle:
        if sys.platform == "win32":
            os.kill(running.pid, signal.SIGTERM)
        else:  # it leads its own session, so its children end with it
            os.killpg(running.pid, signal.SIGKILL)
        if not _gone(home, name, _KILL_SECONDS):
            raise LocalError(f"The {name} (process {running.pid}) cannot be ended. End it by hand.")
    _forget(home, name)
    return gentle


def run(
    command: Sequence[str], environment: dict[str, str], log: Path, seconds: float, note: Callable[[str], None]
) -> int:
    """Run a program to its end, its output in a log and each line passed to `note`; past the deadline it is killed."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as output:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=Path(__file__).parent.parent,
            start_new_session=True,
            encoding="utf-8",
            errors="replace",
        )
        timer = threading.Timer(seconds, _kill_session, (child,))
        timer.start()
        try:
            for line in child.stdout or ():
                output.write(line)
                output.flush()
                note(line.strip())
            code = child.wait()
            if timer.finished.is_set():
                output.write(f"\nStopped: it took longer than {seconds:.0f} seconds.\n")
            return code
        except BaseException:
            _kill_session(child)
            raise
        finally:
            timer.cancel()
            if child.stdout:
                child.stdout.close()
            child.wait()


def tail(log: Path, lines: int = 25) -> str:
    """The end of a log, for an error message."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(text.rstrip().splitlines()[-lines:])


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        if sys.platform != "win32":  # a port whose last connections are still closing is free for a server
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A loopback port that the system says is free."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def _pid_file(home: Path, name: str) -> Path:
    return home / f"{name}.pid"


def _gone(home: Path, name: str, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while find(home, name):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _forget(home: Path, name: str) -> None:
    """Remove what a program that has ended left behind."""
    pid_file = _pid_file(home, name)
    if child := _children.pop(pid_file, None):
        child.wait()
    pid_file.unlink(missing_ok=True)


def _kill_session(child: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        child.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _listed_by_windows(pid: int) -> bool:
    listing = subprocess.run(
        ["tasklist", "/NH", "/FI", f"PID eq {pid}", "/FI", "IMAGENAME eq python.exe"],
        capture_output=True,
        text=True,
        check=False,
    )
    return str(pid) in listing.stdout
