"""The scheduler and the state manager with real events, over DynamoDB's API: what their callers get back."""

import json
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import dispatcher
import scheduler
import state_manager
from linda.adapters.dynamodb import DynamoDBStore
from linda.models import Hold, Slot
from linda.owner_state import DEFAULTS, current
from tests.emf import Counted
from tests.integration.conftest import LEADS, NOW, OWNER_TOKEN, STATE, Clock, reopen
from tests.integration.events import CUSTOMER, DAY_AFTER, TODAY, TOMORROW, api_event, body, leads, reply, sms, webhook

OWNER = {"authorization": f"Bearer {OWNER_TOKEN}"}

pytestmark = pytest.mark.usefixtures("environment")


def schedule(
    method: str,
    fields: Mapping[str, object] | None = None,
    query: Mapping[str, str] | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    address: str = "203.0.113.7",
) -> tuple[int, Any]:
    """Call the scheduler through the API and return the status code and the parsed body."""
    sent = None if fields is None else json.dumps(fields)
    event = api_event(method, "/scheduler", headers, queryStringParameters=query, body=sent)
    event["requestContext"]["identity"] = {"sourceIp": address}
    response: Any = scheduler.handler(event, None)
    return response["statusCode"], body(response)


def free(day: str = TOMORROW) -> list[str]:
    _, answer = schedule("GET", query={"date": day})
    assert answer["available_count"] == len(answer["available_slots"])
    slots: list[str] = answer["available_slots"]
    return slots


def booked(headers: Mapping[str, str] | None = None, **change: object) -> Any:
    code, answer = schedule("POST", BOOKING | change, headers=headers)
    assert code == 201
    return answer


def read(lead_id: str) -> Any:
    code, answer = schedule("GET", query={"lead_id": lead_id})
    assert code == 200
    return answer["booking"]


RANDOM_KEY = "5f0c5b52-6b4f-4b41-9d8f-0a0c8a3c1f6e"
BOOKING = {"phone": "(904) 252-0927", "date": TOMORROW, "time": "2:00 PM", "repair_type": "screen"}


def test_availability_and_booking_answer_as_the_contract_says(dynamodb: DynamoDBClient) -> None:
    day = scheduler.handler(api_event("GET", "/scheduler", queryStringParameters={"date": TOMORROW}), None)
    assert (day["statusCode"], body(day)["available_count"]) == (200, 8)
    assert set(body(day)) == {"status", "date", "available_slots", "available_count"}

    booked = scheduler.handler(api_event("POST", "/scheduler", {}, body=json.dumps(BOOKING)), None)
    assert booked["statusCode"] == 201
    answer = body(booked)
    assert answer["lead_id"].startswith("LEAD-")
    assert {name: answer[name] for name in ("status", "date", "time", "repair_type", "device", "phone")} == {
        "status": "success",
        "date": TOMORROW,
        "time": "2:00 PM",
        "repair_type": "screen",
        "device": "",
        "phone": "+19042520927",
    }
    assert set(answer) >= {"message", "customer_name"}

    others = BOOKING | {"phone": CUSTOMER}
    taken = scheduler.handler(api_event("POST", "/scheduler", {}, body=json.dumps(others)), None)
    assert taken["statusCode"] == 409
    assert body(taken)["status"] == "error"
    assert len(body(taken)["available_slots"]) == 7
    assert [lead["lead_id"]["S"] for lead in leads(dynamodb)] == [answer["lead_id"]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"phone": "911"}, "phone"),
        ({"date": "12/02/2026"}, "date"),
        ({"date": "2020-01-01"}, "past"),
        ({"time": "25:00"}, "time"),
        ({"repair_type": ""}, "repair_type"),
        ({"repair_type": 7}, "repair_type"),
        ({"lead_type": "visit"}, "lead_type"),
        ({"notes": "x" * 2_000}, "notes"),
        ({"lead_type": "callback", "date": TODAY, "time": "10:00 AM"}, "past"),
    ],
)
def test_a_bad_booking_is_refused_with_the_field_that_is_wrong(change: dict[str, object], words: str) -> None:
    response = scheduler.handler({"httpMethod": "POST", "body": json.dumps(BOOKING | change)}, None)
    assert response["statusCode"] == 400
    assert words in body(response)["message"]


@pytest.mark.parametrize("time", ["8:00 PM", "2:30 PM"])
def test_a_closed_time_is_a_conflict_with_the_open_ones(time: str) -> None:
    response = scheduler.handler({"httpMethod": "POST", "body": json.dumps(BOOKING | {"time": time})}, None)
    assert response["statusCode"] == 409
    assert len(body(response)["available_slots"]) == 8


def test_a_form_books_as_json_does() -> None:
    event = {
        "httpMethod": "POST",
        "headers": {"content-type": "application/x-www-form-urlencoded; charset=utf-8"},
        "body": urlencode(BOOKING),
    }
    assert scheduler.handler(event, None)["statusCode"] == 201


@pytest.mark.parametrize("sent", ["", "no JSON", "[]", '{"phone": NaN}', "[" * 50_000, "9" * 5_000])
def test_a_malformed_body_is_a_bad_request(sent: str) -> None:
    assert scheduler.handler({"httpMethod": "POST", "body": sent}, None)["statusCode"] == 400


def test_a_body_larger_than_any_honest_one_is_refused() -> None:
    assert scheduler.handler({"httpMethod": "POST", "body": "x" * 70_000}, None)["statusCode"] == 413


def test_another_method_is_refused() -> None:
    assert scheduler.handler({"httpMethod": "PROPFIND"}, None)["statusCode"] == 405


def test_a_range_lists_each_of_its_days() -> None:
    booked()
    code, answer = schedule("GET", query={"from": TODAY, "to": DAY_AFTER})
    assert (code, answer["from"], answer["to"]) == (200, TODAY, DAY_AFTER)
    assert [(day["date"], day["available_count"]) for day in answer["days"]] == [
        (TODAY, 6),
        (TOMORROW, 7),
        (DAY_AFTER, 8),
    ]
    assert [day["available_slots"] for day in answer["days"]] == [free(TODAY), free(TOMORROW), free(DAY_AFTER)]


@pytest.mark.parametrize(
    ("first", "last", "days"), [(TODAY, TODAY, 1), ("2026-01-30", "2026-03-01", 31), ("9999-12-01", "9999-12-31", 31)]
)
def test_a_range_has_at_most_31_days(first: str, last: str, days: int) -> None:
    code, answer = schedule("GET", query={"from": first, "to": last})
    assert (code, len(answer["days"])) == (200, days)
    assert answer["days"][-1]["date"] == last


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2026-01-29", "to": "2026-03-01"}, "to"),
        ({"from": TOMORROW, "to": TODAY}, "to"),
        ({"from": TODAY}, "to"),
        ({"to": TODAY}, "from"),
        ({"from": TODAY, "to": "soon"}, "to"),
        ({"from": "0001-01-01", "to": "9999-12-31"}, "to"),
        ({"next": "0"}, "next"),
        ({"next": "51"}, "next"),
        ({"next": "-1"}, "next"),
        ({"next": "three"}, "next"),
        ({"next": "\u0663"}, "next"),
        ({"next": "9" * 5_000}, "next"),
        ({"next": ""}, "next"),
        ({"date": "tomorrow"}, "date"),
        ({}, "date"),
    ],
)
def test_a_question_that_has_no_answer_is_a_bad_request_that_names_the_field(query: dict[str, str], field: str) -> None:
    code, answer = schedule("GET", query=query)
    assert (code, answer["message"].partition(" ")[0]) == (400, field)


@pytest.mark.parametrize(
    ("method", "query", "said"),
    [
        (
            "GET",
            {"leads": "1", "stauts": "booked"},
            "'stauts' is not a query parameter of this GET; did you mean 'status'?",
        ),
        ("GET", {"dat": TOMORROW}, "'dat' is not a query parameter of this GET; did you mean 'date'?"),
        ("GET", {"day": TOMORROW, "status": "booked"}, "status must be sent with leads=1: it filters that list alone"),
        ("POST", {"date": TOMORROW}, "'date' is not a query parameter of this POST; it takes none"),
        ("PATCH", {"leadid": "x"}, "'leadid' is not a query parameter of this PATCH; did you mean 'lead_id'?"),
        ("DELETE", {"custmer": "x"}, "'custmer' is not a query parameter of this DELETE; did you mean 'customer'?"),
        ("DELETE", {"zzz": "x"}, "'zzz' is not a query parameter of this DELETE; it takes customer, lead_id"),
    ],
)
@pytest.mark.parametrize("headers", [{}, OWNER])
def test_a_slip_in_the_query_is_refused_and_changes_nothing(
    method: str, query: dict[str, str], said: str, headers: Mapping[str, str]
) -> None:
    lead_id = booked()["lead_id"]
    fields = BOOKING | {"date": DAY_AFTER} if method in ("POST", "PATCH") else None
    asked = query | ({"lead_id": lead_id} if method in ("PATCH", "DELETE") else {})
    code, answer = schedule(method, fields, asked, headers=headers)
    assert (code, answer) == (400, {"status": "error", "message": said})
    assert (read(lead_id)["status"], read(lead_id)["appointment_date"]) == ("booked", TOMORROW)
    assert len(free(DAY_AFTER)) == 8


def test_what_a_page_adds_to_get_past_a_cache_is_passed_over() -> None:
    plain = schedule("GET", query={"date": TOMORROW})
    assert (
        schedule(
            "GET", query={"date": TOMORROW, "_": "1796148000", "t": "1", "ts": "2", "utm_source": "x", "format": "json"}
        )
        == plain
    )


def test_the_next_free_slots_come_in_order_and_over_midnight() -> None:
    for hour in ("12:00 PM", "2:00 PM", "3:00 PM"):
        booked(date=TODAY, time=hour)
    code, answer = schedule("GET", query={"next": "3"})
    assert (code, [(slot["date"], slot["time"]) for slot in answer["slots"]]) == (
        200,
        [(TODAY, "11:00 AM"), (TODAY, "1:00 PM"), (TODAY, "4:00 PM")],
    )
    assert schedule("GET", query={"next": "4"})[1]["slots"][3] == {"date": TOMORROW, "time": "9:00 AM"}


def test_the_shops_time_zone_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert free(TODAY)[0] == "11:00 AM"
    monkeypatch.setenv("SHOP_TIME_ZONE", "Europe/Madrid")
    reopen()
    assert free(TODAY) == []


def test_what_the_owner_closes_cannot_be_booked() -> None:
    closures = json.dumps([{"date": TOMORROW, "from": "12:00", "to": "15:00"}, {"date": DAY_AFTER}])
    event = api_event("POST", "/state", OWNER, body=json.dumps({"closures": closures, "busy_until": f"{TODAY}T14:00"}))
    assert state_manager.handler(event, None)["statusCode"] == 200
    assert free(TODAY) == ["2:00 PM", "3:00 PM", "4:00 PM"]
    assert free(TOMORROW) == ["9:00 AM", "10:00 AM", "11:00 AM", "3:00 PM", "4:00 PM"]
    assert free(DAY_AFTER) == []
    code, answer = schedule("POST", BOOKING)
    assert (code, answer["available_slots"]) == (409, free(TOMORROW))


def test_an_on_site_visit_takes_a_slot_and_its_fee_is_told() -> None:
    assert "$" not in booked(time="9:00 AM")["message"]
    answer = booked(lead_type="on_site")
    assert "$20" in answer["message"]
    assert answer["lead_id"].startswith("ONSITE-")
    assert "2:00 PM" not in free()


@pytest.mark.parametrize("at", ["2:00 PM", "7:30 PM", "8:00 AM"])
def test_a_callback_can_be_for_any_hour_of_the_day_and_takes_no_slot(at: str) -> None:
    booked(phone=CUSTOMER)
    answer = booked(lead_type="callback", time=at)
    assert answer["lead_id"].startswith("CALLBACK-")
    assert answer["time"] == at
    assert len(free()) == 7


def test_a_slot_that_a_conversation_holds_is_not_for_others(dynamodb_store: DynamoDBStore, clock: Clock) -> None:
    dynamodb_store.hold(Slot(date(2026, 2, 11), time(14)), Hold("session", int(NOW.timestamp()) + 300), NOW)
    assert "2:00 PM" not in free()
    code, answer = schedule("POST", BOOKING)
    assert (code, answer["available_slots"]) == (409, free())
    clock.moment += timedelta(minutes=5)
    booked()


# --- reading, moving and cancelling


def test_who_has_a_leads_id_reads_it_without_its_notes() -> None:
    answer = booked(notes="rings twice", customer_name="Ann", device="iPhone 13")
    booking = read(answer["lead_id"])
    shared = ("lead_id", "repair_type", "device", "phone", "customer_name")
    assert {name: booking[name] for name in shared} == {name: answer[name] for name in shared}
    assert (booking["appointment_date"], booking["appointment_time"]) == (TOMORROW, "2:00 PM")
    assert (booking["status"], booking["revision"], booking["source"]) == ("booked", 1, "web")
    assert "notes" not in booking


@pytest.mark.parametrize(
    ("method", "fields"), [("GET", None), ("PATCH", {"date": TOMORROW, "time": "3:00 PM"}), ("DELETE", None)]
)
def test_malformed_absent_and_other_ids_are_not_found_alike(
    method: str, fields: dict[str, str] | None, dynamodb: DynamoDBClient
) -> None:
    own = booked()["lead_id"]
    webhook(sms("SM1", "hi"))
    ids = [
        "",
        "LEAD-1",
        own.lower(),
        own[:-1],
        f"{own} ",
        f"LEAD-{'A' * 26}",
        f"CHATLOG-{CUSTOMER}-2026-02",
        "PHONE#+19042520927",
        "x" * 5_000,
        "\ud800",
    ]
    before = dynamodb.scan(TableName=LEADS)["Items"]
    for headers in ({}, OWNER):
        answers = [schedule(method, fields, {"lead_id": lead_id}, headers=headers) for lead_id in ids]
        assert answers == [(404, {"status": "error", "message": "there is no such booking"})] * len(ids)
    assert dynamodb.scan(TableName=LEADS)["Items"] == before


def test_a_moved_booking_frees_its_old_slot_at_once() -> None:
    lead_id = booked()["lead_id"]
    code, answer = schedule("PATCH", {"date": DAY_AFTER, "time": "9:00 AM"}, {"lead_id": lead_id})
    assert code == 200
    assert "Thu, Feb 12 at 9:00 AM" in answer["message"]
    assert answer["booking"] == read(lead_id)
    assert (read(lead_id)["appointment_date"], read(lead_id)["appointment_time"]) == (DAY_AFTER, "9:00 AM")
    assert (len(free(TOMORROW)), len(free(DAY_AFTER))) == (8, 7)
    booked(phone=CUSTOMER)


def test_moving_a_booking_to_where_it_is_changes_nothing(clock: Clock, counted: Counted) -> None:
    lead_id = booked()["lead_id"]
    before = read(lead_id)
    clock.moment += timedelta(seconds=1)
    assert schedule("PATCH", {"date": TOMORROW, "time": "14:00"}, {"lead_id": lead_id})[0] == 200
    assert read(lead_id) == before
    assert counted() == {"Booked": [1]}


def test_what_the_api_books_moves_and_cancels_is_counted_once(clock: Clock, counted: Counted) -> None:
    lead_id = booked()["lead_id"]
    assert booked()["lead_id"] == lead_id  # a second click
    assert schedule("POST", BOOKING | {"phone": "+19045550124"})[0] == 409
    clock.moment += timedelta(seconds=1)
    for _ in range(2):
        assert schedule("PATCH", {"date": DAY_AFTER, "time": "9:00 AM"}, {"lead_id": lead_id})[0] == 200
        clock.moment += timedelta(seconds=1)
    for _ in range(2):
        assert schedule("DELETE", query={"lead_id": lead_id})[0] == 200
        clock.moment += timedelta(seconds=1)
    assert counted() == {"Booked": [1], "Moved": [1], "Cancelled": [1]}


@pytest.mark.parametrize("status", ["ready", "completed", "no_show", "cancelled"])
def test_of_what_the_owner_ends_only_a_cancellation_is_counted(status: str, clock: Clock, counted: Counted) -> None:
    lead_id = booked()["lead_id"]
    clock.moment += timedelta(seconds=1)
    assert schedule("PATCH", {"status": status}, {"lead_id": lead_id}, headers=OWNER)[0] == 200
    assert counted() == {"Booked": [1], **({"Cancelled": [1]} if status == "cancelled" else {})}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"date": TOMORROW, "time": "3:00 PM"}, 409),
        ({"date": TOMORROW, "time": "8:00 PM"}, 409),
        ({"date": TODAY, "time": "9:00 AM"}, 409),
        ({"date": "2026-02-09", "time": "3:00 PM"}, 400),
        ({"date": TOMORROW}, 400),
        ({"time": "3:00 PM"}, 400),
        ({"date": TOMORROW, "time": 15}, 400),
        ({}, 400),
    ],
)
def test_a_booking_that_cannot_be_moved_stays_where_it_is(fields: dict[str, object], code: int) -> None:
    lead_id = booked()["lead_id"]
    booked(phone=CUSTOMER, time="3:00 PM")
    before = read(lead_id)
    answered, answer = schedule("PATCH", fields, {"lead_id": lead_id})
    assert answered == code
    assert read(lead_id) == before
    if code == 409:
        assert answer["available_slots"] == free(str(fields["date"]))


@pytest.mark.parametrize(("field", "hint"), [("stat", "; did you mean 'status'?"), ("when", "")])
def test_a_change_without_any_field_that_can_change_says_what_to_send(field: str, hint: str) -> None:
    code, answer = schedule("PATCH", {field: "ready"}, {"lead_id": booked()["lead_id"]})
    assert (code, answer["message"]) == (
        400,
        f"send date and time to move the booking, status to end it, or notes{hint}",
    )


def test_a_cancelled_slot_is_free_at_once_and_cancelling_again_is_the_same() -> None:
    lead_id = booked()["lead_id"]
    first = schedule("DELETE", query={"lead_id": lead_id})
    assert first[0] == 200
    assert first[1]["booking"]["status"] == "cancelled"
    assert "2:00 PM" in free()
    others = booked(phone=CUSTOMER)["lead_id"]
    assert schedule("DELETE", query={"lead_id": lead_id}) == first
    assert read(others)["status"] == "booked"
    assert "2:00 PM" not in free()
    assert schedule("PATCH", {"date": TOMORROW, "time": "4:00 PM"}, {"lead_id": lead_id})[0] == 409


@pytest.mark.parametrize("headers", [None, {}, {"authorization": "Bearer wrong"}])
@pytest.mark.parametrize("status", ["completed", "no_show", "cancelled", "booked", 7])
def test_only_the_owner_sets_a_status(status: object, headers: dict[str, str] | None) -> None:
    lead_id = booked()["lead_id"]
    assert schedule("PATCH", {"status": status}, {"lead_id": lead_id}, headers=headers)[0] == 401
    assert schedule("PATCH", {"status": status}, {"lead_id": "LEAD-1"}, headers=headers)[0] == 401
    assert read(lead_id)["status"] == "booked"


@pytest.mark.parametrize("status", ["ready", "completed", "no_show", "cancelled"])
def test_the_owner_ends_a_booking_once(status: str) -> None:
    lead_id = booked()["lead_id"]
    for _ in range(2):
        code, answer = schedule("PATCH", {"status": status}, {"lead_id": lead_id}, headers=OWNER)
        assert (code, answer["booking"]["status"], answer["booking"]["revision"]) == (200, status, 2)
    other = "cancelled" if status != "cancelled" else "completed"
    event = {
        "httpMethod": "PATCH",
        "queryStringParameters": {"lead_id": lead_id},
        "body": json.dumps({"status": other}),
    }
    assert scheduler.handler(event, None)["statusCode"] == 409
    assert ("2:00 PM" in free()) is (status == "cancelled")


@pytest.mark.parametrize("status", ["booked", "", "CANCELLED", None, ["completed"], 7])
def test_no_other_status_can_be_set(status: object) -> None:
    lead_id = booked()["lead_id"]
    assert schedule("PATCH", {"status": status}, {"lead_id": lead_id}, headers=OWNER)[0] == 400
    assert read(lead_id)["status"] == "booked"


# --- once, however often it is sent


def test_the_same_key_and_body_get_the_same_answer(dynamodb: DynamoDBClient) -> None:
    event = api_event("POST", "/scheduler", {"Idempotency-Key": "key-1"}, body=json.dumps(BOOKING))
    first, second = scheduler.handler(event, None), scheduler.handler(event, None)
    assert first["statusCode"] == 201
    assert second == first
    assert len(leads(dynamodb)) == 1
    (receipt,) = [item for item in dynamodb.scan(TableName=STATE)["Items"] if item["state_id"]["S"].startswith("IDEM#")]
    assert int(receipt["expires_at"]["N"]) == int((NOW + timedelta(days=30)).timestamp())
    assert "key-1" not in str(receipt)


@pytest.mark.parametrize("change", [{"time": "3:00 PM"}, {"phone": CUSTOMER}, {"notes": "another"}, {"x": 1}])
def test_the_same_key_with_another_body_is_refused(change: dict[str, object], dynamodb: DynamoDBClient) -> None:
    booked({"idempotency-key": "key-1"})
    code, answer = schedule("POST", BOOKING | change, headers={"idempotency-key": "key-1"})
    assert (code, answer["status"]) == (422, "error")
    assert len(leads(dynamodb)) == 1


def test_another_key_is_another_request() -> None:
    booked({"idempotency-key": "key-1"})
    assert schedule("POST", BOOKING, headers={"idempotency-key": "key-2"})[0] == 409


@pytest.mark.parametrize("key", ["x" * 256, "x" * 10_000])
def test_a_key_that_is_too_long_is_refused(key: str, dynamodb: DynamoDBClient) -> None:
    assert schedule("POST", BOOKING, headers={"idempotency-key": key})[0] == 400
    assert leads(dynamodb) == []


@pytest.mark.parametrize(
    ("method", "fields"), [("PATCH", {"date": DAY_AFTER, "time": "9:00 AM"}), ("DELETE", None), ("GET", None)]
)
@pytest.mark.parametrize("days", [0, 2])
def test_a_replay_gets_the_first_answer_whatever_became_of_the_booking(
    days: int, method: str, fields: dict[str, str] | None, clock: Clock, dynamodb: DynamoDBClient
) -> None:
    first = booked({"idempotency-key": "key-1"})
    assert schedule(method, fields, {"lead_id": first["lead_id"]})[0] == 200
    clock.moment += timedelta(days=days)
    assert booked({"idempotency-key": "key-1"}) == first
    assert len(leads(dynamodb)) == 1


def test_a_refused_booking_leaves_its_key_free_to_book() -> None:
    others = booked(phone=CUSTOMER)["lead_id"]
    assert schedule("POST", BOOKING, headers={"idempotency-key": "key-1"})[0] == 409
    schedule("DELETE", query={"lead_id": others})
    booked({"idempotency-key": "key-1"})


@pytest.mark.parametrize("lead_type", ["appointment", "on_site", "callback"])
def test_a_double_click_is_one_booking(lead_type: str, clock: Clock, dynamodb: DynamoDBClient) -> None:
    first = booked(lead_type=lead_type)
    clock.moment += timedelta(seconds=299)
    assert booked(lead_type=lead_type) == first
    assert len(leads(dynamodb)) == 1


@pytest.mark.parametrize("offset", [0, 1, 150, 299])
def test_a_double_click_is_known_by_the_time_since_the_first_wherever_on_the_clock(offset: int, clock: Clock) -> None:
    clock.moment += timedelta(seconds=offset)
    first = booked()
    clock.moment += timedelta(seconds=299)
    assert booked() == first
    clock.moment += timedelta(seconds=1)
    assert schedule("POST", BOOKING)[0] == 409


def test_a_double_click_may_spell_its_fields_otherwise(dynamodb: DynamoDBClient) -> None:
    first = booked(customer_name="Ann", x=1)
    same = {"phone": "+19042520927", "time": "14:00", "customer_name": " Ann ", "device": None, "lead_type": ""}
    assert booked(None, **same) == first
    assert len(leads(dynamodb)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"phone": CUSTOMER},
        {"repair_type": "battery"},
        {"customer_name": "Bob"},
        {"device": "iPhone 12"},
        {"notes": "!"},
        {"source": "web-chat"},
        {"lead_type": "on_site"},
    ],
)
def test_what_is_no_double_click_is_a_conflict_that_tells_nothing_of_the_first(
    change: dict[str, str], dynamodb: DynamoDBClient
) -> None:
    first = {"customer_name": "Ann", "device": "iPhone 13"}
    booked(None, **first)
    address = "203.0.113.7" if change else "198.51.100.1"
    code, answer = schedule("POST", BOOKING | first | change, address=address)
    assert (code, set(answer)) == (409, {"status", "message", "date", "available_slots", "available_count"})
    assert answer["message"] == "2:00 PM on 2026-02-11 is taken"
    assert answer["available_slots"] == free()
    assert len(leads(dynamodb)) == 1


def test_who_knows_what_a_customer_has_booked_by_text_is_not_given_the_booking(dynamodb: DynamoDBClient) -> None:
    assert "Booked" in reply(webhook(sms("SM1", "iphone 13 screen tomorrow at 2pm")))
    known = {"phone": CUSTOMER, "device": "iPhone 13"}
    assert [schedule("POST", BOOKING | known | more)[0] for more in ({}, {"source": "web-chat"})] == [409, 409]
    assert len(leads(dynamodb)) == 1


def test_without_an_address_nobody_is_known_again() -> None:
    booked()
    assert schedule("POST", BOOKING, address="")[0] == 409
    booked(date=DAY_AFTER)
    for _ in range(2):
        code, _ = schedule("POST", BOOKING | {"phone": CUSTOMER, "time": "4:00 PM"}, address="")
    assert code == 409


@pytest.mark.parametrize("headers", [OWNER, None])
def test_the_owners_double_click_is_one_booking_from_wherever(
    headers: dict[str, str] | None, dynamodb: DynamoDBClient
) -> None:
    def click(address: str) -> Any:
        if headers:
            return schedule("POST", BOOKING, headers=headers, address=address)[1]
        return body(scheduler.handler({"httpMethod": "POST", "body": json.dumps(BOOKING)}, None))

    first = click("203.0.113.7")
    assert first["status"] == "success"
    assert click("198.51.100.1") == first
    assert len(leads(dynamodb)) == 1
    assert schedule("POST", BOOKING)[0] == 409


@pytest.mark.parametrize("lead_type", ["appointment", "callback"])
def test_a_double_click_after_a_cancellation_books_anew(lead_type: str) -> None:
    first = booked(lead_type=lead_type)
    schedule("DELETE", query={"lead_id": first["lead_id"]})
    second = booked(lead_type=lead_type)
    assert read(second["lead_id"])["status"] == "booked"
    assert booked(lead_type=lead_type) == second


@pytest.mark.parametrize("key", ["1", "booking-1", "x" * 255, "00000000-0000-1000-8000-000000000000", RANDOM_KEY + "1"])
def test_a_key_that_can_be_guessed_is_its_addresss_alone(key: str) -> None:
    first = booked({"idempotency-key": key}, customer_name="Ann")
    fields, headers = BOOKING | {"customer_name": "Ann"}, {"idempotency-key": key}
    code, answer = schedule("POST", fields, headers=headers, address="198.51.100.1")
    assert (code, "lead_id" in answer) == (409, False)
    assert schedule("POST", fields, headers=headers)[1] == first
    # Nor can one address take a key away from another.
    assert schedule("POST", fields | {"time": "3:00 PM"}, headers=headers, address="198.51.100.1")[0] == 201


@pytest.mark.parametrize("key", [RANDOM_KEY, RANDOM_KEY.upper(), "0197f5c4-6f3a-7d3e-8a51-3b7a9d1e2f40"])
def test_a_random_key_is_known_again_on_another_network(key: str, dynamodb: DynamoDBClient) -> None:
    first = booked({"idempotency-key": key})
    code, answer = schedule("POST", BOOKING, headers={"idempotency-key": key}, address="198.51.100.1")
    assert (code, answer) == (201, first)
    assert len(leads(dynamodb)) == 1
    other = schedule("POST", BOOKING | {"notes": "!"}, headers={"idempotency-key": key}, address="198.51.100.1")
    assert other == (422, {"status": "error", "message": "this Idempotency-Key was used for another request"})


def test_a_booking_whose_time_has_passed_is_the_owners_alone_to_change(clock: Clock) -> None:
    lead_id = booked()["lead_id"]
    clock.moment += timedelta(hours=28)
    before = read(lead_id)
    move = {"date": DAY_AFTER, "time": "9:00 AM"}
    for headers in (None, {"authorization": "Bearer wrong"}):
        for code, answer in (
            schedule("DELETE", query={"lead_id": lead_id}, headers=headers),
            schedule("PATCH", move, {"lead_id": lead_id}, headers=headers),
        ):
            assert (code, answer["status"]) == (409, "error")
            assert "passed" in answer["message"]
    assert read(lead_id) == before
    assert schedule("PATCH", move, {"lead_id": lead_id}, headers=OWNER)[0] == 200
    clock.moment += timedelta(days=2)
    assert schedule("DELETE", query={"lead_id": lead_id}, headers=OWNER)[0] == 200
    assert schedule("DELETE", query={"lead_id": lead_id})[0] == 200  # again


# --- what may stand in a booking


@pytest.mark.parametrize("name", ["repair_type", "device", "customer_name", "notes", "source"])
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  two\r\n\r\nlines\t here\u2028there ", "two lines here there"),
        ("\u202a\u202eevil\u202c\u2066\u2069", "evil"),
        ("zero\u200b\u200d\ufeffwidth\u200e\u200f", "zerowidth"),
        ("bell\u0007 esc\u001b[2J nul\u0000 \u009b", "bell esc [2J nul"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("Jos\u00e9 \U0001f527 \u0416", "Jos\u00e9 \U0001f527 \u0416"),
    ],
)
def test_a_field_is_one_line_without_what_cannot_be_seen(
    name: str, sent: str, kept: str, dynamodb: DynamoDBClient
) -> None:
    booked(None, **{name: sent})
    assert [lead[name]["S"] for lead in leads(dynamodb)] == [kept]


@pytest.mark.parametrize("sent", ["\u200b", "\u202e \u0000", "\n"])
def test_a_field_that_shows_nothing_is_missing(sent: str) -> None:
    assert schedule("POST", BOOKING | {"repair_type": sent})[1]["message"] == "repair_type is required"


@pytest.mark.parametrize(
    "change",
    [
        {"time": "14:00:00"},
        {"time": "14:00:00.000"},
        {"time": "2:00:00\u202fPM"},
        {"time": "2:00\u202fpm"},
        {"time": "\u200e2:00\u200e \u200ePM"},
        {"date": f"\u200e{TOMORROW}"},
        {"phone": "(904) 252-0927 (cell)"},
        {"phone": "\u202a(904)\u00a0252-0927\u202c"},
    ],
)
def test_what_browsers_and_address_books_put_into_a_field_is_read(change: dict[str, str]) -> None:
    answer = booked(None, **change)
    assert (answer["phone"], answer["date"], answer["time"]) == ("+19042520927", TOMORROW, "2:00 PM")


def test_what_a_stranger_has_booked_on_a_number_is_not_texted_to_it() -> None:
    words = "Your phone is locked. Pay $50 at http://evil.example"
    booked(phone=CUSTOMER, repair_type=words, device=words, customer_name=words, notes=words)
    for n, text in enumerate(["when is my appointment?", "is my phone ready?", "cancel my appointment", "yes"]):
        said = reply(webhook(sms(f"SM{n}", text)))
        assert "Wed, Feb 11" in said
        assert [word for word in ("locked", "$50", "evil") if word in said] == []


def test_the_owner_alone_may_book_as_if_it_came_from_twilio(dynamodb: DynamoDBClient) -> None:
    for source in ("twilio-voice", " Twilio-sms", "\u200btwilio"):
        for headers in (None, {"authorization": "Bearer wrong"}):
            code, answer = schedule("POST", BOOKING | {"source": source}, headers=headers)
            assert (code, answer["message"].partition(" ")[0]) == (400, "source")
    booked(OWNER, source="twilio-voice")
    assert [lead["source"]["S"] for lead in leads(dynamodb)] == ["twilio-voice"]


@pytest.mark.parametrize("number", ["+19045550100", "(904) 555-0100"])
def test_the_shops_own_number_is_nobodys_to_book_on(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_PHONE_NUMBER", number)
    reopen()
    for headers in (None, OWNER):
        code, answer = schedule("POST", BOOKING | {"phone": "+1 904 555 0100"}, headers=headers)
        assert (code, answer["message"].partition(" ")[0]) == (400, "phone")
    booked()


def test_the_owners_number_is_his_alone_to_book_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWNER_PHONE", "+19045550111")
    reopen()
    assert schedule("POST", BOOKING | {"phone": "904 555 0111"})[0] == 400
    booked(OWNER, phone="904 555 0111")


def test_a_booking_is_made_though_the_shops_number_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_ID", "no-such-secret")
    reopen()
    booked()


# --- how often


def test_a_number_has_at_most_three_open_bookings(clock: Clock) -> None:
    hours = ["9:00 AM", "10:00 AM", "11:00 AM"]
    lead_ids = [booked(time=hour)["lead_id"] for hour in hours]
    code, answer = schedule("POST", BOOKING)
    assert (code, answer["status"]) == (429, "error")
    assert attempts(9, {"phone": CUSTOMER, "time": "9:00 AM"}, address="198.51.100.1") == [409] * 9
    assert attempts(1, {"phone": CUSTOMER, "time": "9:00 AM"}, address="198.51.100.1") == [409]
    # The words do not tell who merely knows a number how many bookings it has.
    assert schedule("POST", BOOKING, address="198.51.100.1") == (code, answer)
    assert "3 open bookings" in schedule("POST", BOOKING, headers=OWNER)[1]["message"]
    booked(OWNER, phone=CUSTOMER, time="3:00 PM")
    schedule("DELETE", query={"lead_id": lead_ids[0]})
    booked()
    assert schedule("POST", BOOKING | {"time": "4:00 PM"})[0] == 429
    clock.moment += timedelta(hours=24)  # Ten o'clock's booking has begun.
    booked(time="4:00 PM")


def attempts(count: int, change: dict[str, str] | None = None, **how: Any) -> list[int]:
    """Try to book a taken slot and return the status codes."""
    return [schedule("POST", BOOKING | (change or {}), **how)[0] for _ in range(count)]


@pytest.fixture
def taken(environment: None) -> None:
    """A booking that a direct invoke made, so that no attempt is counted."""
    scheduler.handler({"httpMethod": "POST", "body": json.dumps(BOOKING | {"phone": CUSTOMER})}, None)


@pytest.mark.usefixtures("taken")
def test_a_number_may_try_ten_times_an_hour_from_wherever(clock: Clock) -> None:
    spellings = ["(904) 252-0927", "+19042520927"] * 5
    codes = [
        code for n, phone in enumerate(spellings) for code in attempts(1, {"phone": phone}, address=f"203.0.113.{n}")
    ]
    assert codes == [409] * 10
    assert attempts(1, address="203.0.113.99") == [429]
    assert attempts(1, {"time": "3:00 PM"}, address="203.0.113.99") == [429]
    assert attempts(1, {"phone": "904 252 0928"}, address="203.0.113.99") == [409]
    clock.moment += timedelta(hours=1)
    assert attempts(1, address="203.0.113.99") == [409]


def numbers(count: int) -> list[dict[str, str]]:
    return [{"phone": f"904 252 {n:04}"} for n in range(count)]


@pytest.mark.usefixtures("taken")
def test_an_address_may_try_ten_times_an_hour_for_whatever_number() -> None:
    assert [code for number in numbers(10) for code in attempts(1, number)] == [409] * 10
    spoofed = {"X-Forwarded-For": "198.51.100.1", "X-Real-IP": "198.51.100.1", "Forwarded": "for=198.51.100.1"}
    assert attempts(1) == [429]
    assert attempts(1, headers=spoofed) == [429]
    assert attempts(1, address="198.51.100.1") == [409]


@pytest.mark.usefixtures("taken")
def test_an_address_beyond_its_limit_cannot_use_up_the_attempts_of_a_number() -> None:
    assert [code for number in numbers(10) for code in attempts(1, number)] == [409] * 10
    assert attempts(20) == [429] * 20
    assert attempts(1, address="198.51.100.1") == [409]


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize(("limit", "codes"), [("0", [409] * 12), ("2", [409] * 2 + [429] * 10)])
def test_the_attempts_of_an_address_are_set_by_the_environment(
    limit: str, codes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATTEMPTS_PER_ADDRESS", limit)
    reopen()
    assert [code for number in numbers(12) for code in attempts(1, number)] == codes


@pytest.mark.usefixtures("taken")
def test_the_owner_and_a_direct_invoke_may_try_as_often_as_they_like() -> None:
    assert attempts(12, headers=OWNER) == [409] * 12
    direct = {"httpMethod": "POST", "body": json.dumps(BOOKING)}
    assert [scheduler.handler(direct, None)["statusCode"] for _ in range(12)] == [409] * 12
    assert attempts(1) == [409]
    assert attempts(11, headers={"authorization": "Bearer wrong"})[-1] == 429


def test_a_replay_is_no_attempt() -> None:
    first = booked({"idempotency-key": "key-1"})
    assert all(booked({"idempotency-key": "key-1"}) == first for _ in range(12))


def test_a_failure_shows_no_internals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRANDON_STATE_LOG_TABLE", "no-such-table")
    reopen()
    response = scheduler.handler({"httpMethod": "GET", "queryStringParameters": {"date": TOMORROW}}, None)
    assert response["statusCode"] == 503
    assert "no-such-table" not in str(response["body"])


def test_the_commands_of_the_deployment_notes_work() -> None:
    date = {"date": "2026-02-12"}
    assert scheduler.handler({"httpMethod": "GET", "queryStringParameters": date}, None)["statusCode"] == 200
    assert body(state_manager.handler({"httpMethod": "GET"}, None))["state"]["status"] == "working"
    change = {"httpMethod": "POST", "body": '{"status": "working", "location": "gym"}'}
    assert body(state_manager.handler(change, None))["state"]["location"] == "gym"
    hello = {"httpMethod": "POST", "body": "From=%2B19042520927&Body=Hello"}
    assert "LINDA" in reply(dispatcher.handler(hello, type("Context", (), {"aws_request_id": "1"})()))


def test_the_owner_sees_and_sets_the_whole_state_and_a_customer_only_the_public_part() -> None:
    owner = {"authorization": f"Bearer {OWNER_TOKEN}"}
    change = {"status": "gym", "notes": "back in 2 hours", "max_discount": 10, "ai_answers_sms": False}
    put = state_manager.handler(api_event("PUT", "/state", owner, body=json.dumps(change)), None)
    assert put["statusCode"] == 200
    assert set(body(put)) == {"status", "message", "state"}

    seen = body(state_manager.handler(api_event("GET", "/state", owner), None))["state"]
    assert {name: seen[name] for name in change} == change
    assert seen["updated_at"] == int(NOW.timestamp())

    public = body(state_manager.handler(api_event("GET", "/state"), None))["state"]
    assert (public["status"], public["notes"]) == ("gym", "back in 2 hours")
    assert not {"location", "max_discount", "behavior_rules", "updated_at", "busy_until"} & set(public)

    reset = state_manager.handler(api_event("DELETE", "/state", owner), None)
    assert body(reset)["state"]["status"] == "working"


# An attribute of each of DynamoDB's types.
ATTRIBUTES: list[dict[str, Any]] = [
    {"S": "soon"},
    {"N": "1E+125"},
    {"L": [{"N": "1" + "0" * 60}]},
    {"N": "-0.12345678901234567890123456789012345678"},
    {"B": b"\xff"},
    {"SS": ["a"]},
    {"NS": ["1"]},
    {"BS": [b"\xff"]},
    {"M": {"a": {"B": b"\xff"}}},
    {"L": [{"NS": ["1"]}, {"L": []}]},
    {"NULL": True},
    {"BOOL": False},
]


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=[next(iter(attribute)) for attribute in ATTRIBUTES])
def test_no_attribute_that_others_have_stored_fails_a_function(
    attribute: dict[str, Any], dynamodb: DynamoDBClient
) -> None:
    names = [*current({}), "updated_at", "agent_tone", "logo"]
    dynamodb.put_item(TableName=STATE, Item=dict.fromkeys(names, attribute) | {"state_id": {"S": "CURRENT"}})
    state = body(state_manager.handler(api_event("GET", "/state", OWNER), None))["state"]
    assert state.keys() >= current({}).keys()
    assert len(free()) == 8
    assert "not working" not in reply(webhook(sms("SM1", "hello")))
    for change in ({"status": "gym"}, dict.fromkeys(["logo", *DEFAULTS][1:])):
        assert state_manager.handler({"httpMethod": "PUT", "body": json.dumps(change)}, None)["statusCode"] == 200
    state = body(state_manager.handler({"httpMethod": "GET"}, None))["state"]
    assert {name: state[name] for name in DEFAULTS} == DEFAULTS


def test_as_many_fields_as_the_state_can_hold_are_changed_at_once() -> None:
    for value in ("x", None):
        change = json.dumps({f"agent_{n}": value for n in range(200)})
        assert state_manager.handler({"httpMethod": "PUT", "body": change}, None)["statusCode"] == 200
    assert (
        state_manager.handler({"httpMethod": "PUT", "body": change[:-1] + ', "agent_": ""}'}, None)["statusCode"] == 400
    )
    assert body(state_manager.handler({"httpMethod": "GET"}, None))["state"].keys() == {
        *current({}),
        "updated_at",
        "version",
        "until",
    }


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {OWNER_TOKEN}", "Bearer é"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nobody_else_may_change_the_state(method: str, authorization: str | None) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    response = state_manager.handler(api_event(method, "/state", headers, body='{"status": "gym"}'), None)
    assert response["statusCode"] == 401
    assert body(state_manager.handler({"httpMethod": "GET"}, None))["state"]["status"] == "working"


@pytest.mark.parametrize("configured", ["", " ", "None", "null", "short-owner-token"])
def test_without_a_configured_token_nobody_is_the_owner(configured: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_API_TOKEN", configured)
    reopen()
    for token in ("", "None", configured, OWNER_TOKEN):
        event = api_event("DELETE", "/state", {"authorization": f"Bearer {token}"})
        assert state_manager.handler(event, None)["statusCode"] == 401
        secret = scheduler._calendar_secret(token)
        event = api_event("GET", "/scheduler", queryStringParameters={"calendar": secret})
        assert scheduler.handler(event, None)["statusCode"] == 404


CALENDAR_SECRET = scheduler._calendar_secret(OWNER_TOKEN)


@pytest.mark.parametrize(
    ("handler", "path", "query", "headers"),
    [
        (scheduler.handler, "/scheduler", {"calendar": CALENDAR_SECRET}, None),
        (scheduler.handler, "/scheduler", {"calendar": "wrong"}, None),
        (scheduler.handler, "/scheduler", {"date": TOMORROW}, None),
        (scheduler.handler, "/scheduler", {"export": "csv", "from": TODAY, "to": TOMORROW}, OWNER),
        (scheduler.handler, "/scheduler", {"export": "csv", "from": TODAY, "to": TOMORROW}, None),
        (scheduler.handler, "/scheduler", {}, None),
        (state_manager.handler, "/state", None, None),
        (state_manager.handler, "/state", None, OWNER),
        (state_manager.handler, "/state", None, {"authorization": "Bearer wrong"}),
    ],
)
def test_a_head_is_answered_as_a_get_without_the_body(
    handler: Any, path: str, query: dict[str, str] | None, headers: dict[str, str] | None
) -> None:
    get = handler(api_event("GET", path, headers, queryStringParameters=query), None)
    assert get["body"]
    assert handler(api_event("HEAD", path, headers, queryStringParameters=query), None) == {**get, "body": ""}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("handler", [dispatcher.handler, scheduler.handler, state_manager.handler])
def test_an_event_of_payload_format_2_is_refused_with_words(handler: Any, method: str) -> None:
    event = {
        "version": "2.0",
        "rawPath": "/scheduler",
        "rawQueryString": f"date={TOMORROW}",
        "queryStringParameters": {"date": TOMORROW},
        "requestContext": {"http": {"method": method, "path": "/scheduler", "sourceIp": "203.0.113.7"}},
        "body": json.dumps(BOOKING),
    }
    response = handler(event, None)
    assert response["statusCode"] == 400
    assert "payload format 2.0" in body(response)["message"]


@pytest.mark.parametrize(
    "response",
    [
        lambda: schedule_raw("GET", {"date": TOMORROW}),
        lambda: schedule_raw("GET", {}),
        lambda: schedule_raw("GET", {"calendar": CALENDAR_SECRET}),
        lambda: state_manager.handler(api_event("GET", "/state"), None),
        lambda: webhook(sms("SM1", "hi")),
        lambda: dispatcher.handler(api_event("POST", "/dispatcher", {}, body="From=1"), None),
    ],
)
def test_no_browser_may_keep_an_answer_or_take_it_for_what_it_is_not(response: Any) -> None:
    headers = response()["headers"]
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def schedule_raw(method: str, query: Mapping[str, str]) -> Any:
    return scheduler.handler(api_event(method, "/scheduler", queryStringParameters=query), None)


@pytest.mark.parametrize("event", [None, [], {}, {"headers": 7, "requestContext": None}, {"body": 7}])
@pytest.mark.parametrize("handler", [dispatcher.handler, scheduler.handler, state_manager.handler])
def test_no_event_makes_a_handler_raise(handler: Any, event: object) -> None:
    assert handler(event, None)["statusCode"] < 500


@pytest.mark.parametrize("at", ["8:00 PM", "11:59 PM", "3:00 AM", "7:59 AM"])
def test_nobody_is_called_back_at_night(at: str, dynamodb: DynamoDBClient) -> None:
    code, answer = schedule("POST", BOOKING | {"lead_type": "callback", "time": at})
    assert (code, answer["available_count"]) == (409, 8)
    assert "only call between 8:00 AM and 8:00 PM" in answer["message"]
    assert dynamodb.scan(TableName=LEADS)["Items"] == []


def test_the_night_that_the_deployer_chose_is_the_one_of_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIET_FROM", "22:00")
    monkeypatch.setenv("QUIET_UNTIL", "07:00")
    reopen()
    assert schedule("POST", BOOKING | {"lead_type": "callback", "time": "9:00 PM"})[0] == 201
