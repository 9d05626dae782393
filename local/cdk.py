"""The real CDK command line, run against the emulator."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from botocore.exceptions import ClientError

from local import aws, processes
from local.console import LocalError
from local.environment import CDK, HOME, ROOT, with_programs

APP = ("python", "app.py")  # `.venv`'s Python is first on PATH: no path has to pass through the CLI and its shell
_BOOTSTRAP_STACK = "CDKToolkit"
_SECONDS = 300


def is_bootstrapped(endpoint: str) -> bool:
    """Whether the emulator's account has what `cdk deploy` needs."""
    cloudformation = aws.session(endpoint).client("cloudformation", endpoint_url=endpoint, config=aws.CONFIG)
    try:
        stacks = cloudformation.describe_stacks(StackName=_BOOTSTRAP_STACK)["Stacks"]
    except ClientError:
        return False
    return stacks[0]["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")


def bootstrap(home: Path, endpoint: str, note: Callable[[str], None]) -> None:
    """`cdk bootstrap` of the emulator's account."""
    _run(home, endpoint, "bootstrap", [f"aws://{aws.ACCOUNT}/{aws.REGION}"], APP, {}, note)


def deploy(
    home: Path,
    endpoint: str,
    stack: str,
    context: Mapping[str, str],
    note: Callable[[str], None],
    app: Sequence[str] = APP,
) -> None:
    """`cdk deploy` of the stack."""
    _run(home, endpoint, "deploy", [stack, "--require-approval", "never", "--progress", "events"], app, context, note)


def diff(home: Path, endpoint: str, stack: str, context: Mapping[str, str]) -> int:
    """`cdk diff` of the stack against what the emulator has, its output on the terminal; returns its exit code."""
    command = _command(home, "diff", [stack], APP, context)
    return subprocess.run(command, cwd=ROOT, env=_environment(endpoint), timeout=_SECONDS, check=False).returncode


def _run(
    home: Path,
    endpoint: str,
    verb: str,
    arguments: Sequence[str],
    app: Sequence[str],
    context: Mapping[str, str],
    note: Callable[[str], None],
) -> None:
    log = processes.log_of(home, f"cdk-{verb}")
    command = _command(home, verb, ["--ci", *arguments], app, context)
    code = processes.run(command, _environment(endpoint), log, _SECONDS, note)
    if code:
        raise LocalError(
            f"{processes.tail(log, 40)}\n\n`cdk {verb}` failed (exit code {code}). Nothing reached a real AWS "
            f"account.\nFix what it names above and run `make up` again; another CLI, left by an interrupted command, "
            f"ends by itself.\n`make clean` removes a stack that is stuck.\nThe whole log: {log}"
        )


def _command(
    home: Path, verb: str, arguments: Sequence[str], app: Sequence[str], context: Mapping[str, str]
) -> list[str]:
    return [
        str(CDK),
        verb,
        *arguments,
        *("--app", subprocess.list2cmdline(app) if sys.platform == "win32" else shlex.join(app)),
        *("--output", str(home / "cdk.out")),
        *context_words(context),
        "--no-notices",
        "--no-version-reporting",
        "--no-color",
    ]


def context_words(context: Mapping[str, str]) -> list[str]:
    """The words of a `cdk` command line that give it the context."""
    return [word for name, value in context.items() for word in ("-c", f"{name}={value}")]


def _environment(endpoint: str) -> dict[str, str]:
    return with_programs(
        {
            **aws.environment(endpoint, dict(os.environ)),
            "CDK_HOME": str(HOME / "cdk"),  # the emulator's account stays out of the user's own cache
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "CDK_DISABLE_VERSION_CHECK": "1",
            "PYTHON_COLORS": "0",
        }
    )
