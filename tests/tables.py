"""The two tables as the stack makes them."""

from mypy_boto3_dynamodb import DynamoDBClient


def create_tables(client: DynamoDBClient, leads: str, state: str) -> None:
    """Create both tables under these names."""
    client.create_table(
        TableName=leads,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "lead_id", "AttributeType": "S"},
            {"AttributeName": "timestamp", "AttributeType": "N"},
            {"AttributeName": "lead_type", "AttributeType": "S"},
            {"AttributeName": "appointment_date", "AttributeType": "S"},
            {"AttributeName": "phone", "AttributeType": "S"},
        ],
        KeySchema=[
            {"AttributeName": "lead_id", "KeyType": "HASH"},
            {"AttributeName": "timestamp", "KeyType": "RANGE"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_date",
                "KeySchema": [
                    {"AttributeName": "lead_type", "KeyType": "HASH"},
                    {"AttributeName": "appointment_date", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            },
            {
                "IndexName": "by_phone",
                "KeySchema": [
                    {"AttributeName": "phone", "KeyType": "HASH"},
                    {"AttributeName": "timestamp", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            },
        ],
    )
    client.create_table(
        TableName=state,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "state_id", "AttributeType": "S"},
            {"AttributeName": "pending", "AttributeType": "S"},
            {"AttributeName": "due_at", "AttributeType": "N"},
        ],
        KeySchema=[{"AttributeName": "state_id", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "pending",
                "KeySchema": [
                    {"AttributeName": "pending", "KeyType": "HASH"},
                    {"AttributeName": "due_at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            },
        ],
    )
