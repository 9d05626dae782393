"""A process of its own that carries out one task after the other, each in a child that may be killed.

What is imported and opened once serves all the tasks: a killed child costs a fork, not an interpreter's start.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local import aws

ROOT = Path(__file__).parents[2]


def kill_points(calls: int) -> Iterator[tuple[int, str]]:
    """Yield where a task of so many calls is killed: before the first call, and after each.

    What stands after one call stands before the next; nightly both are tried all the same.
    """
    nightly = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
    for number in range(1, calls + 1):
        if number == 1 or nightly:
            yield number, "before"
        yield number, "after"


def serve(carry_out: Callable[..., Mapping[str, object]]) -> None:
    """Read a task in each line (JSON: the arguments); answer in a line what the child said, null if it was killed."""
    for line in sys.stdin:
        task = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writing, json.dumps(carry_out(**task)).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status):  # its traceback is on the error output
            sys.exit("a child has failed")
        print(said.decode() or "null", flush=True)


@contextmanager
def serving(module: str, endpoint: str, variables: Mapping[str, str]) -> Iterator[Callable[..., Any]]:
    """Start the module, which calls `serve`; yields what hands it a task and returns its answer, None for a kill."""
    environment = {
        **aws.environment(endpoint, {"PATH": os.environ["PATH"]}),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "lambdas"))),
        **variables,
    }
    command = [sys.executable, "-m", module]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        to, answers = process.stdin, process.stdout

        def ask(**task: object) -> Any:
            to.write(json.dumps(task) + "\n")
            to.flush()
            return json.loads(answers.readline())

        yield ask
        to.close()
