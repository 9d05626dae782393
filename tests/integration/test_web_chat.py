"""The web chat through the dispatcher, over DynamoDB's API and a stand-in that answers as Twilio does."""

import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import dispatcher
from linda import composition, web_chat
from linda.adapters.functions import turn_event
from linda.errors import StoreUnavailableError
from linda.models import Claim, Inbound
from tests.integration.conftest import LEADS, STATE, reopen
from tests.integration.events import CUSTOMER, TOMORROW, api_event, body, leads, sms, webhook
from tests.openai_stand_in import StandIn as OpenAI
from tests.openai_stand_in import call, say
from tests.tool_calls import visit
from tests.twilio_stand_in import StandIn

PAGE = "https://shop.example.com"
SESSION, OTHER = "3f1c9a52-6b7d-4e8f-9a0b-1c2d3e4f5a6b", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"


@pytest.fixture(autouse=True)
def page(environment: None, monkeypatch: pytest.MonkeyPatch, twilio: StandIn) -> None:
    monkeypatch.setenv("FRONTEND_ORIGINS", PAGE)
    for name, value in (
        ("TWILIO_ACCOUNT_SID", twilio.owner.sid),
        ("TWILIO_PHONE_NUMBER", twilio.owner.phone),
        ("TWILIO_API_BASE_URL", twilio.base_url),
        ("OWNER_PHONE", "+19045550111"),
    ):
        monkeypatch.setenv(name, value)
    reopen()


def post(message: object, session: object = SESSION, *, origin: str = PAGE, **more: object) -> Any:
    headers = {"Content-Type": "application/json", "Origin": origin}
    given = json.dumps({"session": session, "message": message, **more})
    event = api_event("POST", "/dispatcher", headers, body=given)
    event["requestContext"]["identity"] = {"sourceIp": "203.0.113.7"}
    return dispatcher.handler(event, None)


def said(message: str, session: str = SESSION, **more: Any) -> Mapping[str, Any]:
    response = post(message, session, **more)
    assert response["statusCode"] == 200, response["body"]
    answered: Mapping[str, Any] = body(response)
    return answered


def conversations(dynamodb: DynamoDBClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dynamodb.scan(TableName=LEADS)["Items"]
    return [item for item in found if item["lead_id"]["S"].startswith("CHATLOG-")]


def code(twilio: StandIn) -> str:
    found = re.search("[0-9]{6}", twilio.messages[-1]["body"])
    assert found
    return found[0]


def test_a_chat_books_for_the_number_that_has_got_the_code(dynamodb: DynamoDBClient, twilio: StandIn) -> None:
    assert "$79" in said("how much is an iphone 13 screen?")["reply"]
    asks = said("book the iphone 13 screen tomorrow at 2pm")
    assert "number" in asks["reply"]
    assert leads(dynamodb) == []
    assert "6 digits" in said("my number is (904) 555-0123", id="a")["reply"]
    said("my number is (904) 555-0123", id="a")  # the page sends it again
    assert [one["to"] for one in twilio.messages] == [CUSTOMER]
    booked = said(code(twilio), id="b")
    assert "2:00 PM" in booked["reply"]
    (lead,) = leads(dynamodb)
    assert (lead["phone"]["S"], lead["source"]["S"]) == (CUSTOMER, "web-chat")
    assert booked["booking"] == {
        "lead_id": lead["lead_id"]["S"],
        "date": TOMORROW,
        "time": "2:00 PM",
        "repair_type": "screen",
        "device": "iPhone 13",
    }
    assert said(code(twilio), id="b") == booked  # the page sends it again
    assert "confirmed" in said(code(twilio), id="c")["reply"]  # the visitor types it again
    assert len(leads(dynamodb)) == 1
    (conversation,) = conversations(dynamodb)
    assert (conversation["source"]["S"], conversation["channel"]["S"]) == (CUSTOMER, "web-chat")


def test_another_number_is_not_proved_by_saying_it_and_its_bookings_are_not_shown(dynamodb: DynamoDBClient) -> None:
    webhook(sms("SM1", "iphone 13 screen tomorrow at 2pm"))
    for message in ("what bookings do I have?", "my number is 904-555-0123", "cancel my appointment", "yes"):
        answered = said(message)
        assert answered["booking"] is None
        assert "2:00" not in answered["reply"]
    (lead,) = leads(dynamodb)
    assert lead["status"]["S"] == "booked"


def test_after_five_guesses_the_right_code_is_wrong_too(dynamodb: DynamoDBClient, twilio: StandIn) -> None:
    said("iphone 13 screen tomorrow at 2pm")
    said("904-555-0123")
    right = code(twilio)
    for guess in range(web_chat.MOST_GUESSES):
        said(f"{(int(right) + 1 + guess) % 1_000_000:06}")
    assert "confirmed" not in said(right)["reply"]
    said("yes")
    assert leads(dynamodb) == []


def test_a_code_is_of_no_use_in_another_session(dynamodb: DynamoDBClient, twilio: StandIn) -> None:
    said("904-555-0123")
    right = code(twilio)
    said("904-555-0188", OTHER)
    said(right, OTHER)
    said("iphone 13 screen tomorrow at 2pm", OTHER)
    said("yes", OTHER)
    assert leads(dynamodb) == []


def test_a_session_gets_three_codes_and_the_owner_the_shop_and_other_countries_none(twilio: StandIn) -> None:
    for number in ("904-555-0111", "904-555-0199", "+44 20 7946 0958"):
        said(number, OTHER)
    assert twilio.messages == []
    for n in range(6):
        said(f"904-555-012{n}")
    assert len(twilio.messages) == web_chat.MOST_CODES


def test_a_typed_code_is_stored_nowhere(dynamodb: DynamoDBClient, twilio: StandIn) -> None:
    said("904-555-0123")
    right = code(twilio)
    said(right)
    stored = [dynamodb.scan(TableName=table)["Items"] for table in (LEADS, STATE)]
    assert right not in json.dumps(stored, default=sorted)


@pytest.mark.parametrize(
    "origin", ["", "https://evil.example", "null", f"{PAGE}.evil.example", "http://shop.example.com"]
)
def test_other_pages_are_refused_and_leave_nothing(origin: str, dynamodb: DynamoDBClient) -> None:
    assert post("hi", origin=origin)["statusCode"] == 403
    assert dynamodb.scan(TableName=LEADS)["Count"] == dynamodb.scan(TableName=STATE)["Count"] == 0


@pytest.mark.parametrize(
    ("message", "session"),
    [("hi", ""), ("hi", "1"), ("hi", CUSTOMER), ("hi", None), ("", SESSION), (7, SESSION), ("x" * 9999, SESSION)],
)
def test_what_is_not_a_message_of_a_random_session_is_refused(message: object, session: object) -> None:
    assert post(message, session)["statusCode"] == 400


def test_the_id_of_another_session_gets_nothing_of_it() -> None:
    said("how much is an iphone 13 screen?", id="1")
    assert "$79" not in said("where are you?", OTHER, id="1")["reply"]


def test_a_flood_from_one_address_or_of_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = replace(composition.shop(), web_messages_an_hour=2)
    monkeypatch.setattr(composition, "shop", lambda: shop)
    assert [post("hours?")["statusCode"] for _ in range(3)] == [200, 200, 429]
    monkeypatch.setattr(composition, "shop", lambda: replace(shop, web_messages_an_hour=60, daily_web_messages=2))
    assert post("hours?", OTHER)["statusCode"] == 429


def test_with_a_model_too_nothing_is_booked_before_the_code(
    dynamodb: DynamoDBClient, twilio: StandIn, openai: OpenAI
) -> None:
    reopen()
    booking = visit(TOMORROW, "2:00 PM", device="iPhone 13")
    openai.script.extend([call("book_slot", booking), say("See you!")])
    assert "number" in said("iphone 13 screen tomorrow at 2pm")["reply"]
    assert leads(dynamodb) == []
    said("904-555-0123")
    openai.script.clear()
    assert said(code(twilio))["booking"]["time"] == "2:00 PM"  # No model is asked.
    (lead,) = leads(dynamodb)
    assert lead["phone"]["S"] == CUSTOMER


def test_the_code_sent_many_times_at_once_books_once_and_each_gets_an_answer(
    dynamodb: DynamoDBClient, twilio: StandIn
) -> None:
    said("book the iphone 13 screen tomorrow at 2pm")
    said("904-555-0123")
    right = code(twilio)
    with ThreadPoolExecutor(8) as pool:
        answered = list(pool.map(lambda n: post(right, id=str(n % 4)), range(8)))
    assert len(leads(dynamodb)) == 1
    assert {response["statusCode"] for response in answered} <= {200, 409, 503}
    of_each = [{said(right, id=str(n))["reply"] for _ in range(2)} for n in range(4)]
    assert [len(replies) for replies in of_each] == [1, 1, 1, 1]
    assert len(leads(dynamodb)) == 1


def test_a_turn_that_died_after_the_code_is_finished_and_its_reply_waits_for_the_page(
    dynamodb: DynamoDBClient, twilio: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    said("book the iphone 13 screen tomorrow at 2pm")
    said("904-555-0123")
    right, texted = code(twilio), len(twilio.messages)
    inbounds: list[Inbound] = []

    def die(inbound: Inbound, *_: object) -> None:
        inbounds.append(inbound)
        raise StoreUnavailableError("the tables cannot be reached")

    with monkeypatch.context() as patch:
        patch.setattr(web_chat, "take_turn", die)
        assert post(right, id="b")["statusCode"] == 503
    (inbound,) = inbounds
    claim = composition.store().claim(inbound, datetime.now(UTC) - timedelta(hours=1))
    assert isinstance(claim, Claim)
    dispatcher.handler(turn_event(inbound, claim), None)
    (lead,) = leads(dynamodb)
    assert lead["phone"]["S"] == CUSTOMER
    assert "2:00 PM" in said(right, id="b")["reply"]
    assert len(leads(dynamodb)) == 1
    assert len(twilio.messages) == texted
