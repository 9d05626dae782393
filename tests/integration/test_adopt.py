"""`adopt` over tables that were made by hand: what an older program has booked is LINDA's, and nothing else changes."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

import scheduler
from linda import adoption, composition
from linda.adapters.dynamodb import DynamoDBStore
from linda.adoption import heal
from linda.booking import Premises
from linda.errors import LeadsNotFollowedError
from linda.owner_state import current
from linda.settings import load_settings
from local import adopt
from local.adopt import Adopted
from local.console import LocalError
from tests.foreign_leads import SECONDS, dashboards_lead
from tests.integration.conftest import LEADS, STATE
from tests.integration.test_foreign_leads import ask, items, problems, write
from tests.unit.builders import NOW, PHONE, SHOP, TOMORROW

OLD = "LEAD-1717000000000-ab12"
LATER = TOMORROW + timedelta(days=40)


class Here:
    """A LINDA whose scheduler runs in this process."""

    def __init__(self, store: DynamoDBStore) -> None:
        self.store = store

    def client(self, service: str) -> Any:
        return self.store.client

    def function(self, name: str) -> str:
        return name

    def invoke(self, function: str, event: Any) -> Any:
        assert function == "scheduler"
        try:
            return scheduler.handler(json.loads(json.dumps(event)), None)
        except LeadsNotFollowedError as error:
            raise LocalError(str(error)) from None


@pytest.fixture
def store(dynamodb_store: DynamoDBStore, monkeypatch: pytest.MonkeyPatch) -> DynamoDBStore:
    monkeypatch.setattr(composition, "store", lambda: dynamodb_store)
    monkeypatch.setattr(composition, "owner_token", lambda: "owner-token")
    monkeypatch.setattr(composition, "settings", lambda: load_settings({}))
    monkeypatch.setattr("linda.clock.now", lambda: NOW)
    monkeypatch.setattr(adopt, "datetime", SimpleNamespace(now=NOW.astimezone))
    return dynamodb_store


def take_over(store: DynamoDBStore, *, dry_run: bool = False) -> Adopted:
    return adopt.adopt(Here(store), LEADS, SHOP.time_zone, dry_run=dry_run)  # type: ignore[arg-type]


def test_old_bookings_get_their_times_and_the_audit_is_content(store: DynamoDBStore) -> None:
    old = {"created_at": "2026-02-01T12:00:00.123456", "updated_at": "2026-02-01T12:00:00Z"}
    write(store, dashboards_lead(lead_id=OLD, **old))
    write(store, dashboards_lead(lead_id="LEAD-2", phone="(904) 555-0101", appointment_time="3pm", status="new"))
    write(store, dashboards_lead(lead_id="CALLBACK-3", appointment_time="11:00", timestamp=SECONDS * 1000))
    write(store, dashboards_lead(lead_id="LEAD-4", appointment_date=str(LATER)))
    assert len(problems(store)) == 4
    found = take_over(store)
    assert [lead.lead_id for lead in found.new] == ["CALLBACK-3", OLD, "LEAD-2", "LEAD-4"]
    assert problems(store) == []
    state = items(store, STATE)
    assert (state[f"DAY#{TOMORROW}"]["14:00"], state[f"DAY#{TOMORROW}"]["15:00"]) == (OLD, "LEAD-2")
    assert (state[f"DAY#{LATER}"]["14:00"], state[f"PHONE#{PHONE}"]["starts"].keys()) == (
        "LEAD-4",
        {OLD, "CALLBACK-3", "LEAD-4"},
    )
    body = {"phone": "+19045550199", "date": str(LATER), "time": "2:00 PM", "repair_type": "screen"}
    assert ask("POST", {}, body)[0] == 409


def test_a_second_run_changes_nothing(store: DynamoDBStore) -> None:
    write(store, dashboards_lead(lead_id=OLD))
    take_over(store)
    before = items(store, LEADS), items(store, STATE)
    found = take_over(store)
    assert (found.new, len(found.upcoming)) == ([], 1)
    assert (items(store, LEADS), items(store, STATE)) == before
    assert adopt.to_words(found, dry_run=False) == "1 upcoming bookings: 0 new, 1 known to LINDA"


def test_what_the_scheduler_has_not_taken_over_is_not_said_to_be(
    store: DynamoDBStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, dashboards_lead(lead_id=OLD))
    monkeypatch.setattr(Here, "invoke", lambda *_: {"statusCode": 200})
    found = take_over(store)
    assert adopt.to_words(found, dry_run=False).startswith(
        f"{OLD} could not be taken over: LINDA still does not know it"
    )


def test_a_dry_run_writes_nothing(store: DynamoDBStore) -> None:
    write(store, dashboards_lead(lead_id=OLD))
    before = items(store, LEADS)
    found = take_over(store, dry_run=True)
    assert adopt.to_words(found, dry_run=True).splitlines() == [
        f"{TOMORROW} 14:00  {OLD}  to be taken over",
        "1 upcoming bookings: 1 new, 0 known to LINDA",
    ]
    assert (items(store, LEADS), items(store, STATE)) == (before, {})


def test_of_two_bookings_of_one_time_neither_is_lost_and_the_owner_hears_of_both(store: DynamoDBStore) -> None:
    write(store, dashboards_lead(lead_id="LEAD-1"))
    write(store, dashboards_lead(lead_id="LEAD-2", phone="+19045550101"))
    take_over(store)
    take_over(store)
    (entry,) = store.owner_entries()
    assert entry.text.startswith("Two bookings at once on Wed, Feb 11")
    assert [lead["revision"] for lead in items(store, LEADS).values()] == [1, 1]
    assert problems(store) == [
        f"{TOMORROW} 14:00 is booked 2 times: LEAD-1, LEAD-2",
        f"LEAD-2 is booked for {TOMORROW} 14:00, which it has not taken",
    ]


def test_what_is_over_or_ended_or_unreadable_stays_as_it_is(store: DynamoDBStore) -> None:
    write(store, dashboards_lead(lead_id="LEAD-1", appointment_date="2026-02-09"))
    write(store, dashboards_lead(lead_id="LEAD-2", status="Canceled"))
    write(store, dashboards_lead(lead_id="LEAD-3", appointment_time="noon"))
    before = items(store, LEADS)
    assert take_over(store).upcoming == []
    assert (items(store, LEADS), items(store, STATE)) == (before, {})


def test_days_and_numbers_are_written_anew_where_the_state_table_is_lost(store: DynamoDBStore) -> None:
    body = {"phone": PHONE, "date": str(TOMORROW), "time": "2:00 PM", "repair_type": "screen"}
    assert ask("POST", {}, body)[0] == 201
    before = items(store, STATE)
    for name in ("DAY#", "PHONE#"):
        (key,) = (key for key in before if key.startswith(name))
        store.client.delete_item(TableName=STATE, Key={"state_id": {"S": key}})
    assert problems(store) != []
    take_over(store)
    assert problems(store) == []


def test_the_sweep_alone_does_not_find_a_lead_without_a_type(store: DynamoDBStore) -> None:
    """Else the command would not be needed."""
    write(store, dashboards_lead(lead_id=OLD))
    for minutes in range(0, 60, 5):
        heal(Premises(SHOP, current({}), NOW + timedelta(minutes=minutes), store), store)
    assert problems(store) == [f"{OLD} is another program's, and not adopted"]


def test_a_lead_that_cannot_be_taken_over_is_named_and_stops_no_other(
    store: DynamoDBStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, dashboards_lead(lead_id="LEAD-1"))
    write(store, dashboards_lead(lead_id="LEAD-2", appointment_time="3:00 PM"))
    follow = adoption.follow

    def failing(premises: Any, store: Any, lead_id: str, known: Any) -> None:
        if lead_id == "LEAD-1":
            raise OSError
        follow(premises, store, lead_id, known)

    monkeypatch.setattr(scheduler, "follow", failing)
    found = take_over(store)
    assert adopt.to_words(found, dry_run=False).splitlines() == [
        "LEAD-1 could not be taken over: some leads of other programs are not followed yet",
        f"{TOMORROW} 15:00  LEAD-2  taken over",
        "2 upcoming bookings: 2 new, 0 known to LINDA",
    ]
