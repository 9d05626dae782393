"""The owner's texts as real webhooks over DynamoDB's API: delivered many times at once, and guessed at."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from linda.adapters.dynamodb import DynamoDBStore
from tests.integration.conftest import LEADS, STATE, reopen
from tests.integration.events import TOMORROW, leads, reply, sms, webhook

OWNER, PIN = "+19045550100", "4711"
CANCEL = "cancel the 2pm tomorrow"

pytestmark = pytest.mark.usefixtures("environment", "owner")


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch, environment: None) -> None:
    monkeypatch.setenv("OWNER_PHONE", OWNER)
    monkeypatch.setenv("OWNER_PIN", PIN)
    reopen()


def said(sid: str, text: str) -> str:
    return reply(webhook(sms(sid, text, From=OWNER)))


def all_at_once(texts: list[tuple[str, str]]) -> list[str]:
    with ThreadPoolExecutor(len(texts)) as pool:
        return list(pool.map(lambda text: said(*text), texts))


def test_ten_deliveries_at_once_of_a_text_that_cancels_have_one_effect(
    dynamodb: DynamoDBClient, dynamodb_store: DynamoDBStore
) -> None:
    webhook(sms("SM-book", f"iphone 13 screen {TOMORROW} at 2pm"))
    answers = all_at_once([("SM-cancel", f"{CANCEL} {PIN}")] * 10)
    (lead,) = leads(dynamodb)
    assert (lead["status"], lead["revision"]) == ({"S": "cancelled"}, {"N": "2"})
    assert len({answer for answer in answers if answer}) == 1
    assert [entry.action for entry in dynamodb_store.outbox_entries()] == ["cancelled"]
    assert said("SM-cancel", f"{CANCEL} {PIN}").startswith("Cancelled")


def test_ten_deliveries_at_once_of_a_text_that_changes_the_state_change_it_once(dynamodb_store: DynamoDBStore) -> None:
    all_at_once([("SM-gym", "gym back in 2 hours")] * 10)
    state = dynamodb_store.owner_state()
    assert (state["status"], state["version"]) == ("gym", 1)
    assert len(dynamodb_store.state_history(10)) == 1


def test_of_ten_undos_at_once_one_takes_it_back(dynamodb: DynamoDBClient) -> None:
    webhook(sms("SM-book", f"iphone 13 screen {TOMORROW} at 2pm"))
    said("SM-cancel", f"{CANCEL} {PIN}")
    answers = all_at_once([(f"SM-undo{n}", "undo") for n in range(10)])
    (lead,) = leads(dynamodb)
    assert (lead["status"], lead["revision"]) == ({"S": "booked"}, {"N": "3"})
    assert len([answer for answer in answers if "is booked again" in answer]) == 1


def test_a_forged_owner_who_guesses_in_parallel_is_shut_out_and_cancels_nothing(
    dynamodb: DynamoDBClient, dynamodb_store: DynamoDBStore
) -> None:
    webhook(sms("SM-book", f"iphone 13 screen {TOMORROW} at 2pm"))
    all_at_once([(f"SM-guess{n}", f"{1000 + n} {CANCEL}") for n in range(8)])
    assert len(dynamodb_store.owner_line().wrong_pins) == 5
    assert said("SM-right", f"{PIN} {CANCEL}").startswith("Too many wrong PINs")
    (lead,) = leads(dynamodb)
    assert lead["status"] == {"S": "booked"}


def test_the_pin_is_in_no_item_and_in_no_log(dynamodb: DynamoDBClient, capfd: pytest.CaptureFixture[str]) -> None:
    webhook(sms("SM-book", f"iphone 13 screen {TOMORROW} at 2pm"))
    said("SM1", CANCEL)
    said("SM2", "8362945")
    said("SM3", f"{PIN}")
    said("SM4", f"undo {PIN}")
    stored = [item for table in (LEADS, STATE) for item in dynamodb.scan(TableName=table)["Items"]]
    texts = [repr([item.get(name) for name in ("messages", "inbound", "about", "reply")]) for item in stored]
    logged = capfd.readouterr()
    for secret in (f"'{PIN}'", f" {PIN}", "8362945"):
        assert not [text for text in texts if secret in text]
        assert secret not in logged.out + logged.err
