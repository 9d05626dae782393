"""The CDK command line, as the deployer runs it."""

import os
import subprocess
from pathlib import Path

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
