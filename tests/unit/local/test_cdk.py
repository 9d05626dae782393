"""How the CDK command line is called."""

import os
from pathlib import Path

import pytest

from local import cdk, environment

ENDPOINT = "http://127.0.0.1:4566"


def test_the_cdk_keeps_what_it_learns_of_the_emulator_out_of_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", {"HOME": str(tmp_path / "home"), "CDK_HOME": str(tmp_path / "cdk")})
    assert Path(cdk._environment(ENDPOINT)["CDK_HOME"]).is_relative_to(environment.HOME)
