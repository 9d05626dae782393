"""What is still to be done, found without looking through the table.

An item of the state table that waits has `pending`, which says for what, and `due_at` (epoch seconds): the keys of the
sparse index of that name. An item that is done is no longer under that word, and one that never waited is in no index.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from linda.adapters.tables import Item, Tables, from_item, to_item

Pending = Literal["turn", "confirmation", "for_owner"]
# Where what was sent stays until it expires, so that nobody puts it down a second time.
DONE = "done"
_INDEX = "pending"


def mark(kind: Pending, due_at: datetime) -> Mapping[str, object]:
    """Return the attributes of an item that waits until it is due."""
    return {"pending": kind, "due_at": int(due_at.timestamp())}


def pending(tables: Tables, kind: Pending, now: datetime) -> Iterator[Item]:
    """Yield the items of this kind that are due at `now`, the oldest first. Raises StoreUnavailableError."""
    start: dict[str, object] = {}
    while True:
        answer = tables.call(
            tables.client.query,
            TableName=tables.state_table,
            IndexName=_INDEX,
            KeyConditionExpression="pending = :kind AND due_at <= :now",
            ExpressionAttributeValues=to_item({":kind": kind, ":now": int(now.timestamp())}),
            **start,
        )
        yield from map(from_item, answer["Items"])
        if "LastEvaluatedKey" not in answer:
            return
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
