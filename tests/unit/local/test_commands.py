"""What the commands hand to the modules that carry them out."""

import argparse
import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from local import audit, cdk, commands, emulator

TABLES = {"REPAIRS_LEAD_LOG_TABLE": "Leads-staging", "BRANDON_STATE_LOG_TABLE": "State-staging"}


@pytest.mark.parametrize(
    ("variables", "zone"),
    [({"SHOP_TIME_ZONE": "America/Chicago"}, "America/Chicago"), ({}, "America/New_York")],
)
def test_an_audit_is_of_the_deployed_tables_in_the_deployed_time_zone(
    variables: dict[str, str], zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def one_problem(client: Any, *others: Any) -> list[str]:
        asked.extend(others)
        return ["a problem"]

    monkeypatch.setattr(os, "environ", {})  # which the command clears
    monkeypatch.setattr(emulator, "endpoint", lambda home: "http://127.0.0.1:9")
    monkeypatch.setattr(cdk, "variables", lambda endpoint, stack: TABLES | variables)
    monkeypatch.setattr(audit, "audit", one_problem)
    assert commands.run(argparse.Namespace(command="audit", json=False), Path()) == 1
    assert asked == ["Leads-staging", "State-staging", ZoneInfo(zone)]
