"""The dashboard's half of /scheduler over real tables: leads, notes, counts, conversations; other programs' too."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import scheduler
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.tables import to_item
from linda.errors import StoreUnavailableError
from tests.integration.conftest import LEADS, NOW, OWNER_TOKEN, STATE
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


def test_notes_and_a_move_at_the_same_time_are_both_kept() -> None:
    own = book()
    changes = [{"date": TOMORROW, "time": "4:00 PM"}, *({"notes": f"note {n}"} for n in range(5))]
    with ThreadPoolExecutor(len(changes)) as pool:
        codes = list(pool.map(lambda fields: ask("PATCH", fields, lead_id=own)["statusCode"], changes))
    assert codes == [200] * len(changes)
    (lead,) = body(ask(leads="1"))["leads"]
    assert (lead["appointment_time"], lead["notes"][:5], lead["revision"]) == ("4:00 PM", "note ", 7)


def test_a_lead_of_another_program_is_adopted_with_the_notes_that_it_got_before(dynamodb: DynamoDBClient) -> None:
    when = {"appointment_date": TOMORROW, "appointment_time": "2:00 PM", "status": "booked"}
    put(dynamodb, lead_id=FOREIGN, timestamp=AT, phone="904-555-0123", **when)
    assert ask("PATCH", {"notes": "part ordered"}, lead_id=FOREIGN)["statusCode"] == 200
    image = stored(dynamodb)[FOREIGN]
    keys = {name: image[name] for name in ("lead_id", "timestamp")}
    scheduler.handler({"Records": [{"dynamodb": {"Keys": keys, "NewImage": image}}]}, None)
    (lead,) = body(ask(leads="1"))["leads"]
    assert (lead["notes"], lead["revision"], lead["phone"]) == ("part ordered", 1, CUSTOMER)
    assert "2:00 PM" not in body(ask(date=TOMORROW))["available_slots"]


def test_counts_are_of_today_and_tomorrow() -> None:
    book()
    cancelled = book("3:00 PM")
    ask("DELETE", lead_id=cancelled)
    counts = body(ask(counts="1"))
    today, tomorrow = counts["today"], counts["tomorrow"]
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


def stored(dynamodb: DynamoDBClient) -> dict[str, Any]:
    return {
        item.get("lead_id", item.get("state_id", {}))["S"]: item
        for table in (LEADS, STATE)
        for item in dynamodb.scan(TableName=table)["Items"]
    }


BOB = "+19045550199"


def live(dynamodb: DynamoDBClient) -> None:
    """Let Ann and Bob text and book; another program has leads of both."""
    for hour, phone, word in (("9:00 AM", CUSTOMER, "Zarathustra"), ("10:00 AM", BOB, "Wittgenstein")):
        book(hour, phone, customer_name=word)
        webhook(sms(f"SM{word}", f"hi, it is {word}", From=phone))
        put(dynamodb, lead_id=f"LEAD-{word}", timestamp=Decimal("1770735600.1234567890123456789"), phone=phone[2:])


def test_a_customer_is_deleted_and_another_keeps_everything(dynamodb: DynamoDBClient) -> None:
    live(dynamodb)
    webhook(sms("SMstop", "STOP", From=CUSTOMER))
    before = stored(dynamodb)
    answered = ask("DELETE", customer="(904) 555-0123")
    assert answered["statusCode"] == 200
    assert body(answered)["removed"]["leads"] == 2
    assert body(answered)["opted_out"] is True
    assert "Its opt-out stays" in body(answered)["message"]
    after = stored(dynamodb)
    assert [key for key, item in after.items() if "Zarathustra" in f"{key} {item}"] == []
    assert [key for key, item in after.items() if CUSTOMER in f"{key} {item}"] == [f"OPTOUT#{CUSTOMER}"]
    bobs = {key: item for key, item in before.items() if BOB in f"{key} {item}" or "Wittgenstein" in f"{key} {item}"}
    assert len(bobs) > 4
    assert {key: after[key] for key in bobs} == bobs
    assert "9:00 AM" in body(ask(date=TOMORROW))["available_slots"]
    put(dynamodb, lead_id="LEAD-other", timestamp=7, phone=BOB, notes=f"his wife has {CUSTOMER}")
    after = stored(dynamodb)
    again = ask("DELETE", customer=CUSTOMER)
    assert "mention the number and stay" in body(again)["message"]
    assert body(again)["mentioned"] == ["LEAD-other"]
    assert (again["statusCode"], body(again)["removed"], stored(dynamodb)) == (200, {}, after)


@pytest.mark.parametrize("writes", [0, 1, 2, 3, 5])
def test_stopped_after_any_write_it_is_finished_by_the_next_call(
    writes: int, dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(dynamodb)
    transact, left = DynamoDBStore.transact, [writes]

    def until_killed(self: DynamoDBStore, changes: list[Any]) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise StoreUnavailableError("killed")
        return transact(self, changes)

    monkeypatch.setattr(DynamoDBStore, "transact", until_killed)
    assert ask("DELETE", customer=CUSTOMER)["statusCode"] == 503
    monkeypatch.setattr(DynamoDBStore, "transact", transact)
    assert ask("DELETE", customer=CUSTOMER)["statusCode"] == 200
    after = stored(dynamodb)
    assert [key for key, item in after.items() if CUSTOMER in f"{key} {item}" or "Zarathustra" in f"{item}"] == []
    assert sum("Wittgenstein" in f"{key} {item}" for key, item in after.items()) >= 3


def test_what_takes_too_long_is_to_be_asked_again(dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> None:
    live(dynamodb)
    monkeypatch.setattr(scheduler, "_SECONDS_TO_FORGET", -1.0)
    answered = ask("DELETE", customer=CUSTOMER)
    assert (answered["statusCode"], body(answered)["removed"]) == (202, {})


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ({"customer": CUSTOMER}, {}, 401),
        ({"customer": ""}, OWNER, 400),
        ({"customer": "*"}, OWNER, 400),
        ({"customer": "12"}, OWNER, 400),
        ({"customer": CUSTOMER, "lead_id": FOREIGN}, OWNER, 400),
        ({}, OWNER, 404),
    ],
)
def test_nothing_is_deleted_without_the_token_and_one_number(
    query: dict[str, Any], headers: dict[str, str], status: int, dynamodb: DynamoDBClient
) -> None:
    live(dynamodb)
    before = stored(dynamodb)
    answered = ask("DELETE", None, headers, **query)
    assert answered["statusCode"] == status
    assert status != 400 or "customer" in body(answered)["message"]
    assert stored(dynamodb) == before
