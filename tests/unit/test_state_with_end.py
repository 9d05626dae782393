"""The owner's state as requests change it, for good and until a time."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.errors import InvalidInputError
from linda.models import StateChange
from linda.owner_state import owners_view, reset, state_at, updated, version_of
from linda.shop import load_shop
from linda.slots import open_slots

SHOP = load_shop()
ZONE = SHOP.time_zone
NOW = datetime(2026, 2, 10, 15, tzinfo=UTC)  # 10 AM at the shop
TODAY = date(2026, 2, 10)
type Stored = dict[str, object]


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


def written(stored: Mapping[str, object], change: StateChange) -> Stored:
    after = {**stored, **change.fields, "version": version_of(stored) + 1, "updated_at": change.at}
    return {name: value for name, value in after.items() if value is not None}


def put(stored: Mapping[str, object], at: float = 0, /, **fields: object) -> Stored:
    return written(stored, updated(stored, fields, hours(at), SHOP, "api"))


def seen(stored: Mapping[str, object], at: float = 0) -> Stored:
    return owners_view(stored, hours(at), ZONE)


def first_slot(stored: Mapping[str, object], at: float) -> str:
    slots = open_slots(TODAY, SHOP, state_at(stored, hours(at)))
    return f"{slots[0].at:%H:%M}" if slots else ""


@pytest.mark.parametrize("status", ["gym", "driving", "sleeping", "custom"])
def test_a_status_that_ends_keeps_what_can_be_booked_until_then_and_no_longer(status: str) -> None:
    stored = put({}, status=status, until="2h")
    assert (seen(stored)["status"], seen(stored)["until"]) == (status, "2026-02-10T12:00")
    assert seen(stored)["busy_until"] == "2026-02-10T12:00"
    assert first_slot(stored, 0) == "12:00"
    assert (seen(stored, 2)["status"], seen(stored, 2)["until"], seen(stored, 2)["busy_until"]) == ("working", "", "")
    assert "temporary" not in seen(stored)


@pytest.mark.parametrize("name", ["special_info", "notes", "max_discount"])
def test_other_fields_that_end_do_not_make_the_owner_busy(name: str) -> None:
    value = 20 if name == "max_discount" else "x"
    stored = put({}, until="4pm", **{name: value})
    assert (seen(stored)[name], seen(stored)["busy_until"], seen(stored)["until"]) == (value, "", "2026-02-10T16:00")
    assert first_slot(stored, 0) == "09:00"
    assert seen(stored, 6)[name] == seen({})[name]


def test_until_alone_gives_the_present_state_an_end() -> None:
    stored = put(put({}, status="gym", notes="legs"), until="noon")
    assert (seen(stored)["status"], seen(stored)["until"], first_slot(stored, 0)) == (
        "gym",
        "2026-02-10T12:00",
        "12:00",
    )
    assert (seen(stored, 2)["status"], seen(stored, 2)["notes"]) == ("working", "")


def test_until_alone_moves_the_end_there_is() -> None:
    stored = put(put({}, status="gym", notes="legs", until="noon"), until="2pm")
    assert [seen(stored, at)["status"] for at in (2, 3.9, 4)] == ["gym", "gym", "working"]
    assert [seen(stored, at)["notes"] for at in (2, 3.9, 4)] == ["legs", "legs", ""]
    assert [first_slot(stored, at) for at in (0, 4)] == ["14:00", "09:00"]


def test_what_ends_at_another_time_leaves_the_status_its_own_end() -> None:
    stored = put(put({}, status="gym", until="noon"), special_info="20% off", until="4pm")
    assert (seen(stored)["until"], seen(stored, 3)["until"]) == ("2026-02-10T12:00", "2026-02-10T16:00")
    assert [seen(stored, at)["status"] for at in (1, 3)] == ["gym", "working"]
    assert [seen(stored, at)["special_info"] for at in (1, 3, 6)] == ["20% off", "20% off", ""]


def test_until_alone_is_refused_if_nothing_is_to_end() -> None:
    with pytest.raises(InvalidInputError, match="until needs a status or other fields"):
        put({}, until="noon")


@pytest.mark.parametrize("nothing", [None, ""])
def test_without_its_end_a_state_stays_for_good(nothing: object) -> None:
    stored = put(put({}, status="sleeping", notes="ill", until="noon"), until=nothing)
    for at in (0, 9):
        assert (seen(stored, at)["status"], seen(stored, at)["notes"], seen(stored, at)["until"]) == (
            "sleeping", "ill", "",
        )  # fmt: skip
        assert first_slot(stored, at) == ""


def test_a_note_that_is_edited_with_the_end_of_the_status_ends_with_it() -> None:
    stored = put({"notes": "hi"}, status="gym", until="noon")
    edited = put(stored, notes="back at noon", until=seen(stored)["until"])
    assert (seen(edited)["notes"], seen(edited)["status"], seen(edited)["until"]) == (
        "back at noon",
        "gym",
        seen(stored)["until"],
    )
    assert (seen(edited, 3)["notes"], seen(edited, 3)["status"], seen(edited, 3)["until"]) == ("hi", "working", "")


def test_a_field_set_for_good_stays_when_the_state_that_had_set_it_ends() -> None:
    stored = put(put({"notes": "hi"}, status="gym", notes="legs", until="noon"), notes="legs")
    assert (seen(stored, 3)["status"], seen(stored, 3)["notes"]) == ("working", "legs")


@pytest.mark.parametrize(
    "first", [put({}, status="gym", notes="legs", until="5pm"), {"status": "gym", "busy_until": "2026-02-10T17:00"}]
)
def test_at_the_shop_until_a_time_he_is_not_busy_until_the_end_of_what_was_before(first: Stored) -> None:
    stored = put(first, status="working", until="4pm")
    assert [seen(stored)[name] for name in ("status", "notes", "busy_until")] == ["working", "", ""]
    assert first_slot(stored, 0.5) == first_slot({}, 0.5)
    assert [seen(stored, 6.5)[name] for name in ("status", "busy_until")] == ["gym", "2026-02-10T17:00"]


def test_a_note_on_the_status_before_is_not_told_along_with_a_new_one_that_ends() -> None:
    stored = put(put({}, status="gym", notes="legs", until="5pm"), status="driving", until="4pm")
    assert [seen(stored)[name] for name in ("status", "notes")] == ["driving", ""]
    assert [seen(stored, 6.5)[name] for name in ("status", "notes")] == ["gym", "legs"]


def test_a_new_status_ends_the_one_before_it() -> None:
    stored = put(put({}, status="gym", notes="legs", until="noon"), status="working")
    assert (seen(stored)["notes"], seen(stored)["until"], first_slot(stored, 0)) == ("", "", "09:00")


STATES = [
    {},
    {"status": "gym", "notes": "legs"},
    {"status": "sleeping"},
    {"status": "Unavailable", "max_discount": "10%", "theme": "dark", "temporary": "garbage"},
]


@pytest.mark.parametrize("first", STATES)
@pytest.mark.parametrize(
    "change", [{}, {"status": "driving", "notes": "x", "until": "2h"}, {"greeting": "y", "until": "1h"}]
)
def test_the_state_sent_back_as_it_was_read_changes_nothing(first: Stored, change: Stored) -> None:
    stored = put(first, **change) if change else first
    again = put(stored, **seen(stored))
    for at in (0, 0.9, 1.1, 2.1, 30):
        ignored = {"version": 0, "updated_at": 0}
        assert {**seen(again, at), **ignored} == {**seen(stored, at), **ignored}


def test_what_is_edited_in_the_state_as_read_ends_only_if_it_has_an_end() -> None:
    stored = put({}, status="gym", notes="legs", until="noon")
    edited = put(stored, **{**seen(stored), "notes": "arms", "max_discount": 20})
    assert (seen(edited)["notes"], seen(edited)["max_discount"], seen(edited)["until"]) == (
        "arms",
        20,
        "2026-02-10T12:00",
    )
    assert (seen(edited, 3)["notes"], seen(edited, 3)["max_discount"], seen(edited, 3)["status"]) == ("", 20, "working")


@pytest.mark.parametrize("version", ["seven", 0.5, -3, 0, True, None, b"x", 10**30])
def test_a_foreign_version_counts_as_none(version: object) -> None:
    assert version_of({"version": version}) == 0


@pytest.mark.parametrize("until", [7, ["2h"], True, "gym", "2020-01-01T10:00"])
def test_an_end_that_is_none_is_refused_by_its_name(until: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^until "):
        put({}, status="gym", until=until)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"max_discout": 5}, "'max_discout' is not a field of the state; did you mean 'max_discount'?"),
        ({"Status": "gym"}, "did you mean 'status'?"),
        ({"untill": "2h"}, "did you mean 'until'?"),
        ({"temporary": "[]"}, "'temporary' is not a field of the state"),
        ({"status": "jym"}, "status must be one of: working, gym, driving, break, sleeping, custom; did you mean 'gym"),
        ({"persona": "Hustler"}, "did you mean 'hustler'?"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_nearest_name(fields: Stored, words: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        put({}, **fields)
    assert words in str(refused.value)


def test_a_change_has_what_was_read_and_only_what_differs() -> None:
    stored: Stored = {"status": "gym", "notes": "legs", "version": 3}
    change = updated(stored, {"status": "gym", "notes": "arms", "greeting": "hi"}, NOW, SHOP, "api")
    assert (dict(change.fields), change.read) == ({"notes": "arms", "greeting": "hi"}, stored)
    assert (dict(reset(stored, NOW, "api").fields), change.read) == ({"status": None, "notes": None}, stored)


class Model:
    """The naive model: one list of what was set, from when and until when; the latest in force counts."""

    def __init__(self) -> None:
        self.sets: list[tuple[str, object, float]] = []

    def set(self, name: str, value: object, end: float) -> None:
        if end == float("inf"):
            self.sets = [entry for entry in self.sets if entry[0] != name]
        self.sets.append((name, value, end))

    def value(self, name: str, at: float) -> object:
        found = [value for entry, value, end in self.sets if entry == name and end > at]
        return found[-1] if found else ""


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["notes", "special_info", "greeting"]), st.integers(0, 3), st.none() | st.integers(1, 300)
    ),
    max_size=5,
)


@given(STEPS)
def test_whatever_is_set_for_good_or_until_a_time_reads_as_a_naive_model_says(
    steps: list[tuple[str, int, int | None]],
) -> None:
    stored: Stored = {}
    model = Model()
    for number, (name, later, minutes) in enumerate(steps):
        at = number + later / 4
        stored = put(stored, at, **{name: f"value {number}"}, **({"until": f"{minutes} min"} if minutes else {}))
        model.set(name, f"value {number}", at + minutes / 60 if minutes else float("inf"))
        for then in (at, at + 0.5, at + 2.26, at + 9):
            state = seen(stored, then)
            assert {n: state[n] for n in ("notes", "special_info", "greeting")} == {
                n: model.value(n, then) for n in ("notes", "special_info", "greeting")
            }
    json.dumps(seen(stored))
