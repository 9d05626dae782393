"""Closures by the API: bookings that stand on them are named, told once, moved or kept."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

import scheduler
import state_manager
from linda.adapters.dynamodb import DynamoDBStore
from linda.booking import Premises
from linda.errors import StoreUnavailableError
from linda.models import Claim, Inbound, Lead, Receipt, Reply
from linda.owner.closed import ACTS
from linda.owner.command import Command, CommandKind
from linda.owner.desk import OwnerDesk
from linda.owner_state import state_at
from linda.shop import load_shop
from tests.integration.conftest import NOW, OWNER_TOKEN, Clock
from tests.integration.events import CUSTOMER, DAY_AFTER, TOMORROW, api_event, body

OWNER = {"authorization": f"Bearer {OWNER_TOKEN}"}
BRANDON = "+19045550100"

pytestmark = pytest.mark.usefixtures("environment", "clock")


def request(
    method: str, query: Mapping[str, str], headers: Mapping[str, str] | None = OWNER, **fields: object
) -> tuple[int, Any, str]:
    sent = json.dumps(fields) if fields else None
    event = api_event(method, "/state", headers, body=sent, queryStringParameters=query)
    response: Any = state_manager.handler(event, None)
    return response["statusCode"], body(response), response["headers"].get("ETag", "")


def closures(method: str, query: Mapping[str, str], headers: Mapping[str, str] | None = OWNER) -> tuple[int, Any]:
    code, answer, _ = request(method, query, headers)
    return code, answer


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
    hours = "from 1:00 PM to 3:00 PM"
    for said in (f"Closed: 2026-02-12 {hours}", f"It was closed already: 2026-02-12 {hours}"):
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
    ("query", "named"),
    [
        ({"closed": "thursday"}, "closed must be"),
        ({"closed": ""}, "closed must be"),
        ({"closed": "2026-02-30"}, "closed must be"),
        ({"closed": DAY_AFTER, "from": "15:00", "to": "13:00"}, "from must be before to"),
        ({"closed": DAY_AFTER, "from": "22:00", "to": "02:00"}, "from must be before to"),
        ({"closed": DAY_AFTER, "from": ""}, "from must be a time"),
        ({"closed": DAY_AFTER, "to": "24:00"}, "to must be a time"),
        ({"closed": DAY_AFTER, "until": "2h"}, "'until' is not a query parameter of this "),
        ({"closed": DAY_AFTER, "history": "1"}, "; it takes closed, from, to"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_closure_that_cannot_be_read_is_refused(method: str, query: Mapping[str, str], named: str) -> None:
    code, answer = closures(method, query)
    assert (code, answer["status"]) == (400, "error")
    assert named in answer["message"]


@pytest.mark.parametrize("query", [{"close": DAY_AFTER}, {"from": "13:00"}, {"history": "1"}, {"Closed": DAY_AFTER}])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_slip_in_the_query_does_not_reset_the_state(method: str, query: Mapping[str, str]) -> None:
    request("PUT", {}, notes="stays")
    code, answer, _ = request(method, query, notes="other")
    assert (code, "closed" in answer["message"]) == (400, True)
    assert request("GET", {})[1]["state"]["notes"] == "stays"


def test_closings_at_once_are_all_kept() -> None:
    days = [f"2026-02-{day}" for day in range(11, 19)]
    with ThreadPoolExecutor(len(days)) as pool:
        codes = list(pool.map(lambda day: closures("PUT", {"closed": day})[0], days))
    assert codes == [200] * len(days)
    assert [one["date"] for one in closures("GET", {"closed": ""})[1]["closures"]] == days


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
    assert "Bo Wed" not in entry.text
    assert "MOVE ALL" in entry.text
    _, answer = closures("PUT", {"closed": TOMORROW})
    assert len(answer["bookings"]) == 2
    assert len(dynamodb_store.owner_entries()) == 2


def test_what_is_closed_again_is_told_again_and_a_repeat_is_not(dynamodb_store: DynamoDBStore, clock: Clock) -> None:
    booked("10:00 AM", "Ana")

    def new_texts(method: str, times: int) -> int:
        for _ in range(times):
            closures(method, {"closed": TOMORROW})
        entries = dynamodb_store.owner_entries()
        dynamodb_store.clear_owner_entries(entries)  # As if they had been sent.
        return len(entries)

    assert new_texts("PUT", 2) == 1
    assert new_texts("PUT", 1) == 0
    assert new_texts("DELETE", 1) == 0
    clock.moment = NOW + timedelta(minutes=20)
    assert new_texts("PUT", 2) == 1


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


def days_closed(dynamodb_store: DynamoDBStore, hours: float = 0) -> list[str]:
    state = state_at(dynamodb_store.owner_state(), NOW + timedelta(hours=hours))
    return [closure["date"] for closure in json.loads(str(state["closures"]))]


def test_what_is_closed_for_good_outlives_closures_that_end_and_does_not_prolong_them(
    dynamodb_store: DynamoDBStore,
) -> None:
    closures("PUT", {"closed": DAY_AFTER})
    request("PUT", {}, closures=json.dumps([{"date": TOMORROW}, {"date": "2026-02-20"}]), until="2h")
    closures("PUT", {"closed": "2026-02-25"})
    assert days_closed(dynamodb_store) == [TOMORROW, "2026-02-20", "2026-02-25"]
    assert days_closed(dynamodb_store, 3) == [DAY_AFTER, "2026-02-25"]
    # What is opened is open now and later.
    assert closures("DELETE", {"closed": "2026-02-20"})[1]["message"] == "Opened: 2026-02-20"
    assert closures("DELETE", {"closed": DAY_AFTER})[1]["message"] == f"Opened: {DAY_AFTER}"
    assert closures("DELETE", {"closed": DAY_AFTER})[1]["message"] == f"It was not closed: {DAY_AFTER}"
    assert days_closed(dynamodb_store) == [TOMORROW, "2026-02-25"]
    assert days_closed(dynamodb_store, 3) == ["2026-02-25"]
    # What is closed until then may be closed for good.
    assert closures("PUT", {"closed": TOMORROW})[1]["message"] == f"Closed: {TOMORROW}"
    assert closures("PUT", {"closed": TOMORROW})[1]["message"] == f"It was closed already: {TOMORROW}"
    assert days_closed(dynamodb_store, 3) == [TOMORROW, "2026-02-25"]
    assert request("GET", {})[1]["state"]["until"] == "2026-02-10T12:00"


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_if_match_is_checked_even_if_nothing_changes_and_the_answer_has_the_new_etag(method: str) -> None:
    closures("PUT", {"closed": DAY_AFTER})
    closed = {"closed": TOMORROW if method == "DELETE" else DAY_AFTER}
    _, _, first = request("GET", {})
    code, answer, etag = request(method, closed, {**OWNER, "if-match": first})
    assert (code, "already" in answer["message"] or "not closed" in answer["message"], etag) == (200, True, first)
    request("PUT", {}, greeting="theirs")
    assert request(method, closed, {**OWNER, "if-match": first})[0] == 412
    closed = {"closed": "2026-02-20" if method != "DELETE" else DAY_AFTER}
    assert request(method, closed, {**OWNER, "if-match": first})[0] == 412
    _, _, latest = request("GET", {})
    code, _, etag = request(method, closed, {**OWNER, "if-match": latest})
    assert (code, etag) == (200, request("GET", {})[2])
    assert etag != latest


def test_a_day_that_has_passed_cannot_be_closed() -> None:
    assert closures("PUT", {"closed": "2026-02-09"})[0] == 400
    assert closures("DELETE", {"closed": "2026-02-09"})[1]["message"] == "It was not closed: 2026-02-09"


@pytest.mark.parametrize("way", ["closed=", "closures", "words"])
def test_while_the_bookings_cannot_be_read_nothing_is_closed_and_the_repeat_tells_the_owner(
    way: str, dynamodb_store: DynamoDBStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = booked("10:00 AM", "Ana")
    queries: Mapping[str, Mapping[str, str]] = {"closed=": {"closed": TOMORROW}}
    bodies = {"closures": {"closures": json.dumps([{"date": TOMORROW}])}, "words": {"special_info": "Closed tomorrow"}}
    sent: Any = (queries.get(way, {}), bodies.get(way, {}))

    def fail(*_: object) -> list[Lead]:
        raise StoreUnavailableError("the tables cannot be reached; please try again")

    with monkeypatch.context() as broken:
        broken.setattr(DynamoDBStore, "leads_between", fail)
        assert request("PUT", sent[0], **sent[1])[0] == 503
    assert dynamodb_store.owner_state() == {}
    assert list(dynamodb_store.owner_entries()) == []
    for _ in range(2):
        code, answer, _ = request("PUT", sent[0], **sent[1])
        assert (code, [one["lead_id"] for one in answer["bookings"]]) == (200, [ana])
    (entry,) = dynamodb_store.owner_entries()
    assert "Ana" in entry.text


def test_a_lost_read_after_the_write_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    booked("10:00 AM", "Ana")
    reads = [DynamoDBStore.owner_state]

    def read_once(store: DynamoDBStore) -> Mapping[str, object]:
        if not reads:
            raise StoreUnavailableError("the tables cannot be reached; please try again")
        return reads.pop()(store)

    monkeypatch.setattr(DynamoDBStore, "owner_state", read_once)
    code, answer, _ = request("PUT", {"closed": TOMORROW})
    assert (code, answer["message"], len(answer["bookings"])) == (200, f"Closed: {TOMORROW}", 1)
