"""`failed-turns` over a queue of the emulator: every turn gets one answer, and nothing is lost."""

import io
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

import dispatcher
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.functions import turn_event
from linda.models import Claim, Inbound
from local import aws, failed_turns
from local.console import LocalError
from local.failed_turns import Action, Wanted
from tests import twilio_stand_in
from tests.integration.conftest import LEADS, NOW, STATE, reopen
from tests.integration.failed_turns_process import here
from tests.integration.forking import kill_points, serving

ANN, BOB = "+19045550123", "+19045550124"


class Queue:
    """The queue of failed turns, and what goes into it."""

    def __init__(self, endpoint: str, store: DynamoDBStore) -> None:
        self.endpoint, self.store = endpoint, store
        self.client: Any = aws.session(endpoint).client("sqs", endpoint_url=endpoint, config=aws.CONFIG)
        self.url = self.client.create_queue(QueueName=f"failed-{time.monotonic_ns()}")["QueueUrl"]

    def fail(self, sid: str, phone: str, now: datetime, *, is_known: bool = True) -> dict[str, Any]:
        """Have a text be a failed turn, and return the event of it."""
        text = "how much is an iphone 13 screen?"
        inbound = Inbound(sid, phone, text, f"{phone}-{now:%Y-%m-%d}", "twilio-sms", now)
        claim = self.store.claim(inbound, now) if is_known else Claim(1)
        assert isinstance(claim, Claim)
        event = turn_event(inbound, claim)
        # As in https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
        record = {
            "version": "1.0",
            "timestamp": now.isoformat(),
            "requestContext": {
                "requestId": "e4b46cbf-b738-xmpl-8880-a18cdf61200e",
                "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:dispatcher:$LATEST",
                "condition": "RetriesExhausted",
                "approximateInvokeCount": 3,
            },
            "requestPayload": event,
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
            "responsePayload": {"errorMessage": "the turn is not finished yet", "errorType": "UndeliveredError"},
        }
        self.send(json.dumps(record))
        return event

    def send(self, body: str) -> str:
        sent: str = self.client.send_message(QueueUrl=self.url, MessageBody=body)["MessageId"]
        return sent

    def counts(self) -> tuple[int, int]:
        """Return how many messages can be received, and how many somebody has received."""
        found = self.client.get_queue_attributes(QueueUrl=self.url, AttributeNames=["All"])["Attributes"]
        return int(found["ApproximateNumberOfMessages"]), int(found["ApproximateNumberOfMessagesNotVisible"])

    def deal(self, action: Action = "", *ids: str, phone: str = "", confirmed: bool = False) -> int:
        linda = here(self.endpoint, self.url)
        return failed_turns.failed_turns(linda, action, Wanted(ids, phone), confirmed=confirmed, as_json=False)


@pytest.fixture
def queue(endpoint: str, dynamodb_store: DynamoDBStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    monkeypatch.setattr(failed_turns, "_POLL_SECONDS", 0)  # the emulator has only one server to ask
    queue = Queue(endpoint, dynamodb_store)
    yield queue
    queue.client.delete_queue(QueueUrl=queue.url)


@pytest.fixture
def texting(environment: None, twilio: twilio_stand_in.StandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in variables(twilio).items():
        monkeypatch.setenv(name, value)
    reopen()
    yield
    reopen()


def variables(twilio: twilio_stand_in.StandIn) -> dict[str, str]:
    account = twilio_stand_in.ACCOUNT
    return {
        "TWILIO_ACCOUNT_SID": account.sid,
        "TWILIO_AUTH_TOKEN": account.token,
        "TWILIO_PHONE_NUMBER": account.phone,
        "TWILIO_API_BASE_URL": twilio.base_url,
    }


def answered(twilio: twilio_stand_in.StandIn) -> list[str]:
    assert all("$" in message["body"] for message in twilio.messages)
    return sorted(message["to"] for message in twilio.messages)


@pytest.fixture
def retry(
    endpoint: str, queue: Queue, twilio: twilio_stand_in.StandIn
) -> Iterator[Callable[[int, str], dict[str, int] | None]]:
    """Retry all failed turns in a process that is killed at the given call; None if it was."""
    own = {"REPAIRS_LEAD_LOG_TABLE": LEADS, "BRANDON_STATE_LOG_TABLE": STATE, **variables(twilio)}
    with serving("tests.integration.failed_turns_process", endpoint, own) as ask:
        yield lambda number, moment: ask(queue=queue.url, number=number, moment=moment)


def test_of_two_failed_turns_both_are_answered_once_wherever_the_command_is_killed(
    queue: Queue, twilio: twilio_stand_in.StandIn, retry: Callable[[int, str], dict[str, int] | None]
) -> None:
    customers = count(1)

    def fail_two() -> list[str]:
        twilio.messages.clear()
        phones = [f"+1904555{next(customers):04}" for _ in range(2)]
        for phone in phones:
            queue.fail(f"SM{phone}", phone, datetime.now(UTC))
        return phones

    phones, done = fail_two(), retry(0, "")
    assert done
    assert (done["code"], answered(twilio), queue.counts()) == (0, phones, (0, 0))
    for number, moment in kill_points(done["calls"]):
        phones = fail_two()
        assert retry(number, moment) is None
        end = time.monotonic() + 30
        while queue.counts() != (0, 0):  # what the killed run held is back within a second
            assert retry(0, "")
            assert time.monotonic() < end
        assert answered(twilio) == phones, f"killed {moment} call {number}"


def test_a_list_leaves_the_messages_as_they_are(queue: Queue, capsys: pytest.CaptureFixture[str]) -> None:
    queue.fail("SM1", ANN, NOW)
    queue.fail("SM2", BOB, NOW)
    strange = queue.send("what is\n\tthis?")
    for _ in range(2):
        assert queue.deal() == 0
        lines = capsys.readouterr().out.splitlines()
        asked = '"how much is an iphone 13 screen?"  RetriesExhausted'
        assert lines == [
            f"SM1  2026-02-10 15:00 UTC  {ANN}  {asked}",
            f"SM2  2026-02-10 15:00 UTC  {BOB}  {asked}",
            f'{strange}  "what is this?"  this is not a turn',
            "3 waiting",
        ]
    assert queue.counts() == (3, 0)


@pytest.mark.parametrize("body", ["no JSON", "[]", "{}", '{"requestPayload": {"task": "finish_turn", "inbound": {}}}'])
@pytest.mark.usefixtures("texting")
def test_what_is_not_a_turn_is_shown_and_kept_until_it_is_dropped(
    body: str, queue: Queue, twilio: twilio_stand_in.StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = queue.send(body)
    queue.fail("SM1", ANN, NOW)
    assert queue.deal("retry") == 1
    assert f"{strange}" in capsys.readouterr().out
    assert (answered(twilio), queue.counts()) == ([ANN], (1, 0))
    assert queue.deal("drop", strange, confirmed=True) == 0
    assert queue.counts() == (0, 0)


@pytest.mark.usefixtures("texting")
def test_a_turn_that_fails_again_is_kept_with_the_reason(
    queue: Queue, twilio: twilio_stand_in.StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    queue.fail("SM1", ANN, NOW, is_known=False)  # its receipt is gone
    queue.fail("SM2", BOB, NOW)
    assert queue.deal("retry") == 1
    told = capsys.readouterr().out
    assert "kept: the turn is not finished yet; the log of dispatcher says more" in told
    assert told.endswith("1 kept, 1 answered\n")
    assert (answered(twilio), queue.counts()) == ([BOB], (1, 0))


@pytest.mark.usefixtures("texting")
def test_a_turn_that_was_answered_in_the_meantime_is_not_answered_again(
    queue: Queue, twilio: twilio_stand_in.StandIn
) -> None:
    dispatcher.handler(queue.fail("SM1", ANN, NOW), None)
    assert queue.deal("retry") == 0
    assert (answered(twilio), queue.counts()) == ([ANN], (0, 0))


@pytest.mark.usefixtures("texting")
def test_only_the_wanted_turns_are_retried_or_dropped(queue: Queue, twilio: twilio_stand_in.StandIn) -> None:
    queue.fail("SM1", ANN, NOW)
    queue.fail("SM2", BOB, NOW)
    queue.fail("SM3", ANN, NOW)
    assert queue.deal("retry", "SM3") == 0
    assert (answered(twilio), queue.counts()) == ([ANN], (2, 0))
    assert queue.deal("drop", phone=ANN, confirmed=True) == 0
    assert queue.counts() == (1, 0)


def test_without_a_yes_nothing_is_dropped(
    queue: Queue, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    queue.fail("SM1", ANN, NOW)
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    with pytest.raises(LocalError, match="Nothing has been changed"):
        queue.deal("drop")
    assert "SM1" in capsys.readouterr().err
    assert queue.counts() == (1, 0)


def test_what_another_run_has_is_counted(queue: Queue, capsys: pytest.CaptureFixture[str]) -> None:
    queue.fail("SM1", ANN, NOW)
    queue.client.receive_message(QueueUrl=queue.url)
    assert queue.deal() == 0
    told = capsys.readouterr()
    assert told.out == "No failed turn was found.\n"
    assert "1 more: another run has them." in told.err


@pytest.mark.usefixtures("texting")
def test_what_another_run_has_taken_meanwhile_is_left_to_it(
    queue: Queue,
    twilio: twilio_stand_in.StandIn,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    queue.fail("SM1", ANN, NOW)
    queue.fail("SM2", BOB, NOW)
    answer, receive = dispatcher.handler, failed_turns._Queue.receive
    others: list[str] = []

    def received(own: failed_turns._Queue) -> list[failed_turns.Failed]:
        found = receive(own)
        others.append(own._held[found[1].message_id])
        return found

    def slow(event: object, context: object) -> object:
        """Answer so slowly that the other message has become visible again, and another run has received it."""
        queue.client.change_message_visibility(QueueUrl=queue.url, ReceiptHandle=others.pop(), VisibilityTimeout=0)
        assert queue.client.receive_message(QueueUrl=queue.url)["Messages"]
        return answer(event, context)

    monkeypatch.setattr(failed_turns._Queue, "receive", received)
    monkeypatch.setattr(dispatcher, "handler", slow)
    assert queue.deal("retry") == 1
    assert "kept: another run has it now" in capsys.readouterr().out
    assert (answered(twilio), queue.counts()) == ([ANN], (0, 1))
