"""The real CDK command line, with the identity that was shown to the deployer."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3

from local.cdk import context_words
from local.console import LocalError
from local.deployed import STACK
from local.environment import CDK, ROOT, with_programs

# Written by a synth, next to the cached bundles, wherever the app is deployed from.
ASSEMBLY = ROOT / "cdk.out"
_SECONDS_FOR_OTHERS = 300.0
_PAUSE = 0.1
_IDENTITY = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_NO_DIFFERENCES = "Number of stacks with differences: 0"


def environment(session: boto3.Session, inherited: Mapping[str, str]) -> dict[str, str]:
    """A child's environment: the very credentials of the session, so that it cannot come to another account."""
    credentials = session.get_credentials()
    if credentials is None:
        raise LocalError("The AWS credentials are gone. Sign in again, then run this again.")
    frozen = credentials.get_frozen_credentials()
    found = {
        "AWS_ACCESS_KEY_ID": frozen.access_key,
        "AWS_SECRET_ACCESS_KEY": frozen.secret_key,
        "AWS_SESSION_TOKEN": frozen.token,
        "AWS_REGION": session.region_name,
        "AWS_DEFAULT_REGION": session.region_name,
    }
    kept = {name: value for name, value in inherited.items() if name not in _IDENTITY}
    return with_programs({**kept, **{name: value for name, value in found.items() if value}})


def command(verb: str, arguments: Sequence[str], context: Mapping[str, str]) -> list[str]:
    """A `cdk` command about the stack."""
    settings = context_words(context)
    return [str(CDK), verb, STACK, *arguments, *settings, "--no-notices", "--no-version-reporting"]


def await_others(assembly: Path = ASSEMBLY, seconds: float = _SECONDS_FOR_OTHERS) -> None:
    """Wait until no other CDK command uses the assembly: that of an interrupted run may still be at work.

    The CLI would refuse at once, and does so if the other is not done after the seconds. These are its own lock files:
    https://github.com/aws/aws-cdk-cli/blob/main/packages/@aws-cdk/toolkit-lib/lib/api/rwlock.ts
    """
    deadline = time.monotonic() + seconds
    others: set[int] = set()
    while (found := _users(assembly)) and time.monotonic() < deadline:
        if found != others:
            listed = ", ".join(map(str, sorted(found)))
            print(f"  Another CDK command (process {listed}) is at work here: waiting for it.", flush=True)
            others = found
        time.sleep(_PAUSE)


def _users(assembly: Path) -> set[int]:
    """The processes that read the assembly, or write it, and live."""
    names = [file.name.split(".")[1] for file in assembly.glob("read.*.*.lock")]
    with suppress(FileNotFoundError):
        names.append((assembly / "synth.lock").read_text(encoding="utf-8").strip())
    return {int(name) for name in names if name.isdigit() and _lives(int(name))}


def _lives(pid: int) -> bool:
    if sys.platform == "win32":
        return False  # there, asking would end it: the CLI sees for itself
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def run(command: Sequence[str], variables: Mapping[str, str]) -> int:
    """Run it on the terminal, and return its exit code."""
    await_others()
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=dict(variables), stdin=subprocess.DEVNULL, check=False).returncode


def diff(context: Mapping[str, str], variables: Mapping[str, str]) -> tuple[int, bool]:
    """`cdk diff`, its output on the terminal; its exit code, and whether there is a difference."""
    await_others()
    colour = {"FORCE_COLOR": "1"} if sys.stdout.isatty() else {}
    child = subprocess.Popen(
        command("diff", (), context),
        cwd=ROOT,
        env={**variables, **colour},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    differs = True
    with child:
        for line in child.stdout or ():
            differs = differs and _NO_DIFFERENCES not in line
            print(line, end="", flush=True)
    return child.returncode, differs


def program_version(program: str) -> str:
    """The version of a program of `.venv` or PATH, such as "24.1.0"; "" if it does not run."""
    variables = with_programs(dict(os.environ))
    try:
        done = subprocess.run([program, "--version"], env=variables, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip().removeprefix("v")


def retained(template: Mapping[str, Any], existing: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """How `cdk import` finds what an earlier stack left behind: logical ids with their identifiers.

    `existing` maps the name of each table and secret that exists to its identifier: the name, or the secret's ARN.
    """
    named = {"AWS::DynamoDB::Table": ("TableName", "TableName"), "AWS::SecretsManager::Secret": ("Name", "Id")}
    found = {}
    for logical_id, resource in template["Resources"].items():
        if resource["Type"] in named:
            name, identifier = named[resource["Type"]]
            if (physical := resource["Properties"].get(name)) in existing:
                found[logical_id] = {identifier: existing[physical]}
    return found


def fingerprint(assembly: Path = ASSEMBLY) -> str:
    """What would be deployed from the assembly, as a hash: a synth of other settings or code changes it."""
    files = [
        assembly / "manifest.json",
        *sorted(assembly.glob("*.template.json")),
        *sorted(assembly.glob("*.assets.json")),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files if file.is_file())).hexdigest()


def template_of(stack: str, assembly: Path = ASSEMBLY) -> dict[str, Any]:
    """The synthesised template of a stack."""
    manifest = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
    file = next(
        artifact["properties"]["templateFile"]
        for artifact_id, artifact in manifest.items()
        if artifact["type"] == "aws:cloudformation:stack"
        and artifact["properties"].get("stackName", artifact_id) == stack
    )
    template: dict[str, Any] = json.loads((assembly / file).read_text(encoding="utf-8"))
    return template
