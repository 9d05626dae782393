"""The CDK command line: which identity it gets, and what it is told."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import boto3
import pytest

from deploy import cdk
from tests.infrastructure.synthesis import template

ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:linda/keys-abcdef"


def test_a_child_gets_the_very_credentials_that_were_shown_and_no_profile() -> None:
    session = boto3.Session("chosen", "secret", "session", region_name="eu-west-1")
    shell = {"AWS_PROFILE": "other", "AWS_ACCESS_KEY_ID": "other", "AWS_REGION": "us-east-1", "PATH": os.defpath}
    found = cdk.environment(session, shell)
    assert {name: value for name, value in found.items() if name.startswith("AWS_")} == {
        "AWS_ACCESS_KEY_ID": "chosen",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "session",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
    }


def test_without_a_session_token_none_of_the_shells_is_left() -> None:
    session = boto3.Session("chosen", "secret", region_name="eu-west-1")
    assert "AWS_SESSION_TOKEN" not in cdk.environment(session, {"AWS_SESSION_TOKEN": "other", "PATH": os.defpath})


def test_settings_are_passed_on_and_no_key_is() -> None:
    words = cdk.command("deploy", ["--no-rollback"], {"stage": "staging"})
    assert words[1:] == [
        *("deploy", "LindaStack", "--no-rollback", "-c", "stage=staging", "--no-notices", "--no-version-reporting")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="left to the CLI there")
@pytest.mark.parametrize("lock", ["read.{pid}.1.lock", "synth.lock"])
def test_a_cdk_that_an_interrupted_run_left_at_work_is_waited_for(
    tmp_path: Path, lock: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        (tmp_path / lock.format(pid=other.pid)).write_text(str(other.pid))
        started = time.monotonic()
        cdk.await_others(tmp_path, seconds=0.3)
        assert time.monotonic() - started >= 0.3
        waiting = threading.Thread(target=cdk.await_others, args=(tmp_path,))
        waiting.start()
        other.kill()
        other.wait()
        waiting.join(timeout=30)
        assert not waiting.is_alive()
    assert f"(process {other.pid})" in capsys.readouterr().out


def test_the_locks_of_the_dead_are_not_waited_for(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as other:
        pass
    (tmp_path / f"read.{other.pid}.1.lock").write_text(str(other.pid))
    (tmp_path / "synth.lock").write_text("")
    cdk.await_others(tmp_path)
    cdk.await_others(tmp_path / "nowhere")


def test_a_synth_of_another_stage_or_other_code_has_another_fingerprint(tmp_path: Path) -> None:
    manifest, stack, unused = (tmp_path / name for name in ("manifest.json", "LindaStack.template.json", "tree.json"))
    manifest.write_text("{}")
    stack.write_text('{"Resources": {"Repairs_Lead_Log": 1}}')
    shown = cdk.fingerprint(tmp_path)
    unused.write_text("{}")
    assert cdk.fingerprint(tmp_path) == shown
    stack.write_text('{"Resources": {"Repairs_Lead_Log": 2}}')
    assert cdk.fingerprint(tmp_path) != shown
    stack.write_text('{"Resources": {"Repairs_Lead_Log": 1}}')
    assert cdk.fingerprint(tmp_path) == shown
    manifest.write_text('{"artifacts": {}}')
    assert cdk.fingerprint(tmp_path) != shown


def test_what_an_earlier_stack_left_behind_is_found_in_the_template() -> None:
    existing = {"Repairs_Lead_Log": "Repairs_Lead_Log", "linda/keys": ARN}
    found = cdk.retained(template(), existing)
    assert {logical_id[:14]: identifier for logical_id, identifier in found.items()} == {
        "RepairsLeadLog": {"TableName": "Repairs_Lead_Log"},
        "Keys": {"Id": ARN},
    }
    assert cdk.retained(template(), {}) == {}


def test_all_that_may_be_imported_is_retained() -> None:
    names = ("Repairs_Lead_Log", "Brandon_State_Log", "linda/keys")
    found = cdk.retained(template(), {name: name for name in names})
    assert len(found) == 3
    assert {template()["Resources"][logical_id]["DeletionPolicy"] for logical_id in found} <= {
        "Retain",
        "RetainExceptOnCreate",
    }
