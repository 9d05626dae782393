"""Texts to be sent and texts that have been sent, in the state table."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from botocore.exceptions import BotoCoreError, ClientError

from linda import items
from linda.adapters.booking_store import outbox_key
from linda.adapters.pending import finish, finished, mark, pending
from linda.adapters.tables import Item, Tables, from_item, has_failed, put_once, to_item
from linda.errors import StoreUnavailableError
from linda.models import NoticeClaim, NoticeResult, NoticeStanding, OutboxEntry, OwnerEntry, Slot
from linda.shop_time import parse_date, parse_time


class NoticeStore(Tables):
    """See linda.ports.NoticeRepository."""

    def outbox_entries(self) -> list[OutboxEntry]:
        """See NoticeRepository."""
        found = pending(self, "confirmation")
        return [OutboxEntry(item["lead_id"], _slot(item["slot"]), item.get("action", "booked")) for item in found]

    def clear_outbox(self, entry: OutboxEntry) -> None:
        """See NoticeRepository."""
        finish(self, outbox_key(entry.lead_id))

    def tell_owner(self, entry: OwnerEntry, now: datetime) -> None:
        """See NoticeRepository."""
        self.update(TableName=self.state_table, **put_down_for_owner(entry, now))

    def owner_entries(self) -> list[OwnerEntry]:
        """See NoticeRepository."""
        return [_to_entry(item) for item in pending(self, "for_owner")]

    def batch_owner_entries(self, entries: Sequence[OwnerEntry]) -> bool:
        """See NoticeRepository. One transaction: another sweep never sees a part of it for the whole.

        The index may still have words that an entry has lost.
        """
        batch = [entry.key for entry in entries]
        settle = {
            "TableName": self.state_table,
            "UpdateExpression": "SET #batch = :batch",
            "ConditionExpression": "attribute_not_exists(#batch) AND pending = :waits AND attribute_exists(#text)",
            "ExpressionAttributeNames": {"#batch": "batch", "#text": "text"},  # reserved words
            "ExpressionAttributeValues": to_item({":batch": batch, ":waits": "for_owner"}),
        }
        return self.transact([{"Update": {**settle, "Key": to_item(_owner_key(key))}} for key in batch]) is None

    def owner_batch(self, entry: OwnerEntry) -> list[OwnerEntry]:
        """See NoticeRepository."""
        found = [self.get(self.state_table, _owner_key(key)) for key in entry.batch]
        return [_to_entry(item) for item in found if "text" in item]

    def clear_owner_entries(self, entries: Sequence[OwnerEntry]) -> None:
        """See NoticeRepository. One that has been forgotten in the meantime does not affect the others."""
        keys = [_owner_key(entry.key) for entry in entries]
        while keys and (failed := self.transact([{"Update": finished(self, key)} for key in keys])):
            keys = [key for key, reason in zip(keys, failed, strict=True) if not has_failed(reason)]

    def claim_notice(self, key: str, now: datetime, until: datetime) -> NoticeClaim | NoticeStanding:
        """See NoticeRepository. One conditional write decides."""
        try:
            answer = self.client.update_item(
                TableName=self.state_table,
                Key=to_item({"state_id": key}),
                UpdateExpression=(
                    "SET lease_until = :until, claimed_at = if_not_exists(claimed_at, :now), expires_at = :expires"
                ),
                ConditionExpression=(
                    "attribute_not_exists(state_id) OR (attribute_not_exists(#result) AND lease_until <= :now)"
                ),
                ExpressionAttributeNames={"#result": "result"},
                ExpressionAttributeValues=to_item(
                    {
                        ":now": _milliseconds(now),
                        ":until": _milliseconds(until),
                        ":expires": int((now + items.RECEIPTS_KEPT).timestamp()),
                    }
                ),
                ReturnValues="ALL_OLD",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except self.client.exceptions.ConditionalCheckFailedException as error:
            # boto3's types lack "Item", which ReturnValuesOnConditionCheckFailure adds.
            held = from_item(error.response["Item"])  # type: ignore[typeddict-item]
            standing: NoticeStanding = held.get("result", "in_flight")
            return standing
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailableError("the tables cannot be reached; please try again") from error
        first = from_item(answer.get("Attributes", {})).get("claimed_at")
        return NoticeClaim(until, datetime.fromtimestamp(first / 1000, UTC) if first else None)

    def finish_notice(self, key: str, result: NoticeResult) -> None:
        """See NoticeRepository."""
        with suppress(self.client.exceptions.ConditionalCheckFailedException):
            self.update(
                TableName=self.state_table,
                Key=to_item({"state_id": key}),
                UpdateExpression="SET #result = :result",
                ConditionExpression="attribute_exists(state_id)",  # It may have been forgotten in the meantime.
                ExpressionAttributeNames={"#result": "result"},
                ExpressionAttributeValues=to_item({":result": result}),
            )

    def opt_out(self, phone: str, now: datetime) -> None:
        """See NoticeRepository."""
        self.call(self.client.put_item, TableName=self.state_table, Item=to_item(opt_out_item(phone, now)))

    def has_opted_out(self, phone: str) -> bool:
        """See NoticeRepository."""
        return "opted_out_at" in self.get(self.state_table, _opt_out_key(phone))


def opt_out_item(phone: str, now: datetime, *, opted_in: bool = False) -> Item:
    """Return the item of a number that wants no texts from `now` on; it stays until the number wants them again.

    Then it is emptied and expires: the functions have no permission to delete.
    """
    if opted_in:
        return {**_opt_out_key(phone), "expires_at": int(now.timestamp())}
    return {**_opt_out_key(phone), "opted_out_at": int(now.timestamp())}


def put_down_for_owner(entry: OwnerEntry, now: datetime) -> Item:
    """Return the update that records the text; one that is pending or already sent stays as it is.

    What has lost its words gets these.
    """
    about = {"customer": entry.customer, "customers": entry.customers}
    once = {"text": entry.text, **about, **mark("for_owner", now)}
    return put_once(_owner_key(entry.key), once, items.FOR_OWNER.expires_at(now))


def _to_entry(item: Item) -> OwnerEntry:
    batch = item.get("batch", ())
    return OwnerEntry(
        items.FOR_OWNER.named(item["state_id"]),
        item.get("text", ""),
        item.get("customer", ""),  # A shop-wide text has none once its first customer is forgotten.
        (batch,) if isinstance(batch, str) else tuple(batch),  # Earlier it was the first one's key.
        tuple(item.get("customers", ())),
    )


def _owner_key(key: str) -> Item:
    return {"state_id": items.FOR_OWNER.key(key)}


def _opt_out_key(phone: str) -> Item:
    return {"state_id": items.OPTOUT.key(phone)}


def _slot(text: str) -> Slot:
    """Return the slot of "2026-02-12 2:00 PM"."""
    day, _, at = text.partition(" ")
    return Slot(parse_date(day), parse_time(at))


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
