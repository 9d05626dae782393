"""What is to be texted and what has been, in the state table."""

from datetime import UTC, date, datetime, time, timedelta

from botocore.exceptions import BotoCoreError, ClientError

from linda.adapters.booking_store import outbox_key
from linda.adapters.tables import Item, Tables, from_item, to_item
from linda.errors import StoreUnavailableError
from linda.models import NoticeClaim, NoticeResult, NoticeStanding, OutboxEntry, OwnerEntry, Slot
from linda.shop_time import parse_date, parse_time

# Longer than any notice is due.
_RECEIPTS_KEPT = timedelta(days=30)
_OUTBOX_KEPT = timedelta(days=7)
# Twilio goes on refusing, and tells us again; but a customer who has opted in again hears from us some day.
_OPT_OUTS_KEPT = timedelta(days=180)


class NoticeStore(Tables):
    """See linda.ports.NoticeRepository."""

    def outbox_entries(self, day: date) -> list[OutboxEntry]:
        """See NoticeRepository. A day's item has an attribute for each lead: "2026-02-12 2:00 PM"."""
        stored = self.get(self.state_table, _outbox_key(day))
        return [
            OutboxEntry(lead_id, _slot(value), day)
            for lead_id, value in stored.items()
            if lead_id not in ("state_id", "expires_at")
        ]

    def clear_outbox(self, entry: OutboxEntry) -> None:
        """See NoticeRepository."""
        self._remove(_outbox_key(entry.day), entry.lead_id)

    def owner_entries(self, day: date) -> list[OwnerEntry]:
        """See NoticeRepository. A day's item has an attribute for each text."""
        stored = self.get(self.state_table, owner_outbox_key(day))
        return [OwnerEntry(key, text, day) for key, text in stored.items() if key not in ("state_id", "expires_at")]

    def clear_owner_entry(self, entry: OwnerEntry) -> None:
        """See NoticeRepository."""
        self._remove(owner_outbox_key(entry.day), entry.key)

    def _remove(self, key: Item, attribute: str) -> None:
        self.update(
            TableName=self.state_table,
            Key=to_item(key),
            UpdateExpression="REMOVE #attribute",
            ExpressionAttributeNames={"#attribute": attribute},
        )

    def tell_owner(self, key: str, text: str, now: datetime) -> None:
        """See NoticeRepository."""
        self.update(
            TableName=self.state_table,
            Key=to_item(owner_outbox_key(now.astimezone(UTC).date())),
            UpdateExpression="SET #key = :text, expires_at = :expires",
            ExpressionAttributeNames={"#key": key},
            ExpressionAttributeValues=to_item({":text": text, ":expires": int((now + _OUTBOX_KEPT).timestamp())}),
        )

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
                        ":expires": int((now + _RECEIPTS_KEPT).timestamp()),
                    }
                ),
                ReturnValues="ALL_OLD",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except self.client.exceptions.ConditionalCheckFailedException as error:
            # boto3's types know no "Item", which stands here by ReturnValuesOnConditionCheckFailure.
            return "done" if "result" in error.response["Item"] else "in_flight"  # type: ignore[typeddict-item]
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailableError("the tables cannot be reached; please try again") from error
        first = from_item(answer.get("Attributes", {})).get("claimed_at")
        return NoticeClaim(until, datetime.fromtimestamp(first / 1000, UTC) if first else None)

    def finish_notice(self, key: str, result: NoticeResult) -> None:
        """See NoticeRepository."""
        self.call(
            self.client.update_item,
            TableName=self.state_table,
            Key=to_item({"state_id": key}),
            UpdateExpression="SET #result = :result",
            ExpressionAttributeNames={"#result": "result"},
            ExpressionAttributeValues=to_item({":result": result}),
        )

    def opt_out(self, phone: str, now: datetime) -> None:
        """See NoticeRepository."""
        self.call(self.client.put_item, TableName=self.state_table, Item=to_item(opt_out_item(phone, now)))

    def has_opted_out(self, phone: str) -> bool:
        """See NoticeRepository."""
        return "opted_out_at" in self.get(self.state_table, _opt_out_key(phone))


def opt_out_item(phone: str, now: datetime | None) -> Item:
    """Return the item of a number that wants no texts since `now`; None for one that wants them again.

    It is emptied, not deleted: the functions have no right to delete.
    """
    if now is None:
        return _opt_out_key(phone)
    expires = int((now + _OPT_OUTS_KEPT).timestamp())
    return {**_opt_out_key(phone), "opted_out_at": now.isoformat(timespec="seconds"), "expires_at": expires}


def owner_outbox_key(day: date) -> Item:
    """Return the key of the item that lists the texts for the owner put down on that day (UTC)."""
    return {"state_id": f"OWNER_OUTBOX#{day}"}


def _outbox_key(day: date) -> Item:
    return {"state_id": outbox_key(datetime.combine(day, time(), UTC))}


def _opt_out_key(phone: str) -> Item:
    return {"state_id": f"OPTOUT#{phone}"}


def _slot(text: str) -> Slot:
    """Return the slot of "2026-02-12 2:00 PM"."""
    day, _, at = text.partition(" ")
    return Slot(parse_date(day), parse_time(at))


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
