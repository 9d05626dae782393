from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.lengths import in_figures, read_length


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("forty five minutes", "45 minutes"),
        ("twenty-five to four", "25 to 4"),
        ("treinta y cinco minutos", "35 minutos"),
        ("las tres y media", "las 3 y media"),
        ("las once y diez", "las 11 y 10"),
        ("someone", "someone"),
    ],
)
def test_numbers_are_read_as_figures(words: str, figures: str) -> None:
    assert in_figures(words) == figures


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("1h30", 90),
        ("1 hr and 15", 75),
        ("2 hours 15 min", 135),
        ("an hour and a half", 90),
        ("dos horas y media", 150),
        ("a couple of days", 2 * 24 * 60),
        ("3/4 of an hour", 45),
    ],
)
def test_a_length_is_read_in_its_units(words: str, minutes: int) -> None:
    assert read_length(words) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "words",
    ["", "45", "hour", "0 min", "1h 2h", "30 min 2h", "1h75", "2 days 30", "a while", "2h ago"],
)
def test_what_is_not_one_length_is_none(words: str) -> None:
    assert read_length(words) is None


@given(st.text(alphabet="0123456789.,/½hmd antywoelfrk", max_size=30))
def test_any_words_are_a_length_of_a_minute_or_more_or_none(words: str) -> None:
    length = read_length(words)
    assert length is None or length >= timedelta(minutes=1)
