"""The two tables. Leads and conversations are in one, all that the program keeps for itself in the other."""

import secrets
import time as clock
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import uniform
from typing import TYPE_CHECKING, Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linda.errors import LeaseLostError, SlotTakenError, StoreUnavailableError
from linda.models import Chat, Claim, Draft, Inbound, InFlight, Lead, Message, Reply, Slot
from linda.shop_time import parse_date, parse_time

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Item = dict[str, Any]

# Longer than a turn, its storing and Twilio's patience together: only a crashed turn outlives it.
LEASE = timedelta(seconds=20)
_RECEIPTS_KEPT = timedelta(days=30)
_DAYS_KEPT = timedelta(days=400)
_CURRENT = {"state_id": "CURRENT"}
_TRIES = 8


def connect(region: str) -> "DynamoDBClient":
    """Return a client that gives up in seconds, not minutes."""
    config = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 3})
    return boto3.client("dynamodb", region_name=region, config=config)


class DynamoDBStore:
    """All the repositories, over the lead table and the state table."""

    def __init__(self, client: "DynamoDBClient", leads_table: str, state_table: str) -> None:
        self._client = client
        self._leads = leads_table
        self._state = state_table

    # --- the owner's state

    def owner_state(self) -> dict[str, object]:
        """See StateRepository."""
        return _without_key(self._get(self._state, _CURRENT))

    def merge_owner_state(self, fields: Mapping[str, object]) -> dict[str, object]:
        """See StateRepository."""
        answer = self._call(
            self._client.update_item,
            TableName=self._state,
            Key=_to_item(_CURRENT),
            UpdateExpression="SET " + ", ".join(f"#{n} = :{n}" for n in range(len(fields))),
            ExpressionAttributeNames={f"#{n}": name for n, name in enumerate(fields)},
            ExpressionAttributeValues=_to_item({f":{n}": value for n, value in enumerate(fields.values())}),
            ReturnValues="ALL_NEW",
        )
        return _without_key(_from_item(answer["Attributes"]))

    def reset_owner_state(self) -> None:
        """See StateRepository. The item is emptied, not deleted: the functions have no right to delete."""
        self._call(self._client.put_item, TableName=self._state, Item=_to_item(_CURRENT))

    # --- bookings

    def taken_times(self, day: date) -> dict[time, str]:
        """See BookingRepository. The day's item has one attribute for each taken time, "14:00": lead_id."""
        stored = self._get(self._state, _day_key(day))
        return {time.fromisoformat(name): str(value) for name, value in stored.items() if name[:2].isdigit()}

    def book(self, lead: Lead) -> None:
        """See BookingRepository. One transaction over the day's item and the lead; its conditions decide."""
        writes: list[Item] = []
        if lead.lead_type != "callback":
            writes.append({"Update": self._take_slot(lead)})
        writes.append(
            {
                "Put": {
                    "TableName": self._leads,
                    "Item": _to_item(asdict(lead)),
                    "ConditionExpression": "attribute_not_exists(lead_id)",
                }
            }
        )
        failed = self._transact(writes)
        if failed is None:
            return
        day = parse_date(lead.appointment_date)
        holder = _from_item(failed[0].get("Item", {})).get(_slot_attribute(lead))
        if lead.lead_type != "callback" and holder != lead.lead_id:
            raise SlotTakenError(f"{lead.appointment_time} on {day} is taken")

    def _take_slot(self, lead: Lead) -> Item:
        day = parse_date(lead.appointment_date)
        expires = datetime.combine(day, time(), UTC) + _DAYS_KEPT
        return {
            "TableName": self._state,
            "Key": _to_item(_day_key(day)),
            "UpdateExpression": "SET #slot = :lead, expires_at = :expires",
            "ConditionExpression": "attribute_not_exists(#slot)",
            "ExpressionAttributeNames": {"#slot": _slot_attribute(lead)},
            "ExpressionAttributeValues": _to_item({":lead": lead.lead_id, ":expires": int(expires.timestamp())}),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }

    # --- conversations and turns

    def claim(self, inbound: Inbound, now: datetime) -> Claim | Reply | InFlight:
        """See TurnRepository. The receipt and the stored message are one transaction."""
        claim = Claim(nonce=secrets.token_hex(16), lease_until=_milliseconds(now + LEASE))
        receipt = {
            **_turn_key(inbound),
            "status": "running",
            "nonce": claim.nonce,
            "lease_until": claim.lease_until,
            "expires_at": int((now + _RECEIPTS_KEPT).timestamp()),
        }
        failed = self._transact(
            [
                {
                    "Put": {
                        "TableName": self._state,
                        "Item": _to_item(receipt),
                        "ConditionExpression": "attribute_not_exists(state_id)",
                        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                    }
                },
                {"Update": self._append(inbound, Message("user", inbound.text, _iso(inbound.received_at)))},
            ]
        )
        return claim if failed is None else self._claim_again(inbound, _from_item(failed[0]["Item"]), now)

    def _claim_again(self, inbound: Inbound, receipt: Item, now: datetime) -> Claim | Reply | InFlight:
        if receipt["status"] == "done":
            return Reply(receipt["reply"], receipt["answered_by"])
        if receipt["lease_until"] > _milliseconds(now):
            return InFlight()
        claim = Claim(nonce=receipt["nonce"], lease_until=_milliseconds(now + LEASE))
        won = self._transact(
            [
                {
                    "Update": {
                        "TableName": self._state,
                        "Key": _to_item(_turn_key(inbound)),
                        "UpdateExpression": "SET lease_until = :new",
                        "ConditionExpression": "lease_until = :old AND #status = :running",
                        "ExpressionAttributeNames": {"#status": "status"},
                        "ExpressionAttributeValues": _to_item(
                            {":new": claim.lease_until, ":old": receipt["lease_until"], ":running": "running"}
                        ),
                    }
                }
            ]
        )
        return claim if won is None else InFlight()

    def chat(self, session_id: str) -> Chat:
        """See TurnRepository."""
        stored = self._get(self._leads, _chat_key(session_id))
        messages = (Message(m["role"], m["content"], m["timestamp"]) for m in stored.get("messages", ()))
        return Chat(tuple(messages), _to_draft(stored.get("draft", {})))

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, now: datetime) -> None:
        """See TurnRepository. The reply and the receipt are one transaction."""
        append = self._append(inbound, Message("assistant", reply.text, _iso(now)))
        append["UpdateExpression"] += ", draft = :draft"
        append["ExpressionAttributeValues"] |= _to_item({":draft": _from_draft(reply.draft)})
        failed = self._transact(
            [
                {
                    "Update": {
                        "TableName": self._state,
                        "Key": _to_item(_turn_key(inbound)),
                        "UpdateExpression": "SET #status = :done, reply = :reply, answered_by = :by",
                        "ConditionExpression": "lease_until = :mine AND #status = :running",
                        "ExpressionAttributeNames": {"#status": "status"},
                        "ExpressionAttributeValues": _to_item(
                            {
                                ":done": "done",
                                ":running": "running",
                                ":reply": reply.text,
                                ":by": reply.by,
                                ":mine": claim.lease_until,
                            }
                        ),
                    }
                },
                {"Update": append},
            ]
        )
        if failed is not None:
            raise LeaseLostError("another delivery of the message has taken the turn over")

    def _append(self, inbound: Inbound, message: Message) -> Item:
        return {
            "TableName": self._leads,
            "Key": _to_item(_chat_key(inbound.session_id)),
            "UpdateExpression": (
                "SET messages = list_append(if_not_exists(messages, :none), :new), last_updated = :now, "
                "session_id = :session, #source = :source, phone = :phone, #status = :active, "
                "message_count = if_not_exists(message_count, :zero) + :one"
            ),
            "ExpressionAttributeNames": {"#source": "source", "#status": "status"},
            "ExpressionAttributeValues": _to_item(
                {
                    ":none": [],
                    ":new": [asdict(message)],
                    ":now": message.timestamp,
                    ":session": inbound.session_id,
                    ":source": inbound.source,
                    ":phone": inbound.phone,
                    ":active": "active",
                    ":zero": 0,
                    ":one": 1,
                }
            ),
        }

    # --- the client

    def _get(self, table: str, key: Item) -> Item:
        answer = self._call(self._client.get_item, TableName=table, Key=_to_item(key), ConsistentRead=True)
        return _from_item(answer.get("Item", {}))

    def _transact(self, writes: list[Any]) -> list[Item] | None:
        """Write all or nothing. Returns None if written, else the reasons of a failed condition, one a write.

        A conflict with another transaction is no answer: tried again, at growing random intervals. The request token
        makes a retry by the client after a lost answer harmless.
        """
        for attempt in range(_TRIES):
            try:
                self._client.transact_write_items(TransactItems=writes, ClientRequestToken=secrets.token_hex(16))
            except self._client.exceptions.TransactionCanceledException as error:
                reasons: list[Item] = list(error.response["CancellationReasons"])  # type: ignore[arg-type]
                if any(reason["Code"] == "ConditionalCheckFailed" for reason in reasons):
                    return reasons
                if attempt == _TRIES - 1 or not _is_passing(reasons):
                    raise StoreUnavailableError("the tables refused to write; please try again") from error
            except (BotoCoreError, ClientError) as error:
                raise StoreUnavailableError("the tables cannot be reached; please try again") from error
            else:
                return None
            clock.sleep(uniform(0, 0.02 * 2**attempt))  # noqa: S311  (spreads the retries; guards no secret)
        return None

    def _call(self, operation: Callable[..., Any], **parameters: Any) -> Any:
        try:
            return operation(**parameters)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailableError("the tables cannot be reached; please try again") from error


def _is_passing(reasons: list[Item]) -> bool:
    codes = {reason["Code"] for reason in reasons} - {"None"}
    return codes <= {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


def _day_key(day: date) -> Item:
    return {"state_id": f"DAY#{day.isoformat()}"}


def _slot_attribute(lead: Lead) -> str:
    return parse_time(lead.appointment_time).strftime("%H:%M")


def _turn_key(inbound: Inbound) -> Item:
    return {"state_id": f"TURN#{inbound.key}"}


def _chat_key(session_id: str) -> Item:
    return {"lead_id": f"CHATLOG-{session_id}", "timestamp": 0}


def _from_draft(draft: Draft) -> Item:
    return {
        "repair_type": draft.repair_type,
        "device": draft.device,
        "wanted_day": draft.wanted_day.isoformat() if draft.wanted_day else "",
        "wanted_time": draft.wanted_time.isoformat("minutes") if draft.wanted_time else "",
        "offered": [f"{slot.day} {slot.at:%H:%M}" for slot in draft.offered],
    }


def _to_draft(item: Item) -> Draft:
    if not item:
        return Draft()
    offered = (datetime.fromisoformat(text) for text in item["offered"])
    return Draft(
        repair_type=item["repair_type"],
        device=item["device"],
        wanted_day=date.fromisoformat(item["wanted_day"]) if item["wanted_day"] else None,
        wanted_time=time.fromisoformat(item["wanted_time"]) if item["wanted_time"] else None,
        offered=tuple(Slot(at.date(), at.time()) for at in offered),
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _without_key(item: Item) -> dict[str, object]:
    return {name: value for name, value in item.items() if name != "state_id"}


def _to_item(plain: Mapping[str, object]) -> Item:
    serialize = TypeSerializer().serialize
    return {name: serialize(_to_decimals(value)) for name, value in plain.items()}


def _from_item(item: Mapping[str, Any]) -> Item:
    deserialize = TypeDeserializer().deserialize
    return {name: _from_decimals(deserialize(value)) for name, value in item.items()}


def _to_decimals(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def _from_decimals(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_from_decimals(element) for element in value]
    if isinstance(value, dict):
        return {name: _from_decimals(element) for name, element in value.items()}
    return value
