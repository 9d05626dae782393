from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.booking import slot_of
from linda.desk import Desk
from linda.errors import InvalidInputError, LeadNotFoundError, StoreUnavailableError, TurnHasActedError
from linda.models import Dialogue, Lead, OpenBookings, Records, Slot
from tests.fakes import MemoryStore
from tests.unit.builders import PHONE, SHOP, TODAY, booked, desk, premises, slot


def with_booking(store: MemoryStore, at: Slot | None = None) -> Lead:
    """A booking of the customer's from an earlier turn."""
    return desk(store, key=f"SM-{at}").book(at or slot(14), "screen", "iphone 13")


def test_a_turn_does_one_thing_to_one_booking() -> None:
    store = MemoryStore()
    first, second = with_booking(store, slot(9)), with_booking(store, slot(10))
    at = desk(store)
    moved = at.move(first, slot(11))
    assert (at.done, slot_of(moved)) == (("moved", moved), slot(11))
    with pytest.raises(TurnHasActedError):
        at.cancel(second)
    with pytest.raises(TurnHasActedError):
        at.move(second, slot(12))
    with pytest.raises(TurnHasActedError):
        at.book(slot(12), "screen")
    assert [slot_of(lead) for lead in desk(store).open_leads()] == [slot(10), slot(11)]


def test_an_equal_text_has_the_same_booking_and_adds_to_it_what_it_lacks() -> None:
    store, dialogue = MemoryStore(), Dialogue(discount_percent=10, remarks=("Granted: 10% off",))
    lead = desk(store, dialogue=dialogue).book(slot(14), "screen", "iphone 13")
    at = desk(store, key="SM2", dialogue=dialogue)
    at.note("Sent 1 photo")
    assert at.book(slot(14), "screen", "iphone 13") == lead
    assert (at.done, list(store.leads.values())) == (("booked", lead), [lead])
    assert at.records() == Records(lead, ("Sent 1 photo",))
    assert (at.dialogue.discount_percent, at.dialogue.remarks) == (0, ())
    with pytest.raises(TurnHasActedError):
        at.book(slot(15), "screen", "iphone 13")


def test_a_discount_that_only_the_slower_of_two_equal_texts_has_goes_on_the_booking() -> None:
    store = MemoryStore()
    lead = desk(store).book(slot(14), "screen", "iphone 13")
    at = desk(store, key="SM2")
    assert at.grant(10)
    assert at.book(slot(14), "screen", "iphone 13") == lead
    assert at.records() == Records(lead, ("Granted: 10% off",), 10)


def test_a_cancelled_booking_is_no_open_one_and_its_slot_is_free() -> None:
    store = MemoryStore()
    lead = with_booking(store)
    at = desk(store)
    assert at.cancel(lead).status == "cancelled"
    assert at.open_leads() == []
    assert desk(store, key="SM2").book(slot(14), "battery").repair_type == "battery"


def test_a_booking_is_found_by_its_slot_and_only_the_customers_own() -> None:
    store = MemoryStore()
    lead = with_booking(store)
    assert desk(store).lead_at(slot(14)) == lead
    stranger = Desk(premises(store), store, "+13055550188", "twilio-sms", desk(store).receipt)
    for at, wanted in ((desk(store), slot(15)), (stranger, slot(14))):
        with pytest.raises(LeadNotFoundError):
            at.lead_at(wanted)


def test_a_discount_within_the_cap_goes_on_the_lead_that_is_booked() -> None:
    at = desk(state={"max_discount": 10})
    assert at.grant(10)
    lead = at.book(slot(14), "screen")
    assert (lead.discount_percent, lead.remarks) == (10, ("Granted: 10% off",))
    assert at.records() == Records()


def test_a_discount_waits_in_the_dialogue_for_the_booking() -> None:
    at = desk()
    assert at.grant(10)
    assert at.records() == Records()
    assert (at.dialogue.discount_percent, at.dialogue.remarks) == (10, ("Granted: 10% off",))
    later = desk(key="SM2", dialogue=at.dialogue)
    assert later.discount() == 10
    lead = later.book(slot(14), "screen")
    assert (lead.discount_percent, lead.remarks) == (10, ("Granted: 10% off",))
    assert later.dialogue.discount_percent == 0


def test_a_discount_on_a_booking_that_stands_is_stored_on_it_with_the_reply() -> None:
    store = MemoryStore()
    lead = with_booking(store)
    at = desk(store)
    assert at.grant(10)
    assert at.records() == Records(lead, ("Granted: 10% off",), 10)


@given(st.floats(0.1, 100), st.floats(0, 100))
def test_no_discount_above_the_cap_is_ever_granted(wanted: float, cap: float) -> None:
    at = desk(state={"max_discount": cap})
    assert at.grant(wanted) == (wanted <= cap)
    assert at.granted <= cap
    assert bool(at.questions) == (wanted > cap)


@pytest.mark.parametrize("percent", [0, -5, 101, 1e-200, 0.09, float("nan"), float("inf")])
def test_what_is_no_percentage_is_refused(percent: float) -> None:
    with pytest.raises(InvalidInputError):
        desk().grant(percent)


def test_what_is_sold_stands_on_the_booking_that_it_was_offered_for() -> None:
    store = MemoryStore()
    with_booking(store, slot(9))
    screen = with_booking(store, slot(10))
    at = desk(store, dialogue=Dialogue(lead_ids=(screen.lead_id,)))
    at.sell("screen protector")
    at.sell("screen protector")
    assert at.records() == Records(screen, ("Sold: screen protector, $15",))
    with pytest.raises(InvalidInputError):
        at.sell("gold bar")


def test_a_question_goes_on_the_booking_and_to_the_owner() -> None:
    store = MemoryStore()
    lead = with_booking(store)
    at = desk(store)
    at.ask_owner("Is my\nphone ok?")
    at.ask_owner("Is my phone ok?")
    told = {"TURN#SM1#1": f"{PHONE} asks: Is my phone ok?"}
    assert at.records() == Records(lead, ("Asked for Brandon: Is my phone ok?",), 0, told)


def test_a_question_without_a_booking_is_a_callback() -> None:
    store = MemoryStore()
    at = desk(store)
    at.ask_owner("Do you buy phones?")
    records = at.records()
    (lead,) = store.leads.values()
    assert (lead.lead_type, lead.notes, slot_of(lead)) == ("callback", "Do you buy phones?", slot(11, TODAY))
    assert (records.lead, list(records.for_owner.values())) == (lead, [f"{PHONE} asks: Do you buy phones?"])


def test_a_question_beside_a_booking_is_no_callback_of_its_own() -> None:
    store = MemoryStore()
    at = desk(store)
    at.ask_owner("Is it ok to come late?")
    lead = at.book(slot(14), "screen")
    assert at.records().lead == lead
    assert len(store.leads) == 1


def test_a_callback_that_cannot_be_booked_is_still_told_to_the_owner() -> None:
    class Full(MemoryStore):
        def book(self, lead: Lead, bookings: OpenBookings, **more: Any) -> None:
            raise StoreUnavailableError("the tables are too busy to write")

    at = desk(Full())
    at.ask_owner("Hello?")
    records = at.records()
    assert (records.lead, len(records.for_owner)) == (None, 1)
    assert at.dialogue.remarks == ("Asked for Brandon: Hello?",)


@pytest.mark.parametrize("phone", ["", "911"])
def test_who_has_no_number_can_ask_the_owner_too(phone: str) -> None:
    store = MemoryStore()
    at = replace(desk(store), phone=phone)
    at.ask_owner("Hello?")
    assert at.records().lead is None
    assert list(at.for_owner.values()) == [f"{phone or 'Somebody'} asks: Hello?"]
    assert store.leads == {}


def test_an_empty_question_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        desk().ask_owner(" \n")


def test_a_callback_is_for_the_owners_next_hours() -> None:
    closed = {"closures": '[{"date": "2026-02-10"}]'}
    store = MemoryStore()
    at = desk(store, state=closed)
    at.ask_owner("Hello?")
    at.records()
    assert [slot_of(lead) for lead in booked(at)] == [slot(9)]
    never = {"operational_hours_enabled": True, "operational_open_time": "20:00", "operational_close_time": "21:00"}
    at = desk(MemoryStore(), state=never)
    at.ask_owner("Hello?")
    at.records()
    assert [slot_of(lead) for lead in booked(at)] == [slot(12, TODAY)]


def test_the_newest_lead_is_found_whatever_has_become_of_it() -> None:
    store = MemoryStore()
    assert desk(store).newest_lead() is None
    lead = with_booking(store)
    desk(store, key="SM9").cancel(lead)
    newest = desk(store).newest_lead()
    assert newest is not None
    assert newest.status == "cancelled"


def test_an_index_that_lags_behind_does_not_hide_a_booking() -> None:
    class Lagging(MemoryStore):
        def leads_of_number(self, phone: str, until: float | None = None) -> Iterator[Lead]:
            return iter(())

    store = Lagging()
    lead = with_booking(store)
    assert desk(store).newest_lead() == lead


def test_what_was_named_is_remembered() -> None:
    at = desk()
    assert at.show([slot(9)]) == [slot(9)]
    shown = at.alternatives(slot(14))
    assert at.shown == {slot(9), *shown}
    assert at.alternatives(Slot(date.max, slot(9).at))


def test_a_grant_goes_on_the_repair_and_not_on_a_call_that_was_asked_for_before() -> None:
    store = MemoryStore()
    asked = desk(store, key="SM1")
    asked.grant(30)
    asked.records()
    granted = desk(store, key="SM2")
    assert granted.grant(10)
    assert granted.records().lead is None
    assert desk(store, key="SM3", dialogue=granted.dialogue).book(slot(14), "screen").discount_percent == 10


def test_of_a_repair_and_a_call_at_one_time_the_repair_is_meant() -> None:
    store = MemoryStore()
    asked = desk(store, key="SM1")
    asked.ask_owner("Hello?")
    asked.records()
    screen = desk(store, key="SM2").book(slot(11, TODAY), "screen")
    at = desk(store, key="SM3")
    assert at.lead_at(slot(11, TODAY)) == screen
    assert at.newest_lead() == screen


@pytest.mark.parametrize(
    ("hour", "call"),
    [(10, slot(12, TODAY)), (17, slot(19, TODAY)), (18, slot(8)), (2, slot(8, TODAY)), (6, slot(8, TODAY))],
)
def test_where_nothing_is_open_the_owner_calls_within_two_hours_by_day(hour: int, call: Slot) -> None:
    now = datetime.combine(TODAY, time(hour), SHOP.time_zone)
    at = desk(state={"status": "sleeping"})
    at.premises = replace(at.premises, now=now)
    at.ask_owner("do you fix drones?")
    at.records()
    (lead,) = booked(at)
    assert slot_of(lead) == call
