import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.booking import (
    HOLD,
    BookingRequest,
    Premises,
    available_slots,
    book,
    book_click,
    close,
    find_lead,
    held_slot,
    hold,
    is_capability,
    is_open_booking,
    jobs_of,
    new_lead,
    next_slots,
    number_of,
    open_leads,
    reschedule,
    slot_of,
    together,
)
from linda.errors import (
    AlreadyBookedError,
    InvalidInputError,
    LeadClosedError,
    LeadNotFoundError,
    SlotClosedError,
    SlotHeldError,
    SlotTakenError,
    StaleReadError,
    StoreUnavailableError,
    TooManyBookingsError,
)
from linda.models import Day, Job, Lead, LeadStatus, LeadType, OpenBookings, Receipt, Slot
from linda.owner_state import current
from linda.shop_time import instant
from tests.fakes import MemoryStore
from tests.unit.builders import NOW, PHONE, SHOP, TODAY, TOMORROW, premises, slot, take

TWO = BookingRequest(slot(14), PHONE, "screen", "web", "iPhone 13", "Ann", "appointment", "rings twice")
ANOTHERS = replace(TWO, phone="+19045550100")
LATER = NOW + timedelta(minutes=10)
UNKNOWN_IDS = ["", "LEAD-1", f"LEAD-{'A' * 26}", f"LEAD-{'a' * 26}", f"LEAD-{'A' * 26}\n", "CHATLOG-session", "\ud800"]


def booked(at: Premises, request: BookingRequest = TWO, receipt: Receipt | None = None) -> Lead:
    return book(at, request, new_lead(at, request), receipt)


def clicked(at: Premises, request: BookingRequest = TWO, key: str = "IDEM#click") -> Lead:
    return book_click(at, request, new_lead(at, request), key)


def texted(at: Premises, request: BookingRequest, key: str = "SM1") -> Lead:
    return book(at, request, new_lead(at, request), Receipt(f"TURN#{key}"))


def hours(slots: list[Slot]) -> list[int]:
    return [one.at.hour for one in slots]


def contents(store: MemoryStore) -> dict[str, object]:
    """All that the store holds, to be compared after what should change nothing."""
    return deepcopy(vars(store))


class Interrupted(MemoryStore):
    """A store in which something else happens between a read and the write that follows it, once."""

    meanwhile: Callable[[], object] | None = None

    def book(self, lead: Lead, bookings: OpenBookings, **more: Any) -> None:
        self._interrupt()
        super().book(lead, bookings, **more)

    def move(self, before: Lead, after: Lead, bookings: OpenBookings, **more: Any) -> None:
        self._interrupt()
        super().move(before, after, bookings, **more)

    def close(self, before: Lead, after: Lead, bookings: OpenBookings, **more: Any) -> None:
        self._interrupt()
        super().close(before, after, bookings, **more)

    def _interrupt(self) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()


class BusyStore(MemoryStore):
    """A store in which another is always faster."""

    def book(self, lead: Lead, bookings: OpenBookings, **more: Any) -> None:
        raise StaleReadError("changed")

    def move(self, before: Lead, after: Lead, bookings: OpenBookings, **more: Any) -> None:
        raise StaleReadError("changed")

    def close(self, before: Lead, after: Lead, bookings: OpenBookings, **more: Any) -> None:
        raise StaleReadError("changed")


# --- booking


def test_a_booked_lead_is_stored_as_the_contract_says() -> None:
    store = MemoryStore()
    lead = booked(premises(store))
    assert lead == Lead(
        lead_id=lead.lead_id,
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
        created_at=1_770_735_600,
        updated_at=1_770_735_600,
        revision=1,
    )
    assert store.leads == {lead.lead_id: lead}
    assert store.day(TOMORROW).taken == {time(14): lead.lead_id}
    assert store.open_bookings(PHONE).starts == {
        lead.lead_id: int(datetime(2026, 2, 11, 14, tzinfo=premises().shop.time_zone).timestamp())
    }


def test_a_new_lead_stores_nothing() -> None:
    store = MemoryStore()
    new_lead(premises(store), TWO)
    assert contents(store) == contents(MemoryStore())


def test_a_booked_slot_is_no_longer_available() -> None:
    desk_calendar = premises()
    booked(desk_calendar)
    assert available_slots(desk_calendar, TOMORROW) == [slot(hour) for hour in (9, 10, 11, 12, 13, 15, 16)]
    with pytest.raises(SlotTakenError):
        booked(desk_calendar, ANOTHERS)


@pytest.mark.parametrize(("lead_type", "left"), [("appointment", 7), ("on_site", 7), ("callback", 8)])
def test_only_a_callback_takes_no_slot(lead_type: LeadType, left: int) -> None:
    desk_calendar = premises()
    booked(desk_calendar, replace(TWO, lead_type=lead_type))
    assert len(available_slots(desk_calendar, TOMORROW)) == left


@pytest.mark.parametrize("announce", [True, False])
def test_a_confirmation_is_put_down_only_if_it_is_asked_for(announce: bool) -> None:
    store = MemoryStore()
    lead = booked(premises(store), replace(TWO, announce=announce))
    assert store.outbox == ({lead.lead_id: slot(14)} if announce else {})


@pytest.mark.parametrize(
    ("wanted", "error"),
    [(slot(8), SlotClosedError), (slot(9, TODAY), SlotClosedError), (slot(14, date(2026, 2, 9)), InvalidInputError)],
)
def test_what_cannot_be_booked_leaves_no_trace(wanted: Slot, error: type[Exception]) -> None:
    store = MemoryStore()
    with pytest.raises(error):
        booked(premises(store), replace(TWO, slot=wanted))
    assert contents(store) == contents(MemoryStore())


@pytest.mark.parametrize(
    "state",
    [
        {"operational_hours_enabled": True, "operational_open_time": "09:00", "operational_close_time": "14:00"},
        {"closures": '[{"date": "2026-02-11"}]'},
        {"busy_until": "2026-02-11T14:30"},
    ],
)
def test_the_owners_state_closes_slots_to_bookings_but_not_to_callbacks(state: dict[str, object]) -> None:
    at = premises(state=state)
    with pytest.raises(SlotClosedError):
        booked(at)
    assert booked(at, replace(TWO, lead_type="callback")).status == "booked"


@pytest.mark.parametrize("wanted", [Slot(TODAY, time(10, 1)), slot(19), Slot(TOMORROW, time(8, 20))])
def test_a_callback_can_be_for_any_time_of_the_day_to_come(wanted: Slot) -> None:
    store = MemoryStore()
    take(store, wanted)
    assert slot_of(booked(premises(store), replace(TWO, slot=wanted, lead_type="callback"))) == wanted
    assert list(store.day(wanted.day).taken.values()) == list(store.others)


@pytest.mark.parametrize("wanted", [slot(10, TODAY), slot(22, date(2026, 2, 9)), slot(14, date.max)])
def test_a_callback_for_the_past_or_far_away_is_refused(wanted: Slot) -> None:
    with pytest.raises(InvalidInputError):
        booked(premises(), replace(TWO, slot=wanted, lead_type="callback"))


def test_the_next_slots_skip_what_is_taken_and_go_on_with_the_next_day() -> None:
    store = MemoryStore()
    take(store, *(slot(hour, TODAY) for hour in (11, 12, 13, 14, 15)))
    assert next_slots(premises(store), 3, TODAY) == [slot(16, TODAY), slot(9), slot(10)]


def test_the_search_for_the_next_slots_ends_after_two_weeks() -> None:
    store = MemoryStore()
    take(store, *(slot(hour, TODAY + timedelta(days=ahead)) for ahead in range(14) for hour in range(9, 17)))
    assert next_slots(premises(store), 3, TODAY) == []
    assert next_slots(premises(store), 1, TOMORROW) == [slot(9, TODAY + timedelta(days=14))]


def test_the_next_slots_come_after_a_closure_of_any_length_and_no_closed_day_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closures = [{"date": str(TODAY + timedelta(days=ahead))} for ahead in range(40)]
    state = current({"closures": json.dumps(closures)})
    store = MemoryStore()
    read: list[date] = []

    def day(day: date) -> Day:
        read.append(day)
        return Day()

    monkeypatch.setattr(store, "day", day)
    after = TODAY + timedelta(days=40)
    assert next_slots(replace(premises(store), state=state), 1, TODAY) == [slot(9, after)]
    assert read == [after]


def test_the_shops_date_is_not_the_one_of_utc() -> None:
    assert premises(now=NOW.replace(hour=3)).today == date(2026, 2, 9)


@pytest.mark.parametrize(
    ("lead_type", "prefix"), [("appointment", "LEAD-"), ("callback", "CALLBACK-"), ("on_site", "ONSITE-")]
)
def test_a_lead_id_tells_its_type_and_has_128_random_bits(lead_type: LeadType, prefix: str) -> None:
    ids = {new_lead(premises(), replace(TWO, lead_type=lead_type)).lead_id for _ in range(50)}
    assert len(ids) == 50
    assert all(one.startswith(prefix) and len(one.removeprefix(prefix)) == 26 for one in ids)


# --- the same click


@pytest.mark.parametrize("lead_type", ["appointment", "on_site", "callback"])
def test_the_same_click_moments_later_gets_the_same_booking(lead_type: LeadType) -> None:
    store = MemoryStore()
    request = replace(TWO, lead_type=lead_type, announce=True)
    first = clicked(premises(store), request)
    before = contents(store)
    last_moment = NOW + timedelta(minutes=5) - timedelta(seconds=1)
    assert clicked(premises(store, last_moment), request) == first
    assert contents(store) == before


@pytest.mark.parametrize("first_by", [booked, clicked])
def test_who_asks_for_the_same_by_another_click_is_not_given_the_booking(first_by: Callable[..., Lead]) -> None:
    store = MemoryStore()
    first_by(premises(store))
    before = contents(store)
    with pytest.raises(SlotTakenError):
        clicked(premises(store), key="IDEM#of-another-address")
    with pytest.raises(SlotTakenError):
        booked(premises(store))
    assert contents(store) == before


def test_the_same_click_five_minutes_later_is_another_one() -> None:
    store = MemoryStore()
    first = clicked(premises(store))
    later = premises(store, NOW + timedelta(minutes=5))
    with pytest.raises(SlotTakenError):
        clicked(later)
    close(later, first.lead_id, "cancelled")
    second = clicked(later)
    assert second.lead_id != first.lead_id
    assert clicked(premises(store, NOW + timedelta(minutes=9))) == second


def test_callbacks_that_are_asked_for_by_the_same_click_are_one_within_five_minutes_of_it() -> None:
    store, call = MemoryStore(), replace(TWO, lead_type="callback")
    minutes = (0, 4, 5, 9, 10)
    made = [clicked(premises(store, NOW + timedelta(minutes=minute)), call).lead_id for minute in minutes]
    assert [made.index(lead_id) for lead_id in made] == [0, 0, 2, 2, 4]


@pytest.mark.parametrize("change", ["cancel", "move"])
def test_the_same_click_after_a_change_books_anew(change: str) -> None:
    at = premises()
    first = clicked(at)
    if change == "cancel":
        close(at, first.lead_id, "cancelled")
    else:
        reschedule(at, first.lead_id, slot(15))
    second = clicked(at)
    assert second.lead_id != first.lead_id
    assert clicked(at) == second


def test_a_click_whose_receipt_has_expired_books_anew() -> None:
    class Expiring(MemoryStore):
        def book(self, lead: Lead, bookings: OpenBookings, *, receipt: Receipt | None = None, **more: Any) -> None:
            if receipt and receipt.lead_id:
                self.receipts.clear()
            super().book(lead, bookings, receipt=receipt, **more)

    store = Expiring()
    first = clicked(premises(store))
    close(premises(store), first.lead_id, "cancelled")
    assert clicked(premises(store)).lead_id != first.lead_id


@pytest.mark.parametrize("lead_type", ["appointment", "callback"])
def test_of_two_clicks_at_once_both_get_the_faster_ones_booking(lead_type: LeadType) -> None:
    store = Interrupted()
    at, request = premises(store), replace(TWO, lead_type=lead_type)
    store.meanwhile = lambda: clicked(at, request)
    slower = clicked(at, request)
    assert store.leads == {slower.lead_id: slower}


def test_a_click_that_is_overtaken_again_and_again_is_asked_to_try_later() -> None:
    class Contested(MemoryStore):
        def book(self, lead: Lead, bookings: OpenBookings, **more: Any) -> None:
            raise AlreadyBookedError("carried out before")

    with pytest.raises(StoreUnavailableError):
        clicked(premises(Contested()))


# --- equal texts

TEXTED = replace(TWO, source="twilio-sms", customer_name="", notes="")
CALL = replace(TEXTED, lead_type="callback", repair_type="callback", device="", notes="call me")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TEXTED, TEXTED),
        (TEXTED, replace(TEXTED, device="")),
        (TEXTED, replace(TEXTED, source="twilio-whatsapp")),
        (replace(TEXTED, lead_type="on_site"), replace(TEXTED, lead_type="on_site")),
        (CALL, CALL),
    ],
)
def test_an_equal_text_moments_later_gets_the_same_booking(first: BookingRequest, second: BookingRequest) -> None:
    store = MemoryStore()
    lead = texted(premises(store), first)
    before = contents(store)
    last_moment = NOW + timedelta(minutes=5) - timedelta(seconds=1)
    assert texted(premises(store, last_moment), second, "SM2") == lead
    assert contents(store) == before


@pytest.mark.parametrize(
    ("second", "now"),
    [
        (TEXTED, NOW + timedelta(minutes=5)),
        (replace(TEXTED, phone="+19045550100"), NOW),
        (replace(TEXTED, repair_type="battery"), NOW),
        (replace(TEXTED, device="Samsung S22"), NOW),
        (replace(TEXTED, lead_type="on_site"), NOW),
    ],
)
def test_another_text_for_a_taken_slot_is_refused(second: BookingRequest, now: datetime) -> None:
    store = MemoryStore()
    texted(premises(store), TEXTED)
    before = contents(store)
    with pytest.raises(SlotTakenError):
        texted(premises(store, now), second, "SM2")
    assert contents(store) == before


@pytest.mark.parametrize("source", ["web", "web-chat", "Twilio-sms"])
def test_a_booking_that_no_text_has_made_is_not_the_one_of_a_text(source: str) -> None:
    store = MemoryStore()
    clicked(premises(store), replace(TEXTED, source=source))
    with pytest.raises(SlotTakenError):
        texted(premises(store), TEXTED)


@pytest.mark.parametrize("receipt", [None, Receipt("IDEM#1")])
def test_nobody_is_given_the_booking_of_a_text_over_the_web(receipt: Receipt | None) -> None:
    store = MemoryStore()
    texted(premises(store), TEXTED)
    with pytest.raises(SlotTakenError):
        booked(premises(store), TEXTED, receipt)
    with pytest.raises(SlotTakenError):
        clicked(premises(store), TEXTED)


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"appointment_time": "3:00 PM"}])
def test_a_booking_that_another_program_has_changed_is_not_the_one_of_an_equal_text(change: dict[str, Any]) -> None:
    store = MemoryStore()
    lead = texted(premises(store), TEXTED)
    store.leads[lead.lead_id] = replace(lead, **change)
    assert texted(premises(store), TEXTED, "SM2").lead_id != lead.lead_id  # What it has left behind is free.


def test_a_text_after_a_cancellation_books_anew() -> None:
    store = MemoryStore()
    first = texted(premises(store), TEXTED)
    close(premises(store), first.lead_id, "cancelled")
    assert texted(premises(store), TEXTED, "SM2").lead_id != first.lead_id


def test_calls_for_other_reasons_at_one_time_are_two() -> None:
    store = MemoryStore()
    texted(premises(store), CALL)
    texted(premises(store), replace(CALL, notes="and about the tablet"), "SM2")
    assert len(store.leads) == 2


@pytest.mark.parametrize("request_", [TEXTED, CALL])
def test_of_two_equal_texts_at_once_both_get_the_faster_ones_booking(request_: BookingRequest) -> None:
    store = Interrupted()
    store.meanwhile = lambda: texted(premises(store), request_)
    slower = texted(premises(store), request_, "SM2")
    assert store.leads == {slower.lead_id: slower}


def test_an_equal_text_of_a_number_with_three_bookings_gets_its_own() -> None:
    store = MemoryStore()
    leads = [texted(premises(store), replace(TEXTED, slot=slot(hour)), f"SM{hour}") for hour in (9, 10, 11)]
    assert texted(premises(store), replace(TEXTED, slot=slot(11)), "SM4") == leads[-1]


# --- how many


def test_a_number_has_at_most_three_open_bookings() -> None:
    store = MemoryStore()
    at = premises(store)
    three = [replace(TWO, slot=slot(9)), replace(TWO, slot=slot(10)), replace(TWO, lead_type="callback")]
    third = [clicked(at, request, f"IDEM#{n}") for n, request in enumerate(three)][-1]
    before = contents(store)
    with pytest.raises(TooManyBookingsError, match="3 open bookings"):
        booked(at, replace(TWO, slot=slot(15)))
    assert contents(store) == before
    assert clicked(at, three[-1], "IDEM#2") == third  # The same click adds none.
    assert booked(at, replace(ANOTHERS, slot=slot(15))).status == "booked"


def test_a_booking_that_has_begun_or_ended_is_no_open_one() -> None:
    store = MemoryStore()
    first, *_ = [booked(premises(store), replace(TWO, slot=slot(hour))) for hour in (9, 10, 11)]
    at_nine = NOW + timedelta(hours=23)
    booked(premises(store, at_nine), replace(TWO, slot=slot(14)))
    with pytest.raises(TooManyBookingsError):
        booked(premises(store, at_nine), replace(TWO, slot=slot(15)))
    (second,) = [lead for lead in store.leads.values() if slot_of(lead) == slot(10)]
    close(premises(store, at_nine), second.lead_id, "cancelled")
    booked(premises(store, at_nine), replace(TWO, slot=slot(15)))
    assert first.lead_id not in store.open_bookings(PHONE).starts


def test_a_booking_that_another_of_the_number_has_overtaken_is_decided_again() -> None:
    store = Interrupted()
    at = premises(store)
    for hour in (9, 10):
        booked(at, replace(TWO, slot=slot(hour)))
    store.meanwhile = lambda: booked(at, replace(TWO, slot=slot(11)))
    with pytest.raises(TooManyBookingsError):
        booked(at)
    assert len(store.leads) == len(store.open_bookings(PHONE).starts) == 3


# --- receipts


def test_a_receipt_tells_what_its_request_has_booked() -> None:
    store = MemoryStore()
    lead = booked(premises(store), receipt=Receipt("IDEM#1", "hash", "{}"))
    assert store.receipt("IDEM#1") == Receipt("IDEM#1", "hash", "{}", lead.lead_id)


@pytest.mark.parametrize("request_", [TWO, replace(TWO, slot=slot(15)), ANOTHERS])
def test_a_request_with_a_receipt_books_once(request_: BookingRequest) -> None:
    store = MemoryStore()
    at = premises(store)
    booked(at, receipt=Receipt("IDEM#1"))
    before = contents(store)
    with pytest.raises(AlreadyBookedError):
        booked(at, request_, Receipt("IDEM#1"))
    assert contents(store) == before


def test_a_request_with_a_receipt_has_booked_even_if_no_more_can_be() -> None:
    at = premises()
    booked(at, receipt=Receipt("IDEM#1"))
    for hour in (9, 10):
        booked(at, replace(TWO, slot=slot(hour)))
    with pytest.raises(AlreadyBookedError):
        booked(at, receipt=Receipt("IDEM#1"))


def test_a_refused_booking_leaves_its_request_free_to_book() -> None:
    store = MemoryStore()
    take(store, slot(14))
    with pytest.raises(SlotTakenError):
        booked(premises(store), receipt=Receipt("IDEM#1"))
    assert booked(premises(store), replace(TWO, slot=slot(15)), Receipt("IDEM#1")).status == "booked"


# --- reading and rescheduling


def test_a_lead_is_found_by_its_id_alone() -> None:
    at = premises()
    lead = booked(at)
    assert find_lead(at, lead.lead_id) == lead


@pytest.mark.parametrize("lead_id", UNKNOWN_IDS)
@pytest.mark.parametrize(
    "ask",
    [
        find_lead,
        lambda at, lead_id: reschedule(at, lead_id, slot(15)),
        lambda at, lead_id: close(at, lead_id, "cancelled"),
    ],
)
def test_all_that_is_no_lead_is_not_found_alike(ask: Callable[[Premises, str], Lead], lead_id: str) -> None:
    store = MemoryStore()
    booked(premises(store))
    before = contents(store)
    with pytest.raises(LeadNotFoundError, match=r"^there is no such booking$"):
        ask(premises(store), lead_id)
    assert contents(store) == before


@pytest.mark.parametrize("wanted", [slot(15), slot(14, TOMORROW + timedelta(days=1))])
def test_a_rescheduled_booking_has_the_new_slot_and_frees_the_old_one(wanted: Slot) -> None:
    store = MemoryStore()
    before = booked(premises(store))
    after = reschedule(premises(store, LATER), before.lead_id, wanted)
    assert after == store.lead(before.lead_id)
    assert slot_of(after) == wanted
    assert after == replace(
        before,
        appointment_date=after.appointment_date,
        appointment_time=after.appointment_time,
        updated_at=1_770_736_200,
        revision=2,
    )
    assert {time_: lead for day in store.days.values() for time_, lead in day.taken.items()} == {
        wanted.at: before.lead_id
    }
    assert slot(14) in available_slots(premises(store), TOMORROW)
    assert list(store.open_bookings(PHONE).starts) == [before.lead_id]
    assert booked(premises(store), ANOTHERS).status == "booked"


def test_rescheduling_to_the_same_slot_changes_nothing() -> None:
    store = MemoryStore()
    lead = booked(premises(store))
    before = contents(store)
    assert reschedule(premises(store, LATER), lead.lead_id, slot(14)) == lead
    assert contents(store) == before


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (slot(8), SlotClosedError),
        (slot(9, TODAY), SlotClosedError),
        (slot(15), SlotTakenError),
        (slot(16), SlotHeldError),
        (slot(14, date(2026, 2, 9)), InvalidInputError),
        (slot(14, date.max), InvalidInputError),
    ],
)
def test_a_booking_that_cannot_be_moved_stays_where_it_is(wanted: Slot, error: type[Exception]) -> None:
    store = MemoryStore()
    lead = booked(premises(store))
    take(store, slot(15))
    hold(premises(store, holder="another"), slot(16))
    before = contents(store)
    with pytest.raises(error):
        reschedule(premises(store), lead.lead_id, wanted)
    assert contents(store) == before


@pytest.mark.parametrize("status", ["ready", "completed", "no_show", "cancelled"])
def test_a_booking_that_has_ended_cannot_be_moved(status: LeadStatus) -> None:
    store = MemoryStore()
    lead = booked(premises(store))
    close(premises(store), lead.lead_id, status)
    before = contents(store)
    with pytest.raises(LeadClosedError, match=status):
        reschedule(premises(store), lead.lead_id, slot(15))
    assert contents(store) == before


def test_a_callback_can_be_moved_to_any_time_of_the_day_and_takes_no_slot() -> None:
    store = MemoryStore()
    lead = booked(premises(store), replace(TWO, lead_type="callback"))
    assert slot_of(reschedule(premises(store), lead.lead_id, slot(19))) == slot(19)
    assert store.days == {}


def test_a_booking_that_has_passed_is_moved_only_within_the_numbers_three() -> None:
    store = MemoryStore()
    missed = booked(premises(store), replace(TWO, slot=slot(11, TODAY)))
    noon = premises(store, NOW + timedelta(hours=2))
    others = [booked(noon, replace(TWO, slot=slot(hour))) for hour in (9, 10, 11)]
    with pytest.raises(TooManyBookingsError):
        reschedule(noon, missed.lead_id, slot(14), by_owner=True)
    close(noon, others[0].lead_id, "cancelled")
    assert slot_of(reschedule(noon, missed.lead_id, slot(14), by_owner=True)) == slot(14)


def test_a_number_with_three_open_bookings_can_still_move_one() -> None:
    at = premises()
    first, *_ = [booked(at, replace(TWO, slot=slot(hour))) for hour in (9, 10, 11)]
    assert slot_of(reschedule(at, first.lead_id, slot(14))) == slot(14)


def test_a_booking_that_was_cancelled_in_the_meantime_is_not_moved() -> None:
    store = Interrupted()
    at = premises(store)
    lead = booked(at)
    store.meanwhile = lambda: close(at, lead.lead_id, "cancelled")
    with pytest.raises(LeadClosedError):
        reschedule(at, lead.lead_id, slot(15))
    assert store.day(TOMORROW).taken == {}


def test_a_booking_whose_time_has_passed_is_the_owners_alone_to_change() -> None:
    store = MemoryStore()
    leads = [booked(premises(store), replace(TWO, slot=slot(hour))) for hour in (9, 10)]
    at_nine = premises(store, NOW + timedelta(hours=23))
    before = contents(store)
    with pytest.raises(LeadClosedError, match="passed"):
        close(at_nine, leads[0].lead_id, "cancelled")
    with pytest.raises(LeadClosedError, match="passed"):
        close(at_nine, leads[0].lead_id, "completed")
    with pytest.raises(LeadClosedError, match="passed"):
        reschedule(at_nine, leads[0].lead_id, slot(15))
    assert reschedule(at_nine, leads[0].lead_id, slot(9)) == leads[0]  # where it is
    assert contents(store) == before
    assert close(at_nine, leads[1].lead_id, "cancelled").status == "cancelled"
    assert slot_of(reschedule(at_nine, leads[0].lead_id, slot(15), by_owner=True)) == slot(15)
    end = premises(store, NOW + timedelta(days=2))
    ended = close(end, leads[0].lead_id, "completed", by_owner=True)
    assert close(end, leads[0].lead_id, "completed") == ended  # again


def test_only_what_is_still_booked_is_an_open_booking() -> None:
    store = MemoryStore()
    leads = [booked(premises(store), replace(TWO, slot=slot(hour))) for hour in (9, 10, 11)]
    # Other programs write leads, too, and know nothing of a number's open bookings.
    del store.leads[leads[0].lead_id]
    store.leads[leads[1].lead_id] = replace(leads[1], status="cancelled")
    assert open_leads(premises(store), PHONE) == [leads[2]]


def test_a_booking_that_was_moved_in_the_meantime_is_moved_from_there() -> None:
    store = Interrupted()
    at = premises(store)
    lead = booked(at)
    store.meanwhile = lambda: reschedule(at, lead.lead_id, slot(15))
    assert reschedule(at, lead.lead_id, slot(16)).revision == 3
    assert store.day(TOMORROW).taken == {time(16): lead.lead_id}


class Late(MemoryStore):
    """A store whose next answer about a lead is one from before."""

    before: Lead | None = None

    def lead(self, lead_id: str) -> Lead | None:
        if self.before is None or self.before.lead_id != lead_id:
            return super().lead(lead_id)
        before, self.before = self.before, None
        return before


def test_a_slot_whose_lead_came_back_since_it_was_read_is_not_freed() -> None:
    """The lead moves away, is read, and moves back: a second lead must not get its slot."""
    store = Late()
    mine = booked(premises(store))
    away = reschedule(premises(store), mine.lead_id, slot(15))
    reschedule(premises(store), mine.lead_id, slot(14))
    store.before = away
    with pytest.raises(SlotTakenError):
        booked(premises(store), ANOTHERS)
    assert store.day(TOMORROW).taken == {time(14): mine.lead_id}
    others = booked(premises(store), replace(ANOTHERS, slot=slot(16)))
    store.before = away
    with pytest.raises(SlotTakenError):
        reschedule(premises(store), others.lead_id, slot(14))
    assert store.day(TOMORROW).taken == {time(14): mine.lead_id, time(16): others.lead_id}


# --- closing

# The ends that a booking with this one cannot get any more: only what is ready may still become completed.
_OTHER_ENDS: Mapping[LeadStatus, Sequence[LeadStatus]] = {
    "ready": ("no_show", "cancelled"),
    "completed": ("ready", "no_show", "cancelled"),
    "no_show": ("ready", "completed", "cancelled"),
    "cancelled": ("ready", "completed", "no_show"),
}


@pytest.mark.parametrize("lead_type", ["appointment", "on_site", "callback"])
@pytest.mark.parametrize("status", ["ready", "completed", "no_show", "cancelled"])
def test_a_booking_ends_once(status: LeadStatus, lead_type: LeadType) -> None:
    store = MemoryStore()
    lead = booked(premises(store), replace(TWO, lead_type=lead_type))
    ended = close(premises(store, LATER), lead.lead_id, status)
    assert ended == replace(lead, status=status, updated_at=1_770_736_200, revision=2)
    assert store.open_bookings(PHONE).starts == {}
    before = contents(store)
    assert close(premises(store, LATER + timedelta(days=1)), lead.lead_id, status) == ended
    for other in _OTHER_ENDS[status]:
        with pytest.raises(LeadClosedError, match=status):
            close(premises(store), lead.lead_id, other)
    assert contents(store) == before


def test_what_is_ready_is_completed_once_it_is_picked_up() -> None:
    store = MemoryStore()
    lead = booked(premises(store))
    close(premises(store), lead.lead_id, "ready", by_owner=True)
    picked_up = premises(store, instant(slot(14), SHOP.time_zone) + timedelta(days=2))
    for _ in range(2):
        assert close(picked_up, lead.lead_id, "completed", by_owner=True).revision == 3
    assert store.leads[lead.lead_id].status == "completed"
    assert store.day(TOMORROW).taken == {time(14): lead.lead_id}


def test_a_cancelled_slot_can_be_booked_again_at_once() -> None:
    at = premises()
    close(at, booked(at).lead_id, "cancelled")
    assert slot(14) in available_slots(at, TOMORROW)
    assert booked(at, ANOTHERS).status == "booked"


@pytest.mark.parametrize("status", ["ready", "completed", "no_show"])
def test_a_slot_whose_customer_came_or_should_have_come_is_not_free_again(status: LeadStatus) -> None:
    at = premises()
    close(at, booked(at).lead_id, status)
    assert slot(14) not in available_slots(at, TOMORROW)
    with pytest.raises(SlotTakenError):
        booked(at, ANOTHERS)


def test_cancelling_a_callback_frees_nobody_elses_slot() -> None:
    store = MemoryStore()
    at = premises(store)
    lead = booked(at)
    close(at, booked(at, replace(ANOTHERS, lead_type="callback")).lead_id, "cancelled")
    assert store.day(TOMORROW).taken == {time(14): lead.lead_id}


def test_a_booking_that_was_moved_in_the_meantime_is_cancelled_where_it_is() -> None:
    store = Interrupted()
    at = premises(store)
    lead = booked(at)
    store.meanwhile = lambda: reschedule(at, lead.lead_id, slot(15))
    assert slot_of(close(at, lead.lead_id, "cancelled")) == slot(15)
    assert store.day(TOMORROW).taken == {}


# --- holds and other hindrances


def test_a_held_slot_is_its_holders_alone_until_five_minutes_have_passed() -> None:
    store = MemoryStore()
    own, other = premises(store, holder="own"), premises(store, holder="other")
    hold(own, slot(14))
    assert slot(14) in available_slots(own, TOMORROW)
    assert slot(14) not in available_slots(other, TOMORROW)
    for refused in (lambda: booked(other, ANOTHERS), lambda: hold(other, slot(14)), lambda: booked(premises(store))):
        with pytest.raises(SlotHeldError):
            refused()
    expired = premises(store, NOW + HOLD, holder="other")
    assert slot(14) in available_slots(expired, TOMORROW)
    assert booked(expired, ANOTHERS).status == "booked"


def test_a_holder_may_hold_again_and_book_what_it_holds() -> None:
    store = MemoryStore()
    hold(premises(store, holder="own"), slot(14))
    hold(premises(store, NOW + timedelta(minutes=4), holder="own"), slot(14))
    sixth_minute = NOW + timedelta(minutes=6)
    with pytest.raises(SlotHeldError):
        booked(premises(store, sixth_minute), ANOTHERS)
    booked(premises(store, sixth_minute, holder="own"))
    assert store.day(TOMORROW).holds == {}


@pytest.mark.parametrize(
    ("wanted", "error"),
    [(slot(14), SlotTakenError), (slot(8), SlotClosedError), (slot(14, date.max), InvalidInputError)],
)
def test_only_a_free_slot_can_be_held(wanted: Slot, error: type[Exception]) -> None:
    store = MemoryStore()
    take(store, slot(14))
    with pytest.raises(error):
        hold(premises(store, holder="own"), wanted)
    assert store.day(TOMORROW).holds == {}


def test_what_is_held_in_one_day_leaves_the_other_hours_free() -> None:
    store = MemoryStore()
    hold(premises(store, holder="own"), slot(14))
    assert hours(available_slots(premises(store), TOMORROW)) == [9, 10, 11, 12, 13, 15, 16]


def test_who_is_overtaken_again_and_again_is_asked_to_try_later() -> None:
    store = BusyStore()
    at = premises(store)
    lead = new_lead(at, TWO)
    store.leads[lead.lead_id] = lead
    changes: list[Callable[[], Lead]] = [
        lambda: booked(at),
        lambda: reschedule(at, lead.lead_id, slot(15)),
        lambda: close(at, lead.lead_id, "cancelled"),
    ]
    for change in changes:
        with pytest.raises(StoreUnavailableError, match="at once"):
            change()


# --- bounds, one by one


class Counting(MemoryStore):
    """A store that is overtaken so many times, and that counts the days it was asked for."""

    def __init__(self, overtaken: int = 0) -> None:
        super().__init__()
        self.overtaken = overtaken
        self.days_read: list[date] = []

    def day(self, day: date) -> Day:
        self.days_read.append(day)
        return super().day(day)

    def book(self, lead: Lead, bookings: OpenBookings, **more: Any) -> None:
        self._count()
        super().book(lead, bookings, **more)

    def move(self, before: Lead, after: Lead, bookings: OpenBookings, **more: Any) -> None:
        self._count()
        super().move(before, after, bookings, **more)

    def close(self, before: Lead, after: Lead, bookings: OpenBookings, **more: Any) -> None:
        self._count()
        super().close(before, after, bookings, **more)

    def _count(self) -> None:
        if self.overtaken:
            self.overtaken -= 1
            raise StaleReadError("changed")


def test_a_hold_lasts_five_minutes_to_the_second() -> None:
    store = MemoryStore()
    hold(premises(store, holder="own"), slot(14))
    last_second, over = NOW + timedelta(minutes=4, seconds=59), NOW + timedelta(minutes=5)
    assert slot(14) not in available_slots(premises(store, last_second, holder="other"), TOMORROW)
    assert slot(14) in available_slots(premises(store, over, holder="other"), TOMORROW)


@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 16])
def test_as_many_next_slots_are_found_as_were_asked_for_and_no_day_more_is_read(count: int) -> None:
    store = Counting()
    expected = [slot(hour, TOMORROW + timedelta(days=ahead)) for ahead in range(2) for hour in range(9, 17)]
    assert next_slots(premises(store), count, TOMORROW) == expected[:count]
    assert len(store.days_read) == (1 if count <= 8 else 2)


def test_the_next_slots_are_looked_for_until_the_last_day_of_the_horizon() -> None:
    store = Counting()
    at = premises(store)
    last_day = TODAY + timedelta(days=7)
    closures = [{"date": str(TODAY + timedelta(days=ahead))} for ahead in range(7)]
    near = replace(at, shop=replace(at.shop, booking_horizon_days=7), state=current({"closures": json.dumps(closures)}))
    assert next_slots(near, 99, TODAY) == [slot(hour, last_day) for hour in range(9, 17)]
    assert store.days_read == [last_day]


@pytest.mark.parametrize("status", ["cancelled", "completed", None])
def test_open_leads_are_those_still_booked_and_still_there_the_earliest_first(status: LeadStatus | None) -> None:
    store = MemoryStore()
    at = premises(store)
    late, ended, early = (booked(at, replace(TWO, slot=slot(hour))) for hour in (16, 10, 9))
    # Somebody else has written the table: the number's own list still has the lead.
    if status:
        store.leads[ended.lead_id] = replace(ended, status=status)
    else:
        del store.leads[ended.lead_id]
    assert open_leads(at, PHONE) == [early, late]


@pytest.mark.parametrize("tries", [0, 1, 9, 10])
def test_the_tenth_try_is_the_last(tries: int) -> None:
    store = Counting()
    at = premises(store)
    lead = booked(at)
    changes: list[Callable[[], Lead]] = [
        lambda: booked(at, replace(ANOTHERS, slot=slot(9))),
        lambda: reschedule(at, lead.lead_id, slot(15)),
        lambda: close(at, lead.lead_id, "cancelled"),
    ]
    for change in changes:
        store.overtaken = tries
        if tries < 10:
            change()
        else:
            with pytest.raises(StoreUnavailableError, match="at once"):
                change()
        assert store.overtaken == 0


def test_a_booking_is_announced_only_if_that_is_asked_for() -> None:
    store = MemoryStore()
    booked(premises(store), BookingRequest(slot(14), PHONE, "screen", "web"))
    assert store.outbox == {}


@pytest.mark.parametrize("minutes", [5, 6, 60])
def test_the_same_request_five_minutes_later_or_more_is_another_click(minutes: int) -> None:
    store = MemoryStore()
    booked(premises(store))
    with pytest.raises(SlotTakenError):
        booked(premises(store, NOW + timedelta(minutes=minutes)))


@pytest.mark.parametrize("hour", [13, 15])
def test_the_same_repair_at_another_hour_is_another_booking(hour: int) -> None:
    store = MemoryStore()
    first = booked(premises(store))
    second = booked(premises(store), replace(TWO, slot=slot(hour)))
    assert [lead.lead_id for lead in (first, second)] == list(store.leads)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_end_of_a_booking_leaves_the_numbers_other_ones_open(place: int) -> None:
    store = MemoryStore()
    at = premises(store)
    for hour in (9, 10, 11):
        booked(at, replace(TWO, slot=slot(hour)))
    ended, *others = sorted(store.leads, key=lambda lead_id: lead_id != sorted(store.leads)[place])
    close(at, ended, "cancelled")
    assert sorted(store.open_bookings(PHONE).starts) == sorted(others)


def test_a_visit_to_a_customer_needs_an_open_slot_as_every_repair_does() -> None:
    with pytest.raises(SlotClosedError):
        booked(premises(), replace(TWO, slot=slot(22), lead_type="on_site"))


@pytest.mark.parametrize("most", [1, 2])
def test_a_number_with_more_open_bookings_than_it_may_have_makes_no_other(most: int) -> None:
    at = premises()
    for hour in (9, 10):
        booked(at, replace(TWO, slot=slot(hour)))
    stricter = replace(at, shop=replace(at.shop, most_open_bookings=most))
    with pytest.raises(TooManyBookingsError, match=f"{most} open bookings"):
        booked(stricter, replace(TWO, slot=slot(15)))


# --- what other programs' leads hold

STORED = new_lead(premises(), TWO)


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        ("2:00 PM", time(14)),
        ("2:01 PM", time(14)),
        ("2:59 PM", time(14)),
        ("3:00 PM", time(15)),
        ("9:30 AM", time(9)),
        ("8:45 AM", time(8)),
        ("12:30 AM", time(0)),
        ("11:59 PM", time(23)),
    ],
)
def test_a_lead_takes_the_slot_in_which_it_begins(at: str, taken: time) -> None:
    for kind in ("appointment", "on_site"):
        lead = replace(STORED, appointment_time=at, lead_type=kind)
        assert held_slot(lead, SHOP) == Slot(TOMORROW, taken)


def test_slots_that_begin_at_half_past_are_taken_from_half_past_on() -> None:
    shop = replace(SHOP, first_slot=time(9, 30))
    assert held_slot(replace(STORED, appointment_time="2:15 PM"), shop) == Slot(TOMORROW, time(13, 30))
    assert held_slot(replace(STORED, appointment_time="2:30 PM"), shop) == Slot(TOMORROW, time(14, 30))
    # What begins before the first of all slots of the day has its own time.
    assert held_slot(replace(STORED, appointment_time="12:10 AM"), shop) == Slot(TOMORROW, time(0, 10))


@pytest.mark.parametrize("change", [{"lead_type": "callback"}, {"status": "cancelled"}, {"appointment_date": "ASAP"}])
def test_a_call_a_cancelled_and_an_unreadable_lead_take_no_slot(change: dict[str, Any]) -> None:
    assert held_slot(replace(STORED, **change), SHOP) is None


@pytest.mark.parametrize("status", ["ready", "completed", "no_show"])
def test_what_has_been_keeps_its_slot(status: LeadStatus) -> None:
    assert held_slot(replace(STORED, status=status), SHOP) == Slot(TOMORROW, time(14))


@pytest.mark.parametrize(
    ("written", "number"),
    [(PHONE, PHONE), ("(904) 252-0927", PHONE), ("+1 904 252 0927", PHONE), ("somebody", "somebody"), ("", "")],
)
def test_a_phone_is_read_in_any_form_and_anything_else_stays(written: str, number: str) -> None:
    assert number_of(replace(STORED, phone=written), SHOP) == number


def test_an_open_booking_is_a_booked_lead_of_that_very_number() -> None:
    assert is_open_booking(STORED, PHONE, SHOP)
    assert not is_open_booking(None, PHONE, SHOP)
    for other in ("+19042520926", "+19042520928"):
        assert not is_open_booking(STORED, other, SHOP)
    for status in ("cancelled", "ready", "completed", "no_show", "archived"):
        assert not is_open_booking(replace(STORED, status=status), PHONE, SHOP)


def test_only_an_id_of_ours_is_a_capability() -> None:
    assert is_capability(STORED.lead_id)
    for guessable in ("LEAD-1", STORED.lead_id[:-1], f"{STORED.lead_id}A", STORED.lead_id.lower(), ""):
        assert not is_capability(guessable)


@pytest.mark.parametrize("status", ["ready", "completed", "no_show", "cancelled"])
def test_what_has_ended_is_neither_moved_nor_ended_otherwise(status: LeadStatus) -> None:
    store = MemoryStore()
    lead = booked(premises(store))
    close(premises(store), lead.lead_id, status, by_owner=True)
    with pytest.raises(LeadClosedError):
        reschedule(premises(store), lead.lead_id, slot(15), by_owner=True)
    for other in _OTHER_ENDS[status]:
        with pytest.raises(LeadClosedError):
            close(premises(store), lead.lead_id, other, by_owner=True)


def test_a_booking_that_began_an_hour_ago_or_this_second_is_not_its_bearers_to_cancel() -> None:
    store = MemoryStore()
    lead = booked(premises(store))
    for later in (timedelta(0), timedelta(hours=1), timedelta(days=9)):
        now = instant(slot(14), SHOP.time_zone) + later
        with pytest.raises(LeadClosedError, match="has passed"):
            close(premises(store, now), lead.lead_id, "cancelled")


LEAD = new_lead(premises(), TWO)
REPAIRS = st.sampled_from(["screen", "battery", "back glass"])
DEVICES = st.sampled_from(["iPhone 13", "Galaxy S22+", ""])


@given(st.lists(st.builds(Job, REPAIRS, DEVICES), min_size=1, max_size=4))
def test_the_jobs_of_a_lead_are_those_that_were_put_together(jobs: list[Job]) -> None:
    repair_type, device = together(jobs)
    assert jobs_of(replace(LEAD, repair_type=repair_type, device=device)) == tuple(jobs)


@given(st.text(), st.text())
def test_whatever_others_write_is_one_job_at_least(repair_type: str, device: str) -> None:
    assert jobs_of(replace(LEAD, repair_type=repair_type, device=device))
