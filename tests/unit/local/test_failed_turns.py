"""What a message of the queue of failed turns says, to a person and to a program."""

import json
from typing import Any

import pytest

from linda.adapters.functions import turn_event
from linda.models import Attachment, Claim, Inbound
from local import failed_turns
from local.failed_turns import Result, Wanted
from tests.unit.builders import NOW, PHONE


def message(text: str, /, *attachments: Attachment, **changed: Any) -> dict[str, str]:
    inbound = Inbound("SM1", PHONE, text, f"{PHONE}-2026-02-10", "twilio-sms", NOW, attachments=attachments)
    event = json.loads(json.dumps(turn_event(inbound, Claim(1))))
    event["inbound"] |= changed
    record = {"requestContext": {"condition": "EventAgeExceeded"}, "requestPayload": event}
    return {"MessageId": "m-1", "ReceiptHandle": "r-1", "Body": json.dumps(record)}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("is it\nready?", "is it ready?"),
        ("\x1b[31mred\u202e \x07bell", "[31mred bell"),
        ("x" * 61, f"{'x' * 59}…"),
        ("  ", "(1 attachments)"),
    ],
)
def test_the_words_are_one_short_line_that_cannot_steer_a_terminal(text: str, shown: str) -> None:
    failed = failed_turns.read(message(text, Attachment("https://api.twilio.com/1", "image/png")))
    line = failed_turns.as_words(Result(failed, "kept", "the turn is not finished yet"))
    assert line == (
        f'SM1  2026-02-10 15:00 UTC  {PHONE}  "{shown}"  EventAgeExceeded  kept: the turn is not finished yet'
    )


@pytest.mark.parametrize(
    "changed",
    [{"received_at": "never"}, {"received_at": "0001-01-01T00:00:00+14:00"}, {"text": None}, {"received_at": 1}],
)
def test_a_turn_that_cannot_be_read_is_known_by_its_message(changed: dict[str, Any]) -> None:
    failed = failed_turns.read(message("hi", **changed))
    assert (failed.id, failed.event, failed.why) == ("m-1", None, "this is not a turn")


def test_the_wanted_ones_are_those_of_the_ids_and_of_the_number() -> None:
    failed = failed_turns.read(message("hi"))
    asked = [Wanted(), Wanted(["SM1", "SM2"]), Wanted(["SM2"]), Wanted((), PHONE), Wanted(["SM1"], "+19045550101")]
    assert [wanted.includes(failed) for wanted in asked] == [True, True, False, True, False]


def test_a_program_is_told_everything() -> None:
    results = [Result(failed_turns.read(message("hi")), "answered")]
    (told,) = json.loads(failed_turns.to_json(results))["failed_turns"]
    assert told == {
        "id": "SM1",
        "phone": PHONE,
        "words": "hi",
        "received_at": "2026-02-10T15:00:00+00:00",
        "why": "EventAgeExceeded",
        "outcome": "answered",
        "reason": "",
    }
