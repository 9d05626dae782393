"""`failed-turns`: shows the turns that Lambda has given up on, and has the dispatcher answer them, one by one.

Each is a message in a queue: Lambda's record of the failure, with the event of the turn in it
(https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html). A message is deleted only once its
turn is answered, or on demand. Meanwhile nobody else sees it; after a kill it is visible again in five minutes.
"""

import json
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from botocore.exceptions import BotoCoreError, ClientError

from local.console import LocalError, confirm, progress
from local.deployed import Deployed

QUEUE = "FailedTurns"
_TASK = "finish_turn"
_HELD_SECONDS = 300
# A long poll asks all of the queue's servers, so it finds what is there:
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
_POLL_SECONDS = 1
_MOST_RECEIVED = 10
_LONGEST_WORDS = 60
_LAST = datetime.max.replace(tzinfo=UTC)

type Action = Literal["", "retry", "drop"]
type Outcome = Literal["waiting", "answered", "dropped", "kept"]


@dataclass(frozen=True, slots=True)
class Failed:
    """One message of the queue; `event` is what the dispatcher is invoked with, None if the message is no turn.

    `id` is the turn's key, as in Twilio's console and the logs, or else the message's own id.
    """

    message_id: str
    id: str
    phone: str = ""
    words: str = ""
    received_at: datetime | None = None
    why: str = "this is not a turn"
    event: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which failed turns are meant: those with these ids and of this number (E.164); of each, none means all."""

    ids: Collection[str] = ()
    phone: str = ""

    def includes(self, failed: Failed) -> bool:
        """Tell whether it is one of them."""
        return (not self.ids or failed.id in self.ids) and self.phone in ("", failed.phone)


@dataclass(frozen=True, slots=True)
class Result:
    """What has become of a message, and why it is kept."""

    failed: Failed
    outcome: Outcome
    reason: str = ""


def failed_turns(linda: Deployed, action: Action, wanted: Wanted, *, confirmed: bool, as_json: bool) -> int:
    """Show the wanted failed turns, and retry or drop them.

    Returns 1 if one of them had to be kept. Raises LocalError.
    """
    url = linda.resources("AWS::SQS::Queue").get(QUEUE)
    if not url:
        raise LocalError(f"The stack {linda.stack} has no queue of failed turns.")
    queue, dispatcher = _Queue(linda.client("sqs"), url), linda.function("dispatcher")
    try:
        elsewhere = queue.held_elsewhere()
        found = [failed for failed in queue.receive() if wanted.includes(failed)]
        if action == "drop" and found and not confirmed:
            print(*(as_words(Result(failed, "waiting")) for failed in found), sep="\n", file=sys.stderr)
            confirm("This cannot be undone: who has had no reply will get none.")
        results = []
        for number, failed in enumerate(found, 1):
            progress(f"{number} of {len(found)}: {failed.id}")
            results.append(_deal_with(failed, action, queue, dispatcher, linda))
            progress("")
            if not as_json:
                print(as_words(results[-1]), flush=True)
    except (BotoCoreError, ClientError) as error:
        raise linda.refusal(error) from None
    finally:
        queue.release()
    print(to_json(results) if as_json else to_words(results))
    if elsewhere:
        print(f"{elsewhere} more: another run has them. If it was killed, try again in five minutes.", file=sys.stderr)
    return 1 if any(result.outcome == "kept" for result in results) else 0


def read(message: Mapping[str, Any]) -> Failed:
    """Return what the message says."""
    try:
        record = json.loads(message["Body"])
        event = record["requestPayload"]
        if event["task"] != _TASK:
            raise ValueError(event["task"])
        inbound = event["inbound"]
        words = inbound["text"] if inbound["text"].strip() else f"({len(inbound.get('attachments') or [])} attachments)"
        return Failed(
            message["MessageId"],
            inbound["key"],
            inbound["phone"],
            _short(words),
            datetime.fromisoformat(inbound["received_at"]).astimezone(UTC),
            _short(str(record.get("requestContext", {}).get("condition", "failed"))),
            event,
        )
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return Failed(message["MessageId"], message["MessageId"], words=_short(str(message["Body"])))


def as_words(result: Result) -> str:
    """One failed turn in one line."""
    failed = result.failed
    at = f"{failed.received_at:%Y-%m-%d %H:%M} UTC  {failed.phone}  " if failed.received_at else ""
    outcome = "" if result.outcome == "waiting" else f"  {result.outcome}{f': {result.reason}' * bool(result.reason)}"
    return f'{failed.id}  {at}"{failed.words}"  {failed.why}{outcome}'


def to_words(results: Sequence[Result]) -> str:
    """How many there are of each, for a person."""
    counts = Counter(result.outcome for result in results)
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "No failed turn was found."


def to_json(results: Sequence[Result]) -> str:
    """All of them, for a program."""
    told = [
        {
            "id": result.failed.id,
            "phone": result.failed.phone,
            "words": result.failed.words,
            "received_at": result.failed.received_at and result.failed.received_at.isoformat(),
            "why": result.failed.why,
            "outcome": result.outcome,
            "reason": result.reason,
        }
        for result in results
    ]
    return json.dumps({"failed_turns": told}, ensure_ascii=False)


class _Queue:
    """The queue, and the messages of it that nobody else sees until they are released."""

    def __init__(self, client: Any, url: str) -> None:
        self._client, self._url = client, url
        self._held: dict[str, str] = {}

    def held_elsewhere(self) -> int:
        """Return how many messages somebody else has received and neither deleted nor released."""
        name: Literal["ApproximateNumberOfMessagesNotVisible"] = "ApproximateNumberOfMessagesNotVisible"
        return int(self._client.get_queue_attributes(QueueUrl=self._url, AttributeNames=[name])["Attributes"][name])

    def receive(self) -> list[Failed]:
        """Return all messages that are there, the oldest turn first. Until it is released, each is only ours."""
        found: dict[str, Failed] = {}
        while received := self._client.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=_MOST_RECEIVED,
            VisibilityTimeout=_HELD_SECONDS,
            WaitTimeSeconds=_POLL_SECONDS,
        ).get("Messages"):
            for message in received:
                self._held[message["MessageId"]] = message["ReceiptHandle"]
                found[message["MessageId"]] = read(message)
        return sorted(found.values(), key=lambda failed: failed.received_at or _LAST)

    def is_ours(self, failed: Failed) -> bool:
        """Hold the message for another five minutes; tell whether it still is only ours."""
        try:
            self._client.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=self._held[failed.message_id], VisibilityTimeout=_HELD_SECONDS
            )
        except ClientError:
            del self._held[failed.message_id]
            return False
        return True

    def delete(self, failed: Failed) -> None:
        """Delete the message."""
        self._client.delete_message(QueueUrl=self._url, ReceiptHandle=self._held[failed.message_id])
        del self._held[failed.message_id]

    def release(self) -> None:
        """Have others see again what is held and not deleted."""
        for handle in self._held.values():
            with suppress(BotoCoreError, ClientError):  # it comes back by itself, only later
                self._client.change_message_visibility(QueueUrl=self._url, ReceiptHandle=handle, VisibilityTimeout=0)


def _deal_with(failed: Failed, action: Action, queue: _Queue, dispatcher: str, linda: Deployed) -> Result:
    if not action:
        return Result(failed, "waiting")
    if action == "retry" and failed.event is None:
        return Result(failed, "kept", "only --drop can remove it")
    if not queue.is_ours(failed):
        return Result(failed, "kept", "another run has it now")
    if action == "retry" and (reason := _refused(failed.event, dispatcher, linda)):
        return Result(failed, "kept", reason)
    queue.delete(failed)
    return Result(failed, "answered" if action == "retry" else "dropped")


def _refused(event: Mapping[str, Any] | None, dispatcher: str, linda: Deployed) -> str:
    """Have the dispatcher finish the turn, and return why it has not; "" if the turn is answered, now or before."""
    try:
        said = linda.invoke(dispatcher, event)
    except LocalError as error:
        return _short(str(error), 200)
    return "" if said == {"statusCode": 200} else f"the dispatcher answers {_short(json.dumps(said))}"


def _short(text: str, longest: int = _LONGEST_WORDS) -> str:
    """Return the text in one line that cannot steer a terminal."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
