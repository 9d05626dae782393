"""pip-audit and cyclonedx-py, which stand in an environment of their own, and npm."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from local.console import LocalError
from local.environment import ROOT, SUPPLY_PROGRAMS, with_programs


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run one of them at the root of the repository, and return what it printed."""
    environment = with_programs(dict(os.environ))
    program = shutil.which(command[0], path=os.pathsep.join((str(SUPPLY_PROGRAMS), environment["PATH"])))
    if program is None:
        raise LocalError(f"{command[0]} is missing. Run `make up` first, which installs it.")
    return subprocess.run(
        [program, *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
