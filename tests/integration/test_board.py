"""The dashboard's half of /scheduler over real tables: leads, notes, counts, conversations; other programs' too."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import scheduler
from linda.adapters.tables import to_item
from tests.integration.conftest import LEADS, NOW, OWNER_TOKEN
from tests.integration.events import CUSTOMER, TODAY, TOMORROW, api_event, body, sms, webhook

pytestmark = pytest.mark.usefixtures("environment")

AT = int(NOW.timestamp())
OWNER = {"authorization": f"Bearer {OWNER_TOKEN}"}
FOREIGN = "LEAD-1770735600500-ab12"


def ask(method: str = "GET", fields: object = None, headers: Mapping[str, str] = OWNER, **query: str) -> Any:
    sent = {"body": json.dumps(fields)} if fields is not None else {}
    return scheduler.handler(api_event(method, "/scheduler", headers, queryStringParameters=query, **sent), None)


def put(dynamodb: DynamoDBClient, **fields: object) -> None:
    dynamodb.put_item(TableName=LEADS, Item=to_item(fields))


def book(time: str = "2:00 PM", phone: str = CUSTOMER, **more: str) -> str:
    fields = {"phone": phone, "date": TOMORROW, "time": time, "repair_type": "screen", **more}
    answered = ask("POST", fields)
    assert answered["statusCode"] == 201, answered
    return str(body(answered)["lead_id"])


@pytest.mark.parametrize("query", ["leads", "counts", "conversations", "conversation", "search"])
def test_only_the_owner_is_answered(query: str) -> None:
    assert ask(headers={}, **{query: "1"})["statusCode"] == 401


def test_all_leads_are_listed_other_programs_and_unreadable_ones_too_and_no_conversation(
    dynamodb: DynamoDBClient,
) -> None:
    own = book()
    webhook(sms("SM1", "hi"))
    put(dynamodb, lead_id=FOREIGN, timestamp=(AT + 60) * 1000, phone="904-555-0123", appointment_date="ASAP")
    put(dynamodb, lead_id="web-7", timestamp=AT - 60, notes=None, status="new")
    first = body(ask(leads="1", limit="2"))
    second = body(ask(leads="1", limit="2", cursor=first["cursor"]))
    assert [lead["lead_id"] for lead in first["leads"] + second["leads"]] == [FOREIGN, own, "web-7"]
    assert second["cursor"] is None


def test_filters_find_other_programs_leads_as_well(dynamodb: DynamoDBClient) -> None:
    own = book(source="web-chat")
    other = book("3:00 PM", "+19045550199")
    put(dynamodb, lead_id=FOREIGN, timestamp=AT - 9, phone="904-555-0123", appointment_date=TOMORROW, status="Done")

    def listed(**query: Any) -> list[str]:
        return [lead["lead_id"] for lead in body(ask(leads="1", **query))["leads"]]

    assert listed(phone="(904) 555-0123") == [own, FOREIGN]
    assert sorted(listed(day=TOMORROW)) == sorted([own, other, FOREIGN])
    assert listed(day=TOMORROW, status="completed") == [FOREIGN]
    assert listed(source="web-chat", type="appointment") == [own]
    assert listed(status="cancelled") == []
    assert ask(leads="1", status="asleep")["statusCode"] == 400
    assert ask(leads="1", type="asleep")["statusCode"] == 400


def test_notes_are_kept_line_by_line_on_ours_and_on_another_programs_lead(dynamodb: DynamoDBClient) -> None:
    own = book(notes="back door")
    put(dynamodb, lead_id=FOREIGN, timestamp=AT - 60, phone="904-555-0123", notes="old", status="new")
    for lead_id, revision in ((own, 2), (FOREIGN, 0)):
        answered = ask("PATCH", {"notes": " part\u202e ordered\x00 \r\n\n call her "}, lead_id=lead_id)
        assert (answered["statusCode"], body(answered)["booking"]["revision"]) == (200, revision)
    leads = body(ask(leads="1"))["leads"]
    assert {lead["notes"] for lead in leads} == {"part ordered\n\ncall her"}
    assert ask("PATCH", {"notes": "x"}, headers={}, lead_id=own)["statusCode"] == 401
    assert ask("PATCH", {"notes": "x" * 1_001}, lead_id=own)["statusCode"] == 400
    assert ask("PATCH", {"notes": None, "status": "completed"}, lead_id=own)["statusCode"] == 200
    (lead,) = [lead for lead in body(ask(leads="1"))["leads"] if lead["lead_id"] == own]
    assert (lead["notes"], lead["status"]) == ("", "completed")


def test_a_status_that_is_refused_leaves_the_notes_as_they_were() -> None:
    own = book(notes="back door")
    assert ask("PATCH", {"status": "cancelled"}, lead_id=own)["statusCode"] == 200
    assert ask("PATCH", {"status": "completed", "notes": "new"}, lead_id=own)["statusCode"] == 409
    assert body(ask(leads="1"))["leads"][0]["notes"] == "back door"


def test_counts_are_of_today_and_tomorrow() -> None:
    book()
    cancelled = book("3:00 PM")
    ask("DELETE", lead_id=cancelled)
    counts = body(ask(counts="1"))
    today, tomorrow = counts["days"]
    assert (today["date"], tomorrow["date"]) == (TODAY, TOMORROW)
    assert tomorrow["booked"] == {"appointment": 1, "callback": 0, "on_site": 0}
    assert (tomorrow["others"]["cancelled"], tomorrow["free_slots"]) == (1, 7)
    assert (counts["new_leads"], counts["open_questions"]) == (2, 0)


def test_conversations_are_listed_read_and_searched(dynamodb: DynamoDBClient) -> None:
    webhook(sms("SM1", "how much is an iPhone 13 screen?"))
    webhook(sms("SM2", "what are your hours?", From="+19045550199"))
    put(
        dynamodb,
        lead_id="CHATLOG-web-1",
        timestamp=0,
        source="904-555-0123",
        messages=[{"role": "user", "content": "mi pantalla está rota", "timestamp": AT * 1000}],
        last_updated="2026-02-09T15:00:00Z",
    )
    put(dynamodb, lead_id="CHATLOG-broken", timestamp=0, messages="?")
    first = body(ask(conversations="1", limit="1"))
    second = body(ask(conversations="1", cursor=first["cursor"]))
    sessions = [each["session_id"] for each in first["conversations"] + second["conversations"]]
    assert sessions == [f"{CUSTOMER}-{TODAY}", f"+19045550199-{TODAY}", "web-1"]
    assert [len(each["messages"]) for each in second["conversations"]] == [1, 1]
    assert [each["message_count"] for each in second["conversations"]] == [2, 1]

    own = body(ask(conversation="904 555 0123"))["conversations"]
    assert [each["session_id"] for each in own] == [f"{CUSTOMER}-{TODAY}", "web-1"]
    assert own[0]["messages"][0]["content"] == "how much is an iPhone 13 screen?"
    assert [each["session_id"] for each in body(ask(conversation="web-1"))["conversations"]] == ["web-1"]

    (hit,) = body(ask(search="ROTA esta"))["conversations"]
    assert (hit["session_id"], hit["messages"][0]["content"]) == ("web-1", "mi pantalla está rota")
    assert ask(search=" ")["statusCode"] == ask(conversation="")["statusCode"] == 400
