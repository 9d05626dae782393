"""The command line as a shell sees it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local import __main__
from local.environment import ROOT


@pytest.mark.parametrize("options", [("--help",), ("call", "--help")])
def test_a_reader_that_has_gone_ends_it_in_silence(options: tuple[str, ...]) -> None:
    """As in `make logs | head`."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "local", *options]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        command, cwd=ROOT, env=buffered, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_so_it_does_in_the_middle_of_a_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def gone(options: object) -> int:
        raise BrokenPipeError

    replaced: list[int] = []
    monkeypatch.setattr(sys, "argv", ["local", "logs"])
    monkeypatch.setattr(__main__, "_run", gone)
    monkeypatch.setattr(os, "dup2", lambda _, descriptor: replaced.append(descriptor))
    with (tmp_path / "out").open("w") as out, (tmp_path / "error").open("w") as error:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", error)
        assert __main__.main() == 141
        assert replaced == [out.fileno(), error.fileno()]
