import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.metrics import embedded
from tests.log_check import problem

ROOT = Path(__file__).parents[2]
SID = "SM" + "0123456789abcdef" * 2
WHERE = ["web.py:142 answer_json", "<string>:1 <module>", "scheduler.py:88 <lambda>"]
LINE: dict[str, object] = {
    "timestamp": "2026-02-10T15:00:00.123+00:00",
    "level": "ERROR",
    "event": "model_unavailable",
    "correlation_id": SID,
}
TEXT = "my screen is broken, call me"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"customer": "**********27", "by": "rules", "source": "twilio-sms"},
        {"customer": "", "by": "model", "source": "twilio-whatsapp"},
        {"error": "ModelUnavailableError", "cause": "ReadTimeout", "where": WHERE},
        {"error": "KeyError", "cause": "", "where": []},
        {"cause": "21610"},
        {"faults": "booking,price"},
        {"field": "operational_open_time"},
        {"field": "agent_tone_2"},
        {"correlation_id": "2f1c5e0e-7b53-4a6c-9f5e-3a1b2c3d4e5f"},
        {"correlation_id": "JKJaXmPLvHcESHA="},
    ],
)
def test_a_line_of_known_fields_in_their_forms_is_let_through(fields: dict[str, object]) -> None:
    assert problem(json.dumps(LINE | fields)) == ""


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Traceback (most recent call last):",
        "[]",
        '"turn_answered"',
        json.dumps(LINE, indent=1),
        json.dumps(LINE) + json.dumps(LINE),
        json.dumps(LINE) + "\n",
    ],
)
def test_what_is_not_one_json_object_on_one_line_is_refused(line: str) -> None:
    assert problem(line)


@pytest.mark.parametrize("name", ["timestamp", "level", "event", "correlation_id"])
def test_a_line_without_one_of_the_four_fields_is_refused(name: str) -> None:
    assert name in problem(json.dumps({field: value for field, value in LINE.items() if field != name}))


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "hi"},
        {"lead_id": "LEAD-" + "A" * 26},
        {"timestamp": "yesterday"},
        {"timestamp": 1_770_000_000},
        {"level": "my screen"},
        {"event": TEXT},
        {"event": "a" * 21},
        {"event": None},
        {"correlation_id": ""},
        {"correlation_id": "+19042520927"},
        {"correlation_id": "904-252-0927"},
        {"correlation_id": TEXT},
        {"correlation_id": "sk-abcdefgh"},
        {"correlation_id": "owner-token"},
        {"correlation_id": f"LEAD-{'A' * 26}"},
        {"customer": "+19042520927"},
        {"customer": "***252-0927"},
        {"customer": "***us"},
        {"customer": "9042"},
        {"customer": "**27\n"},
        {"error": "ValueError: no reply for Ann"},
        {"error": {"words": TEXT}},
        {"cause": TEXT},
        {"cause": "19042520927"},
        {"cause": "sk-abcdefgh"},
        {"cause": SID},
        {"where": TEXT},
        {"where": [TEXT]},
        {"where": ["web.py:142 answer_json", "web.py:143 f('+19042520927')"]},
        {"where": [["web.py:142 answer_json"]]},
        {"by": "rules "},
        {"by": ["rules"]},
        {"by": True},
        {"faults": "booking,my screen"},
        {"source": "twilio-+19042520927"},
        {"source": "twilio-my screen"},
        {"outcome": "The recipient has opted out"},
    ],
)
def test_an_unknown_field_or_another_form_is_refused(fields: dict[str, object]) -> None:
    assert problem(json.dumps(LINE | fields))


@pytest.mark.parametrize(
    ("field", "value"),
    [("where", [f"web.py:1 call_{number}"]) for number in ("9042520927", "2520927")]
    + [("where", [f"web.py:1 {SID}"]), ("cause", SID), ("cause", "AC" + "0" * 32)],
)
def test_what_has_the_form_of_its_field_is_refused_still_if_it_is_a_number_or_a_sid(field: str, value: object) -> None:
    assert "holds" in problem(json.dumps(LINE | {field: value}))


NOW = datetime(2026, 2, 10, 15, 0, tzinfo=UTC)
COUNTED = embedded({"Turns": 1, "ReplySeconds": 12.345, "Cents": 0.0001}, "LINDA", NOW)
DIRECTIVE = {"Namespace": "LINDA", "Dimensions": [[]], "Metrics": [{"Name": "Turns", "Unit": "Count"}]}


def counting(**change: object) -> dict[str, object]:
    """A line that counts one turn, with a change to its only directive."""
    head = {"Timestamp": 1_770_735_600_000, "CloudWatchMetrics": [{**DIRECTIVE, **change}]}
    return {**LINE, "_aws": head, "Turns": 1}


def test_a_line_that_counts_metrics_is_let_through() -> None:
    assert problem(json.dumps(LINE | COUNTED)) == ""
    assert problem(json.dumps(counting())) == ""


@pytest.mark.parametrize(
    "line",
    [
        {**LINE, "Turns": 1},
        {**LINE, "_aws": TEXT},
        {**LINE, **COUNTED, "Booked": 1},
        {**LINE, **COUNTED, "Turns": "1"},
        {**LINE, **COUNTED, "Turns": True},
        {**LINE, **COUNTED, "Turns": [1]},
        {**LINE, **COUNTED, "Turns": 9042520927},
        {**LINE, **COUNTED, "Turns": -1},
        {**LINE, **COUNTED, "ReplySeconds": 0.12345},
        {**LINE, **COUNTED, "ReplySeconds": float("nan")},
        counting(Namespace="+19042520927"),
        counting(Namespace="9042520927"),
        counting(Namespace="AWS/Lambda"),
        counting(Namespace=TEXT),
        counting(Dimensions=[["event"]]),
        counting(Metrics=[{"Name": "Turns", "Unit": "Seconds"}]),
        counting(Metrics=[{"Name": "level", "Unit": "Count"}]),
        counting(Words=TEXT),
    ],
)
def test_metrics_in_another_form_or_undefined_are_refused(line: dict[str, object]) -> None:
    assert problem(json.dumps(line))


@given(st.text(), st.sampled_from(["level", "event", "customer", "error", "by", "source", "kind", "outcome", "reason"]))
def test_no_two_words_pass_as_the_value_of_any_field(text: str, field: str) -> None:
    assert problem(json.dumps(LINE | {field: f"{text} {text}"}))


LEAKS = """
import logging, sys
from collections.abc import Iterator
import pytest
from linda.logs import log

@pytest.fixture
def fixture() -> Iterator[None]:
    yield
    log("turn_answered", text="words")

def test_clean(capsys):
    log("turn_answered", by="rules")

def test_leak(): log("turn_answered", text="words")
def test_leak_unseen(capsys): test_leak(); capsys.readouterr()
def test_leak_elsewhere(monkeypatch): monkeypatch.setattr(sys, "stderr", sys.stdout); test_leak()
def test_leak_at_the_end(fixture): pass
def test_clean_library(): logging.getLogger("twilio.http_client").info("words")
def test_leak_by_a_library(monkeypatch):
    monkeypatch.setattr(logging.root.manager, "disable", 0)
    logging.getLogger("twilio.rest").info("words")
"""


def test_a_test_that_passed_but_leaked_fails(tmp_path: Path) -> None:
    (tmp_path / "test_leaks.py").write_text(LEAKS)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-rA", "test_leaks.py"]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "lambdas")))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": paths}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    outcomes = [line.split(" - ")[0] for line in done.stdout.splitlines() if " test_leaks.py::" in line]
    assert sorted(outcomes) == [
        "ERROR test_leaks.py::test_leak_at_the_end",
        "FAILED test_leaks.py::test_leak",
        "FAILED test_leaks.py::test_leak_by_a_library",
        "FAILED test_leaks.py::test_leak_elsewhere",
        "FAILED test_leaks.py::test_leak_unseen",
        "PASSED test_leaks.py::test_clean",
        "PASSED test_leaks.py::test_clean_library",
        "PASSED test_leaks.py::test_leak_at_the_end",
    ]
    assert "no field 'text' is known" in done.stdout
