"""Where the messages and calls of a Twilio number go, at the stand-in for Twilio's REST API."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from twilio.rest import Client

from deploy import number
from deploy.env_file import ACCOUNT_SID, AUTH_TOKEN
from deploy.number import Urls
from local.console import LocalError
from tests import twilio_stand_in
from tests.twilio_stand_in import ACCOUNT, StandIn

PHONE = "+19045550199"
HOOK = "https://api.example.com/dispatcher"
URLS = Urls(HOOK, HOOK, HOOK)


@pytest.fixture
def twilio(tmp_path: Path) -> Iterator[StandIn]:
    with twilio_stand_in.serve(tmp_path) as stand_in:
        yield stand_in


def client(twilio: StandIn, token: str = ACCOUNT.token) -> Client:
    return number.client({ACCOUNT_SID: ACCOUNT.sid, AUTH_TOKEN: token}, twilio.base_url)


def connect(twilio: StandIn) -> None:
    there = number.look(client(twilio), PHONE)
    number.update(client(twilio), there, number.changes(there, number.wanted(there, URLS)))


def left(twilio: StandIn) -> dict[str, str]:
    there = number.look(client(twilio), PHONE)
    return number.changes(there, number.wanted(there, URLS))


def test_a_new_number_is_connected_and_then_there_is_nothing_left_to_do(twilio: StandIn) -> None:
    bought = twilio.numbers.buy(PHONE)
    twilio.numbers.buy("+19045550198")
    connect(twilio)
    assert left(twilio) == {}
    asked = ("sms_url", "sms_fallback_url", "voice_url", "voice_fallback_url", "status_callback")
    assert {bought[name] for name in asked} == {HOOK}
    assert twilio.numbers.numbers[1]["sms_url"].startswith("https://demo.twilio.com")
    before = len(twilio.numbers.updates)
    connect(twilio)
    assert len(twilio.numbers.updates) == before


def test_a_fallback_for_calls_of_the_owners_own_stays_with_its_method(twilio: StandIn) -> None:
    own = "https://handler.twilio.com/twiml/EH0"
    bought = twilio.numbers.buy(PHONE, voice_fallback_url=own, voice_fallback_method="GET")
    connect(twilio)
    assert (bought["voice_fallback_url"], bought["voice_fallback_method"]) == (own, "GET")
    assert bought["sms_fallback_url"] == HOOK


def test_a_fallback_that_a_stack_which_is_gone_has_left_is_replaced(twilio: StandIn) -> None:
    gone = "https://gone.example/dispatcher"
    bought = twilio.numbers.buy(PHONE, voice_url=gone, voice_fallback_url=gone)
    connect(twilio)
    assert (bought["voice_url"], bought["voice_fallback_url"]) == (HOOK, HOOK)


def test_an_application_whose_urls_would_be_called_instead_is_taken_off_the_number(twilio: StandIn) -> None:
    bought = twilio.numbers.buy(PHONE, voice_application_sid="AP1", sms_application_sid="AP2")
    assert left(twilio)["voice_application_sid"] == ""
    connect(twilio)
    assert (bought["voice_application_sid"], bought["sms_application_sid"]) == ("", "")


def test_a_messaging_service_of_the_number_alone_is_told_to_defer_to_it(twilio: StandIn) -> None:
    service = twilio.numbers.make_service(twilio.numbers.buy(PHONE))
    assert number.obstacles(number.look(client(twilio), PHONE)) == []
    connect(twilio)
    assert service["use_inbound_webhook_on_number"]
    assert left(twilio) == {}


@pytest.mark.parametrize("defers", [False, True])
def test_a_messaging_service_with_other_numbers_is_left_to_its_owner(twilio: StandIn, *, defers: bool) -> None:
    numbers = twilio.numbers
    numbers.make_service(numbers.buy("+19045550198"))
    numbers.make_service(numbers.buy(PHONE), numbers.buy("+19045550197"), defers=defers)
    found = number.obstacles(number.look(client(twilio), PHONE))
    assert [words for words in found if "other numbers" in words] == ([] if defers else found)
    assert bool(found) != defers


def test_a_number_of_a_sip_trunk_is_refused(twilio: StandIn) -> None:
    twilio.numbers.buy(PHONE, trunk_sid="TK1")
    assert "SIP trunk TK1" in number.obstacles(number.look(client(twilio), PHONE))[0]


def test_a_number_that_cannot_text_is_refused(twilio: StandIn) -> None:
    twilio.numbers.buy(PHONE, capabilities={"sms": False, "voice": True})
    assert "has no sms" in number.obstacles(number.look(client(twilio), PHONE))[0]


def test_a_number_that_is_not_the_accounts_is_refused_with_those_that_are(twilio: StandIn) -> None:
    twilio.numbers.buy("+19045550198")
    with pytest.raises(LocalError, match=r"not a number of this Twilio account.*\+19045550198"):
        number.look(client(twilio), PHONE)


def test_a_wrong_token_is_words_that_do_not_hold_it(twilio: StandIn) -> None:
    with pytest.raises(LocalError, match="Twilio refuses TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN") as refused:
        number.look(client(twilio, "0123456789abcdef"), PHONE)
    assert "0123456789abcdef" not in str(refused.value)


def test_an_account_that_is_suspended_is_refused(twilio: StandIn) -> None:
    twilio.numbers.buy(PHONE)
    twilio.numbers.account_status = "suspended"
    with pytest.raises(LocalError, match="account is suspended"):
        number.look(client(twilio), PHONE)


def test_another_error_of_twilios_is_its_code(twilio: StandIn) -> None:
    there = number.Number(sid="PN" + "0" * 32, phone=PHONE, now={})
    with pytest.raises(LocalError, match="status 404, code 20404"):
        number.update(client(twilio), there, {"sms_url": HOOK})


def test_a_twilio_that_cannot_be_reached_is_words() -> None:
    with pytest.raises(LocalError, match="cannot be asked"):
        number.look(number.client({ACCOUNT_SID: ACCOUNT.sid, AUTH_TOKEN: "t"}, "http://127.0.0.1:9"), PHONE)


def test_before_and_after_stand_side_by_side_with_what_changes_marked(twilio: StandIn) -> None:
    twilio.numbers.buy(PHONE, sms_url=HOOK)
    there = number.look(client(twilio), PHONE)
    lines = number.as_table(there, number.wanted(there, URLS)).splitlines()
    assert lines[1].split() == ["a", "message", "comes", "in", HOOK, HOOK]
    assert next(line for line in lines if "a call comes in" in line).split()[-2:] == [
        "https://demo.twilio.com/welcome/voice/",
        HOOK,
    ]
    assert [line[:3] for line in lines if "call" in line] == ["* a", "* c"]
