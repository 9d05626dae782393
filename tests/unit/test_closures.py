"""Closed times: adding and removing them, and which bookings stand on them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.booking import BookingRequest, book, new_lead
from linda.closures import (
    added,
    asked,
    closed_days,
    kept,
    named,
    on_closed_time,
    removed,
    standing,
    undecided,
)
from linda.errors import InvalidInputError
from linda.models import Lead, Slot
from linda.owner_state import current
from linda.shop import load_shop
from linda.slots import is_closed
from tests.fakes import MemoryStore
from tests.unit.builders import TOMORROW, premises, slot

SHOP = load_shop()
DAYS = [date(2026, 12, 24), date(2026, 12, 25)]
type Closing = tuple[date, time | None, time | None]


@st.composite
def closings(draw: st.DrawFn) -> Closing:
    """A day, and perhaps the hours between which it is closed."""
    first, last = sorted(draw(st.lists(st.times(), min_size=2, max_size=2, unique_by=lambda at: (at.hour, at.minute))))
    first, last = (at.replace(second=0, microsecond=0, tzinfo=None) for at in (first, last))
    is_open = draw(st.tuples(st.booleans(), st.booleans()))
    return draw(st.sampled_from(DAYS)), None if is_open[0] or first == time() else first, None if is_open[1] else last


def closed_hours(closures: str) -> set[Slot]:
    state = current({"closures": closures})
    assert state["closures"] == closures  # It is one that a write takes.
    return {slot for day in DAYS for hour in range(24) if is_closed(slot := Slot(day, time(hour)), SHOP, state)}


def added_up(closings: Sequence[Closing]) -> str:
    closures = "[]"
    for closing in closings:
        closures = added(closures, *closing)
    return closures


@given(st.lists(closings(), max_size=6), closings())
def test_adding_closes_what_was_named_and_opens_nothing(before: list[Closing], closing: Closing) -> None:
    closures = added_up(before)
    after = added(closures, *closing)
    assert closed_hours(after) == closed_hours(closures) | closed_hours(added("[]", *closing))
    assert added(after, *closing) == after


@given(st.lists(closings(), max_size=6), closings())
def test_removing_closes_nothing_and_leaves_other_days_alone(before: list[Closing], closing: Closing) -> None:
    closures = added_up(before)
    after = removed(closures, *closing)
    assert closed_hours(after) <= closed_hours(closures)
    assert {slot for slot in closed_hours(closures) if slot.day != closing[0]} <= closed_hours(after)
    assert removed(after, *closing) == after


@given(st.lists(closings(), max_size=6))
def test_the_order_of_closures_does_not_matter(before: list[Closing]) -> None:
    assert added_up(before) == added_up(before[::-1])


def test_a_day_without_hours_is_closed_and_opened_as_a_whole() -> None:
    closures = added(added("[]", DAYS[0], time(13), time(15)), DAYS[0])
    assert json.loads(closures) == [{"date": "2026-12-24"}]
    assert json.loads(removed(closures, DAYS[0], time(13), time(15))) == [
        {"date": "2026-12-24", "to": "13:00"},
        {"date": "2026-12-24", "from": "15:00"},
    ]
    assert removed(closures, DAYS[0]) == "[]"
    assert closed_days({"closures": closures}, DAYS[0], DAYS[1]) == [DAYS[0]]


@pytest.mark.parametrize(("closes", "opens"), [(time(15), time(13)), (time(13), time(13)), (None, time())])
def test_a_closure_that_ends_before_it_begins_is_refused(closes: time | None, opens: time | None) -> None:
    for change in (added, removed):
        with pytest.raises(InvalidInputError):
            change("[]", DAYS[0], closes, opens)


# --- bookings


def book_at(store: MemoryStore, hour: int) -> Lead:
    request = BookingRequest(slot(hour), f"+190425209{hour}", "screen", "twilio-sms")
    at = premises(store)
    return book(at, request, new_lead(at, request))


def test_bookings_on_a_closed_time_stand_there_until_they_are_kept_or_moved() -> None:
    store = MemoryStore()
    first = book_at(store, 10)
    book_at(store, 14)
    at = premises(store, state={"closures": added("[]", TOMORROW, time(9), time(13))})
    assert [lead.lead_id for lead in standing(at, store)] == [first.lead_id]
    assert undecided([first, replace(first, remarks=(asked(first),)), replace(first, remarks=(kept(first),))]) == [
        first
    ]
    store.leads[first.lead_id] = replace(first, remarks=(kept(first),))
    assert standing(at, store) == []
    assert [lead.lead_id for lead in on_closed_time(at, store)] == [first.lead_id]
    # What was kept was that time: another one that is closed, too, is another matter.
    store.leads[first.lead_id] = replace(first, remarks=(kept(first),), appointment_time="11:00 AM")
    assert len(standing(at, store)) == 1


def test_only_closures_have_bookings_stand_on_them_and_only_open_bookings_ahead_do() -> None:
    store = MemoryStore()
    lead = book_at(store, 10)
    whole_day = added("[]", TOMORROW)
    assert standing(premises(store, state={"status": "sleeping", "busy_until": "2026-02-12T09:00"}), store) == []
    for other in ({"status": "cancelled"}, {"lead_type": "callback"}, {"appointment_time": "noonish"}):
        store.leads[lead.lead_id] = replace(lead, **other)  # type: ignore[arg-type]
        assert standing(premises(store, state={"closures": whole_day}), store) == []


def test_the_bookings_are_named_as_the_owners_programs_read_them() -> None:
    store = MemoryStore()
    lead = book_at(store, 10)
    (said,) = named([lead])
    assert said == {
        "lead_id": lead.lead_id,
        "customer_name": lead.customer_name,
        "phone": lead.phone,
        "date": "2026-02-11",
        "time": "10:00 AM",
        "repair": lead.repair_type,
        "kept": False,
        "asked": False,
    }
