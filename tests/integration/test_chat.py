"""`chat` over conversations that the dispatcher itself has stored."""

import json
from email.utils import format_datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from local import chat, twilio
from tests.integration.conftest import LEADS, NOW
from tests.integration.events import sms, webhook

ANN, SHORT, NOBODY = "+19045550123", "+1904555012", "+19045550177"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    """What the stand-in for Twilio has received, by address."""
    received: dict[str, list[dict[str, Any]]] = {}
    monkeypatch.setattr(twilio, "messages_to", lambda base_url, address: received.get(address, []))
    return received


@pytest.mark.usefixtures("environment")
def test_a_number_has_its_own_conversations_and_what_it_was_texted_besides(
    dynamodb: DynamoDBClient, sent: dict[str, list[dict[str, Any]]]
) -> None:
    webhook(sms("SM1", "how much is an iphone 13 screen", From=ANN))
    webhook(sms("SM2", "what are your hours", From=SHORT))
    reply = chat.conversations(ANN, dynamodb, LEADS)[-1].content
    written = format_datetime(NOW)
    sent[ANN] = [{"date_created": written, "body": reply}, {"date_created": written, "body": "Your visit is today."}]
    said = chat.chat(ANN, dynamodb, LEADS, "")
    assert sorted((one.role, one.content) for one in said) == [
        ("assistant", reply),
        ("notice", "Your visit is today."),
        ("user", "how much is an iphone 13 screen"),
    ]
    assert [one.timestamp for one in said] == sorted(one.timestamp for one in said)
    assert {one.channel for one in said} == {"twilio-sms"}
    assert json.loads(chat.as_json(ANN, said))["messages"][0]["role"] in ("user", "notice")
    lines = chat.as_words(ANN, said, ZoneInfo("America/New_York"))
    assert "[twilio-sms] customer: how much is an iphone 13 screen" in lines
    assert "[twilio-sms] LINDA, by herself: Your visit is today." in lines


@pytest.mark.usefixtures("sent")
def test_callers_without_a_number_are_shown_together(dynamodb: DynamoDBClient) -> None:
    said = {"role": {"S": "user"}, "content": {"S": "hello"}, "timestamp": {"N": "5"}}
    for source in ("anonymous-CA1", "anonymous-CA2", ANN):
        item: Any = {"lead_id": {"S": f"CHATLOG-{source}-2026-02-10"}, "timestamp": {"N": "0"}, "source": {"S": source}}
        dynamodb.put_item(TableName=LEADS, Item={**item, "messages": {"L": [{"M": said}]}})
    sessions = {one.session for one in chat.chat("anonymous", dynamodb, LEADS, "")}
    assert sessions == {"anonymous-CA1-2026-02-10", "anonymous-CA2-2026-02-10"}
    assert chat.as_words(NOBODY, chat.chat(NOBODY, dynamodb, LEADS, ""), ZoneInfo("UTC")) == (
        f"Nothing was said with {NOBODY}."
    )
