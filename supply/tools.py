"""pip-audit and cyclonedx-py, in an environment of their own: what they need decides nothing of LINDA's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from uv import find_uv_bin

from local.console import LocalError, step
from local.environment import HOME, ROOT, with_programs

LOCK = ROOT / "local" / "requirements" / "supply.txt"
_FOLDER = HOME / "supply"
_PROGRAMS = _FOLDER / ("Scripts" if os.name == "nt" else "bin")
_STAMP = _FOLDER / "installed.txt"  # the lock that was installed, written last


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run one of the tools, or npm, at the root of the repository, and return what it printed."""
    _install()
    environment = with_programs(dict(os.environ))
    program = shutil.which(command[0], path=os.pathsep.join((str(_PROGRAMS), environment["PATH"])))
    if program is None:
        raise LocalError(f"{command[0]} is missing. Run `make up` first.")
    return subprocess.run(
        [program, *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def _install() -> None:
    lock = LOCK.read_text()
    if _STAMP.exists() and _STAMP.read_text() == lock:
        return
    with step("pip-audit and cyclonedx-py"):
        for command in (
            ["venv", "--clear", "--python", sys.executable, str(_FOLDER)],
            ["pip", "sync", "--require-hashes", "--python", str(_FOLDER), str(LOCK)],
        ):
            finished = subprocess.run([find_uv_bin(), *command], capture_output=True, text=True, check=False)
            if finished.returncode:
                raise LocalError(f"{finished.stderr}\nPyPI must be reachable the first time.")
    _STAMP.write_text(lock)
