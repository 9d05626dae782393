"""`forget` over tables that the functions themselves have filled: nothing of the number is left, all of others is."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

import dispatcher
import scheduler
from linda import turn as conversation
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.forget_store import plain_item
from linda.adapters.functions import turn_event
from linda.models import Claim, Hold, Inbound, Slot
from local import __main__, commands, forget
from local.audit import problems
from local.forget import Tables
from local.twilio import Media, upload
from tests import openai_stand_in, twilio_stand_in
from tests.integration.conftest import LEADS, NOW, OWNER_TOKEN, STATE, Clock, reopen
from tests.integration.events import api_event, body, sms, webhook
from tests.integration.test_calls import ring
from tests.openai_stand_in import call, say, slow
from tests.tool_calls import visit

# The first is the beginning of the second, and the third differs from it in the last digit.
SHORT, ANN, BOB = "+1904555012", "+19045550123", "+19045550124"
OWNER, WITHHELD = "+19042520100", "+266696687"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)

type Items = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(autouse=True)
def _texting(
    environment: None,
    twilio: twilio_stand_in.StandIn,
    openai: openai_stand_in.StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """The functions with all that they need to text the customers and the owner, and a model."""
    account = twilio_stand_in.ACCOUNT
    settings = {
        "TWILIO_ACCOUNT_SID": account.sid,
        "TWILIO_PHONE_NUMBER": account.phone,
        "TWILIO_API_BASE_URL": twilio.base_url,
        "OWNER_PHONE": OWNER,
        "MESSAGES_AN_HOUR": "6",
        "DAILY_UNPROVED_TEXTS": "2",
        "QUIET_FROM": "00:00",
        "QUIET_UNTIL": "00:00",
        "AWS_LAMBDA_FUNCTION_NAME": "dispatcher",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    reopen()
    yield
    reopen()


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []

    def keep(region: str, function: str, inbound: Inbound, claim: Claim) -> bool:
        events.append(json.loads(json.dumps(turn_event(inbound, claim))))
        return True

    monkeypatch.setattr(dispatcher, "finish_turn_later", keep)
    return events


class Customer:
    """A customer who does all that leaves something in the tables, with a word of its own wherever words go."""

    def __init__(self, phone: str, word: str, hours: tuple[str, str, str]) -> None:
        self.phone, self.word, self.hours = phone, word, hours
        self.sent = 0

    def text(self, words: str, **more: str) -> str:
        """Send a text, and return its key."""
        self.sent += 1
        sid = f"SM{self.word}{self.sent}"
        webhook(sms(sid, words, **{"From": self.phone, **more}))
        return sid

    def book(self, hour: str, **more: str) -> Any:
        """Book by the web form."""
        fields = {
            "phone": self.phone,
            "date": "2026-02-11",
            "time": hour,
            "repair_type": "screen",
            "customer_name": self.word,
            "notes": f"my {self.word} phone",
            **more,
        }
        event = api_event("POST", "/scheduler", {"Idempotency-Key": f"{fields}"}, body=json.dumps(fields))
        event["requestContext"]["identity"] = {"sourceIp": f"203.0.113.{len(self.word)}"}
        response: Any = scheduler.handler(event, None)
        assert response["statusCode"] == 201, response["body"]
        return body(response)


def live(
    who: Customer,
    openai: openai_stand_in.StandIn,
    twilio: twilio_stand_in.StandIn,
    handed: list[dict[str, Any]],
    store: DynamoDBStore,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Let the customer do everything, and the schedule its part."""
    booking = visit("2026-02-12", who.hours[0], device=f"iPhone 13 {who.word}", customer_name=who.word)
    openai.script.extend([call("book_slot", booking), say("See you!")])
    who.text(f"book me please, {who.word}")
    openai.script.extend([call("ask_owner", {"question": f"Do you do {who.word}?"}), say("I have asked Brandon.")])
    who.text(f"do you do {who.word}?", From=f"whatsapp:{who.phone}")
    media = upload(twilio.base_url, Media(PNG, "image/png"))
    openai.script.extend([call("describe_photos", {"description": f"{who.word} glass"}), say("I see.")])
    who.text("look", NumMedia="1", MediaUrl0=media, MediaContentType0="image/png")
    openai.script.extend(
        [call("authorize_discount", {"percent": 50, "reason": who.word}), say("I have asked Brandon.")]
    )
    who.text(f"half price for {who.word}?")
    # Late, and by itself.
    monkeypatch.setattr(conversation, "MODEL_SECONDS", 0.3)
    monkeypatch.setattr("linda.clock.now", lambda: datetime.now(UTC))
    openai.script.extend([slow(0.6, say("never heard")), say(f"Hello {who.word}!")])
    late = who.text(f"{who.word}: hello?")
    dispatcher.handler(handed.pop(), None)
    monkeypatch.setattr("linda.clock.now", lambda: clock.now())
    monkeypatch.setattr(conversation, "MODEL_SECONDS", 8.0)
    assert late in str(store.get(STATE, {"state_id": f"REPLY#{late}"}))
    # By the web form: one kept, one moved, one cancelled; one more than the shop texts to strangers.
    who.book(who.hours[1])
    cancelled = who.book(who.hours[2])["lead_id"]
    event = api_event("DELETE", "/scheduler", {}, queryStringParameters={"lead_id": cancelled})
    assert scheduler.handler(event, None)["statusCode"] == 200
    completed = who.book(who.hours[2], lead_type="callback")["lead_id"]
    fields = json.dumps({"status": "completed"})
    owner = {"authorization": f"Bearer {OWNER_TOKEN}"}
    event = api_event("PATCH", "/scheduler", owner, queryStringParameters={"lead_id": completed}, body=fields)
    assert scheduler.handler(event, None)["statusCode"] == 200
    assert scheduler.handler({"task": "send_notices"}, None)["statusCode"] == 200
    # Above its limit of an hour, the rules hold a slot for it; far above it, nobody answers.
    openai.script.extend([say("Hello!")] * 10)
    for n in range(10):
        who.text(f"{who.word} number {n}")
    # Above the shop's limit of a day.
    monkeypatch.setenv("DAILY_TURNS", "1")
    reopen()
    clock.moment += timedelta(hours=1)
    who.text("can you fix a battery tomorrow?")
    monkeypatch.delenv("DAILY_TURNS")
    reopen()
    slot = Slot(NOW.date() + timedelta(days=3), datetime.strptime(who.hours[0], "%I:%M %p").time())  # noqa: DTZ007
    store.hold(slot, Hold(who.phone, int(clock.moment.timestamp()) + 600), clock.moment)
    # A turn that dies.
    dead = Inbound(
        f"SM{who.word}dead", who.phone, f"{who.word}?", f"{who.phone}-2026-02-10", "twilio-sms", clock.moment
    )
    assert isinstance(store.claim(dead, clock.moment), Claim)
    who.text("START")
    openai.script.clear()


def items(dynamodb: DynamoDBClient) -> Items:
    found: Items = {}
    for table, key in ((LEADS, "lead_id"), (STATE, "state_id")):
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            found |= {(table, item[key]["S"]): item for item in page["Items"]}
    return found


def holding(found: Items, phone: str, word: str = "") -> list[tuple[str, str]]:
    """The keys of the items that have the word, or the number, however it is written."""
    national = r"\D{0,3}".join(phone.removeprefix("+1"))
    number = re.compile(rf"(?<!\d)(1\D{{0,3}})?{national}(?!\d)")
    texts = {key: str(item) for key, item in found.items()}
    return [key for key, text in texts.items() if number.search(text) or (word and word in text)]


def spoken(found: Items) -> list[tuple[str, str]]:
    """The keys of the items that have Ann's number as it is said, or written."""
    said = re.compile(r"nine (zero|oh) four,? five five five,? (zero|oh) one two three")
    written = holding(found, ANN)
    return [key for key, item in found.items() if key in written or said.search(str(item))]


def kinds(found: list[tuple[str, str]]) -> set[str]:
    """What the keys begin with."""
    return {re.split("[#-]", key)[0] for _, key in found}


def tables(dynamodb: DynamoDBClient) -> Tables:
    return Tables(dynamodb, LEADS, STATE, "In a test")


def foreign_leads(dynamodb: DynamoDBClient, phone: str) -> None:
    """What another program has written of the number."""
    dashed = f"{phone[2:5]}-{phone[5:8]}-{phone[8:]}"
    written: list[Mapping[str, Any]] = [
        {"lead_id": {"S": "LEAD-web-1"}, "timestamp": {"N": "1"}, "phone": {"S": dashed}},
        {"lead_id": {"S": "LEAD-web-2"}, "timestamp": {"N": "2"}, "phone": {"S": phone[2:]}, "notes": {"NULL": True}},
        {"lead_id": {"S": f"CHATLOG-{phone}-2026-01"}, "timestamp": {"N": "0"}, "messages": {"L": []}},
    ]  # fmt: skip
    for item in written:
        dynamodb.put_item(TableName=LEADS, Item=item)


@pytest.fixture
def lived(
    openai: openai_stand_in.StandIn,
    twilio: twilio_stand_in.StandIn,
    handed: list[dict[str, Any]],
    dynamodb_store: DynamoDBStore,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ann = Customer(ANN, "Zarathustra", ("9:00 AM", "10:00 AM", "11:00 AM"))
    bob = Customer(BOB, "Wittgenstein", ("1:00 PM", "2:00 PM", "3:00 PM"))
    for who in (ann, bob):
        live(who, openai, twilio, handed, dynamodb_store, clock, monkeypatch)
        clock.moment = NOW
    assert openai.rejected == []
    webhook(sms("SMshort", "hello Leibniz", From=SHORT))


@pytest.mark.usefixtures("lived")
def test_nothing_of_the_number_is_left_but_its_opt_out_and_all_of_others_is(
    dynamodb: DynamoDBClient, capsys: pytest.CaptureFixture[str]
) -> None:
    webhook(sms("SMstop", "STOP", From=ANN))
    foreign_leads(dynamodb, ANN)
    before = items(dynamodb)
    assert problems_of(before) == []
    assert kinds(holding(before, ANN, "Zarathustra")) == {
        *("LEAD", "CALLBACK", "CHATLOG"),
        *("TURN", "IDEM", "DIALOGUE", "PHONE", "DAY", "MESSAGES", "TEXTS", "FOR_OWNER", "OPTOUT", "REPLY", "QUESTION"),
    }
    found = forget.look(ANN, tables(dynamodb))
    removed = {c.key.get("lead_id") or c.key["state_id"] for c in found.changes if not c.attributes}

    assert forget.forget(ANN, tables(dynamodb), confirmed=True, as_json=False) == 0
    after = items(dynamodb)
    assert holding(after, ANN, "Zarathustra") == [(STATE, f"OPTOUT#{ANN}")]
    assert "opt-out stays" in capsys.readouterr().out
    assert removed == {key for _, key in before.keys() - after.keys()}
    for phone, word in ((BOB, "Wittgenstein"), (SHORT, "Leibniz")):
        theirs = holding(before, phone, word)
        assert theirs == holding(after, phone, word)
        shared = [key for key in theirs if key[1].startswith("DAY#")]
        assert [key for key in theirs if key not in shared and before[key] != after[key]] == []
    assert problems_of(after) == []
    assert {kind for kind in kinds([*before]) if kind not in kinds([*after])} == set()  # all of them are Bob's too

    assert forget.forget(ANN, tables(dynamodb), confirmed=True, as_json=False) == 0
    assert items(dynamodb) == after


def problems_of(found: Items) -> list[str]:
    rows = [(table, plain_item(item)) for (table, _), item in found.items()]
    leads = [row for table, row in rows if table == LEADS and not row["lead_id"].startswith("LEAD-web-")]
    return problems(leads, [row for table, row in rows if table == STATE], NOW)


@pytest.mark.usefixtures("lived")
def test_the_times_of_a_forgotten_number_are_free_again(dynamodb: DynamoDBClient) -> None:
    def free(day: str) -> set[str]:
        event = api_event("GET", "/scheduler", {}, queryStringParameters={"date": day})
        return set(body(scheduler.handler(event, None))["available_slots"])

    taken = {day: free(day) for day in ("2026-02-11", "2026-02-12", "2026-02-13")}
    forget.forget(ANN, tables(dynamodb), confirmed=True, as_json=False)
    assert {day: free(day) - slots for day, slots in taken.items()} == {
        "2026-02-11": {"10:00 AM"},
        "2026-02-12": {"9:00 AM"},
        "2026-02-13": {"9:00 AM"},
    }
    assert "Booked" in str(webhook(sms("SMnew", "iphone 13 screen feb 12 at 9am", From="+19045550177")))


@pytest.mark.usefixtures("lived")
def test_killed_after_each_step_it_goes_on_the_next_time_and_no_lead_is_left_half(dynamodb: DynamoDBClient) -> None:
    before = items(dynamodb)
    while (found := forget.look(ANN, tables(dynamodb))).steps:
        forget.carry_out(replace(found, steps=found.steps[:1]), tables(dynamodb))
        # The list of the number's bookings goes when the last of them has gone.
        assert [problem for problem in problems_of(items(dynamodb)) if "is an open booking" not in problem] == []
    after = items(dynamodb)
    assert holding(after, ANN, "Zarathustra") == []
    assert problems_of(after) == []
    assert [key for key in holding(before, BOB, "Wittgenstein") if key not in after] == []


def test_a_number_that_was_given_in_a_call_goes_with_whoever_is_known_by_it_alone(
    dynamodb: DynamoDBClient, capsys: pytest.CaptureFixture[str]
) -> None:
    wish, number = (
        ("i need a new screen for my iphone thirteen", "tomorrow at two"),
        "nine oh four five five five oh one two three",
    )
    ring(*wish, "yes", number, "yes", "yes", sid="CAwithheld", phone=WITHHELD)
    ring("have brandon call me", "tomorrow at three", "yes", number, sid="CAgone", phone=WITHHELD)
    ring("hello there my friend", sid="CAother", phone=WITHHELD)
    ring("text me at 904 555 0123", "yes", "what are your hours", sid="CAbob", phone=BOB)
    before = items(dynamodb)
    assert {"LEAD", "CHATLOG", "CALL", "TURN", "PHONE"} <= kinds(spoken(before))
    assert forget.forget(ANN, tables(dynamodb), confirmed=True, as_json=False) == 0
    after = items(dynamodb)
    # What Bob has said is his, and is told; the receipts of it, and what the call had come to, are nobody's loss.
    talk, told = f"CHATLOG-{BOB}-2026-02-10", "FOR_OWNER#TURN#CAbob-2#1"
    message, *others = sorted(key for _, key in spoken(after))
    assert (message.startswith("CALLBACK-"), others) == (True, [talk, told])
    assert f"mention the number and stay: {message}, {talk}, {told}" in capsys.readouterr().out
    gone = {key for _, key in before.keys() - after.keys()}
    assert {key for key in gone if BOB in key or "CAbob" in key} == {
        *("CALL#CAbob", "TURN#CAbob-1", "TURN#CAbob-2", "TURN#CAbob-3"),
    }
    assert [key for _, key in after if "CAwithheld" in key or "CAgone" in key] == []
    assert {key for key in before if "CAother" in key[1]} <= after.keys()
    assert problems_of(after) == []


def test_killed_after_each_step_a_caller_without_a_number_is_still_found(dynamodb: DynamoDBClient) -> None:
    ring("have brandon call me", "tomorrow at three", "yes", "9045550123", "yes", "yes", sid="CA1", phone=WITHHELD)
    while (found := forget.look(ANN, tables(dynamodb))).steps:
        forget.carry_out(replace(found, steps=found.steps[:1]), tables(dynamodb))
    assert [key for key in items(dynamodb) if "CA1" in key[1]] == spoken(items(dynamodb)) == []


@pytest.mark.usefixtures("lived")
def test_on_aws_it_names_the_account_and_the_tables_and_removes_with_the_shells_credentials(
    dynamodb: DynamoDBClient, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    options = [
        "forget",
        "(904) 555-0123",
        "--aws",
        "--region",
        "us-east-1",
        "--leads-table",
        LEADS,
        "--state-table",
        STATE,
    ]
    assert commands.run(__main__.parse([*options, "--yes", "--json"]), tmp_path) == 0
    told = capsys.readouterr()
    assert "AWS account 000000000000, region us-east-1" in told.err
    assert f"Tables {LEADS} and {STATE}" in told.err
    assert json.loads(told.out)["counts"]["leads"] == 4
    assert holding(items(dynamodb), ANN, "Zarathustra") == []
