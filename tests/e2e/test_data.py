"""The commands on the data as they reach AWS: by the shell's credentials and a region, here those of the emulator."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.functions import turn_event
from linda.models import Claim, Inbound
from local import __main__, aws, commands
from local.console import LocalError
from tests.e2e.conftest import Linda
from tests.e2e.test_foreign_leads import dashboard, is_free  # noqa: F401  (a fixture)
from tests.e2e.test_notices import texts

type Run = Callable[..., int]


@pytest.fixture
def run(linda: Linda, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Carry out a command as on a machine without a LINDA of its own, for the one on AWS."""
    for name, value in aws.environment(linda.outputs["aws_endpoint_url"], {}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    return lambda *arguments: commands.run(__main__.parse([*arguments, "--region", "us-east-1"]), tmp_path)


def failed(linda: Linda, phone: str) -> str:
    """Have a text of the number be a failed turn, and return its id."""
    now, sid = datetime.now(UTC), f"SM{phone}"
    store = DynamoDBStore(linda.aws("dynamodb"), "Repairs_Lead_Log", "Brandon_State_Log")
    message = Inbound(sid, phone, "how much is an iphone 13 screen?", f"{phone}-{now:%Y-%m-%d}", "twilio-sms", now)
    claim = store.claim(message, now)
    assert isinstance(claim, Claim)
    record = {"requestContext": {"condition": "RetriesExhausted"}, "requestPayload": turn_event(message, claim)}
    sqs = linda.aws("sqs")
    queue = sqs.get_queue_url(QueueName="linda-failed-turns")["QueueUrl"]
    sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(record))
    return sid


def listed(run: Run, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    run("failed-turns", "--json", *more)
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["failed_turns"]
    return found


def test_failed_turns_are_answered(linda: Linda, run: Run, phone: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = f"{phone[:-4]}1{phone[-3:]}"
    sids = [failed(linda, phone), failed(linda, other)]
    wanted = [f"--id={sid}" for sid in sids]
    assert [turn["outcome"] for turn in listed(run, capsys, *wanted)] == ["waiting", "waiting"]
    assert run("failed-turns", "--retry", *wanted) == 0
    assert ["$" in text for number in (phone, other) for text in texts(linda, number)] == [True, True]
    assert listed(run, capsys, *wanted) == []


def test_failed_turns_that_fail_again_are_kept(
    linda: Linda, run: Run, phone: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sid = failed(linda, phone)
    assert run("forget", phone, "--yes") == 0
    assert run("failed-turns", "--retry", "--id", sid) == 1
    assert "kept: the turn is not finished yet" in capsys.readouterr().out
    assert run("failed-turns", "--drop", "--phone", phone, "--yes") == 0
    assert listed(run, capsys, "--id", sid) == []


def test_old_bookings_are_taken_over_and_audited(
    linda: Linda,
    run: Run,
    dashboard: Callable[..., str],  # noqa: F811
    phone: str,
    day: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mapping = linda.aws("lambda")
    (stream,) = mapping.list_event_source_mappings(FunctionName="scheduler")["EventSourceMappings"]
    mapping.update_event_source_mapping(UUID=stream["UUID"], Enabled=False)  # it was not there when the lead was made
    try:
        lead_id = dashboard()
        assert run("adopt", "--dry-run") == 1
        told = capsys.readouterr().out
        assert f"{day} 14:00  {lead_id}  to be taken over" in told
        assert f"{lead_id} is another program's, and not adopted" in told
        assert is_free(linda, day)
        for words in (f"{lead_id}  taken over", "0 new"):
            run("adopt")
            assert words in capsys.readouterr().out
        assert not is_free(linda, day)
    finally:
        mapping.update_event_source_mapping(UUID=stream["UUID"], Enabled=True)
    run("audit", "--json")
    assert [problem for problem in json.loads(capsys.readouterr().out)["problems"] if lead_id in problem] == []
    assert run("forget", phone, "--yes") == 0
    assert linda.leads(phone) == []


def test_what_was_exported_is_imported_again(
    linda: Linda, run: Run, phone: str, day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    booking = {"phone": phone, "date": day, "time": "11:00 AM", "repair_type": "screen"}
    assert linda.http.post("/scheduler", json=booking).status_code == 201
    before, path = linda.leads(phone), tmp_path / "linda.jsonl"
    assert run("export", str(path)) == 0
    assert run("forget", phone, "--yes") == 0
    assert (linda.leads(phone), is_free(linda, day, "11:00 AM")) == ([], True)
    # The day is still there, without the time: it is not overwritten, and that is said.
    capsys.readouterr()
    assert run("import", str(path), "--dry-run") == 1
    assert f"DAY#{day} is there, and differs; it stays as it is." in capsys.readouterr().out
    assert linda.leads(phone) == []
    assert run("import", str(path), "--yes") == 1
    assert (linda.leads(phone), is_free(linda, day, "11:00 AM")) == (before, True)
    run("adopt")
    assert not is_free(linda, day, "11:00 AM")


def test_a_stage_that_is_not_deployed_is_said(run: Run) -> None:
    for command in (["audit"], ["failed-turns"], ["adopt"], ["export", "linda.jsonl"]):
        with pytest.raises(LocalError, match="LindaStack-staging"):
            run(*command, "--stage", "staging")
