"""What calls of DynamoDB consume: request units, by its published rules.

Writes are as the emulator reports them: one unit per started kilobyte of the larger of the item before and after,
twice that in a transaction, and once more for each index whose copy changes. It leaves the size of reads out, and
reports nothing for a write whose condition fails, so these are computed here.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_READ_BYTES, _WRITE_BYTES = 4096, 1024
_WRITES = frozenset(["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"])

type StoredItem = Mapping[str, Mapping[str, Any]]


def item_size(item: StoredItem) -> int:
    """Return the bytes of an item as DynamoDB's API writes it: names and values.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def read_units(items: Iterable[StoredItem], *, consistent: bool) -> float:
    """Return what it costs to get one item, or a page of a query, which is rounded up as a whole."""
    units = max(1, math.ceil(sum(map(item_size, items)) / _READ_BYTES))
    return units if consistent else units / 2


def write_units(size: int) -> int:
    """Return what it costs to write an item of so many bytes, outside a transaction."""
    return max(1, math.ceil(size / _WRITE_BYTES))


@dataclass
class Meter:
    """The request units of every call since `clear`; register its methods for a session's or a client's events."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)

    def register(self, events: Any) -> None:
        """Have it count all calls whose events these are."""
        events.register("provide-client-params.dynamodb.*", self.ask)
        events.register("after-call.dynamodb.*", self.count)

    def clear(self) -> None:
        """Forget what was counted."""
        self.reads.clear()
        self.writes.clear()

    def ask(self, params: dict[str, Any], model: Any, context: dict[str, Any], **_: object) -> None:
        """Ask for the units of a write, and keep the request for `count`."""
        if model.name in _WRITES:
            params["ReturnConsumedCapacity"] = "TOTAL"
        context["metered_request"] = params

    def count(self, parsed: Mapping[str, Any], model: Any, context: Mapping[str, Any], **_: object) -> None:
        """Count an answer. Raises NotImplementedError for an operation that the functions do not use."""
        request = context["metered_request"]
        if model.name == "GetItem":
            self.reads.append(read_units([parsed.get("Item", {})], consistent=request.get("ConsistentRead", False)))
        elif model.name == "Query":
            self.reads.append(read_units(parsed.get("Items", []), consistent=request.get("ConsistentRead", False)))
        elif model.name in _WRITES:
            self.writes.append(_reported(parsed) or _refused(request))
        else:
            raise NotImplementedError(f"the units of {model.name}")


def _reported(answer: Mapping[str, Any]) -> float:
    found = answer.get("ConsumedCapacity", [])
    return sum(float(table["CapacityUnits"]) for table in ([found] if isinstance(found, dict) else found))


def _refused(request: Mapping[str, Any]) -> float:
    """Return the least that a write costs whose condition failed: it is charged for like one that succeeds."""
    return 2 * len(request["TransactItems"]) if "TransactItems" in request else 1


def _value_size(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "N":
        digits = str(content).lstrip("-").replace(".", "").strip("0")
        return 1 + math.ceil(len(digits) / 2) + str(content).startswith("-")
    if kind in ("BOOL", "NULL"):
        return 1
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _value_size(element) for name, element in content.items())
    if kind == "L":
        return 3 + sum(1 + _value_size(element) for element in content)
    if kind in ("SS", "NS", "BS"):
        return sum(_value_size({kind[0]: element}) for element in content)
    return len(content if isinstance(content, bytes) else content.encode())
