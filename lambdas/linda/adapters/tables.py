"""The two tables: one client, transactions, and items to and from plain values."""

import secrets
import time as clock
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, DecimalException
from random import uniform
from typing import TYPE_CHECKING, Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linda.errors import ItemFullError, StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Item = dict[str, Any]

_TRIES = 8
_FAILED = "ConditionalCheckFailed"
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
_TOO_LARGE = "size"
_PASSING = frozenset(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])


def connect(region: str) -> "DynamoDBClient":
    """Return a client that gives up in seconds, not minutes."""
    config = Config(connect_timeout=0.5, read_timeout=1.5, retries={"mode": "standard", "total_max_attempts": 2})
    return boto3.client("dynamodb", region_name=region, config=config)


class Tables:
    """Leads and conversations are in one table, all that the program keeps for itself in the other."""

    def __init__(self, client: "DynamoDBClient", leads_table: str, state_table: str) -> None:
        self.client = client
        self.leads_table = leads_table
        self.state_table = state_table

    def get(self, table: str, key: Item) -> Item:
        """Return the item, strongly consistent; an empty one if there is none."""
        answer = self.call(self.client.get_item, TableName=table, Key=to_item(key), ConsistentRead=True)
        return from_item(answer.get("Item", {}))

    def transact(self, writes: list[Any]) -> list[Item] | None:
        """Write all or nothing. Returns None if written, else the reasons of a failed condition, one a write.

        A conflict with another transaction is no answer, not even beside a failed condition: that may have met what
        the other is about to change. It is tried again, at growing random intervals. The request token makes a retry
        by the client after a lost answer harmless. Raises ItemFullError, StoreUnavailableError.
        """
        for _ in _attempts():
            try:
                self.client.transact_write_items(TransactItems=writes, ClientRequestToken=secrets.token_hex(16))
            except self.client.exceptions.TransactionCanceledException as error:
                reasons: list[Item] = list(error.response["CancellationReasons"])  # type: ignore[arg-type]
                codes = {reason["Code"] for reason in reasons} - {"None"}
                if codes == {_FAILED}:
                    return reasons
                if any(_TOO_LARGE in str(reason.get("Message")) for reason in reasons):
                    raise ItemFullError("the item is full") from error
                if not codes & _PASSING:
                    raise StoreUnavailableError("the tables refused to write; please try again") from error
            except (BotoCoreError, ClientError) as error:
                raise StoreUnavailableError("the tables cannot be reached; please try again") from error
            else:
                return None
        raise StoreUnavailableError("the tables are too busy to write; please try again")

    def update(self, **parameters: Any) -> Item:
        """Update one item and return the attributes that were asked for.

        As a transaction, it is tried again when it meets another transaction. Raises StoreUnavailableError, and the
        client's ConditionalCheckFailedException.
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
    """Yield once for each try, waiting between two for a growing random while, so that rivals part."""
    for attempt in range(_TRIES):
        if attempt:
            clock.sleep(uniform(0, 0.01 * 2**attempt))  # noqa: S311  (spreads the retries; guards no secret)
        yield


def has_failed(reason: Item) -> bool:
    """Tell if the reason of a cancelled transaction is a condition that did not hold."""
    return bool(reason["Code"] == _FAILED)


def without_key(item: Item) -> dict[str, object]:
    return {name: value for name, value in item.items() if name != "state_id"}


def to_item(plain: Mapping[str, object]) -> Item:
    serialize = TypeSerializer().serialize
    return {name: serialize(_to_decimals(value)) for name, value in plain.items()}


def from_item(item: Mapping[str, Any]) -> Item:
    """Return the item as plain values, without what other programs may have written of more digits than boto3 reads."""
    deserialize, plain = TypeDeserializer().deserialize, {}
    for name, value in item.items():
        with suppress(DecimalException):
            plain[name] = _from_decimals(deserialize(value))
    return plain


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
