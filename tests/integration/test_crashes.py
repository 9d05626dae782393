"""A process that is killed at any of its calls, and the same request again, end as if nothing had happened."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.twilio_rest import TwilioMessenger
from linda.notices import LEASE, Sender, send_due_notices
from linda.shop import load_shop
from local.audit import audit
from tests.integration.conftest import LEADS, NIGHTLESS, STATE
from tests.integration.forking import kill_points, serving
from tests.twilio_stand_in import ACCOUNT, StandIn

DAY = (datetime.now(ZoneInfo("America/New_York")) + timedelta(days=3)).date()
BOOKING = {"phone": "+19045550123", "date": DAY.isoformat(), "time": "2:00 PM", "repair_type": "screen"}
BOOK: Mapping[str, object] = {"httpMethod": "POST", "headers": {"Idempotency-Key": "one"}, "body": json.dumps(BOOKING)}


@pytest.fixture
def run(endpoint: str, dynamodb_store: DynamoDBStore, twilio: StandIn) -> Iterator[Callable[..., Any]]:
    """Carry out one event in a process of its own; None if it was killed."""
    variables = {
        "REPAIRS_LEAD_LOG_TABLE": LEADS,
        "BRANDON_STATE_LOG_TABLE": STATE,
        "TWILIO_ACCOUNT_SID": ACCOUNT.sid,
        "TWILIO_AUTH_TOKEN": ACCOUNT.token,
        "TWILIO_PHONE_NUMBER": ACCOUNT.phone,
        "TWILIO_API_BASE_URL": twilio.base_url,
        **NIGHTLESS,
    }
    with serving("tests.integration.booking_process", endpoint, variables) as ask:

        def run(event: Mapping[str, object], number: int = 0, moment: str = "before") -> Any:
            return ask(event=event, number=number, moment=moment)

        yield run


def state_of(store: DynamoDBStore, dynamodb: DynamoDBClient) -> tuple[list[tuple[str, str, str]], dict[str, int]]:
    """What is booked when, without ids and instants, which differ from run to run; and how much is open."""
    leads = [item for item in dynamodb.scan(TableName=LEADS)["Items"] if "CHATLOG" not in item["lead_id"]["S"]]
    booked = sorted((i["appointment_date"]["S"], i["appointment_time"]["S"], i["status"]["S"]) for i in leads)
    days = {f"{day}": len(store.day(day).taken) for day in (DAY, DAY + timedelta(days=1))}
    return booked, days | {"open": len(store.open_bookings("+19045550123").starts)}


def texts_sent(store: DynamoDBStore, twilio: StandIn) -> int:
    """How many texts there are once the schedule has swept up what a crash left behind."""
    messenger = TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone, twilio.base_url)
    later = datetime.now(UTC) + 2 * LEASE
    shop = load_shop()
    by_day = replace(shop, quiet_until=shop.quiet_from)
    send_due_notices(Sender(by_day, store, messenger, lambda: later))
    return len(twilio.messages)


def request_for(verb: str, lead_id: str) -> Mapping[str, object]:
    if verb == "book":
        return BOOK
    query = {"httpMethod": verb.upper(), "queryStringParameters": {"lead_id": lead_id}}
    if verb == "delete":
        return query
    return {**query, "body": json.dumps({"date": (DAY + timedelta(days=1)).isoformat(), "time": "9:00 AM"})}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("verb", ["book", "patch", "delete"])
def test_a_killed_request_that_is_delivered_again_ends_as_if_it_had_come_once(
    verb: str, run: Callable[..., Any], dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient, twilio: StandIn
) -> None:
    def start_afresh() -> str:
        twilio.messages.clear()
        for table, key in ((LEADS, ("lead_id", "timestamp")), (STATE, ("state_id",))):
            for item in dynamodb.scan(TableName=table)["Items"]:
                dynamodb.delete_item(TableName=table, Key={name: item[name] for name in key})
        return "" if verb == "book" else str(json.loads(run(BOOK)["body"])["lead_id"])

    whole = run(request_for(verb, start_afresh()))
    wanted = state_of(dynamodb_store, dynamodb)
    assert whole["code"] in (200, 201)
    assert texts_sent(dynamodb_store, twilio) == 1
    points = list(kill_points(whole["calls"]))
    kills = 0
    for number, moment in points:
        event = request_for(verb, start_afresh())
        kills += run(event, number, moment) is None
        again = run(event)
        assert again["code"] == whole["code"], (number, moment, again)
        assert state_of(dynamodb_store, dynamodb) == wanted, (number, moment)
        assert texts_sent(dynamodb_store, twilio) == 1, (number, moment)
        assert audit(dynamodb, LEADS, STATE) == []
    assert kills == len(points)
