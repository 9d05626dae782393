from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.adoption import adopted
from linda.booking import close, held_slot, jobs_of, slot_of, start_of
from linda.desk import Desk, accessory_for
from linda.errors import InvalidInputError, LeadNotFoundError, StoreUnavailableError, TurnHasActedError
from linda.exports import csv_text, icalendar_feed
from linda.lead_lists import leads_of_day
from linda.models import Dialogue, Job, Lead, Records, Slot
from linda.notices import reminder
from tests.fakes import MemoryStore
from tests.unit.builders import PHONE, SHOP, TODAY, desk, premises, slot


def with_booking(store: MemoryStore, at: Slot | None = None) -> Lead:
    """A booking of the customer's from an earlier turn."""
    return desk(store, key=f"SM-{at}").book(at or slot(14), [Job("screen", "iphone 13")])


def test_a_turn_does_one_thing_to_one_booking() -> None:
    store = MemoryStore()
    first, second = with_booking(store, slot(9)), with_booking(store, slot(10))
    at = desk(store)
    moved = at.move(first, slot(11))
    assert (at.done, slot_of(moved)) == (("moved", moved), slot(11))
    assert at.has_acted
    with pytest.raises(TurnHasActedError):
        at.cancel(second)
    with pytest.raises(TurnHasActedError):
        at.move(second, slot(12))
    with pytest.raises(TurnHasActedError):
        at.book(slot(12), [Job("screen")])
    assert [slot_of(lead) for lead in desk(store).open_leads()] == [slot(10), slot(11)]


def test_several_jobs_of_one_visit_stand_on_one_lead() -> None:
    at = desk()
    jobs = [Job("screen", "iphone 13"), Job("battery", "samsung s21"), Job("diagnosis", "", "microphone")]
    lead = at.book(slot(14), jobs, name="Ann", notes="for her son")
    assert lead.repair_type == "screen + battery + diagnosis"
    assert lead.device == "iPhone 13 + Samsung S21 + ?"
    assert (lead.customer_name, lead.notes) == ("Ann", "microphone; for her son")
    assert [job.device for job in jobs_of(lead)] == ["iPhone 13", "Samsung S21", ""]


def test_a_call_does_not_end_what_else_is_talked_about() -> None:
    at = desk(dialogue=Dialogue(jobs=(Job("screen"),), asked="time", options=(slot(9),)))
    at.book(slot(14), [Job("callback")], lead_type="callback")
    assert (at.dialogue.jobs, at.dialogue.asked, at.dialogue.options) == ((Job("screen"),), "time", (slot(9),))


def test_an_on_site_visit_has_an_address_and_no_other_visit_has_one() -> None:
    at = desk()
    with pytest.raises(InvalidInputError, match="ask the customer"):
        at.book(slot(14), [Job("screen")], lead_type="on_site")
    assert at.book(slot(14), [Job("screen")], address="8410 Merrill Rd").address == ""
    with pytest.raises(InvalidInputError, match="something to repair"):
        desk().book(slot(14), [])


def test_a_booking_keeps_the_language_of_the_conversation() -> None:
    spanish = desk(dialogue=Dialogue(language="es")).book(slot(14), [Job("screen")])
    assert (spanish.language, desk().book(slot(14), [Job("screen")]).language) == ("es", "")


def test_an_equal_text_has_the_same_booking_and_adds_to_it_what_it_lacks() -> None:
    store, dialogue = MemoryStore(), Dialogue(discount_percent=10, remarks=("Granted: 10% off",))
    lead = desk(store, dialogue=dialogue).book(slot(14), [Job("screen", "iphone 13")])
    at = desk(store, key="SM2", dialogue=dialogue)
    at.note("Sent 1 photo")
    assert at.book(slot(14), [Job("screen", "iphone 13")]) == lead
    assert not at.has_acted
    assert (at.done, list(store.leads.values())) == (("booked", lead), [lead])
    assert at.records() == Records(lead, ("Sent 1 photo",))
    assert (at.dialogue.discount_percent, at.dialogue.remarks) == (0, ())
    with pytest.raises(TurnHasActedError):
        at.book(slot(15), [Job("screen", "iphone 13")])


def test_a_discount_that_only_the_slower_of_two_equal_texts_has_goes_on_the_booking() -> None:
    store = MemoryStore()
    lead = desk(store).book(slot(14), [Job("screen", "iphone 13")])
    at = desk(store, key="SM2")
    assert at.grant(10)
    assert at.book(slot(14), [Job("screen", "iphone 13")]) == lead
    assert at.records() == Records(lead, ("Granted: 10% off",), 10)


def test_a_cancelled_booking_is_no_open_one_and_its_slot_is_free() -> None:
    store = MemoryStore()
    lead = with_booking(store)
    at = desk(store)
    assert at.cancel(lead).status == "cancelled"
    assert at.open_leads() == []
    assert desk(store, key="SM2").book(slot(14), [Job("battery")]).repair_type == "battery"


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
    lead = at.book(slot(14), [Job("screen")])
    assert (lead.discount_percent, lead.remarks) == (10, ("Granted: 10% off",))
    assert at.records() == Records()


def test_a_discount_waits_in_the_dialogue_for_the_booking() -> None:
    at = desk()
    assert at.grant(10)
    assert at.records() == Records()
    assert (at.dialogue.discount_percent, at.dialogue.remarks) == (10, ("Granted: 10% off",))
    later = desk(key="SM2", dialogue=at.dialogue)
    assert later.discount() == 10
    lead = later.book(slot(14), [Job("screen")])
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


@pytest.mark.parametrize(
    ("jobs", "state", "accessory"),
    [
        ([Job("screen", "iphone 13")], {}, ("screen protector", 15)),
        ([Job("battery", "iphone 13"), Job("screen", "galaxy s21")], {}, ("screen protector", 15)),
        ([Job("battery", "iphone 13")], {}, None),
        ([Job("screen", "iphone 13")], {"auto_upsell": False}, None),
    ],
)
def test_an_accessory_goes_with_a_lead_if_the_owner_wants_that(
    jobs: list[Job], state: dict[str, object], accessory: tuple[str, int] | None
) -> None:
    at = desk(state=state)
    assert accessory_for(at.book(slot(14), jobs), at.premises) == accessory


def test_what_is_sold_is_priced_for_the_first_device_of_several() -> None:
    at = desk()
    at.book(slot(14), [Job("screen", "iphone 13"), Job("battery", "galaxy s21")])
    at.sell("case")
    assert at.records().remarks == ("Sold: case, $25",)


def test_a_question_goes_on_the_booking_and_to_the_owner() -> None:
    store = MemoryStore()
    lead = with_booking(store)
    at = desk(store)
    at.ask_owner("Is my\nphone ok?")
    at.ask_owner("Is my phone ok?")
    told = {"TURN#SM1#1": f"{PHONE} asks: Is my phone ok?"}
    assert at.records() == Records(lead, ("Asked for Brandon: Is my phone ok?",), 0, told)


def test_a_question_without_a_booking_is_a_lead_of_today_that_books_nothing() -> None:
    store = MemoryStore()
    at = desk(store)
    at.ask_owner("Do you buy phones?")
    records = at.records()
    lead = records.question
    assert lead
    assert (lead.repair_type, lead.notes) == ("question", "Do you buy phones?")
    assert (lead.appointment_date, lead.appointment_time) == (TODAY.isoformat(), "")
    assert (records.lead, list(records.for_owner.values())) == (None, [f"{PHONE} asks: Do you buy phones?"])
    assert (at.done, store.leads, store.numbers, store.days) == (None, {}, {}, {})


def asked_before(store: MemoryStore, **change: str) -> Lead:
    at = desk(store, key="SM-earlier")
    at.ask_owner("Do you buy phones?")
    question = at.records().question
    assert question
    store.leads[question.lead_id] = replace(question, **change)  # type: ignore[arg-type]
    return store.leads[question.lead_id]


def test_a_second_question_of_the_day_goes_on_the_first_one() -> None:
    store = MemoryStore()
    first = asked_before(store)
    at = desk(store)
    at.ask_owner("And tablets?")
    records = at.records()
    assert (records.lead, records.remarks, records.question) == (first, ("Asked for Brandon: And tablets?",), None)


@pytest.mark.parametrize("change", [{"status": "completed"}, {"appointment_date": "2026-02-09"}])
def test_a_question_after_one_that_is_over_is_another(change: dict[str, str]) -> None:
    store = MemoryStore()
    asked_before(store, **change)
    at = desk(store)
    at.ask_owner("And tablets?")
    records = at.records()
    assert records.lead is None
    assert records.question
    assert records.question.notes == "And tablets?"


def test_a_question_is_no_booking_and_nobody_is_reminded_of_it() -> None:
    store = MemoryStore()
    lead = asked_before(store)
    at = desk(store)
    assert (at.open_leads(), at.newest_lead()) == ([], None)
    assert (start_of(lead, SHOP), held_slot(lead, SHOP), adopted(lead, at.premises)) == (None, None, None)
    assert reminder(lead, at.premises.now, SHOP) is None
    assert b"BEGIN:VEVENT" not in icalendar_feed([lead], SHOP)
    assert "Do you buy phones?" in csv_text([lead])
    assert leads_of_day(store, TODAY, 10).leads == [lead]
    assert close(at.premises, lead.lead_id, "completed", by_owner=True).status == "completed"


def test_a_question_beside_a_booking_is_no_callback_of_its_own() -> None:
    store = MemoryStore()
    at = desk(store)
    at.ask_owner("Is it ok to come late?")
    lead = at.book(slot(14), [Job("screen")])
    assert at.records().lead == lead
    assert len(store.leads) == 1


def test_where_earlier_questions_cannot_be_read_this_is_another_one() -> None:
    class Slow(MemoryStore):
        def leads_of_number(self, phone: str, until: float | None = None) -> Iterator[Lead]:
            raise StoreUnavailableError("the tables are too busy to read")

    at = desk(Slow())
    at.ask_owner("Hello?")
    records = at.records()
    assert (records.lead, len(records.for_owner), bool(records.question)) == (None, 1, True)


@pytest.mark.parametrize("phone", ["", "911"])
def test_who_has_no_number_can_ask_the_owner_too(phone: str) -> None:
    store = MemoryStore()
    at = replace(desk(store), phone=phone)
    at.ask_owner("Hello?")
    assert at.records().lead is None
    assert list(at.for_owner.values()) == [f"{phone or 'Somebody'} asks: Hello?"]
    assert store.leads == {}


def test_the_owner_is_told_who_it_is_by_the_name_on_a_booking_and_that_it_is_urgent() -> None:
    store = MemoryStore()
    desk(store).book(slot(14), [Job("screen", "iphone 13")], name="Ana")
    at = desk(store, key="SM2")
    at.ask_owner("it is smoking", told_as="writes", urgent=True)
    assert list(at.for_owner.values()) == [f"URGENT: Ana ({PHONE}) writes: it is smoking"]
    at.name_customer("Ana Vega")
    at.report("wants to talk to you")
    assert list(at.for_owner.values())[-1] == f"Ana Vega ({PHONE}) wants to talk to you"


def test_an_empty_question_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        desk().ask_owner(" \n")


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
    desk(store, key="SM1").book(slot(11, TODAY), [Job("callback")], lead_type="callback")
    granted = desk(store, key="SM2")
    assert granted.grant(10)
    assert granted.records().lead is None
    assert desk(store, key="SM3", dialogue=granted.dialogue).book(slot(14), [Job("screen")]).discount_percent == 10


def test_of_a_repair_and_a_call_at_one_time_the_repair_is_meant() -> None:
    store = MemoryStore()
    desk(store, key="SM1").book(slot(11, TODAY), [Job("callback")], lead_type="callback")
    screen = desk(store, key="SM2").book(slot(11, TODAY), [Job("screen")])
    at = desk(store, key="SM3")
    assert at.lead_at(slot(11, TODAY)) == screen
    assert at.newest_lead() == screen
