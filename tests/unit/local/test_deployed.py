"""The way to a LINDA that is deployed."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local import deployed
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


def test_on_aws_the_region_must_be_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(UsageError, match="--region"):
        deployed.on_aws("", "", "LindaStack")


def test_an_unknown_profile_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(LocalError, match=r"(?s)shop.*could not be found.*--profile"):
        deployed.on_aws("shop", "us-east-1", "LindaStack")


@pytest.mark.parametrize(("stage", "stack"), [("", "LindaStack"), ("staging", "LindaStack-staging")])
def test_a_stage_has_a_stack_of_its_own(stage: str, stack: str) -> None:
    assert deployed.stack_of(stage) == stack
