"""Other programs' leads over DynamoDB's API: adopted and freed by conditional writes, read by every route."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scheduler
from linda import composition
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.tables import from_item, to_item
from linda.adoption import adopt, follow, heal
from linda.booking import Premises, close, free_abandoned, reschedule
from linda.errors import StaleReadError
from linda.models import OpenBookings, Slot
from linda.owner_state import current
from linda.settings import load_settings
from linda.turn import take_turn
from local import audit
from tests.foreign_leads import LEAD, SECONDS, Stored, dashboards_lead
from tests.integration.conftest import LEADS, STATE
from tests.unit.builders import NOW, PHONE, SHOP, TOMORROW, inbound, office, slot

THEIRS = "LEAD-1770735600500-ab12"
OTHER_PHONE = "+19045550101"
TOKEN = "owner-token"


@pytest.fixture
def store(dynamodb_store: DynamoDBStore, monkeypatch: pytest.MonkeyPatch) -> DynamoDBStore:
    monkeypatch.setattr(composition, "store", lambda: dynamodb_store)
    monkeypatch.setattr(composition, "owner_token", lambda: TOKEN)
    monkeypatch.setattr(composition, "settings", lambda: load_settings({}))
    monkeypatch.setattr("linda.clock.now", lambda: NOW)
    return dynamodb_store


def at(store: DynamoDBStore) -> Premises:
    return Premises(SHOP, current({}), NOW, store)


def items(store: DynamoDBStore, table: str) -> dict[str, dict[str, Any]]:
    found = (from_item(item) for item in store.client.scan(TableName=table, ConsistentRead=True)["Items"])
    return {str(item.get("lead_id") or item["state_id"]): item for item in found}


def problems(store: DynamoDBStore) -> list[str]:
    leads, state = ([*audit._items(store.client, table)] for table in (LEADS, STATE))
    return audit.problems(leads, state, NOW, SHOP.time_zone)


def write(store: DynamoDBStore, item: Stored) -> None:
    store.client.put_item(TableName=LEADS, Item=item)


def delete(store: DynamoDBStore, item: Stored) -> None:
    store.client.delete_item(TableName=LEADS, Key={name: item[name] for name in ("lead_id", "timestamp")})


def record(name: str, item: Stored, image: str) -> dict[str, Any]:
    keys = {key: item[key] for key in ("lead_id", "timestamp")}
    return {"eventSource": "aws:dynamodb", "eventName": name, "dynamodb": {"Keys": keys, image: item}}


def ask(method: str, query: Mapping[str, str], body: object = None) -> tuple[int, Any]:
    event = {
        "httpMethod": method,
        "queryStringParameters": dict(query),
        "body": json.dumps(body) if body else None,
    }
    answer: Any = scheduler.handler(event, None)
    is_json = answer["headers"]["Content-Type"] == "application/json"
    return answer["statusCode"], json.loads(answer["body"]) if is_json else answer["body"]


@pytest.mark.parametrize("timestamp", [SECONDS, SECONDS * 1000, f"{SECONDS}.123456"])
def test_the_dashboards_lead_is_adopted_and_freed_when_it_is_deleted(store: DynamoDBStore, timestamp: object) -> None:
    item = dashboards_lead(phone="(904) 252-0927", appointment_time="14:00", color="blue")
    item["timestamp"] = {"N": str(timestamp)}
    write(store, item)
    assert problems(store) == [f"{THEIRS} is another program's, and not adopted"]
    scheduler.handler({"Records": [record("INSERT", item, "NewImage")]}, None)
    lead = items(store, LEADS)[THEIRS]
    assert (lead["lead_type"], lead["revision"], lead["phone"]) == ("appointment", 1, PHONE)
    assert (lead["appointment_time"], lead["notes"], lead["color"]) == ("2:00 PM", "back door", "blue")
    assert items(store, STATE)[f"DAY#{TOMORROW}"]["14:00"] == THEIRS
    assert problems(store) == []
    code, listed = ask("GET", {"day": str(TOMORROW)})
    assert (code, [one["lead_id"] for one in listed["leads"]]) == (200, [THEIRS])
    assert "2:00 PM" not in ask("GET", {"date": str(TOMORROW)})[1]["available_slots"]
    old = store.client.scan(TableName=LEADS)["Items"][0]
    delete(store, item)
    assert problems(store) != []
    scheduler.handler({"Records": [record("REMOVE", old, "OldImage")]}, None)
    assert problems(store) == []
    assert store.open_bookings(PHONE).starts == {}


def test_the_note_of_a_deleted_lead_names_no_number(store: DynamoDBStore) -> None:
    item = dashboards_lead(lead_id="LEAD-9042520927")
    write(store, item)
    adopt(at(store), store, "LEAD-9042520927")
    store.client.put_item(TableName=STATE, Item=to_item({"state_id": "IDEM#1", "lead_id": "LEAD-9042520927"}))
    old = store.client.scan(TableName=LEADS)["Items"][0]
    delete(store, item)
    scheduler.handler({"Records": [record("REMOVE", old, "OldImage")]}, None)
    assert problems(store) == []
    (note,) = (name for name in items(store, STATE) if name.startswith("DELETED#"))
    assert "9042520927" not in note


def test_the_owner_finds_a_text_about_two_leads_for_one_slot(store: DynamoDBStore) -> None:
    for lead_id, phone in ((THEIRS, PHONE), ("LEAD-2", OTHER_PHONE)):
        write(store, dashboards_lead(lead_id=lead_id, phone=phone))
        adopt(at(store), store, lead_id)
    (entry,) = store.owner_entries()
    assert entry.text.startswith(f"Two bookings at once on Wed, Feb 11: Ann {PHONE} at 2:00 PM, and Ann {OTHER_PHONE}")
    store.clear_owner_entries([entry])
    heal(at(store), store)
    assert store.owner_entries() == []
    close(at(store), THEIRS, "cancelled")
    heal(at(store), store)
    assert problems(store) == []


def test_a_lead_that_changes_before_it_is_adopted_is_not_taken_for_what_it_was(store: DynamoDBStore) -> None:
    write(store, dashboards_lead())
    before = store.lead(THEIRS)
    assert before is not None
    write(store, dashboards_lead(appointment_time="3:00 PM"))
    adopt(Premises(SHOP, current({}), NOW, _Late(store, before)), _Late(store, before), THEIRS)  # type: ignore[arg-type]
    assert items(store, STATE)[f"DAY#{TOMORROW}"].keys() >= {"15:00"}
    assert problems(store) == []


@pytest.mark.parametrize("revision", [None, "none", 0, 3])
def test_a_slot_is_freed_of_another_programs_lead_without_a_trace_in_it(store: DynamoDBStore, revision: object) -> None:
    write(store, dashboards_lead())
    adopt(at(store), store, THEIRS)
    (had,) = (Slot(TOMORROW, hour) for hour in store.day(TOMORROW).taken)
    write(store, dashboards_lead(appointment_time="4:00 PM", revision=revision))
    before, read = items(store, LEADS), store.lead(THEIRS)
    write(store, dashboards_lead(appointment_time="5:00 PM", revision=revision))
    with pytest.raises(StaleReadError):
        store.free(had, THEIRS, read)
    write(store, dashboards_lead(appointment_time="4:00 PM", revision=revision))
    assert free_abandoned(at(store), had)
    assert store.day(TOMORROW).taken == {}
    assert items(store, LEADS) == before


@pytest.mark.parametrize("stored", [None, [], ["a"], "a text", 7, [1]])
def test_a_remark_that_a_turn_adds_while_a_lead_is_adopted_is_kept(store: DynamoDBStore, stored: object) -> None:
    write(store, dashboards_lead(remarks=stored))
    before = store.lead(THEIRS)
    assert before
    had = [*stored] if isinstance(stored, list) else []
    write(store, dashboards_lead(remarks=[*had, "Sent 1 photo"]))
    adopt(at(store), _Late(store, before), THEIRS)  # type: ignore[arg-type]
    adopted = items(store, LEADS)[THEIRS]
    assert (adopted["remarks"], adopted["revision"]) == ([*had, "Sent 1 photo"], 1)
    assert problems(store) == []


@pytest.mark.parametrize("stored", [None, [], "a text", 7])
def test_an_adopted_lead_has_a_list_of_remarks(store: DynamoDBStore, stored: object) -> None:
    write(store, dashboards_lead(remarks=stored))
    adopt(at(store), store, THEIRS)
    assert items(store, LEADS)[THEIRS]["remarks"] == []
    assert store.day(TOMORROW).taken.keys() == {slot(14).at}


class _Late:
    """The store, whose first answer about a lead is one from before."""

    def __init__(self, store: DynamoDBStore, before: object) -> None:
        self._store, self._answers = store, [before]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def lead(self, lead_id: str) -> object:
        return self._answers.pop() if self._answers else self._store.lead(lead_id)


@pytest.mark.parametrize("timestamp", [SECONDS, f"{SECONDS}000.5"])
@pytest.mark.parametrize("revision", [None, "none", 0])
def test_a_lead_that_was_not_adopted_can_be_moved_and_ended(
    store: DynamoDBStore, timestamp: object, revision: object
) -> None:
    item = dashboards_lead(appointment_date="ASAP", revision=revision)
    item["timestamp"] = {"N": str(timestamp)}
    write(store, item)
    assert reschedule(at(store), THEIRS, slot(16)).revision == 1
    assert store.day(TOMORROW).taken == {slot(16).at: THEIRS}
    assert problems(store) == []
    close(at(store), THEIRS, "cancelled")
    assert store.open_bookings(PHONE) == OpenBookings(2)
    assert problems(store) == []


def test_a_lead_that_is_deleted_while_it_changes_does_not_come_back(store: DynamoDBStore) -> None:
    write(store, dashboards_lead())
    before = store.lead(THEIRS)
    delete(store, dashboards_lead())
    adopt(at(store), _Late(store, before), THEIRS)  # type: ignore[arg-type]
    assert items(store, LEADS) == {}
    assert items(store, STATE) == {}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(leads=st.lists(LEAD, max_size=2))
def test_no_route_fails_whatever_other_programs_have_written(store: DynamoDBStore, leads: list[Stored]) -> None:
    for item in leads:
        with suppress(ClientError):  # what the indexes do not take cannot be there
            write(store, item)
    there = [item for page in [store.client.scan(TableName=LEADS)] for item in page["Items"]]
    for item in there:
        follow(at(store), store, item["lead_id"]["S"], [])
    for query in (
        {"day": str(TOMORROW)},
        {"phone": PHONE},
        {"export": "csv", "from": "2026-02-01", "to": "2026-03-30"},
        {"date": str(TOMORROW)},
    ):
        assert ask("GET", query)[0] == 200
    for text in ("is my phone ready?", "when is my appointment"):
        reply = take_turn(inbound(text, f"SM{id(leads)}{len(text)}"), office(store))  # type: ignore[arg-type]
        assert reply
        assert not reply.text.startswith("Sorry")
    heal(at(store), store)
    problems(store)
    for item in there:
        for method, body in (("GET", None), ("PATCH", {"date": str(TOMORROW), "time": "4:00 PM"}), ("DELETE", None)):
            assert ask(method, {"lead_id": item["lead_id"]["S"]}, body)[0] in (200, 404, 409, 429)
    for item in there:
        delete(store, item)
