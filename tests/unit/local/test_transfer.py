"""Lines of an exported file: whatever DynamoDB can hold comes back, and what it cannot is refused before a write."""

import json
from typing import Any

import pytest
from hypothesis import given

from local import transfer
from local.transfer import Line
from tests.foreign_leads import LEAD, Stored

KEY = {"lead_id": {"S": "LEAD-1"}, "timestamp": {"N": "1"}}


@given(LEAD)
def test_every_item_comes_back_from_its_line_as_it_was(item: Stored) -> None:
    lines = "".join(f"{transfer.to_json(Line('leads', item))}\n" for _ in range(2))
    assert transfer.read(lines) == [Line("leads", item)] * 2


def test_what_the_aws_cli_prints_of_a_scan_is_read_too() -> None:
    state = {"state_id": {"S": "CURRENT"}, "content": {"B": "AP8="}}
    text = json.dumps({"Items": [KEY, state], "Count": 2, "ScannedCount": 2}, indent=4)
    assert transfer.read(text) == [
        Line("leads", KEY),
        Line("state", {"state_id": {"S": "CURRENT"}, "content": {"B": b"\x00\xff"}}),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("no JSON", "line 2: Expecting value"),
        ("[]", "line 2: it must be"),
        ({"table": "users", "item": KEY}, "line 2: it must be"),
        ({"table": "leads", "item": []}, "line 2: it must be"),
        ({"table": "leads", "item": KEY, "ttl": 1}, "line 2: it must be"),
        ({"table": "leads", "item": {"lead_id": {"S": "LEAD-1"}}}, "timestamp must be a number"),
        ({"table": "leads", "item": {**KEY, "timestamp": {"S": "2026-01-01"}}}, "timestamp must be a number"),
        ({"table": "state", "item": {"state_id": {"N": "1"}}}, "state_id must be a text"),
        ({"table": "leads", "item": {**KEY, "a": "plain"}}, "is not a value"),
        ({"table": "leads", "item": {**KEY, "a": {"N": 1}}}, "is not a number"),
        ({"table": "leads", "item": {**KEY, "a": {"N": "NaN"}}}, "is not a number"),
        ({"table": "leads", "item": {**KEY, "a": {"NS": ["1", "x"]}}}, "is not a number"),
        ({"table": "leads", "item": {**KEY, "a": {"SS": []}}}, "is not a value"),
        ({"table": "leads", "item": {**KEY, "a": {"B": "no base64"}}}, "line 2"),
        ({"table": "leads", "item": {**KEY, "a": {"B": 1}}}, "must be a text in base64"),
        ({"table": "leads", "item": {**KEY, "a": {"S": "1", "N": "1"}}}, "is not a value"),
        ({"table": "leads", "item": {**KEY, "a": {"L": [{"M": {"b": None}}]}}}, "null is not a value"),
    ],
)
def test_a_line_that_is_no_item_is_refused_by_its_number(line: object, why: str) -> None:
    text = line if isinstance(line, str) else json.dumps(line)
    with pytest.raises(ValueError, match=r"^line 2: ") as refused:
        transfer.read(f"{transfer.to_json(Line('leads', KEY))}\n{text}")
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"N": "1"}, {"N": "1.0"}, True),
        ({"N": "1E+2"}, {"N": "100"}, True),
        ({"N": "0.1234567890123456789012345678901234567"}, {"N": "0.1234567890123456789012345678901234568"}, False),
        ({"SS": ["a", "b"]}, {"SS": ["b", "a"]}, True),
        ({"L": [{"S": "a"}, {"S": "b"}]}, {"L": [{"S": "b"}, {"S": "a"}]}, False),
        ({"S": "1"}, {"N": "1"}, False),
        ({"NS": ["1"]}, {"SS": ["1"]}, False),
        ({"BS": [b"1"]}, {"BS": [b"1"]}, True),
    ],
)
def test_items_are_the_same_if_dynamodb_takes_them_for_it(one: Any, other: Any, same: bool) -> None:
    assert (transfer._comparable(one) == transfer._comparable(other)) is same
