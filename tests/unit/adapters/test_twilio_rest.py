"""Twilio's own client against the stand-in for its API."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from linda.adapters import twilio_rest
from linda.adapters.twilio_rest import TwilioMessenger
from linda.errors import LindaError, MessageRefusedError, MessengerUnavailableError, OptedOutError
from local.twilio import TwilioError
from tests import twilio_stand_in
from tests.twilio_stand_in import ACCOUNT, StandIn, dripping

CUSTOMER, OTHER = "+19045550123", "+19045550124"
TEXT = "Your appointment is on Fri, Feb 13 at 2:00 PM."


@pytest.fixture
def twilio(tmp_path: Path) -> Iterator[StandIn]:
    with twilio_stand_in.serve(tmp_path) as stand_in:
        yield stand_in


@pytest.fixture
def messenger(twilio: StandIn) -> TwilioMessenger:
    return TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone, twilio.base_url)


def test_a_text_goes_from_our_number_to_the_customers(messenger: TwilioMessenger, twilio: StandIn) -> None:
    messenger.send(CUSTOMER, TEXT)
    (sent,) = twilio.messages
    assert (sent["to"], sent["from"], sent["body"]) == (CUSTOMER, ACCOUNT.phone, TEXT)


def test_what_was_sent_is_found_again_by_number_text_and_time(messenger: TwilioMessenger) -> None:
    started = datetime.now(UTC)
    assert not messenger.was_sent(CUSTOMER, TEXT, started)
    messenger.send(CUSTOMER, TEXT)
    assert messenger.was_sent(CUSTOMER, TEXT, started)
    assert not messenger.was_sent(OTHER, TEXT, started)
    assert not messenger.was_sent(CUSTOMER, "Another text", started)
    assert not messenger.was_sent(CUSTOMER, TEXT, started + timedelta(minutes=3))


def test_a_whatsapp_customer_is_written_to_from_our_whatsapp_number(
    messenger: TwilioMessenger, twilio: StandIn
) -> None:
    started = datetime.now(UTC)
    messenger.send(CUSTOMER, TEXT, channel="whatsapp")
    (sent,) = twilio.messages
    assert (sent["to"], sent["from"]) == (f"whatsapp:{CUSTOMER}", f"whatsapp:{ACCOUNT.phone}")
    assert messenger.was_sent(CUSTOMER, TEXT, started, channel="whatsapp")
    assert not messenger.was_sent(CUSTOMER, TEXT, started)


def test_a_clock_of_twilios_that_is_behind_hides_nothing(messenger: TwilioMessenger) -> None:
    messenger.send(CUSTOMER, TEXT)
    assert messenger.was_sent(CUSTOMER, TEXT, datetime.now(UTC) + timedelta(seconds=30))


def test_a_trial_accounts_own_words_before_the_text_hide_nothing(messenger: TwilioMessenger, twilio: StandIn) -> None:
    messenger.send(CUSTOMER, TEXT)
    twilio.messages[0]["body"] = f"Sent from your Twilio trial account - {TEXT}"
    assert messenger.was_sent(CUSTOMER, TEXT, datetime.now(UTC))


def test_a_text_is_found_among_many_that_came_later(messenger: TwilioMessenger) -> None:
    messenger.send(CUSTOMER, TEXT)
    for number in range(60):
        messenger.send(CUSTOMER, f"Reply {number}")
    assert messenger.was_sent(CUSTOMER, TEXT, datetime.now(UTC))


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (400, 21610, OptedOutError),
        (400, 21211, MessageRefusedError),
        (400, 21408, MessageRefusedError),
        (404, 20404, MessageRefusedError),
        (401, 20003, MessengerUnavailableError),
        (429, 20429, MessengerUnavailableError),
        (500, 20500, MessengerUnavailableError),
        (503, 20503, MessengerUnavailableError),
    ],
)
def test_each_refusal_has_its_error_without_the_number(
    status: int, code: int, error: type[LindaError], messenger: TwilioMessenger, twilio: StandIn
) -> None:
    twilio.steps.append(TwilioError(status, code, f"about {CUSTOMER}"))
    with pytest.raises(LindaError) as raised:
        messenger.send(CUSTOMER, TEXT)
    assert type(raised.value) is error
    assert str(code) in str(raised.value)
    assert CUSTOMER not in str(raised.value)
    assert not twilio.messages


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_list_that_cannot_be_read_says_nothing(status: int, messenger: TwilioMessenger, twilio: StandIn) -> None:
    twilio.steps.append(TwilioError(status, 20000, "no"))
    with pytest.raises(MessengerUnavailableError):
        messenger.was_sent(CUSTOMER, TEXT, datetime.now(UTC))


def test_a_slow_twilio_is_given_up(twilio: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twilio_rest, "_SECONDS", 0.2)
    messenger = TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone, twilio.base_url)
    twilio.steps.extend([1.0, 1.0])
    with pytest.raises(MessengerUnavailableError, match="ReadTimeout"):
        messenger.send(CUSTOMER, TEXT)
    with pytest.raises(MessengerUnavailableError, match="ReadTimeout"):
        messenger.was_sent(CUSTOMER, TEXT, datetime.now(UTC))


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 400 Bad Request\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nX-Words: ",
        b"",
    ],
)
def test_a_dripping_twilio_is_given_up(start: bytes) -> None:
    with dripping(start) as url:
        messenger = TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone, url, seconds=0.2)
        began = monotonic()
        with pytest.raises(MessengerUnavailableError):
            messenger.send(CUSTOMER, TEXT)
        with pytest.raises(MessengerUnavailableError):
            messenger.was_sent(CUSTOMER, TEXT, datetime.now(UTC))
        assert monotonic() - began < 2


def test_a_call_takes_eight_seconds_at_the_most_unless_told_otherwise() -> None:
    messenger = TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone)
    assert messenger._seconds == 8


@pytest.mark.parametrize("key", ["tökén", "токен", "a\nb", "None"])
def test_an_odd_key_is_twilios_no(twilio: StandIn, key: str) -> None:
    with pytest.raises(MessengerUnavailableError):
        TwilioMessenger(ACCOUNT.sid, key, ACCOUNT.phone, twilio.base_url).send(CUSTOMER, TEXT)
    with pytest.raises(MessengerUnavailableError):
        TwilioMessenger(f"AC{key}", key, ACCOUNT.phone, twilio.base_url).was_sent(CUSTOMER, TEXT, datetime.now(UTC))


def test_an_unreachable_twilio_is_unavailable() -> None:
    messenger = TwilioMessenger(ACCOUNT.sid, ACCOUNT.token, ACCOUNT.phone, "http://127.0.0.1:9")
    with pytest.raises(MessengerUnavailableError, match="ConnectionError"):
        messenger.send(CUSTOMER, TEXT)


def test_without_another_address_it_is_twilios_own() -> None:
    assert TwilioMessenger(ACCOUNT.sid, "token", "+1")._client.api.base_url == "https://api.twilio.com"
