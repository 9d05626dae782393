"""All of the lead table: there is no index over every lead or every conversation, so the whole table is read."""

import time as clock
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import Any

from linda import items
from linda.adapters.booking_store import stored_lead
from linda.adapters.tables import Item, Tables, from_item, to_item
from linda.errors import StoreUnavailableError
from linda.models import Conversation, Lead, Message
from linda.shop_time import epoch_seconds

# How many parts of a table are read at the same time, each a page of at most 1 MB at a time.
_SEGMENTS = 4
# The API waits for 30 seconds.
_SECONDS = 20.0


class ArchiveStore(Tables):
    """See linda.ports.Archive."""

    def every_lead(self) -> Iterator[Lead]:
        """See Archive."""
        return filter(None, map(stored_lead, self._lead_table("NOT begins_with(lead_id, :chat)")))

    def every_conversation(self) -> Iterator[Conversation]:
        """See Archive."""
        return map(to_conversation, map(from_item, self._lead_table("begins_with(lead_id, :chat)")))

    def _lead_table(self, condition: str) -> Iterator[Item]:
        values = to_item({":chat": items.CHATLOG})
        return self.scanned(self.leads_table, FilterExpression=condition, ExpressionAttributeValues=values)

    def scanned(self, table: str, **parameters: Any) -> Iterator[Item]:
        """Yield the table's items as DynamoDB returns them, in any order; a page per segment is in memory.

        Raises StoreUnavailableError, also if it takes too long.
        """
        deadline = clock.monotonic() + _SECONDS

        def read(segment: int, start: Mapping[str, Any]) -> tuple[int, Any]:
            segments = {"Segment": segment, "TotalSegments": _SEGMENTS}
            return segment, self.call(self.client.scan, TableName=table, **parameters, **segments, **start)

        with ThreadPoolExecutor(_SEGMENTS) as pool:
            waiting: set[Future[tuple[int, Any]]] = {
                pool.submit(copy_context().run, read, segment, {}) for segment in range(_SEGMENTS)
            }
            while waiting:
                if clock.monotonic() > deadline:
                    raise StoreUnavailableError("the table is too large to be read in time; please try again")
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for segment, page in (future.result() for future in done):
                    if start := page.get("LastEvaluatedKey"):
                        waiting.add(pool.submit(copy_context().run, read, segment, {"ExclusiveStartKey": start}))
                    yield from page["Items"]


def to_conversation(item: Item) -> Conversation:
    """Return the conversation in the item. Other programs write some, too: what cannot be read is left out or blank."""
    stored = item.get("messages")
    messages = tuple(map(_to_message, filter(_is_message, stored if isinstance(stored, list) else ())))
    told = epoch_seconds(item.get("last_updated"))
    return Conversation(
        session_id=str(item["lead_id"]).removeprefix(items.CHATLOG),
        phone=_text(item.get("source")),
        channel=_text(item.get("channel")),
        status=_text(item.get("status")),
        last_updated=told or max((message.timestamp for message in messages), default=0),
        message_count=len(messages),
        messages=messages,
    )


def _is_message(stored: object) -> bool:
    return isinstance(stored, Mapping) and isinstance(stored.get("content"), str)


def _to_message(stored: Mapping[str, Any]) -> Message:
    role = "user" if stored.get("role") == "user" else "assistant"
    return Message(role, stored["content"], epoch_seconds(stored.get("timestamp")))  # type: ignore[arg-type]


def _text(stored: object) -> str:
    return stored if isinstance(stored, str) else ""
