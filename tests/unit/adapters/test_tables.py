"""Transactions and updates over a client that fails as DynamoDB's may."""

from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from hypothesis import given
from hypothesis import strategies as st

from linda.adapters import tables
from linda.adapters.tables import Tables
from linda.errors import StoreUnavailableError

WRITES = [{"Put": {"TableName": "State", "Item": {"state_id": {"S": "A"}}}}]
URL = "https://dynamodb.us-east-1.amazonaws.com"
EXCEPTIONS = boto3.client("dynamodb", region_name="us-east-1").exceptions
LOST: list[BotoCoreError] = [ReadTimeoutError(endpoint_url=URL), ConnectionClosedError(endpoint_url=URL)]
UNSENT: list[BotoCoreError] = [EndpointConnectionError(endpoint_url=URL), ConnectTimeoutError(endpoint_url=URL)]


def refused(code: str, status: int = 400, retries: int = 0) -> ClientError:
    metadata: Any = {"HTTPStatusCode": status, "RetryAttempts": retries}
    return ClientError({"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": metadata}, "TransactWriteItems")


def cancelled(*codes: str) -> ClientError:
    response: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "no"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return EXCEPTIONS.TransactionCanceledException(response, "TransactWriteItems")


IN_PROGRESS = refused("TransactionInProgressException")
SERVER_ERROR = refused("InternalServerError", 500)
UNAVAILABLE = refused("ServiceUnavailable", 503)
CONFLICT = cancelled("TransactionConflict")


@dataclass
class Client:
    """DynamoDB: it writes once a token. A step is an error to answer, and whether it writes all the same.

    After the steps it writes and answers, or fails by `endless`.
    """

    steps: list[tuple[Exception, bool]] = field(default_factory=list)
    endless: Exception | None = None
    tokens: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    exceptions: Any = EXCEPTIONS

    def transact_write_items(self, *, TransactItems: list[Any], ClientRequestToken: str) -> None:  # noqa: N803
        assert TransactItems == WRITES
        self.tokens.append(ClientRequestToken)
        error, writes = self.steps.pop(0) if self.steps else (self.endless, self.endless is None)
        if writes and ClientRequestToken not in self.written:
            self.written.append(ClientRequestToken)
        is_cancelled = isinstance(error, EXCEPTIONS.TransactionCanceledException)
        if error and not (is_cancelled and ClientRequestToken in self.written):
            raise error

    def update_item(self, **parameters: Any) -> Any:
        self.tokens.append(parameters["Key"])
        if self.steps:
            raise self.steps.pop(0)[0]
        return {"Attributes": {"n": {"N": "1"}}}


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 0.01  # what a request takes
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time that passes only by waiting."""
    clock = Clock()
    monkeypatch.setattr(tables, "clock", clock)
    return clock


def transact(client: Client) -> list[dict[str, Any]] | None:
    return Tables(client, "Leads", "State").transact(WRITES)  # type: ignore[arg-type]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("is_written", [True, False])
@pytest.mark.parametrize("error", [*LOST, IN_PROGRESS, SERVER_ERROR, UNAVAILABLE, refused("Throttling", retries=1)])
def test_an_unknown_outcome_is_asked_for_with_the_same_token(error: Exception, is_written: bool) -> None:
    client = Client([(error, is_written)])
    assert transact(client) is None
    assert len(client.tokens) == 2
    assert len(set(client.tokens)) == len(client.written) == 1


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("error", [*UNSENT, IN_PROGRESS, SERVER_ERROR, refused("ThrottlingException")])
def test_what_says_nothing_of_it_after_a_lost_answer_is_no_answer(error: Exception) -> None:
    client = Client([(LOST[0], True), (error, False), (error, False)])
    assert transact(client) is None
    assert len(client.tokens) == 4
    assert len(set(client.tokens)) == 1


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("error", [LOST[0], IN_PROGRESS])
def test_a_condition_that_failed_at_last_is_the_answer(error: Exception) -> None:
    client = Client([(error, False), (cancelled("ConditionalCheckFailed"), False)])
    assert transact(client) == [{"Code": "ConditionalCheckFailed"}]
    assert client.written == []


@pytest.mark.usefixtures("clock")
def test_after_a_known_conflict_the_token_is_a_new_one() -> None:
    client = Client([(CONFLICT, False), (LOST[0], False), (CONFLICT, False)])
    assert transact(client) is None
    first, second, again, last = client.tokens
    assert second == again
    assert len({first, second, last}) == 3


def test_a_transaction_in_progress_is_asked_for_until_a_repeat_has_come_after_five_seconds(clock: Clock) -> None:
    client = Client([(LOST[0], True)], endless=IN_PROGRESS)
    with pytest.raises(StoreUnavailableError):
        transact(client)
    assert 5.5 < clock.now <= 7
    assert 8 < len(client.tokens) < 30
    assert len(set(client.tokens)) == 1


def test_conflicts_and_lost_answers_together_have_one_deadline(clock: Clock) -> None:
    client = Client([(step, False) for _ in range(8) for step in (*[IN_PROGRESS] * 8, CONFLICT)])
    with pytest.raises(StoreUnavailableError):
        transact(client)
    assert clock.now < 9


@pytest.mark.parametrize("error", [*UNSENT, refused("AccessDeniedException"), refused("ThrottlingException")])
def test_what_was_never_taken_on_is_an_error_at_once(error: Exception, clock: Clock) -> None:
    client = Client(endless=error)
    with pytest.raises(StoreUnavailableError):
        transact(client)
    assert (len(client.tokens), clock.now < 0.1) == (1, True)


STEPS = st.lists(
    st.tuples(st.sampled_from([*LOST, IN_PROGRESS, SERVER_ERROR]), st.booleans())
    | st.tuples(st.just(CONFLICT), st.just(False)),
    max_size=7,
)


@given(STEPS)
def test_whatever_is_lost_a_transaction_is_written_once(steps: list[tuple[Exception, bool]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "clock", Clock())
        client = Client(list(steps))
        assert transact(client) is None
    assert len(client.written) == 1


# --- updates


def update(client: Client) -> dict[str, Any]:
    store = Tables(client, "Leads", "State")  # type: ignore[arg-type]
    return store.update(Key="A", UpdateExpression="ADD n :one")


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("error", [*LOST, *UNSENT, SERVER_ERROR, refused("ThrottlingException")])
def test_an_update_is_not_tried_again_after_a_lost_answer(error: Exception) -> None:
    client = Client([(error, True)])
    with pytest.raises(StoreUnavailableError):
        update(client)
    assert len(client.tokens) == 1


@pytest.mark.usefixtures("clock")
def test_an_update_that_met_a_transaction_is_tried_again() -> None:
    conflict: Any = {"Error": {"Code": "TransactionConflictException", "Message": "no"}}
    client = Client([(EXCEPTIONS.TransactionConflictException(conflict, "UpdateItem"), False)])
    assert update(client) == {"n": 1}
