from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linda.models import Slot
from linda.natural_time import find_choice, find_hour, find_wish
from tests.unit.desk import TODAY, TOMORROW, slot

OFFERED = (slot(9), slot(10), slot(13))
WORDS = st.lists(
    st.sampled_from(
        [
            "tomorrow",
            "today",
            "next",
            "on",
            "at",
            "@",
            "fri",
            "sunday",
            "may",
            "march",
            "feb.",
            "2",
            "30",
            "99",
            "1st",
            "2nd",
            "2pm",
            "12am",
            "25:61",
            "noon",
            "2/12",
            "13/45",
            "2/30/2027",
            "2027-02-30",
            "o'clock",
            "iphone",
            "%",
            "maybe",
            "the",
            "second",
            "one",
            "last",
            "sat",
        ]
    )
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tomorrow at 2pm", TOMORROW),
        ("tmrw?", TOMORROW),
        ("today", TODAY),
        ("this afternoon", TODAY),
        ("wednesday", TOMORROW),
        ("fri 10am", date(2026, 2, 13)),
        ("Tuesday", date(2026, 2, 17)),
        ("2026-02-12", date(2026, 2, 12)),
        ("feb 12th", date(2026, 2, 12)),
        ("Sept. 3 works", date(2026, 9, 3)),
        ("february 9", date(2027, 2, 9)),
        ("feb 29", date(2028, 2, 29)),
        ("2/12 at 3", date(2026, 2, 12)),
        ("2/9", date(2027, 2, 9)),
        ("2/12/2027", date(2027, 2, 12)),
    ],
)
def test_a_day_is_found(text: str, day: date) -> None:
    assert find_wish(text, TODAY).day == day


@pytest.mark.parametrize(
    "text",
    [
        "iphone 13",
        "2026-02-30",
        "13/45",
        "feb 30",
        "maybe 2 pm",
        "marked 5 times",
        "I sat on my phone",
        "monitor",
    ],
)
def test_what_names_no_day_has_none(text: str) -> None:
    assert find_wish(text, TODAY).day is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2pm", time(14)),
        ("2:30 p.m. please", time(14, 30)),
        ("12 AM", time(0)),
        ("12pm", time(12)),
        ("at 2", time(14)),
        ("tomorrow @9", time(9)),
        ("at 12", time(12)),
        ("8 o'clock", time(20)),
        ("2:15", time(14, 15)),
        ("14:00", time(14)),
        ("noon", time(12)),
        ("2/12 at 3", time(15)),
    ],
)
def test_a_time_is_found(text: str, at: time) -> None:
    assert find_wish(text, TODAY).at == at


@pytest.mark.parametrize("text", ["iphone 13", "2/12", "13pm", "0 am", "25:00", "at 20%", "at 79 dollars", "2"])
def test_what_names_no_time_has_none(text: str) -> None:
    assert find_wish(text, TODAY).at is None


@given(st.text() | WORDS, st.dates(date(2024, 1, 1), date(2037, 1, 1)))
@example("on 0000-00-00 at 99", TODAY)
def test_any_text_has_a_wish_and_never_for_a_past_day_unless_it_says_the_year(text: str, today: date) -> None:
    day = find_wish(text, today).day
    assert day is None or day >= today or str(day.year) in text


@given(st.dates(TODAY, TODAY + timedelta(days=364)), st.builds(time, st.integers(0, 23), st.integers(0, 59)))
def test_a_day_and_time_written_out_are_found(day: date, at: time) -> None:
    for written in (f"{day:%B} {day.day}", f"{day:%b} {day.day}", f"{day.month}/{day.day}", day.isoformat()):
        wish = find_wish(f"can I come {written} at {at:%I:%M %p}?", TODAY)
        assert (wish.day, wish.at) == (day, at)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0),
        ("#2", 1),
        ("Option 3 please", 2),
        ("2.", 1),
        ("the second one", 1),
        ("First", 0),
        ("i'll take the 3rd slot", 2),
        ("the last one works", -1),
    ],
)
def test_an_offered_slot_is_picked_by_its_number(text: str, place: int) -> None:
    assert find_choice(text, OFFERED) == OFFERED[place]


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "0",
        "٢",
        "10",
        "2 pm",
        "the fourth one",
        "iphone 2",
        "march 1st at 2pm",
        "how much for my second phone?",
        "last time you charged me less",
    ],
)
def test_what_picks_none_of_the_offered_slots_picks_nothing(text: str) -> None:
    assert find_choice(text, OFFERED) is None


@given(st.text() | WORDS, st.lists(st.sampled_from(OFFERED)))
@example("the last one", [])
def test_a_choice_is_always_one_of_the_offered(text: str, offered: list[Slot]) -> None:
    choice = find_choice(text, offered)
    assert choice is None or choice in offered


@pytest.mark.parametrize(
    ("text", "at"), [("2", time(14)), ("10 please", time(10)), ("99", None), ("iphone 13", None), ("", None)]
)
def test_an_hour_alone_is_one_of_the_working_day(text: str, at: time | None) -> None:
    assert find_hour(text) == at
