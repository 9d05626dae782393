"""The owner's state in its table, and its history."""

import json
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime

from linda import items
from linda.adapters.notice_store import put_down_for_owner
from linda.adapters.tables import Item, Tables, to_item, without_key
from linda.errors import StaleReadError
from linda.models import OwnerEntry, PastChange, StateChange
from linda.owner_state import KNOWN_FIELDS, state_after, version_of

_CURRENT = {"state_id": "CURRENT"}
_CHANGES = {"state_id": items.CHANGES}
_READS = 10
# A condition has at most 300 operators and 4 kB, and a name in it 255 bytes.
_MOST_COMPARED = 100
_LONGEST_NAME = 255
# Beyond them, a number that another program has written may not be writable for us.
_LARGEST, _SMALLEST = 10**37, 1e-100


class StateStore(Tables):
    """See linda.ports.StateRepository."""

    def owner_state(self) -> dict[str, object]:
        """See StateRepository."""
        return without_key(self.get(self.state_table, _CURRENT))

    def change_owner_state(self, change: StateChange, news: OwnerEntry | None = None) -> dict[str, object]:
        """See StateRepository. The state, the number of its changes and the history's item are one transaction.

        What is stored then is not read again: a read that fails would make the caller believe that nothing was written.
        """
        last = self._last_change()
        writes = _writes(self.state_table, change, last)
        if news:
            now = datetime.fromtimestamp(change.at, UTC)
            writes.append({"Update": {"TableName": self.state_table, **put_down_for_owner(news, now)}})
        if self.transact(writes) is not None:
            raise StaleReadError("the state has changed since it was read")
        return state_after(change, _number(change, last))

    def state_history(self, count: int) -> Sequence[PastChange]:
        """See StateRepository. Each change has an item of its own, whose key is its number."""
        last = self._last_change() or version_of(self.owner_state())
        with ThreadPoolExecutor(_READS) as pool:
            numbers = range(last, max(last - count, 0), -1)
            found = list(pool.map(lambda number: copy_context().run(self._past_change, number), numbers))
        return [change for change in found if change]

    def _past_change(self, number: int) -> PastChange | None:
        item = self.get(self.state_table, {"state_id": items.HISTORY.key(number)})
        if not item:
            return None
        return PastChange(number, item["fields"], json.loads(item["before"]), item["by"], item["at"])

    def _last_change(self) -> int:
        """Return the number of the latest change; 0 if none has been counted.

        It is not read from the state's own item, which other programs replace as a whole, with any version or none.
        """
        return int(self.get(self.state_table, _CHANGES).get("hits", 0))

    def state_writes(self, change: StateChange) -> list[Item]:
        """Return the writes of a transaction that change the state and keep the change in the history."""
        return _writes(self.state_table, change, self._last_change())


def _number(change: StateChange, last: int) -> int:
    """Return the number that follows the last one counted, or the state's own count if none has been."""
    return (last or version_of(change.read)) + 1


def _writes(table: str, change: StateChange, last: int) -> list[Item]:
    number = _number(change, last)
    before = {name: change.read[name] for name in change.fields if change.read.get(name) is not None}
    entry = {
        "state_id": items.HISTORY.key(number),
        "at": change.at,
        "by": change.by,
        "fields": dict(change.fields),
        # Other programs' values, as a text: DynamoDB has numbers that cannot be written again.
        "before": json.dumps(before, ensure_ascii=False, default=repr),
        "expires_at": items.HISTORY.expires_at(datetime.fromtimestamp(change.at, UTC)),
    }
    count = {
        "TableName": table,
        "Key": to_item(_CHANGES),
        "UpdateExpression": "SET hits = :number",
        "ConditionExpression": "hits = :last" if last else "attribute_not_exists(hits)",
        "ExpressionAttributeValues": to_item({":number": number, **({":last": last} if last else {})}),
    }
    fields = {**change.fields, "version": number, "updated_at": change.at}
    return [
        {"Update": {"TableName": table, "Key": to_item(_CURRENT), **_update(fields, change.read)}},
        {"Update": count},
        {"Put": {"TableName": table, "Item": to_item(entry)}},
    ]


def _update(fields: Mapping[str, object], read: Mapping[str, object]) -> Item:
    """Return the parameters of an update that sets these fields, or forgets them, if the item is as it was read."""
    names, values = {f"#{n}": name for n, name in enumerate(fields)}, dict[str, object]()
    sets, removes = list[str](), list[str]()
    for n, value in enumerate(fields.values()):
        if value is None:
            removes.append(f"#{n}")
        else:
            sets.append(f"#{n} = :{n}")
            values[f":{n}"] = value
    conditions = []
    for n, name in enumerate(_compared(fields, read)):
        names[f"#r{n}"] = name
        condition, compared = _unchanged(name, read, n)
        conditions.append(condition)
        values |= compared
    return {
        "UpdateExpression": f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removes)}" if removes else ""),
        "ConditionExpression": " AND ".join(conditions),
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": to_item(values),
    }


def _compared(fields: Mapping[str, object], read: Mapping[str, object]) -> list[str]:
    """Return the fields that must be as they were read: all that we know, those that change, and as many others as fit.

    A foreign program may replace the item without touching its version, or with the version that it had read.
    """
    names = dict.fromkeys([*KNOWN_FIELDS, *fields, *sorted(read)])
    return [name for name in names if len(name.encode()) <= _LONGEST_NAME][:_MOST_COMPARED]


def _unchanged(name: str, read: Mapping[str, object], n: int) -> tuple[str, Mapping[str, object]]:
    """Return the nth condition, that the field is as it was read, and its values; of what is no plain value, that it
    is there.
    """
    if name not in read:
        return f"attribute_not_exists(#r{n})", {}
    value = read[name]
    if isinstance(value, str | bool) or (isinstance(value, int) and abs(value) < _LARGEST):
        return f"#r{n} = :r{n}", {f":r{n}": value}
    if isinstance(value, float) and _SMALLEST < abs(value) < _LARGEST:
        # DynamoDB's number may have more digits than ours: it is between our neighbours.
        neighbours = {f":r{n}{side}": math.nextafter(value, end) for side, end in (("a", -math.inf), ("b", math.inf))}
        return f"#r{n} BETWEEN :r{n}a AND :r{n}b", neighbours
    return f"attribute_exists(#r{n})", {}
