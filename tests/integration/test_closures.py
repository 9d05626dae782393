"""Closures by the API: bookings that stand on them are named, told once, moved or kept."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

import scheduler
import state_manager
from linda.adapters.dynamodb import DynamoDBStore
from linda.booking import Premises
from linda.models import Claim, Inbound, Receipt, Reply
from linda.owner.closed import ACTS
from linda.owner.command import Command, CommandKind
from linda.owner.desk import OwnerDesk
from linda.owner_state import state_at
from linda.shop import load_shop
from tests.integration.conftest import NOW, OWNER_TOKEN
from tests.integration.events import CUSTOMER, DAY_AFTER, TOMORROW, api_event, body

OWNER = {"authorization": f"Bearer {OWNER_TOKEN}"}
BRANDON = "+19045550100"

pytestmark = pytest.mark.usefixtures("environment", "clock")


def closures(method: str, query: Mapping[str, str], headers: Mapping[str, str] | None = OWNER) -> tuple[int, Any]:
    response: Any = state_manager.handler(api_event(method, "/state", headers, queryStringParameters=query), None)
    return response["statusCode"], body(response)


def booked(time: str, name: str) -> str:
    fields = {"phone": CUSTOMER, "date": TOMORROW, "time": time, "repair_type": "screen", "customer_name": name}
    response: Any = scheduler.handler(api_event("POST", "/scheduler", body=json.dumps(fields)), None)
    assert response["statusCode"] == 201
    lead_id: str = body(response)["lead_id"]
    return lead_id


def carried_out(kind: CommandKind, store: DynamoDBStore) -> str:
    """Have the owner's command carried out and stored with its reply."""
    text = Inbound(f"SM{kind}", BRANDON, kind, f"{BRANDON}-2026-02-10", "twilio-sms", NOW)
    claim = store.claim(text, NOW)
    assert isinstance(claim, Claim)
    premises = Premises(load_shop(), state_at(store.owner_state(), NOW), NOW, store)
    desk = OwnerDesk(premises, store, text, Receipt(text.receipt_key), store.owner_line(), store.owner_state())
    said = desk.words(*ACTS[kind](desk, Command(kind)))
    store.commit(text, claim, Reply(said, "rules", store.dialogue(BRANDON)), desk.records(), NOW)
    return said


def test_a_closure_is_added_listed_and_removed_and_each_twice_is_the_same() -> None:
    for said in ("Closed: 2026-02-12", "It was closed already: 2026-02-12"):
        code, answer = closures("PUT", {"closed": DAY_AFTER, "from": "13:00", "to": "15:00"})
        assert (code, answer["message"]) == (200, said)
        assert answer["closures"] == [{"date": DAY_AFTER, "from": "13:00", "to": "15:00"}]
    listed = closures("GET", {"closed": ""})[1]
    assert (listed["closures"], listed["bookings"]) == (answer["closures"], [])
    assert {"date": "2026-02-16", "name": "Washington's Birthday", "closed": False} in listed["holidays"]
    for said in ("Opened: 2026-02-12", "It was not closed: 2026-02-12"):
        code, answer = closures("DELETE", {"closed": DAY_AFTER})
        assert (code, answer["message"], answer["closures"]) == (200, said, [])


@pytest.mark.parametrize(
    "query",
    [{"closed": "thursday"}, {"closed": ""}, {"closed": DAY_AFTER, "from": "15:00", "to": "13:00"}],
)
def test_a_closure_that_cannot_be_read_is_refused(query: Mapping[str, str]) -> None:
    code, answer = closures("PUT", query)
    assert (code, answer["status"]) == (400, "error")


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_closures_are_the_owners(method: str) -> None:
    assert closures(method, {"closed": TOMORROW}, None)[0] == 401


def test_bookings_on_a_closed_time_are_named_and_told_once(dynamodb_store: DynamoDBStore) -> None:
    ana, _ = booked("10:00 AM", "Ana"), booked("2:00 PM", "Bo")
    for _ in range(2):
        _, answer = closures("PUT", {"closed": TOMORROW, "to": "12:00"})
        assert [(one["lead_id"], one["customer_name"], one["time"]) for one in answer["bookings"]] == [
            (ana, "Ana", "10:00 AM")
        ]
    (entry,) = dynamodb_store.owner_entries()
    assert "Ana" in entry.text
    assert "Bo" not in entry.text
    assert "MOVE ALL" in entry.text
    _, answer = closures("PUT", {"closed": TOMORROW})
    assert len(answer["bookings"]) == 2
    assert len(dynamodb_store.owner_entries()) == 2


def test_all_the_closures_at_once_name_the_bookings_too(dynamodb_store: DynamoDBStore) -> None:
    ana = booked("10:00 AM", "Ana")
    fields = {"closures": json.dumps([{"date": TOMORROW}])}
    answer = body(state_manager.handler(api_event("PUT", "/state", OWNER, body=json.dumps(fields)), None))
    assert [one["lead_id"] for one in answer["bookings"]] == [ana]
    assert len(dynamodb_store.owner_entries()) == 1


def test_keep_is_stored_with_the_reply_and_move_all_texts_the_customers(dynamodb_store: DynamoDBStore) -> None:
    booked("10:00 AM", "Ana")
    closures("PUT", {"closed": TOMORROW})
    assert "Ana" in carried_out("move_all", dynamodb_store)
    (push,) = dynamodb_store.pushes()
    assert (push.phone, push.asked, len(push.options)) == (CUSTOMER, "move time", 3)
    assert "Ana" in carried_out("keep", dynamodb_store)
    (booking,) = closures("GET", {"closed": ""})[1]["bookings"]
    assert (booking["kept"], booking["asked"]) == (True, False)
