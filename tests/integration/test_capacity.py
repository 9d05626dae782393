"""The meter of the cost benchmark, with the emulator's own count of what is written."""

from typing import Any

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.tables import to_item
from local import aws
from local.capacity import Meter
from tests.integration.conftest import LEADS, STATE

LEAD = {"lead_id": "LEAD-1", "timestamp": 1, "lead_type": "appointment", "appointment_date": "2026-02-11"}
PHONE = {"phone": "+19045550123"}


@pytest.fixture
def meter() -> Meter:
    return Meter()


@pytest.fixture
def client(endpoint: str, meter: Meter, dynamodb_store: DynamoDBStore) -> DynamoDBClient:
    """A metered client, over empty tables."""
    client: DynamoDBClient = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint)
    meter.register(client.meta.events)
    return client


def put(client: DynamoDBClient, table: str, plain: dict[str, Any]) -> None:
    client.put_item(TableName=table, Item=to_item(plain))


def test_a_write_counts_again_for_each_index_that_the_item_is_in(client: DynamoDBClient, meter: Meter) -> None:
    put(client, LEADS, {"lead_id": "CHATLOG-1", "timestamp": 1})
    put(client, LEADS, LEAD)
    put(client, LEADS, {**LEAD, **PHONE, "lead_id": "LEAD-2"})
    assert meter.writes == [1, 2, 3]


def test_an_entry_that_moves_in_an_index_is_taken_out_and_put_in(client: DynamoDBClient, meter: Meter) -> None:
    put(client, LEADS, LEAD)
    put(client, LEADS, {**LEAD, "appointment_date": "2026-02-12"})
    assert meter.writes == [2, 3]


def test_a_transaction_counts_twice_for_the_table_and_once_for_its_indexes(
    client: DynamoDBClient, meter: Meter
) -> None:
    large = {"state_id": "TURN#1", "text": "x" * 1500}
    writes: Any = [
        {"Put": {"TableName": STATE, "Item": to_item(large)}},
        {"Put": {"TableName": LEADS, "Item": to_item(LEAD)}},
    ]
    client.transact_write_items(TransactItems=writes)
    assert meter.writes == [2 * 2 + 2 * 1 + 1]


def test_what_is_refused_is_charged_for(client: DynamoDBClient, meter: Meter) -> None:
    once: Any = {
        "TableName": STATE,
        "Item": to_item({"state_id": "A"}),
        "ConditionExpression": "attribute_not_exists(state_id)",
    }
    client.put_item(**once)
    with pytest.raises(client.exceptions.ConditionalCheckFailedException):
        client.put_item(**once)
    with pytest.raises(client.exceptions.TransactionCanceledException):
        client.transact_write_items(TransactItems=[{"Put": once}])
    assert meter.writes == [1, 1, 2]


def test_a_read_counts_by_its_size_and_consistency(client: DynamoDBClient, meter: Meter) -> None:
    put(client, STATE, {"state_id": "A", "text": "x" * 5000})
    for consistent in (True, False):
        client.get_item(TableName=STATE, Key=to_item({"state_id": "A"}), ConsistentRead=consistent)
        client.get_item(TableName=STATE, Key=to_item({"state_id": "B"}), ConsistentRead=consistent)
    assert meter.reads == [2, 1, 1, 0.5]


def test_a_query_of_an_index_is_never_consistent(client: DynamoDBClient, meter: Meter) -> None:
    for number in range(3):
        put(client, LEADS, {**LEAD, **PHONE, "timestamp": number, "notes": "x" * 2000})
    client.query(
        TableName=LEADS,
        IndexName="by_phone",
        KeyConditionExpression="phone = :phone",
        ExpressionAttributeValues=to_item({":phone": PHONE["phone"]}),
    )
    assert meter.reads == [1]
    assert len(meter.writes) == 3
    meter.clear()
    assert (meter.reads, meter.writes) == ([], [])
