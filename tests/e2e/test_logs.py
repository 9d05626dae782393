"""What the deployed functions log of requests that hold secrets. All that the other tests make them log is looked at
when the stack goes down: see conftest.py.
"""

import json
import secrets
from collections.abc import Iterator

import pytest

from local import keys, twilio
from tests.e2e.conftest import Linda
from tests.log_check import problem
from tests.openai_stand_in import StandIn, fail, say

FUNCTIONS = ["dispatcher", "state_manager", "scheduler"]
API_KEY = f"sk-{secrets.token_hex(16)}"
# Words that stand nowhere else, whole or in part.
TEXT, NAME, NOTES, PLACE, BEARER = (secrets.token_hex(8) for _ in range(5))


@pytest.fixture
def with_key(linda: Linda, stand_in: StandIn) -> Iterator[None]:
    keys.fill(linda.outputs["aws_endpoint_url"], "linda/keys", FUNCTIONS, {**linda.shell, "OPENAI_API_KEY": API_KEY})
    yield
    stand_in.script.clear()
    keys.fill(linda.outputs["aws_endpoint_url"], "linda/keys", FUNCTIONS, linda.shell)


def events(lines: list[dict[str, str]]) -> set[str]:
    return {line["event"] for line in lines}


def test_a_request_of_the_api_is_found_in_the_logs_by_the_id_in_its_answer(linda: Linda, phone: str, day: str) -> None:
    booking = {"phone": phone, "date": day, "time": "9:00 AM", "repair_type": "screen"}
    response = linda.http.post("/scheduler", json=booking)
    assert response.status_code == 201
    found = [json.loads(line) for line in linda.logged() if response.headers["apigw-requestid"] in line]
    written, notice = found
    assert (written["event"], written["action"]) == ("booking_written", "booked")
    assert (notice["event"], notice["kind"], notice["outcome"]) == ("notice", "confirmation", "sent")


def test_a_text_is_found_in_the_logs_by_its_sid_however_often_it_came(linda: Linda, phone: str) -> None:
    form = twilio.inbound(linda.account, phone, "Hello")
    assert {linda.webhook(form).status_code for _ in range(3)} == {200}
    found = [json.loads(line) for line in linda.logged() if form["MessageSid"] in line]
    assert [(line["event"], line["correlation_id"]) for line in found] == [("turn_answered", form["MessageSid"])]


@pytest.mark.usefixtures("with_key")
def test_no_number_word_token_or_key_is_in_the_logs(linda: Linda, stand_in: StandIn, phone: str, day: str) -> None:
    # Texts that the model answers, fails at and refuses for the key; by WhatsApp, by an unknown channel, by no number.
    stand_in.script.extend([say("Sure."), fail(500), fail(401), say("Sure."), fail(500), fail(500)])
    texts = [twilio.inbound(linda.account, phone, f"iphone 13 screen {day} at 10am {TEXT}") for _ in range(3)]
    senders = (f"whatsapp:{phone}", f"{TEXT}:{phone}", TEXT)
    texts += [twilio.inbound(linda.account, sender, TEXT) for sender in senders]
    for form in texts:
        assert linda.webhook(form).status_code == 200
    # Refused: no signature, and a signature by another token.
    assert linda.http.post("/dispatcher", data=texts[0]).status_code == 403
    assert twilio.post_webhook(linda.outputs["dispatcher_url"], BEARER, texts[0]).status_code == 403
    # Bookings: made, taken, malformed.
    booking = {"phone": phone, "date": day, "time": "2:00 PM", "repair_type": "screen"}
    booked = linda.http.post("/scheduler", json={**booking, "customer_name": NAME, "notes": NOTES})
    assert booked.status_code == 201
    assert linda.http.post("/scheduler", json={**booking, "phone": "+19042520927"}).status_code == 409
    assert linda.http.post("/scheduler", content=f'{{"notes": "{NOTES}"').status_code == 400
    lead_id = booked.json()["lead_id"]
    assert linda.http.delete("/scheduler", params={"lead_id": lead_id}).status_code == 200
    # The owner's state and lists: with his token, and with another one.
    state = {"location": PLACE, "notes": NOTES}
    assert linda.http.put("/state", json=state, headers=linda.owner()).status_code == 200
    assert linda.http.get("/scheduler", params={"phone": phone}, headers=linda.owner()).status_code == 200
    assert linda.http.put("/state", json=state, headers={"Authorization": f"Bearer {BEARER}"}).status_code == 401
    assert linda.http.delete("/state", headers=linda.owner()).status_code == 200
    assert stand_in.rejected == []

    lines = linda.logged()
    assert {"turn_answered", "model_unavailable", "webhook_refused", "notice"} <= events([*map(json.loads, lines)])
    canaries = [
        phone[2:],
        TEXT,
        NAME,
        NOTES,
        PLACE,
        BEARER,
        lead_id,
        API_KEY,
        linda.account.sid,
        linda.account.token,
        linda.account.phone,
    ]
    for canary in (*canaries, linda.outputs["admin_api_token"], linda.owner()["Authorization"]):
        assert [line for line in lines if canary in line] == []
    assert [line for line in lines if problem(line)] == []
    assert [line for line in lines if json.loads(line)["correlation_id"] == "unknown"] == []
