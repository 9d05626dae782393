"""The stack's moved clock, as a file."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local import moved_clock
from local.console import LocalError

HOUR = timedelta(hours=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / moved_clock.NAME


def test_without_a_file_the_time_is_the_real_one(file: Path) -> None:
    assert moved_clock.ahead(file) == timedelta()
    assert abs(moved_clock.now(file) - datetime.now(UTC)) < timedelta(seconds=5)


def test_moves_add_up(file: Path) -> None:
    moved_clock.move(file, HOUR)
    assert moved_clock.move(file, timedelta(minutes=30)) == timedelta(minutes=90)
    assert moved_clock.ahead(file) == timedelta(minutes=90)
    assert abs(moved_clock.now(file) - timedelta(minutes=90) - datetime.now(UTC)) < timedelta(seconds=5)
    assert json.loads(file.read_text()) == {"ahead_seconds": 5400}


def test_the_clock_does_not_go_back(file: Path) -> None:
    moved_clock.move(file, HOUR)
    with pytest.raises(LocalError, match="only moves forward"):
        moved_clock.move(file, -timedelta(seconds=1))
    assert moved_clock.ahead(file) == HOUR


def test_the_clock_does_not_leave_the_calendar(file: Path) -> None:
    moved_clock.move(file, HOUR)
    with pytest.raises(LocalError, match="at most 3660 days"):
        moved_clock.move(file, moved_clock.FURTHEST)
    assert moved_clock.ahead(file) == HOUR


def test_a_reset_is_the_real_time_also_where_nothing_was_moved(file: Path) -> None:
    moved_clock.reset(file)
    moved_clock.move(file, HOUR)
    moved_clock.reset(file)
    assert moved_clock.ahead(file) == timedelta()
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "7",
        "null",
        '{"ahead_seconds": "soon"}',
        '{"ahead_seconds": null}',
        '{"ahead_seconds": -60}',
        '{"ahead_seconds": 1e300}',
        '{"ahead_seconds": NaN}',
        '{"ahead": 60}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_the_real_time_and_can_be_moved_again(content: str, file: Path) -> None:
    file.write_text(content)
    assert moved_clock.ahead(file) == timedelta()
    assert moved_clock.move(file, HOUR) == HOUR
    assert moved_clock.ahead(file) == HOUR


@given(st.binary(max_size=200))
def test_no_content_of_the_file_stops_the_clock(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("clock") / moved_clock.NAME
    file.write_bytes(content)
    assert timedelta() <= moved_clock.ahead(file) <= moved_clock.FURTHEST
