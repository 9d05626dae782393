"""The way to a LINDA that is deployed."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local import deployed, processes
from local.console import LocalError, UsageError
from local.environment import ROOT

TEMPLATE = ROOT / "tests/infrastructure/__snapshots__/test_template/test_the_whole_template_is_as_reviewed.json"


class Aws:
    """A session of an account with one stack, which is the one of the template."""

    region_name = "us-east-1"

    def __init__(self, resources: list[dict[str, str]] | ClientError) -> None:
        self.resources = resources

    def client(self, name: str, **_: object) -> "Aws":
        return self

    def get_caller_identity(self) -> dict[str, str]:
        return {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/deployer"}

    def get_paginator(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(paginate=self.pages)

    def pages(self, *, StackName: str) -> Iterator[dict[str, Any]]:  # noqa: N803
        if isinstance(self.resources, ClientError):
            raise self.resources
        for resource in self.resources if StackName == "LindaStack" else []:
            yield {"StackResourceSummaries": [resource]}


def resources() -> list[dict[str, str]]:
    return [
        {
            "LogicalResourceId": logical_id,
            "ResourceType": resource["Type"],
            "PhysicalResourceId": resource.get("Properties", {}).get("TableName", "another"),
        }
        for logical_id, resource in json.loads(TEMPLATE.read_text())["Resources"].items()
    ]


def test_on_aws_the_tables_are_the_stacks_unless_they_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boto3.Session", lambda **_: Aws(resources()))
    linda = deployed.on_aws("", "", "LindaStack")
    assert linda.where == "AWS account 123456789012, region us-east-1, as arn:aws:iam::123456789012:user/deployer"
    assert linda.tables() == ("Repairs_Lead_Log", "Brandon_State_Log")
    assert linda.tables("Leads") == ("Leads", "Brandon_State_Log")
    other = deployed.on_aws("", "", "Other")
    assert other.tables("Leads", "State") == ("Leads", "State")
    with pytest.raises(LocalError, match="The stack Other has no such tables"):
        other.tables("Leads")


def test_on_aws_a_refusal_is_words(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = ClientError({"Error": {"Code": "ExpiredToken", "Message": "has expired"}}, "ListStackResources")
    monkeypatch.setattr("boto3.Session", lambda **_: Aws(refused))
    with pytest.raises(LocalError, match="has expired"):
        deployed.on_aws("", "", "LindaStack").tables()


class Lambda(BaseHTTPRequestHandler):
    """A Lambda whose function fails, or hangs if the event says so."""

    asked: ClassVar[list[object]] = []
    over = threading.Event()

    def do_POST(self) -> None:
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(event)
        if event == "hang":
            self.over.wait(10)
        body = b'{"errorMessage": "the turn is not finished yet", "errorType": "UndeliveredError"}'
        self.send_response(200)
        self.send_header("X-Amz-Function-Error", "Unhandled")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # nobody may be waiting any more
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[deployed.Deployed]:
    monkeypatch.setattr(deployed, "_ONCE", deployed._ONCE.merge(Config(read_timeout=1)))
    with ThreadingHTTPServer((processes.LOOPBACK, 0), Lambda) as server:
        threading.Thread(target=server.serve_forever).start()
        linda = deployed.in_emulator(f"http://{processes.LOOPBACK}:{server.server_port}")
        yield replace(linda, config=deployed._CONFIG)
        Lambda.over.set()
        server.shutdown()


def test_a_function_that_takes_too_long_is_not_invoked_again(hanging: deployed.Deployed) -> None:
    with pytest.raises(LocalError, match="Read timeout"):
        hanging.invoke("dispatcher", "hang")
    while not Lambda.asked:  # a busy machine reads it late
        time.sleep(0.01)
    assert Lambda.asked == ["hang"]


def test_a_function_that_fails_is_an_error_in_words(hanging: deployed.Deployed) -> None:
    with pytest.raises(LocalError, match="the turn is not finished yet; the log of dispatcher says more"):
        hanging.invoke("dispatcher", "fail")


def test_on_aws_the_region_must_be_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(UsageError, match="--region"):
        deployed.on_aws("", "", "LindaStack")


def test_the_region_may_be_that_of_the_aws_cli(monkeypatch: pytest.MonkeyPatch) -> None:
    regions = []

    def session(**options: str) -> Aws:
        regions.append(options["region_name"])
        return Aws(resources())

    monkeypatch.setattr("boto3.Session", session)
    monkeypatch.setenv("AWS_REGION", "us-east-2")
    deployed.on_aws("", "", "LindaStack")
    deployed.on_aws("", "us-west-2", "LindaStack")
    assert regions == ["us-east-2", "us-west-2"]


def test_a_stack_that_is_not_there_is_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "Stack with id LindaStack-nope does not exist"
    missing = ClientError({"Error": {"Code": "ValidationError", "Message": words}}, "ListStackResources")
    monkeypatch.setattr("boto3.Session", lambda **_: Aws(missing))
    with pytest.raises(LocalError, match="There is no stack LindaStack-nope in this account and region: --stage"):
        deployed.on_aws("", "", deployed.stack_of("nope")).tables()


def test_an_unknown_profile_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(LocalError, match=r"(?s)shop.*could not be found.*--profile"):
        deployed.on_aws("shop", "us-east-1", "LindaStack")


@pytest.mark.parametrize(("stage", "stack"), [("", "LindaStack"), ("staging", "LindaStack-staging")])
def test_a_stage_has_a_stack_of_its_own(stage: str, stack: str) -> None:
    assert deployed.stack_of(stage) == stack


def test_the_time_zone_is_the_set_one_and_a_sweep_says_what_it_has_done(monkeypatch: pytest.MonkeyPatch) -> None:
    linda = deployed.Deployed("LindaStack", "here", Aws([]), Config())  # type: ignore[arg-type]
    monkeypatch.setattr(deployed.Deployed, "variables", lambda _: {"SHOP_TIME_ZONE": "America/Chicago"})
    monkeypatch.setattr(deployed.Deployed, "function", lambda _, name: f"Linda-{name}")
    monkeypatch.setattr(
        deployed.Deployed,
        "invoke",
        lambda _, name, event: {"body": json.dumps({"message": f"{name}: {event['task']}"})},
    )
    assert linda.time_zone() == "America/Chicago"
    assert linda.sweep() == "Linda-scheduler: send_notices"
