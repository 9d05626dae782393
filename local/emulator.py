"""MiniStack, the AWS emulator, as a background process on a loopback port.

An instance lives in its own folder (`home`): its state, log and port. Tests have their own, separate from `make up`'s.
Standard library only, any Python from 3.9 on.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import urllib.request
from pathlib import Path

from local import processes
from local.console import LocalError
from local.environment import MINISTACK_PYTHON, ministack_version

NAME = "emulator"
_START_SECONDS = 30
STOP_SECONDS = 10  # a stop that saves the state takes well under one second; occasionally one hangs
# What is put into the functions' processes, with all that it imports: see local/instruments.py.
_INSIDE = Path(__file__).parent / "inside"
_INSTRUMENTS = (
    "inside/sitecustomize.py",
    "__init__.py",
    "capacity.py",
    "console.py",
    "instruments.py",
    "moved_clock.py",
    "trace.py",
)
# What a program needs to reach the model behind a company's proxy; nothing else in the shell reaches the functions.
_PASSED_ON = ("PATH", "HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "SYSTEMROOT")


def start(home: Path, *, auth: bool = False) -> str:
    """Start the emulator, or keep a healthy running one, and return its endpoint; `auth` enforces IAM policies."""
    version = f"{ministack_version()}{' auth' if auth else ''} {_instruments_version()}"
    running = processes.find(home, NAME)
    if running and running.version == version and is_healthy(running.port):
        return _url(running.port)
    ended_by_itself = running is None and processes.has_left_traces(home, NAME)
    stop(home)
    if ended_by_itself:
        print("  The emulator had ended by itself: what happened since the last `make down` is lost.")
        if not (home / "state").exists():  # the next bootstrap would stumble over buckets that no stack knows
            shutil.rmtree(home / "s3", ignore_errors=True)
    temporary = home / "tmp"  # the functions' unpacked code, left behind by a crash
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    port = _port(home)
    command = [str(MINISTACK_PYTHON), "-m", "ministack"]
    processes.start(home, NAME, command, _environment(home, port, auth), port, version)
    _await_health(home, port)
    return _url(port)


def stop(home: Path) -> bool | None:
    """Stop the emulator: True when it saved its state, False when it had to be killed, None when none ran."""
    return processes.stop(home, NAME, STOP_SECONDS)


def endpoint(home: Path) -> str:
    """The endpoint of the running emulator."""
    running = processes.find(home, NAME)
    if running is None:
        raise LocalError("LINDA is not running. Run `make up` first.")
    if not is_healthy(running.port):
        raise LocalError("The AWS emulator does not answer. Run `make up`, which restarts it.")
    return _url(running.port)


def is_healthy(port: int) -> bool:
    """Whether an emulator answers on this port."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through the shell's proxy
    try:
        with direct.open(f"{_url(port)}/_ministack/health", timeout=3) as response:
            return "services" in json.load(response)
    except (OSError, ValueError):
        return False


def forget(home: Path) -> list[str]:
    """Remove the state of a stopped emulator, and say what was removed."""
    folders = [name for name in ("state", "s3", "tmp") if (home / name).exists()]
    for name in folders:
        shutil.rmtree(home / name)
    (home / f"{NAME}.port").unlink(missing_ok=True)
    return folders


def _url(port: int) -> str:
    return f"http://{processes.LOOPBACK}:{port}"


def _port(home: Path) -> int:
    """The last port used, so that URLs stay the same; another if that is taken."""
    remembered = home / f"{NAME}.port"
    try:
        port = int(remembered.read_text())
    except (FileNotFoundError, ValueError):
        port = 0
    if not port or not processes.is_free(port):
        port = processes.free_port()
        remembered.write_text(str(port))
    return port


def _environment(home: Path, port: int, auth: bool) -> dict[str, str]:
    """A clean environment: the emulator passes its own on to the functions."""
    temporary = str(home / "tmp")
    return {
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        "NO_PROXY": f"{processes.LOOPBACK},localhost",
        "HOME": temporary,
        "TMPDIR": temporary,
        "PYTHONUTF8": "1",
        "BIND_HOST": processes.LOOPBACK,
        "GATEWAY_PORT": str(port),
        "PERSIST_STATE": "1",
        "STATE_DIR": str(home / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(home / "s3"),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": f"unix://{home / 'no-docker'}",  # it need not look for one
        "AUTH": "true" if auth else "false",
        "PYTHONPATH": str(_INSIDE),
        "LINDA_CLOCK_FILE": str(home.resolve() / "clock.json"),
        "LINDA_TRACE_FILE": str(home.resolve() / "trace.jsonl"),
    }


def _instruments_version() -> str:
    """What the functions' processes are instrumented with: those that run keep what they were started with."""
    digest = hashlib.sha256()
    for name in _INSTRUMENTS:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()[:16]


def _await_health(home: Path, port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not is_healthy(port):
        log = processes.log_of(home, NAME)
        if processes.find(home, NAME) is None:
            raise LocalError(f"{processes.tail(log)}\n\nThe AWS emulator exited at once. The whole log: {log}")
        if time.monotonic() > deadline:
            stop(home)
            words = f"The AWS emulator did not answer within {_START_SECONDS} seconds. Run `make up` again."
            raise LocalError(f"{processes.tail(log)}\n\n{words}\nThe whole log: {log}")
        time.sleep(0.05)
