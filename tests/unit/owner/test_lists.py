"""What the owner is told of his days, his leads and his takings."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from linda.booking import BookingRequest, book, close, new_lead
from linda.models import QUESTION, Language, Lead, LeadStatus, OwnerLine, Receipt, Slot
from linda.owner.command import Command
from linda.owner.desk import OwnerDesk
from linda.owner.lists import ACTS
from tests.fakes import MemoryStore
from tests.unit.builders import PHONE, TODAY, TOMORROW, inbound, premises, slot


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def booking(store: MemoryStore, at: Slot, repair: str = "screen", name: str = "Ana", phone: str = PHONE) -> Lead:
    request = BookingRequest(at, phone, repair, "web", "iPhone 13", name)
    return book(premises(store), request, new_lead(premises(store), request))


def told(store: MemoryStore, command: Command) -> str:
    desk = OwnerDesk(premises(store), store, inbound(""), Receipt("TURN#SM1"), OwnerLine(), {})
    return desk.words(*ACTS[command.kind](desk, command), language=command.language)


def test_a_day_is_told_in_its_order_with_what_is_free(store: MemoryStore) -> None:
    booking(store, slot(14), "battery", "Bo", "+19045550123")
    booking(store, slot(9))
    said = told(store, Command("agenda", day=TOMORROW))
    assert said == (
        "Tomorrow: 9:00 AM Ana, iPhone 13 screen repair and 2:00 PM Bo, iPhone 13 battery replacement. "
        "Free: 10:00 AM, 11:00 AM, 12:00 PM, 1:00 PM, 3:00 PM and 4:00 PM."
    )


def test_what_is_cancelled_is_not_told(store: MemoryStore) -> None:
    close(premises(store), booking(store, slot(9)).lead_id, "cancelled")
    assert told(store, Command("agenda", day=TOMORROW)).startswith("Tomorrow: nothing booked.")


def test_several_days_are_told_with_their_days(store: MemoryStore) -> None:
    booking(store, slot(9))
    said = told(store, Command("agenda", day=TODAY, to_day=TODAY + timedelta(days=6)))
    assert said == "Today to Mon, Feb 16: tomorrow 9:00 AM Ana, iPhone 13 screen repair."
    assert told(MemoryStore(), Command("agenda", day=TODAY, to_day=TOMORROW)) == "Today to tomorrow: nothing booked."


def test_the_newest_leads_come_first_and_not_too_many(store: MemoryStore) -> None:
    for hour in range(9, 16):
        lead = booking(store, slot(hour), phone=f"+190455501{hour:02}", name=f"Number {hour}")
        store.leads[lead.lead_id] = replace(lead, timestamp=lead.timestamp + hour)
    said = told(store, Command("leads"))
    assert said.startswith("Newest: tomorrow 3:00 PM Number 15")
    assert "Number 11" in said
    assert "Number 10" not in said


def test_what_was_booked_is_added_up_with_discounts_and_what_has_no_price_is_counted(store: MemoryStore) -> None:
    lead = booking(store, slot(9))
    store.leads[lead.lead_id] = replace(lead, discount_percent=10)
    booking(store, slot(10), "battery", phone="+19045550123")
    booking(store, slot(11), "hologram", phone="+19045550124")
    said = told(store, Command("booked_how_much", day=TODAY, to_day=TOMORROW))
    assert said == "Today to tomorrow: 3 booked, from $120.10 in all. 1 of them without a list price."


def test_it_is_told_in_spanish(store: MemoryStore) -> None:
    booking(store, slot(9))
    assert told(store, Command("agenda", "es", day=TOMORROW)).startswith(
        "Mañana: 9:00 AM Ana, reparacion de pantalla de iPhone 13"
    )


@pytest.mark.parametrize(
    ("language", "marks"),
    [("en", ["(done)", "(ready)", "(no-show)"]), ("es", ["(terminado)", "(listo)", "(no vino)"])],
)
def test_what_is_over_is_marked(store: MemoryStore, language: Language, marks: list[str]) -> None:
    statuses: tuple[LeadStatus, ...] = ("completed", "ready", "no_show")
    for hour, status in enumerate(statuses, 9):
        lead = booking(store, slot(hour), phone=f"+190455501{hour:02}")
        close(premises(store), lead.lead_id, status)
    booking(store, slot(13))
    said = told(store, Command("agenda", language, day=TOMORROW))
    assert re.findall(r"\(.*?\)", said) == marks


def test_who_did_not_come_has_booked_nothing(store: MemoryStore) -> None:
    close(premises(store), booking(store, slot(9)).lead_id, "no_show")
    assert told(store, Command("booked_how_much", day=TOMORROW)) == "Tomorrow: nothing booked."
    booking(store, slot(10))
    assert told(store, Command("booked_how_much", day=TOMORROW)) == "Tomorrow: 1 booked, from $79 in all."


def test_bookings_without_any_price_have_no_sum(store: MemoryStore) -> None:
    booking(store, slot(9), "hologram")
    assert told(store, Command("booked_how_much", day=TOMORROW)) == "Tomorrow: 1 booked, without a list price."
    said = told(store, Command("booked_how_much", day=TODAY, to_day=TOMORROW))
    assert said == "Today to tomorrow: 1 booked, without a list price."
    nothing = told(MemoryStore(), Command("booked_how_much", day=TODAY, to_day=TOMORROW))
    assert nothing == "Today to tomorrow: nothing booked."


def test_whatever_another_program_has_written_as_a_name_or_a_note_leaves_room_for_the_others(
    store: MemoryStore,
) -> None:
    for hour, name, notes in ((9, "x\n" * 5000, ""), (10, "Bo", "where are you\n" * 500)):
        lead = booking(store, slot(hour), phone=f"+190455501{hour:02}")
        changed = replace(lead, customer_name=name, notes=notes, timestamp=lead.timestamp + hour)
        store.leads[lead.lead_id] = replace(changed, repair_type=QUESTION) if notes else changed
    said = told(store, Command("leads"))
    assert "\n" not in said
    assert "Bo: where are you where" in said
    assert "9:00 AM x x x" in said
    assert len(said) < 250
