"""`test`: every check of this repository, each with its seconds; pytest closes."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from local import aws
from local.environment import ROOT, with_programs

_CHECKS = (
    ("lint", ("ruff", "check")),
    ("format", ("ruff", "format", "--check")),
    ("types", ("mypy",)),
    ("import rules", ("lint-imports",)),
)


def test(pytest_arguments: Sequence[str]) -> int:
    """Run the checks in this order and stop at the first that fails; returns its exit code."""
    environment = with_programs(aws.without_aws(dict(os.environ)))
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "lambdas")))  # for the import rules
    checks = (*_CHECKS, ("tests", (sys.executable, "-m", "pytest", *pytest_arguments)))
    for name, command in checks:
        last = name == checks[-1][0]
        print(f"── {name}: {' '.join(('pytest', *pytest_arguments) if last else command)}", flush=True)
        start = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if last:  # pytest's own summary, with its seconds, is the last line
            return code
        print(f"── {name}: {'ok' if code == 0 else f'failed (exit code {code})'}, {time.monotonic() - start:.1f} s\n")
        if code:
            return code
    return 0
