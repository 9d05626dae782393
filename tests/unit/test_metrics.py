"""What the functions count, as CloudWatch reads it out of their log lines."""

import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda import composition, logs
from linda.logs import log
from linda.metrics import NAMESPACE, UNITS, Metric, embedded, seconds_since
from tests import emf
from tests.log_check import problem

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 2, 10, 15, 0, tzinfo=UTC)
AMOUNTS = st.integers(0, 999_999) | st.integers(0, 10**9).map(lambda millionths: millionths / 10_000)


@pytest.fixture(autouse=True)
def own_namespace() -> Iterator[None]:
    yield
    logs.count_in(NAMESPACE)


@given(st.dictionaries(st.sampled_from(get_args(Metric)), AMOUNTS))
def test_every_line_counts_what_it_is_told_to_and_may_be_written(metrics: Mapping[Metric, float]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream := io.StringIO())
        log("turn_answered", by="rules", metrics=metrics)
    line = stream.getvalue().removesuffix("\n")
    assert problem(line) == ""
    assert emf.extracted([line]) == {name: [value] for name, value in metrics.items()}
    assert ("_aws" in json.loads(line)) == bool(metrics)


def test_the_line_is_in_the_form_that_cloudwatch_documents() -> None:
    assert embedded({"Turns": 1, "ReplySeconds": 1.25, "Cents": 0.0123}, "LINDA-staging", NOW) == {
        "_aws": {
            "Timestamp": 1770735600000,
            "CloudWatchMetrics": [
                {
                    "Namespace": "LINDA-staging",
                    "Dimensions": [[]],
                    "Metrics": [
                        {"Name": "Turns", "Unit": "Count"},
                        {"Name": "ReplySeconds", "Unit": "Seconds"},
                        {"Name": "Cents", "Unit": "None"},
                    ],
                }
            ],
        },
        "Turns": 1,
        "ReplySeconds": 1.25,
        "Cents": 0.0123,
    }


def test_metrics_are_counted_in_the_namespace_of_the_stage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("METRICS_NAMESPACE", "LINDA/staging")
    composition.settings.cache_clear()
    composition.settings()
    composition.settings.cache_clear()
    log("webhook_refused", metrics={"RefusedWebhooks": 1})
    lines = capsys.readouterr().err.splitlines()
    assert emf.extracted(lines, "LINDA/staging") == {"RefusedWebhooks": [1]}
    assert emf.extracted(lines, NAMESPACE) == {}


@pytest.mark.parametrize(("waited", "seconds"), [(1.23456, 1.235), (0, 0), (-0.5, 0)])
def test_seconds_are_counted_to_the_millisecond_and_never_backwards(waited: float, seconds: float) -> None:
    assert seconds_since(NOW, NOW + timedelta(seconds=waited)) == seconds


def test_each_metric_has_a_unit_and_its_row_in_the_documentation() -> None:
    assert tuple(UNITS) == get_args(Metric)
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    section = text.split("\n## Metrics\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([A-Za-z]+)` \| ([A-Za-z]+) \|", section, re.MULTILINE)
    assert rows == [*UNITS.items()]
