"""Notices of the deployed stack, sent to the stand-in for Twilio."""

import json
from typing import Any

from tests.e2e.conftest import Linda


def texts(linda: Linda, phone: str) -> list[str]:
    return [message["body"] for message in linda.http.get("/_local/messages", params={"to": phone}).json()]


def send_notices(linda: Linda) -> Any:
    response = linda.aws("lambda").invoke(FunctionName="scheduler", Payload=json.dumps({"task": "send_notices"}))
    return json.loads(json.load(response["Payload"])["body"])


def test_a_booking_over_http_is_confirmed_by_one_text(linda: Linda, phone: str, day: str) -> None:
    booking = {"phone": phone, "date": day, "time": "11:00 AM", "repair_type": "screen"}
    assert linda.http.post("/scheduler", json=booking).status_code == 201
    assert ["your appointment is booked for" in text for text in texts(linda, phone)] == [True]
    for _ in range(2):
        assert send_notices(linda)["status"] == "success"
    assert len(texts(linda, phone)) == 1


def test_what_is_for_the_owner_is_texted_to_him_once(linda: Linda, phone: str) -> None:
    asked = f"tell Brandon the gate is open for {phone[-4:]}"
    assert "I've passed that on to Brandon" in linda.text(asked, phone).messages[0]
    for _ in range(2):
        send_notices(linda)
    assert " | ".join(texts(linda, linda.outputs["owner_phone"])).count(f"{phone} writes: {asked}") == 1


def test_a_turn_that_cannot_be_finished_ends_in_the_queue_of_failed_turns(linda: Linda) -> None:
    event = json.dumps({"task": "finish_turn", "lease_until": 1, "inbound": {"received_at": "never"}})
    linda.aws("lambda").invoke(FunctionName="dispatcher", InvocationType="Event", Payload=event)
    sqs = linda.aws("sqs")
    queue = sqs.get_queue_url(QueueName="linda-failed-turns")["QueueUrl"]
    # The emulator tries again within seconds; Lambda waits minutes.
    received = (sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5).get("Messages", []) for _ in range(12))
    (message,) = next(messages for messages in received if messages)
    failed = json.loads(message["Body"])
    assert failed["requestContext"]["approximateInvokeCount"] == 3
    assert failed["requestPayload"] == json.loads(event)


def test_the_schedule_wakes_the_scheduler(linda: Linda) -> None:
    events = linda.aws("events")
    (rule,) = (rule for rule in events.list_rules()["Rules"] if rule.get("ScheduleExpression"))
    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(5 minutes)", "ENABLED")
    (target,) = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
    assert target["Arn"].endswith(":function:scheduler")
    assert json.loads(target["Input"]) == {"task": "send_notices"}
