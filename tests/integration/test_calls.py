"""Phone calls through the dispatcher, over DynamoDB's API: signed webhooks in, TwiML out."""

import base64
import random
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from mypy_boto3_dynamodb import DynamoDBClient
from twilio.request_validator import RequestValidator

import dispatcher
import scheduler
from linda import calls
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.functions import turn_event
from linda.models import Claim, Inbound, Speech
from tests import openai_stand_in, twilio_stand_in
from tests.emf import Counted
from tests.integration.conftest import LEADS, NOW, STATE, TOKEN, Clock, reopen
from tests.integration.events import CUSTOMER, TOMORROW, api_event, leads, reply, sms, webhook
from tests.tool_calls import visit

pytestmark = pytest.mark.usefixtures("environment")

OUR_NUMBER = "+19045550199"
OWNER = "+19045550100"


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner's number is known."""
    monkeypatch.setenv("OWNER_PHONE", OWNER)
    reopen()


def form(sid: str = "CA1", **more: str) -> dict[str, str]:
    fields = {"CallSid": sid, "AccountSid": "AC1", "From": CUSTOMER, "To": OUR_NUMBER, "CallStatus": "in-progress"}
    return {**fields, "Direction": "inbound", "ApiVersion": "2010-04-01", **more}


def post(
    fields: Mapping[str, str], turn: int = 0, *, signed_turn: int | None = None, signature: str | None = None
) -> Any:
    """Post a webhook of a call, signed with the URL of its turn."""
    at = turn if signed_turn is None else signed_turn
    url = "https://api.example.com/dispatcher" + (f"?turn={at}" if at else "")
    signed = RequestValidator(TOKEN).compute_signature(url, fields) if signature is None else signature
    headers = {"Content-Type": "application/x-www-form-urlencoded", "x-twilio-signature": signed}
    query = {"turn": f"{turn}"} if turn else None
    event = api_event("POST", "/dispatcher", headers, queryStringParameters=query)
    event["multiValueQueryStringParameters"] = {"turn": [f"{turn}"]} if turn else None
    body = base64.b64encode(urlencode(fields).encode()).decode()
    return dispatcher.handler({**event, "body": body, "isBase64Encoded": True}, None)


def ring(*lines: str, sid: str = "CA1", phone: str = CUSTOMER) -> list[Any]:
    """Call, say the lines, and return the answers, the greeting first."""
    answers = [post(form(sid, From=phone, CallStatus="ringing"))]
    for turn, line in enumerate(lines, start=1):
        answers.append(post(form(sid, From=phone, SpeechResult=line, Confidence="0.93"), turn))
    return answers


def verb(response: Any) -> str:
    return ElementTree.fromstring(response["body"])[-1].tag  # noqa: S314  (written by ourselves)


def state_items(dynamodb: DynamoDBClient, prefix: str) -> list[dict[str, Any]]:
    found = dynamodb.scan(TableName=STATE)["Items"]
    return [item for item in found if item["state_id"]["S"].startswith(prefix)]


def test_a_call_books_after_a_spoken_yes_and_its_confirmation_waits_to_be_texted(dynamodb: DynamoDBClient) -> None:
    answers = ring("i need a new screen for my iphone thirteen", "tomorrow at two", "yes")
    assert "AI assistant" in reply(answers[0])
    assert "Shall I book it?" in reply(answers[2])
    assert "You're booked" in reply(answers[3])
    (lead,) = leads(dynamodb)
    assert (lead["appointment_date"]["S"], lead["appointment_time"]["S"]) == (TOMORROW, "2:00 PM")
    assert (lead["source"]["S"], lead["phone"]["S"]) == ("twilio-voice", CUSTOMER)
    (outbox,) = state_items(dynamodb, "OUTBOX#")
    assert (outbox["action"]["S"], outbox["pending"]["S"]) == ("booked", "confirmation")


def test_a_redelivered_turn_gets_the_same_twiml_and_books_once(dynamodb: DynamoDBClient) -> None:
    first = ring("i need a new screen for my iphone thirteen", "tomorrow at two", "yes")
    again = ring("i need a new screen for my iphone thirteen", "tomorrow at two", "yes")
    assert [answer["body"] for answer in again] == [answer["body"] for answer in first]
    assert len(leads(dynamodb)) == 1


def test_a_turn_that_arrives_twice_at_once_gets_the_same_twiml(dynamodb: DynamoDBClient) -> None:
    ring("i need a new screen for my iphone thirteen", "tomorrow at two")
    yes = form(SpeechResult="yes", Confidence="0.9")
    with ThreadPoolExecutor(4) as pool:
        bodies = [answer["body"] for answer in pool.map(lambda _: post(yes, 3), range(4))]
    assert len(set(bodies)) == 1
    assert "You're booked" in bodies[0]
    assert len(leads(dynamodb)) == 1


def test_what_was_said_in_a_call_is_known_when_the_customer_texts() -> None:
    ring("i need a new screen for my iphone thirteen")
    assert "iPhone 13" in reply(webhook(sms("SM1", "tomorrow at 2pm works")))


def test_what_was_texted_is_known_when_the_customer_calls() -> None:
    webhook(sms("SM1", "iphone 13 screen, how much?"))
    answers = ring("tomorrow at two")
    assert "iPhone thirteen screen repair, tomorrow, Wednesday, at two in the afternoon" in reply(answers[-1])


def altered(fields: dict[str, str], number: int, chance: random.Random) -> dict[str, Any]:
    """How somebody else would change a signed webhook, in one of several ways."""
    name = chance.choice(sorted(fields))
    ways: list[dict[str, Any]] = [
        {"fields": fields | {name: fields[name] + "x"}},
        {"fields": fields | {f"Extra{number}": "1"}},
        {"fields": {key: value for key, value in fields.items() if key != name}},
        {"turn": chance.choice([2, 9, 20])},
        {"signature": ""},
        {"signature": chance.randbytes(15).hex()},
    ]
    return ways[number % len(ways)]


def test_forged_and_altered_webhooks_are_refused_and_leave_nothing(dynamodb: DynamoDBClient) -> None:
    chance = random.Random(11)  # noqa: S311
    for number in range(300):
        fields = form(f"CA{number}", SpeechResult="cancel my appointment", Confidence="0.9")
        url = "https://api.example.com/dispatcher?turn=1"
        signature = RequestValidator(TOKEN).compute_signature(url, fields)
        change = {"fields": fields, "turn": 1, "signature": signature, **altered(fields, number, chance)}
        assert post(change["fields"], change["turn"], signature=change["signature"])["statusCode"] == 403
    assert dynamodb.scan(TableName=LEADS)["Count"] == dynamodb.scan(TableName=STATE)["Count"] == 0


def test_a_text_with_the_query_of_a_call_is_refused(dynamodb: DynamoDBClient) -> None:
    fields = sms("SM1", "hi")
    signature = RequestValidator(TOKEN).compute_signature("https://api.example.com/dispatcher?turn=1", fields)
    assert post(fields, 1, signature=signature)["statusCode"] == 403
    assert dynamodb.scan(TableName=STATE)["Count"] == 0


@pytest.mark.usefixtures("owner")
def test_a_report_of_the_end_makes_no_lead_and_tells_the_owner_once(dynamodb: DynamoDBClient, counted: Counted) -> None:
    ring("how much is a screen for an iphone thirteen")
    for _ in range(2):
        assert post(form(CallStatus="completed", CallDuration="40"))["statusCode"] == 200
    assert leads(dynamodb) == []
    (entry,) = state_items(dynamodb, "FOR_OWNER#")
    assert "how much is a screen" in entry["text"]["S"]
    assert CUSTOMER in entry["text"]["S"]
    found = counted()
    assert (found["Calls"], found["Turns"], found["Escalated"]) == ([1], [1, 1], [1])


def test_a_caller_who_hung_up_at_once_is_texted_once(
    twilio: twilio_stand_in.StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {"TWILIO_ACCOUNT_SID": twilio_stand_in.ACCOUNT.sid, "TWILIO_PHONE_NUMBER": twilio_stand_in.ACCOUNT.phone}
    for name, value in {**keys, "TWILIO_API_BASE_URL": twilio.base_url}.items():
        monkeypatch.setenv(name, value)
    reopen()
    ring()
    for _ in range(3):
        post(form(CallStatus="completed", CallDuration="2"))
    (message,) = twilio.messages
    assert message["to"] == CUSTOMER
    assert "missed you" in message["body"]


def test_the_end_of_a_call_completes_its_conversation_until_the_next_message(dynamodb: DynamoDBClient) -> None:
    def status() -> str:
        found = (item for item in dynamodb.scan(TableName=LEADS)["Items"] if "messages" in item)
        return next(found)["status"]["S"]

    ring("what are your hours", "bye")
    assert status() == "active"
    post(form(CallStatus="completed", CallDuration="20"))
    assert status() == "completed"
    webhook(sms("SM1", "one more thing, do you take cards?"))
    assert status() == "active"


@pytest.mark.usefixtures("owner")
def test_the_sweep_deals_with_a_call_whose_end_nobody_reported(dynamodb: DynamoDBClient, clock: Clock) -> None:
    ring("how much is a screen for an iphone thirteen")
    scheduler.handler({"task": "send_notices"}, None)
    assert state_items(dynamodb, "FOR_OWNER#") == []
    clock.moment += timedelta(minutes=20)
    for _ in range(2):
        scheduler.handler({"task": "send_notices"}, None)
    (entry,) = state_items(dynamodb, "FOR_OWNER#")
    assert "how much is a screen" in entry["text"]["S"]


class Handed:
    """Turns that were handed over, which another invocation finishes when the test says so."""

    def __init__(self, openai: openai_stand_in.StandIn) -> None:
        self.openai = openai
        self.events: list[dict[str, object]] = []

    def __call__(self, inbound: Inbound, claim: Claim) -> bool:
        self.events.append(turn_event(inbound, claim))
        return True

    def finish(self, answer: str) -> None:
        """Have the model answer this now."""
        self.openai.script.clear()
        self.openai.script.append(openai_stand_in.say(answer))
        dispatcher.handler(self.events.pop(0), None)


@pytest.fixture
def handed(openai: openai_stand_in.StandIn, monkeypatch: pytest.MonkeyPatch) -> Handed:
    """A model that has a second, callers who are told to wait after tenths of one, and turns that are handed over."""
    monkeypatch.setattr(calls, "MODEL_SECONDS", 1)
    monkeypatch.setattr(dispatcher, "_SECONDS_OF_SILENCE", 0.2)
    monkeypatch.setattr(dispatcher, "_SECONDS_BETWEEN_LOOKS", 0.05)
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "dispatcher")
    handed = Handed(openai)
    monkeypatch.setattr(dispatcher, "_hand_over", handed)
    reopen()
    return handed


WISH = form(SpeechResult="my grandma's tablet fell into the lake", Confidence="0.9")


def test_a_caller_of_a_slow_model_hears_that_he_has_to_wait_and_then_the_models_answer(
    handed: Handed, openai: openai_stand_in.StandIn, dynamodb: DynamoDBClient
) -> None:
    openai.script.append(openai_stand_in.hang())
    ring()
    for fields in (WISH, form()):  # A redirect comes without what was said.
        waits = post(fields, 1)
        assert "One moment" in reply(waits)
        redirect = ElementTree.fromstring(waits["body"])[-1]  # noqa: S314
        assert (redirect.tag, redirect.text) == ("Redirect", "/dispatcher?turn=1")
    handed.finish("Brandon can look at it. Which day suits you?")
    answers = {post(form(), 1)["body"] for _ in range(2)}
    assert len(answers) == 1
    assert "Which day suits you?" in answers.pop()
    assert said(dynamodb) == [WISH["SpeechResult"], "Brandon can look at it. Which day suits you?"]


def test_a_caller_who_has_waited_too_long_is_answered_by_the_rules_and_the_model_is_too_late(
    handed: Handed, openai: openai_stand_in.StandIn, dynamodb: DynamoDBClient, clock: Clock, counted: Counted
) -> None:
    openai.script.append(openai_stand_in.hang())
    ring()
    counted()
    assert "One moment" in reply(post(WISH, 1))
    clock.moment += timedelta(seconds=14)
    answer = post(form(), 1)
    assert "tablet" in reply(answer)
    assert (verb(answer), answer["headers"]["X-Linda-Receptionist"]) == ("Gather", "rules")
    handed.finish("Much too late.")
    assert post(form(), 1)["body"] == answer["body"]
    assert "Much too late." not in said(dynamodb)
    assert len(said(dynamodb)) == 2
    found = counted()
    assert (found["Late"], found["Turns"], found["FellBack"], found["ReplySeconds"]) == ([1], [1], [1], [14])


def test_a_turn_that_dies_in_the_model_is_answered_by_the_rules(
    handed: Handed, dynamodb: DynamoDBClient, dynamodb_store: DynamoDBStore, clock: Clock
) -> None:
    ring("how much is a screen for an iphone thirteen")
    dying = Inbound("CA1-2", CUSTOMER, "tomorrow at two", f"{CUSTOMER}-2026-02-10", "twilio-voice", clock.moment)
    assert isinstance(dynamodb_store.claim(replace(dying, speech=Speech("CA1", 2)), clock.moment), Claim)
    clock.moment += timedelta(seconds=13.5)
    answer = post(form(), 2)
    assert "Shall I book it?" in reply(answer)
    assert handed.events == []


@pytest.mark.usefixtures("owner")
def test_what_is_still_being_answered_at_the_end_is_not_taken_for_silence(
    handed: Handed, openai: openai_stand_in.StandIn, dynamodb: DynamoDBClient, clock: Clock
) -> None:
    openai.script.append(openai_stand_in.hang())
    ring()
    post(WISH, 1)
    post(form(CallStatus="completed", CallDuration="9"))
    assert state_items(dynamodb, "FOR_OWNER#") == []
    handed.finish("Which day suits you?")
    clock.moment += timedelta(minutes=20)
    scheduler.handler({"task": "send_notices"}, None)
    (entry,) = state_items(dynamodb, "FOR_OWNER#")
    assert WISH["SpeechResult"] in entry["text"]["S"]


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("order", ["the report first", "the connection first"])
def test_a_caller_who_has_talked_to_the_owner_was_not_missed(
    order: str, dynamodb: DynamoDBClient, clock: Clock
) -> None:
    ring()
    assert verb(post(form(Digits="0"), 1)) == "Dial"
    clock.moment += timedelta(minutes=50)
    scheduler.handler({"task": "send_notices"}, None)
    ends = [
        lambda: post(form(CallStatus="completed", DialCallStatus="completed", DialBridged="true"), 2),
        lambda: post(form(CallStatus="completed", CallDuration="3000")),
    ]
    for end in ends if order == "the connection first" else reversed(ends):
        assert end()["statusCode"] == 200
    clock.moment += timedelta(hours=2)
    scheduler.handler({"task": "send_notices"}, None)
    assert state_items(dynamodb, "FOR_OWNER#") == state_items(dynamodb, "MISSED#") == []
    (of_number,) = (item for item in state_items(dynamodb, "CALLS#") if CUSTOMER in item["state_id"]["S"])
    assert int(of_number["seconds"]["N"]) == 3000


def test_the_words_of_a_voicemail_do_not_count_its_call_again(dynamodb: DynamoDBClient, clock: Clock) -> None:
    ring("what are your hours")
    post(form(CallStatus="completed", CallDuration="60"))
    recording = "https://api.twilio.com/recordings/RE1"
    post(form(CallStatus="completed", TranscriptionSid="TR1", TranscriptionText="hi", RecordingUrl=recording), 3)
    clock.moment += timedelta(minutes=20)
    scheduler.handler({"task": "send_notices"}, None)
    assert {item["seconds"]["N"] for item in state_items(dynamodb, "CALLS#")} == {"60"}


def test_a_recording_that_is_not_twilios_is_not_kept(dynamodb: DynamoDBClient) -> None:
    ring()
    post(form(RecordingUrl="https://evil.example/RE1", RecordingSid="RE1"), 2)
    assert "evil" not in str(dynamodb.scan(TableName=LEADS)["Items"] + dynamodb.scan(TableName=STATE)["Items"])


@pytest.mark.usefixtures("owner", "handed")
@pytest.mark.parametrize("hour", ["nine", "ten", "eleven", "one"])
def test_a_yes_to_a_slow_model_books_once_whoever_answers_and_though_the_caller_hangs_up(
    hour: str,
    openai: openai_stand_in.StandIn,
    dynamodb: DynamoDBClient,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance, started = random.Random(hour), monotonic()  # noqa: S311
    pace = chance.choice([0.05, 0.1, 0.4])
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=monotonic() - started))
    monkeypatch.setattr(dispatcher, "_SECONDS_BEFORE_RULES", 0.3 + chance.random())
    monkeypatch.setattr(calls, "MODEL_SECONDS", 0.2)
    monkeypatch.setenv("VOICE_RULES_FIRST", "no")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    reopen()
    ring("i need a new screen for my iphone thirteen", f"tomorrow at {hour}")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-made-up")
    reopen()
    at = {"nine": "9:00 AM", "ten": "10:00 AM", "eleven": "11:00 AM", "one": "1:00 PM"}[hour]
    wanted = visit(TOMORROW, at, device="iPhone 13")

    def books(stand_in: openai_stand_in.StandIn) -> Any:
        stand_in.script.append(books)
        stand_in.stopped.wait(chance.random() * pace)
        return openai_stand_in.call("book_slot", wanted)(stand_in)

    openai.script.append(books)
    yes = form(SpeechResult="yes", Confidence="0.9")

    def deliver() -> str:
        for number in range(20):
            answer = post(form() if number else yes, 3)
            if verb(answer) != "Redirect":
                return str(answer["body"])
        return "no answer"

    def hang_up() -> None:
        openai.stopped.wait(chance.random())
        post(form(CallStatus="completed", CallDuration="40"))

    with ThreadPoolExecutor(8) as pool:
        monkeypatch.setattr(
            dispatcher, "_hand_over", lambda *turn: bool(pool.submit(dispatcher.handler, turn_event(*turn), None))
        )
        answers = [pool.submit(deliver) for _ in range(3)]
        pool.submit(hang_up).result()
        heard = {answer.result() for answer in answers}
    assert len(heard) == 1
    assert "You're booked" in heard.pop()
    assert len(leads(dynamodb)) == 1
    assert said(dynamodb).count("yes") == 1
    assert len(said(dynamodb)) == 6
    assert len(state_items(dynamodb, "OUTBOX#")) == 1


def said(dynamodb: DynamoDBClient) -> list[str]:
    """What was said after the greeting."""
    (chat,) = (i for i in dynamodb.scan(TableName=LEADS)["Items"] if i["lead_id"]["S"].startswith("CHATLOG-"))
    return [message["M"]["content"]["S"] for message in chat["messages"]["L"]][2:]


@pytest.mark.usefixtures("owner")
def test_the_owner_hears_who_calls_and_is_connected_if_he_presses_one() -> None:
    leg = form("CA2", ParentCallSid="CA1", From=CUSTOMER, To=OWNER, Direction="outbound-dial")
    assert "Press one" in reply(post(leg))
    assert list(ElementTree.fromstring(post({**leg, "Digits": "1"}, 1)["body"])) == []  # noqa: S314
    assert verb(post({**leg, "Digits": "9"}, 1)) == "Hangup"


def test_with_everything_down_a_caller_still_gets_twiml(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise RuntimeError("down")

    monkeypatch.setattr(DynamoDBStore, "claim", down)
    answer = post(form(CallStatus="ringing"))
    assert answer["statusCode"] == 200
    assert "not working" in reply(answer)
    assert verb(answer) == "Hangup"


@pytest.mark.parametrize("setting", [{"BLOCKED_NUMBERS": f"+19045550199,{CUSTOMER}"}])
def test_a_blocked_number_is_rejected(setting: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    reopen()
    assert verb(post(form(CallStatus="ringing"))) == "Reject"


@pytest.mark.usefixtures("owner")
def test_above_the_daily_limit_calls_end_politely_and_the_owner_knows(
    dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAILY_CALLS_A_NUMBER", "2")
    reopen()
    verbs = [verb(post(form(f"CA{number}", CallStatus="ringing"))) for number in range(4)]
    assert verbs == ["Gather", "Gather", "Hangup", "Hangup"]
    assert verb(post(form("CA1", CallStatus="ringing"))) == "Gather"  # Delivered again, it is no other call.
    (entry,) = state_items(dynamodb, "FOR_OWNER#")
    assert "too many calls" in entry["text"]["S"]


@pytest.mark.usefixtures("owner")
def test_calls_that_last_too_long_in_a_day_are_the_numbers_last(
    dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAILY_CALL_MINUTES_A_NUMBER", "10")
    reopen()
    ring(sid="CA1")
    for _ in range(3):  # However often the end is reported, it counts once.
        post(form("CA1", CallStatus="completed", CallDuration="599"))
    assert verb(ring(sid="CA2")[0]) == "Gather"
    post(form("CA2", CallStatus="completed", CallDuration="1"))
    assert verb(ring(sid="CA3")[0]) == "Hangup"
    assert verb(ring(sid="CA4", phone="+19045550177")[0]) == "Gather"


@pytest.mark.usefixtures("owner")
def test_withheld_numbers_have_one_limit_together_and_the_owner_hears_of_the_shops_once(
    dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch, counted: Counted
) -> None:
    monkeypatch.setenv("DAILY_CALLS_A_NUMBER", "2")
    monkeypatch.setenv("DAILY_CALLS", "4")
    reopen()
    withheld = [verb(ring(sid=f"CA{number}", phone="anonymous")[0]) for number in range(4)]
    assert withheld == ["Gather", "Gather", "Hangup", "Hangup"]
    assert "BudgetReached" not in counted()
    others = [verb(ring(sid=f"CB{number}", phone=f"+1904555010{number}")[0]) for number in range(4)]
    assert others == ["Gather", "Gather", "Hangup", "Hangup"]
    assert counted()["BudgetReached"] == [1, 1]
    assert len(state_items(dynamodb, "FOR_OWNER#")) == 2


def test_the_words_of_a_voicemail_come_after_it_and_without_any_nothing_is_told(dynamodb: DynamoDBClient) -> None:
    ring()
    after = {"TranscriptionSid": "TR1", "RecordingUrl": "https://api.twilio.com/recordings/RE1"}
    ended = form(CallStatus="completed", **after, TranscriptionStatus="completed", TranscriptionText="call me back")
    for _ in range(2):
        assert post(ended, 5)["statusCode"] == 200
    (lead,) = leads(dynamodb)
    assert "call me back" in str(lead)
    assert list(ElementTree.fromstring(post({**ended, "TranscriptionText": ""}, 6)["body"])) == []  # noqa: S314
    assert leads(dynamodb) == [lead]


@pytest.mark.parametrize("withheld", ["+266696687", "anonymous", "", "client:boss", "sip:a@b.example"])
def test_a_withheld_number_is_asked_for_before_a_booking(withheld: str, dynamodb: DynamoDBClient) -> None:
    answers = ring("iphone eleven battery tomorrow at ten", "yes", phone=withheld)
    assert "number" in reply(answers[-1])
    assert leads(dynamodb) == []


def test_a_hundred_callers_and_texters_for_the_same_slots_get_one_booking_each(dynamodb: DynamoDBClient) -> None:
    def customer(number: int) -> str:
        phone, hour = f"+1904555{number:04d}", ["nine", "ten", "eleven"][number % 3]
        if number % 2:
            return reply(webhook(sms(f"SM{number}", f"iphone 11 battery tomorrow at {hour}") | {"From": phone}))
        return reply(ring(f"iphone eleven battery tomorrow at {hour}", "yes", sid=f"CA{number}", phone=phone)[-1])

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(customer, range(100, 200)))
    booked = leads(dynamodb)
    slots = [(lead["appointment_date"]["S"], lead["appointment_time"]["S"]) for lead in booked]
    assert len(slots) == len(set(slots))
    claimed = [answer for answer in answers if "booked for an" in answer or answer.startswith("Booked:")]
    assert len(claimed) == len(booked)
