"""The page's agenda against the shop's own rules."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from linda.models import Day
from linda.owner_state import state_at
from linda.shop import load_shop
from linda.shop_time import time_label
from linda.slots import free_slots
from local.page.agenda import DAYS, week

SHOP = load_shop()
TUESDAY = date(2026, 2, 10)
NOON = datetime(2026, 2, 10, 17, 30, tzinfo=UTC)
LEAD = {"lead_id": "LEAD-1", "status": "booked", "lead_type": "appointment", "appointment_date": "2026-02-11"}


def agenda(
    leads: list[dict[str, Any]] | None = None, state: dict[str, object] | None = None, now: datetime = NOON
) -> dict[str, Any]:
    stored = state or {}
    days = [TUESDAY + timedelta(days=ahead) for ahead in range(DAYS)]
    told = state_at(stored, now)
    free = {
        day.isoformat(): [time_label(slot.at) for slot in free_slots(day, Day({}, {}), now, SHOP, told)] for day in days
    }
    return week(TUESDAY, now, SHOP, stored, free, leads or [])


def kinds(shown: dict[str, Any], day: str) -> dict[str, str]:
    return {slot["time"]: slot["is"] for one in shown["days"] if one["date"] == day for slot in one["slots"]}


def test_what_has_begun_is_past_and_the_rest_of_the_day_is_free() -> None:
    today = kinds(agenda(), "2026-02-10")
    assert (today["12:00 PM"], today["1:00 PM"]) == ("past", "free")


def test_a_booking_takes_its_time_whatever_its_form() -> None:
    shown = agenda([{**LEAD, "appointment_time": "14:00"}])
    assert kinds(shown, "2026-02-11")["2:00 PM"] == "taken"
    assert shown["others"] == []


def test_a_cancelled_booking_takes_nothing() -> None:
    assert kinds(agenda([{**LEAD, "appointment_time": "2:00 PM", "status": "cancelled"}]), "2026-02-11") == kinds(
        agenda(), "2026-02-11"
    )


def test_a_callback_and_an_odd_time_are_shown_beside_the_slots() -> None:
    callback = {**LEAD, "lead_id": "LEAD-2", "lead_type": "callback", "appointment_time": "2:00 PM"}
    odd = {**LEAD, "lead_id": "LEAD-3", "appointment_time": "half past two"}
    shown = agenda([callback, odd])
    assert [lead["lead_id"] for lead in shown["others"]] == ["LEAD-2", "LEAD-3"]
    assert kinds(shown, "2026-02-11")["2:00 PM"] == "free"


def test_a_closure_is_closed_and_what_is_open_but_neither_free_nor_taken_is_held() -> None:
    closed: dict[str, object] = {"closures": '[{"date": "2026-02-11", "from": "09:00", "to": "12:00"}]'}
    shown = agenda(state=closed)
    assert kinds(shown, "2026-02-11")["11:00 AM"] == "closed"
    free = {day["date"]: [slot["time"] for slot in day["slots"] if slot["is"] == "free"] for day in shown["days"]}
    free["2026-02-11"].remove("3:00 PM")
    held = week(TUESDAY, NOON, SHOP, closed, free, [])
    assert kinds(held, "2026-02-11")["3:00 PM"] == "held"


@given(st.integers(0, 24 * 60), st.sampled_from(["", "2026-02-10T15:00", "2026-02-12T11:30"]))
def test_nothing_is_held_if_nobody_holds_anything(minutes: int, busy_until: str) -> None:
    now = datetime(2026, 2, 10, 5, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    shown = agenda(state={"status": "gym", "busy_until": busy_until}, now=now)
    assert "held" not in {slot["is"] for day in shown["days"] for slot in day["slots"]}
