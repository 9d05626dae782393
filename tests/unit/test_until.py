"""What the owner writes as an end, in the State API and in his texts: `tests/owner/until.yaml` says what is meant."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.until import read_until
from tests.unit.builders import SHOP

ENDS: Mapping[str, Mapping[str, str]] = yaml.safe_load(Path("tests/owner/until.yaml").read_text(encoding="utf-8"))
ROWS = [(when, words, end) for when, rows in ENDS.items() for words, end in rows.items()]
# A Friday, 2:20 PM at the shop.
NOW = datetime(2026, 11, 27, 19, 20, 37, tzinfo=UTC)
EVENING = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
REFUSED = "- "


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHOP.time_zone)


def by_api(words: str, now: datetime) -> datetime | None:
    try:
        return read_until(words, now, SHOP)
    except InvalidInputError:
        return None


@pytest.mark.parametrize(("when", "words", "end"), [row for row in ROWS if not row[2].startswith(REFUSED)])
def test_an_end_is_what_the_owner_means(when: str, words: str, end: str) -> None:
    moment = read_until(words, local(when), SHOP)
    assert moment.tzinfo is UTC
    assert f"{moment.astimezone(SHOP.time_zone):%Y-%m-%d %H:%M}" == end


@pytest.mark.parametrize(("when", "words", "end"), [row for row in ROWS if row[2].startswith(REFUSED)])
def test_what_is_not_one_end_to_come_is_refused_with_words(when: str, words: str, end: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^until:? {re.escape(end.removeprefix(REFUSED))}"):
        read_until(words, local(when), SHOP)


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
    st.text(max_size=70)
    | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(\+[0-9]{2}:[0-9]{2})?")
    | st.lists(st.sampled_from(sorted({word for _, words, _ in ROWS for word in words.split()})), max_size=5).map(
        " ".join
    ),
    MOMENTS,
)
def test_any_text_is_an_end_to_come_or_refused(text: str, now: datetime) -> None:
    end = by_api(text, now)
    assert end is None or now < end <= now + timedelta(days=366)
