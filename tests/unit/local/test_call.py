"""`call`: what is typed, what is printed, what is refused."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from twilio.request_validator import RequestValidator

from local import __main__, call, calls, commands, twilio
from local.console import LocalError, UsageError
from tests.twilio_stand_in import ACCOUNT

CALLER = "+19045550123"
ASK = (
    '<Response><Gather input="dtmf speech" language="en-US"><Say language="en-US">What is broken?</Say></Gather>'
    "</Response>"
)
BYE = "<Response><Say>Goodbye.</Say><Hangup/></Response>"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    outputs = {
        "dispatcher_url": "http://127.0.0.1:9/dispatcher",
        "twilio_account_sid": ACCOUNT.sid,
        "twilio_auth_token": ACCOUNT.token,
        "twilio_phone_number": ACCOUNT.phone,
    }
    (tmp_path / "outputs.json").write_text(json.dumps(outputs))
    return tmp_path


class Typed(io.StringIO):
    """Standard input at a terminal."""

    def isatty(self) -> bool:
        return True


def types(monkeypatch: pytest.MonkeyPatch, lines: str, *, at_terminal: bool = False) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(lines) if at_terminal else io.StringIO(lines))


def answers(
    monkeypatch: pytest.MonkeyPatch, *responses: str | httpx.Response | Exception, end: int = 200
) -> list[dict[str, str]]:
    """Let the webhook answer so, and to the report of the call's end with that status; returns what was posted."""
    posted: list[dict[str, str]] = []
    left = list(responses)

    def post(url: str, parameters: dict[str, str], headers: dict[str, str], seconds: float) -> httpx.Response:
        assert RequestValidator(ACCOUNT.token).validate(url, parameters, headers["X-Twilio-Signature"])
        if "CallbackSource" in parameters:  # the report of the call's end
            return httpx.Response(end, text="<Response/>", headers={"Content-Type": "text/xml"})
        posted.append(parameters)
        response = left.pop(0)
        if isinstance(response, Exception):
            raise response
        if isinstance(response, str):
            return httpx.Response(200, text=response, headers={"Content-Type": "text/xml"})
        return response

    monkeypatch.setattr(twilio, "post", post)
    return posted


@pytest.mark.parametrize(
    ("typed", "action"),
    [
        ("My iPhone 13 is cracked!\n", calls.Says("my iphone thirteen is cracked")),
        ("\n", calls.Silent()),
        ("?! ...\n", calls.Silent()),
        ("1\n", calls.Presses("1")),
        (" 12*# \n", calls.Presses("12*#")),
        ("/hang up\n", calls.HangsUp()),
        ("", calls.HangsUp()),
    ],
)
def test_a_line_is_said_pressed_or_left_out(typed: str, action: calls.Action) -> None:
    assert call.meant(typed) == action


def test_a_piped_conversation_is_printed_as_it_goes(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    posted = answers(monkeypatch, ASK, ASK, BYE)
    types(monkeypatch, "It's the S22\n1#\n")
    held, _ = call.call(home, "+1 (904) 555-0142")
    assert [sent["From"] for sent in posted] == ["+19045550142"] * 3
    assert (posted[1]["SpeechResult"], posted[2]["Digits"]) == ("it's the s twenty two", "1")
    written = capsys.readouterr()
    assert written.out.splitlines() == [
        "LINDA: What is broken?",
        "You: it's the s twenty two",
        "LINDA: What is broken?",
        "You: [presses 1#]",
        "LINDA: Goodbye.",
    ]
    assert written.err == ""
    assert call.as_words(held) == "LINDA hung up."


def test_at_a_terminal_it_asks_and_says_how_to_answer(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, ASK, ASK)
    types(monkeypatch, "hello\n", at_terminal=True)
    held, lines = call.call(home, CALLER)
    written = capsys.readouterr()
    assert written.out == "LINDA: What is broken?\nYou: LINDA: What is broken?\nYou: \n"
    assert written.err == f"{call.USAGE}\n"
    assert (lines[-1].who, lines[-1].text, lines[-1].verb) == ("caller", "[hangs up]", "hang up")
    assert call.as_words(held) == "You hung up."


def test_ctrl_c_hangs_up(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    answers(monkeypatch, ASK)
    types(monkeypatch, "", at_terminal=True)
    monkeypatch.setattr(sys.stdin, "readline", interrupted)
    held, _ = call.call(home, CALLER)
    assert capsys.readouterr().out == "LINDA: What is broken?\nYou: \n"
    assert held.ended_by == "caller"
    assert held.log[-1].parameters["CallStatus"] == "completed"


def test_when_linda_speaks_spanish_the_words_are_recognised_in_spanish(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = answers(monkeypatch, ASK.replace("en-US", "es-US"), BYE)
    types(monkeypatch, "mañana a las 3\n")
    call.call(home, CALLER)
    assert posted[1]["SpeechResult"] == "mañana a las tres"


def test_quiet_at_a_terminal_the_call_is_read_beside_the_output(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, ASK)
    types(monkeypatch, "", at_terminal=True)
    call.call(home, CALLER, quiet=True)
    written = capsys.readouterr()
    assert (written.out, written.err) == ("", f"{call.USAGE}\nLINDA: What is broken?\nYou: \n")


def test_a_call_without_end_is_an_error_with_words(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, *["<Response><Redirect>/dispatcher</Redirect></Response>"] * 500)
    types(monkeypatch, "")
    with pytest.raises(LocalError, match="500 requests: its documents lead to each other"):
        call.call(home, CALLER)


def test_silence_passes_by_and_the_call_ends_with_the_document(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, ASK)
    types(monkeypatch, "\n")
    held, lines = call.call(home, "anonymous")
    assert lines[-1].text == "[silence]"
    assert call.as_words(held) == "LINDA had no more to say, and the call ended."


def test_who_was_dialled_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "<Response><Dial>+19045550177</Dial></Response>")
    types(monkeypatch, "")
    held, _ = call.call(home, CALLER)
    assert call.as_words(held).splitlines()[0] == "+19045550177 was called (no-answer)."


RINGS = '<Response><Dial action="/after"><Number url="/whisper">+19045550177</Number></Dial></Response>'
WHISPER = '<Response><Gather numDigits="1"><Say>A customer is calling.</Say></Gather><Hangup/></Response>'
TALKS = "<Response/>"


def test_at_a_terminal_brandon_is_asked_whether_he_takes_the_call(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    posted = answers(monkeypatch, RINGS, WHISPER, TALKS, BYE)
    types(monkeypatch, "1\n", at_terminal=True)
    held, lines = call.call(home, CALLER)
    asked = "Brandon's phone rings. Press 1 to take the call for him, Enter to let it ring: "
    assert capsys.readouterr().out == f"{asked}LINDA: Goodbye.\n"
    assert (posted[2]["Digits"], posted[3]["DialBridged"]) == ("1", "true")
    assert (lines[0].who, lines[0].verb) == ("Brandon", "press")
    assert call.as_words(held).splitlines()[:2] == [
        "Brandon heard: A customer is calling.",
        "+19045550177 was called (completed).",
    ]


@pytest.mark.parametrize("typed", ["\n", "2\n", ""])
def test_at_a_terminal_anything_else_lets_it_ring(home: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    posted = answers(monkeypatch, RINGS, BYE)
    types(monkeypatch, typed, at_terminal=True)
    held, _ = call.call(home, CALLER)
    assert (posted[1]["DialCallStatus"], posted[1]["DialBridged"]) == ("no-answer", "false")
    assert held.whispered == []


def test_piped_in_brandon_takes_it_only_if_the_line_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    posted = answers(monkeypatch, RINGS, WHISPER, TALKS, ASK, BYE)
    types(monkeypatch, "/take\nthe S22\n")
    call.call(home, CALLER)
    assert (posted[3]["DialBridged"], posted[4]["SpeechResult"]) == ("true", "the s twenty two")
    assert capsys.readouterr().out.startswith("Brandon: [presses 1]\nLINDA: What is broken?\nYou: the s twenty two\n")


@pytest.mark.parametrize("typed", ["1\n", "\n"])
def test_piped_in_any_other_line_is_the_callers(home: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    posted = answers(monkeypatch, RINGS, ASK.replace("dtmf speech", "dtmf"), BYE)
    types(monkeypatch, typed)
    _, lines = call.call(home, CALLER)
    assert posted[1]["DialBridged"] == "false"
    assert [(line.who, line.verb) for line in lines[:3]] == [
        ("Brandon", "silence"),
        ("LINDA", "say"),
        ("caller", "press" if typed == "1\n" else "silence"),
    ]


@pytest.mark.parametrize("typed", ["hello\n", ""])
def test_the_command_line_brings_the_number_and_prints_json(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))  # which the command changes
    answers(monkeypatch, ASK, BYE)
    types(monkeypatch, typed)
    assert commands.run(__main__.parse(["call", "--from", "+19045550142", "--json"]), home) == 0
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (shown["sender"], shown["dialled"]) == ("+19045550142", [])
    first, answer, *_ = shown["lines"]
    began = first.pop("time")
    assert first == {"who": "LINDA", "text": "What is broken?", "verb": "say"}
    assert (answer["who"], answer["verb"]) == ("caller", "say" if typed else "hang up")
    assert began < answer["time"]
    assert shown["ended_by"] == ("hangup" if typed else "caller")


def test_the_command_line_prints_how_it_ended(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    posted = answers(monkeypatch, BYE)
    types(monkeypatch, "")
    assert commands.run(__main__.parse(["call"]), home) == 0
    assert posted[0]["From"] == CALLER
    assert capsys.readouterr().out == "LINDA: Goodbye.\nLINDA hung up.\n"


def test_what_she_says_can_be_heard(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        started.append(command)
        return subprocess.CompletedProcess(command, 0, stderr="ALSA lib: a warning\n")

    monkeypatch.setattr(subprocess, "run", run)
    answers(monkeypatch, ASK, BYE)
    types(monkeypatch, "hello\n")
    call.call(home, CALLER, speak=True)
    assert started == [
        ["espeak-ng", "-v", "en-us", "--", "What is broken?"],
        ["espeak-ng", "--", "Goodbye."],
    ]


def test_without_sound_she_is_printed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = subprocess.CompletedProcess([], 0, stderr="ALSA lib: a warning\nerror: No such file or directory\n")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: failed)
    answers(monkeypatch, ASK, BYE)
    types(monkeypatch, "hello\n")
    call.call(home, CALLER, speak=True)
    written = capsys.readouterr()
    assert written.err == (
        "espeak-ng cannot be heard (error: No such file or directory), so LINDA is only printed. "
        "A sound device is needed, which containers and remote shells do not have.\n"
    )
    assert "LINDA: Goodbye." in written.out


def test_without_the_speaking_program_it_says_how_to_get_it_and_goes_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    answers(monkeypatch, BYE)
    types(monkeypatch, "")
    call.call(home, CALLER, speak=True)
    written = capsys.readouterr()
    assert written.out == "LINDA: Goodbye.\n"
    assert re.search(r"espeak-ng.*not installed.*only printed.*apt install espeak-ng", written.err)


@pytest.mark.parametrize("sender", ["anonymous", "Anonymous", " ANONYMOUS "])
def test_a_caller_may_withhold_the_number(home: Path, monkeypatch: pytest.MonkeyPatch, sender: str) -> None:
    posted = answers(monkeypatch, BYE)
    types(monkeypatch, "")
    call.call(home, sender)
    assert posted[0]["From"] == calls.ANONYMOUS


def test_what_is_no_number_is_wrong_usage(home: Path) -> None:
    with pytest.raises(UsageError, match="not a phone number"):
        call.call(home, "9045550123")


def test_before_the_first_up_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="Run `make up` first"):
        call.call(tmp_path, CALLER)


@pytest.mark.parametrize(
    ("responses", "words"),
    [
        ([httpx.ConnectError("refused")] * 2, "Nothing answers at .*/dispatcher. Run `make up` first"),
        ([httpx.ReadTimeout("late")], "did not answer within 15 s\n`make logs`"),
        ([httpx.RemoteProtocolError("cut off")], "answered 502: cut off\n`make logs`"),
        ([httpx.Response(403, text="Forbidden")], "(?s)answered 403.*signature was refused. Run `make up`"),
        ([httpx.Response(500, text="oh")], "answered 500: oh\n`make logs`"),
        ([httpx.Response(200, text="{}", headers={"Content-Type": "application/json"})], "(?s)12300.*refuse.*{}"),
        (["<Response><Message>Hi</Message></Response>"], "(?s)12200.*<Message>.*Twilio would refuse LINDA's answer"),
        (["<Response><Play>/a.mp3</Play></Response>"], "what `make call` cannot do: <Play>"),
    ],
)
def test_what_goes_wrong_is_an_error_with_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, responses: list[Any], words: str
) -> None:
    answers(monkeypatch, *responses)
    types(monkeypatch, "")
    with pytest.raises(LocalError, match=words):
        call.call(home, CALLER)


def test_an_end_that_is_refused_is_no_answer_that_twilio_refuses(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, BYE, end=500)
    types(monkeypatch, "")
    with pytest.raises(LocalError, match="answered 500: <Response/>\n`make logs`"):
        call.call(home, CALLER)


def test_a_slow_answer_is_not_one_that_twilio_refuses(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = calls.Answer(200, "text/xml", BYE, 16)
    monkeypatch.setattr(call, "post", lambda *_: slow)
    types(monkeypatch, "")
    with pytest.raises(LocalError, match="did not answer within 15 s\n`make logs`"):
        call.call(home, CALLER)


def test_a_rejected_call_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "<Response><Reject/></Response>")
    types(monkeypatch, "")
    held, _ = call.call(home, CALLER)
    assert call.as_words(held) == "LINDA did not take the call."
