from dataclasses import replace
from datetime import date, timedelta

import pytest

from linda.booking import BookingRequest, available_slots, book, lead_id_of_turn, new_lead_id, next_slots
from linda.errors import InvalidInputError, SlotClosedError, SlotTakenError
from linda.models import LEAD_TYPES, Lead, LeadType, Slot
from tests.fakes import MemoryStore
from tests.unit.desk import NOW, PHONE, TODAY, TOMORROW, calendar, slot, take

TWO = BookingRequest(slot(14), PHONE, "screen", "web", "iPhone 13", "Ann", "appointment", "rings twice")


def test_a_booked_lead_is_stored_as_the_contract_says() -> None:
    store = MemoryStore()
    lead = book(calendar(store), TWO, "LEAD-1")
    assert lead == Lead(
        lead_id="LEAD-1",
        timestamp=int(NOW.timestamp()),
        phone=PHONE,
        repair_type="screen",
        device="iPhone 13",
        customer_name="Ann",
        appointment_date="2026-02-11",
        appointment_time="2:00 PM",
        lead_type="appointment",
        status="booked",
        source="web",
        notes="rings twice",
        created_at="2026-02-10T15:00:00+00:00",
    )
    assert store.leads == {"LEAD-1": lead}


def test_a_booked_slot_is_no_longer_available() -> None:
    desk_calendar = calendar()
    book(desk_calendar, TWO, "LEAD-1")
    assert available_slots(desk_calendar, TOMORROW) == [slot(hour) for hour in (9, 10, 11, 12, 13, 15, 16)]
    with pytest.raises(SlotTakenError):
        book(desk_calendar, replace(TWO, phone="+19045550100"), "LEAD-2")


@pytest.mark.parametrize(("lead_type", "left"), [("appointment", 7), ("on_site", 7), ("callback", 8)])
def test_only_a_callback_takes_no_slot(lead_type: LeadType, left: int) -> None:
    desk_calendar = calendar()
    book(desk_calendar, replace(TWO, lead_type=lead_type), "ID")
    assert len(available_slots(desk_calendar, TOMORROW)) == left


@pytest.mark.parametrize(
    ("wanted", "error"),
    [(slot(8), SlotClosedError), (slot(9, TODAY), SlotClosedError), (slot(14, date(2026, 2, 9)), InvalidInputError)],
)
def test_what_cannot_be_booked_leaves_no_trace(wanted: Slot, error: type[Exception]) -> None:
    store = MemoryStore()
    with pytest.raises(error):
        book(calendar(store), replace(TWO, slot=wanted), "LEAD-1")
    assert (store.leads, store.days) == ({}, {})


def test_operational_hours_close_slots_to_bookings() -> None:
    hours = {
        "operational_hours_enabled": True,
        "operational_open_time": "09:00",
        "operational_close_time": "14:00",
    }
    with pytest.raises(SlotClosedError):
        book(calendar(state=hours), TWO, "LEAD-1")


def test_the_next_slots_skip_what_is_taken_and_go_on_with_the_next_day() -> None:
    store = MemoryStore()
    take(store, *(slot(hour, TODAY) for hour in (11, 12, 13, 14, 15)))
    assert next_slots(calendar(store), 3, TODAY) == [slot(16, TODAY), slot(9), slot(10)]


def test_the_search_for_the_next_slots_ends_after_two_weeks() -> None:
    store = MemoryStore()
    take(store, *(slot(hour, TODAY + timedelta(days=ahead)) for ahead in range(14) for hour in range(9, 17)))
    assert next_slots(calendar(store), 3, TODAY) == []
    assert next_slots(calendar(store), 1, TOMORROW) == [slot(9, TODAY + timedelta(days=14))]


def test_the_shops_date_is_not_the_one_of_utc() -> None:
    assert calendar(now=NOW.replace(hour=3)).today == date(2026, 2, 9)


@pytest.mark.parametrize(
    ("lead_type", "prefix"), [("appointment", "LEAD-"), ("callback", "CALLBACK-"), ("on_site", "ONSITE-")]
)
def test_a_lead_id_tells_its_type_and_has_128_random_bits(lead_type: LeadType, prefix: str) -> None:
    ids = {new_lead_id(lead_type) for _ in range(50)}
    assert len(ids) == 50
    assert all(one.startswith(prefix) and len(one.removeprefix(prefix)) == 26 for one in ids)


def test_a_turn_gives_a_slot_the_same_lead_id_again_and_every_other_one_another() -> None:
    ids = [
        lead_id_of_turn(nonce, wanted, lead_type)
        for nonce in ("one", "two")
        for wanted in (slot(9), slot(10), slot(9, TODAY))
        for lead_type in LEAD_TYPES
    ]
    assert len(set(ids)) == len(ids)
    assert lead_id_of_turn("one", slot(9), "appointment") == ids[0]
