"""What DynamoDB alone can show: races decided by one conditional write, and its failures."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.dynamodb import DynamoDBStore
from linda.errors import SlotTakenError, StoreUnavailableError
from linda.models import Claim, Inbound, Lead
from linda.shop_time import parse_date, parse_time
from tests.integration.conftest import LEADS, STATE
from tests.integration.test_repositories import INBOUND, LEAD, NOW

CLIENTS, ROUNDS = 16, 12


def at_once[T](work: Callable[[int], T]) -> list[T]:
    """Run the work in CLIENTS threads that all start at the same moment."""
    start = Barrier(CLIENTS)

    def run(number: int) -> T:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(run, range(CLIENTS)))


def winners(book: Callable[[Lead], None], day: date) -> int:
    """Return how many of CLIENTS parallel bookings of one slot were told that they have it."""

    def attempt(number: int) -> bool:
        try:
            book(replace(LEAD, lead_id=f"LEAD-{day}-{number}", appointment_date=day.isoformat()))
        except SlotTakenError:
            return False
        return True

    return sum(at_once(attempt))


def test_of_parallel_bookings_of_one_slot_exactly_one_wins(dynamodb_store: DynamoDBStore) -> None:
    for round_ in range(ROUNDS):
        day = date(2026, 3, 1 + round_)
        assert winners(dynamodb_store.book, day) == 1
        (holder,) = dynamodb_store.taken_times(day).values()
        assert holder.startswith(f"LEAD-{day}-")


def test_the_same_race_catches_a_booking_that_reads_before_it_writes(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    def naive(lead: Lead) -> None:
        day = parse_date(lead.appointment_date)
        if parse_time(lead.appointment_time) in dynamodb_store.taken_times(day):
            raise SlotTakenError("taken")
        dynamodb.update_item(
            TableName=STATE,
            Key={"state_id": {"S": f"DAY#{day}"}},
            UpdateExpression="SET #slot = :lead",
            ExpressionAttributeNames={"#slot": "14:00"},
            ExpressionAttributeValues={":lead": {"S": lead.lead_id}},
        )

    assert max(winners(naive, date(2026, 4, 1 + round_)) for round_ in range(ROUNDS)) > 1


def test_the_loser_of_a_race_leaves_no_lead(dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient) -> None:
    winners(dynamodb_store.book, date(2026, 5, 1))
    leads = dynamodb.scan(TableName=LEADS)["Items"]
    assert [lead["lead_id"]["S"] for lead in leads] == list(dynamodb_store.taken_times(date(2026, 5, 1)).values())


def test_of_parallel_deliveries_of_one_message_exactly_one_is_answered(dynamodb_store: DynamoDBStore) -> None:
    claims = at_once(lambda _: dynamodb_store.claim(INBOUND, NOW))
    assert sum(isinstance(claim, Claim) for claim in claims) == 1
    assert len(dynamodb_store.chat("session").messages) == 1


def test_parallel_messages_of_one_customer_are_all_stored(dynamodb_store: DynamoDBStore) -> None:
    def send(number: int) -> object:
        return dynamodb_store.claim(replace(INBOUND, key=f"SM-{number}", text=f"message {number}"), NOW)

    assert all(isinstance(claim, Claim) for claim in at_once(send))
    stored = {message.content for message in dynamodb_store.chat("session").messages}
    assert stored == {f"message {number}" for number in range(CLIENTS)}


def test_the_chat_log_item_has_the_fields_that_the_frontend_reads(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    dynamodb_store.claim(INBOUND, NOW)
    (item,) = dynamodb.scan(TableName=LEADS)["Items"]
    assert {name: next(iter(value)) for name, value in item.items()} == {
        "lead_id": "S",
        "timestamp": "N",
        "session_id": "S",
        "source": "S",
        "phone": "S",
        "messages": "L",
        "message_count": "N",
        "last_updated": "S",
        "status": "S",
    }
    assert (item["lead_id"]["S"], item["timestamp"]["N"]) == ("CHATLOG-session", "0")
    assert set(item["messages"]["L"][0]["M"]) == {"role", "content", "timestamp"}


def test_what_the_program_keeps_for_itself_is_not_in_the_lead_table(
    dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    dynamodb_store.book(LEAD)
    dynamodb_store.claim(INBOUND, NOW)
    assert {item["lead_id"]["S"] for item in dynamodb.scan(TableName=LEADS)["Items"]} == {"LEAD-A", "CHATLOG-session"}
    kept = {item["state_id"]["S"]: item for item in dynamodb.scan(TableName=STATE)["Items"]}
    assert set(kept) == {"DAY#2026-02-12", "TURN#SM1"}
    assert all("N" in item["expires_at"] for item in kept.values())


@pytest.fixture
def stubbed() -> tuple[DynamoDBStore, Stubber]:
    """A store whose client answers what the test says, and sends nothing."""
    client = boto3.client(
        "dynamodb",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )
    return DynamoDBStore(client, LEADS, STATE), Stubber(client)


def add_conflict(stubber: Stubber, code: str) -> None:
    stubber.add_client_error(
        "transact_write_items",
        service_error_code="TransactionCanceledException",
        modeled_fields={"CancellationReasons": [{"Code": "None"}, {"Code": code}]},
    )


def test_a_conflict_with_another_transaction_is_tried_again(stubbed: tuple[DynamoDBStore, Stubber]) -> None:
    store, stubber = stubbed
    add_conflict(stubber, "TransactionConflict")
    add_conflict(stubber, "ThrottlingError")
    stubber.add_response("transact_write_items", {})
    with stubber:
        store.book(LEAD)
    stubber.assert_no_pending_responses()


def test_a_write_that_is_refused_for_good_is_an_error_at_once(stubbed: tuple[DynamoDBStore, Stubber]) -> None:
    store, stubber = stubbed
    add_conflict(stubber, "ValidationError")
    with stubber, pytest.raises(StoreUnavailableError):
        store.book(LEAD)


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "AccessDeniedException"])
def test_a_failure_of_the_table_is_an_error_of_ours(stubbed: tuple[DynamoDBStore, Stubber], code: str) -> None:
    store, stubber = stubbed
    stubber.add_client_error("get_item", service_error_code=code)
    with stubber, pytest.raises(StoreUnavailableError):
        store.taken_times(date(2026, 2, 12))


def test_a_table_that_cannot_be_reached_is_an_error_of_ours() -> None:
    client = boto3.client(
        "dynamodb",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        endpoint_url="http://127.0.0.1:9",
        config=Config(connect_timeout=1, retries={"total_max_attempts": 1}),
    )
    inbound = Inbound("SM1", "+19045550123", "hi", "session", "twilio-sms", datetime(2026, 2, 10, tzinfo=UTC))
    with pytest.raises(StoreUnavailableError):
        DynamoDBStore(client, LEADS, STATE).claim(inbound, NOW)
