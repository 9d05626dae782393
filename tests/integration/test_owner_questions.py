"""Questions to the owner over DynamoDB's API, with real webhooks, and over Twilio's to the stand-in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import scheduler
from linda.booking import Premises
from linda.owner import line
from linda.owner.command import Command
from tests import twilio_stand_in
from tests.integration.conftest import Clock, reopen
from tests.integration.events import CUSTOMER, leads, reply, sms, webhook

OWNER = "+19045550100"
OTHER = "+19045550177"


def read(text: str, premises: Premises) -> Command:
    """Read "7 yes" and "yes", and nothing else."""
    number, _, words = text.partition(" ")
    return Command("answer", number=int(number), text=words) if number.isdigit() else Command("answer", text=text)


@pytest.fixture(autouse=True)
def texting(monkeypatch: pytest.MonkeyPatch, twilio: twilio_stand_in.StandIn, environment: None) -> None:
    account = twilio_stand_in.ACCOUNT
    settings = {
        "OWNER_PHONE": OWNER,
        "TWILIO_ACCOUNT_SID": account.sid,
        "TWILIO_PHONE_NUMBER": account.phone,
        "TWILIO_API_BASE_URL": twilio.base_url,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(line, "read", read)
    reopen()


def sweep() -> None:
    scheduler.handler({"task": "send_notices"}, None)


def texts(twilio: twilio_stand_in.StandIn, phone: str) -> list[str]:
    return [message["body"] for message in twilio.messages if message["to"] == phone]


def owner(sid: str, text: str) -> str:
    return reply(webhook(sms(sid, text, From=OWNER)))


def test_a_discount_is_asked_approved_once_and_recorded(
    twilio: twilio_stand_in.StandIn, dynamodb: DynamoDBClient
) -> None:
    webhook(sms("SM1", "can i get 20% off an iphone 13 screen?"))
    sweep()
    assert texts(twilio, OWNER) == [f'1) {CUSTOMER} wants 20% off (you allow 15%). Text "1 yes", "1 no" or "1 15%".']
    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(lambda n: owner(f"SMO{n % 2}", "1 yes"), range(6)))
    assert sum(one.startswith(f"Sent to {CUSTOMER}") for one in set(said)) == 1
    owner("SMO0", "1 yes")
    sweep()
    granted = "Good news: Brandon says yes to 20% off. Text us a day and time to book with it."
    assert texts(twilio, CUSTOMER) == [granted]
    assert "Booked" in reply(webhook(sms("SM2", "great, iphone 13 screen tomorrow at 2pm")))
    (lead,) = (one for one in leads(dynamodb) if one["repair_type"]["S"] == "screen")
    assert lead["discount_percent"]["N"] == "20"
    assert {"S": "Granted by Brandon: 20% off"} in lead["remarks"]["L"]


def test_two_questions_are_answered_in_the_other_order(twilio: twilio_stand_in.StandIn) -> None:
    webhook(sms("SM1", "do you have a kids play area?"))
    webhook(sms("SM2", "can i get 20% off?", From=OTHER))
    assert owner("SMO1", "yes").startswith(f"Which one? 1) {CUSTOMER}: do you have a kids play area?; 2) {OTHER}:")
    owner("SMO2", "2 no 15%")
    assert owner("SMO3", "tell her only on saturday").startswith(f"Sent to {CUSTOMER}")
    assert texts(twilio, CUSTOMER) == ["Brandon says only on Saturday."]
    assert [text.partition(".")[0] for text in texts(twilio, OTHER)] == [
        "Brandon can't do 20% off, but you can have 15% off"
    ]


def test_an_unanswered_question_is_given_up_by_the_sweep_once_and_may_still_be_answered(
    twilio: twilio_stand_in.StandIn, clock: Clock
) -> None:
    webhook(sms("SM1", "do you have a kids play area?"))
    clock.moment += timedelta(hours=4, minutes=1)
    sweep()
    sweep()
    (told,) = texts(twilio, CUSTOMER)
    assert told.startswith("Brandon hasn't been able to answer you yet.")
    owner("SMO1", "1 yes")
    assert texts(twilio, CUSTOMER)[1:] == ['Brandon says yes to your question: "do you have a kids play area?"']
