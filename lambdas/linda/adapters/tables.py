"""The two tables: one client, transactions, and items to and from plain values."""

import secrets
import time as clock
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from decimal import Decimal, DecimalException
from itertools import count
from random import uniform
from typing import TYPE_CHECKING, Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from linda.errors import ItemFullError, StoreUnavailableError
from linda.models import Slot

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Item = dict[str, Any]

# Thirteen months: a customer who comes back within a year is recognized.
CHAT_LOG_DAYS = 396

_TRIES = 8
_FAILED = "ConditionalCheckFailed"
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
_TOO_LARGE = "size"
_PASSING = frozenset(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
# How long a transaction is repeated to learn its outcome. A repeat five seconds after the first completes it:
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
_SECONDS_UNTIL_KNOWN = 6.5
_LONGEST_WAIT = 0.8
_IN_PROGRESS = frozenset(["TransactionInProgressException", "InternalServerError"])


def connect(region: str) -> "DynamoDBClient":
    """Return a client that gives up in seconds, not minutes."""
    config = Config(connect_timeout=0.5, read_timeout=1.5, retries={"mode": "standard", "total_max_attempts": 2})
    return boto3.client("dynamodb", region_name=region, config=config)


class Tables:
    """Leads and conversations are in one table; what the program keeps for itself is in the other."""

    def __init__(
        self, client: "DynamoDBClient", leads_table: str, state_table: str, chat_log_days: int = CHAT_LOG_DAYS
    ) -> None:
        self.client = client
        self.chat_log_days = chat_log_days
        self.leads_table = leads_table
        self.state_table = state_table

    def get(self, table: str, key: Item) -> Item:
        """Return the item, strongly consistent; an empty one if there is none."""
        answer = self.call(self.client.get_item, TableName=table, Key=to_item(key), ConsistentRead=True)
        return from_item(answer.get("Item", {}))

    def transact(self, writes: list[Any]) -> list[Item] | None:
        """Write all or nothing. Returns None if written, else the reasons for the failed condition, one per write.

        A conflict with another transaction is not an answer, not even along with a failed condition, which may be about
        to change. It is retried at growing random intervals. Raises ItemFullError, StoreUnavailableError.
        """
        deadline = clock.monotonic() + _SECONDS_UNTIL_KNOWN
        for _ in _attempts():
            try:
                self._transact_until_known(writes, deadline)
            except self.client.exceptions.TransactionCanceledException as error:
                reasons: list[Item] = list(error.response["CancellationReasons"])  # type: ignore[arg-type]
                codes = {reason["Code"] for reason in reasons} - {"None"}
                if codes == {_FAILED}:
                    return reasons
                full = frozenset(n for n, reason in enumerate(reasons) if _TOO_LARGE in str(reason.get("Message")))
                if full:
                    raise ItemFullError("the item is full", full) from error
                if not codes & _PASSING:
                    raise StoreUnavailableError("the tables refused to write; please try again") from error
            except (BotoCoreError, ClientError) as error:
                raise StoreUnavailableError("the tables cannot be reached; please try again") from error
            else:
                return None
        raise StoreUnavailableError("the tables are too busy to write; please try again")

    def _transact_until_known(self, writes: list[Any], deadline: float) -> None:
        """Write all or nothing, and repeat until the outcome is known or the deadline has passed.

        After a lost answer, the transaction may have been written, or be in progress. With the same request token, it
        is written only once, however often it is sent, and only success or cancellation is an answer. Raises the
        client's errors.
        """
        token = secrets.token_hex(16)
        may_be_written = False
        for attempt in count():
            try:
                self.client.transact_write_items(TransactItems=writes, ClientRequestToken=token)
            except self.client.exceptions.TransactionCanceledException:
                raise
            except (BotoCoreError, ClientError) as error:
                may_be_written = may_be_written or _may_be_written(error)
                wait = min(_LONGEST_WAIT, uniform(0.5, 1) * 0.05 * 2**attempt)  # noqa: S311  (as below)
                if not may_be_written or clock.monotonic() + wait > deadline:
                    raise
                clock.sleep(wait)
            else:
                return

    def update(self, **parameters: Any) -> Item:
        """Update one item and return the attributes that were asked for.

        Like a transaction, it is retried if it conflicts with another transaction, but not after a lost answer: it has
        no token, and what it adds might be added twice. Raises StoreUnavailableError, and the client's
        ConditionalCheckFailedException.
        """
        for _ in _attempts():
            try:
                return from_item(self.client.update_item(**parameters).get("Attributes", {}))
            except self.client.exceptions.ConditionalCheckFailedException:
                raise
            except self.client.exceptions.TransactionConflictException:
                continue
            except (BotoCoreError, ClientError) as error:
                raise StoreUnavailableError("the tables cannot be reached; please try again") from error
        raise StoreUnavailableError("the tables are too busy to write; please try again")

    def call(self, operation: Callable[..., Any], **parameters: Any) -> Any:
        """Call the client. Raises StoreUnavailableError."""
        try:
            return operation(**parameters)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailableError("the tables cannot be reached; please try again") from error


def _attempts() -> Iterator[None]:
    """Yield once per attempt, after a growing random wait, so that rivals do not meet again."""
    for attempt in range(_TRIES):
        if attempt:
            clock.sleep(uniform(0, 0.01 * 2**attempt))  # noqa: S311  (spreads the retries; guards no secret)
        yield


def _may_be_written(error: BotoCoreError | ClientError) -> bool:
    """Tell whether a transaction that ended with this error may still be written: its answer is lost or pending."""
    if not isinstance(error, ClientError):
        return isinstance(error, HTTPClientError)  # Without a connection the error is another one: nothing was sent.
    answered = error.response.get("ResponseMetadata", {})
    # The client tries twice, and reports only the second answer.
    is_second = answered.get("RetryAttempts", 0) > 0
    return is_second or answered.get("HTTPStatusCode", 0) >= 500 or error.response["Error"]["Code"] in _IN_PROGRESS


def has_failed(reason: Item) -> bool:
    """Tell whether the reason for a cancelled transaction is a condition that did not hold."""
    return bool(reason["Code"] == _FAILED)


def known_fields(record: type, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is stored of the record's fields."""
    return {field.name: item[field.name] for field in fields(record) if field.name in item}


def put_once(key: Item, once: Mapping[str, object], expires_at: int) -> Item:
    """Return the update that writes an item which, if it is there already, stays as it is but expires later."""
    return {
        "Key": to_item(key),
        "UpdateExpression": "SET expires_at = :expires, "
        + ", ".join(f"#{name} = if_not_exists(#{name}, :{name})" for name in once),
        "ExpressionAttributeNames": {f"#{name}": name for name in once},
        "ExpressionAttributeValues": to_item(
            {":expires": expires_at, **{f":{name}": value for name, value in once.items()}}
        ),
    }


def slot_text(slot: Slot) -> str:
    """Return the slot as it is stored: "2026-02-12 14:00"."""
    return f"{slot.day} {slot.at:%H:%M}"


def slot_in(text: str) -> Slot:
    """Return the slot that is stored as the text."""
    at = datetime.fromisoformat(text)
    return Slot(at.date(), at.time())


def without_key(item: Item) -> dict[str, object]:
    return {name: value for name, value in item.items() if name != "state_id"}


def to_item(plain: Mapping[str, object]) -> Item:
    serialize = TypeSerializer().serialize
    return {name: serialize(_to_decimals(value)) for name, value in plain.items()}


class _Deserializer(TypeDeserializer):
    def _deserialize_n(self, value: str) -> Decimal:
        """Return the number; boto3's own method raises for one with more than 38 digits."""
        return Decimal(value)


def from_item(item: Mapping[str, Any]) -> Item:
    """Return the item as plain values, without numbers that cannot be read."""
    deserialize, plain = _Deserializer().deserialize, {}
    for name, value in item.items():
        with suppress(DecimalException):
            plain[name] = _from_decimals(deserialize(value))
    return plain


def _to_decimals(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, list | tuple):
        return [_to_decimals(element) for element in value]
    if isinstance(value, Mapping):
        return {name: _to_decimals(element) for name, element in value.items()}
    return value


def _from_decimals(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_from_decimals(element) for element in value]
    if isinstance(value, dict):
        return {name: _from_decimals(element) for name, element in value.items()}
    return value
