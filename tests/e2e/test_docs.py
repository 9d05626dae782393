"""The commands of the documentation, run as they stand against the deployed LINDA."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from local import aws
from local.environment import NODE_MODULES, ROOT, VENV, with_programs
from tests.docs import commands
from tests.docs.commands import Command
from tests.e2e.conftest import Linda

_BLOCKS = [block for block in commands.blocks() if any(command.way in ("run", "form") for command in block)]
_PRELUDE = """set -eo pipefail
curl() { command curl --silent --show-error --fail-with-body "$@"; }  # an error's status is an error here
aws() { python -m tests.docs.aws_cli "$@"; }
at() { echo "── $1" >&2; }
"""
_PIXEL = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")  # enough of a JPEG


@pytest.fixture(scope="module")
def checkout(linda: Linda, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository, whose local LINDA is the deployed one."""
    copy = tmp_path_factory.mktemp("checkout") / "linda"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "node_modules", "cdk.out", "__pycache__"))
    for name, target in ((".local", linda.home), (".venv", VENV), ("node_modules", NODE_MODULES)):
        (copy / name).symlink_to(target)
    for attachment in ("cracked.jpg", "memo.mp3"):
        (copy / attachment).write_bytes(_PIXEL)
    return copy


@pytest.fixture(autouse=True)
def _state(linda: Linda) -> Iterator[None]:
    """What the commands have made of the owner's state does not outlast them."""
    yield
    assert linda.http.delete("/state", headers=linda.owner()).status_code == 200


@pytest.mark.parametrize("block", _BLOCKS, ids=[block[0].place for block in _BLOCKS])
def test_the_commands_of_a_block_run_as_they_stand(
    block: list[Command], checkout: Path, linda: Linda, day: str
) -> None:
    finished = subprocess.run(
        ["bash", "-c", _PRELUDE + _script(block)],
        cwd=checkout,
        env={
            **with_programs(aws.environment(linda.outputs["aws_endpoint_url"], dict(os.environ))),
            "PYTHONPATH": ".:lambdas",
            "CDK_VALIDATION": "false",  # half of the time; the deploy has validated
            "API": linda.outputs["base_url"],
            "TOKEN": linda.outputs["admin_api_token"],
            "DAY": day,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, f"{finished.stderr}\n{finished.stdout}"


def _script(block: list[Command]) -> str:
    run = [command for command in block if command.way != "marked"]
    return "\n".join(f"at '{command.place}'\n{command.script}" for command in run)
