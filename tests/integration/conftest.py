"""A MiniStack for the session, with the two tables in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.dynamodb import DynamoDBStore
from local import aws, emulator

LEADS, STATE = "Leads", "State"


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("emulator")
    yield emulator.start(home)
    emulator.stop(home)


@pytest.fixture(scope="session")
def dynamodb(endpoint: str) -> DynamoDBClient:
    client: DynamoDBClient = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint)
    client.create_table(
        TableName=LEADS,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "lead_id", "AttributeType": "S"},
            {"AttributeName": "timestamp", "AttributeType": "N"},
        ],
        KeySchema=[
            {"AttributeName": "lead_id", "KeyType": "HASH"},
            {"AttributeName": "timestamp", "KeyType": "RANGE"},
        ],
    )
    client.create_table(
        TableName=STATE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "state_id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "state_id", "KeyType": "HASH"}],
    )
    return client


@pytest.fixture
def dynamodb_store(dynamodb: DynamoDBClient) -> DynamoDBStore:
    """The store over tables without items."""
    for table, key in ((LEADS, ("lead_id", "timestamp")), (STATE, ("state_id",))):
        for item in dynamodb.scan(TableName=table)["Items"]:
            dynamodb.delete_item(TableName=table, Key={name: item[name] for name in key})
    return DynamoDBStore(dynamodb, LEADS, STATE)
