"""The emulator's life: started, found, stopped with its state saved, recovered."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from local import aws, emulator, processes
from local.console import LocalError


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    emulator.stop(tmp_path)


def put(endpoint: str, name: str) -> None:
    aws.session(endpoint).client("secretsmanager", endpoint_url=endpoint, config=aws.CONFIG).create_secret(
        Name=name, SecretString="kept"
    )


def read(endpoint: str, name: str) -> str:
    client = aws.session(endpoint).client("secretsmanager", endpoint_url=endpoint, config=aws.CONFIG)
    return client.get_secret_value(SecretId=name)["SecretString"]


def pid(home: Path) -> int:
    running = processes.find(home, emulator.NAME)
    assert running is not None
    return running.pid


def test_its_state_and_its_address_survive_a_stop(home: Path) -> None:
    endpoint = emulator.start(home)
    put(endpoint, "a-secret")
    assert emulator.stop(home) is True
    assert emulator.start(home) == endpoint
    assert read(endpoint, "a-secret") == "kept"
    emulator.stop(home)
    emulator.forget(home)
    assert not (home / "state").exists()


def test_a_healthy_one_is_kept(home: Path) -> None:
    endpoint, first = emulator.start(home), pid(home)
    assert (emulator.start(home), pid(home)) == (endpoint, first)
    assert emulator.endpoint(home) == endpoint


def test_one_that_enforces_iam_takes_the_place_of_one_that_does_not(home: Path) -> None:
    emulator.start(home)
    first = pid(home)
    endpoint = emulator.start(home, auth=True)
    assert pid(home) != first
    assert httpx.get(f"{endpoint}/_ministack/health", trust_env=False).json()["auth"] == "enabled"


def test_one_whose_functions_have_other_instruments_is_started_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint, first = emulator.start(home), pid(home)
    monkeypatch.setattr(emulator, "_instruments_version", lambda: "changed")
    assert emulator.start(home) == endpoint
    assert pid(home) != first


def test_every_module_that_the_instruments_import_is_a_part_of_their_version() -> None:
    program = (
        "import sys; from local import instruments; print(*(getattr(m, '__file__', '') for m in sys.modules.values()))"
    )
    imported = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    folder = Path(emulator.__file__).parent
    files = {str(Path(file).relative_to(folder)) for file in imported if Path(file).is_relative_to(folder)}
    assert files | {"inside/sitecustomize.py"} == set(emulator._INSTRUMENTS)


def test_one_that_was_killed_is_started_again(home: Path) -> None:
    endpoint, first = emulator.start(home), pid(home)
    os.kill(first, signal.SIGKILL)
    while processes.find(home, emulator.NAME):
        pass
    with pytest.raises(LocalError, match="make up"):
        emulator.endpoint(home)
    assert emulator.start(home) == endpoint


def test_one_that_hangs_is_killed_and_started_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "STOP_SECONDS", 0.2)
    endpoint, first = emulator.start(home), pid(home)
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(LocalError, match="does not answer"):
        emulator.endpoint(home)
    assert emulator.start(home) == endpoint
    assert pid(home) != first


def test_it_makes_room_when_somebody_else_has_its_port(home: Path) -> None:
    with socket.socket() as other:
        other.bind((processes.LOOPBACK, 0))
        other.listen()
        taken = other.getsockname()[1]
        (home / "emulator.port").write_text(str(taken))
        assert emulator.start(home) != f"http://{processes.LOOPBACK}:{taken}"


def test_one_that_cannot_start_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "MINISTACK_PYTHON", Path(sys.executable))
    with pytest.raises(LocalError, match=r"(?s)No module named ministack.*exited at once"):
        emulator.start(home)


def test_nothing_of_the_shell_reaches_the_functions(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    emulator.start(home)
    environment = Path(f"/proc/{pid(home)}/environ")
    if not environment.exists():
        pytest.skip("this system does not show the environment of a process")
    words = environment.read_bytes()
    assert b"AWS_PROFILE" not in words
    assert b"sk-secret" not in words
    assert b"HTTPS_PROXY=http://proxy.example:3128" in words
