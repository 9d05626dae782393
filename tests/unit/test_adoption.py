"""Other programs' leads: adopted, followed and healed, and harmless to every reader whatever is in them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scheduler
from linda import composition
from linda.adapters.booking_store import stored_lead
from linda.adoption import follow, heal
from linda.agent.tools import run_tool
from linda.booking import BookingRequest, available_slots, book, close, hold, new_lead, open_leads, reschedule
from linda.errors import LeadsNotFollowedError, SlotTakenError, StaleReadError, TooManyBookingsError
from linda.exports import csv_text, icalendar_feed
from linda.models import Lead, OpenBookings, Slot
from linda.notices import Sender, send_due_notices
from linda.settings import load_settings
from linda.turn import take_turn
from tests.fakes import Mailbox, MemoryStore
from tests.foreign_leads import LEAD, SECONDS, Stored, dashboards_lead, stored
from tests.unit.builders import NOW, PHONE, SHOP, TODAY, TOMORROW, desk, inbound, office, premises, slot

THEIRS = "LEAD-1770735600500-ab12"
OTHER_PHONE = "+19045550101"
TWO_PM = slot(14)
STARTS = int(datetime(2026, 2, 11, 19, tzinfo=UTC).timestamp())
TOKEN = "a-token-of-the-owner-in-tests"


def put(store: MemoryStore, item: Stored | None = None, **fields: Any) -> Lead:
    """Write a lead past LINDA."""
    lead = stored_lead(item or dashboards_lead(**fields))
    assert lead is not None
    store.leads[lead.lead_id] = lead
    return lead


def wrote(store: MemoryStore, **fields: Any) -> Lead:
    """Write a lead past LINDA, and let her follow."""
    before, lead = store.leads.get(str(fields.get("lead_id", THEIRS))), put(store, **fields)
    follow(premises(store), store, lead.lead_id, [known for known in (before, lead) if known])
    return store.leads[lead.lead_id]


def booked(store: MemoryStore, at: Slot = TWO_PM, phone: str = PHONE, repair: str = "battery") -> Lead:
    request = BookingRequest(at, phone, repair, "web")
    return book(premises(store), request, new_lead(premises(store), request))


def delete(store: MemoryStore, lead_id: str = THEIRS) -> Lead:
    """Delete the lead past LINDA."""
    return store.leads.pop(lead_id)


def told(store: MemoryStore) -> list[str]:
    return [entry.text for entry in store.for_owner.values()]


# --- adopted


def test_a_lead_of_the_dashboard_gets_its_slot_its_place_and_its_type() -> None:
    store = MemoryStore()
    lead = wrote(store)
    assert (lead.lead_type, lead.revision, lead.updated_at) == ("appointment", 1, SECONDS)
    assert (lead.appointment_time, lead.phone, lead.notes) == ("2:00 PM", PHONE, "back door")
    assert store.day(TOMORROW).taken == {time(14): THEIRS}
    assert store.open_bookings(PHONE) == OpenBookings(1, {THEIRS: STARTS})
    assert TWO_PM not in available_slots(premises(store), TOMORROW)
    assert open_leads(premises(store), PHONE) == [lead]
    assert told(store) == []


def test_a_lead_that_is_adopted_stays_as_it_is() -> None:
    store = MemoryStore()
    lead = wrote(store)
    follow(premises(store), store, THEIRS, [lead])
    heal(premises(store), store)
    assert store.leads == {THEIRS: lead}
    assert store.open_bookings(PHONE).version == 1


@pytest.mark.parametrize("phone", ["(904) 252-0927", "904-252-0927", "+1 904 252 0927"])
def test_a_number_is_stored_as_all_others_are(phone: str) -> None:
    store = MemoryStore()
    assert wrote(store, phone=phone).phone == PHONE
    assert store.open_bookings(PHONE).starts == {THEIRS: STARTS}


@pytest.mark.parametrize("phone", ["555", "", "call me", "+", None, 9042520927])
def test_a_lead_without_a_number_takes_its_slot_all_the_same(phone: object) -> None:
    store = MemoryStore()
    assert wrote(store, phone=phone).revision == 1
    assert store.day(TOMORROW).taken == {time(14): THEIRS}
    assert store.numbers == {}
    heal(premises(store), store)
    assert store.leads[THEIRS].revision == 1


@pytest.mark.parametrize(
    ("written", "label", "taken"),
    [
        ("14:00", "2:00 PM", time(14)),
        ("2pm", "2:00 PM", time(14)),
        ("2:30 PM", "2:30 PM", time(14)),
        ("2:59 p.m.", "2:59 PM", time(14)),
        ("8:30 AM", "8:30 AM", time(8)),
        ("6:00 PM", "6:00 PM", time(18)),
        ("00:15", "12:15 AM", time(0)),
    ],
)
def test_a_lead_takes_the_slot_in_which_it_begins_whatever_the_hours(written: str, label: str, taken: time) -> None:
    store = MemoryStore()
    assert wrote(store, appointment_time=written).appointment_time == label
    assert store.day(TOMORROW).taken == {taken: THEIRS}


@pytest.mark.parametrize("status", ["new", "pending", "Confirmed", "", None, 7])
def test_a_lead_that_has_not_ended_is_booked(status: object) -> None:
    store = MemoryStore()
    assert wrote(store, status=status).status == "booked"
    assert store.day(TOMORROW).taken == {time(14): THEIRS}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "cancelled"},
        {"status": "Canceled"},
        {"status": "completed"},
        {"status": "no-show"},
        {"appointment_date": str(TODAY), "appointment_time": "10:00 AM"},
        {"appointment_date": "2026-02-09"},
        {"appointment_date": "2027-02-12"},
        {"appointment_date": "9999-12-31", "appointment_time": "11:59 PM"},
        {"appointment_date": "12/01/2026"},
        {"appointment_date": "ASAP"},
        {"appointment_date": None},
        {"appointment_time": "noon"},
        {"appointment_time": 14},
        {"appointment_date": "2026-03-08", "appointment_time": "2:30 AM"},  # which the clock skips
    ],
)
def test_a_lead_that_has_ended_is_over_or_cannot_be_read_stays_as_it_is(fields: Mapping[str, object]) -> None:
    store = MemoryStore()
    assert wrote(store, **fields).revision == 0
    assert (store.days, store.numbers, told(store)) == ({}, {}, [])


def test_a_callback_takes_no_slot() -> None:
    store = MemoryStore()
    wrote(store, lead_id="CALLBACK-1")
    assert store.day(TOMORROW).taken == {}
    assert store.open_bookings(PHONE).starts == {"CALLBACK-1": STARTS}


def test_neither_a_numbers_limit_nor_another_conversations_hold_keeps_a_lead_out() -> None:
    store = MemoryStore()
    own = [booked(store, slot(hour)) for hour in (9, 10, 11)]
    hold(premises(store, holder="somebody"), TWO_PM)
    wrote(store)
    assert store.day(TOMORROW).taken[time(14)] == THEIRS
    assert store.day(TOMORROW).holds == {}
    assert len(store.open_bookings(PHONE).starts) == len(own) + 1
    with pytest.raises(TooManyBookingsError):
        booked(store, slot(15))


def test_a_lead_that_changes_while_it_is_adopted_is_read_again() -> None:
    class Changing(MemoryStore):
        def adopt(self, before: Lead, after: Lead, bookings: OpenBookings, slot: Slot | None) -> None:
            if before.appointment_time == "2:00 PM":
                put(self, appointment_time="3:00 PM")
            super().adopt(before, after, bookings, slot)

    store = Changing()
    assert wrote(store).appointment_time == "3:00 PM"
    assert store.day(TOMORROW).taken == {time(15): THEIRS}


# --- two for one slot


def test_of_two_leads_for_one_slot_the_second_waits_and_the_owner_is_told_once_of_both() -> None:
    store = MemoryStore()
    first = booked(store)
    for _ in range(2):
        second = wrote(store, phone=OTHER_PHONE, customer_name="Bob\n", appointment_time="2:30 PM")
    heal(premises(store), store)
    assert store.day(TOMORROW).taken == {time(14): first.lead_id}
    assert store.open_bookings(OTHER_PHONE).starts.keys() == {THEIRS}
    assert told(store) == [
        f"Two bookings at once on Wed, Feb 11: {PHONE} at 2:00 PM, and Bob {OTHER_PHONE} at 2:30 PM, who was booked"
        " without me. Please move one of them."
    ]
    assert open_leads(premises(store), OTHER_PHONE) == [replace(second, revision=1, phone=OTHER_PHONE)]


def test_the_second_of_two_can_be_cancelled_and_moved_without_harm_to_the_first() -> None:
    store = MemoryStore()
    first = booked(store)
    wrote(store, phone=OTHER_PHONE)
    assert reschedule(premises(store), THEIRS, slot(16)).appointment_time == "4:00 PM"
    assert store.day(TOMORROW).taken == {time(14): first.lead_id, time(16): THEIRS}
    wrote(store, lead_id="LEAD-3", phone=OTHER_PHONE)
    close(premises(store), "LEAD-3", "cancelled")
    assert store.day(TOMORROW).taken == {time(14): first.lead_id, time(16): THEIRS}
    assert store.open_bookings(OTHER_PHONE).starts.keys() == {THEIRS}


def test_the_second_of_two_gets_the_slot_when_it_is_free() -> None:
    store = MemoryStore()
    first = booked(store)
    wrote(store, phone=OTHER_PHONE)
    close(premises(store), first.lead_id, "cancelled")
    heal(premises(store), store)
    assert store.day(TOMORROW).taken == {time(14): THEIRS}


def test_a_lead_whose_slot_a_deleted_one_has_gets_it() -> None:
    store = MemoryStore()
    wrote(store)
    delete(store)
    wrote(store, lead_id="LEAD-2", phone=OTHER_PHONE)
    assert store.day(TOMORROW).taken == {time(14): "LEAD-2"}
    assert told(store) == []


# --- followed


def test_a_deleted_lead_frees_its_slot_and_its_place() -> None:
    store = MemoryStore()
    wrote(store)
    was = delete(store)
    follow(premises(store), store, THEIRS, [was])
    assert (store.day(TOMORROW).taken, store.open_bookings(PHONE).starts) == ({}, {})
    assert store.deleted == {THEIRS}


def test_a_deleted_lead_frees_nothing_of_anothers() -> None:
    store = MemoryStore()
    was = wrote(store)
    close(premises(store), THEIRS, "cancelled")
    mine = booked(store)
    delete(store)
    follow(premises(store), store, THEIRS, [was])
    assert store.day(TOMORROW).taken == {time(14): mine.lead_id}
    assert store.open_bookings(PHONE).starts.keys() == {mine.lead_id}


@pytest.mark.parametrize(
    ("fields", "taken", "open_now"),
    [
        ({"appointment_time": "3:00 PM"}, {time(15): THEIRS}, {PHONE}),
        ({"status": "cancelled"}, {}, set()),
        ({"appointment_date": "soon"}, {}, set()),
        ({"phone": OTHER_PHONE}, {time(14): THEIRS}, {OTHER_PHONE}),
    ],
)
def test_a_lead_that_is_written_again_is_where_it_says(
    fields: Mapping[str, object], taken: Mapping[time, str], open_now: set[str]
) -> None:
    store = MemoryStore()
    wrote(store)
    wrote(store, **fields)
    assert store.day(TOMORROW).taken == taken
    assert {phone for phone, bookings in store.numbers.items() if bookings.starts} == open_now


# --- healed


def test_a_sweep_frees_the_slot_of_a_deleted_lead() -> None:
    store = MemoryStore()
    wrote(store)
    delete(store)
    heal(premises(store), store)
    assert store.day(TOMORROW).taken == {}


@pytest.mark.parametrize(
    ("fields", "taken", "open_now"),
    [
        ({"status": "cancelled"}, {}, []),
        ({"appointment_time": "3:00 PM"}, {time(15): THEIRS}, [THEIRS]),
        ({"appointment_date": "soon"}, {}, []),
    ],
)
def test_a_sweep_follows_a_lead_that_was_changed_in_place(
    fields: dict[str, Any], taken: Mapping[time, str], open_now: list[str]
) -> None:
    store = MemoryStore()
    lead = wrote(store)
    store.leads[THEIRS] = replace(lead, **fields)
    heal(premises(store), store)
    assert store.day(TOMORROW).taken == taken
    assert list(store.open_bookings(PHONE).starts) == open_now


def test_every_day_of_the_next_two_weeks_is_looked_at_within_the_hour() -> None:
    store = MemoryStore()
    for ahead in range(14):
        wrote(store, lead_id=f"LEAD-{ahead}", appointment_date=str(TODAY + timedelta(days=ahead)))
    store.leads.clear()
    for minutes in range(0, 60, 5):
        heal(premises(store, NOW + timedelta(minutes=minutes)), store)
    assert [day for day, booked in store.days.items() if booked.taken] == []


def test_a_sweep_reads_no_more_than_three_days_hold() -> None:
    class Counting(MemoryStore):
        def lead(self, lead_id: str) -> Lead | None:
            read.append(lead_id)
            return super().lead(lead_id)

    store, read = Counting(), list[str]()
    for ahead, hour in product(range(30), range(9, 17)):
        booked(store, slot(hour, TOMORROW + timedelta(days=ahead)), f"+1904555{ahead:02}{hour:02}")
    read.clear()
    heal(premises(store), store)
    assert len(read) <= 3 * 8


def test_a_slot_of_a_deleted_lead_can_be_booked_and_moved_to_without_any_sweep() -> None:
    store = MemoryStore()
    for hour in (14, 15):
        wrote(store, lead_id=f"LEAD-{hour}", appointment_time=f"{hour}:00", phone=OTHER_PHONE)
        delete(store, f"LEAD-{hour}")
    mine = booked(store)
    assert reschedule(premises(store), mine.lead_id, slot(15)).appointment_time == "3:00 PM"
    assert store.day(TOMORROW).taken == {time(15): mine.lead_id}


def test_a_slot_whose_lead_is_there_is_taken() -> None:
    store = MemoryStore()
    wrote(store, appointment_time="2:30 PM")
    with pytest.raises(SlotTakenError):
        booked(store)


def test_deleted_and_cancelled_leads_do_not_count_against_a_numbers_limit() -> None:
    store = MemoryStore()
    leads = [wrote(store, lead_id=f"LEAD-{hour}", appointment_time=f"{hour}:00") for hour in (9, 10, 11)]
    delete(store, "LEAD-9")
    store.leads["LEAD-10"] = replace(leads[1], status="cancelled")
    mine = booked(store)
    assert store.open_bookings(PHONE).starts.keys() == {"LEAD-11", mine.lead_id}


# --- what the owner and the customer may do


@pytest.mark.parametrize("status", ["completed", "no_show", "cancelled"])
def test_a_lead_that_was_not_adopted_can_be_ended(status: Any) -> None:
    store = MemoryStore()
    put(store, appointment_date="ASAP", phone="(904) 252-0927")
    assert close(premises(store), THEIRS, status) == store.leads[THEIRS]
    assert (store.leads[THEIRS].status, store.leads[THEIRS].revision) == (status, 1)


def test_a_lead_that_was_not_adopted_can_be_moved_to_a_time() -> None:
    store = MemoryStore()
    put(store, appointment_date="ASAP", phone="(904) 252-0927")
    moved = reschedule(premises(store), THEIRS, TWO_PM)
    assert (moved.phone, moved.appointment_date) == (PHONE, str(TOMORROW))
    assert store.day(TOMORROW).taken == {time(14): THEIRS}
    assert store.open_bookings(PHONE).starts == {THEIRS: STARTS}


def test_a_lead_off_the_hour_can_be_moved_to_its_own_hour() -> None:
    store = MemoryStore()
    wrote(store, appointment_time="2:30 PM")
    assert reschedule(premises(store), THEIRS, TWO_PM).appointment_time == "2:00 PM"
    assert store.day(TOMORROW).taken == {time(14): THEIRS}


def test_a_customer_is_told_of_the_lead_and_can_call_it_off() -> None:
    store = MemoryStore()
    wrote(store, phone="(904) 252-0927")
    reply = take_turn(inbound("when is my appointment?"), office(store))
    assert reply is not None
    assert "iPhone 13 screen repair tomorrow (Wed, Feb 11) at 2:00 PM" in reply.text
    at = desk(store)
    at.cancel(at.lead_at(TWO_PM))
    assert store.day(TOMORROW).taken == {}


@pytest.mark.parametrize("spoiled", [{"phone": OTHER_PHONE}, {"appointment_date": "soon"}, {"status": "cancelled"}])
def test_a_customer_is_told_of_no_booking_that_is_anothers_by_now(spoiled: dict[str, Any]) -> None:
    store = MemoryStore()
    store.leads[THEIRS] = replace(wrote(store), **spoiled)
    assert json.loads(run_tool(desk(store), "my_bookings", "{}"))["bookings"] == []


# --- the scheduler's door


class Door:
    """The scheduler over a store in memory."""

    def __init__(self, store: MemoryStore, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(composition, "store", lambda: store)
        patch.setattr(composition, "owner_token", lambda: TOKEN)
        patch.setattr(composition, "settings", lambda: load_settings({}))
        patch.setattr(scheduler, "_sender", lambda: None)
        patch.setattr("linda.clock.now", lambda: NOW)

    def ask(self, method: str, query: Mapping[str, str], body: object = None, *, owner: bool = True) -> tuple[int, str]:
        event = {
            "requestContext": {"path": "/scheduler"},
            "httpMethod": method,
            "headers": {"Authorization": f"Bearer {TOKEN}"} if owner else {},
            "queryStringParameters": dict(query),
            "body": json.dumps(body) if body else None,
        }
        answer: Any = scheduler.handler(event, None)
        return answer["statusCode"], answer["body"]


@pytest.mark.parametrize(
    ("method", "body"), [("GET", None), ("PATCH", {"date": str(TOMORROW), "time": "3:00 PM"}), ("DELETE", None)]
)
def test_an_id_that_can_be_guessed_is_the_owners_alone(
    method: str, body: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryStore()
    wrote(store)
    door = Door(store, monkeypatch)
    none = door.ask(method, {"lead_id": "LEAD-ANYBODYS"}, body, owner=False)
    assert door.ask(method, {"lead_id": THEIRS}, body, owner=False) == none
    assert none[0] == 404
    assert door.ask(method, {"lead_id": THEIRS}, body)[0] == 200


@pytest.mark.parametrize("lead_id", ["", "LEAD-", "LEAD-\n", "LEAD-" + "1" * 3_000, "CHATLOG-1", "LEAD-\ud800"])
def test_what_is_no_id_is_not_found_by_the_owner_either(lead_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Door(MemoryStore(), monkeypatch).ask("GET", {"lead_id": lead_id})[0] == 404


def record(name: str, **images: object) -> dict[str, object]:
    return {
        "eventSource": "aws:dynamodb",
        "eventName": name,
        "dynamodb": {"Keys": stored(lead_id=THEIRS, timestamp=SECONDS), **images},
    }


def test_the_streams_records_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    Door(store, monkeypatch)
    put(store)
    # A stream's binary values are texts.
    image = {**dashboards_lead(), "notes": {"B": "aGk="}, "remarks": {"L": [{"B": "aGk="}]}}
    assert scheduler.handler({"Records": [record("INSERT", NewImage=image)]}, None) == {"statusCode": 200}
    assert store.day(TOMORROW).taken == {time(14): THEIRS}
    delete(store)
    scheduler.handler({"Records": [record("REMOVE", OldImage=image)]}, None)
    assert store.day(TOMORROW).taken == {}


@pytest.mark.parametrize(("lead_id", "taken"), [("web-123", True), ("7", True), ("CHATLOG-web-123", False)])
def test_what_is_not_a_conversation_is_a_lead_whatever_its_id(
    lead_id: str, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryStore()
    door = Door(store, monkeypatch)
    put(store, lead_id=lead_id)
    image = dashboards_lead(lead_id=lead_id)
    change = {"Keys": stored(lead_id=lead_id, timestamp=SECONDS), "NewImage": image}
    assert scheduler.handler({"Records": [{"eventName": "INSERT", "dynamodb": change}]}, None) == {"statusCode": 200}
    assert (store.day(TOMORROW).taken == {time(14): lead_id}) is taken
    assert (door.ask("GET", {"lead_id": lead_id})[0] == 200) is taken


def test_records_that_cannot_be_followed_raise_without_a_customers_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(MemoryStore):
        def day(self, day: date) -> Any:
            raise StaleReadError("Ann's back door")

    Door(store := Broken(), monkeypatch)
    put(store)
    with pytest.raises(LeadsNotFollowedError, match=r"^some leads of other programs are not followed yet$") as raised:
        scheduler.handler({"Records": [record("INSERT", NewImage=dashboards_lead())]}, None)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_records_over_the_api_are_a_request_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    Door(store := MemoryStore(), monkeypatch)
    put(store)
    event = {"Records": [record("INSERT", NewImage=dashboards_lead())], "requestContext": {}, "httpMethod": "DELETE"}
    answer: Any = scheduler.handler(event, None)
    assert answer["statusCode"] == 404
    assert store.days == {}


# --- every reader, whatever is in the table


@given(items=st.lists(LEAD, max_size=3), is_owner=st.booleans())
def test_no_reader_fails_whatever_other_programs_have_written(items: list[Stored], is_owner: bool) -> None:
    store = MemoryStore()
    for item in items:
        if lead := stored_lead(item):
            store.leads[lead.lead_id] = lead
    clock = [NOW]
    sender = Sender(SHOP, store, Mailbox(lambda: clock[0]), lambda: clock[0], OTHER_PHONE)
    with pytest.MonkeyPatch.context() as patch:
        door = Door(store, patch)
        for query in (
            {"day": str(TOMORROW)},
            {"phone": PHONE},
            {"export": "csv", "from": "2026-02-01", "to": "2026-03-30"},
            {"calendar": scheduler._calendar_secret(TOKEN)},
            {"date": str(TOMORROW)},
        ):
            assert door.ask("GET", query)[0] == 200
        csv_text(store.leads.values())
        icalendar_feed(store.leads.values(), SHOP)
        records = [
            {"dynamodb": {"Keys": {"lead_id": item["lead_id"]}, "OldImage": item, "NewImage": item}} for item in items
        ]
        assert scheduler.handler({"Records": records}, None) == {"statusCode": 200}
        answers = [take_turn(inbound(text, f"SM{n}"), office(store)) for n, text in enumerate(QUESTIONS)]
        assert not any(answer is None or answer.text.startswith("Sorry") for answer in answers), answers
        for tool in ("my_bookings", "repair_status"):
            assert "error" not in json.loads(run_tool(desk(store), tool, "{}"))
        for _ in range(3):
            assert send_due_notices(sender)["error"] == 0
            heal(premises(store, clock[0]), store)
            clock[0] += timedelta(hours=12)
        for lead_id in list(store.leads):
            for method, body in CHANGES:
                assert door.ask(method, {"lead_id": lead_id}, body, owner=is_owner)[0] in (200, 404, 409, 429)


QUESTIONS = ("is my phone ready?", "what are my bookings?", "when is my appointment", "cancel it")
CHANGES: tuple[tuple[str, object], ...] = (
    ("GET", None),
    ("PATCH", {"date": str(TOMORROW), "time": "3:00 PM"}),
    ("PATCH", {"date": str(TOMORROW), "time": "2:00 PM"}),
    ("DELETE", None),
)
