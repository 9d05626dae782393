"""The file in which the functions write down what they did."""

import json
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local import trace
from local.trace import Place, append, follow, newest, shown


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / trace.NAME


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "LARGEST", 1_000)
    monkeypatch.setattr(trace, "KEPT", 300)


def line(name: str, **fields: Any) -> str:
    return json.dumps({"id": name, **fields})


def ids(turns: Sequence[dict[str, Any]]) -> list[str]:
    return [turn["id"] for turn in turns]


def test_the_newest_turns_come_oldest_first(file: Path) -> None:
    for number in range(5):
        append(file, line(str(number)))
    assert ids(newest(file, 3)) == ["2", "3", "4"]
    assert ids(newest(file, 100)) == ["0", "1", "2", "3", "4"]


def test_only_its_owner_can_read_it(file: Path) -> None:
    append(file, line("1"))
    assert file.stat().st_mode & 0o777 == 0o600


def test_where_nothing_was_written_there_is_nothing_to_read(file: Path) -> None:
    assert newest(file, 3) == []
    assert follow(file, None) == ([], Place(0, ""))
    assert follow(file, Place(0, "")) == ([], Place(0, ""))


def test_who_follows_gets_each_turn_once(file: Path) -> None:
    append(file, line("0"))
    turns, place = follow(file, None)
    assert turns == []
    append(file, line("1"))
    append(file, line("2"))
    turns, place = follow(file, place)
    assert ids(turns) == ["1", "2"]
    assert follow(file, place) == ([], place)


def test_half_a_line_waits_for_its_other_half_and_a_damaged_one_is_passed_over(file: Path) -> None:
    _, place = follow(file, None)
    whole = line("1").encode()
    file.write_bytes(b'{"id": 7}\n[]\nnot JSON\n' + whole[:5])
    turns, place = follow(file, place)
    assert turns == []
    file.write_bytes(file.read_bytes() + whole[5:] + b"\n")
    assert ids(follow(file, place)[0]) == ["1"]


@pytest.mark.usefixtures("small")
def test_a_file_that_has_grown_too_large_keeps_its_newest_lines_and_nobody_misses_one(file: Path) -> None:
    _, place = follow(file, None)
    found: list[str] = []
    for number in range(200):
        append(file, line(f"turn {number}"))
        if number % 3 == 0:
            turns, place = follow(file, place)
            found += ids(turns)
    found += ids(follow(file, place)[0])
    assert found == [f"turn {number}" for number in range(200)]
    assert file.stat().st_size < 1_100
    assert newest(file, 1)[0]["id"] == "turn 199"


def test_who_follows_a_file_that_was_removed_gets_the_new_ones(file: Path) -> None:
    append(file, line("0"))
    _, place = follow(file, None)
    file.unlink()
    turns, place = follow(file, place)
    assert turns == []
    append(file, line("1"))
    assert ids(follow(file, place)[0]) == ["1"]


def test_who_reads_while_the_file_is_cut_gets_no_turn_twice(file: Path) -> None:
    append(file, line("0"))
    append(file, line("1"))
    whole, (_, place) = file.read_bytes(), follow(file, None)
    file.write_bytes(b"")
    turns, place = follow(file, place)
    assert turns == []
    file.write_bytes(whole)
    append(file, line("2"))
    assert ids(follow(file, place)[0]) == ["2"]


def _write(file: Path, name: str) -> None:
    for number in range(100):
        append(file, line(f"{name} {number}", filling="x" * 500))


def test_many_processes_write_whole_lines(file: Path) -> None:
    writers = [multiprocessing.get_context("spawn").Process(target=_write, args=(file, name)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(ids(newest(file, 1_000))) == sorted(f"{name} {number}" for name in "abcd" for number in range(100))


# --- what is shown of a value


class Said(NamedTuple):
    kind: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Record:
    name: str
    day: date | None = None
    tags: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class Office:
    secrets: list[str]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, None),
        (True, True),
        ("words", "words"),
        (1.5, 1.5),
        (Decimal("2.5"), 2.5),
        (float("nan"), "nan"),
        (date(2026, 2, 12), "2026-02-12"),
        (time(14), "14:00:00"),
        (datetime(2026, 2, 12, 14, tzinfo=UTC), "2026-02-12T14:00:00+00:00"),
        (timedelta(minutes=2), 120.0),
        ({"a": (1, 2)}, {"a": [1, 2]}),
        (frozenset("ba"), ["a", "b"]),
        (Said("price", {"day": date(2026, 2, 12)}), {"kind": "price", "values": {"day": "2026-02-12"}}),
        (Record("x"), {"name": "x"}),
        (
            Record("x", date(2026, 2, 12), ("a",), {"b": 1}),
            {"name": "x", "day": "2026-02-12", "tags": ["a"], "counts": {"b": 1}},
        ),
        (b"bytes", "bytes"),
        (object(), "object"),
        (Record, "type"),
        (Office(["key"]), "Office"),
        ([Office(["key"])], ["Office"]),
    ],
)
def test_a_value_is_shown_as_json_can_hold_it(value: object, found: object) -> None:
    assert shown(value) == found


def test_what_holds_itself_is_shown_down_to_a_depth() -> None:
    loop: list[object] = []
    loop.append(loop)
    assert json.dumps(shown(loop)).count("[") < 20


@given(st.recursive(st.none() | st.floats() | st.text() | st.dates() | st.binary(), st.lists))
def test_whatever_is_shown_is_json(value: object) -> None:
    json.dumps(shown(value), allow_nan=False)


def test_the_file_has_no_lock_left_behind(file: Path) -> None:
    append(file, line("1"))
    assert list(file.parent.iterdir()) == [file]
