import json
from datetime import date, datetime

import pytest

from linda.logs import log, log_error


def fail_for(customer: str) -> None:
    raise ValueError(f"no reply for {customer}")


def test_an_event_is_one_line_of_json_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    log("turn_answered", by="rules", day=date(2026, 2, 10), words="two\nlines")
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.count("\n") == 1
    line = json.loads(written.err)
    assert datetime.fromisoformat(line.pop("timestamp")).tzinfo is not None
    assert line == {
        "level": "INFO",
        "event": "turn_answered",
        "by": "rules",
        "day": "2026-02-10",
        "words": "two\nlines",
    }


def test_an_error_is_logged_by_its_type_and_place_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        fail_for("+19042520927")
    except ValueError as error:
        log_error("request_failed", error, customer="**27")
    written = capsys.readouterr().err
    line = json.loads(written)
    assert (line["level"], line["event"], line["error"], line["customer"]) == (
        "ERROR",
        "request_failed",
        "ValueError",
        "**27",
    )
    assert line["where"][-1].startswith("test_logs.py:")
    assert line["where"][-1].endswith(" fail_for")
    assert "+19042520927" not in written
