"""A simulated call: what is requested, what is heard, and how it ends."""

import math
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from twilio.request_validator import RequestValidator

from local import calls
from local.calls import (
    ANONYMOUS,
    APPLICATION_ERROR,
    Action,
    Answer,
    Call,
    Callee,
    Caller,
    Clock,
    Dialled,
    EndlessCallError,
    HangsUp,
    NotModelledError,
    Presses,
    Says,
    Silent,
    delivered_twice,
)
from tests.twilio_stand_in import ACCOUNT

CALLER, OWNER = "+19045550123", "+19045550177"
URL = "https://shop.example/prod/dispatcher"
FALLBACK, STATUS = "https://shop.example/prod/fallback?why=1", "https://shop.example/prod/status"
START = datetime(2026, 11, 27, 15, tzinfo=UTC)
ASK = (
    '<Gather input="dtmf speech" action="/prod/dispatcher?turn=1" speechTimeout="1"><Say>What is broken?</Say></Gather>'
)
BYE = "<Say>Goodbye.</Say><Hangup/>"


def twiml(inside: str, seconds: float = 0) -> Answer:
    return Answer(200, "text/xml", f"<Response>{inside}</Response>", seconds)


@dataclass
class Shop:
    """A webhook that answers one request after the other; one too many is an error of the test."""

    answers: list[Answer | Exception]
    posted: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def post(self, url: str, parameters: dict[str, str], headers: dict[str, str]) -> Answer:
        self.posted.append((url, parameters))
        self.headers.append(headers)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.posted]


def shop(*answers: str | Answer | Exception) -> Shop:
    return Shop([twiml(answer) if isinstance(answer, str) else answer for answer in answers])


def call(server: Shop, *actions: Action, fallback: str = "", status: str = "", callee: Callee | None = None) -> Call:
    """Hold a call of the customer who does these things, and then hangs up."""
    held = Call(
        server.post,
        ACCOUNT,
        CALLER,
        URL,
        fallback_url=fallback,
        status_callback=status,
        callee=callee or Callee(answers=False),
        clock=Clock(START),
    )
    held.run(Caller(*actions))
    return held


def heard(held: Call) -> list[str]:
    return [said.text for said in held.heard]


def passed(held: Call) -> float:
    return (held.clock.now - START).total_seconds()


def codes(held: Call) -> list[int]:
    return [error.code for error in held.errors]


def test_a_call_goes_from_the_greeting_through_a_question_to_the_end() -> None:
    server = shop(f"<Say voice='Polly.Joanna' language='en-US'>Hello.</Say>{ASK}", BYE)
    held = call(server, Says("my screen is cracked", confidence=0.8))
    assert server.urls == [URL, "https://shop.example/prod/dispatcher?turn=1"]
    (_, first), (_, second) = server.posted
    assert first["CallStatus"] == "ringing"
    assert (second["CallStatus"], second["SpeechResult"], second["Confidence"]) == (
        "in-progress",
        "my screen is cracked",
        "0.8",
    )
    assert "Digits" not in second
    assert second["CallSid"] == first["CallSid"] == held.sid
    assert heard(held) == ["Hello.", "What is broken?", "Goodbye."]
    assert (held.heard[0].voice, held.heard[0].language) == ("Polly.Joanna", "en-US")
    assert (held.ended_by, held.errors) == ("hangup", [])
    assert [exchange.url for exchange in held.log] == server.urls


def test_the_first_request_says_who_calls_whom_and_from_where() -> None:
    server = shop("")
    held = call(server)
    (_, sent) = server.posted[0]
    assert sent["From"] == sent["Caller"] == CALLER
    assert sent["To"] == sent["Called"] == ACCOUNT.phone
    assert (sent["AccountSid"], sent["ApiVersion"], sent["Direction"]) == (ACCOUNT.sid, "2010-04-01", "inbound")
    assert (sent["FromState"], sent["CalledCountry"]) == ("FL", "US")
    assert sent["StirVerstat"].startswith("TN-Validation-Passed")
    assert sent["CallSid"].startswith("CA")
    assert len(sent["CallSid"]) == 34
    assert "ForwardedFrom" not in sent
    assert held.ended_by == "document"


def test_a_caller_who_withholds_the_number_has_none_and_no_place() -> None:
    server = shop("")
    Call(server.post, ACCOUNT, "anonymous", URL).run(Caller())
    (_, sent) = server.posted[0]
    assert sent["From"] == sent["Caller"] == ANONYMOUS
    assert (sent["FromCity"], sent["ToState"]) == ("", "FL")
    assert "StirVerstat" not in sent


def test_a_client_has_no_place_and_a_forwarded_call_says_by_whom() -> None:
    server = shop("")
    Call(server.post, ACCOUNT, "client:desk", URL, forwarded_from=OWNER).run(Caller())
    (_, sent) = server.posted[0]
    assert (sent["From"], sent["ForwardedFrom"]) == ("client:desk", OWNER)
    assert "FromCity" not in sent


def test_what_is_no_number_cannot_call() -> None:
    with pytest.raises(ValueError, match="cannot call"):
        Call(shop().post, ACCOUNT, "9045550123", URL)


def test_each_request_is_signed_over_its_exact_url_and_all_parameters() -> None:
    server = shop(ASK, BYE)
    call(server, Presses("1"))
    validator = RequestValidator(ACCOUNT.token)
    for (url, parameters), headers in zip(server.posted, server.headers, strict=True):
        assert validator.validate(url, parameters, headers["X-Twilio-Signature"])
        assert not validator.validate(url, parameters | {"More": ""}, headers["X-Twilio-Signature"])
    second, headers = server.posted[1], server.headers[1]
    assert not validator.validate(second[0].partition("?")[0], second[1], headers["X-Twilio-Signature"])
    assert server.headers[0]["I-Twilio-Idempotency-Token"] != headers["I-Twilio-Idempotency-Token"]


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("", URL),
        ('action="?turn=2"', f"{URL}?turn=2"),
        ('action="next"', "https://shop.example/prod/next"),
        ('action="/dispatcher"', "https://shop.example/dispatcher"),
        ('action="https://other.example/x"', "https://other.example/x"),
    ],
)
def test_an_action_is_resolved_against_the_document_and_is_it_when_absent(action: str, asked: str) -> None:
    server = shop(f"<Gather {action}/>", BYE)
    call(server, Presses("1#"))
    assert server.urls == [URL, asked]


@pytest.mark.parametrize(
    ("gather", "keys", "digits", "finished"),
    [
        ('numDigits="1"', "1", "1", ""),
        ('numDigits="1"', "123", "1", ""),
        ("", "12#3", "12", "#"),
        ("", "12", "12", ""),
        ('finishOnKey="*"', "1#*", "1#", "*"),
        ('finishOnKey=""', "1#*", "1#*", ""),
    ],
)
def test_keys_are_gathered_until_they_are_enough(gather: str, keys: str, digits: str, finished: str) -> None:
    server = shop(f"<Gather {gather}/>", BYE)
    call(server, Presses(keys))
    (_, sent) = server.posted[1]
    assert (sent["Digits"], sent["FinishedOnKey"]) == (digits, finished)
    assert "SpeechResult" not in sent


@pytest.mark.parametrize(
    ("gather", "keys", "seconds"),
    [('numDigits="2"', "12", 0), ("", "12#", 0), ('numDigits="3"', "12", 7), ("", "12", 7)],
)
def test_another_key_is_waited_for_unless_there_are_enough(gather: str, keys: str, seconds: int) -> None:
    assert passed(call(shop(f'<Gather {gather} timeout="7"/>', ""), Presses(keys))) == seconds


@pytest.mark.parametrize(
    ("gather", "action"),
    [
        ("", Silent()),
        ("", Says("hello")),
        ("", Presses("#")),
        ('input="speech"', Presses("1")),
        ('input="speech dtmf"', Says("  ")),
    ],
)
def test_without_input_that_it_takes_a_gather_is_passed_by(gather: str, action: Action) -> None:
    server = shop(f'<Gather {gather} timeout="4" action="/x"/>{BYE}')
    held = call(server, action)
    assert (len(server.posted), heard(held)) == (1, ["Goodbye."])
    assert passed(held) == pytest.approx(4 + 8 / 15)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("dtmf", {"Digits": "", "FinishedOnKey": "", "msg": "Gather End"}),
        ("speech", {}),
        ("dtmf speech", {}),
    ],
)
def test_no_input_is_told_if_that_is_wanted(kind: str, told: dict[str, str]) -> None:
    server = shop(f'<Gather input="{kind}" action="/x" actionOnEmptyResult="true"/>', BYE)
    call(server, Silent())
    first, (url, second) = server.posted[0][1], server.posted[1]
    assert url == "https://shop.example/x"
    assert {name: value for name, value in second.items() if name not in first} == told


def test_speech_takes_its_time_and_the_pause_after_it() -> None:
    held = call(shop('<Gather input="speech" speechTimeout="3"/>', ""), Says("x" * 30))
    assert passed(held) == pytest.approx(2 + 3)
    held = call(shop('<Gather input="speech" speechTimeout="auto"/>', ""), Says("x" * 30))
    assert passed(held) == pytest.approx(2 + 1)
    held = call(shop('<Gather input="speech" timeout="7"/>', ""), Says("x" * 30))
    assert passed(held) == pytest.approx(2 + 7)


@pytest.mark.parametrize("action", [Says("stop it", barges_in=True), Presses("1", barges_in=True)])
def test_who_barges_in_does_not_hear_the_rest(action: Action) -> None:
    server = shop(
        '<Say>Welcome to the shop.</Say><Gather input="dtmf speech" numDigits="1" speechTimeout="1">'
        "<Say>One two three four.</Say><Pause/><Say>Five six.</Say></Gather>",
        BYE,
    )
    held = call(server, action)
    assert heard(held) == ["Welcome to the shop.", "One two", "Goodbye."]
    assert [said.cut for said in held.heard] == [False, True, False]
    (_, sent) = server.posted[1]
    assert sent.get("SpeechResult", sent.get("Digits")) in ("stop it", "1")


@pytest.mark.parametrize("gather", ['input="speech" bargeIn="false"', 'input="dtmf"'])
def test_speech_does_not_interrupt_where_it_must_not_or_nobody_listens(gather: str) -> None:
    held = call(shop(f"<Gather {gather}><Say>One two.</Say></Gather>", BYE), Says("stop", barges_in=True))
    assert held.heard[0].text == "One two."
    assert not held.heard[0].cut


def test_keys_interrupt_even_what_speech_must_not() -> None:
    document = '<Gather input="dtmf speech" bargeIn="false" numDigits="1"><Say>One two.</Say></Gather>'
    assert heard(call(shop(document, BYE), Presses("1", barges_in=True)))[0] == "One"


@pytest.mark.parametrize("action", [HangsUp(), HangsUp(barges_in=True)])
@pytest.mark.parametrize("document", [ASK, f"<Gather><Pause/></Gather>{ASK}", "<Record/>", f"{ASK}<Record/>"])
def test_nothing_is_asked_after_the_caller_hung_up_but_the_end_is_told(document: str, action: Action) -> None:
    server = shop(document, "")
    held = call(server, action, status=STATUS)
    assert server.urls == [URL, STATUS]
    assert held.ended_by == "caller"


def test_the_caller_can_hang_up_while_something_is_said() -> None:
    held = call(shop(f"<Say>One two three four.</Say>{BYE}"), HangsUp(barges_in=True))
    assert (heard(held), held.ended_by) == (["One two"], "caller")


def test_the_end_is_told_with_how_long_it_took() -> None:
    server = shop('<Pause length="61"/><Hangup/>', "")
    call(server, status=STATUS)
    url, sent = server.posted[1]
    assert url == STATUS
    assert (sent["CallStatus"], sent["CallDuration"], sent["Duration"]) == ("completed", "61", "2")
    assert (sent["CallbackSource"], sent["SequenceNumber"]) == ("call-progress-events", "0")
    assert sent["Timestamp"] == "Fri, 27 Nov 2026 15:01:01 +0000"
    assert sent["CallSid"] == server.posted[0][1]["CallSid"]


def test_a_status_callback_that_fails_is_noted() -> None:
    held = call(shop("", Answer(500, "text/plain", "oh")), status=STATUS)
    assert (held.ended_by, codes(held)) == ("document", [calls.HTTP_FAILURE])
    assert [exchange.url for exchange in held.failed] == [STATUS]


def test_a_redirect_fetches_another_document_in_place_of_this_one() -> None:
    server = shop("<Redirect>next?turn=2</Redirect><Say>Never.</Say>", BYE)
    held = call(server)
    assert server.urls == [URL, "https://shop.example/prod/next?turn=2"]
    assert heard(held) == ["Goodbye."]


def test_documents_that_lead_to_each_other_are_found_out() -> None:
    endless = Call(lambda *_: twiml("<Redirect>x</Redirect>"), ACCOUNT, CALLER, URL)
    with pytest.raises(EndlessCallError, match="500 requests"):
        endless.run(Caller())


@pytest.mark.parametrize(("reason", "status"), [("", "no-answer"), ('reason="busy"', "busy")])
def test_a_rejected_call_is_not_answered(reason: str, status: str) -> None:
    server = shop(f"<Reject {reason}/>", "")
    held = call(server, status=STATUS)
    assert held.ended_by == "rejected"
    assert (server.posted[1][1]["CallStatus"], server.posted[1][1]["CallDuration"]) == (status, "0")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (Answer(500, "text/xml", "<Response/>"), calls.HTTP_FAILURE),
        (Answer(403, "text/plain", "no"), calls.HTTP_FAILURE),
        (Answer(302, "text/xml", ""), calls.REDIRECTED),
        (Answer(307, "text/xml", ""), calls.REDIRECTED),
        (Answer(200, "text/html", "<Response/>"), 12300),
        (Answer(200, "text/xml", "<Response>"), 12100),
        (twiml("<Message>Hi</Message>"), 12200),
        (twiml("<Say/>"), 13520),
        (twiml("", seconds=15.1), calls.NO_CONNECTION),
        (TimeoutError(), calls.NO_CONNECTION),
    ],
)
def test_what_twilio_refuses_makes_it_ask_the_fallback(broken: Answer | Exception, code: int) -> None:
    server = shop(ASK, broken, f'<Gather action="more"/>{BYE}')
    held = call(server, Says("hello"), Silent(), fallback=FALLBACK)
    failed = "https://shop.example/prod/dispatcher?turn=1"
    assert server.urls == [URL, failed, FALLBACK]
    (_, sent) = server.posted[2]
    assert (sent["ErrorCode"], sent["ErrorUrl"]) == (str(code), failed)
    assert "SpeechResult" not in sent
    assert RequestValidator(ACCOUNT.token).validate(FALLBACK, sent, server.headers[2]["X-Twilio-Signature"])
    assert (codes(held), heard(held)[-1], held.ended_by) == ([code], "Goodbye.", "hangup")


@pytest.mark.parametrize("fallback", ["", FALLBACK])
def test_without_a_fallback_that_works_the_call_breaks_off(fallback: str) -> None:
    server = shop(Answer(500, "", ""), Answer(502, "", ""), "")
    held = call(server, fallback=fallback)
    assert (heard(held), held.ended_by) == ([APPLICATION_ERROR], "error")
    assert server.urls == ([URL, FALLBACK] if fallback else [URL])


def test_a_call_goes_on_from_its_fallback_as_if_nothing_had_been() -> None:
    server = shop(Answer(500, "", ""), '<Gather action="on?turn=9" numDigits="1"/>', BYE)
    held = call(server, Presses("1"), fallback=FALLBACK)
    assert server.urls[2] == "https://shop.example/prod/on?turn=9"
    assert held.ended_by == "hangup"


def test_an_answer_has_fifteen_seconds() -> None:
    held = call(shop(twiml("", seconds=15)))
    assert (held.errors, passed(held)) == ([], 15)
    held = call(shop(TimeoutError()))
    assert (codes(held), passed(held)) == ([calls.NO_CONNECTION], 15)
    assert held.log[0].answer is not None
    assert held.log[0].answer.seconds == math.inf


def test_a_connection_that_fails_is_tried_once_more_as_the_same_request() -> None:
    server = shop(ConnectionError(), BYE)
    held = call(server)
    assert server.posted[0] == server.posted[1]
    assert server.headers[0] == server.headers[1]
    assert (held.ended_by, held.errors) == ("hangup", [])
    assert [exchange.answer is None for exchange in held.log] == [True, False]


def test_the_second_try_has_the_time_that_is_left() -> None:
    held = call(shop(ConnectionError(), twiml("", seconds=11)))
    assert codes(held) == [calls.NO_CONNECTION]
    held = call(shop(ConnectionError(), ConnectionError()))
    assert (codes(held), len(held.log)) == ([calls.NO_CONNECTION], 2)


def test_a_request_can_be_delivered_twice_one_after_the_other() -> None:
    server = shop("<Say>First.</Say>", "<Say>Second.</Say>")
    pairs: list[tuple[Answer, Answer]] = []
    held = Call(delivered_twice(server.post, pairs), ACCOUNT, CALLER, URL)
    held.run(Caller())
    assert pairs == [(twiml("<Say>First.</Say>"), twiml("<Say>Second.</Say>"))]
    assert server.headers[0] == server.headers[1]
    assert heard(held) == ["Second."]


def test_a_request_can_be_delivered_twice_at_the_same_time() -> None:
    both_there = threading.Barrier(2, timeout=10)

    def post(url: str, parameters: dict[str, str], headers: dict[str, str]) -> Answer:
        both_there.wait()
        return twiml(BYE)

    pairs: list[tuple[Answer, Answer]] = []
    held = Call(delivered_twice(post, pairs, together=True), ACCOUNT, CALLER, URL)
    assert held.run(Caller()) == "hangup"
    assert pairs == [(twiml(BYE), twiml(BYE))]


RECORD = (
    '<Say>After the tone.</Say><Record action="/recorded" maxLength="60" playBeep="true" timeout="3" '
    'recordingStatusCallback="/done" transcribe="true" transcribeCallback="/words"/>'
)
MESSAGE = "please call me back about my phone, which is still broken"


def test_a_message_is_recorded_until_a_silence_and_written_down_when_the_call_is_over() -> None:
    server = shop(RECORD, BYE, "", "", "")
    held = call(server, Says(MESSAGE), Says(", thanks"), Silent(), status=STATUS)
    assert [url.rpartition("/")[2] for url in server.urls] == ["dispatcher", "recorded", "status", "done", "words"]
    recorded, _, done, words = (parameters for _, parameters in server.posted[1:])
    assert recorded["RecordingUrl"].endswith(f"/Recordings/{recorded['RecordingSid']}")
    assert (recorded["RecordingDuration"], recorded["CallStatus"]) == ("5", "in-progress")
    assert "Digits" not in recorded
    assert (done["RecordingStatus"], done["RecordingSid"]) == ("completed", recorded["RecordingSid"])
    assert set(done) == {
        *("AccountSid", "CallSid", "RecordingSid", "RecordingUrl", "RecordingStatus", "RecordingDuration"),
        *("RecordingChannels", "RecordingStartTime", "RecordingSource", "RecordingTrack"),
    }
    assert (words["TranscriptionStatus"], words["TranscriptionText"]) == ("completed", f"{MESSAGE} , thanks")
    assert (words["RecordingSid"], words["CallStatus"]) == (recorded["RecordingSid"], "completed")
    assert set(words) == {
        *("TranscriptionSid", "TranscriptionText", "TranscriptionStatus", "TranscriptionUrl", "RecordingSid"),
        *("RecordingUrl", "CallSid", "AccountSid", "From", "To", "CallStatus", "ApiVersion", "Direction"),
    }
    assert held.ended_by == "hangup"


@pytest.mark.parametrize(("words", "status"), [("hi", "failed"), ("x" * 1_800, "failed"), ("x" * 1_700, "completed")])
def test_a_recording_too_short_or_too_long_is_not_written_down(words: str, status: str) -> None:
    server = shop('<Record action="/recorded" transcribe="true" transcribeCallback="/words"/>', BYE, "")
    call(server, Says(words), Presses("5"))
    assert server.posted[1][1]["Digits"] == "5"
    told = server.posted[2][1]
    assert (told["TranscriptionStatus"], told["TranscriptionText"] == words) == (status, status == "completed")


@pytest.mark.parametrize(
    ("transcribed", "status"), [("pleas call me bag", "completed"), ("", "failed"), (None, "completed")]
)
def test_a_transcription_may_misread_or_fail(transcribed: str | None, status: str) -> None:
    server = shop(RECORD, BYE, "", "")
    call(server, Says(MESSAGE, transcribed=transcribed), Presses("#"))
    told = server.posted[-1][1]
    assert (told["TranscriptionText"], told["TranscriptionStatus"]) == (
        MESSAGE if transcribed is None else transcribed,
        status,
    )


def test_without_a_message_nothing_is_written_down() -> None:
    server = shop(f"{RECORD}<Hangup/>")
    call(server, Silent())
    assert server.urls == [URL]


def test_keys_that_do_not_end_a_recording_are_only_sounds_in_it() -> None:
    record = '<Record finishOnKey="#" timeout="3" maxLength="60" transcribe="true" transcribeCallback="/words"/>'
    server = shop(record, BYE, "")
    call(server, Says(MESSAGE), Presses("12"), Presses("3#"))
    recorded, words = (parameters for _, parameters in server.posted[1:])
    assert (recorded["RecordingDuration"], recorded["Digits"]) == (str(4 + 3), "#")
    assert words["TranscriptionText"] == MESSAGE


@pytest.mark.parametrize(
    ("actions", "seconds"),
    [([Silent()], 3), ([Says("x" * 30), Silent()], 5), ([Says("x" * 30), Presses("#")], 2), ([Says("x" * 120)], 7)],
)
def test_a_recording_takes_its_time_and_a_silence_that_ends_it(actions: list[Action], seconds: int) -> None:
    assert passed(call(shop('<Record timeout="3" maxLength="7"/><Hangup/>', ""), *actions)) == seconds


def test_a_recording_ends_at_its_greatest_length() -> None:
    server = shop('<Record maxLength="2"/>', BYE)
    held = call(server, Says("x" * 100), Says("never said"))
    assert server.posted[1][1]["RecordingDuration"] == "2"
    assert server.urls == [URL, URL]
    assert held.ended_by == "hangup"


def test_who_hangs_up_after_the_message_has_left_it() -> None:
    server = shop('<Record action="/recorded"/>', BYE, "")
    held = call(server, Says(MESSAGE), status=STATUS)
    (_, sent) = server.posted[1]
    assert (sent["Digits"], sent["CallStatus"]) == ("hangup", "completed")
    assert (heard(held), held.ended_by, server.urls[-1]) == ([], "caller", STATUS)


@pytest.mark.parametrize("action", [Silent(), Says(" ")])
def test_an_empty_recording_is_none(action: Action) -> None:
    held = call(shop(f'<Record action="/recorded"/>{BYE}'), action)
    assert heard(held) == ["Goodbye."]


DIAL = (
    f'<Dial action="/dialled" timeout="20" answerOnBridge="true" callerId="{ACCOUNT.phone}">'
    f'<Number url="/whisper">{OWNER}</Number></Dial>'
)
WHISPER = '<Gather numDigits="1" action="/accept"><Say>A customer. Press 1.</Say></Gather><Hangup/>'


def dialled(callee: Callee, *answers: str | Answer) -> tuple[Shop, Call, dict[str, str]]:
    """A call in which the owner is dialled; the last request is the one that tells what became of it."""
    server = shop(DIAL, *answers)
    held = call(server, callee=callee)
    url, told = server.posted[-1]
    assert url == "https://shop.example/dialled"
    return server, held, told


def test_a_callee_who_accepts_is_connected() -> None:
    server, held, told = dialled(Callee(presses="1", seconds=90), WHISPER, "<Say>Connected.</Say>", BYE)
    assert server.urls[1:3] == ["https://shop.example/whisper", "https://shop.example/accept"]
    (_, asked), (_, pressed) = server.posted[1:3]
    assert (asked["Direction"], asked["ParentCallSid"]) == ("outbound-dial", held.sid)
    assert (asked["From"], asked["To"], asked["CallStatus"]) == (ACCOUNT.phone, OWNER, "in-progress")
    assert asked["CallSid"] == pressed["CallSid"] == told["DialCallSid"] != held.sid
    assert pressed["Digits"] == "1"
    assert (told["DialCallStatus"], told["DialBridged"], told["CallSid"]) == ("completed", "true", held.sid)
    assert int(told["DialCallDuration"]) > 90
    assert [said.text for said in held.whispered] == ["A customer. Press 1.", "Connected."]
    assert (heard(held), held.dialled) == (["Goodbye."], [Dialled(OWNER, "completed", True)])


@pytest.mark.parametrize("declined", ["completed", "no-answer"])
def test_a_voicemail_that_answers_is_not_connected(declined: str) -> None:
    callee = Callee(declined="completed" if declined == "completed" else "no-answer")
    _, held, told = dialled(callee, WHISPER, BYE)
    assert (told["DialCallStatus"], told["DialBridged"]) == (declined, "false")
    assert held.dialled == [Dialled(OWNER, declined, False)]
    assert heard(held) == ["Goodbye."]


@pytest.mark.parametrize(
    ("callee", "status", "seconds"),
    [
        (Callee(answers=False), "no-answer", 20),
        (Callee(answers=False, status="busy"), "busy", 0),
        (Callee(answers=False, status="failed"), "failed", 0),
    ],
)
def test_a_callee_who_does_not_answer_hears_no_whisper(callee: Callee, status: str, seconds: int) -> None:
    server, held, told = dialled(callee, "")
    assert (told["DialCallStatus"], told["DialBridged"], len(server.posted)) == (status, "false", 2)
    assert "DialCallDuration" not in told
    assert passed(held) == seconds


def test_a_whisper_that_fails_connects_nobody() -> None:
    _, held, told = dialled(Callee(presses="1"), Answer(500, "", ""), "")
    assert (told["DialBridged"], codes(held)) == ("false", [calls.HTTP_FAILURE])
    assert held.ended_by == "document"


def test_without_a_whisper_even_a_voicemail_is_connected() -> None:
    server = shop(f'<Dial timeout="20">{OWNER}</Dial>{BYE}')
    held = call(server, callee=Callee())
    assert held.dialled == [Dialled(OWNER, "completed", True)]
    assert (len(server.posted), heard(held)) == (1, ["Goodbye."])


def test_it_rings_for_as_long_as_dial_says() -> None:
    held = call(shop(f'<Dial timeout="4">{OWNER}</Dial>'), callee=Callee())
    assert (held.dialled, passed(held)) == ([Dialled(OWNER, "no-answer", False)], 4)


def test_a_dialled_call_lasts_no_longer_than_dial_says() -> None:
    held = call(shop(f'<Dial timeLimit="30">{OWNER}</Dial>'), callee=Callee(seconds=90))
    assert passed(held) == 35


def test_a_caller_who_hangs_up_after_being_connected_is_gone() -> None:
    server = shop(f'<Dial action="/dialled">{OWNER}</Dial>', BYE)
    held = call(server, callee=Callee(caller_hangs_up=True))
    assert (server.posted[1][1]["CallStatus"], heard(held), held.ended_by) == ("completed", [], "caller")
    held = call(shop(f"<Dial>{OWNER}</Dial>{BYE}"), callee=Callee(caller_hangs_up=True))
    assert (heard(held), held.ended_by) == ([], "caller")


@pytest.mark.parametrize("callee", [Callee(answers=False, caller_hangs_up=True), Callee(caller_hangs_up=True)])
def test_a_caller_who_hangs_up_while_it_rings_is_not_simulated(callee: Callee) -> None:
    with pytest.raises(NotModelledError, match="rings"):
        call(shop(DIAL, WHISPER), callee=callee)


@pytest.mark.parametrize(
    ("dial", "code"),
    [
        ("<Dial>904-555-0177</Dial>", calls.CALLED_NUMBER),
        (f'<Dial callerId="+19045550142">{OWNER}</Dial>', calls.CALLER_ID),
    ],
)
def test_a_number_that_cannot_be_called_or_shown_is_refused(dial: str, code: int) -> None:
    assert codes(call(shop(dial))) == [code]


def test_a_client_has_no_number_to_show() -> None:
    held = Call(shop(f"<Dial>{OWNER}</Dial>").post, ACCOUNT, "client:desk", URL)
    held.run(Caller())
    assert codes(held) == [calls.CALLER_ID]


def test_a_whisper_cannot_dial() -> None:
    _, held, _ = dialled(Callee(), f"<Dial>{OWNER}</Dial>", "")
    assert codes(held) == [calls.DIAL_IN_DIAL]


@pytest.mark.parametrize(
    "document",
    [
        "<Play>https://shop.example/a.mp3</Play>",
        "<Gather><Play>https://shop.example/a.mp3</Play></Gather>",
        '<Say loop="2">Hi</Say>',
        '<Gather method="GET"/>',
        '<Gather partialResultCallback="/x"/>',
        "<Connect><Stream url='wss://shop.example'/></Connect>",
        "<Say>Hi</Say><Reject/>",
        "<Redirect>#rc=3</Redirect>",
        f"<Dial record='record-from-answer'>{OWNER}</Dial>",
        f"<Dial><Number>{OWNER}</Number><Number>{CALLER}</Number></Dial>",
        f"<Dial><Number sendDigits='1'>{OWNER}</Number></Dial>",
        "<Dial><Client>desk</Client></Dial>",
    ],
)
def test_what_is_not_simulated_fails_the_test_that_meets_it(document: str) -> None:
    with pytest.raises(NotModelledError):
        call(shop(document), Silent())


@pytest.mark.parametrize("redirected", ["<Redirect>x</Redirect>", ASK])
def test_an_answered_call_cannot_be_rejected(redirected: str) -> None:
    with pytest.raises(NotModelledError, match="answered"):
        call(shop(redirected, "<Reject/>"), Says("hello"))


def test_a_person_may_go_on_being_silent() -> None:
    held = Call(lambda *_: twiml(f"{ASK}{ASK}{BYE}"), ACCOUNT, CALLER, URL)
    assert held.run(Caller(then=Silent())) == "hangup"
