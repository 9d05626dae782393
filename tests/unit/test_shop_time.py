from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.models import Slot
from linda.shop_time import day_label, epoch_seconds, instant, parse_date, parse_time, slot_label, time_label
from tests.unit.builders import TODAY, TOMORROW

NEW_YORK = ZoneInfo("America/New_York")
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
ZONES = st.sampled_from(["America/New_York", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"])


@given(MINUTES)
def test_a_time_label_is_read_back_as_the_same_time(at: time) -> None:
    assert parse_time(time_label(at)) == parse_time(f"{at:%H:%M}") == at


@pytest.mark.parametrize(
    "text",
    [
        *("2:00 PM", "2:00PM", "2pm", "2 p.m.", "2 P. M.", "02:00 pm", " 14:00 "),
        *("14:00:00", "14:00:00.000", "2:00:00 PM", "2:00:00\u202fPM", "2:00\u202fpm", "2\u00a0p.\u00a0m."),
    ],
)
def test_two_in_the_afternoon_may_be_written_in_many_ways(text: str) -> None:
    assert parse_time(text) == time(14)


@pytest.mark.parametrize(("text", "at"), [("12:00 AM", time(0)), ("12:30 pm", time(12, 30)), ("0:05", time(0, 5))])
def test_twelve_is_midnight_or_noon(text: str, at: time) -> None:
    assert parse_time(text) == at


@pytest.mark.parametrize(
    "text",
    [
        *("", "2", "13 pm", "0 am", "2:60 PM", "24:00", "\u0662:00 PM", "2:00 PM!"),
        *("24:00:00", "14:00:30", "2:00:30 PM", "14:00:00.5", "14:00:0", "14:00:00Z", "14:00:00:00"),
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="time must be like"):
        parse_time(text)


@given(st.dates())
def test_an_iso_date_is_read_back_as_the_same_day(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "2026-2-12", "20260212", "2026-W07-4", "\u0662026-02-12", "2026-02-12\n"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="date must be"):
        parse_date(text)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 2, 9), "Mon, Feb 9"),
        (TODAY, "today"),
        (TOMORROW, "tomorrow"),
        (date(2026, 2, 12), "Thu, Feb 12"),
    ],
)
def test_a_day_is_labelled_as_one_says_it(day: date, label: str) -> None:
    assert day_label(day, TODAY) == label


def test_a_slot_is_labelled_with_day_and_time() -> None:
    assert slot_label(Slot(TOMORROW, time(14)), TODAY) == "tomorrow at 2:00 PM"


@pytest.mark.parametrize(
    ("slot", "moment"),
    [
        (Slot(date(2026, 2, 10), time(9)), datetime(2026, 2, 10, 14, tzinfo=UTC)),
        (Slot(date(2026, 3, 8), time(9)), datetime(2026, 3, 8, 13, tzinfo=UTC)),
        (Slot(date(2026, 11, 1), time(9)), datetime(2026, 11, 1, 14, tzinfo=UTC)),
    ],
)
def test_a_slot_starts_at_its_instant_in_utc(slot: Slot, moment: datetime) -> None:
    assert instant(slot, NEW_YORK) == moment


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        (Slot(date(2026, 3, 8), time(2)), "2:00 AM does not exist on 2026-03-08"),
        (Slot(date(2026, 3, 8), time(2, 59)), "does not exist"),
        (Slot(date(2026, 11, 1), time(1)), "1:00 AM happens twice on 2026-11-01"),
        (Slot(date(2026, 11, 1), time(1, 59)), "happens twice"),
    ],
)
def test_a_time_that_the_clock_skips_or_repeats_is_refused(slot: Slot, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        instant(slot, NEW_YORK)


@given(st.dates(date(2000, 1, 1), date(2037, 1, 1)), st.times(), ZONES)
def test_an_instant_shows_the_slots_time_on_the_local_clock(day: date, at: time, zone_name: str) -> None:
    zone, slot = ZoneInfo(zone_name), Slot(day, at)
    try:
        moment = instant(slot, zone)
    except InvalidInputError:
        return
    assert moment.tzinfo is UTC
    shown = moment.astimezone(zone)
    assert (shown.date(), shown.time()) == (day, at)


@pytest.mark.parametrize(
    ("stored", "moment"),
    [
        (1_770_735_600, 1_770_735_600),
        (1_770_735_600.9, 1_770_735_600),
        (1_770_735_600_123, 1_770_735_600),  # a browser's clock
        ("2026-02-10T15:00:00+00:00", 1_770_735_600),
        ("2026-02-10T10:00:00.123-05:00", 1_770_735_600),
        ("2026-02-10T15:00:00Z", 1_770_735_600),
        ("2026-02-10T15:00:00", 1_770_735_600),  # UTC, as all that is stored
        ("yesterday", 0),
        ("", 0),
        (None, 0),
        (True, 0),
        (-5, 0),
        (10**20, 0),
        (float("inf"), 0),
        (float("nan"), 0),
        ("0001-01-01T00:00:00+14:00", 0),
        ([1_770_735_600], 0),
    ],
)
def test_a_stored_instant_is_read_in_every_form_that_items_have(stored: object, moment: int) -> None:
    assert epoch_seconds(stored) == moment


@given(st.integers(1, 10**10), st.sampled_from([UTC, NEW_YORK]))
def test_an_instant_is_the_same_as_a_number_and_as_an_older_text(moment: int, zone: tzinfo) -> None:
    assert epoch_seconds(datetime.fromtimestamp(moment, zone).isoformat()) == epoch_seconds(moment) == moment
