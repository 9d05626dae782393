import ast
import io
import json
import logging
import re
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import dispatcher
import scheduler
import state_manager
from linda import composition, logs
from linda.errors import UndeliveredError
from linda.logs import bind, bind_request, log, log_error
from linda.models import Inbound

LAMBDAS = Path(__file__).parents[2] / "lambdas"
SID = "SM" + "0123456789abcdef" * 2
UUID = "2f1c5e0e-7b53-4a6c-9f5e-3a1b2c3d4e5f"
API_ID = "JKJaXmPLvHcESHA="


class VendorError(Exception):
    """An error with a code beside its words, as botocore's, openai's and twilio's have."""

    def __init__(self, code: object = None, response: object = None) -> None:
        super().__init__("words about +19042520927")
        self.code = code
        self.response = response


def fail_for(customer: str, cause: Exception | None = None) -> None:
    raise ValueError(f"no reply for {customer}") from cause


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return [json.loads(line) for line in captured.err.splitlines()]


def id_written(capsys: pytest.CaptureFixture[str]) -> object:
    log("turn_answered")
    (line,) = written(capsys)
    return line["correlation_id"]


def test_an_event_is_one_line_of_json_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    bind(SID)
    log("turn_answered", by="rules", customer="**27")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    line = json.loads(captured.err)
    assert datetime.fromisoformat(line.pop("timestamp")).tzinfo is not None
    assert line == {
        "level": "INFO",
        "event": "turn_answered",
        "correlation_id": SID,
        "by": "rules",
        "customer": "**27",
    }


def test_a_line_is_written_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces: list[str] = []
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(write=pieces.append, flush=lambda: None))
    log("turn_answered")
    assert len(pieces) == 1
    assert pieces[0].endswith("}\n")


def test_a_value_stays_on_its_line_and_of_one_that_is_no_json_only_the_type_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # In place of what looks at all lines: such values must not be logged.
    lines: list[str] = []
    monkeypatch.setattr(logs, "_write", lines.append)
    log("turn_answered", words="two\nlines", error=ValueError("call me at +19042520927"), day=date(2026, 2, 10))
    (line,) = lines
    assert "\n" not in line
    found = json.loads(line)
    assert (found["words"], found["error"], found["day"]) == ("two\nlines", "ValueError", "date")


def test_an_error_is_logged_by_its_type_and_place_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        fail_for("+19042520927")
    except ValueError as error:
        log_error("request_failed", error, customer="**27")
    captured = capsys.readouterr().err
    line = json.loads(captured)
    assert (line["level"], line["event"], line["error"], line["customer"]) == (
        "ERROR",
        "request_failed",
        "ValueError",
        "**27",
    )
    assert line["where"][-1].startswith("test_logs.py:")
    assert line["where"][-1].endswith(" fail_for")
    assert "+19042520927" not in captured


@pytest.mark.parametrize(
    ("cause", "logged"),
    [
        (None, ""),
        (KeyError("+19042520927"), "KeyError"),
        (VendorError(response={"Error": {"Code": "AccessDeniedException"}}), "AccessDeniedException"),
        (VendorError("invalid_api_key"), "invalid_api_key"),
        (VendorError(21610), "21610"),
        (VendorError(19042520927), "VendorError"),
        (VendorError("no such customer: Ann"), "VendorError"),
        (VendorError("sk-abcdefgh"), "VendorError"),
        (VendorError("x" * 65), "VendorError"),
    ],
)
def test_a_cause_is_logged_by_its_code_if_that_is_one_else_by_its_type(
    cause: Exception | None, logged: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        fail_for("Ann", cause)
    except ValueError as error:
        log_error("request_failed", error)
    (line,) = written(capsys)
    assert line["cause"] == logged


# --- what libraries log

LIBRARIES = ["", "boto3", "botocore.endpoint", "httpx2", "openai", "requests", "twilio.http_client", "urllib3"]


@pytest.mark.parametrize("level", [1, logging.DEBUG, logging.INFO, logging.CRITICAL, 60])
@pytest.mark.parametrize("name", LIBRARIES)
def test_no_library_logs_whatever_handlers_and_levels_there_are(name: str, level: int) -> None:
    logger, stream = logging.getLogger(name), io.StringIO()
    handler = logging.StreamHandler(stream)
    before = logger.level
    logger.addHandler(handler)
    try:
        logger.setLevel(1)
        logger.log(level, "Query Params: {'To': '+19042520927'}")
        logger.getChild("of_a_thread").log(level, "words")
    finally:
        logger.setLevel(before)
        logger.removeHandler(handler)
    assert stream.getvalue() == ""


# --- the correlation id


@pytest.mark.parametrize(
    ("event", "invocation", "bound"),
    [
        ({"requestContext": {"requestId": API_ID}}, UUID, API_ID),
        ({"httpMethod": "GET"}, UUID, UUID),
        ({"requestContext": {}}, UUID, UUID),
        ({"requestContext": None}, UUID, UUID),
        ({"requestContext": {"requestId": "+19042520927"}}, UUID, UUID),
        ({"requestContext": {"requestId": 7}}, UUID, UUID),
        (None, UUID, UUID),
        ({}, "", "unknown"),
    ],
)
def test_a_request_has_the_api_gateways_id_else_that_of_its_invocation(
    event: Mapping[str, object] | None, invocation: str, bound: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bind("of-the-request-before")
    bind_request(event, SimpleNamespace(aws_request_id=invocation))
    assert id_written(capsys) == bound


def test_without_a_context_there_is_no_id_rather_than_that_of_the_request_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bind("of-the-request-before")
    bind_request({}, None)
    assert id_written(capsys) == "unknown"


def test_a_text_has_its_sid_once_that_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    bind_request({"requestContext": {"requestId": API_ID}}, None)
    bind(SID)
    assert id_written(capsys) == SID


@pytest.mark.parametrize(
    "given",
    ["", " ", "+19042520927", "904-252-0927", "hi there", "SM1\n", "SM\u0661", "x" * 65, '"', "{}", b"SM1", 7, None],
)
def test_what_is_no_id_changes_nothing(given: object, capsys: pytest.CaptureFixture[str]) -> None:
    bind(SID)
    bind(given)
    assert id_written(capsys) == SID


@given(st.text() | st.text("0123456789+-=/_AS"))
def test_a_bound_id_is_short_ascii_and_no_number(given: str) -> None:
    assume(not re.search("bearer|token", given, re.IGNORECASE))  # which tests/log_check.py takes for a token itself
    bind(SID)
    bind(given)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream := io.StringIO())
        log("turn_answered")
    bound = json.loads(stream.getvalue())["correlation_id"]
    assert bound in (SID, given)
    assert 1 <= len(bound) <= 64
    assert bound.isascii()
    assert bound.isprintable()
    assert " " not in bound
    assert not bound.removeprefix("+").replace("-", "").isdigit()


def test_the_threads_of_an_event_log_under_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    bind(SID)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: log("photo_failed"), range(2)))
    assert [line["correlation_id"] for line in written(capsys)] == [SID, SID]


def test_events_side_by_side_log_under_their_own_ids(capsys: pytest.CaptureFixture[str]) -> None:
    both = Barrier(2)

    def handle(correlation_id: str) -> None:
        bind(correlation_id)
        both.wait(10)
        log(f"event_{correlation_id.lower()}")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(handle, ("SMa", "SMb")))
    assert {line["event"]: line["correlation_id"] for line in written(capsys)} == {
        "event_sma": "SMa",
        "event_smb": "SMb",
    }


def test_a_thread_that_outlives_its_event_keeps_its_id_in_a_copy_of_the_context(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bind("SMfirst")
    late = copy_context()
    bind("SMsecond")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(late.run, log, "model_unavailable").result()
    assert written(capsys)[0]["correlation_id"] == "SMfirst"


# --- the handlers and their calls


@pytest.mark.parametrize("function", [scheduler, state_manager])
@pytest.mark.parametrize(
    ("event", "bound"),
    [
        ({"queryStringParameters": {"date": "2026-02-12"}}, UUID),
        ({"queryStringParameters": {"date": "2026-02-12"}, "requestContext": {"requestId": API_ID}}, API_ID),
    ],
)
def test_a_handler_logs_under_the_id_of_its_request(
    function: ModuleType,
    event: Mapping[str, object],
    bound: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(composition, "store", lambda: fail_for("Ann"))
    bind("of-the-request-before")
    function.handler(event, SimpleNamespace(aws_request_id=UUID))
    (line,) = written(capsys)
    assert (line["event"], line["correlation_id"]) == ("request_failed", bound)


@pytest.mark.parametrize("is_handed_over", [False, True])
def test_a_text_is_logged_under_its_sid_also_when_it_is_handed_over(
    is_handed_over: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        log("turn_taken_over")
        fail_for("Ann")

    monkeypatch.setattr(dispatcher, "_office", fail)
    inbound = Inbound(SID, "+19042520927", "hi", "session", "twilio-sms", datetime(2026, 2, 10, 15, tzinfo=UTC))
    handed_over = {
        "task": "finish_turn",
        "lease_until": 0,
        "inbound": {**asdict(inbound), "received_at": inbound.received_at.isoformat()},
    }
    text = {"body": urlencode({"MessageSid": SID, "From": inbound.phone, "Body": "hi"})}
    with suppress(UndeliveredError):
        dispatcher.handler(handed_over if is_handed_over else text, SimpleNamespace(aws_request_id=UUID))
    lines = written(capsys)
    assert lines[0]["event"] == "turn_taken_over"
    assert {line["correlation_id"] for line in lines} == {SID}


def test_a_text_that_twilio_has_not_signed_is_not_logged_under_its_sid(capsys: pytest.CaptureFixture[str]) -> None:
    event = {"body": f"MessageSid={SID}&Body=hi", "requestContext": {"requestId": API_ID, "domainName": "example.com"}}
    assert dispatcher.handler(event, SimpleNamespace(aws_request_id=UUID))["statusCode"] == 403
    (line,) = written(capsys)
    assert (line["event"], line["correlation_id"]) == ("webhook_refused", API_ID)


def test_the_name_of_every_event_is_written_out_where_it_is_logged() -> None:
    calls = [
        node
        for source in LAMBDAS.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("log", "log_error")
    ]
    # The one call with a name it was given is that of log_error itself.
    given = [call for call in calls if not isinstance(call.args[0], ast.Constant)]
    assert len(calls) > 10
    assert [ast.unparse(call.args[0]) for call in given] == ["event"]
