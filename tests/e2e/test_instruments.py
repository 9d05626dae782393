"""The instruments of a local stack's functions: a trace, a movable clock, the choice of the receptionist."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from local import moved_clock, trace, twilio
from tests import openai_stand_in
from tests.e2e.conftest import Linda
from tests.e2e.test_notices import send_notices
from tests.openai_stand_in import StandIn

QUESTION = "how much is an iphone 13 screen?"


def turns(linda: Linda, who: str) -> list[dict[str, Any]]:
    return [turn for turn in trace.newest(linda.home / trace.NAME, 500) if turn["who"] == who]


def names(turn: dict[str, Any]) -> list[str]:
    return [step["name"] for step in turn["steps"] if step["name"] != "DynamoDB"]


def detail(turn: dict[str, Any], name: str) -> Any:
    return next(step["detail"] for step in turn["steps"] if step["name"] == name)


def test_a_text_leaves_a_turn_with_its_steps_in_order(linda: Linda, phone: str) -> None:
    linda.text(QUESTION, phone)
    (turn,) = turns(linda, phone)
    assert names(turn) == [
        "webhook verified",
        "state read",
        "dialogue before",
        "acts understood",
        "policy",
        "dialogue after",
        "commit",
        "TwiML",
    ]
    assert detail(turn, "webhook verified") is True
    assert detail(turn, "policy")[0]["kind"] == "price"
    assert detail(turn, "dialogue before") == {}
    assert detail(turn, "dialogue after")["jobs"] == [{"repair_type": "screen", "device": "iphone 13"}]
    assert detail(turn, "commit")["reply"] in detail(turn, "TwiML")
    calls = [step["detail"] for step in turn["steps"] if step["name"] == "DynamoDB"]
    assert (len(calls), turn["read_units"] + turn["write_units"]) == (
        turn["calls"],
        sum(call["units"] for call in calls),
    )
    assert (turn["kind"], turn["text"], turn["by"], turn["status"]) == ("text", QUESTION, "rules", 200)
    assert turn["counts"]["Turns"] == 1
    assert "not noted" not in str(turn)


def test_a_webhook_that_nobody_signed_leaves_a_turn_too(linda: Linda, phone: str) -> None:
    assert linda.http.post("/dispatcher", data={"From": phone, "Body": QUESTION}).status_code == 403
    (turn,) = turns(linda, phone)
    assert (names(turn), detail(turn, "webhook verified"), turn["status"]) == (["webhook verified"], False, 403)


def test_what_only_reads_leaves_no_turn(linda: Linda) -> None:
    _, place = trace.follow(linda.home / trace.NAME, None)
    linda.http.get("/state", headers=linda.owner()).raise_for_status()
    linda.http.get("/scheduler", params={"next": 1}).raise_for_status()
    linda.http.put("/state", headers=linda.owner(), json={"notes": "at the bench"}).raise_for_status()
    turns, _ = trace.follow(linda.home / trace.NAME, place)
    # Streams and sweeps, those of earlier tests too, come when they come.
    asked = [turn["text"] for turn in turns if turn["kind"] not in ("stream", "sweep")]
    assert asked == ["PUT /state"]


def test_the_trace_holds_no_key(linda: Linda, phone: str) -> None:
    linda.text(QUESTION, phone)
    linda.http.put("/state", headers=linda.owner(), json={"notes": "at the bench"}).raise_for_status()
    written = (linda.home / trace.NAME).read_text()
    assert '"PUT /state"' in written
    secrets = [linda.outputs[name] for name in ("twilio_account_sid", "twilio_auth_token", "admin_api_token")]
    assert [secret for secret in secrets if secret in written] == []


def test_a_text_may_ask_for_the_rules_where_there_is_a_model(linda: Linda, phone: str, stand_in: StandIn) -> None:
    with linda.model_key():
        stand_in.script.append(openai_stand_in.say("Good morning!"))
        form = twilio.inbound(linda.account, phone, "good morning")
        url = linda.outputs["dispatcher_url"]
        headers = twilio.webhook_headers(url, linda.account.token, form)
        answer = linda.http.post(url, data=form, headers={**headers, "X-Linda-Receptionist": "rules"})
        assert answer.headers["x-linda-receptionist"] == "rules"
        assert linda.text("good morning!", phone).receptionist == "model"
    assert [turn["by"] for turn in turns(linda, phone)] == ["rules", "model"]
    assert "guard" in names(turns(linda, phone)[1])


@pytest.fixture
def moved(linda: Linda) -> Iterator[Linda]:
    yield linda
    moved_clock.reset(linda.home / moved_clock.NAME)


def test_a_state_ends_by_the_moved_clock_and_a_reset_brings_it_back(moved: Linda) -> None:
    file, owner = moved.home / moved_clock.NAME, moved.owner()

    def status() -> str:
        return str(moved.http.get("/state", headers=owner).json()["state"]["status"])

    try:
        moved.http.put("/state", headers=owner, json={"status": "gym", "until": "50m"}).raise_for_status()
        assert status() == "gym"
        moved_clock.move(file, timedelta(hours=1))
        assert status() == "working"
        moved_clock.reset(file)
        assert status() == "gym"
    finally:
        moved.http.put("/state", headers=owner, json={"status": "working"}).raise_for_status()


def test_a_slot_has_passed_by_the_moved_clock(moved: Linda, day: str) -> None:
    def slots() -> list[str]:
        return list(moved.http.get("/scheduler", params={"date": day}).json()["available_slots"])

    assert "9:00 AM" in slots()
    noon = datetime.fromisoformat(f"{day}T12:30").replace(tzinfo=ZoneInfo("America/New_York"))
    moved_clock.move(moved.home / moved_clock.NAME, noon - datetime.now(noon.tzinfo))
    assert [slot for slot in slots() if slot.endswith("AM")] == []
    assert "4:00 PM" in slots()


def test_a_change_by_the_api_leaves_a_turn_and_so_does_a_sweep_that_writes_but_no_idle_one(
    linda: Linda, phone: str, day: str
) -> None:
    file = linda.home / trace.NAME
    booking = {"phone": phone, "date": day, "time": "3:00 PM", "repair_type": "screen"}
    linda.http.post("/scheduler", json=booking).raise_for_status()
    booked = [turn for turn in trace.newest(file, 20) if turn["text"] == "POST /scheduler"][-1]
    assert (booked["function"], booked["kind"], booked["status"]) == ("scheduler", "api", 201)
    assert booked["write_units"] > 0
    send_notices(linda)
    sweeps = [turn for turn in trace.newest(file, 1_000) if turn["kind"] == "sweep"]
    assert sweeps[-1]["text"].endswith("texts sent")
    assert all(sweep["write_units"] or sweep["error"] for sweep in sweeps)
