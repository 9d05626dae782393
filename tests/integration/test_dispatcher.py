"""The dispatcher with real webhooks, over DynamoDB's API and stand-ins that answer as OpenAI and Twilio do."""

import base64
import hmac
import json
import random
import string
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, local
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from mypy_boto3_dynamodb import DynamoDBClient
from twilio.request_validator import RequestValidator

import dispatcher
from linda import composition
from linda import turn as conversation
from linda.adapters.dynamodb import DynamoDBStore
from linda.adapters.functions import turn_event
from linda.errors import UndeliveredError
from linda.models import Claim, Inbound
from linda.ports import ModelAnswer
from local.twilio import Media, TwilioError, upload
from tests import openai_stand_in, twilio_stand_in
from tests.emf import Counted, extracted
from tests.fakes import MemoryStore
from tests.integration.conftest import LEADS, STATE, TOKEN, Clock, reopen
from tests.integration.events import CUSTOMER, TOMORROW, api_event, leads, reply, sms, webhook
from tests.openai_stand_in import (
    call,
    cut,
    drip,
    endless,
    fail,
    garble,
    hang,
    rate_limit,
    refuse,
    say,
    slow,
    stop_short,
)
from tests.tool_calls import visit

BOOKING = visit(TOMORROW, "2:00 PM", device="iPhone 13")
OUR_NUMBER = "+19045550199"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)

pytestmark = pytest.mark.usefixtures("environment")


@pytest.mark.parametrize(
    ("path", "stage", "signed_path"),
    [
        ("/dispatcher", "$default", "/dispatcher"),
        ("/prod/dispatcher", "prod", "/prod/dispatcher"),
        ("/prod/dispatcher", "prod", "/dispatcher"),
    ],
)
def test_a_webhook_is_verified_with_and_without_the_stage(path: str, stage: str, signed_path: str) -> None:
    response = webhook(sms("SM1", "hours?"), path=path, stage=stage, signed_path=signed_path)
    assert "9:00 AM to 4:00 PM" in reply(response)


def test_a_public_base_url_is_the_one_that_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://linda.example.org/")
    reopen()
    assert webhook(sms("SM1", "hours?"))["statusCode"] == 403
    form = sms("SM1", "hours?")
    signature = RequestValidator(TOKEN).compute_signature("https://linda.example.org/dispatcher", form)
    event = api_event("POST", "/dispatcher", {"X-TWILIO-SIGNATURE": signature}, body=urlencode(form))
    assert "9:00 AM" in reply(dispatcher.handler(event, None))


@pytest.mark.parametrize("headers", [None, {}, {"x-twilio-signature": ""}, {"x-twilio-signature": "RSOYDt4T1c="}])
def test_an_unsigned_webhook_is_refused_and_leaves_nothing(
    headers: dict[str, str] | None, dynamodb: DynamoDBClient
) -> None:
    event = api_event("POST", "/dispatcher", headers, body=urlencode(sms("SM1", "hi")))
    assert dispatcher.handler(event, None)["statusCode"] == 403
    assert dynamodb.scan(TableName=LEADS)["Count"] == dynamodb.scan(TableName=STATE)["Count"] == 0


@pytest.mark.parametrize("configured", ["", " ", "None", "undefined"])
def test_without_a_token_every_webhook_is_refused(configured: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", configured)
    reopen()
    for token in (TOKEN, configured):
        assert webhook(sms("SM1", "hi"), token=token)["statusCode"] == 403


def test_three_messages_book_tomorrow_at_two(dynamodb: DynamoDBClient) -> None:
    assert "$79" in reply(webhook(sms("SM1", "Do you fix cracked iphone 13 screens?")))
    assert "2:00 PM" in reply(webhook(sms("SM2", "what's free tomorrow?")))
    response = webhook(sms("SM3", "tomorrow at 2pm please"))
    assert reply(response).startswith("Booked: iPhone 13 screen repair, tomorrow")
    assert response["headers"]["X-Linda-Receptionist"] == "rules"
    (lead,) = leads(dynamodb)
    assert lead["phone"]["S"] == CUSTOMER
    assert (lead["appointment_date"]["S"], lead["appointment_time"]["S"]) == (TOMORROW, "2:00 PM")


def test_a_booking_by_text_is_counted_once_however_often_the_text_comes(counted: Counted) -> None:
    by_rules: dict[str, list[float]] = {"Turns": [1], "TurnsByRules": [1], "ReplySeconds": [0]}
    for _ in range(3):
        webhook(sms("SM1", "iphone 13 screen tomorrow at 2pm"))
    assert counted() == {**by_rules, "Booked": [1]}
    webhook(sms("SM2", "cancel my appointment"))
    webhook(sms("SM3", "yes"))
    found = counted()
    assert (found["Turns"], found["Cancelled"]) == ([1, 1], [1])


def test_a_refused_webhook_is_counted_and_no_turn_is(counted: Counted) -> None:
    webhook(sms("SM1", "hi"), token="another")
    assert counted() == {"RefusedWebhooks": [1]}


@pytest.mark.parametrize("opened", ["shop", "store", "keys"])
@pytest.mark.parametrize("form", [sms("SM1", "hi"), {"CallSid": "CA1", "From": CUSTOMER, "CallStatus": "ringing"}])
def test_a_dispatcher_that_cannot_open_what_it_needs_apologizes_and_is_counted(
    form: Mapping[str, str], opened: str, monkeypatch: pytest.MonkeyPatch, counted: Counted
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("nobody has thought of it")

    monkeypatch.setattr(composition, opened, fail)
    response = webhook(form)
    if opened == "keys":  # Nobody is answered whom Twilio may not have sent.
        assert response["statusCode"] == 503
    else:
        assert "something is not working on our side" in reply(response)
    assert counted() == {"FailedWebhooks": [1]}


def test_an_integration_of_another_payload_format_is_counted(counted: Counted) -> None:
    event = api_event("POST", "/dispatcher") | {"version": "2.0"}
    assert dispatcher.handler(event, None)["statusCode"] == 400
    assert counted() == {"FailedWebhooks": [1]}


def test_the_first_refusal_of_a_function_is_already_counted_in_the_namespace_of_its_stage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("METRICS_NAMESPACE", "LINDA-staging")
    reopen()
    event = api_event("POST", "/dispatcher", {}, body="\xff", isBase64Encoded=True)
    assert dispatcher.handler(event, None)["statusCode"] == 403
    assert extracted(capsys.readouterr().err.splitlines(), "LINDA-staging") == {"RefusedWebhooks": [1]}


def test_a_duplicate_gets_the_stored_reply_even_with_another_body(dynamodb: DynamoDBClient) -> None:
    webhook(sms("SM1", "iphone battery"))
    first = reply(webhook(sms("SM2", "tomorrow at 10am")))
    assert reply(webhook(sms("SM2", "tomorrow at 10am"))) == first
    assert reply(webhook(sms("SM2", "tomorrow at 11am"))) == first
    assert len(leads(dynamodb)) == 1


@pytest.mark.parametrize("word", ["STOP", "stop", " Cancel ", "UNSUBSCRIBE", "revoke", "OptOut"])
def test_an_opt_out_word_gets_no_answer(word: str) -> None:
    response = webhook(sms("SM1", word))
    assert reply(response) == ""


def test_a_delivery_receipt_gets_no_answer(dynamodb: DynamoDBClient) -> None:
    assert reply(webhook({"MessageSid": "SM1", "MessageStatus": "delivered", "From": CUSTOMER})) == ""
    assert dynamodb.scan(TableName=LEADS)["Count"] == 0


def test_a_customer_is_answered_when_the_tables_are_gone(monkeypatch: pytest.MonkeyPatch, counted: Counted) -> None:
    monkeypatch.setenv("REPAIRS_LEAD_LOG_TABLE", "no-such-table")
    reopen()
    assert "text again" in reply(webhook(sms("SM1", "hi")))
    assert counted() == {"FailedWebhooks": [1]}


@pytest.mark.parametrize("text", ["", "x" * 10_000, "שלום 👋 \x00\x07", "<script>&amp;", "1" * 1_600])
def test_any_text_gets_valid_twiml(text: str) -> None:
    assert reply(webhook(sms("SM1", text)))


# --- who gets in


def signed_event(form: Mapping[str, str]) -> dict[str, Any]:
    url = "https://api.example.com/dispatcher"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "x-twilio-signature": RequestValidator(TOKEN).compute_signature(url, form),
    }
    return api_event("POST", "/dispatcher", headers, body=urlencode(form), isBase64Encoded=False)


def mutated(event: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The webhook with one thing about it changed that Twilio has signed."""
    event = json.loads(json.dumps(event))
    pairs = parse_qsl(event["body"], keep_blank_values=True)
    at = chance.randrange(len(pairs))
    name, value = pairs[at]
    other = "".join(chance.choices(string.ascii_letters + string.digits + " +é\n&=", k=chance.randint(1, 12)))
    match chance.randrange(8):
        case 0:
            pairs[at] = (name, value + other)
        case 1:
            pairs[at] = (name, other if other != value else value + "x")
        case 2:
            pairs.append((f"{other}-new", other))
        case 3:
            del pairs[at]
        case 4:
            pairs[at] = (other, value)
        case 5:
            token = event["headers"]["x-twilio-signature"]
            place = chance.randrange(len(token) - 2)  # the last character carries only a part of the digest's end
            changed = chance.choice([c for c in string.ascii_letters if c != token[place]])
            event["headers"]["x-twilio-signature"] = token[:place] + changed + token[place + 1 :]
        case 6:
            event["requestContext"]["domainName"] = f"{other.strip() or 'x'}.example.org"
        case _:
            event["requestContext"]["path"] = event["path"] = f"/dispatcher/{other}"
    return {**event, "body": urlencode(pairs)}


def test_no_changed_webhook_of_a_thousand_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def touched() -> None:
        raise AssertionError("an unsigned webhook has reached the tables")

    chance = random.Random(7)  # noqa: S311  (to vary, not to guard)
    event = signed_event(
        {**sms("SM1", "iphone 13 screen tomorrow at 2pm"), "Blank": "", "MediaUrl0": "", "ToCity": "JAX"}
    )
    assert reply(dispatcher.handler(event, None)).startswith("Booked")
    monkeypatch.setattr(composition, "store", touched)
    monkeypatch.setattr(dispatcher, "_model", touched)
    for _ in range(1_000):
        changed = mutated(event, chance)
        assert dispatcher.handler(changed, None)["statusCode"] == 403, changed


def test_blank_and_unknown_parameters_and_any_case_of_the_header_are_verified() -> None:
    form = {**sms("SM1", ""), "NewOfTwilios": "", "ApiVersion": "2010-04-01", "Ñ": "é=&+ "}
    url = "https://api.example.com/dispatcher"
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    for name in ("X-Twilio-Signature", "x-twilio-signature", "X-TWILIO-SIGNATURE"):
        for encoded in (True, False):
            raw = urlencode(form)
            sent = base64.b64encode(raw.encode()).decode() if encoded else raw
            event = api_event("POST", "/dispatcher", {name: signature}, body=sent, isBase64Encoded=encoded)
            assert reply(dispatcher.handler(event, None)).startswith("Hi, this is LINDA")


@pytest.mark.parametrize(
    "query",
    [
        {"queryStringParameters": {"a": "1"}},
        {"queryStringParameters": {"a": ""}, "multiValueQueryStringParameters": {"a": [""]}},
        {"multiValueQueryStringParameters": {"turn": ["1", "2"]}},
    ],
)
@pytest.mark.parametrize("signed_query", ["", "?a=1"])
def test_a_query_is_refused_signed_or_not_and_the_log_says_why(
    query: dict[str, object], signed_query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    form = sms("SM1", "hours?")
    url = f"https://api.example.com/dispatcher{signed_query}"
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    event = api_event("POST", "/dispatcher", {"x-twilio-signature": signature}, body=urlencode(form), **query)
    assert dispatcher.handler(event, None)["statusCode"] == 403
    (line,) = capsys.readouterr().err.splitlines()
    assert (json.loads(line)["event"], json.loads(line)["reason"]) == ("webhook_refused", "query")


def test_another_signature_is_refused_for_that(capsys: pytest.CaptureFixture[str]) -> None:
    assert webhook(sms("SM1", "hi"), token="another")["statusCode"] == 403
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["reason"] == "signature"


def test_a_parameter_that_comes_twice_is_signed_by_each_value() -> None:
    pairs = [*sms("SM1", "hours?").items(), ("AddOns", "b"), ("AddOns", "a"), ("AddOns", "a")]
    url = "https://api.example.com/dispatcher"
    text = url + "".join(name + value for name, value in sorted(set(pairs)))
    signature = base64.b64encode(hmac.digest(TOKEN.encode(), text.encode(), "sha1")).decode()
    event = api_event("POST", "/dispatcher", {"x-twilio-signature": signature}, body=urlencode(pairs))
    assert "9:00 AM" in reply(dispatcher.handler(event, None))
    event["body"] = urlencode([*pairs, ("AddOns", "c")])
    assert dispatcher.handler(event, None)["statusCode"] == 403


def test_a_task_that_comes_through_the_api_is_no_task() -> None:
    event = {**api_event("POST", "/dispatcher", {}), "task": "finish_turn", "lease_until": 1, "inbound": {}}
    assert dispatcher.handler(event, None)["statusCode"] == 403


# --- words and messages of all kinds


@pytest.mark.parametrize(("word", "is_out"), [("STOP", True), (" Cancel ", True), ("OptOut", True), ("START", False)])
def test_what_opts_out_or_in_is_stored_and_left_to_twilio(
    word: str, is_out: bool, dynamodb_store: DynamoDBStore, dynamodb: DynamoDBClient
) -> None:
    assert reply(webhook(sms("SM1", word))) == ""
    assert dynamodb_store.has_opted_out(CUSTOMER) is is_out
    (log,) = dynamodb.scan(TableName=LEADS)["Items"]
    assert log["messages"]["L"][0]["M"]["content"]["S"] == word
    webhook(sms("SM2", "START"))
    assert not dynamodb_store.has_opted_out(CUSTOMER)


@pytest.mark.parametrize(
    "form",
    [
        {"MessageSid": "SM1", "MessageStatus": "delivered", "From": CUSTOMER},
        {"MessageSid": "SM1", "MessageStatus": "failed", "ErrorCode": "30003", "From": OUR_NUMBER, "To": CUSTOMER},
        sms("SM1", "hello", From="729725"),
        sms("SM1", "hello", From=OUR_NUMBER),
    ],
    ids=["delivered", "failed", "a short code", "our own number"],
)
def test_what_nobody_wrote_is_neither_stored_nor_answered(
    form: dict[str, str], dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_PHONE_NUMBER", OUR_NUMBER)
    assert reply(webhook(form)) == ""
    assert dynamodb.scan(TableName=LEADS)["Count"] == dynamodb.scan(TableName=STATE)["Count"] == 0


def test_an_inbound_message_that_says_received_is_a_message() -> None:
    assert reply(webhook(sms("SM1", "hours?", SmsStatus="received", MessageStatus="received")))


def test_a_whatsapp_message_is_the_customers_as_a_text_is(dynamodb: DynamoDBClient) -> None:
    answer = reply(webhook(sms("SM1", "iphone 13 screen tomorrow at 2pm", From=f"whatsapp:{CUSTOMER}")))
    assert answer.startswith("Booked")
    (lead,) = leads(dynamodb)
    assert (lead["phone"]["S"], lead["source"]["S"]) == (CUSTOMER, "twilio-whatsapp")


def test_a_direct_invoke_without_a_sid_is_a_turn_of_its_own(dynamodb: DynamoDBClient) -> None:
    class Context:
        def __init__(self, request: str) -> None:
            self.aws_request_id = request

    event = {"httpMethod": "POST", "body": urlencode({"From": CUSTOMER, "Body": "hours?"})}
    for request in ("one", "two", "two"):
        assert "9:00 AM" in reply(dispatcher.handler(event, Context(request)))
    (log,) = dynamodb.scan(TableName=LEADS)["Items"]
    assert len(log["messages"]["L"]) == 4


def test_ten_thousand_characters_are_cut_to_what_a_message_can_hold(dynamodb: DynamoDBClient) -> None:
    assert reply(webhook(sms("SM1", "battery? " + "x" * 10_000)))
    (log,) = dynamodb.scan(TableName=LEADS)["Items"]
    assert len(log["messages"]["L"][0]["M"]["content"]["S"]) == 1_600


def test_a_conversation_that_outgrows_its_item_goes_on_in_another(
    openai: openai_stand_in.StandIn, dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESSAGES_AN_HOUR", "999")
    monkeypatch.setenv("DAILY_TURNS", "9999")
    openai.script.extend([say("Hm.")] * 75)
    for n in range(75):
        assert reply(webhook(sms(f"SM{n}", f"{n} " + "😀" * 1_590))) == "Hm."
    logs = {item["lead_id"]["S"]: item["messages"]["L"] for item in dynamodb.scan(TableName=LEADS)["Items"]}
    assert len(logs) == 2
    said = [message["M"]["content"]["S"].split()[0] for name in sorted(logs) for message in logs[name]]
    assert [words for words in said if words != "Hm."] == [str(n) for n in range(75)]
    assert openai.rejected == []
    # The model still hears what was said last.
    assert [item["content"].split()[0] for item in openai.requests[-1]["input"][-4:]] == ["73", "Hm.", "It", "74"]


@pytest.mark.parametrize(
    ("opt_out_type", "text", "is_out"),
    [("STOP", "arrêt", True), ("STOP", "no more", True), ("HELP", "ayuda", False), ("START", "empezar", False)],
)
@pytest.mark.parametrize("sender", [CUSTOMER, f"whatsapp:{CUSTOMER}"])
def test_what_twilio_says_of_a_word_counts_in_every_language(
    sender: str, opt_out_type: str, text: str, is_out: bool, dynamodb_store: DynamoDBStore
) -> None:
    form = sms("SM1", text, From=sender, OptOutType=opt_out_type)
    assert [reply(webhook(form)) for _ in range(2)] == ["", ""]
    assert dynamodb_store.has_opted_out(CUSTOMER) is is_out
    webhook(sms("SM2", "volver", From=sender, OptOutType="START"))
    assert not dynamodb_store.has_opted_out(CUSTOMER)


def test_an_unknown_type_of_opt_out_is_a_message() -> None:
    assert "9:00 AM" in reply(webhook(sms("SM1", "hours?", OptOutType="PAUSE")))


def test_who_opted_out_in_plain_words_is_told_so_once_and_answered_when_he_asks(
    dynamodb_store: DynamoDBStore,
) -> None:
    form = sms("SM1", "pls take my number off your list")
    said = [reply(webhook(form)) for _ in range(3)]
    assert (
        said == ["OK, you won't get any more texts from us. Text START if you change your mind."] * 3
    )  # one and its repeats
    assert reply(webhook(sms("SM2", "stop texting me!"))) == ""
    assert "$49" in reply(webhook(sms("SM3", "how much is a battery?")))
    assert dynamodb_store.has_opted_out(CUSTOMER)


def test_a_late_reply_reaches_who_opted_out_in_plain_words(
    handed: list[dict[str, Any]], openai: openai_stand_in.StandIn, twilio: twilio_stand_in.StandIn
) -> None:
    webhook(sms("SM1", "do not contact me again"))
    openai.script.extend([slow(2, say("never heard")), say("It starts at $79.")])
    webhook(sms("SM2", "one more thing, screen?"))
    dispatcher.handler(handed[0], None)
    assert texts(twilio) == [(CUSTOMER, "It starts at $79.")]


@pytest.mark.parametrize("text", ["Loved “See you then!”", "Reacted 🎉 to an image", "Automatic reply: on leave"])
def test_a_reaction_or_an_auto_reply_is_stored_and_not_answered(text: str, dynamodb: DynamoDBClient) -> None:
    webhook(sms("SM1", "iphone 12 battery"))
    state = stored_dialogue(dynamodb)
    assert reply(webhook(sms("SM2", text))) == ""
    assert stored_dialogue(dynamodb) == state
    (log,) = dynamodb.scan(TableName=LEADS)["Items"]
    assert log["messages"]["L"][-1]["M"]["content"]["S"] == text


def stored_dialogue(dynamodb: DynamoDBClient) -> dict[str, Any]:
    """The customer's dialogue, without the number of its writing."""
    item = dynamodb.get_item(TableName=STATE, Key={"state_id": {"S": f"DIALOGUE#{CUSTOMER}"}})["Item"]
    return {name: value for name, value in item.items() if name not in ("revision", "expires_at")}


MEDIUM = "https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME{}"


def with_media(sid: str, text: str, *content_types: str) -> dict[str, str]:
    media = {
        f"{name}{n}": value
        for n, content_type in enumerate(content_types)
        for name, value in (("MediaUrl", MEDIUM.format(n)), ("MediaContentType", content_type))
    }
    return sms(sid, text, NumMedia=str(len(content_types)), **media)


@pytest.mark.parametrize(
    ("content_types", "content", "words"),
    [
        (["audio/ogg"], "[1 voice note]", "Sorry, I can't listen to voice messages."),
        (["audio/amr", "audio/amr"], "[2 voice notes]", "Sorry, I can't listen to voice messages."),
        (["video/3gpp"], "[1 video]", "Sorry, I can't open videos."),
        (["text/x-vCard"], "[1 contact card]", "Sorry, I can't open contact cards."),
        (["application/pdf"], "[1 PDF]", "Sorry, I can't open PDFs."),
        (["application/zip"], "[1 file]", "Sorry, I can't open that file."),
        ([""], "[1 file]", "Sorry, I can't open that file."),
        (["application/smil", "video/mp4"], "[1 video]", "Sorry, I can't open videos."),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so_and_kept_for_the_owner(
    content_types: list[str],
    content: str,
    words: str,
    dynamodb: DynamoDBClient,
    dynamodb_store: DynamoDBStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OWNER_PHONE", "+19045550100")
    webhook(sms("SM1", "iphone 13 screen tomorrow at 2pm"))
    said = reply(webhook(with_media("SM2", "", *content_types)))
    assert said.startswith(words)
    assert "photo" not in said
    (lead,) = leads(dynamodb)
    urls = [MEDIUM.format(n) for n, kind in enumerate(content_types) if kind != "application/smil"]
    assert [remark["S"].split(": ")[1] for remark in lead["remarks"]["L"]] == urls
    told = [entry for entry in dynamodb_store.owner_entries() if entry.kind != "new"]
    assert [entry.text.split(": ")[1] for entry in told] == urls
    (log,) = [item for item in dynamodb.scan(TableName=LEADS)["Items"] if "CHATLOG" in item["lead_id"]["S"]]
    assert log["messages"]["L"][2]["M"]["content"]["S"] == content


@pytest.mark.parametrize(
    ("place", "content"),
    [
        (
            {"Latitude": "30.2879", "Longitude": "-81.39", "Address": "9 Ocean Blvd, Atlantic Beach", "Label": "Home"},
            "Home, 9 Ocean Blvd, Atlantic Beach (30.2879,-81.39)",
        ),
        ({"Latitude": "30.1234567", "Longitude": "-81.5"}, "30.12346,-81.5"),
        (
            {"Latitude": "30.1", "Longitude": "-81.5", "Address": "9 Ocean Blvd", "Label": "9 Ocean Blvd"},
            "9 Ocean Blvd (30.1,-81.5)",
        ),
        ({"Latitude": "30.1", "Longitude": "-81.5", "Label": "The dog park"}, "The dog park (30.1,-81.5)"),
        ({"Latitude": "91", "Longitude": "0", "Address": "9 Ocean Blvd"}, "9 Ocean Blvd"),
        ({"Latitude": "here", "Longitude": "NaN", "Address": "9 Ocean\nBlvd"}, "9 Ocean Blvd"),
    ],
)
def test_a_shared_place_is_the_address_of_a_visit(
    place: dict[str, str], content: str, dynamodb: DynamoDBClient, dynamodb_store: DynamoDBStore
) -> None:
    said = reply(webhook(sms("SM1", "", From=f"whatsapp:{CUSTOMER}", **place)))
    assert said == f"Thanks, I've noted {content}."
    assert dynamodb_store.dialogue(CUSTOMER).address == content
    (log,) = dynamodb.scan(TableName=LEADS)["Items"]
    assert log["messages"]["L"][0]["M"]["content"]["S"] == f"[location: {content}]"
    webhook(sms("SM2", "iphone 13 screen tomorrow at 2pm", From=f"whatsapp:{CUSTOMER}"))
    (lead,) = leads(dynamodb)
    assert lead["remarks"]["L"] == [{"S": f"Location: {content}"}]


@pytest.mark.parametrize(
    "place",
    [
        {"Latitude": "nan", "Longitude": "inf"},
        {"Latitude": "", "Longitude": ""},
        {"Latitude": "30.1"},
        {"Longitude": "-81.5"},
        {"Latitude": "1e999", "Longitude": "-1e999", "Address": " "},
    ],
)
def test_a_place_that_is_none_is_an_empty_message(place: dict[str, str], dynamodb_store: DynamoDBStore) -> None:
    assert reply(webhook(sms("SM1", "", **place))).startswith("Hi, this is LINDA")
    assert dynamodb_store.dialogue(CUSTOMER).address == ""


# --- once


def test_twenty_deliveries_one_after_the_other_are_one_turn(
    openai: openai_stand_in.StandIn, dynamodb: DynamoDBClient
) -> None:
    openai.script.extend([call("book_slot", BOOKING), say("See you!")])
    first = reply(webhook(sms("SM1", "2pm tomorrow")))
    assert first.startswith("Booked")
    for n in range(19):
        assert reply(webhook(sms("SM1", "2pm tomorrow" if n % 2 else f"another body {n}"))) == first
    assert (len(openai.requests), len(leads(dynamodb))) == (2, 1)
    (log,) = [item for item in dynamodb.scan(TableName=LEADS)["Items"] if "CHATLOG" in item["lead_id"]["S"]]
    assert [message["M"]["role"]["S"] for message in log["messages"]["L"]] == ["user", "assistant"]


def test_twenty_deliveries_at_once_are_one_turn(openai: openai_stand_in.StandIn, dynamodb: DynamoDBClient) -> None:
    openai.script.extend([call("book_slot", BOOKING), slow(0.5, say("See you!"))])
    with ThreadPoolExecutor(20) as pool:
        answers = [reply(response) for response in pool.map(lambda _: webhook(sms("SM1", "2pm tomorrow")), range(20))]
    replies = {answer for answer in answers if answer}
    assert len(replies) == 1
    assert (len(openai.requests), len(leads(dynamodb))) == (2, 1)
    assert reply(webhook(sms("SM1", "2pm tomorrow"))) in replies


# --- a model in trouble


# The model was there, and its words were not fit to be sent.
REPLACED = [say("You're booked for tomorrow at 2 PM!"), say("Only $5, 90% off!")]


@pytest.mark.parametrize(
    "steps",
    [
        [fail(500)],
        [rate_limit(60)],
        [garble()],
        [cut()],
        [refuse()],
        [stop_short("It starts at")],
        [hang()],
        [slow(3, say("too late"))],
        [drip(3)],
        [endless("check_availability", {"date": TOMORROW})],
        [call("check_availability", {"date": TOMORROW}), fail(503)],
        [call("no_such_tool", {}), say("done")],
        [call("check_availability", "no json"), fail(500)],
        *([step] for step in REPLACED),
    ],
    ids=[
        "error",
        "rate limit",
        "garbled",
        "cut",
        "refused",
        "stopped short",
        "hangs",
        "slow",
        "drips",
        "endless tools",
        "error after a tool",
        "unknown tool",
        "broken arguments",
        "false booking",
        "false price",
    ],
)
def test_whatever_the_model_does_a_customer_is_answered_in_time(
    steps: list[Any],
    openai: openai_stand_in.StandIn,
    monkeypatch: pytest.MonkeyPatch,
    dynamodb: DynamoDBClient,
    counted: Counted,
) -> None:
    monkeypatch.setattr(conversation, "MODEL_SECONDS", 1.0)
    monkeypatch.setattr("linda.clock.now", lambda: datetime.now(UTC))  # a clock that goes on
    openai.script.extend(steps)
    response = webhook(sms("SM1", "how much is an iphone 13 screen?"))
    assert reply(response).startswith("iPhone 13 screen repair starts at $79.")
    assert response["headers"]["X-Linda-Receptionist"] == "rules"
    assert leads(dynamodb) == []
    found, is_replaced = counted(), steps[-1] in REPLACED
    assert (found["Turns"], found["TurnsByRules"], found["FellBack"]) == ([1], [1], [int(not is_replaced)])


def test_two_thousand_arbitrary_words_of_a_model_are_valid_twiml(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)  # noqa: S311  (to vary, not to guard)

    def words() -> str:
        kinds = (
            string.printable,
            "<>&'\"]]><!--?xml",
            "".join(map(chr, range(32))),
            "שלוםمرحبا\u202e\u200f\ufeff\ufffe\uffff",
            "😀👩‍👩‍👧‍👦🇺🇸é£€ñ¿",
            "".join(map(chr, range(0xD800, 0xD8FF))),
        )
        return "".join(chance.choice(chance.choice(kinds)) for _ in range(chance.randint(0, 2_500)))

    class Babbler:
        def respond(self, *_: object, **__: object) -> ModelAnswer:
            return ModelAnswer(words(), [], [])

    store = MemoryStore()
    monkeypatch.setenv("OPENAI_API_KEY", "sk-made-up")
    monkeypatch.setenv("DAILY_TURNS", "999999")
    monkeypatch.setenv("MESSAGES_AN_HOUR", "999999")
    monkeypatch.setattr(composition, "store", lambda: store)
    monkeypatch.setattr(dispatcher, "_model", lambda key: Babbler())
    by = set()
    for n in range(2_000):
        response = webhook(sms(f"SM{n}", "hi", From=f"+1904{2_000_000 + n}"))
        said = reply(response)
        assert 0 < len(said) <= 320
        by.add(response["headers"]["X-Linda-Receptionist"])
    assert by == {"model", "rules"}


# --- a reply that goes out by itself


@pytest.fixture
def handed(
    openai: openai_stand_in.StandIn, twilio: twilio_stand_in.StandIn, monkeypatch: pytest.MonkeyPatch
) -> list[dict[str, Any]]:
    """What the dispatcher hands to another invocation of itself, since the model takes longer than a second."""
    events: list[dict[str, Any]] = []

    def keep(region: str, function: str, inbound: Inbound, claim: Claim) -> bool:
        assert (region, function) == ("us-east-1", "dispatcher")
        events.append(json.loads(json.dumps(turn_event(inbound, claim))))
        return True

    account = twilio_stand_in.ACCOUNT
    for name, value in {
        "TWILIO_ACCOUNT_SID": account.sid,
        "TWILIO_PHONE_NUMBER": account.phone,
        "TWILIO_API_BASE_URL": twilio.base_url,
        "AWS_LAMBDA_FUNCTION_NAME": "dispatcher",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(dispatcher, "finish_turn_later", keep)
    monkeypatch.setattr(conversation, "MODEL_SECONDS", 1.0)
    monkeypatch.setattr("linda.clock.now", lambda: datetime.now(UTC))
    return events


def texts(twilio: twilio_stand_in.StandIn) -> list[tuple[str, str]]:
    return [(message["to"], message["body"]) for message in twilio.messages]


def test_a_slow_models_reply_goes_out_by_itself_and_once(
    handed: list[dict[str, Any]],
    openai: openai_stand_in.StandIn,
    twilio: twilio_stand_in.StandIn,
    counted: Counted,
) -> None:
    openai.script.extend([slow(2, say("never heard")), slow(1.5, say("It starts at $79."))])
    response = webhook(sms("SM1", "screen?"))
    assert (reply(response), response["headers"]["X-Linda-Receptionist"]) == ("", "later")
    assert reply(webhook(sms("SM1", "screen?"))) == ""
    (event,) = handed
    late = counted()
    assert (late.keys() & {"Turns", "ReplySeconds"}, late["Late"]) == (set(), [1])
    for _ in range(3):  # Lambda delivers an event at least once
        assert dispatcher.handler(event, None) == {"statusCode": 200}
    found = counted()
    assert (found["Turns"], found["FellBack"], found["TextsSent"]) == ([1], [0], [1])
    assert [seconds > 2.5 for seconds in found["ReplySeconds"]] == [True]  # both models', and the way to Twilio
    assert texts(twilio) == [(CUSTOMER, "It starts at $79.")]
    assert reply(webhook(sms("SM1", "screen?"))) == ""
    assert len(openai.requests) == 2


def test_a_slow_models_reply_on_whatsapp_goes_out_on_whatsapp(
    handed: list[dict[str, Any]], openai: openai_stand_in.StandIn, twilio: twilio_stand_in.StandIn
) -> None:
    openai.script.extend([slow(2, say("never heard")), say("It starts at $79.")])
    webhook(sms("SM1", "screen?", From=f"whatsapp:{CUSTOMER}"))
    dispatcher.handler(handed[0], None)
    assert texts(twilio) == [(f"whatsapp:{CUSTOMER}", "It starts at $79.")]


def test_a_reply_that_twilio_does_not_take_raises_until_it_does(
    handed: list[dict[str, Any]],
    openai: openai_stand_in.StandIn,
    twilio: twilio_stand_in.StandIn,
    counted: Counted,
) -> None:
    openai.script.extend([slow(2, say("never heard")), say("It starts at $79.")])
    webhook(sms("SM1", "screen?"))
    twilio.steps.append(TwilioError(503, 20503, "Service unavailable"))
    with pytest.raises(UndeliveredError):
        dispatcher.handler(handed[0], None)
    with pytest.raises(UndeliveredError):  # who had the claim may still be sending
        dispatcher.handler(handed[0], None)
    assert texts(twilio) == []
    assert len(openai.requests) == 2
    found = counted()
    assert (found["Turns"], found["TextsFailed"]) == ([1], [1])
    assert not found.keys() & {"TextsSent", "ReplySeconds"}


@pytest.mark.parametrize(
    ("text", "is_told"),
    [("my battery is smoking", True), ("im calling my lawyer about this", True), ("is there parking?", False)],
)
def test_of_danger_and_threats_the_owner_hears_with_the_reply(
    text: str,
    is_told: bool,
    handed: list[dict[str, Any]],
    twilio: twilio_stand_in.StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OWNER_PHONE", "+19045550100")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    reopen()
    assert reply(webhook(sms("SM1", text)))
    assert reply(webhook(sms("SM1", text)))  # delivered again
    assert texts(twilio) == ([("+19045550100", f"URGENT: {CUSTOMER} writes: {text}")] if is_told else [])


def test_an_alert_that_twilio_does_not_take_costs_the_customer_no_answer(
    handed: list[dict[str, Any]], twilio: twilio_stand_in.StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OWNER_PHONE", "+19045550100")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    reopen()
    twilio.steps.append(TwilioError(503, 20503, "Service unavailable"))
    assert "911" in reply(webhook(sms("SM1", "the phone caught fire")))
    assert texts(twilio) == []


def test_a_late_turn_of_a_customer_abroad_is_answered_at_once(
    handed: list[dict[str, Any]], openai: openai_stand_in.StandIn
) -> None:
    openai.script.append(slow(2, say("never heard")))
    response = webhook(sms("SM1", "battery?", From="+442071838750"))
    assert ("$49" in reply(response), handed) == (True, [])


def test_what_cannot_be_handed_over_is_answered_at_once(
    handed: list[dict[str, Any]], openai: openai_stand_in.StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "finish_turn_later", lambda *_: False)
    openai.script.append(slow(2, say("never heard")))
    assert "$49" in reply(webhook(sms("SM1", "battery?")))


def test_a_failure_of_an_asynchronous_turn_is_lambdas_to_try_again(
    handed: list[dict[str, Any]], openai: openai_stand_in.StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    openai.script.append(slow(2, say("never heard")))
    webhook(sms("SM1", "battery?"))
    monkeypatch.setenv("BRANDON_STATE_LOG_TABLE", "no-such-table")
    reopen()
    with pytest.raises(UndeliveredError):
        dispatcher.handler(handed[0], None)


# --- limits, photos


def test_the_thirty_first_message_of_an_hour_is_answered_by_the_rules(
    openai: openai_stand_in.StandIn, dynamodb_store: DynamoDBStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OWNER_PHONE", "+19045550100")
    openai.script.extend([say("Hello!")] * 31)
    by = [webhook(sms(f"SM{n}", "hi"))["headers"]["X-Linda-Receptionist"] for n in range(32)]
    assert by == ["model"] * 30 + ["rules"] * 2
    assert [entry.text.split(" has ")[0] for entry in dynamodb_store.owner_entries()] == [CUSTOMER]
    clock.moment += timedelta(hours=1)
    assert webhook(sms("SM99", "hi"))["headers"]["X-Linda-Receptionist"] == "model"


def test_a_text_that_the_days_budget_denies_the_model_is_counted(
    openai: openai_stand_in.StandIn, monkeypatch: pytest.MonkeyPatch, counted: Counted
) -> None:
    monkeypatch.setenv("DAILY_TURNS", "1")
    openai.script.append(say("Hello!"))
    webhook(sms("SM1", "hi"))
    found = counted()
    assert (found["Turns"], found["TurnsByRules"], found["FellBack"]) == ([1], [0], [0])
    assert (found["InputTokens"], found["OutputTokens"], found["Cents"]) == ([100], [20], [0.002])
    webhook(sms("SM2", "hi", From="+19045550124"))
    assert counted() == {"Turns": [1], "TurnsByRules": [1], "ReplySeconds": [0], "BudgetReached": [1]}


def test_a_photo_reaches_the_model_and_what_it_shows_the_booking(
    openai: openai_stand_in.StandIn,
    twilio: twilio_stand_in.StandIn,
    dynamodb: DynamoDBClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = twilio_stand_in.ACCOUNT
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", account.sid)
    monkeypatch.setenv("TWILIO_API_BASE_URL", twilio.base_url)
    openai.script.extend(
        [call("describe_photos", {"description": "cracked"}), call("book_slot", BOOKING), say("See you!")]
    )
    media = upload(twilio.base_url, Media(PNG, "image/png"))
    webhook(sms("SM1", "screen tomorrow 2pm", NumMedia="1", MediaUrl0=media, MediaContentType0="image/png"))
    assert openai.rejected == []
    assert openai.requests[0]["input"][-1]["content"][1]["type"] == "input_image"
    (lead,) = leads(dynamodb)
    assert [remark["S"] for remark in lead["remarks"]["L"]] == ["Sent 1 photo", "Photo: cracked"]


@pytest.mark.parametrize("by", ["rules", "model"])
@pytest.mark.parametrize(
    ("text", "tool", "arguments", "words"),
    [
        ("iphone 13 screen tomorrow at 2pm", "book_slot", BOOKING, "Booked: iPhone 13 screen repair, tomorrow"),
        (
            "call me tomorrow at 3pm",
            "schedule_callback",
            {"date": TOMORROW, "time": "3:00 PM", "reason": "a call"},
            "Brandon will call you tomorrow",
        ),
    ],
)
def test_of_equal_texts_at_once_one_books_and_all_are_told_of_the_booking(
    by: str,
    text: str,
    tool: str,
    arguments: dict[str, object],
    words: str,
    request: pytest.FixtureRequest,
    dynamodb: DynamoDBClient,
    dynamodb_store: DynamoDBStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if by == "model":
        request.getfixturevalue("openai").script.extend([call(tool, arguments)] * 4 + [say("See you!")] * 4)
    together, asked = Barrier(4, timeout=30), local()
    book = DynamoDBStore.book

    def book_together(*arguments: Any, **more: Any) -> None:
        if not hasattr(asked, "before"):
            asked.before = together.wait()
        book(*arguments, **more)

    monkeypatch.setattr(DynamoDBStore, "book", book_together)
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda n: reply(webhook(sms(f"SM{n}", text))), range(4)))
    (lead,) = leads(dynamodb)
    assert [words in said for said in replies] == [True] * 4, replies
    assert len(dynamodb_store.open_bookings(CUSTOMER).starts) == 1
    # Each stays answered as it was.
    assert [reply(webhook(sms(f"SM{n}", text))) for n in range(4)] == replies
    if lead["lead_type"]["S"] == "appointment":
        assert all("Want to add a screen protector" in said for said in replies)
        assert "I've added" in reply(webhook(sms("SM-add", "ADD")))
        (sold,) = leads(dynamodb)
        assert [remark["S"] for remark in sold["remarks"]["L"]] == ["Sold: screen protector, $15"]


# --- who sends


@pytest.mark.parametrize(
    "sender",
    [
        "messenger:9045550123",
        f"messenger:{CUSTOMER}",
        f"client:{CUSTOMER}",
        f"evil:thing:{CUSTOMER}",
        f"sip:{CUSTOMER}@example.com",
        f"whatsapp:client:{CUSTOMER}",
        f":{CUSTOMER}:",
    ],
)
def test_an_address_that_proves_no_number_is_not_taken_for_one(sender: str, dynamodb: DynamoDBClient) -> None:
    assert "Booked" in reply(webhook(sms("SM1", f"iphone 13 screen {TOMORROW} at 2pm")))
    for n, text in enumerate(["when is my appointment?", "cancel my appointment", "yes"]):
        said = reply(webhook(sms(f"SM-other-{n}", text, From=sender)))
        assert "screen" not in said
    assert "Booked" not in reply(webhook(sms("SM-book", f"iphone 13 screen {TOMORROW} at 4pm", From=sender)))
    assert [lead["phone"]["S"] for lead in leads(dynamodb)] == [CUSTOMER]


@pytest.mark.parametrize("channel", ["whatsapp", "rcs", "WhatsApp"])
def test_whatsapp_and_rcs_prove_the_number(channel: str) -> None:
    webhook(sms("SM1", f"iphone 13 screen {TOMORROW} at 2pm"))
    assert "2:00 PM" in reply(webhook(sms("SM2", "when is my appointment?", From=f"{channel}:{CUSTOMER}")))


# --- the clock of a turn


@pytest.mark.parametrize(
    ("ago", "believed"),
    [(9.0, 9.0), (0.5, 0.5), (29.0, 29.0), (31.0, 0), (-5.0, 0), (None, 0), ("9", 0), (True, 0), (float("nan"), 0)],
)
def test_a_turn_begins_when_api_gateway_takes_the_request(ago: object, believed: float, clock: Clock) -> None:
    taken = (clock.moment.timestamp() - ago) * 1000 if isinstance(ago, float) else ago
    event = api_event("POST", "/dispatcher")
    event["requestContext"]["requestTimeEpoch"] = taken
    assert clock.moment - dispatcher._received_at(event) == timedelta(seconds=believed)


def test_behind_a_cold_start_that_has_used_up_the_models_time_the_rules_answer(
    openai: openai_stand_in.StandIn, clock: Clock
) -> None:
    form = sms("SM1", "how much is a battery?")
    url = "https://api.example.com/dispatcher"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "x-twilio-signature": RequestValidator(TOKEN).compute_signature(url, form),
    }
    event = api_event("POST", "/dispatcher", headers, body=urlencode(form))
    event["requestContext"]["requestTimeEpoch"] = int((clock.moment.timestamp() - 9) * 1000)
    assert "$49" in reply(dispatcher.handler(event, None))
    assert openai.requests == []
