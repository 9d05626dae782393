"""The three handlers with real events, over DynamoDB's API: what API Gateway and a direct invoke get back."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from mypy_boto3_dynamodb import DynamoDBClient
from twilio.request_validator import RequestValidator

import dispatcher
import scheduler
import state_manager
from linda.adapters.dynamodb import DynamoDBStore
from tests.integration.conftest import LEADS, STATE

TOKEN, OWNER_TOKEN = "twilio-token", "owner-token"
CUSTOMER = "+19045550123"
TOMORROW = (datetime.now(ZoneInfo("America/New_York")) + timedelta(days=1)).date().isoformat()
CACHES = (
    scheduler._store,
    state_manager._store,
    state_manager._keys,
    dispatcher._store,
    dispatcher._keys,
    dispatcher._settings,
)

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, endpoint: str, dynamodb_store: DynamoDBStore) -> Iterator[None]:
    """The environment of a deployed function, keys included."""
    settings = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "REPAIRS_LEAD_LOG_TABLE": LEADS,
        "BRANDON_STATE_LOG_TABLE": STATE,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "ADMIN_API_TOKEN": OWNER_TOKEN,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in ("PUBLIC_BASE_URL", "OPENAI_API_KEY", "SECRET_ID"):
        monkeypatch.delenv(name, raising=False)
    for cached in CACHES:
        cached.cache_clear()
    yield
    for cached in CACHES:
        cached.cache_clear()


def api_event(method: str, path: str, headers: Mapping[str, str] | None = None, **fields: Any) -> dict[str, Any]:
    """A payload 1.0 event as API Gateway sends it."""
    context = {"path": path, "stage": "$default", "httpMethod": method, "domainName": "api.example.com"}
    return {
        "version": "1.0",
        "httpMethod": method,
        "path": path,
        "headers": headers,
        "requestContext": context,
        **fields,
    }


def webhook(
    form: Mapping[str, str], *, path: str = "/dispatcher", stage: str = "$default", signed_path: str = ""
) -> Any:
    """Call the dispatcher with a form signed for the path."""
    url = f"https://api.example.com{signed_path or path}"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "x-twilio-signature": RequestValidator(TOKEN).compute_signature(url, form),
    }
    body = base64.b64encode(urlencode(form).encode()).decode()
    event = api_event("POST", path, headers, body=body, isBase64Encoded=True)
    event["requestContext"]["stage"] = stage
    return dispatcher.handler(event, None)


def sms(sid: str, text: str, **more: str) -> dict[str, str]:
    return {"MessageSid": sid, "From": CUSTOMER, "To": "+19045550100", "Body": text, "NumMedia": "0", **more}


def reply(response: Any) -> str:
    """The text of the TwiML."""
    assert response["statusCode"] == 200
    assert response["headers"]["Content-Type"].startswith("text/xml")
    return "".join(ElementTree.fromstring(response["body"]).itertext())  # noqa: S314  (written by ourselves)


def body(response: Any) -> Any:
    return json.loads(response["body"])


def leads(dynamodb: DynamoDBClient) -> list[dict[str, Any]]:
    found = dynamodb.scan(TableName=LEADS)["Items"]
    return [item for item in found if not item["lead_id"]["S"].startswith("CHATLOG-")]


BOOKING = {"phone": "(904) 252-0927", "date": TOMORROW, "time": "2:00 PM", "repair_type": "screen"}


def test_availability_and_booking_answer_as_the_contract_says(dynamodb: DynamoDBClient) -> None:
    free = scheduler.handler(api_event("GET", "/scheduler", queryStringParameters={"date": TOMORROW}), None)
    assert (free["statusCode"], body(free)["available_count"]) == (200, 8)
    assert set(body(free)) == {"status", "date", "available_slots", "available_count"}

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

    taken = scheduler.handler(api_event("POST", "/scheduler", {}, body=json.dumps(BOOKING)), None)
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


def test_a_failure_shows_no_internals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRANDON_STATE_LOG_TABLE", "no-such-table")
    scheduler._store.cache_clear()
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
    assert seen["updated_at"]

    public = body(state_manager.handler(api_event("GET", "/state"), None))["state"]
    assert public["status"] == "gym"
    assert not {"notes", "location", "max_discount", "behavior_rules", "updated_at"} & set(public)

    reset = state_manager.handler(api_event("DELETE", "/state", owner), None)
    assert body(reset)["state"]["status"] == "working"


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {OWNER_TOKEN}", "Bearer é"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nobody_else_may_change_the_state(method: str, authorization: str | None) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    response = state_manager.handler(api_event(method, "/state", headers, body='{"status": "gym"}'), None)
    assert response["statusCode"] == 401
    assert body(state_manager.handler({"httpMethod": "GET"}, None))["state"]["status"] == "working"


def test_without_a_configured_token_nobody_is_the_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADMIN_API_TOKEN")
    state_manager._keys.cache_clear()
    for token in ("", "None", OWNER_TOKEN):
        event = api_event("DELETE", "/state", {"authorization": f"Bearer {token}"})
        assert state_manager.handler(event, None)["statusCode"] == 401


@pytest.mark.parametrize(
    ("path", "stage", "signed_path"),
    [
        ("/dispatcher", "$default", "/dispatcher"),
        ("/prod/dispatcher", "prod", "/prod/dispatcher"),
        ("/prod/dispatcher", "prod", "/dispatcher"),
    ],
)
def test_a_webhook_is_verified_with_and_without_the_stage(path: str, stage: str, signed_path: str) -> None:
    response = webhook(sms("SM1", "hours?"), path=path, stage=stage, signed_path=signed_path)
    assert "9:00 AM to 4:00 PM" in reply(response)


def test_a_public_base_url_is_the_one_that_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://linda.example.org/")
    dispatcher._settings.cache_clear()
    assert webhook(sms("SM1", "hours?"))["statusCode"] == 403
    form = sms("SM1", "hours?")
    signature = RequestValidator(TOKEN).compute_signature("https://linda.example.org/dispatcher", form)
    event = api_event("POST", "/dispatcher", {"X-TWILIO-SIGNATURE": signature}, body=urlencode(form))
    assert "9:00 AM" in reply(dispatcher.handler(event, None))


@pytest.mark.parametrize("headers", [None, {}, {"x-twilio-signature": ""}, {"x-twilio-signature": "RSOYDt4T1c="}])
def test_an_unsigned_webhook_is_refused_and_leaves_nothing(
    headers: dict[str, str] | None, dynamodb: DynamoDBClient
) -> None:
    event = api_event("POST", "/dispatcher", headers, body=urlencode(sms("SM1", "hi")))
    assert dispatcher.handler(event, None)["statusCode"] == 403
    assert dynamodb.scan(TableName=LEADS)["Count"] == dynamodb.scan(TableName=STATE)["Count"] == 0


def test_without_a_token_every_webhook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TWILIO_AUTH_TOKEN")
    dispatcher._settings.cache_clear()
    dispatcher._keys.cache_clear()
    assert webhook(sms("SM1", "hi"))["statusCode"] == 403


def test_three_messages_book_tomorrow_at_two(dynamodb: DynamoDBClient) -> None:
    assert "$79" in reply(webhook(sms("SM1", "Do you fix cracked iphone 13 screens?")))
    assert "2:00 PM" in reply(webhook(sms("SM2", "what's free tomorrow?")))
    response = webhook(sms("SM3", "tomorrow at 2pm please"))
    assert reply(response).startswith("Booked: iPhone 13 screen repair, tomorrow")
    assert response["headers"]["X-Linda-Receptionist"] == "rules"
    (lead,) = leads(dynamodb)
    assert lead["phone"]["S"] == CUSTOMER
    assert (lead["appointment_date"]["S"], lead["appointment_time"]["S"]) == (TOMORROW, "2:00 PM")


def test_a_duplicate_gets_the_stored_reply_even_with_another_body(dynamodb: DynamoDBClient) -> None:
    webhook(sms("SM1", "iphone battery"))
    first = reply(webhook(sms("SM2", "tomorrow at 10am")))
    assert reply(webhook(sms("SM2", "tomorrow at 10am"))) == first
    assert reply(webhook(sms("SM2", "tomorrow at 11am"))) == first
    assert len(leads(dynamodb)) == 1


@pytest.mark.parametrize("word", ["STOP", "stop", " Cancel ", "UNSUBSCRIBE", "revoke", "OptOut"])
def test_an_opt_out_word_gets_no_answer(word: str) -> None:
    response = webhook(sms("SM1", word))
    assert reply(response) == ""


def test_a_delivery_receipt_gets_no_answer(dynamodb: DynamoDBClient) -> None:
    assert reply(webhook({"MessageSid": "SM1", "MessageStatus": "delivered", "From": CUSTOMER})) == ""
    assert dynamodb.scan(TableName=LEADS)["Count"] == 0


def test_a_call_is_asked_for_a_text() -> None:
    assert "text this number" in reply(webhook({"CallSid": "CA1", "From": CUSTOMER}))


def test_a_customer_is_answered_when_the_tables_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPAIRS_LEAD_LOG_TABLE", "no-such-table")
    dispatcher._settings.cache_clear()
    dispatcher._store.cache_clear()
    assert "text again" in reply(webhook(sms("SM1", "hi")))


@pytest.mark.parametrize("text", ["", "x" * 10_000, "שלום 👋 \x00\x07", "<script>&amp;", "1" * 1_600])
def test_any_text_gets_valid_twiml(text: str) -> None:
    assert reply(webhook(sms("SM1", text)))


@pytest.mark.parametrize("event", [None, [], {}, {"headers": 7, "requestContext": None}, {"body": 7}])
@pytest.mark.parametrize("handler", [dispatcher.handler, scheduler.handler, state_manager.handler])
def test_no_event_makes_a_handler_raise(handler: Any, event: object) -> None:
    assert handler(event, None)["statusCode"] < 500
