"""States of the owner that end by time."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.temporary import FIELD, as_of, begun, ended, until

NOW = datetime(2026, 2, 10, 15, tzinfo=UTC)


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


def statuses(stored: Mapping[str, object], *at: float) -> list[object]:
    return [as_of(stored, hours(count)).get("status") for count in at]


def test_a_state_that_ends_reads_as_what_it_was_before() -> None:
    stored = begun({"status": "working", "location": "shop"}, {"status": "gym", "notes": "legs"}, hours(2))
    assert statuses(stored, 0, 1.9, 2, 3) == ["gym", "gym", "working", "working"]
    assert as_of(stored, hours(2)) == {"status": "working", "location": "shop"}
    assert until(stored, NOW) == hours(2).timestamp()
    assert until(stored, hours(2)) is None


def test_of_two_states_each_ends_at_its_own_time() -> None:
    gym = begun({"status": "working"}, {"status": "gym"}, hours(2))
    assert statuses(begun(gym, {"status": "driving"}, hours(1)), 0.5, 1.5, 2.5) == ["driving", "gym", "working"]
    assert statuses(begun(gym, {"status": "driving"}, hours(3)), 0.5, 2.5, 3.5) == ["driving", "driving", "working"]


def test_what_was_before_survives_a_write_in_between() -> None:
    gym = begun({"status": "working"}, {"status": "gym"}, hours(2))
    written = as_of(begun(gym, {"status": "driving"}, hours(3)), hours(2.5))
    assert statuses(written, 2.6, 3.5) == ["driving", "working"]


def test_what_another_program_has_set_meanwhile_stays() -> None:
    stored = begun({"status": "working", "notes": ""}, {"status": "gym", "notes": "legs"}, hours(2)) | {
        "status": "break"
    }
    assert as_of(stored, hours(3)) == {"status": "break", "notes": ""}


def test_a_state_can_be_ended_before_its_time() -> None:
    gym = begun({"status": "working"}, {"status": "gym", "notes": "legs"}, hours(2))
    special = begun(gym, {"special_info": "20% off"}, hours(9))
    over = ended(special, ["status"])
    assert as_of(over, NOW) == over
    assert over["status"] == "working"
    assert over["special_info"] == "20% off"
    assert as_of(over, hours(9)) == {"status": "working"}


@pytest.mark.parametrize(
    "value", ["", "soon", "[1]", '[{"until": "x"}]', '{"until": 1}', "[" * 9_999, 7, None, b"\xff"]
)
def test_what_cannot_be_read_counts_as_no_end(value: object) -> None:
    stored = {"status": "gym", FIELD: value}
    assert until(stored, NOW) is None
    assert as_of(stored, hours(9))["status"] == "gym"


@given(st.lists(st.tuples(st.sampled_from(["status", "notes"]), st.integers(1, 9), st.integers(0, 9)), max_size=9))
def test_in_the_end_everything_is_as_it_was_at_first(spells: list[tuple[str, int, int]]) -> None:
    first: dict[str, object] = {"status": "working", "notes": "none"}
    stored: dict[str, object] = first
    for number, (name, length, later) in enumerate(spells):
        stored = begun(as_of(stored, hours(later / 10)), {name: f"value {number}"}, hours(length))
    assert as_of(stored, hours(10)) == first
    assert len(json.loads(str(stored.get(FIELD, "[]")))) <= 5
