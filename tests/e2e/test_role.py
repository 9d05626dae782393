"""The role as IAM enforces it, over a LINDA of its own."""

import json
import time
from datetime import timedelta

from local import twilio
from tests.e2e.conftest import Linda
from tests.openai_stand_in import StandIn, say, slow


def test_the_role_is_enough_for_all_three_functions(enforced: Linda, day: str, phone: str) -> None:
    assert enforced.text(f"iphone 13 screen {day} at 2pm", phone).messages[0].startswith("Booked")
    booking = {"phone": phone, "date": day, "time": "9:00 AM", "repair_type": "screen"}
    assert enforced.http.post("/scheduler", json=booking).status_code == 201
    assert len(enforced.http.get("/scheduler", params={"date": day}).json()["available_slots"]) == 6
    assert enforced.http.put("/state", json={"status": "gym"}, headers=enforced.owner()).status_code == 200
    forgotten = enforced.http.delete("/scheduler", params={"customer": phone}, headers=enforced.owner())
    assert (forgotten.status_code, forgotten.json()["removed"]["leads"]) == (200, 2)
    assert enforced.http.delete("/state", headers=enforced.owner()).status_code == 200


def test_the_role_is_enough_for_a_reply_that_goes_out_by_itself(enforced: Linda, stand_in: StandIn, phone: str) -> None:
    with enforced.model_key():
        stand_in.script.append(say("Hello!"))
        enforced.text("hi", phone)  # the function is warm then
        # More than a webhook waits, and less than an asynchronous turn.
        stand_in.script.extend([slow(11, say("never heard")), slow(1, say("It starts at $79."))])
        response = enforced.webhook(twilio.inbound(enforced.account, phone, "how much is an iphone 13 screen?"))
        assert (response.headers["x-linda-receptionist"], "<Message>" in response.text) == ("later", False)
        assert response.elapsed < timedelta(seconds=10)
        deadline = time.monotonic() + 30
        while not (sent := twilio.sent_to(enforced.outputs["base_url"], phone)) and time.monotonic() < deadline:
            time.sleep(0.1)
    assert sent == ["It starts at $79."]


def test_without_one_of_the_table_rights_the_same_booking_fails(enforced: Linda, day: str, phone: str) -> None:
    iam = enforced.aws("iam")
    role = {"RoleName": "LINDALambdaExecutionRole", "PolicyName": "Tables"}
    policy = iam.get_role_policy(**role)["PolicyDocument"]
    reduced = json.loads(json.dumps(policy))
    reduced["Statement"][0]["Action"].remove("dynamodb:UpdateItem")
    iam.put_role_policy(**role, PolicyDocument=json.dumps(reduced))
    booking = {"phone": phone, "date": day, "time": "9:00 AM", "repair_type": "screen"}
    try:
        assert enforced.http.post("/scheduler", json=booking).status_code == 503
    finally:
        iam.put_role_policy(**role, PolicyDocument=json.dumps(policy))
    assert enforced.http.post("/scheduler", json=booking).status_code == 201
