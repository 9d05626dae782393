from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError, SlotClosedError
from linda.models import Slot
from linda.owner_state import current
from linda.shop_time import instant
from linda.slots import check_bookable, free_slots, open_slots, today
from tests.unit.desk import NOW, SHOP, TODAY, slot

STATE = current({})
INSTANTS = st.integers(1_704_000_000, 2_114_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
DST_DAYS = [date(2026, 3, 8), date(2026, 11, 1)]
DAYS = st.dates(date(2024, 1, 1), date(2037, 1, 1)) | st.sampled_from(DST_DAYS)
# Slots on every half hour that may have begun or be closed, not only those on the shop's list.
SLOTS = st.builds(Slot, DAYS, st.builds(time, st.integers(0, 23), st.sampled_from([0, 30])))
TAKEN = st.sets(st.builds(time, st.integers(8, 17)))


def narrowed(opens: str, closes: str) -> dict[str, object]:
    return current(
        {"operational_hours_enabled": True, "operational_open_time": opens, "operational_close_time": closes}
    )


def hours(slots: list[Slot]) -> list[int]:
    return [one.at.hour for one in slots]


@pytest.mark.parametrize("day", [TODAY, *DST_DAYS])
def test_the_shop_opens_a_slot_on_every_hour_from_nine_to_four(day: date) -> None:
    assert open_slots(day, SHOP, STATE) == [slot(hour, day) for hour in range(9, 17)]


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        ("11:00", "14:00", [11, 12, 13]),
        ("11:01", "13:59", [12]),
        ("00:00", "23:59", list(range(9, 17))),
        ("17:00", "20:00", []),
    ],
)
def test_a_slot_begins_and_ends_within_the_operational_hours(opens: str, closes: str, expected: list[int]) -> None:
    assert hours(open_slots(TODAY, SHOP, narrowed(opens, closes))) == expected


def test_operational_hours_that_are_switched_off_narrow_nothing() -> None:
    state = narrowed("11:00", "14:00") | {"operational_hours_enabled": False}
    assert open_slots(TODAY, SHOP, state) == open_slots(TODAY, SHOP, STATE)


@pytest.mark.parametrize(("seconds", "free"), [(-1, True), (0, False), (1, False)])
def test_a_slot_that_has_begun_is_not_free(seconds: int, free: bool) -> None:
    eleven = slot(11, TODAY)
    now = instant(eleven, SHOP.time_zone) + timedelta(seconds=seconds)
    assert (eleven in free_slots(TODAY, set(), now, SHOP, STATE)) is free


def test_a_taken_slot_is_not_free() -> None:
    assert hours(free_slots(TODAY, {time(12), time(14)}, NOW, SHOP, STATE)) == [11, 13, 15, 16]


@pytest.mark.parametrize(("ahead", "free"), [(-1, False), (365, True), (366, False)])
def test_the_past_and_what_is_beyond_a_year_are_not_free(ahead: int, free: bool) -> None:
    assert bool(free_slots(TODAY + timedelta(days=ahead), set(), NOW, SHOP, STATE)) is free


@given(DAYS, TAKEN, INSTANTS)
def test_free_slots_are_open_and_untaken_and_in_the_future(day: date, taken: set[time], now: datetime) -> None:
    free = free_slots(day, taken, now, SHOP, STATE)
    assert set(free) <= set(open_slots(day, SHOP, STATE))
    assert not {one.at for one in free} & taken
    assert all(instant(one, SHOP.time_zone) > now for one in free)


@given(DAYS, st.integers(-3, 400), st.integers(0, 24 * 60), TAKEN)
def test_free_means_bookable_and_untaken(day: date, ahead: int, minute: int, taken: set[time]) -> None:
    now = datetime.combine(day - timedelta(days=ahead), time(), SHOP.time_zone).astimezone(UTC)
    now += timedelta(minutes=minute)
    free = free_slots(day, taken, now, SHOP, STATE)
    for one in open_slots(day, SHOP, STATE):
        try:
            check_bookable(one, now, SHOP, STATE)
        except (InvalidInputError, SlotClosedError):
            assert one not in free
        else:
            assert (one in free) is (one.at not in taken)


@given(SLOTS, INSTANTS)
def test_only_an_open_slot_in_the_future_is_bookable(wanted: Slot, now: datetime) -> None:
    try:
        check_bookable(wanted, now, SHOP, STATE)
    except (InvalidInputError, SlotClosedError):
        return
    assert wanted in open_slots(wanted.day, SHOP, STATE)
    assert instant(wanted, SHOP.time_zone) > now


@pytest.mark.parametrize(
    ("wanted", "error", "words"),
    [
        (slot(14, date(2026, 2, 9)), InvalidInputError, "in the past"),
        (slot(14, date(2027, 2, 11)), InvalidInputError, "more than 365 days ahead"),
        (slot(14, date.max), InvalidInputError, "more than 365 days ahead"),
        (Slot(date(2026, 3, 8), time(2, 30)), InvalidInputError, "the clock skips it"),
        (slot(8), SlotClosedError, "8:00 AM on 2026-02-11 is not a time we take bookings for"),
        (Slot(TODAY, time(14, 30)), SlotClosedError, "2:30 PM"),
        (slot(10, TODAY), SlotClosedError, "already begun"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_the_reason(wanted: Slot, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        check_bookable(wanted, NOW, SHOP, STATE)


def test_the_last_day_of_the_horizon_is_bookable() -> None:
    check_bookable(slot(14, date(2027, 2, 10)), NOW, SHOP, STATE)


@pytest.mark.parametrize(("hour", "day"), [(4, date(2026, 2, 9)), (5, date(2026, 2, 10))])
def test_the_shops_day_begins_at_its_own_midnight(hour: int, day: date) -> None:
    assert SHOP.time_zone == ZoneInfo("America/New_York")
    assert today(SHOP, datetime(2026, 2, 10, hour, tzinfo=UTC)) == day
