"""`test`: every check of this repository, each with its seconds; pytest comes last."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import IO

from local import aws
from local.environment import ROOT, with_programs

_FIRST = (
    ("lint", ("ruff", "check")),
    ("format", ("ruff", "format", "--check")),
    ("import rules", ("lint-imports",)),
)
_TYPES = ("types", ("mypy",))
# One process more than there are processors, since many tests wait for the emulator; at most four. They take the
# longest tests first: see Scheduling in tests/conftest.py.
_PROCESSES = min(4, (os.cpu_count() or 1) + 1)
_SPREAD = (f"--numprocesses={_PROCESSES}", "--dist=loadscope", "--no-loadscope-reorder")


def test(pytest_arguments: Sequence[str]) -> int:
    """Run the quick checks, stopping at the first that fails, then the tests and the type check in parallel.

    The tests are shown once the type check is done, so that outputs do not mix. Returns the exit code of what failed.
    """
    environment = with_programs(aws.without_aws(dict(os.environ)))
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "lambdas")))  # for the import rules
    for name, command in _FIRST:
        if code := _check(name, command, environment):
            return code
    colour = ("--color=yes",) if sys.stdout.isatty() else ()
    pytest = (sys.executable, "-m", "pytest", *_SPREAD, *colour, *pytest_arguments)
    with subprocess.Popen(pytest, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as tests:
        failed = _check(*_TYPES, environment)
        print(f"── tests: {' '.join(('pytest', *pytest_arguments))}", flush=True)
        if tests.stdout:
            _show(tests.stdout)  # pytest's own summary, with its seconds, is the last line
    return failed or tests.returncode


def _check(name: str, command: Sequence[str], environment: Mapping[str, str]) -> int:
    print(f"── {name}: {' '.join(command)}", flush=True)
    start = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    print(f"── {name}: {'ok' if code == 0 else f'failed (exit code {code})'}, {time.monotonic() - start:.1f} s\n")
    return code


def _show(output: IO[bytes]) -> None:
    """Print the output so far, and from then on each line as it comes."""
    while said := os.read(output.fileno(), 65536):
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()
