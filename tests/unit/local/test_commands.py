"""What the commands hand to the modules that carry them out."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local import __main__, audit, commands, deployed, transfer
from local.console import LocalError

AUDIT = __main__.parse(["audit"])


@pytest.mark.parametrize(
    ("set_zone", "zone"),
    [("America/Chicago", "America/Chicago"), ("", "America/New_York")],
)
def test_an_audit_is_of_the_deployed_tables_in_the_deployed_time_zone(
    set_zone: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def one_problem(client: Any, *others: Any) -> list[str]:
        asked.extend(others)
        return ["a problem"]

    linda = SimpleNamespace(
        where="here",
        client=lambda service: service,
        tables=lambda *named: ("Leads-staging", "State-staging"),
        time_zone=lambda: set_zone,
    )
    monkeypatch.setattr(os, "environ", {})  # which the command clears
    monkeypatch.setattr(deployed, "on_this_machine", lambda home: linda)
    monkeypatch.setattr(audit, "audit", one_problem)
    assert commands.run(AUDIT, Path()) == 1
    assert asked == ["Leads-staging", "State-staging", ZoneInfo(zone)]


def test_a_table_that_is_not_there_is_words(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": "no such table"}}, "Scan")

    def no_table(*_: Any) -> list[str]:
        raise missing

    linda = deployed.Deployed("LindaStack", "here", boto3.Session(region_name="us-east-1"), Config())
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.setattr(deployed, "on_this_machine", lambda home: linda)
    monkeypatch.setattr(deployed.Deployed, "tables", lambda *_: ("Leads", "State"))
    monkeypatch.setattr(deployed.Deployed, "variables", lambda _: {})
    monkeypatch.setattr(audit, "audit", no_table)
    with pytest.raises(LocalError, match=r"AWS refuses: .*no such table"):
        commands.run(AUDIT, Path())


@pytest.mark.parametrize(("options", "code"), [(["--dry-run"], 1), (["--yes"], 1), ([], None)])
def test_an_import_into_aws_asks_first_and_says_by_its_code_that_something_differs(
    options: list[str], code: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    linda = deployed.Deployed("LindaStack", "here", boto3.Session(region_name="us-east-1"), Config())
    different = (transfer.Line("state", {"state_id": {"S": "CURRENT"}}), "different")
    monkeypatch.setattr(deployed, "on_aws", lambda *_: linda)
    monkeypatch.setattr(deployed.Deployed, "tables", lambda *_: ("Leads", "State"))
    monkeypatch.setattr(transfer, "import_", lambda *_, **__: [different])
    given = __main__.parse(["import", "linda.jsonl", "--aws", *options])
    if code is None:
        with pytest.raises(LocalError, match="Nothing has been changed"):
            commands.run(given, Path())
    else:
        assert commands.run(given, Path()) == code


@pytest.mark.parametrize(
    ("options", "place"),
    [
        (["--aws"], ("", "", "LindaStack")),
        (["--profile", "shop"], ("shop", "", "LindaStack")),
        (["--region", "us-east-2"], ("", "us-east-2", "LindaStack")),
        (["--stage", "staging"], ("", "", "LindaStack-staging")),
        (["--stage", "staging", "--stack", "Other"], ("", "", "Other")),
        (["--leads-table", "Leads"], ("", "", "LindaStack")),
    ],
)
def test_only_with_an_option_that_names_it_a_command_goes_to_aws(
    options: list[str], place: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = []

    def on_aws(*given: str) -> deployed.Deployed:
        seen.append((given, os.environ.get("AWS_PROFILE")))
        raise LocalError("AWS cannot be asked")

    monkeypatch.setattr(deployed, "on_aws", on_aws)
    monkeypatch.setattr("os.environ", {"AWS_PROFILE": "production"})
    with pytest.raises(LocalError, match="AWS cannot be asked"):
        commands.run(__main__.parse(["audit", *options]), tmp_path)
    with pytest.raises(LocalError, match="not running"):
        commands.run(AUDIT, tmp_path)
    assert (seen, os.environ.get("AWS_PROFILE")) == ([(place, "production")], None)
