"""Pending work, found without scanning the table.

A pending item in the state table has `pending`, which says what it is waiting for, and `due_at` (epoch seconds): the
keys of the sparse index of that name. A finished item has a different word there, or none, and is not found.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Literal

from linda.adapters.tables import Item, Tables, from_item, to_item

Pending = Literal["turn", "confirmation", "for_owner", "call", "push", "question"]
# What was sent keeps this word until it expires, so that nothing is recorded a second time.
DONE = "done"
_INDEX = "pending"


def mark(kind: Pending, due_at: datetime) -> Mapping[str, object]:
    """Return the attributes of an item that is pending until it is due."""
    return {"pending": kind, "due_at": int(due_at.timestamp())}


def finished(tables: Tables, key: Item) -> Item:
    """Return the update that marks the item as done; its condition is that the item still exists."""
    return {
        "TableName": tables.state_table,
        "Key": to_item(key),
        "UpdateExpression": "SET pending = :done",
        "ConditionExpression": "attribute_exists(state_id)",
        "ExpressionAttributeValues": to_item({":done": DONE}),
    }


def finish(tables: Tables, key: Item) -> None:
    """Mark the item as done; it may have been forgotten in the meantime. Raises StoreUnavailableError."""
    with suppress(tables.client.exceptions.ConditionalCheckFailedException):
        tables.update(**finished(tables, key))


def pending(tables: Tables, kind: Pending, now: datetime | None = None) -> Iterator[Item]:
    """Yield the items of this kind, all or those due at `now`, oldest first. Raises StoreUnavailableError."""
    condition = "pending = :kind"
    values: dict[str, object] = {":kind": kind}
    if now:
        condition += " AND due_at <= :now"
        values[":now"] = int(now.timestamp())
    start: dict[str, object] = {}
    while True:
        answer = tables.call(
            tables.client.query,
            TableName=tables.state_table,
            IndexName=_INDEX,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=to_item(values),
            **start,
        )
        yield from map(from_item, answer["Items"])
        if "LastEvaluatedKey" not in answer:
            return
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
