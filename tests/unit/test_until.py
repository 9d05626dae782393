from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.until import read_until
from tests.unit.builders import SHOP

# A Friday, 2:20 PM at the shop.
NOW = datetime(2026, 11, 27, 19, 20, 37, tzinfo=UTC)
EVENING = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


def by_api(words: str, now: datetime) -> datetime | None:
    try:
        return read_until(words, now, SHOP)
    except InvalidInputError:
        return None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-12-01T16:00", "2026-12-01T16:00"),
        ("2026-12-01 16:00:30", "2026-12-01T16:00"),
        ("2026-12-01T21:00Z", "2026-12-01T16:00"),
        ("2026-12-01T22:00+01:00", "2026-12-01T16:00"),
    ],
)
def test_an_end_is_read_in_iso_form(text: str, end: str) -> None:
    assert f"{read_until(text, NOW, SHOP).astimezone(SHOP.time_zone):%Y-%m-%dT%H:%M}" == end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-01T10:00", "until 10:00 AM, Sun, Nov 1, has passed"),
        ("9999-12-31T23:59", "until can be at most a year ahead"),
        ("2027-03-14T02:30", "until: 2:30 AM does not exist on 2027-03-14: the clock skips it"),
        ("2027-11-07T01:30", "until: 1:30 AM happens twice on 2027-11-07: the clock is set back"),
        ("2026-13-01T10:00", "until must be one time"),
        ("2026-12-01T10:00Zebra", "until must be one time"),
        ("\u0664pm", "until must be one time"),
        ("", "until must be one time"),
        ("4pm or so at my mom's", "until must be one time"),
        ("a" * 61, "until must be at most 60 characters"),
    ],
)
def test_an_end_that_cannot_be_is_refused_with_words(text: str, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        read_until(text, EVENING, SHOP)


MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(
    st.text(max_size=70) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(\+[0-9]{2}:[0-9]{2})?"),
    MOMENTS,
)
def test_any_text_is_an_end_to_come_or_refused(text: str, now: datetime) -> None:
    end = by_api(text, now)
    assert end is None or now < end <= now + timedelta(days=366)
