"""Calls from the page, with a LINDA who is made up."""

import queue
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from local import calls, twilio
from local.page.phone_calls import NotAwaitedError, PhoneCall, UnknownActionError

ACCOUNT = twilio.Account("AC" + "0" * 32, "made-up-token", "+19045550199")
ASKS = (
    "<Response><Gather input='speech dtmf' action='/dispatcher?turn=1'><Say>How can I help?</Say></Gather></Response>"
)
RINGS = "<Response><Dial action='/dispatcher?turn=1'><Number>+19045550100</Number></Dial></Response>"
ENDS = "<Response><Say>Bye.</Say><Hangup/></Response>"


class Phone:
    """A call in a thread, and what the page is told of it."""

    def __init__(self, *documents: str) -> None:
        self.posted: list[dict[str, str]] = []
        self._documents = iter(documents)
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.call = PhoneCall("+19045550123", lambda shown: self._told.put(dict(shown)), lambda: datetime.now(UTC))
        self.call.start(self._post, ACCOUNT, "http://127.0.0.1:8787/dispatcher")

    def until(self, state: str) -> dict[str, Any]:
        """What the page is told last when the call has come to the state."""
        while (told := self._told.get(timeout=20))["state"] != state:
            pass
        return told

    def _post(self, url: str, parameters: dict[str, str], headers: Mapping[str, str]) -> calls.Answer:
        self.posted.append(parameters)
        return calls.Answer(200, "text/xml", next(self._documents, "<Response/>"))


def test_what_is_typed_is_said_and_what_linda_says_is_shown() -> None:
    phone = Phone(ASKS, ENDS)
    assert [line["text"] for line in phone.until("listening")["lines"]] == ["How can I help?"]
    phone.call.act({"say": "is it $79?"})
    told = phone.until("ended")
    lines = [(line["who"], line["text"]) for line in told["lines"]]
    assert lines == [("LINDA", "How can I help?"), ("caller", "is it seventy nine dollars"), ("LINDA", "Bye.")]
    assert told["ended"] == "LINDA hung up."
    assert phone.posted[1]["SpeechResult"] == "is it seventy nine dollars"


@pytest.mark.parametrize(
    ("given", "words"),
    [({"press": "1"}, "[presses 1]"), ({"silent": True}, "[silence]"), ({"say": " "}, "[silence]")],
)
def test_keys_and_silence_are_done_as_such(given: dict[str, Any], words: str) -> None:
    phone = Phone(ASKS, ENDS)
    phone.until("listening")
    phone.call.act(given)
    assert phone.until("ended")["lines"][1]["text"] == words


def test_what_is_said_while_linda_thinks_is_refused_and_hanging_up_is_not() -> None:
    phone = Phone(ASKS)
    phone.until("listening")
    phone.call.act({"hang_up": True})
    assert phone.until("ended")["ended"] == "You hung up."
    with pytest.raises(NotAwaitedError, match="over"):
        phone.call.act({"say": "hello?"})


def test_nobody_takes_a_call_that_does_not_ring() -> None:
    phone = Phone(ASKS)
    phone.until("listening")
    with pytest.raises(NotAwaitedError, match="does not ring"):
        phone.call.act({"brandon": "takes"})
    phone.call.act({"hang_up": True})
    phone.until("ended")


def test_brandon_takes_a_call_that_rings_or_lets_it_ring() -> None:
    for answer, line in (("takes", "[takes the call]"), ("ignores", "[does not pick up]")):
        phone = Phone(RINGS, ENDS)
        phone.until("ringing")
        phone.call.act({"brandon": answer})
        assert ("Brandon", line) in [(one["who"], one["text"]) for one in phone.until("ended")["lines"]]


@pytest.mark.parametrize("given", [{}, {"press": "12a"}, {"press": ""}, {"say": 5}])
def test_what_nobody_can_do_in_a_call_is_refused(given: dict[str, Any]) -> None:
    phone = Phone(ASKS)
    phone.until("listening")
    with pytest.raises(UnknownActionError):
        phone.call.act(given)
    phone.call.act({"hang_up": True})
    phone.until("ended")


def test_who_hangs_up_while_brandons_phone_rings_does_not_wait_for_him() -> None:
    phone = Phone(RINGS, ASKS)
    phone.until("ringing")
    phone.call.act({"hang_up": True})
    assert phone.until("ended")["ended"] == "You hung up."
