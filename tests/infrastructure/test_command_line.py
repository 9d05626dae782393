"""The CDK command line, as the deployer and `make up` run it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.infrastructure.synthesis import ROOT

CDK = ROOT / "node_modules" / ".bin" / "cdk"


def synth(output: Path) -> str:
    """`cdk synth` where nothing knows of an AWS account or of Docker; what it says on the way."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))}
    environment |= {
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "CDK_DOCKER": "/no/docker/here",
        "CDK_VALIDATION": "false",  # half of the time; the deploy of the end-to-end tests validates
    }
    command = [str(CDK), "synth", "--quiet", "--output", str(output)]
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return finished.stderr


def test_cdk_synth_needs_no_credentials_and_no_docker_and_a_second_one_installs_nothing(tmp_path: Path) -> None:
    first = synth(tmp_path / "out")
    assert [line.split(" … ")[0] for line in first.splitlines() if " … " in line] == [
        "bundling dispatcher for lambda",
        "bundling state_manager for lambda",
        "bundling scheduler for lambda",
    ]
    native = {path.name.split(".", 1)[1] for path in (tmp_path / "out").rglob("*.so")}
    assert native == {"cpython-313-aarch64-linux-gnu.so"}
    assert "bundling" not in synth(tmp_path / "out").lower()


# As `make up` does it, but for an emulator that is not asked: a synth needs none.
LOCAL_SYNTH = """
import subprocess, sys
from local import cdk, environment
command = cdk._command(environment.HOME, "synth", ["--quiet", "--ci"], cdk.APP, {"bundle_for": "host"})
sys.exit(subprocess.run(command, cwd=cdk.ROOT, env=cdk._environment("http://127.0.0.1:9")).returncode)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_make_up_synthesises_in_a_folder_of_any_name(tmp_path: Path) -> None:
    checkout = tmp_path / """Linda's "café" & $HOME; (2)"""
    for name in ("lambdas", "linda_stack", "local"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "cdk.json"):
        shutil.copy(ROOT / name, checkout)
    for name in (".venv", "node_modules"):
        (checkout / name).symlink_to(ROOT / name)
    command = [sys.executable, "-c", LOCAL_SYNTH]
    finished = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    made = checkout / ".local" / "cdk.out"
    assert (made / "LindaStack.template.json").exists()
    assert len([*made.glob("asset.*/linda/shop.json")]) == 3
