"""Texts that LINDA sends by herself over DynamoDB's API, and over Twilio's to the stand-in."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

import scheduler
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.twilio_rest import TwilioMessenger
from linda.models import Push
from linda.notices import Sender, send_due_notices
from local.twilio import TwilioError
from tests.integration.conftest import Clock, reopen
from tests.integration.events import CUSTOMER, TODAY, reply, sms, webhook
from tests.twilio_stand_in import ACCOUNT, StandIn
from tests.unit.builders import NOW, PHONE, SHOP

OWNER = "+19045550177"
TIMES = ("11:00 AM", "12:00 PM", "1:00 PM", "2:00 PM", "3:00 PM", "4:00 PM")
SWEEP = timedelta(minutes=5)


@pytest.fixture
def texting(environment: None, monkeypatch: pytest.MonkeyPatch, twilio: StandIn) -> None:
    settings = {
        "OWNER_PHONE": OWNER,
        "TWILIO_ACCOUNT_SID": ACCOUNT.sid,
        "TWILIO_AUTH_TOKEN": ACCOUNT.token,
        "TWILIO_PHONE_NUMBER": ACCOUNT.phone,
        "TWILIO_API_BASE_URL": twilio.base_url,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    reopen()


def answer(event: dict[str, Any]) -> dict[str, Any]:
    response = scheduler.handler(event, None)
    assert response["statusCode"] in (200, 201), response["body"]
    found: dict[str, Any] = json.loads(str(response["body"]))
    return found


def dashboard(lead_id: str, **fields: str) -> None:
    query = {"queryStringParameters": {"lead_id": lead_id}}
    answer({"httpMethod": "PATCH", **query, "body": json.dumps(fields)})


def owner_texts(sid: str, text: str) -> None:
    said = reply(webhook(sms(sid, text, From=OWNER), token=ACCOUNT.token))
    late = ("Nothing was changed", "I found no such booking")  # The dashboard was faster.
    assert said.startswith(("OK, I'll text", "Done:", *late)) or not said


@pytest.mark.usefixtures("texting")
@pytest.mark.parametrize(("status", "words"), [("ready", "ready for pick-up"), ("completed", "Thank you!")])
def test_however_many_say_at_once_that_it_is_ready_or_done_the_customer_is_texted_once(
    status: str, words: str, twilio: StandIn, clock: Clock
) -> None:
    for number, time in enumerate(TIMES):
        clock.moment = NOW
        phone = f"{CUSTOMER[:-2]}{number:02}"
        booking = {"phone": phone, "date": TODAY, "time": time, "repair_type": "screen"}
        lead_id = answer({"httpMethod": "POST", "body": json.dumps(booking)})["lead_id"]
        clock.moment += timedelta(hours=7)
        command = f"{'ready' if status == 'ready' else 'done'} {phone[2:]}"
        says: list[Callable[[], None]] = [
            partial(dashboard, lead_id, status=status),
            partial(dashboard, lead_id, status=status, notes="shelf 2"),
            partial(owner_texts, f"SM-{number}", command),
            partial(owner_texts, f"SM-{number}", command),  # delivered twice
            partial(dashboard, lead_id, status=status),
        ]
        with ThreadPoolExecutor(len(says)) as pool:
            for said in [pool.submit(one) for one in says]:
                said.result()
        dashboard(lead_id, notes="shelf 3")
        dashboard(lead_id, status=status)
        for _ in range(2):
            clock.moment += SWEEP
            answer({"task": "send_notices"})
        told = [one["body"] for one in twilio.messages if one["to"] == phone and words in one["body"]]
        assert len(told) == 1


def test_that_twilio_refuses_a_text_is_told_once_also_if_a_crash_comes_before_it_is_put_down(
    dynamodb_store: DynamoDBStore, twilio: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    messenger = TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone, twilio.base_url)
    moments = iter(NOW + n * SWEEP for n in range(9))
    dynamodb_store.put_push(Push("SM1", PHONE, "I'm on my way", "relay", is_urgent=True), NOW)

    def sweep() -> None:
        now = next(moments)
        send_due_notices(Sender(SHOP, dynamodb_store, messenger, lambda: now, OWNER))

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    twilio.steps.append(TwilioError(400, 30006, "Landline or unreachable carrier"))
    for method in ("tell_owner", "clear_push"):
        with monkeypatch.context() as dying:
            dying.setattr(dynamodb_store, method, die)
            with pytest.raises(Killed):
                sweep()
    for _ in range(3):
        sweep()
    assert [(one["to"], one["body"]) for one in twilio.messages] == [
        (OWNER, f'The text to {PHONE} cannot be delivered: "I\'m on my way"')
    ]
    assert (dynamodb_store.pushes(), dynamodb_store.owner_entries()) == ([], [])
