"""The rules by which DynamoDB counts, with the examples of its documentation.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from typing import Any

import pytest

from local.capacity import Meter, item_size, read_units, write_units

KB = 1024


def of_size(size: int) -> dict[str, dict[str, str]]:
    return {"a": {"S": "x" * (size - 1)}}


@pytest.mark.parametrize(("kilobytes", "units"), [(0.5, 1), (3.5, 1), (4, 1), (8, 2), (10, 3)])
def test_an_item_is_read_in_units_of_four_kilobytes(kilobytes: float, units: int) -> None:
    item = of_size(int(kilobytes * KB))
    assert read_units([item], consistent=True) == units
    assert read_units([item], consistent=False) == units / 2


def test_a_page_of_a_query_is_rounded_up_as_a_whole() -> None:
    ten_items = [of_size(round(4.08 * KB))] * 10  # 40.8 kB, which count as 44
    assert read_units(ten_items, consistent=True) == 11
    assert read_units(ten_items, consistent=False) == 5.5


def test_what_is_not_there_costs_as_much_as_a_small_item() -> None:
    assert read_units([], consistent=True) == 1
    assert read_units([{}], consistent=False) == 0.5


@pytest.mark.parametrize(("size", "units"), [(0, 1), (500, 1), (KB, 1), (int(1.5 * KB), 2), (3 * KB, 3)])
def test_an_item_is_written_in_units_of_one_kilobyte(size: int, units: int) -> None:
    assert write_units(size) == units


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "né"}, 3),
        ({"N": "2026"}, 3),
        ({"N": "-1.5"}, 3),
        ({"N": "1000"}, 2),  # zeros at its ends are not stored
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"BOOL": True}]}, 3 + 1 + 2 + 1 + 1),
        ({"M": {"k": {"S": "ab"}}}, 3 + 1 + 1 + 2),
        ({"SS": ["ab", "c"]}, 3),
        ({"NS": ["12", "7"]}, 4),
        ({"BS": [b"ab", b"c"]}, 3),
    ],
)
def test_the_size_of_an_item_is_that_of_its_names_and_values(value: dict[str, Any], size: int) -> None:
    assert item_size({"name": value}) == len("name") + size


def test_an_operation_that_nobody_has_thought_of_is_not_counted_as_free() -> None:
    class Scan:
        name = "Scan"

    meter, context = Meter(), dict[str, Any]()
    meter.ask({}, Scan, context)
    with pytest.raises(NotImplementedError, match="Scan"):
        meter.count({}, Scan, context)
