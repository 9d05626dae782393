from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.until import read_until

ZONE = ZoneInfo("America/New_York")
# A Friday, 2:20 PM at the shop.
NOW = datetime(2026, 11, 27, 19, 20, 37, tzinfo=UTC)
EVENING = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


def read(text: str, now: datetime = NOW) -> str:
    moment = read_until(text, now, ZONE)
    assert moment.tzinfo is UTC
    return f"{moment.astimezone(ZONE):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2h", "2026-11-27T16:20"),
        ("back in 2 hours", "2026-11-27T16:20"),
        ("90 min", "2026-11-27T15:50"),
        ("30m", "2026-11-27T14:50"),
        ("1h30", "2026-11-27T15:50"),
        ("1.5 hours", "2026-11-27T15:50"),
        ("2h 30min", "2026-11-27T16:50"),
        ("an hour and a half", "2026-11-27T15:50"),
        ("dos horas y media", "2026-11-27T16:50"),
        ("por 2 horas", "2026-11-27T16:20"),
        ("3 days", "2026-11-30T14:20"),
        ("4pm", "2026-11-27T16:00"),
        ("till 4", "2026-11-27T16:00"),
        ("hasta las 4", "2026-11-27T16:00"),
        ("about 5", "2026-11-27T17:00"),
        ("16:30", "2026-11-27T16:30"),
        ("tomorrow 9", "2026-11-28T09:00"),
        ("Tomorrow", "2026-11-28T00:00"),
        ("friday noon", "2026-12-04T12:00"),
        ("tomorrow after 4", "2026-11-28T16:00"),
        ("dec 24 at 3pm", "2026-12-24T15:00"),
        ("hasta el lunes", "2026-11-30T00:00"),
        ("tonight", "2026-11-27T17:00"),
        ("2026-12-01", "2026-12-01T00:00"),
        ("2026-12-01T16:00", "2026-12-01T16:00"),
        ("2026-12-01 16:00:30", "2026-12-01T16:00"),
        ("2026-12-01T21:00Z", "2026-12-01T16:00"),
        ("2026-12-01T22:00+01:00", "2026-12-01T16:00"),
    ],
)
def test_an_end_is_read_in_words_and_in_iso_form(text: str, end: str) -> None:
    assert read(text) == end


@pytest.mark.parametrize(
    ("text", "now", "end"),
    [
        ("9am", NOW, "2026-11-28T09:00"),
        ("midnight", NOW, "2026-11-28T00:00"),
        ("9", NOW, "2026-11-27T21:00"),
        ("9", EVENING + timedelta(hours=4), "2026-11-28T09:00"),
        ("4:30", EVENING - timedelta(hours=3), "2026-11-27T16:30"),
    ],
)
def test_a_time_that_has_passed_can_only_mean_the_evening_or_a_coming_morning(
    text: str, now: datetime, end: str
) -> None:
    assert read(text, now) == end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4pm", "until 4:00 PM, today, has passed"),
        ("today 4pm", "until 4:00 PM, today, has passed"),
        ("2026-11-01T10:00", "until 10:00 AM, Sun, Nov 1, has passed"),
        ("today", "has passed"),
        ("2 years", "until can be at most a year ahead"),
        ("9999 weeks", "until can be at most a year ahead"),
        ("9999-12-31T23:59", "until can be at most a year ahead"),
        ("2027-03-14T02:30", "until: 2:30 AM does not exist on 2027-03-14: the clock skips it"),
        ("2027-11-07T01:30", "until: 1:30 AM happens twice on 2027-11-07: the clock is set back"),
    ],
)
def test_an_end_that_cannot_be_is_refused_with_words(text: str, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        read(text, EVENING)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "x",
            "gym",
            "4 or 5",
            "after 4",
            "not 4pm",
            "yesterday",
            "45",
            "0 min",
            "-2h",
            "lunch",
            "feb 30",
            "25:00",
        ),
        *("4pm or so at my mom's", "2026-13-01T10:00", "2026-12-01T10:00Zebra", "\u0664pm", "a" * 61),
    ],
)
def test_what_is_not_one_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^until must be "):
        read(text)


@given(st.text(max_size=70) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(\+[0-9]{2}:[0-9]{2})?"))
def test_any_text_is_an_end_to_come_or_refused(text: str) -> None:
    try:
        moment = read_until(text, NOW, ZONE)
    except InvalidInputError:
        return
    assert NOW < moment <= NOW + timedelta(days=366)
