"""A MiniStack for the session, with the two tables in it, and a stand-in for Twilio."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.dynamodb import DynamoDBStore
from local import aws, emulator
from tests import twilio_stand_in
from tests.tables import create_tables
from tests.twilio_stand_in import StandIn

LEADS, STATE = "Leads", "State"


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("emulator")
    yield emulator.start(home)
    emulator.stop(home)


@pytest.fixture(scope="session")
def dynamodb(endpoint: str) -> DynamoDBClient:
    client: DynamoDBClient = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint)
    create_tables(client, LEADS, STATE)
    return client


@pytest.fixture
def dynamodb_store(dynamodb: DynamoDBClient) -> DynamoDBStore:
    """The store over tables without items."""
    for table, key in ((LEADS, ("lead_id", "timestamp")), (STATE, ("state_id",))):
        for item in dynamodb.scan(TableName=table)["Items"]:
            dynamodb.delete_item(TableName=table, Key={name: item[name] for name in key})
    return DynamoDBStore(dynamodb, LEADS, STATE)


@pytest.fixture
def twilio(tmp_path: Path) -> Iterator[StandIn]:
    with twilio_stand_in.serve(tmp_path) as stand_in:
        yield stand_in
