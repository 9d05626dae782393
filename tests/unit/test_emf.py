"""The tests' own reader of metrics: what it takes out of a line, and what it refuses as CloudWatch does."""

import json
from typing import Any

import pytest

from tests import emf


def event(directive: dict[str, Any] | None = None, head: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    own = {"Namespace": "Shop", "Dimensions": [[]], "Metrics": [{"Name": "Sold", "Unit": "Count"}], **(directive or {})}
    return {"_aws": {"Timestamp": 1_770_735_600_000, "CloudWatchMetrics": [own], **(head or {})}, "Sold": 2, **more}


def test_the_values_of_a_namespace_are_read_from_all_lines() -> None:
    lines = [event(), event(Sold=[3, 4.5]), event({"Namespace": "Another"}), {"Sold": 9}, "not an event"]
    assert emf.extracted(map(json.dumps, lines), "Shop") == {"Sold": [2, 3, 4.5]}
    assert emf.extracted(["no JSON"], "Shop") == {}


def test_a_dimension_is_a_text_at_the_root() -> None:
    assert emf.fault(event({"Dimensions": [["kind"], []]}, kind="phone")) == ""
    assert "Dimensions" in emf.fault(event({"Dimensions": [["kind"]]}))
    assert "Dimensions" in emf.fault(event({"Dimensions": [["kind"]]}, kind=1))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (event(head={"Timestamp": 1_770_735_600}), "milliseconds"),
        (event(head={"Timestamp": "now"}), "milliseconds"),
        (event(head={"Version": 1}), "other members"),
        (event(head={"CloudWatchMetrics": []}), "directives"),
        (event({"Namespace": ""}), "namespace"),
        (event({"Namespace": "AWS/Lambda"}), "namespace"),
        (event({"Namespace": "a b"}), "namespace"),
        (event({"Namespace": "x" * 256}), "namespace"),
        (event({"Dimensions": []}), "Dimensions"),
        (event({"Dimensions": [["kind"] * 31]}, kind="phone"), "Dimensions"),
        (event({"Metrics": []}), "1 to 100"),
        (event({"Metrics": [{"Name": f"M{n}"} for n in range(101)]}), "1 to 100"),
        (event({"Metrics": [{"Name": "Sold"}, {"Name": "Sold"}]}), "twice"),
        (event({"Metrics": [{"Name": "Sold", "Unit": "Dollars"}]}), "unit"),
        (event({"Metrics": [{"Name": "Sold", "StorageResolution": 5}]}), "resolution"),
        (event({"Metrics": [{"Name": "Sold", "Value": 1}]}), "other members"),
        (event({"Metrics": [{"Name": ""}]}), "no name"),
        (event({"Metrics": [{"Name": "Absent"}]}), "not a number"),
        (event(Sold="2"), "not a number"),
        (event(Sold=True), "not a number"),
        (event(Sold={"Sold": 2}), "not a number"),
        (event(Sold=float("nan")), "not a number"),
        (event(Sold=[]), "not a number"),
        (event(Sold=[1] * 101), "not a number"),
    ],
)
def test_what_cloudwatch_would_not_take_is_a_fault(found: dict[str, Any], words: str) -> None:
    assert words in emf.fault(found)
    with pytest.raises(AssertionError):
        emf.extracted([json.dumps(found)], "Shop")
