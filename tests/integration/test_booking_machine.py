"""The machine over DynamoDB's API."""

import os
from typing import Any
from unittest import TestCase

import pytest
from boto3.dynamodb.types import TypeDeserializer
from hypothesis import settings
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.dynamodb import DynamoDBStore
from local import aws
from tests.booking_machine import BookingMachine, Item
from tests.integration.conftest import LEADS, STATE

IS_NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"


class DynamoDBMachine(BookingMachine):
    client: DynamoDBClient

    def open_store(self) -> DynamoDBStore:
        for table, key in ((LEADS, ("lead_id", "timestamp")), (STATE, ("state_id",))):
            for item in self.client.scan(TableName=table)["Items"]:
                self.client.delete_item(TableName=table, Key={name: item[name] for name in key})
        return DynamoDBStore(self.client, LEADS, STATE)

    def put(self, item: Item) -> None:
        self.client.put_item(TableName=LEADS, Item=dict(item))

    def items(self) -> tuple[list[Item], list[Item]]:
        return self._all(LEADS), self._all(STATE)

    def _all(self, table: str) -> list[Item]:
        plain = TypeDeserializer().deserialize
        pages = self.client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        return [{name: plain(value) for name, value in item.items()} for page in pages for item in page["Items"]]


BookingsInDynamoDB: type[TestCase] = pytest.mark.timeout(3600)(DynamoDBMachine.TestCase)
BookingsInDynamoDB.settings = settings(  # type: ignore[attr-defined]
    max_examples=100 if IS_NIGHTLY else 5, stateful_step_count=50 if IS_NIGHTLY else 15, deadline=None
)


@pytest.fixture(scope="module", autouse=True)
def client(endpoint: str, dynamodb: Any) -> None:
    DynamoDBMachine.client = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG)
