"""The deployed API over HTTP, as the frontend and Twilio meet it."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

from linda.owner_state import DEFAULTS
from local import calls, twilio
from local.call import post as call_post
from tests.e2e.conftest import Linda
from tests.openai_stand_in import StandIn, call, fail, resumable, say, slow
from tests.tool_calls import visit


def free(linda: Linda, day: str) -> list[str]:
    response = linda.http.get("/scheduler", params={"date": day})
    assert response.status_code == 200
    slots: list[str] = response.json()["available_slots"]
    return slots


def test_three_messages_book_tomorrow_at_two(linda: Linda, phone: str) -> None:
    tomorrow = (datetime.now(ZoneInfo("America/New_York")) + timedelta(days=1)).date().isoformat()
    first = linda.text("Do you fix cracked iphone 13 screens?", phone)
    assert first.receptionist == "rules"
    assert "$79" in first.messages[0]
    assert "2:00 PM" in linda.text("What do you have tomorrow?", phone).messages[0]
    assert linda.text("2pm please", phone).messages[0].startswith("Booked: iPhone 13 screen repair, tomorrow")
    assert "2:00 PM" not in free(linda, tomorrow)
    (lead,) = linda.leads(phone)
    assert (lead["appointment_date"], lead["appointment_time"], lead["status"]) == (tomorrow, "2:00 PM", "booked")
    assert (lead["source"], lead["lead_type"], lead["repair_type"]) == ("twilio-sms", "appointment", "screen")


def test_of_fifty_parallel_bookings_of_one_slot_one_is_made(linda: Linda, day: str) -> None:
    def book(number: int) -> int:
        booking = {"phone": f"+190455530{number:02d}", "date": day, "time": "2:00 PM", "repair_type": "screen"}
        return linda.http.post("/scheduler", json=booking).status_code

    with ThreadPoolExecutor(50) as pool:
        codes = list(pool.map(book, range(50)))
    assert sorted(codes) == [201] + [409] * 49
    assert len(free(linda, day)) == 7


def test_the_owner_sees_all_leads_page_by_page_and_deletes_a_customer(linda: Linda, day: str, phone: str) -> None:
    for at in ("9:00 AM", "10:00 AM"):
        booking = {"phone": phone, "date": day, "time": at, "repair_type": "screen"}
        assert linda.http.post("/scheduler", json=booking).status_code == 201
    asked = {"leads": "1", "phone": phone, "limit": "1"}
    first = linda.http.get("/scheduler", params=asked, headers=linda.owner()).json()
    second = linda.http.get("/scheduler", params={**asked, "cursor": first["cursor"]}, headers=linda.owner()).json()
    times = [lead["appointment_time"] for lead in first["leads"] + second["leads"]]
    assert (sorted(times), second["cursor"]) == (["10:00 AM", "9:00 AM"], None)
    assert linda.http.get("/scheduler", params=asked).status_code == 401
    forgotten = linda.http.delete("/scheduler", params={"customer": phone}, headers=linda.owner())
    assert (forgotten.status_code, forgotten.json()["removed"]["leads"]) == (200, 2)
    assert linda.leads(phone) == []
    assert len(free(linda, day)) == 8


@pytest.mark.parametrize("prefix", ["", "/prod"])
def test_the_url_works_with_and_without_the_stage(linda: Linda, prefix: str, day: str) -> None:
    assert linda.http.get(f"{prefix}/scheduler", params={"date": day}).json()["available_count"] == 8
    assert linda.http.get(f"{prefix}/state").json()["status"] == "success"
    unsigned = {"From": "+19042520927", "Body": "Hello", "MessageSid": "SM123"}
    assert linda.http.post(f"{prefix}/dispatcher", data=unsigned).status_code == 403


def test_a_form_of_the_booking_page_books(linda: Linda, day: str, phone: str) -> None:
    booking = {"phone": phone, "date": day, "time": "9:00 AM", "repair_type": "battery", "device": "iPhone 12"}
    response = linda.http.post("/scheduler", data={**booking, "customer_name": "Zoë"})
    assert response.status_code == 201
    assert response.json()["customer_name"] == "Zoë"
    (lead,) = linda.leads(phone)
    assert lead["lead_id"] == response.json()["lead_id"]


def test_every_field_of_the_state_comes_back_with_its_type(linda: Linda) -> None:
    state = {**DEFAULTS, "status": "driving", "max_discount": 7.5, "ai_answers_calls": False, "agent_name": "Linda"}
    response = linda.http.put("/state", json=state, headers=linda.owner())
    assert response.status_code == 200
    seen = linda.http.get("/state", headers=linda.owner()).json()["state"]
    assert json.dumps({name: seen[name] for name in state}) == json.dumps(state)
    assert "max_discount" not in linda.http.get("/state").json()["state"]
    assert linda.http.delete("/state").status_code == 401
    assert linda.http.delete("/state", headers=linda.owner()).json()["state"]["status"] == "working"


def test_the_owners_hours_change_what_can_be_booked(linda: Linda, day: str) -> None:
    hours = {"operational_hours_enabled": True, "operational_open_time": "10:00", "operational_close_time": "12:00"}
    linda.http.post("/state", json=hours, headers=linda.owner())
    assert free(linda, day) == ["10:00 AM", "11:00 AM"]
    linda.http.delete("/state", headers=linda.owner())


def post(*request: Any) -> calls.Answer:
    """Post a webhook of a call, however long the emulator takes to start a function."""
    return replace(call_post(*request), seconds=0)


def test_a_caller_books_after_a_spoken_yes_and_a_hang_up_leaves_no_lead(linda: Linda, day: str, phone: str) -> None:
    url = linda.outputs["dispatcher_url"]
    said = [calls.Says(f"iphone thirteen screen {day} at ten"), calls.Says("yes"), calls.Says("no thank you bye")]
    held = calls.Call(post, linda.account, phone, url, fallback_url=url, status_callback=url)
    assert held.run(calls.Caller(*said)) == "hangup"
    assert held.errors == []
    assert "You're booked" in held.heard[-2].text
    (lead,) = linda.leads(phone)
    assert (lead["appointment_time"], lead["source"]) == ("10:00 AM", "twilio-voice")
    again = calls.Call(post, linda.account, phone, url, fallback_url=url, status_callback=url)
    assert again.run(calls.Caller()) == "caller"
    assert again.errors == []
    assert linda.leads(phone) == [lead]


def test_a_caller_waits_for_a_slow_model_and_hears_what_another_invocation_has_found(
    linda: Linda, stand_in: StandIn, phone: str
) -> None:
    url = linda.outputs["dispatcher_url"]
    stand_in.script.extend([slow(6, say("never heard")), say("Brandon can look at that. Which day suits you?")])
    with linda.model_key():
        held = calls.Call(post, linda.account, phone, url, fallback_url=url, status_callback=url)
        held.run(calls.Caller(calls.Says("my tablet fell into the lake with my bag")))
    assert held.errors == []
    assert [one.language for one in held.heard[:3]] == ["en-US", "es-US", "en-US"]  # the greeting
    *fillers, answer = [one.text for one in held.heard[3:]]
    assert set(fillers) == {"One moment, please."}
    assert "Which day suits you?" in answer


def test_a_webhook_delivered_in_parallel_has_one_effect_and_one_reply(linda: Linda, day: str, phone: str) -> None:
    form = twilio.inbound(linda.account, phone, f"iphone 13 screen {day} at 3pm")
    with ThreadPoolExecutor(12) as pool:
        answers = [response.text for response in pool.map(lambda _: linda.webhook(form), range(12))]
    replies = {answer for answer in answers if "<Message>" in answer}
    assert len(replies) == 1
    assert len(linda.leads(phone)) == 1
    assert linda.webhook(form).text in replies


def test_the_direct_invokes_of_the_deployment_notes_work(linda: Linda) -> None:
    def invoke(function: str, event: Mapping[str, object]) -> dict[str, object]:
        answer = linda.aws("lambda").invoke(FunctionName=function, Payload=json.dumps(event))
        assert "FunctionError" not in answer
        result: dict[str, object] = json.loads(answer["Payload"].read())
        return result

    hello = {"httpMethod": "POST", "body": urlencode({"From": "+19042520927", "Body": "Hello"})}
    assert "<Message>" in str(invoke("dispatcher", hello)["body"])
    assert invoke("state_manager", {"httpMethod": "GET"})["statusCode"] == 200
    change = {"httpMethod": "POST", "body": '{"status": "working", "location": "gym"}'}
    assert invoke("state_manager", change)["statusCode"] == 200
    past = {"httpMethod": "GET", "queryStringParameters": {"date": "2026-02-12"}}
    assert invoke("scheduler", past)["statusCode"] == 200
    booking = {"phone": "+19042520927", "date": "2026-02-12", "time": "2:00 PM", "repair_type": "screen"}
    refused = invoke("scheduler", {"httpMethod": "POST", "body": json.dumps(booking)})
    assert (refused["statusCode"], "past" in str(refused["body"])) == (400, True)
    assert invoke("state_manager", {"httpMethod": "DELETE"})["statusCode"] == 200


def test_with_a_key_the_model_answers_and_books_and_without_its_answer_the_rules_do(
    linda: Linda, stand_in: StandIn, day: str, phone: str
) -> None:
    booking = visit(day, "11:00 AM", device="iPhone 13")

    stand_in.script.extend([say("It starts at $79. When?"), call("book_slot", booking), say("Great!"), fail(500)])
    with linda.model_key():
        replies = [linda.text(message, phone) for message in ("iphone 13 screen?", "that day at 11", "battery price?")]
    assert stand_in.rejected == []
    assert [reply.receptionist for reply in replies] == ["model", "model", "rules"]
    assert replies[0].messages == ["It starts at $79. When?"]
    assert "11:00 AM" in replies[1].messages[0]
    assert "$49" in replies[2].messages[0]
    assert [lead["appointment_time"] for lead in linda.leads(phone)] == ["11:00 AM"]


def test_a_photo_is_shown_to_the_model_and_remarked_on_the_booking(
    linda: Linda, stand_in: StandIn, day: str, phone: str, tmp_path: Path
) -> None:
    photo = tmp_path / "cracked.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    seen, booking = {"description": "cracked from corner to corner"}, visit(day, "9:00 AM", device="iPhone 13")
    stand_in.script.append(resumable(call("describe_photos", seen), call("book_slot", booking), say("Thank you!")))
    with linda.model_key():
        reply = linda.text("can you fix this?", phone, photo=photo)
    stand_in.script.clear()
    assert reply.messages[0].startswith("Booked: iPhone 13 screen repair")
    (asked,) = [item for item in stand_in.requests[-1]["input"] if "can you fix this?" in str(item.get("content"))]
    assert [part["type"] for part in asked["content"]] == ["input_text", "input_image"]
    assert stand_in.rejected == []
    (lead,) = linda.leads(phone)
    assert lead["remarks"] == ["Sent 1 photo", "Photo: cracked from corner to corner"]


def test_a_preflight_lets_the_frontends_origins_in_and_no_other(linda: Linda) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for origin in ("http://localhost:3000", "http://127.0.0.1:3000"):
        allowed = linda.http.options("/scheduler", headers={"Origin": origin, **asked})
        assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (204, origin)
        answer = linda.http.get("/state", headers={"Origin": origin})
        exposed = answer.headers["access-control-expose-headers"]
        assert exposed == "ETag,Location,Content-Disposition,apigw-requestid"
    other = linda.http.options("/scheduler", headers={"Origin": "https://example.org", **asked})
    assert "access-control-allow-origin" not in other.headers
