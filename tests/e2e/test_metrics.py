"""The metrics of the deployed functions, read back from their log lines as CloudWatch reads them."""

import json
from collections.abc import Callable

import pytest

from local import twilio
from tests.e2e.conftest import Linda
from tests.emf import extracted
from tests.openai_stand_in import StandIn, call, fail, say
from tests.tool_calls import visit

type Counted = Callable[[], dict[str, float]]


@pytest.fixture
def counted(linda: Linda) -> Counted:
    """The sums of the metrics since this was last called."""
    seen = set(linda.logged())

    def since() -> dict[str, float]:
        # No two lines are the same, and the emulator keeps some of them twice.
        lines = [line for line in dict.fromkeys(linda.logged()) if line not in seen]
        seen.update(lines)
        return {name: sum(values) for name, values in extracted(lines).items()}

    return since


def test_texts_a_booking_a_forged_webhook_and_a_sweep_are_counted(
    linda: Linda, phone: str, day: str, counted: Counted
) -> None:
    assert linda.text("how much is an iphone 13 screen?", phone).receptionist == "rules"
    form = twilio.inbound(linda.account, phone, f"{day} at 2pm please")
    for _ in range(2):
        assert "Booked" in linda.webhook(form).text
    found = counted()
    assert 0 < found.pop("ReplySeconds") < 60
    assert found == {"Turns": 2, "TurnsByRules": 2, "Booked": 1}

    booking = {"phone": phone, "date": day, "time": "3:00 PM", "repair_type": "battery"}
    lead_id = linda.http.post("/scheduler", json=booking).json()["lead_id"]
    assert linda.http.post("/scheduler", json={**booking, "phone": "+19045550124"}).status_code == 409
    moved = linda.http.patch("/scheduler", params={"lead_id": lead_id}, json={"date": day, "time": "4:00 PM"})
    assert moved.status_code == 200
    assert linda.http.delete("/scheduler", params={"lead_id": lead_id}).status_code == 200
    assert counted() == {"Booked": 1, "Moved": 1, "Cancelled": 1, "TextsSent": 1}

    assert twilio.post_webhook(linda.outputs["dispatcher_url"], "another token", form).status_code == 403
    assert counted() == {"RefusedWebhooks": 1}

    linda.aws("lambda").invoke(FunctionName="scheduler", Payload=json.dumps({"task": "send_notices"}))
    swept = counted()
    assert swept["Sweeps"] >= 1  # the schedule may have woken it, too
    assert "SweepsFailed" not in swept


def test_what_the_model_does_costs_and_fails_at_is_counted(
    linda: Linda, stand_in: StandIn, phone: str, day: str, counted: Counted
) -> None:
    books = call("book_slot", visit(day, "10:00 AM"))
    stand_in.script.extend([books, say("See you!"), fail(500)])
    with linda.model_key():
        counted()
        assert "Booked" in linda.text(f"iphone 13 screen {day} at 10am", phone).messages[0]
        found = counted()
        assert found.pop("ModelSeconds") < found.pop("ReplySeconds")
        assert 0 < found.pop("Cents") < 1
        tokens = {"InputTokens": 200, "OutputTokens": 40}  # of two requests
        assert found == {"Turns": 1, "TurnsByRules": 0, "FellBack": 0, "Booked": 1, **tokens}
        assert linda.text("tell Brandon the gate is open", phone).receptionist == "rules"
    found = counted()
    assert (found["Turns"], found["TurnsByRules"], found["FellBack"], found["Escalated"]) == (1, 1, 1, 1)
    assert (found["InputTokens"], found["Cents"]) == (0, 0)
    assert stand_in.rejected == []
