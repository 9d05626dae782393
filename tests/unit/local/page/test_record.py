"""What the page shows of the webhooks that pass the front door, and what of it is kept."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from local import gateway, twilio
from local.page.record import MOST_KEPT, Record, exchange_of, media_shown, sent_of, without_pin

NOW = datetime(2026, 2, 10, 19, 0, tzinfo=UTC)
ACCOUNT = twilio.Account("AC1", "made-up-token", "+19045550199")
TWIML = "<?xml version='1.0'?><Response><Message>$79 &amp; up.\nWhen?</Message></Response>"


def webhook(form: dict[str, str], query: str = "") -> gateway.Request:
    headers = [("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")]
    return gateway.Request("POST", "/dispatcher", query, headers, urlencode(form).encode(), "127.0.0.1")


def answered(body: str, status: int = 200, by: str = "rules") -> gateway.Response:
    return gateway.Response(status, [("x-linda-receptionist", by)], body.encode())


def shown(asked: gateway.Request, answer: gateway.Response) -> dict[str, Any] | None:
    return exchange_of(asked, answer, "request-1", NOW, 7.5, 0.2104)


def test_a_text_is_shown_with_its_reply_and_the_segments_that_it_takes() -> None:
    exchange = shown(webhook(twilio.inbound(ACCOUNT, "+19045550123", "how much?")), answered(TWIML))
    assert exchange is not None
    assert (exchange["kind"], exchange["who"], exchange["text"]) == ("text", "+19045550123", "how much?")
    assert exchange["replies"] == [{"text": "$79 & up.\nWhen?", "segments": 1}]
    assert (exchange["receptionist"], exchange["seconds"], exchange["at"]) == ("rules", 0.21, NOW.isoformat())


def test_a_place_and_a_photo_are_shown() -> None:
    media = ("http://127.0.0.1:8787/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1", "image/png")
    form = twilio.inbound(ACCOUNT, "whatsapp:+19045550123", "", media, "9 Ocean Blvd")
    exchange = shown(webhook(form), answered("<Response/>"))
    assert exchange is not None
    assert (exchange["place"], exchange["replies"]) == ("9 Ocean Blvd", [])
    kept = media_shown(exchange, {"ME1": twilio.Media(b"x", "image/png")})
    assert kept["media"] == [{"url": "/_local/cdn/AC1/ME1", "content_type": "image/png"}]
    assert media_shown(exchange, {})["media"] == [{"url": "", "content_type": "image/png"}]


@pytest.mark.parametrize(
    ("sender", "text", "keyword"),
    [
        ("+19045550123", " Stop ", ("out", True)),
        ("+19045550123", "cancel", ("out", True)),
        ("+19045550123", "UNSTOP", ("in", True)),
        ("+19045550123", "yes", ("in", False)),
        ("+19045550123", "help", ("", True)),
        ("+19045550123", "cancel my appointment", ("", False)),
        ("whatsapp:+19045550123", "STOP", (None, None)),
    ],
)
def test_what_twilio_does_by_itself_on_a_word_is_told_of_an_sms(
    sender: str, text: str, keyword: tuple[str | None, bool | None]
) -> None:
    exchange = shown(webhook(twilio.inbound(ACCOUNT, sender, text)), answered("<Response/>"))
    assert exchange is not None
    assert (exchange.get("opts"), exchange.get("is_twilios")) == keyword


def test_what_a_caller_says_and_hears_is_shown_by_turn() -> None:
    form = {"CallSid": "CA1", "CallStatus": "in-progress", "From": "+19045550123", "SpeechResult": "are you open"}
    twiml = "<Response><Gather><Say>Yes.\n Until   five.</Say></Gather></Response>"
    exchange = shown(webhook(form, "turn=2"), answered(twiml))
    assert exchange is not None
    assert (exchange["kind"], exchange["text"]) == ("call", "are you open")
    assert [reply["text"] for reply in exchange["replies"]] == ["Yes. Until five."]


def test_a_visitors_message_is_shown_and_a_mere_look_is_not() -> None:
    def asked(**fields: str) -> gateway.Request:
        headers = [("content-type", "application/json")]
        return gateway.Request("POST", "/dispatcher", "", headers, json.dumps(fields).encode(), "127.0.0.1")

    exchange = shown(asked(session="s-1", message="hi", id="7"), answered('{"reply": "Hello!"}'))
    assert exchange is not None
    assert (exchange["id"], exchange["kind"], exchange["who"]) == ("s-1-7", "chat", "s-1")
    assert exchange["replies"] == [{"text": "Hello!", "segments": 0}]
    assert shown(asked(session="s-1"), answered('{"reply": ""}')) is None


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (webhook({"MessageSid": "SM1", "MessageStatus": "delivered", "From": "+19045550123"}), answered(TWIML)),
        (webhook(twilio.inbound(ACCOUNT, "+19045550123", "hi")), answered("no", status=403)),
        (webhook(twilio.inbound(ACCOUNT, "+19045550123", "hi")), answered("<Response>")),
        (webhook(twilio.inbound(ACCOUNT, "+19045550123", "hi")), answered("<!DOCTYPE x><Response/>")),
        (webhook({"From": "+19045550123"}), answered(TWIML)),
        (gateway.Request("GET", "/state", "", [], b"", "127.0.0.1"), answered("{}")),
        (gateway.Request("POST", "/dispatcher", "", [], b"\xff\xfe", "127.0.0.1"), answered(TWIML)),
    ],
)
def test_what_nobody_wrote_or_what_cannot_be_read_is_not_shown(
    asked: gateway.Request, answer: gateway.Response
) -> None:
    assert shown(asked, answer) is None


def test_a_text_of_lindas_own_is_shown_as_the_phone_gets_it() -> None:
    message = {"sid": "SM2", "to": "+19045550123", "body": "Booked.", "num_segments": "2"}
    assert sent_of(message, NOW, 7.5) == {
        "id": "SM2",
        "at": NOW.isoformat(),
        "arrived": 7.5,
        "to": "+19045550123",
        "text": "Booked.",
        "segments": 2,
    }


def test_the_newest_are_kept_over_a_restart_and_a_damaged_line_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "exchanges.jsonl"
    first = Record(file)
    for number in range(MOST_KEPT + 20):
        first.add_exchange({"id": str(number)})
    first.add_sent({"id": "s"})
    with file.open("a") as text:
        text.write('{"exchange": {"id"\n[]\n{"other": 1}\n{"exchange": 5}\n{"sent": {"id": 5}}\n')
    again = Record(file)
    assert [one["id"] for one in again.exchanges] == [str(number) for number in range(20, MOST_KEPT + 20)]
    assert [one["id"] for one in again.sent] == ["s"]
    assert len(file.read_text().splitlines()) == MOST_KEPT + 1
    assert file.stat().st_mode & 0o077 == 0


def test_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    record = Record(tmp_path / "exchanges.jsonl")
    for number in range(5 * MOST_KEPT):
        record.add_sent({"id": str(number)})
    assert len((tmp_path / "exchanges.jsonl").read_text().splitlines()) < 4 * MOST_KEPT


@pytest.mark.parametrize(
    ("who", "text", "kept"),
    [
        ("+19045550100", "4821 tell Marisol hi", "•••• tell Marisol hi"),
        ("whatsapp:+19045550100", "tell Marisol hi 4821", "tell Marisol hi ••••"),
        ("+19045550100", "tell Marisol 14821", "tell Marisol 14821"),
        ("+19045550123", "4821", "4821"),
    ],
)
def test_the_owners_pin_is_not_kept(who: str, text: str, kept: str) -> None:
    exchange = {"who": who, "text": text}
    assert without_pin(exchange, "+19045550100", "4821")["text"] == kept
    assert without_pin(exchange, "+19045550100", "")["text"] == text


def test_a_message_that_twilio_delivers_twice_is_shown_once(tmp_path: Path) -> None:
    record = Record(tmp_path / "exchanges.jsonl")
    assert record.add_exchange({"id": "SM1"})
    assert not record.add_exchange({"id": "SM1"})
    assert len(record.exchanges) == 1
