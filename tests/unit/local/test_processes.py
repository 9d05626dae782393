"""Programs in the background, and what is left of them."""

import json
import os
import socket
import sys
import time
from pathlib import Path

import pytest

from local import processes
from local.console import LocalError

PATIENT = "import time; print('ready', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {PATIENT}"


def start(home: Path, program: str) -> processes.Running:
    command = [sys.executable, "-c", program]
    running = processes.start(home, "program", command, dict(os.environ), 8787, "v1")
    while "ready" not in processes.tail(processes.log_of(home, "program")):
        time.sleep(0.01)
    return running


def test_a_program_is_found_while_it_runs_and_not_after_its_stop(tmp_path: Path) -> None:
    running = start(tmp_path, PATIENT)
    assert processes.find(tmp_path, "program") == running
    assert processes.stop(tmp_path, "program", grace=10) is True
    assert processes.find(tmp_path, "program") is None
    assert processes.stop(tmp_path, "program", grace=10) is None


def test_a_program_that_will_not_end_is_killed(tmp_path: Path) -> None:
    start(tmp_path, STUBBORN)
    assert processes.stop(tmp_path, "program", grace=0.1) is False
    assert processes.find(tmp_path, "program") is None


def test_a_second_one_under_the_same_name_is_refused_and_the_first_stays_known(tmp_path: Path) -> None:
    running = start(tmp_path, PATIENT)
    with pytest.raises(LocalError, match="already running"):
        start(tmp_path, PATIENT)
    assert processes.find(tmp_path, "program") == running
    processes.stop(tmp_path, "program", grace=10)


@pytest.mark.parametrize(
    "record",
    [json.dumps({"pid": os.getpid(), "port": 1, "version": ""}), "", "damaged", "[]"],
    ids=["another's pid", "empty", "damaged", "a list"],  # the same ones in every process
)
def test_a_pid_file_that_its_program_does_not_hold_is_stale_whoever_has_the_pid(tmp_path: Path, record: str) -> None:
    (tmp_path / "program.pid").write_text(record)
    assert processes.find(tmp_path, "program") is None
    assert processes.stop(tmp_path, "program", grace=1) is None
    assert not (tmp_path / "program.pid").exists()


def test_a_program_in_the_foreground_is_noted_line_by_line_and_logged(tmp_path: Path) -> None:
    notes: list[str] = []
    command = [sys.executable, "-c", "import sys; print('one'); print('two', file=sys.stderr); sys.exit(3)"]
    code = processes.run(command, dict(os.environ), tmp_path / "logs" / "log", 60, notes.append)
    assert code == 3
    assert sorted(notes) == ["one", "two"]
    assert sorted(processes.tail(tmp_path / "logs" / "log").splitlines()) == ["one", "two"]


def test_a_program_in_the_foreground_is_ended_at_its_deadline(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PATIENT]
    assert processes.run(command, dict(os.environ), tmp_path / "log", 0.2, lambda _: None) != 0
    assert "Stopped: it took longer" in processes.tail(tmp_path / "log")


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    with socket.socket() as listener:
        listener.bind((processes.LOOPBACK, 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert not processes.is_free(port)
    assert processes.is_free(port)
