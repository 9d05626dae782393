import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError, SlotClosedError
from linda.models import Day, Hold, Slot
from linda.owner_state import current
from linda.shop_time import instant
from linda.slots import check_bookable, check_callable, free_slots, is_held, is_open, is_quiet, open_slots, today
from tests.unit.builders import NOW, SHOP, TODAY, TOMORROW, slot

STATE = current({})
INSTANTS = st.integers(1_704_000_000, 2_114_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
DST_DAYS = [date(2026, 3, 8), date(2026, 11, 1)]
DAYS = st.dates(date(2024, 1, 1), date(2037, 1, 1)) | st.sampled_from(DST_DAYS)
# Slots on every half hour that may have begun or be closed, not only those on the shop's list.
SLOTS = st.builds(Slot, DAYS, st.builds(time, st.integers(0, 23), st.sampled_from([0, 30])))
TIMES = st.builds(time, st.integers(8, 17))
BOOKED = st.builds(
    Day,
    st.dictionaries(TIMES, st.just("LEAD-OF-ANOTHER")),
    st.dictionaries(TIMES, st.builds(Hold, st.sampled_from(["own", "other"]), st.integers(0, 3_000_000_000))),
)
CLOCKS = st.builds(time, st.integers(7, 18), st.sampled_from([0, 1, 30, 59])).map(lambda at: f"{at:%H:%M}")


@st.composite
def owners_states(draw: st.DrawFn, day: date) -> dict[str, object]:
    """Closures around the day, and a time until which the owner is busy, both often absent."""
    closures = []
    for _ in range(draw(st.integers(0, 3))):
        closure = {"date": str(day + timedelta(days=draw(st.integers(-1, 1))))}
        opens, closes = sorted(draw(st.lists(CLOCKS, min_size=2, max_size=2, unique=True)))
        parts = draw(st.sampled_from([{}, {"from": opens}, {"to": closes}, {"from": opens, "to": closes}]))
        closures.append(closure | parts)
    busy_until = draw(st.just("") | CLOCKS.map(lambda at: f"{day}T{at}"))
    return current({"closures": json.dumps(closures), "busy_until": busy_until})


def is_shut(one: Slot, state: Mapping[str, object]) -> bool:
    """Tell, in minutes of the day, if a closure or the owner's absence touches the slot's hour."""
    start = one.at.hour * 60 + one.at.minute
    spans = [
        (minutes(closure.get("from", "00:00")), minutes(closure.get("to", "24:00")))
        for closure in json.loads(str(state["closures"]))
        if closure["date"] == str(one.day)
    ]
    busy_until = str(state["busy_until"])
    if busy_until:
        spans.append((0, minutes(busy_until.partition("T")[2])))
    return any(closes < start + 60 and start < opens for closes, opens in spans)


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def closed(*closures: Mapping[str, str], busy_until: str = "") -> dict[str, object]:
    return current({"closures": json.dumps(closures), "busy_until": busy_until})


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
    assert (eleven in free_slots(TODAY, Day(), now, SHOP, STATE)) is free


def test_a_taken_slot_is_not_free() -> None:
    booked = Day({time(12): "LEAD-A", time(14): "LEAD-B"})
    assert hours(free_slots(TODAY, booked, NOW, SHOP, STATE)) == [11, 13, 15, 16]


@pytest.mark.parametrize(
    ("by", "until", "free"),
    [("other", 1, False), ("other", 300, False), ("other", 0, True), ("other", -300, True), ("own", 300, True)],
)
def test_a_hold_keeps_a_slot_from_all_but_its_holder_until_its_time_is_over(by: str, until: int, free: bool) -> None:
    booked = Day(holds={time(14): Hold(by, int(NOW.timestamp()) + until)})
    assert (slot(14, TODAY) in free_slots(TODAY, booked, NOW, SHOP, STATE, "own")) is free
    assert is_held(slot(14, TODAY), booked, NOW, "own") is not free
    assert not is_held(slot(15, TODAY), booked, NOW, "own")


def test_a_hold_of_its_own_frees_no_taken_slot() -> None:
    booked = Day({time(14): "LEAD-A"}, {time(14): Hold("own", int(NOW.timestamp()) + 300)})
    assert slot(14, TODAY) not in free_slots(TODAY, booked, NOW, SHOP, STATE, "own")


@pytest.mark.parametrize(("lead_time", "first"), [(0, 11), (59, 11), (60, 12), (119, 12), (120, 13), (420, None)])
def test_a_slot_within_the_lead_time_is_not_free(lead_time: int, first: int | None) -> None:
    shop = replace(SHOP, lead_time_minutes=lead_time)
    assert next(iter(hours(free_slots(TODAY, Day(), NOW, shop, STATE))), None) == first


def test_a_slot_within_the_lead_time_is_not_bookable() -> None:
    shop = replace(SHOP, lead_time_minutes=60)
    check_bookable(slot(12, TODAY), NOW, shop, STATE)
    with pytest.raises(SlotClosedError, match="too soon"):
        check_bookable(slot(11, TODAY), NOW, shop, STATE)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (closed({"date": "2026-02-11"}), []),
        (closed({"date": "2026-02-10"}, {"date": "2026-02-12"}), list(range(9, 17))),
        (closed({"date": "2026-02-11", "from": "12:00", "to": "14:00"}), [9, 10, 11, 14, 15, 16]),
        (closed({"date": "2026-02-11", "from": "12:59", "to": "13:01"}), [9, 10, 11, 14, 15, 16]),
        (closed({"date": "2026-02-11", "from": "13:00"}), [9, 10, 11, 12]),
        (closed({"date": "2026-02-11", "to": "13:00"}), [13, 14, 15, 16]),
        (closed({"date": "2026-02-11", "to": "10:00"}, {"date": "2026-02-11", "from": "16:00"}), list(range(10, 16))),
        (closed(busy_until="2026-02-11T13:00"), [13, 14, 15, 16]),
        (closed(busy_until="2026-02-11T13:01"), [14, 15, 16]),
        (closed(busy_until="2026-02-10T23:59"), list(range(9, 17))),
        (closed(busy_until="2026-02-12T09:00"), []),
    ],
)
def test_a_closure_or_the_owners_absence_takes_out_every_slot_it_touches(
    state: dict[str, object], expected: list[int]
) -> None:
    assert hours(open_slots(TOMORROW, SHOP, state)) == expected


def test_a_closure_narrows_what_the_operational_hours_have_left() -> None:
    state = narrowed("11:00", "15:00") | {"closures": '[{"date": "2026-02-11", "to": "12:00"}]'}
    assert hours(open_slots(TOMORROW, SHOP, state)) == [12, 13, 14]


@pytest.mark.parametrize("status", ["gym", "driving", "break", "custom"])
def test_what_the_owner_does_closes_nothing_by_itself(status: str) -> None:
    assert open_slots(TOMORROW, SHOP, current({"status": status})) == open_slots(TOMORROW, SHOP, STATE)


@pytest.mark.parametrize("status", ["sleeping", "unavailable"])
@pytest.mark.parametrize("day", [TODAY, TOMORROW, TODAY + timedelta(days=365)])
def test_who_is_away_without_an_end_takes_no_bookings(status: str, day: date) -> None:
    away = current({"status": status})
    assert open_slots(day, SHOP, away) == free_slots(day, Day(), NOW, SHOP, away) == []
    with pytest.raises(SlotClosedError, match="not a time we take bookings for"):
        check_bookable(slot(12, day), NOW, SHOP, away)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"busy_until": "2026-02-11T13:00"}, [13, 14, 15, 16]),
        ({"busy_until": "2026-02-12T09:00"}, []),
        ({"busy_until": "2026-02-10T09:00"}, list(range(9, 17))),  # it has passed
        (narrowed("11:00", "14:00"), [11, 12, 13]),
        (narrowed("11:00", "14:00") | {"busy_until": "2026-02-11T12:00"}, [12, 13]),
        (narrowed("11:00", "14:00") | {"closures": '[{"date": "2026-02-11"}]'}, []),
    ],
)
def test_who_is_away_takes_bookings_from_his_return_on_or_in_hours_that_are_switched_on(
    state: dict[str, object], expected: list[int]
) -> None:
    assert hours(open_slots(TOMORROW, SHOP, current(state | {"status": "sleeping"}))) == expected


@pytest.mark.parametrize(("day", "expected"), [(DST_DAYS[0], [1, 3, 4]), (DST_DAYS[1], [2, 3, 4])])
def test_an_hour_that_the_clock_skips_or_shows_twice_is_not_free(day: date, expected: list[int]) -> None:
    night_shop = replace(SHOP, first_slot=time(1), last_slot=time(4))
    assert hours(free_slots(day, Day(), NOW, night_shop, STATE)) == expected


@pytest.mark.parametrize(("ahead", "free"), [(-1, False), (365, True), (366, False)])
def test_the_past_and_what_is_beyond_a_year_are_not_free(ahead: int, free: bool) -> None:
    assert bool(free_slots(TODAY + timedelta(days=ahead), Day(), NOW, SHOP, STATE)) is free


@given(st.data(), DAYS, BOOKED, st.integers(-3, 400), st.integers(0, 24 * 60 - 1))
def test_a_slot_that_is_closed_held_taken_or_past_is_never_free(
    data: st.DataObject, day: date, booked: Day, ahead: int, minute: int
) -> None:
    state = data.draw(owners_states(day))
    now = datetime.combine(day - timedelta(days=ahead), time(), SHOP.time_zone).astimezone(UTC)
    now += timedelta(minutes=minute)
    free = free_slots(day, booked, now, SHOP, state, "own")
    assert set(free) <= {slot(hour, day) for hour in range(9, 17)}
    for one in free:
        hold = booked.holds.get(one.at)
        assert one.at not in booked.taken
        assert hold is None or hold.by == "own" or hold.until <= now.timestamp()
        assert not is_shut(one, state)
        assert instant(one, SHOP.time_zone) > now


@given(st.data(), DAYS)
def test_only_what_is_shut_is_not_open(data: st.DataObject, day: date) -> None:
    state = data.draw(owners_states(day))
    expected = [one for one in (slot(hour, day) for hour in range(9, 17)) if not is_shut(one, state)]
    assert open_slots(day, SHOP, state) == expected


@given(st.data(), DAYS, st.integers(-3, 400), st.integers(0, 24 * 60), BOOKED)
def test_free_means_bookable_and_untaken_and_not_held(
    data: st.DataObject, day: date, ahead: int, minute: int, booked: Day
) -> None:
    state = data.draw(owners_states(day))
    now = datetime.combine(day - timedelta(days=ahead), time(), SHOP.time_zone).astimezone(UTC)
    now += timedelta(minutes=minute)
    free = free_slots(day, booked, now, SHOP, state, "own")
    for one in (slot(hour, day) for hour in range(8, 18)):
        try:
            check_bookable(one, now, SHOP, state)
        except (InvalidInputError, SlotClosedError):
            assert one not in free
        else:
            assert (one in free) is (one.at not in booked.taken and not is_held(one, booked, now, "own"))


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


@pytest.mark.parametrize("wanted", [Slot(TODAY, time(10, 1)), slot(19, TODAY), slot(8), slot(9, date(2027, 2, 10))])
def test_a_customer_can_be_called_back_at_any_time_of_the_day_to_come(wanted: Slot) -> None:
    check_callable(wanted, NOW, SHOP)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (slot(10, TODAY), "10:00 AM on 2026-02-10 is in the past"),
        (slot(23, date(2026, 2, 9)), "date 2026-02-09 is in the past"),
        (slot(9, date(2027, 2, 11)), "more than 365 days ahead"),
        (Slot(date(2026, 3, 8), time(2, 30)), "the clock skips it"),
        (Slot(date(2026, 11, 1), time(1, 30)), "happens twice"),
    ],
)
def test_nobody_is_called_back_in_the_past_or_at_no_time_at_all(wanted: Slot, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        check_callable(wanted, NOW, SHOP)


@pytest.mark.parametrize(("hour", "day"), [(4, date(2026, 2, 9)), (5, date(2026, 2, 10))])
def test_the_shops_day_begins_at_its_own_midnight(hour: int, day: date) -> None:
    assert SHOP.time_zone == ZoneInfo("America/New_York")
    assert today(SHOP, datetime(2026, 2, 10, hour, tzinfo=UTC)) == day


@pytest.mark.parametrize("at", [time(20), time(23), time(0), time(3), time(7, 59)])
def test_nobody_is_called_at_night(at: time) -> None:
    with pytest.raises(SlotClosedError, match="only call between 8:00 AM and 8:00 PM"):
        check_callable(Slot(TOMORROW, at), NOW, SHOP)


@pytest.mark.parametrize("at", [time(8), time(12, 30), time(19, 59)])
def test_a_customer_is_called_at_any_hour_of_the_day(at: time) -> None:
    check_callable(Slot(TOMORROW, at), NOW, SHOP)


# --- bounds, one by one


def test_a_shop_that_is_open_until_midnight_has_no_slot_of_the_next_day() -> None:
    late_shop = replace(SHOP, first_slot=time(21), last_slot=time(23))
    assert open_slots(TODAY, late_shop, STATE) == [slot(hour, TODAY) for hour in (21, 22, 23)]


@pytest.mark.parametrize("holder", ["a", "z"])
def test_a_hold_keeps_a_slot_from_every_other_holder(holder: str) -> None:
    booked = Day(holds={time(14): Hold("m", int(NOW.timestamp()) + 300)})
    assert is_held(slot(14, TODAY), booked, NOW, holder)


@pytest.mark.parametrize(("minutes", "is_open"), [(59, True), (60, False), (61, False), (181, False)])
def test_a_slot_is_bookable_only_longer_before_it_than_the_lead_time(minutes: int, is_open: bool) -> None:
    shop = replace(SHOP, lead_time_minutes=minutes)
    wanted = slot(11, TODAY)  # an hour from now
    if is_open:
        check_bookable(wanted, NOW, shop, STATE)
        return
    with pytest.raises(SlotClosedError, match="11:00 AM on 2026-02-10 is too soon or has already begun"):
        check_bookable(wanted, NOW, shop, STATE)


@pytest.mark.parametrize("minutes", [1, 60, 24 * 60 - 1])
def test_nobody_is_called_back_minutes_or_hours_ago(minutes: int) -> None:
    wanted = slot(10, TODAY)
    late = instant(wanted, SHOP.time_zone) + timedelta(minutes=minutes)
    with pytest.raises(InvalidInputError, match="is in the past"):
        check_callable(wanted, late, SHOP)


@pytest.mark.parametrize(("ahead", "is_near"), [(0, True), (7, True), (8, False)])
def test_what_can_be_booked_ends_with_the_last_day_of_the_horizon(ahead: int, is_near: bool) -> None:
    shop = replace(SHOP, booking_horizon_days=7)
    wanted = slot(14, TODAY + timedelta(days=ahead))
    assert bool(free_slots(wanted.day, Day(), NOW, shop, STATE)) is is_near
    checks: list[Callable[[], None]] = [
        lambda: check_bookable(wanted, NOW, shop, STATE),
        lambda: check_callable(wanted, NOW, shop),
    ]
    for check in checks:
        if is_near:
            check()
        else:
            with pytest.raises(InvalidInputError, match="more than 7 days ahead"):
                check()


@pytest.mark.parametrize(
    ("begins", "ends", "quiet"),
    [(9, 9, []), (9, 11, [9, 10]), (22, 1, [0, 22, 23]), (0, 1, [0])],
)
def test_a_night_may_begin_before_midnight_or_after_it_or_never(begins: int, ends: int, quiet: list[int]) -> None:
    shop = replace(SHOP, quiet_from=time(begins), quiet_until=time(ends))
    assert [hour for hour in range(24) if is_quiet(time(hour), shop)] == quiet
    assert [hour for hour in range(24) if is_quiet(time(hour, 59), shop)] == quiet


# --- open now, to the minute


@pytest.mark.parametrize(
    ("at", "state", "expected"),
    [
        ("08:59", {}, False),
        ("09:00", {}, True),
        ("16:59", {}, True),
        ("17:00", {}, False),
        ("09:29", {"operational_hours_enabled": True, "operational_open_time": "09:30"}, False),
        ("09:30", {"operational_hours_enabled": True, "operational_open_time": "09:30"}, True),
        ("18:59", {"operational_hours_enabled": True, "operational_close_time": "19:00"}, True),
        ("15:29", {"operational_hours_enabled": True, "operational_close_time": "15:30"}, True),
        ("15:30", {"operational_hours_enabled": True, "operational_close_time": "15:30"}, False),
        ("12:29", {"closures": '[{"date": "2026-02-10", "from": "12:30", "to": "13:15"}]'}, True),
        ("12:30", {"closures": '[{"date": "2026-02-10", "from": "12:30", "to": "13:15"}]'}, False),
        ("13:14", {"closures": '[{"date": "2026-02-10", "from": "12:30", "to": "13:15"}]'}, False),
        ("13:15", {"closures": '[{"date": "2026-02-10", "from": "12:30", "to": "13:15"}]'}, True),
        ("12:00", {"closures": '[{"date": "2026-02-10"}]'}, False),
        ("12:00", {"closures": '[{"date": "2026-02-11"}]'}, True),
        ("14:19", {"status": "gym", "busy_until": "2026-02-10T14:20"}, False),
        ("14:20", {"status": "gym", "busy_until": "2026-02-10T14:20"}, True),
        ("14:20", {"status": "gym"}, True),
        ("14:20", {"status": "sleeping"}, False),
        ("14:19", {"status": "sleeping", "busy_until": "2026-02-10T14:20"}, False),
        ("14:20", {"status": "sleeping", "busy_until": "2026-02-10T14:20"}, True),
        ("14:20", {"status": "sleeping", "operational_hours_enabled": True}, True),
        ("14:20", {"busy_until": "2026-02-12T09:00"}, False),
    ],
)
def test_the_shop_is_open_by_the_minute(at: str, state: Mapping[str, object], expected: bool) -> None:
    local = datetime.combine(TODAY, time.fromisoformat(at), SHOP.time_zone)
    assert is_open(local, SHOP, current(state)) is expected


@pytest.mark.parametrize("day", [date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9), date(2026, 11, 1)])
@pytest.mark.parametrize(("at", "expected"), [("08:59", False), ("09:00", True), ("16:59", True), ("17:00", False)])
def test_the_hours_are_the_shop_clocks_in_the_weeks_in_which_it_changes(day: date, at: str, expected: bool) -> None:
    now = datetime.combine(day, time.fromisoformat(at), SHOP.time_zone).astimezone(UTC)
    assert is_open(now.astimezone(SHOP.time_zone), SHOP, STATE) is expected


@given(st.data(), DAYS, st.sampled_from(["working", "gym", "sleeping"]), st.none() | st.tuples(CLOCKS, CLOCKS))
def test_a_slot_is_open_if_and_only_if_each_of_its_minutes_is(
    data: st.DataObject, day: date, status: str, hours: tuple[str, str] | None
) -> None:
    state = {**data.draw(owners_states(day)), "status": status}
    if hours and hours[0] < hours[1]:
        state |= {"operational_hours_enabled": True}
        state |= {"operational_open_time": hours[0], "operational_close_time": hours[1]}
    state = current(state)
    opened = {one.start for one in open_slots(day, SHOP, state)}
    for hour in range(SHOP.first_slot.hour, SHOP.last_slot.hour + 1):
        start = datetime.combine(day, time(hour))
        is_open_all_along = all(is_open(start + timedelta(minutes=n), SHOP, state) for n in range(60))
        assert (start in opened) is is_open_all_along
